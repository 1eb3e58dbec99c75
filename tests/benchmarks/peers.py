"""The engines that `searching` compares: the same terms, the same queries, the same weights.

Each takes documents batch by batch, so that none needs all of them in memory, and keeps its
index on disk.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from whoosh import query as wq
from whoosh.index import open_dir
from whoosh.scoring import BM25F

from search.engine.generations.storage import Storage
from search.engine.matching.facets import Filters
from search.engine.ranking.weighing import WEIGHTS
from search.engine.searcher import Searcher
from search.engine.segments.collection import Collection
from search.engine.segments.fields import RUN_FIELDS, TEXT_FIELDS, WORD_FIELDS
from search.engine.segments.segment import Segment, segment_name
from search.engine.writing.writer import Writer
from search.query import And, Everything, Node, Or, Pattern, Phrase, Word
from search.updating.indexing import Indexed, assemble

FACETS: Final = ("region", "organisation", "date")
FIELDS: Final = TEXT_FIELDS


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: its kind and terms; of a Chinese word the word, then its bigrams."""

    kind: str
    terms: tuple[str, ...]


class Peer(Protocol):
    """An engine under test."""

    name: str

    def add(self, batch: Sequence[Indexed]) -> None:
        """Index some documents."""

    def finish(self) -> None:
        """Make what was added searchable."""

    def search(self, asked: Asked, facets: bool) -> int:
        """Answer a query with ten hits and return the total."""


class Mulu:
    """The engine of this project, over an index that it makes."""

    name = "Mulu"

    def __init__(self, place: Path) -> None:
        self.storage = Storage(place)
        self._lock = self.storage.lock(1)
        self._lock.__enter__()
        self._writer = Writer(self.storage, {}, None)

    def add(self, batch: Sequence[Indexed]) -> None:
        self._writer.add(assemble(list(batch)))

    def finish(self) -> None:
        self._writer.commit(["/docs"])
        self._lock.__exit__(None, None, None)
        self.open()

    def open(self) -> None:
        """Open the index anew, so that its pages are touched for the first time."""
        manifest = self.storage.serving()
        self.folder = self.storage.folder(manifest.generation)
        entries = manifest.segments
        self.segments = [Segment(self.folder, segment_name(e.id), e.deleted) for e in entries]
        lengths = Counter[str]()
        for entry in entries:
            lengths.update(entry.lengths)
        self._collection = Collection(self.segments)
        for name in TEXT_FIELDS:
            _ = self._collection.fields[name].norms  # are joined once, for all queries
        self._searcher = Searcher(self._collection, dict(lengths))
        self._searcher.search(Everything(), Filters(), "relevance", 0, 10, facets=FACETS)

    def forget(self) -> None:
        """Forget what was asked; what is made once for all queries stays, as in any open index."""
        ranker = self._searcher._ranker
        weigher = ranker._weigher
        fields = self._collection.fields.values()
        parts = [part for segment in self.segments for part in segment.fields.values()]
        memories = (segment.memory for segment in self.segments)
        for memory in (self._collection.memory, weigher._memory, *memories):
            memory.clear()
        looked_up = (*(field.ranges for field in fields), *(part.like for part in parts))
        for each in (ranker.rarity, weigher._terms, *looked_up):
            each.cache_clear()

    def search(self, asked: Asked, facets: bool) -> int:
        counted = FACETS if facets else ()
        node = _node(asked)
        return self._searcher.search(node, Filters(), "relevance", 0, 10, facets=counted).total


class OpenMulu(Mulu):
    """The same over an index that is there already, as `mulu index` has made it."""

    def __init__(self, place: Path) -> None:
        self.storage = Storage(place)

    def add(self, batch: Sequence[Indexed]) -> None:
        """Nothing to add."""

    def finish(self) -> None:
        self.open()


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


class Sqlite:
    """SQLite's FTS5; facets are grouped joins."""

    name = "SQLite FTS5"

    def __init__(self, place: Path) -> None:
        self._base = sqlite3.connect(place)
        self._base.execute(f"CREATE VIRTUAL TABLE docs USING fts5({', '.join(FIELDS)})")
        self._base.execute("CREATE TABLE facets (name, value, docid)")
        self._number = 0

    def add(self, batch: Sequence[Indexed]) -> None:
        for item in batch:
            self._number += 1
            row = [self._number, *(" ".join(item.terms[name]) for name in FIELDS)]
            places = ", ".join("?" * len(row))
            self._base.execute(
                f"INSERT INTO docs(rowid, {', '.join(FIELDS)}) VALUES ({places})", row
            )
            values = [(name, v, self._number) for name in FACETS for v in item.terms[name]]
            self._base.executemany("INSERT INTO facets VALUES (?, ?, ?)", values)

    def finish(self) -> None:
        self._base.execute("CREATE INDEX by_document ON facets (docid, name, value)")
        self._base.commit()

    def search(self, asked: Asked, facets: bool) -> int:
        text, weights = self._text(asked), ", ".join(str(WEIGHTS[name]) for name in FIELDS)
        self._base.execute(
            f"SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY bm25(docs, {weights}) LIMIT 10",
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
        words, runs = (f"{{{' '.join(names)}}} : " for names in (WORD_FIELDS, RUN_FIELDS))
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

    def __init__(self, mulu: Mulu) -> None:
        self._mulu = mulu

    def add(self, batch: Sequence[Indexed]) -> None:
        """Nothing to add: the index is there."""

    def finish(self) -> None:
        self._searcher = open_dir(str(self._mulu.folder)).searcher(weighting=BM25F())

    def search(self, asked: Asked, facets: bool) -> int:
        found = self._searcher.search(self._query(asked), limit=10)
        return len(found)

    def _query(self, asked: Asked) -> Any:
        match asked.kind:
            case "phrase of 2":
                return wq.Or([wq.Phrase(name, list(asked.terms)) for name in RUN_FIELDS])
            case "prefix":
                return wq.Or([wq.Prefix(name, asked.terms[0]) for name in RUN_FIELDS])
            case "chinese word" if len(asked.terms) > 2:
                return wq.Or([wq.Phrase(name, list(asked.terms[1:])) for name in RUN_FIELDS])
            case "chinese word":
                return wq.Or([wq.Term(name, asked.terms[1]) for name in RUN_FIELDS])
            case _:
                words = [wq.Or([wq.Term(n, t) for n in WORD_FIELDS]) for t in asked.terms]
                return wq.And(words) if asked.kind == "and of 3" else wq.Or(words)
