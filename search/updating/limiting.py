"""What a worker may take of the machine. Touches its own process."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

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
