"""The segments of a generation as one: documents are numbered through all of them.

Terms are looked up in each segment; what is made of the postings (sets, scores, counts) is
made once for all, so that an index of many segments costs little more than one of one.
Touches mapped segments only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from search.engine.arrays.postings import Array, Ints, Mask
from search.engine.arrays.remembered import Remembered
from search.engine.arrays.sets import NONE
from search.engine.segments.fields import KEYWORD_FIELDS, TEXT_FIELDS
from search.engine.segments.segment import Field, Segment

Ranges = Sequence[tuple[int, int]]
"""The half-open range of postings of a term, or of neighbouring terms, in each segment."""

_ROOM: Final = 4 << 20  # bytes for the documents of leaves that were asked for, and
_ROOM_EACH: Final = 256  # as many for each document more
_NO_NUMBERS: Final = np.zeros(0, np.uint8)


class Postings:
    """One field of all segments; texts have `norms`, the lengths that scores are made with."""

    def __init__(self, name: str, parts: Sequence[tuple[int, Field]]) -> None:
        """`parts`: the field in each segment, with the number of its first document."""
        self.name = name
        self.parts = parts
        self.size = sum(field.size for _, field in parts)

    def ranges(self, term: str) -> Ranges:
        """Return where the postings of a term are."""
        return [field.range(term) for _, field in self.parts]

    def prefix_ranges(self, prefix: str) -> Ranges:
        """Return where the postings of all terms are that start with `prefix`."""
        return [field.prefix_range(prefix) for _, field in self.parts]

    def frequency(self, term: str) -> int:
        """Return how many documents have a term, without reading which."""
        return sum(high - low for low, high in self.ranges(term))

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

    def documents(self, ranges: Ranges) -> Ints:
        """Return the documents of postings: ascending for a term, in each segment anew else."""
        found = [
            _shifted(field.docs[low:high], base)
            for (base, field), (low, high) in zip(self.parts, ranges, strict=True)
            if low < high
        ]
        return joined(found) if found else NONE

    def within(self, ranges: Ranges, documents: Sequence[Ints]) -> tuple[Ints, Ints]:
        """Return which of some documents (as `Collection.split` parts them) have a term, by
        their place among them, and how often.
        """
        places, found, before = [], [], 0
        for (_, field), (low, high), some in zip(self.parts, ranges, documents, strict=True):
            has, at = field.docs.find(low, high, some)
            if len(has):
                places.append(has + before)
                found.append(field.freqs.take(at + low))
            before += len(some)
        return (joined(places), joined(found)) if places else (NONE, NONE)

    def frequencies(self, ranges: Ranges) -> Array:
        """Return how often the documents of postings have their term."""
        found = [
            field.freqs.between(low, high)
            for (_, field), (low, high) in zip(self.parts, ranges, strict=True)
            if low < high
        ]
        return joined(found) if found else _NO_NUMBERS

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
            name: Postings(name, [(b, s.fields[name]) for b, s in self._based()])
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

    def split(self, documents: Ints) -> list[Ints]:
        """Return the numbers that ascending documents have in their own segments."""
        ends = documents.searchsorted(self.bases).tolist()
        return [
            documents[low:high] - base if base else documents[low:high]
            for base, low, high in zip(self._begins, ends[:-1], ends[1:], strict=False)
        ]

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


def joined(arrays: Sequence[Array]) -> Array:
    """Join arrays; one alone is not copied."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _shifted(numbers: Ints, base: int) -> Ints:
    if base:
        numbers += base
    return numbers
