"""Run the long versions one after the other and print a table of what came of them.

python -m tests.reliability                     all of it: an hour or more
python -m tests.reliability crashing power      some of it
python -m tests.reliability --share 0.01        each with a hundredth of its rounds
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from typing import Final

LONG: Final = {
    "crashing": 1_000,
    "power": 200,
    "full_disk": 200,
    "faults": 1_000,
    "reading_while_writing": 500,
    "asking": 100_000,
    "browsing": 10_000,
}
"""The scripts, and how many rounds each has."""


def main() -> int:
    """Run what was asked for; 1 where any of it failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(LONG)}")
    parser.add_argument("--share", type=float, default=1.0, help="of the rounds (default: 1)")
    options = parser.parse_args()
    if unknown := set(options.names) - LONG.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    failed = False
    for name in options.names or LONG:
        times = max(1, round(LONG[name] * options.share))
        started = time.perf_counter()
        command = [sys.executable, "-m", f"tests.reliability.{name}", "--times", str(times)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        failed |= done.returncode != 0
        told = done.stdout if done.returncode == 0 else done.stderr
        line = (told.strip().splitlines() or ["it said nothing"])[-1 if done.returncode else 0]
        outcome = "FAILED" if done.returncode else "passed"
        seconds = time.perf_counter() - started
        sys.stdout.write(f"{name:22} {times:>8,} {outcome} {seconds:6.0f} s  {line}\n")
        sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
