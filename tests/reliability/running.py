"""What the scripts of this folder share: their options, scratch space and report."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rounds passed, and what was seen in them; a round that fails raises."""

    rounds: int
    seen: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        seen = ", ".join(f"{what}: {count:,}" for what, count in sorted(self.seen.items()))
        return f"{self.rounds:,} rounds, 0 failures; {seen}"


Run = Callable[[int, Path, int], Outcome]


def main(text: str | None, run: Run, times: int) -> int:
    """Read the options of a script, run it in a scratch folder and print what came of it."""
    parser = argparse.ArgumentParser(description=(text or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=times, help=f"rounds (default: {times:,})")
    parser.add_argument("--seed", type=int, default=1, help="of the random choices (default: 1)")
    parser.add_argument("--scratch", type=Path, help="where to work (default: a temporary folder)")
    options = parser.parse_args()
    started = time.perf_counter()
    with TemporaryDirectory(dir=options.scratch, ignore_cleanup_errors=True) as scratch:
        outcome = run(options.times, Path(scratch), options.seed)
    sys.stdout.write(f"{outcome} ({time.perf_counter() - started:.0f} s)\n")
    return 0
