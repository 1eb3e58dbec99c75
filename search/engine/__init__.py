"""Index and search: the only room that knows Whoosh, behind the Engine interface below.

The rest of the house uses that alone, so that a second engine (for a cluster) can move in
beside this one. Its packages, from the disk up, each using only some of those above it:

- `generations`: what of the index is valid, locked, whole; its files as files.
- `arrays`: postings and other numbers as arrays, in memory and in a file.
- `segments`: the files of a segment mapped, and all segments as one collection.
- `writing`: a transaction that makes new segments, ours and Whoosh's; mending. No search uses it.
- `matching`: which documents a query tree matches, and how many have each value of a facet.
- `ranking`: which of them come first.

On top of them `searcher` does a search and gives `matches`; `vocabulary` has the words there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from search.document import Document, Span
from search.engine.generations.storage import Storage
from search.engine.matches import Match, Matches, Part
from search.engine.matching.counted import Counted
from search.engine.matching.facets import Filters
from search.engine.ranking.grouping import Alike
from search.engine.ranking.proximity import Rows
from search.engine.searcher import Searcher
from search.engine.segments import records
from search.engine.segments.collection import Collection
from search.engine.segments.fields import FACET_FIELDS
from search.engine.segments.records import Heading
from search.engine.segments.segment import segment_name
from search.engine.segments.sharing import opened
from search.engine.vocabulary import Entry, Vocabulary
from search.query import Most, Node, Sort
from search.settings import Settings

__all__ = [
    "Alike",
    "Counted",
    "Engine",
    "Entry",
    "Filters",
    "Heading",
    "Match",
    "Matches",
    "Part",
    "Vocabulary",
    "WhooshEngine",
]


class Engine(Protocol):
    """What the library needs of an index: search it, and read what it stores."""

    @property
    def size(self) -> int:
        """The number of live documents."""

    def search(
        self,
        node: Node,
        filters: Filters,
        sort: Sort,
        offset: int,
        limit: int,
        rows: Rows = (),
        facets: Sequence[str] = FACET_FIELDS,
        *,
        alike: Alike | None = None,
    ) -> Matches:
        """Return the total, one page of matches and the counts of some facets.

        `rows`: the run terms of all that was typed, then of each unbroken Chinese piece of it,
        for ranking. Where there is more than one page, what `alike` says is nearly the same
        stands behind the best of it.
        """

    def most(
        self, words: Sequence[Sequence[Node]], among: Sequence[Node], *, chosen: bool
    ) -> list[Most | None]:
        """Return what to ask of the documents of each tree instead of all of the words, each in
        pieces; less where they were not `chosen` one by one.
        """

    def count(self, node: Node, filters: Filters | None = None) -> int:
        """Return how many documents match, under the choices of facets."""

    def cut_short(self, node: Node) -> list[str]:
        """Return the wildcards of a tree that stand for more terms than are looked for."""

    def explain(self, node: Node, document: int, rows: Rows = ()) -> tuple[float, list[Part]]:
        """Return the score of a document that matches, by its number, and its parts."""

    def through(self, node: Node, documents: Sequence[int]) -> list[tuple[str, ...]]:
        """Return for each document the alternatives it has in place of typed words."""

    def lacking(self, node: Node, documents: Sequence[int]) -> list[tuple[str, ...]]:
        """Return for each document the typed words that it has in no way."""

    def heading(self, document: int) -> Heading:
        """Return what a hit shows of a document, by its number."""

    def text(self, document: int) -> tuple[str, tuple[Span, ...]]:
        """Return a document's clean text and its chrome, by its number."""

    def document(self, document: int) -> Document:
        """Return the whole document, by its number."""

    def find(self, document_id: str) -> int | None:
        """Return the number of a live document, by its id."""

    def values(self, facet: str) -> Iterator[str]:
        """Yield every value of a facet once."""

    def beginning(self, field: str, prefix: str, most: int) -> list[tuple[str, int]]:
        """Return the first terms of a field that start with a prefix, at most so many of each
        segment, and how many documents (also deleted ones) there have each.
        """

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that documents have."""


class WhooshEngine:
    """One generation of a Whoosh index, mapped read-only; safe to share between threads."""

    def __init__(self, settings: Settings, fingerprint: dict[str, str]) -> None:
        """Open what serves now. Raises NoIndex, StaleIndex or DamagedIndex."""
        self._storage = Storage(settings.index)
        self._held = self._storage.hold(fingerprint)
        self.manifest = self._held.manifest
        self._digest = self._held.digest()
        self._segments = [
            opened(self._held.folder, segment_name(entry.id), entry.deleted)
            for entry in self.manifest.segments
        ]
        lengths: dict[str, int] = {}
        for entry in self.manifest.segments:
            for name, length in entry.lengths.items():
                lengths[name] = lengths.get(name, 0) + length
        self._collection = Collection(self._segments)
        self._searcher = Searcher(self._collection, lengths)
        self.search = self._searcher.search
        self.most = self._searcher.most
        self.count = self._searcher.count
        self.cut_short = self._searcher.cut_short
        self.through = self._searcher.through
        self.lacking = self._searcher.lacking
        self.explain = self._searcher.explain

    @property
    def size(self) -> int:
        """The number of live documents."""
        return sum(entry.documents - len(entry.deleted) for entry in self.manifest.segments)

    @property
    def folder(self) -> Path:
        """Where this generation stands, with the tables that the updater keeps beside it."""
        return self._held.folder

    @property
    def terms(self) -> int:
        """The number of distinct terms in bodies (over segments: an upper bound)."""
        return sum(len(segment.fields["body"].lexicon) for segment in self._segments)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that documents have."""
        return Vocabulary(self._collection)

    def beginning(self, field: str, prefix: str, most: int) -> list[tuple[str, int]]:
        """Return the first terms of a field that start with a prefix."""
        return self._collection.fields[field].beginning(prefix, most)

    def is_current(self) -> bool:
        """Tell whether no newer generation has been published."""
        return self._storage.serves(self._digest)

    def verify(self) -> None:
        """Compare every file of this generation with its digest. Raises DamagedIndex."""
        self._storage.check(self.manifest, deep=True)

    def close(self) -> None:
        """Let go of the generation: it may be removed, but what is mapped stays readable."""
        self._held.release()

    def values(self, facet: str) -> Iterator[str]:
        """Yield every value of a facet once (also of deleted documents), in no order."""
        lexicons = [segment.fields[facet].lexicon for segment in self._segments]
        yield from {x[i].decode() for x in lexicons for i in range(len(x))}

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of all live documents."""
        live = self._collection.live
        if live is None:
            yield from range(self._collection.size)
        else:
            yield from live.nonzero()[0].tolist()

    def heading(self, document: int) -> Heading:
        """Return what a hit shows of a document."""
        segment, local = self._collection.locate(document)
        return records.heading(segment.record(local, 0))

    def text(self, document: int) -> tuple[str, tuple[Span, ...]]:
        """Return a document's clean text and its chrome."""
        segment, local = self._collection.locate(document)
        return records.text(segment.record(local, 1))

    def document(self, document: int) -> Document:
        """Return the whole document."""
        segment, local = self._collection.locate(document)
        first, second, third = (segment.record(local, part) for part in range(3))
        return records.unpack((first, second, third))

    def find(self, document_id: str) -> int | None:
        """Return the number of a live document, or None."""
        return self._collection.find(document_id)
