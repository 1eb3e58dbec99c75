"""Files that were given in a browser: kept, then read in the background, batch by batch.

Safe between threads. Touches the folder through `search.receive` and the index through
`search.update`; nothing of a batch outlives the process but the files.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from queue import Queue
from threading import Lock, Thread
from time import sleep
from typing import IO

from msgspec import Struct, field

from search import (
    IndexLocked,
    Library,
    MuluError,
    NotFound,
    Settings,
    StorageError,
    Update,
    receive,
    update,
)
from web.offers import MOST_BYTES

MOST_FILES = 100  # in one go
MOST_BATCHES = 50  # that are remembered
LOCKED_SECONDS = 1.0  # between two tries while another process writes the index

_log = logging.getLogger(__name__)


class Item(Struct):
    """One file: the name that it was given with, the name that it has, and what became of it.

    `state` is `waiting`, `reading`, `ready`, `same`, `unreadable` or `refused`, the last two for
    a `reason`. `document` is the id of (the first of) its documents.
    """

    name: str
    path: str
    state: str
    reason: str = ""
    document: str = ""


class Batch(Struct):
    """The files of one request. `said` is what stops or delays reading them, `read` how many
    files of the folder have been read, of how many.
    """

    id: str
    items: list[Item]
    said: str = ""
    read: tuple[int, int] = (0, 0)
    finished: bool = False


class Uploads(Struct):
    """Keeps what is given in `folder`, has it read, and remembers how that goes."""

    settings: Settings
    folder: Path
    library: Callable[[], AbstractContextManager[Library]]
    renew: Callable[..., Update] = update
    _batches: dict[str, Batch] = field(default_factory=dict)
    _queue: Queue[Batch] = field(default_factory=Queue)
    _lock: Lock = field(default_factory=Lock)
    _worker: Thread | None = None

    @property
    def most_bytes(self) -> int:
        """The size of the largest file that is read, in bytes."""
        return min(self.settings.max_bytes, MOST_BYTES)

    def keep(self, files: Iterable[tuple[str, IO[bytes]]]) -> Batch:
        """Keep files by name and content, and begin to read them.

        Raises StorageError where not even the first can be kept.
        """
        items: list[Item] = []
        for name, content in files:
            try:
                got = receive(self.folder, name, content, self.settings)
            except StorageError as error:
                if not items:
                    raise
                items.append(Item(name, "", "refused", str(error)))
                continue
            state = "waiting" if got.state == "new" else got.state
            items.append(Item(got.name, got.path, state, got.reason))
        batch = Batch(secrets.token_hex(8), items)
        with self._lock:
            self._batches[batch.id] = batch
            for old in list(self._batches)[:-MOST_BATCHES]:
                del self._batches[old]
            if self._worker is None:
                self._worker = Thread(target=self._work, name="uploads", daemon=True)
                self._worker.start()
        self._queue.put(batch)
        return batch

    def find(self, name: str) -> Batch | None:
        """The batch of this id, as long as it is remembered."""
        with self._lock:
            return self._batches.get(name)

    def batches(self) -> list[Batch]:
        """What is remembered, the latest first."""
        with self._lock:
            return list(self._batches.values())[::-1]

    def _work(self) -> None:
        while True:
            batch = self._queue.get()
            try:
                self._read(batch)
            except Exception:  # the next batch must find its worker alive
                _log.exception("what was added could not be read")
                batch.said = batch.said or "unexpected failure; the program's log names it"
            batch.finished = True

    def _read(self, batch: Batch) -> None:
        fresh = [item for item in batch.items if item.state == "waiting"]
        for item in fresh:
            item.state = "reading"
        failed = self._updated(batch, fresh) if fresh else {}
        for item in batch.items:
            if item.state == "reading":
                item.reason = failed.get(str(self.folder / item.path), "")
                item.state = "unreadable" if item.reason or batch.said else "ready"
            if item.state in ("ready", "same"):
                item.document = self._document(item.path)

    def _updated(self, batch: Batch, fresh: list[Item]) -> dict[str, str]:
        """Bring the index up to date with the files → why some cannot be read, by their whole
        paths. Where their folder is not indexed yet, all of it is read.
        """

        def progress(done: int, total: int, _: str) -> None:
            batch.read = done, total

        paths = [self.folder / item.path for item in fresh]
        while True:
            folders, only = ([], paths) if self._home() else ([self.folder], [])
            try:
                outcome = self.renew(self.settings, folders, only=only, progress=progress)
            except IndexLocked as error:
                batch.said = str(error)
                sleep(LOCKED_SECONDS)
            except (MuluError, OSError) as error:
                batch.said = str(error)
                return {}
            else:
                batch.said = ""
                home = self._home() or self.folder
                return {str(home / one.path): one.reason for one in outcome.failed}

    def _home(self) -> Path | None:
        """The indexed folder that ours is or lies in, by which an index calls its files."""
        with self.library() as library:
            homes = map(Path, library.stats().folders)
        return next((home for home in homes if self.folder.is_relative_to(home)), None)

    def _document(self, path: str) -> str:
        """The id of a document by its file; a table's rows are documents, so its first."""
        place = str(self.folder / path)
        try:
            with self.library() as library:
                for name in (place, f"{place}#1"):
                    try:
                        return library.show(name).document.id
                    except NotFound:
                        continue
        except StorageError:
            pass
        return ""
