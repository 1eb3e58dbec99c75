"""Search: Mulu's engine beside Tantivy, SQLite FTS5 and stock Whoosh, on the same terms.

Every engine holds the same four fields (words and runs of titles and bodies), already cut
into terms, and answers the same queries over all of them with the same weights: the ten
best, with or without the counts of three facets. Stock Whoosh reads the very index that
Mulu has written. Where totals differ the run fails. CPU time, medians.

Mulu answers as it does when a word is asked for again; as "first" with nothing remembered of
any query; and as "opened" with an index opened anew, whose pages are touched for the first time.
Tantivy is asked for the "first" time as well: of both that is one call, after another query of
the kind. Mulu also looks for words side by side, which the others do not.

    pip install tantivy
    python -m tests.benchmarks.searching --documents 10000
    python -m tests.benchmarks.searching --growth 1000 10000 100000
    python -m tests.benchmarks.searching --index index     over one that `mulu index` has made
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from functools import partial
from itertools import islice, pairwise
from math import log
from pathlib import Path
from statistics import median
from typing import Final, TypeAlias

import numpy as np

from search.engine.segments import records
from search.engine.segments.segment import ARRAYS, RECORDS
from search.updating.indexing import Indexed

from . import corpus
from .measuring import arguments, cpu_ms, cpu_once_ms, peak_mb, say, scratch, size_of, table
from .peers import Asked, Mulu, OpenMulu, Peer, Sqlite, StockWhoosh
from .tantivy_peer import Tantivy

Times: TypeAlias = dict[str, dict[str, float]]
"""Kind of query → engine → milliseconds."""

_EACH: Final = 6  # queries of each kind
_FIRST: Final = 5  # times that each is asked of a fresh index
_CHUNK: Final = 128
_PLAIN: Final = re.compile(r"[a-z]{2,}")
_PARTS: Final = (".trm", ".pst", ARRAYS, RECORDS)


def queries(mulu: Mulu, seed: int) -> Iterator[Asked]:
    """Choose queries of every kind by how often their terms occur."""
    random = np.random.default_rng(seed)
    segment = max(mulu.segments, key=lambda segment: segment.size)
    field = segment.fields["body"]
    counts = (np.diff(np.asarray(field.starts).astype(np.int64)) / segment.size).astype(np.float64)
    both = set(segment.fields["body_runs"].lexicon)

    def some(low: float, high: float, han: bool, length: int) -> list[str]:
        within = np.flatnonzero((counts >= low) & (counts < high)).tolist()
        names = [field.lexicon[i].decode() for i in within if han or field.lexicon[i] in both]
        fit = [n for n in names if (han and len(n) == length) or (not han and _PLAIN.fullmatch(n))]
        return [fit[i] for i in random.permutation(len(fit))[:_EACH]]

    common, rare = some(0.02, 0.15, False, 0), some(0.005, 0.05, False, 0)
    yield from (Asked("common", (term,)) for term in common)
    yield from (Asked("very common", (term,)) for term in some(0.15, 1.0, False, 0))
    for i in range(len(common)):
        three = (common[i], rare[i % len(rare)], common[i - 1])
        yield Asked("and of 3", three)
        yield Asked("or of 3", three)
    yield from (Asked("phrase of 2", pair) for pair in _pairs(common))
    prefixes = [term[:3] for term in common]
    few = segment.fields["body_runs"].lexicon
    for prefix in prefixes:
        low, high = few.prefix(prefix.encode())
        if high - low < 400:
            yield Asked("prefix", (prefix,))
    for word in [*some(0.005, 0.1, True, 2), *some(0.001, 0.05, True, 4)]:
        runs = tuple(word[i : i + 2] for i in range(len(word) - 1))
        yield Asked("chinese word", (word, *runs))


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Find for each word a text in which another follows it."""
    wanted = set(words)
    for text in corpus.texts(200):
        if text.language == "en":
            parts = [
                part.lower() for part in re.findall(r"[A-Za-z]+", text.title + " " + text.body)
            ]
            for first, second in pairwise(parts):
                if first in wanted:
                    wanted.discard(first)
                    yield first, second


def _batches(documents: Iterator[Indexed]) -> Iterator[list[Indexed]]:
    while batch := list(islice(documents, _CHUNK)):
        yield batch


def compare(mulu: Mulu, peers: Sequence[Peer], asked: Sequence[Asked], facets: bool) -> Times:
    """Print the medians of all engines and how many times faster Mulu is than each."""
    found: Times = {}
    rows = []
    reopened = copy(mulu)
    for query in 2 * [*asked]:  # as an index that is in use
        mulu.forget()
        mulu.search(query, facets)
    for kind in dict.fromkeys(query.kind for query in asked):
        times: dict[str, list[float]] = {peer.name: [] for peer in (mulu, *peers)}
        first: dict[str, list[float]] = {mulu.name: [], peers[0].name: []}
        opened: list[float] = []
        for query in (q for q in asked if q.kind == kind):
            totals = {peer.name: peer.search(query, facets) for peer in (mulu, *peers)}
            if len(set(totals.values())) > 1:
                raise SystemExit(f"{query}: the totals differ: {totals}")
            for peer in (mulu, *peers):
                times[peer.name].append(cpu_ms(partial(peer.search, query, facets), 0.1, 30))
            for _ in range(_FIRST):
                reopened.open()
                opened.append(cpu_once_ms(partial(reopened.search, query, facets)))
                for peer in (mulu, peers[0]):
                    mulu.forget()
                    peer.search(_another(query, asked), facets)
                    first[peer.name].append(cpu_once_ms(partial(peer.search, query, facets)))
        found[kind] = {name: median(values) for name, values in times.items()}
        anew, beside = (median(values) for values in first.values())
        found[kind] |= {"first": anew, "opened": median(opened)}
        own = found[kind][mulu.name]
        others = [found[kind][peer.name] for peer in peers]
        ratios = [other / own for other in others]
        rows.append([kind, own, anew, median(opened), *others, beside, *ratios, beside / anew])
    name = peers[0].name
    heads = [mulu.name, "first", "opened", *(peer.name for peer in peers), f"{name}, first"]
    ratios_of = [*(f"{peer.name} ÷ Mulu" for peer in peers), f"{name} ÷ Mulu, first"]
    say("\nTen best and three facets, ms\n" if facets else "\nTen best alone, ms\n")
    table(["query", *heads, *ratios_of], rows)
    return found


def _another(query: Asked, asked: Sequence[Asked]) -> Asked:
    """Return a query without any of the terms of one, of its kind if there is such."""
    others = (other for other in asked if not set(other.terms) & set(query.terms))
    return min(others, key=lambda other: other.kind != query.kind)


def measured(mulu: Mulu, documents: Iterator[Indexed], seed: int) -> tuple[Times, Times]:
    """Build all engines from the same documents, print tables of size and speed, return the
    times with and without facets.
    """
    with scratch() as place:
        tantivy, sqlite = Tantivy(Path(place) / "tantivy"), Sqlite(Path(place) / "sqlite")
        stock = StockWhoosh(mulu)
        text = count = 0
        for batch in _batches(documents):
            count += len(batch)
            text += sum(len(records.text(item.record[1])[0].encode()) for item in batch)
            for engine in (mulu, tantivy, sqlite):
                engine.add(batch)
        engines: tuple[Peer, ...] = (mulu, tantivy, sqlite, stock)
        for peer in engines:
            peer.finish()
        say(f"\n{count} documents, {text / 1e6:.0f} MB of text, peak {peak_mb()[0]:.0f} MB\n")
        sizes = [size_of(mulu.folder, ending) / text for ending in _PARTS]
        sizes += [size_of(mulu.folder) / text, size_of(Path(place) / "tantivy") / text]
        heads = ["terms file", "postings", "arrays", "records", "all", "Tantivy (no text)"]
        table(["÷ text", *heads], [["", *sizes]])
        asked = list(queries(mulu, seed))
        return (
            compare(mulu, [tantivy, sqlite], asked, facets=True),
            compare(mulu, [tantivy, sqlite, stock], asked, facets=False),
        )


def made(count: int, seed: int, folder: Path | None = None) -> tuple[Times, Times]:
    """Measure an index of made documents, or of the texts of a folder."""
    with scratch() as place:
        return measured(Mulu(Path(place)), corpus.analysed(count, seed, folder), seed)


def grow(counts: Sequence[int], seed: int) -> None:
    """Measure several sizes, and print how times grow: with what power of the documents."""
    found = [made(count, seed) for count in counts]
    sizes = [log(count) for count in counts]
    for which, title in enumerate(("Growth with three facets", "Growth of ten best alone")):
        tables = [pair[which] for pair in found]
        kinds = [kind for kind in tables[0] if all(kind in times for times in tables)]
        names = list(tables[0][kinds[0]])
        rows = [
            [kind, *(_slope(sizes, [log(times[kind][n]) for times in tables]) for n in names)]
            for kind in kinds
        ]
        say(f"\n{title}: exponent\n")
        table(["query", *names], rows)


def _slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    return float(np.polyfit(xs, ys, 1)[0])


def main() -> None:
    """Measure one size, or several and how times grow."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--growth", type=int, nargs="+", metavar="N", help="several sizes")
    parser.add_argument("--index", type=Path, help="an index that is there already")
    options = parser.parse_args()
    if options.growth:
        grow(options.growth, options.seed)
    elif options.index:
        mulu = OpenMulu(options.index)
        mulu.open()
        measured(mulu, corpus.indexed(mulu.segments), options.seed)
    else:
        made(options.documents, options.seed, options.folder)


if __name__ == "__main__":
    main()
