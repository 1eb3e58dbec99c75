"""Half of a large piece of work in a second process, forked for it. Touches processes only."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Final, TypeVar

Result = TypeVar("Result")

_LOOK_SECONDS: Final = 0.5  # how often a process looks whether its parent lives


def forks() -> bool:
    """Whether processes are forked: quickest, but unsafe once other threads run, as macOS's own
    libraries do.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def end_with(parent: int) -> None:
    """End this process when its parent does: it holds its locks as well."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


@contextmanager
def forked(
    work: Callable[[], Iterable[Result]], *, worth: bool
) -> Iterator[Callable[[], Iterable[Result]]]:
    """Let a second process do some work during the block, if it is `worth` that; the call that
    is given yields what comes of it as it comes, and is made once.

    Where there is no second processor or nothing can be forked, the call itself does the work, and
    where the process dies, what is left of it.
    """
    if not (worth and forks() and (os.cpu_count() or 1) > 1):
        yield work
        return
    context: Any = multiprocessing.get_context("fork")
    near, far = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(far, work, os.getpid()), daemon=True)
    process.start()
    far.close()

    def results() -> Iterator[Result]:
        taken = 0
        with suppress(EOFError, OSError):
            while made := near.recv():
                yield made[0]
                taken += 1
            return
        yield from islice(work(), taken, None)

    try:
        yield results
    finally:
        process.kill()
        process.join()
        near.close()


def _work(connection: Connection, work: Callable[[], Iterable[object]], parent: int) -> None:
    gc.freeze()  # looking for garbage among what is shared would copy it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    end_with(parent)
    made: SimpleQueue[tuple[object, ...] | None] = SimpleQueue()
    sending = threading.Thread(target=_send, args=(connection, made))  # while the work goes on
    sending.start()
    with suppress(Exception):  # the parent does the rest then, and meets the same
        for result in work():
            made.put((result,))
        made.put(())
    made.put(None)
    sending.join()


def _send(connection: Connection, made: SimpleQueue[tuple[object, ...] | None]) -> None:
    with suppress(OSError):  # nobody listens any more
        for result in iter(made.get, None):
            connection.send(result)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
