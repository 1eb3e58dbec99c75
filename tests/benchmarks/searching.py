"""Search: Mulu's engine beside Tantivy, SQLite FTS5 and stock Whoosh, on the same terms.

Every engine holds the same four fields (words and runs of titles and bodies), already cut
into terms, and answers the same queries over all of them with the same weights: the ten
best, with or without the counts of three facets. Stock Whoosh reads the very index that
Mulu has written. Where totals differ the run fails. CPU time, medians.

    pip install tantivy
    python -m tests.benchmarks.searching --documents 10000
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final, Protocol

import numpy as np
import tantivy
from whoosh import query as wq
from whoosh.index import open_dir
from whoosh.scoring import BM25F

from search.engine.facets import Filters
from search.engine.weighing import WEIGHTS
from search.engine.searcher import Searcher
from search.engine.segment import Segment, segment_name
from search.engine.storage import Storage
from search.engine.writer import Writer
from search.query import And, Node, Or, Pattern, Phrase, Word
from search.updating.indexing import Indexed, assemble

from . import corpus
from .measuring import arguments, cpu_ms, say, scratch, table

FACETS: Final = ("region", "organisation", "date")
FIELDS: Final = ("title", "body", "title_runs", "body_runs")
_WORDS, _RUNS = FIELDS[:2], FIELDS[2:]
_EACH = 6  # queries of each kind
_CHUNK = 128
_PLAIN = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: its kind and terms; of a Chinese word the word, then its bigrams."""

    kind: str
    terms: tuple[str, ...]


class Peer(Protocol):
    """An engine under test."""

    name: str

    def search(self, asked: Asked, facets: bool) -> int:
        """Answer a query with ten hits and return the total."""


class Mulu:
    """The engine of this project."""

    name = "Mulu"

    def __init__(self, folder: Path, documents: Iterator[Indexed]) -> None:
        self.storage = Storage(folder)
        with self.storage.lock(1):
            writer = Writer(self.storage, {}, None)
            for batch in _batches(documents):
                writer.add(assemble(batch))
            manifest = writer.commit(["/docs"])
        lengths = Counter[str]()
        for entry in manifest.segments:
            lengths.update(entry.lengths)
        self.folder = self.storage.folder(manifest.generation)
        self.segments = [Segment(self.folder, segment_name(e.id), []) for e in manifest.segments]
        self._searcher = Searcher(self.segments, dict(lengths))

    def search(self, asked: Asked, facets: bool) -> int:
        counted = FACETS if facets else ()
        node = _node(asked)
        return self._searcher.search(node, Filters(), "relevance", 0, 10, facets=counted).total


def _node(asked: Asked) -> Node:
    words = tuple(Word(term, (term,), (term,), han=False) for term in asked.terms)
    match asked.kind:
        case "and of 3":
            return And(words)
        case "or of 3":
            return Or(words)
        case "phrase of 2":
            return Phrase(" ".join(asked.terms), asked.terms)
        case "prefix":
            return Pattern(asked.terms[0], asked.terms[0] + "*")
        case "chinese word":
            return Word(asked.terms[0], asked.terms[:1], asked.terms[1:], han=True)
        case _:
            return words[0]


class Tantivy:
    """Tantivy's Python package, one segment, aggregations over fast fields."""

    name = "Tantivy"

    def __init__(self, documents: Iterator[Indexed]) -> None:
        builder = tantivy.SchemaBuilder()
        for name in FIELDS:
            builder.add_text_field(name, tokenizer_name="whitespace")
        for name in FACETS:
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(200_000_000, 1)
        for item in documents:
            document = tantivy.Document()
            for name in FIELDS:
                document.add_text(name, " ".join(item.terms[name]))
            for name in FACETS:
                for value in item.terms[name]:
                    document.add_text(name, value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        counts = {name: {"terms": {"field": name, "size": 1000}} for name in FACETS}
        self._facets = counts

    def search(self, asked: Asked, facets: bool) -> int:
        query = self._query(asked)
        found: Any = self._searcher.search(query, limit=10)
        if facets:
            self._searcher.aggregate(query, self._facets)
        return int(found.count)

    def _query(self, asked: Asked) -> Any:
        should, must, query = tantivy.Occur.Should, tantivy.Occur.Must, tantivy.Query

        def term(name: str, text: str) -> Any:
            return query.boost_query(
                query.term_query(self._schema, name, text, "freq"), WEIGHTS[name]
            )

        def any_of(parts: list[Any]) -> Any:
            return query.boolean_query([(should, part) for part in parts])

        def word(text: str) -> Any:
            found = any_of([term(name, text) for name in _WORDS])
            return query.boolean_query(
                [(must, found), *((should, term(name, text)) for name in _RUNS)]
            )

        def phrase(terms: Sequence[str]) -> Any:
            return any_of([query.phrase_query(self._schema, name, list(terms)) for name in _RUNS])

        match asked.kind:
            case "and of 3":
                return query.boolean_query([(must, word(text)) for text in asked.terms])
            case "or of 3":
                return any_of([word(text) for text in asked.terms])
            case "phrase of 2":
                return phrase(asked.terms)
            case "prefix":
                shape = asked.terms[0] + ".*"
                return any_of([query.regex_query(self._schema, name, shape) for name in _RUNS])
            case "chinese word":
                runs = asked.terms[1:]
                found = phrase(runs) if len(runs) > 1 else any_of([term(n, runs[0]) for n in _RUNS])
                scored = [(should, term(name, asked.terms[0])) for name in _WORDS]
                return query.boolean_query([(must, found), *scored])
            case _:
                return word(asked.terms[0])


class Sqlite:
    """SQLite's FTS5 in memory; facets are grouped joins."""

    name = "SQLite FTS5"

    def __init__(self, documents: Iterator[Indexed]) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute(f"CREATE VIRTUAL TABLE docs USING fts5({', '.join(FIELDS)})")
        self._base.execute("CREATE TABLE facets (name, value, docid)")
        for number, item in enumerate(documents, 1):
            row = [number, *(" ".join(item.terms[name]) for name in FIELDS)]
            self._base.execute("INSERT INTO docs(rowid, title, body, title_runs, body_runs) "
                               "VALUES (?, ?, ?, ?, ?)", row)  # fmt: skip
            values = [(name, v, number) for name in FACETS for v in item.terms[name]]
            self._base.executemany("INSERT INTO facets VALUES (?, ?, ?)", values)
        self._base.execute("CREATE INDEX by_document ON facets (docid, name, value)")

    def search(self, asked: Asked, facets: bool) -> int:
        text = self._text(asked)
        self._base.execute(
            "SELECT rowid FROM docs WHERE docs MATCH ? "
            "ORDER BY bm25(docs, 2.0, 1.0, 1.0, 0.5) LIMIT 10",
            (text,),
        ).fetchall()
        if facets:
            self._base.execute(
                "SELECT name, value, count(*) FROM facets WHERE docid IN "
                "(SELECT rowid FROM docs WHERE docs MATCH ?) GROUP BY name, value",
                (text,),
            ).fetchall()
        (total,) = self._base.execute(
            "SELECT count(*) FROM docs WHERE docs MATCH ?", (text,)
        ).fetchone()
        return int(total)

    def _text(self, asked: Asked) -> str:
        words, runs = "{title body} : ", "{title_runs body_runs} : "
        match asked.kind:
            case "and of 3" | "or of 3":
                gap = " AND " if asked.kind == "and of 3" else " OR "
                return gap.join(f'({words}"{term}")' for term in asked.terms)
            case "phrase of 2":
                return f'{runs}"{" ".join(asked.terms)}"'
            case "prefix":
                return f'{runs}"{asked.terms[0]}" *'
            case "chinese word":
                return f'{runs}"{" ".join(asked.terms[1:])}"'
            case _:
                return f'{words}"{asked.terms[0]}"'


class StockWhoosh:
    """Whoosh itself over the index that Mulu wrote; without facets."""

    name = "stock Whoosh"

    def __init__(self, folder: Path) -> None:
        self._searcher = open_dir(str(folder)).searcher(weighting=BM25F())

    def search(self, asked: Asked, facets: bool) -> int:
        found = self._searcher.search(self._query(asked), limit=10)
        return len(found)

    def _query(self, asked: Asked) -> Any:
        match asked.kind:
            case "phrase of 2":
                return wq.Or([wq.Phrase(name, list(asked.terms)) for name in _RUNS])
            case "prefix":
                return wq.Or([wq.Prefix(name, asked.terms[0]) for name in _RUNS])
            case "chinese word" if len(asked.terms) > 2:
                return wq.Or([wq.Phrase(name, list(asked.terms[1:])) for name in _RUNS])
            case "chinese word":
                return wq.Or([wq.Term(name, asked.terms[1]) for name in _RUNS])
            case _:
                words = [wq.Or([wq.Term(n, t) for n in _WORDS]) for t in asked.terms]
                return wq.And(words) if asked.kind == "and of 3" else wq.Or(words)


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
    batch: list[Indexed] = []
    for item in documents:
        batch.append(item)
        if len(batch) == _CHUNK:
            yield batch
            batch = []
    if batch:
        yield batch


def compare(mulu: Mulu, peers: Sequence[Peer], asked: Sequence[Asked], facets: bool) -> None:
    """Print the medians of all engines and how many times faster Mulu is than each."""
    rows = []
    for kind in dict.fromkeys(query.kind for query in asked):
        times: dict[str, list[float]] = {peer.name: [] for peer in (mulu, *peers)}
        for query in (q for q in asked if q.kind == kind):
            totals = {peer.name: peer.search(query, facets) for peer in (mulu, *peers)}
            if len(set(totals.values())) > 1:
                raise SystemExit(f"{query}: the totals differ: {totals}")
            for peer in (mulu, *peers):
                times[peer.name].append(cpu_ms(partial(peer.search, query, facets), 0.1, 30))
        middle = {name: median(values) for name, values in times.items()}
        ratios = [middle[peer.name] / middle[mulu.name] for peer in peers]
        rows.append([kind, *middle.values(), *ratios])
    heads = [peer.name + " ms" for peer in (mulu, *peers)] + [f"÷ {peer.name}" for peer in peers]
    say("\nTen best and three facets\n" if facets else "\nTen best alone\n")
    table(["query", *heads], rows)


def main() -> None:
    """Build all engines from one corpus and print two tables."""
    options = arguments(__doc__ or "").parse_args()
    with scratch() as folder:
        items = list(corpus.analysed(options.documents, options.seed))
        mulu = Mulu(Path(folder), iter(items))
        tantivy_index, sqlite = Tantivy(iter(items)), Sqlite(iter(items))
        items.clear()
        asked = list(queries(mulu, options.seed))
        compare(mulu, [tantivy_index, sqlite], asked, facets=True)
        compare(mulu, [tantivy_index, sqlite, StockWhoosh(mulu.folder)], asked, facets=False)


if __name__ == "__main__":
    main()
