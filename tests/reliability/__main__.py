"""Run the long versions, the short ones of them first, and print what came of each.

python -m tests.reliability                     all of it: two hours or more
python -m tests.reliability crashing power      some of it
python -m tests.reliability --share 0.01        a hundredth of each
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from typing import Final

LONG: Final = {
    "power": {"--times": 200},
    "full_disk": {"--times": 200},
    "reading_while_writing": {"--times": 500},
    "crashing": {"--times": 1_000},
    "faults": {"--times": 1_000},
    "browsing": {"--times": 10_000},
    "hostile": {"--entries": 10_000},
    "asking": {"--times": 100_000},
    "serving": {"--minutes": 30, "--documents": 100_000},
}
"""The scripts, and how much each of them tries."""


def main() -> int:
    """Run what was asked for; 1 where any of it failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(LONG)}")
    parser.add_argument("--share", type=float, default=1.0, help="of all that (default: 1)")
    options = parser.parse_args()
    if unknown := set(options.names) - LONG.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    failed = False
    for name in options.names or LONG:
        much = {what: max(1, round(most * options.share)) for what, most in LONG[name].items()}
        asked = [f"{what}={count}" for what, count in much.items()]
        started = time.perf_counter()
        command = [sys.executable, "-m", f"tests.reliability.{name}", *asked]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        failed |= done.returncode != 0
        told = done.stdout if done.returncode == 0 else done.stderr
        line = (told.strip().splitlines() or ["it said nothing"])[-1 if done.returncode else 0]
        outcome = "FAILED" if done.returncode else "passed"
        seconds = time.perf_counter() - started
        count = next(iter(much.values()))
        sys.stdout.write(f"{name:22} {count:>8,} {outcome} {seconds:6.0f} s  {line}\n")
        sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
