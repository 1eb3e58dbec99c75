"""Cold look-ups: the CPU time of whole processes, beside that of an idle Python.

Each command is a process of its own, as a person's is: start, open the index, answer, end.
The rounds go through all commands in turn, so that a busy machine hurts all alike, and the
least of them counts. Ratios to `python -c pass` travel between machines; milliseconds do not.
Modules are compiled once before, as those of an installed program are.

    python -m tests.benchmarks.cold                      over the seed documents
    python -m tests.benchmarks.cold --documents 10000    over made ones
    python -m tests.benchmarks.cold --index index        over an index of one's own
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from search import Settings, update

from .measuring import arguments, say, scratch, table
from .warm import build

ROUNDS = 9
_ROOT = Path(__file__).resolve().parents[2]
# A look-up's bar in starts of Python: milliseconds of issue 5 over the 13 that a start took there.
_QUIET = 13.0
_PYTHON: dict[str, tuple[str, ...]] = {
    "python -c pass": ("-c", "pass"),
    "python -c 'import numpy'": ("-c", "import numpy"),
}
_BARS: dict[tuple[str, ...], float] = {
    ("--help",): 60,
    ("search", "hackerspace"): 120,
    ("search", "maker", "space", "--json"): 120,
    ("search", "众创空间"): 180,
    ("search", "眾創空間", "新疆"): 180,
    ("search", "incubatr"): 120,
    ("suggest", "创"): 180,
    ("facets", "创业"): 180,
}
_AT_SCALE = 250.0  # the bar for any look-up in a large index
_LARGE = 1000  # documents


def commands(index: Path) -> dict[str, tuple[str, ...]]:
    """What is measured, by how it is shown."""
    run = ("-m", "search.cli")
    asked = {
        f"mulu {' '.join(words)}": (*run, *words, *(("--index", str(index)) if words[1:] else ()))
        for words in _BARS
    }
    return _PYTHON | asked


def cpu_ms(command: Sequence[str]) -> float:
    """Return the CPU milliseconds of one process."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *command], cwd=_ROOT, env=kept, capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1000


def measure(index: Path, large: bool) -> None:
    """Run every command in turn, several times, and print the least CPU time of each."""
    asked = commands(index)
    times: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(ROUNDS + 1):
        for name, command in asked.items():
            spent = cpu_ms(command)
            if number:  # the first round compiles and fills the caches of the disk
                times[name].append(spent)
    bare = min(times["python -c pass"])
    bars = dict.fromkeys(_PYTHON, "") | {
        f"mulu {' '.join(words)}": f"{(_AT_SCALE if large and words[1:] else bar) / _QUIET:.1f}"
        for words, bar in _BARS.items()
    }
    rows = [[name, min(found), min(found) / bare, bars[name]] for name, found in times.items()]
    say(f"\nCPU of whole processes, the least of {ROUNDS}\n")
    table(["command", "ms", "starts of Python", "bar"], rows)


@contextmanager
def index_of(documents: int, seed: int) -> Iterator[Path]:
    """An index of made documents, or of the seed documents."""
    with scratch() as place:
        index = Path(place) / "index"
        if documents:
            build(index, documents, seed)
        else:
            update(Settings(index=index, workers=1), [_ROOT / "seeds"])
        yield index


def main() -> None:
    """Build an index unless one is named, and measure look-ups in it."""
    parser = arguments(__doc__ or "", 0)
    parser.add_argument("--index", type=Path, help="an index that is there already")
    options = parser.parse_args()
    if options.index:
        measure(options.index.resolve(), large=options.documents >= _LARGE)
        return
    with index_of(options.documents, options.seed) as index:
        measure(index, large=options.documents >= _LARGE)


if __name__ == "__main__":
    main()
