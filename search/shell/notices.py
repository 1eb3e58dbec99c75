"""Hear from the system which files have changed, wherever it tells (Linux, macOS, Windows).

A notice shortens the wait until the next look, and what to look at then: where none comes, as on
many network folders, looking at everything alone finds what has changed. Opens nothing.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing import Pipe, connection
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_MOST: Final = 1000
"""Paths that are told one by one; of more, the folders that they are in."""

_log: Final = logging.getLogger(__name__)


class Notices:
    """Listens below folders, but for what happens in the folder `apart`, in a thread."""

    def __init__(self, apart: Path) -> None:
        self._apart = os.path.join(os.path.realpath(apart), "")  # noqa: PTH118 - a text to compare
        self._heard, self._says = Pipe(duplex=False)
        self._folders: frozenset[Path] = frozenset()
        self._paths: set[str] = set()
        self._lock = Lock()
        self._stop = Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()

    def follow(self, folders: Iterable[Path]) -> None:
        """Listen below these folders, those of them that are there, and no others."""
        there = frozenset(folder for folder in folders if folder.is_dir())
        if there == self._folders:
            return
        self._stop.set()
        self._folders, self._stop = there, Event()
        if there:
            Thread(target=self._listen, args=(there, self._stop), daemon=True).start()

    def wait(
        self, least: float, most: float, rest: float, stop: Connection | None = None
    ) -> frozenset[Path]:
        """Wait `most` seconds; where something is heard only until `rest` seconds after that,
        but at least `least`. Ends early where there is something to read from `stop`, or it has
        been closed. Returns what was heard of.
        """
        began, heard, ends = time.monotonic(), False, most
        listened = [self._heard, stop] if stop else [self._heard]
        while (left := began + ends - time.monotonic()) > 0:
            ready = connection.wait(listened, left)
            if stop in ready:
                break
            if ready:
                self._drain()
                if not heard:
                    heard, ends = True, min(most, max(least, time.monotonic() - began + rest))
        return self._taken()

    def _taken(self) -> frozenset[Path]:
        with self._lock:
            paths, self._paths = self._paths, set()
        return self._folders if len(paths) > _MOST else frozenset(map(Path, paths))

    def _drain(self) -> None:
        while self._heard.poll():
            self._heard.recv_bytes()

    def _listen(self, folders: frozenset[Path], stop: Event) -> None:
        """Note what has changed, and pass on that something has, in one word for whatever
        happens at once.
        """
        try:
            from watchfiles import watch  # late: only what watches needs it

            for changes in watch(
                *folders,
                watch_filter=lambda _, path: not path.startswith(self._apart),
                stop_event=stop,
                raise_interrupt=False,
                force_polling=False,  # looking is our part
                ignore_permission_denied=True,
            ):
                with self._lock:
                    self._paths.update(path for _, path in changes)
                with suppress(OSError):
                    self._says.send_bytes(b"\1")
        except Exception as error:  # a system without notices, or with too few of them
            _log.info("the system does not tell what changes: %s", error)
