"""Ask an index thousands of hostile queries: no exception, no slow answer, no growing memory.

    python -m tests.reliability.asking --times 100000 [--index DIR] [--folder DIR]

Each query goes through the public door as the shell and the pages use it (search, and now
and then explain and suggest), every tenth through the shell itself.
"""

from __future__ import annotations

import argparse
import gc
import io
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from search import SORTS, Filter, Library, Query, QueryError, Settings, open_index, update
from search.cli import main

from .queries import queries

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_PLACES: Sequence[tuple[str, ...]] = ((), (), (), ("Xinjiang",), ("330000",), ("\0",), ("none",))
_DATES: Sequence[tuple[str, ...]] = ((), (), (), ("2016",), ("2016..2017",), ("x",), ("none",))


@dataclass
class Outcome:
    """What was seen: CPU seconds of each query, failures by their text, memory in MB."""

    seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """The CPU seconds that so many of the queries needed at most."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * share))]


def ask(library: Library, settings: Settings, times: int, seed: int = 1) -> Outcome:
    """Put `times` queries to the library and, every tenth, to the shell."""
    seen, random = Outcome(), Random(seed)
    for number, text in enumerate(queries(seed, times)):
        started = time.process_time()
        try:
            _one(library, settings, text, number, random)
        except QueryError:
            pass  # said in one line to whoever asked
        except Exception as error:
            seen.failures[f"{type(error).__name__}: {error} — {text[:80]!a}"] += 1
        took = time.process_time() - started
        seen.seconds.append(took)
        seen.slowest = sorted([*seen.slowest, (took, text[:80])], reverse=True)[:5]
        if number % max(1, times // 20) == 0:
            gc.collect()
            seen.memory.append(_resident())
    return seen


def _one(library: Library, settings: Settings, text: str, number: int, random: Random) -> None:
    if number % 10 == 9:
        _through_the_shell(settings, text)
        return
    query = Query(
        text,
        Filter(regions=random.choice(_PLACES), dates=random.choice(_DATES)),
        sort=random.choice(SORTS),
        page=random.choice((1, 1, 1, 2, 100_000)),
        limit=random.choice((1, 10, 10, 200)),
        ui=random.choice(("en", "zh")),
        expand=random.random() < 0.8,
        group=random.random() < 0.5,
    )
    results = library.search(query)
    if number % 7 == 0:
        library.explain(query, results.hits[0].id if results.hits else "")
    if number % 11 == 0:
        library.suggest(text)
    if number % 13 == 0 and results.hits:
        library.show(results.hits[0].id, text)


def _through_the_shell(settings: Settings, text: str) -> None:
    """Ask as a person in the shell does; its exit code may be 0, 1 or 2, and no other."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["search", "--json", "--index", str(settings.index), "--", text])
    said = err.getvalue()
    if code not in (0, 1, 2) or "Traceback" in said or "unexpectedly" in said:
        raise AssertionError(f"exit code {code}: {said[-200:]}")


def _resident() -> float:
    """The resident memory of this process in MB; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def report(seen: Outcome) -> list[str]:
    """Tell what was seen, in lines."""
    warm = seen.memory[len(seen.memory) // 4]
    lines = [
        f"{len(seen.seconds):,} queries, {sum(seen.failures.values())} failures",
        f"CPU ms: p50 {seen.percentile(0.5) * 1e3:.1f}, p99 {seen.percentile(0.99) * 1e3:.1f}, "
        f"worst {max(seen.seconds) * 1e3:.1f}",
        f"memory MB: {warm:.0f} after a quarter, {seen.memory[-1]:.0f} at the end",
        *(f"  {took * 1e3:8.1f} ms  {text!a}" for took, text in seen.slowest),
    ]
    return lines + [f"  {count} times {what}" for what, count in seen.failures.most_common(20)]


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--index", type=Path, help="an index that is there already")
    parser.add_argument("--folder", type=Path, default=_SEEDS, help="what to index otherwise")
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        settings = Settings(index=options.index or Path(scratch) / "index")
        if not options.index:
            update(settings, [options.folder])
        seen = ask(open_index(settings), settings, options.times, options.seed)
    sys.stdout.write("\n".join(report(seen)) + "\n")
    return 1 if seen.failures else 0


if __name__ == "__main__":
    raise SystemExit(_main())
