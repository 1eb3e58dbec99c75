"""The segments of a generation as one: documents are numbered through all of them.

Terms are looked up in each segment; what is made of the postings (sets, scores, counts) is
made once for all, so that an index of many segments costs little more than one of one.
Touches mapped segments only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final, TypeAlias

import numpy as np

from search.engine.arrays.postings import Array, Ints, Mask
from search.engine.arrays.remembered import Remembered
from search.engine.arrays.sets import NONE, joined
from search.engine.segments.fields import KEYWORD_FIELDS, TEXT_FIELDS
from search.engine.segments.segment import Field, Segment

Piece: TypeAlias = tuple[int, int, int, int]
"""A segment by its place among all, a term by its number there, and the half-open range of its
postings, or of its own and those of some neighbours.
"""
Ranges: TypeAlias = Sequence[Piece]
"""Where the postings of a term, or of several, are: in the segments that have any, in order."""
Tokens: TypeAlias = tuple[int, Ints, Ints, Ints]
"""Of a segment some documents by their numbers there, where a term's tokens in each begin, and how
many there are.
"""
Split: TypeAlias = Sequence[tuple[int, Ints]]
"""Ascending documents by segment: the number of the first there is in all, and theirs there."""

_REMEMBERED: Final = 2048  # looked-up terms of a field, since a query asks for each repeatedly
_ROOM: Final = 4 << 20  # bytes for the documents of leaves that were asked for, and
_ROOM_EACH: Final = 256  # as many for each document more
_NO_NUMBERS: Final = np.zeros(0, np.uint8)


class Postings:
    """One field of all segments; texts have `norms`, the lengths that scores are made with."""

    def __init__(self, name: str, parts: Sequence[tuple[int, Field]], memory: Remembered) -> None:
        """`parts`: the field in each segment, with the number of its first document."""
        self.name = name
        self.parts = parts
        self.memory = memory
        self.size = sum(field.size for _, field in parts)
        self._bases = np.array([*(base for base, _ in parts), self.size])
        self._some = [(i, field) for i, (_, field) in enumerate(parts) if len(field.lexicon)]
        self.ranges = lru_cache(_REMEMBERED)(self._ranges)

    def _ranges(self, term: str) -> Ranges:
        """Return where the postings of a term are."""
        encoded = term.encode("utf-8", "replace")
        found = [(i, field.starts, field.lexicon.find(encoded)) for i, field in self._some]
        return [(i, n, starts[n], starts[n + 1]) for i, starts, n in found if n >= 0]

    def prefix_ranges(self, prefix: str) -> Ranges:
        """Return where the postings of all terms are that start with `prefix`."""
        encoded = prefix.encode("utf-8", "replace")
        return self._neighbours(field.lexicon.prefix(encoded) for _, field in self._some)

    def span(self, first: str, last: str) -> Ranges:
        """Return where the postings of the terms from `first` up to `last` are."""
        ends = first.encode("utf-8", "replace"), last.encode("utf-8", "replace")
        return self._neighbours(field.lexicon.span(*ends) for _, field in self._some)

    def _neighbours(self, found: Iterable[tuple[int, int]]) -> Ranges:
        """Return where the postings of terms are, one half-open range of these a segment."""
        return [
            (i, low, field.starts[low], field.starts[high])
            for (i, field), (low, high) in zip(self._some, found, strict=True)
            if low < high
        ]

    def like(self, pattern: str) -> Ranges:
        """Return where the postings of the terms are that a wildcard pattern stands for; those of
        neighbours in one piece.
        """
        return [piece for i, field in self._some for piece in _stretches(i, field, pattern)]

    def frequency(self, term: str) -> int:
        """Return how many documents have a term, without reading which."""
        return total(self.ranges(term))

    def beginning(self, prefix: str, most: int) -> list[tuple[str, int]]:
        """Return the first terms that start with `prefix`, at most so many of each segment, and
        how many documents there have each.
        """
        start = prefix.encode("utf-8", "replace")
        found = []
        for _, field in self.parts:
            low = field.lexicon.place(start)
            for number in range(low, min(low + most, len(field.lexicon))):
                term = field.lexicon[number]
                if not term.startswith(start):
                    break
                found.append((term.decode(), int(field.starts[number + 1] - field.starts[number])))
        return found

    def split(self, documents: Ints) -> Split:
        """Part ascending documents by their segments."""
        ends = documents.searchsorted(self._bases).tolist()
        return [
            (low, documents[low:high] - base)
            for (base, _), low, high in zip(self.parts, ends[:-1], ends[1:], strict=True)
        ]

    def documents(self, ranges: Ranges) -> Ints:
        """Return the documents of postings: ascending for a term, for each piece anew else."""
        found = np.empty(total(ranges), np.int64)
        end = 0
        for i, _, low, high in ranges:
            begin, end = end, end + high - low
            base, field = self.parts[i]
            some = found[begin:end]
            some[:] = field.docs.kept[low:high]  # converted while added it takes longer
            some += base
        return found

    def frequencies(self, ranges: Ranges) -> Array:
        """Return how often the documents of postings have their term."""
        found = [self.parts[i][1].freqs.between(low, high) for i, _, low, high in ranges]
        return joined(found) if found else _NO_NUMBERS

    def within(self, ranges: Ranges, documents: Split) -> tuple[Ints, Ints]:
        """Return which of some documents have a term, by their place among them, and how often."""
        places, found = [], []
        for i, _, low, high in ranges:
            (before, some), field = documents[i], self.parts[i][1]
            has, at = field.docs.find(low, high, some)
            if len(has):
                places.append(has + before)
                found.append(field.freqs.take(at + low))
        return (joined(places), joined(found)) if places else (NONE, NONE)

    def places(self, ranges: Ranges) -> Ints:
        """Return all places of a term, ascending: document × 2³² + position."""
        found = self.documents(ranges)
        found <<= 32
        if len(found):
            found = found.repeat(self.frequencies(ranges))
            lower, upper = zip(
                *(self.parts[i][1].positions(n) for i, n, _, _ in ranges), strict=True
            )
            found += joined(lower)
            found += joined(upper).astype(np.int64) << 8
        return found

    def having(self, ranges: Ranges, documents: Split) -> Sequence[Tokens]:
        """Return where the tokens of a term, or of neighbours, are in those of some documents that
        have any.
        """
        found = [(i, self.parts[i][1].having(piece, documents[i][1])) for i, *piece in ranges]
        return [(i, *tokens) for i, tokens in found if tokens]

    def read(self, terms: Sequence[Sequence[Tokens]]) -> list[Ints]:
        """Return the places of each term where its tokens are: document × 2³² + position; ascending
        but for neighbours. All of a segment are read at once: it costs hardly more than for one.
        """
        each = [(i, number, rest) for number, some in enumerate(terms) for i, *rest in some]
        each.sort(key=itemgetter(0))
        found: list[list[Ints]] = [[] for _ in terms]
        for i, group in groupby(each, itemgetter(0)):
            numbers, tokens = zip(*((number, rest) for _, number, rest in group), strict=True)
            base, field = self.parts[i]
            for number, places in zip(numbers, field.read(tokens), strict=True):
                places += base << 32
                found[number].append(places)
        return [joined(some) if some else NONE for some in found]

    @cached_property
    def norms(self) -> Array | None:
        """The rounded length of each document, or None of a field without lengths."""
        found = [
            np.zeros(field.size, np.uint8) if field.norms is None else field.norms
            for _, field in self.parts
        ]
        some = any(field.norms is not None for _, field in self.parts)
        return joined(found) if some else None


class Collection:
    """All segments: `size` documents, `bases` (the number of each segment's first document,
    and `size`), fields, and the documents of leaves that were asked for.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.bases = np.cumsum([0, *(segment.size for segment in segments)])
        self._begins: list[int] = self.bases.tolist()
        self.size = self._begins[-1]
        self.memory = Remembered(_ROOM + _ROOM_EACH * self.size)
        self.fields = {
            name: Postings(
                # what another version wrote, and still answers, may lack one
                name,
                [(b, s.fields[name]) for b, s in self._based() if name in s.fields],
                self.memory,
            )
            for name in (*TEXT_FIELDS, *KEYWORD_FIELDS)
        }
        self._columns: dict[str, Array] = {}

    def _based(self) -> list[tuple[int, Segment]]:
        return list(zip(self._begins, self.segments, strict=False))

    @cached_property
    def live(self) -> Mask | None:
        """A mask of the documents that are not deleted, or None where all live."""
        if not any(segment.deleted for segment in self.segments):
            return None
        mask = np.ones(self.size, bool)
        for base, segment in self._based():
            mask[[base + number for number in segment.deleted]] = False
        return mask

    def column(self, name: str) -> Array:
        """Return a row of a column for each document."""
        if name not in self._columns:
            found = [segment.columns[name] for segment in self.segments]
            self._columns[name] = joined(found) if found else NONE
        return self._columns[name]

    def locate(self, document: int) -> tuple[Segment, int]:
        """Return the segment of a document and its number there. Raises IndexError."""
        if not 0 <= document < self.size:
            raise IndexError(document)
        i = bisect_right(self._begins, document) - 1
        return self.segments[i], document - self._begins[i]

    def find(self, document_id: str) -> int | None:
        """Return the number of a live document, or None."""
        for base, segment in self._based():
            field = segment.fields["id"]
            for local in field.docs[slice(*field.range(document_id))].tolist():
                if self.live is None or self.live[base + local]:
                    return int(base + local)
        return None


def total(ranges: Ranges) -> int:
    """Return how many postings there are."""
    return sum([high - low for _, _, low, high in ranges])


def _stretches(number: int, field: Field, pattern: str) -> Iterator[Piece]:
    numbers, _ = field.like(pattern)
    if len(numbers):
        new = np.flatnonzero(np.diff(numbers, prepend=-2) > 1)
        last = np.append(numbers[new[1:] - 1], numbers[-1]).tolist()
        for first, end in zip(numbers[new].tolist(), last, strict=True):
            yield number, first, field.starts[first], field.starts[end + 1]
