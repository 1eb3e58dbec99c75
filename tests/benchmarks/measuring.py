"""How benchmarks measure: CPU time, peak memory, sizes, and tables of ratios."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any


def arguments(about: str, documents: int = 10_000) -> argparse.ArgumentParser:
    """Return the options that all benchmarks have."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--documents", type=int, default=documents, help="how many to make")
    parser.add_argument("--folder", type=Path, help="a folder of real text to use instead")
    parser.add_argument("--seed", type=int, default=1, help="other documents for another seed")
    return parser


def scratch() -> TemporaryDirectory[str]:
    """Return a folder for indexes that is removed in the end."""
    return TemporaryDirectory(prefix="mulu-benchmark-")


def cpu_ms(call: Callable[[], Any], seconds: float = 0.4, most: int = 200) -> float:
    """Return the median CPU milliseconds of calls, after one that does not count."""
    call()
    times: list[float] = []
    end = time.process_time() + seconds
    while len(times) < 3 or (time.process_time() < end and len(times) < most):
        started = time.process_time_ns()
        call()
        times.append((time.process_time_ns() - started) / 1e6)
    return median(times)


def cpu_once_ms(call: Callable[[], Any]) -> float:
    """Return the CPU milliseconds of one call."""
    started = time.process_time_ns()
    call()
    return (time.process_time_ns() - started) / 1e6


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and the children that have ended."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak_mb() -> tuple[float, float]:
    """Return the peak resident memory of this process and of its largest child, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6,
    )


def tree_mb(process: int) -> float:
    """Return the MB that a process and all below it hold now, what they share counted once.

    Linux only: elsewhere, and where the process has ended, 0.
    """
    with suppress(OSError):
        place = Path(f"/proc/{process}")
        lines = (place / "smaps_rollup").read_text("ascii", "replace").splitlines()
        held = next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6
        below = (place / f"task/{process}/children").read_text("ascii").split()
        return held + sum(tree_mb(int(child)) for child in below)
    return 0.0


def size_of(folder: Path, *endings: str) -> int:
    """Return the bytes of the files in a folder, of those with one of the endings if given."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sum(p.stat().st_size for p in files if not endings or p.name.endswith(endings))


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table; numbers with three digits that count."""
    lines = [list(heads), ["---"] * len(heads), *([_cell(value) for value in row] for row in rows)]
    for line in lines:
        say("| " + " | ".join(line) + " |")


def say(line: str) -> None:
    """Print a line at once, so that long runs show where they are."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _cell(value: object) -> str:
    if not isinstance(value, float):
        return f"{value}"
    return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
