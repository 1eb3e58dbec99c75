"""What a process may take, and what it puts off: limits of a worker, what it prints, the search for
garbage, Ctrl-C; and what another one waits for. Touches processes only.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

TIMED: Final = getattr(signal, "SIGPROF", None)
"""The signal that ends a process whose time is over; None where the system has no such timer."""


def allow(seconds: float) -> None:
    """Let this process use so much processor time from now; 0 for as much as it likes.

    The system ends it then, also inside a parser that never comes back to Python.
    """
    if TIMED is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def bound(memory: int) -> None:
    """Let this process take so many bytes more than it has; only Linux does."""
    with suppress(ImportError, OSError, StopIteration, ValueError):
        import resource  # not on every system

        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
        held = next(int(line.split()[1]) for line in lines if line.startswith("VmData:"))
        limit = held * 1024 + memory
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def locked(process: int | None) -> str:
    """Return which wait for a lock a process is in, empty where it is in none; Linux tells.

    The same again is the same wait: in between, the process was not awake.
    """
    with suppress(OSError):
        place = Path(f"/proc/{process}")
        if (place / "wchan").read_text("ascii", "replace").startswith("futex"):
            return (place / "status").read_text("ascii", "replace").partition("voluntary_")[2]
    return ""


def silence() -> None:
    """Let what this process prints go nowhere, also what is not Python's."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


@contextmanager
def growing() -> Iterator[None]:
    """Look for no garbage meanwhile: tables, a catalogue and a plan are none, and looking through
    them again and again, as they grow, takes a tenth of loading the tables and a fifth of an
    update that finds nothing to do.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@contextmanager
def postponed() -> Iterator[None]:
    """Let Ctrl-C wait until the block is done, and then raise KeyboardInterrupt.

    For calls of packages that take whatever is raised in them for an error of their own, as
    langdetect does while it loads its profiles: the user's wish would be lost.
    """
    if threading.current_thread() is not threading.main_thread() or not _heard():
        yield
        return
    pressed: list[int] = []

    def press(number: int, _frame: Any) -> None:
        pressed.append(number)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _heard() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.default_int_handler
