"""Index and search: the only room that knows Whoosh, behind the Engine interface below.

The rest of the house uses that alone, so that a second engine (for a cluster) can move in
beside this one. What is in which module, from the disk up:

- *Generations.* `storage` keeps them and `manifest` says what one holds; `locks` tells who writes
  and reads, `durable` syncs, `trust` refuses what is not ours or not as written. A `writer` is one
  transaction; `mending` makes damaged files again.
- *Segments, written.* `postings` are a segment in memory; `derived` writes our files of it and
  `whoosh_files` Whoosh's (`whoosh_blocks`, `whoosh_terms`), both with `lengths` as Whoosh rounds
  them. `arrays`, `packed`, `pieces` and `ragged` are their forms; `beside` makes
  half of them in a second process.
- *Segments, read.* `segment` maps one, with its `lexicon` of terms and its `records`; `collection`
  is all of them as one, `sharing` keeps those open that the next generation has too, and
  `remembered` bounds what is kept of answers. `names` are the fields.
- *Which documents match.* `matching` reads a query tree with `sets`, `runs` in a row, those `near`
  each other, `wildcards`, and how much of a query suffices (`widening`), until the `deadline`.
- *Which come first.* `searcher` does a search and gives `matches`. `ranking` sums up `weighing`
  (BM25F); what stands together (`proximity`), within one passage (`passages`) or says it in
  `otherwords` is added; `ordering` sorts, and `grouping` puts copies (`signature`) behind one.
- *How many.* `facets` counts with `valuesets` into `counted`.
- *Which words there are.* `vocabulary`, and `pairs` of characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from search.document import Document, Span
from search.engine import records
from search.engine.collection import Collection
from search.engine.counted import Counted
from search.engine.facets import Filters
from search.engine.grouping import Alike
from search.engine.matches import Match, Matches, Part
from search.engine.names import FACET_FIELDS
from search.engine.proximity import Rows
from search.engine.records import Heading
from search.engine.searcher import Searcher
from search.engine.segment import segment_name
from search.engine.sharing import opened
from search.engine.storage import Storage
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

    def most(self, words: Sequence[Node], among: Sequence[Node]) -> list[Most | None]:
        """Return what to ask of the documents of each tree instead of all of the words."""

    def count(self, node: Node, filters: Filters | None = None) -> int:
        """Return how many documents match, under the choices of facets."""

    def cut_short(self, node: Node) -> list[str]:
        """Return the wildcards of a tree that stand for more terms than are looked for."""

    def explain(self, node: Node, document: int, rows: Rows = ()) -> tuple[float, list[Part]]:
        """Return the score of a document that matches, by its number, and its parts."""

    def through(self, node: Node, documents: Sequence[int]) -> list[tuple[str, ...]]:
        """Return for each document the alternatives it has in place of typed words."""

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
