"""Half of a large piece of work in a second process, forked for it. Touches processes only."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
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
def forked(work: Callable[[], Result], *, worth: bool) -> Iterator[Callable[[], Result]]:
    """Let a second process do some work during the block, if it is `worth` that; the call that
    is given waits for what comes of it.

    Where there is no second processor or nothing can be forked, and where the process dies, the
    call itself does the work.
    """
    if not (worth and forks() and (os.cpu_count() or 1) > 1):
        yield work
        return
    context: Any = multiprocessing.get_context("fork")
    near, far = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(far, work, os.getpid()), daemon=True)
    process.start()
    far.close()

    def result() -> Result:
        try:
            made: Result = near.recv()
        except (EOFError, OSError):
            return work()
        return made

    try:
        yield result
    finally:
        process.kill()
        process.join()
        near.close()


def _work(connection: Connection, work: Callable[[], object], parent: int) -> None:
    gc.freeze()  # looking for garbage among what is shared would copy it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    end_with(parent)
    with suppress(Exception):  # the parent does the work then, and meets the same
        connection.send(work())


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
