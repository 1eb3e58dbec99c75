"""Everything on, in an open library: CPU of whole searches, and the share of each part.

Both channels, alternatives in the other language, snippets, all facets and other spellings,
as the shell and the pages ask for them. The queries are drawn from the documents: one to four
words in either language, side by side in a text or from anywhere, common and rare, some of
them misspelt. Each query is asked once, as people do; what the process keeps of words that
it has met is part of the answer's cost.

    python -m tests.benchmarks.warm --documents 10000
    python -m tests.benchmarks.warm --index index        over documents of one's own
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from search import Query, Settings, open_index
from search.analysis import words
from search.answering import hits, library
from search.engine.generations.storage import Storage
from search.engine.writing.writer import Writer
from search.updating.catalogue import write_catalogue
from search.updating.fingerprint import fingerprint

from . import corpus
from .measuring import arguments, say, scratch, table

QUERIES = 1000
_READ = 500  # documents that queries are drawn from
_KINDS = ("side by side", "from anywhere", "misspelt")
_PARTS = (
    *((library, name) for name in ("parse", "expand", "widen", "suggest_queries", "diagnose")),
    (library, "facet_lines"),
    *((hits, name) for name in ("snippets", "marks", "labels")),
)
_ENGINE = ("search", "count", "through", "heading", "text")


def build(index: Path, count: int, seed: int) -> None:
    """Index made documents straight from their texts."""
    storage = Storage(index)
    with storage.lock(1):
        writer = Writer(storage, fingerprint(), None)
        for segment in corpus.segments(count, seed):
            writer.add(segment)
        write_catalogue(writer.folder, {}, {})
        writer.commit(["/docs"])


def queries(asked: library.Library, seed: int) -> Iterator[tuple[str, str]]:
    """Yield kinds of queries and their texts."""
    random = np.random.default_rng(seed)
    engine = asked._engine
    numbers = list(engine.numbers())
    chosen = [numbers[i] for i in random.permutation(len(numbers))[:_READ]]
    texts = [list(_words(engine.text(number)[0])) for number in chosen]
    texts = [found for found in texts if len(found) > 8]
    for number in range(QUERIES):
        kind = _KINDS[0 if number % 2 else 1] if number % 10 else _KINDS[2]
        size = int(random.integers(1, 5))
        found = texts[int(random.integers(len(texts)))]
        if kind == "side by side":
            start = int(random.integers(len(found) - size))
            taken = found[start : start + size]
        else:
            taken = [found[i] for i in random.integers(len(found), size=size)]
        if kind == "misspelt":
            taken[0] = _slip(taken[0], random)
        yield kind, " ".join(taken)


def _words(text: str) -> Iterator[str]:
    return (text[token.start : token.end] for token in words(text[:4000]))


def _slip(word: str, random: np.random.Generator) -> str:
    """The word with two neighbouring characters in the wrong order."""
    at = int(random.integers(max(1, len(word) - 1)))
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


@contextmanager
def timed(asked: library.Library, spent: Counter[str]) -> Iterator[None]:
    """Add up the CPU nanoseconds of each part of the answers."""
    engine: Any = asked._engine
    places: list[tuple[Any, str]] = [*_PARTS, *((engine, name) for name in _ENGINE)]
    kept = [(owner, name, getattr(owner, name)) for owner, name in places]
    outer: list[str] = []
    for owner, name, call in kept:
        label = f"engine.{name}" if owner is engine else name
        setattr(owner, name, _counted(call, label, spent, outer))
    try:
        yield
    finally:
        for owner, name, call in kept:
            setattr(owner, name, call)


def _counted(
    call: Callable[..., Any], name: str, spent: Counter[str], outer: list[str]
) -> Callable[..., Any]:
    """The call, its time added to its own name, or to that of the part it is called by."""

    def counted(*given: Any, **named: Any) -> Any:
        if outer:
            return call(*given, **named)
        outer.append(name)
        started = time.process_time_ns()
        try:
            return call(*given, **named)
        finally:
            spent[name] += time.process_time_ns() - started
            outer.clear()

    return counted


def measure(index: Path, seed: int) -> None:
    """Ask all queries once and print percentiles and shares."""
    opened = open_index(Settings(index=index))
    asked = list(queries(opened, seed))
    opened.search(Query("a 一 word 词语"))
    times: dict[str, list[float]] = {kind: [] for kind in ("all", *_KINDS)}
    spent: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    with timed(opened, spent):
        for kind, text in asked:
            started = time.process_time_ns()
            opened.search(Query(text))
            ms = (time.process_time_ns() - started) / 1e6
            for name in ("all", kind):
                times[name].append(ms)
            slowest.append((ms, text))
    say("\nCPU ms of a search with everything on\n")
    rows = [
        [kind, len(found), *(float(np.percentile(found, p)) for p in (50, 90, 99)), max(found)]
        for kind, found in times.items()
    ]
    table(["queries", "number", "p50", "p90", "p99", "most"], rows)
    whole = sum(times["all"]) * 1e6
    spent["everything else"] = int(whole - sum(spent.values()))
    say("\nShare of the parts\n")
    table(
        ["part", "ms a query", "%"],
        [[k, v / 1e6 / len(asked), 100 * v / whole] for k, v in spent.most_common()],
    )
    say("\nSlowest: " + "; ".join(f"{text} ({ms:.0f})" for ms, text in sorted(slowest)[:-6:-1]))


def main() -> None:
    """Build an index unless one is named, and measure it."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--index", type=Path, help="an index that is there already")
    options = parser.parse_args()
    if options.index:
        measure(options.index, options.seed)
        return
    with scratch() as place:
        build(Path(place), options.documents, options.seed)
        measure(Path(place), options.seed)


if __name__ == "__main__":
    main()
