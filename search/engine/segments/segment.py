"""One segment on disk: arrays and records beside the Whoosh files of the same name.

`segment_writer` writes them, `Segment` maps what searching needs. Whoosh's own
files are never read here; stock Whoosh reads them, and tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final, overload

import numpy as np

from search.engine.arrays.file import map_file, read_arrays
from search.engine.arrays.packed import Packed
from search.engine.arrays.postings import (
    Array,
    FieldPostings,
    Ints,
    Mask,
    Record,
    SegmentData,
    spread,
)
from search.engine.arrays.remembered import Remembered
from search.engine.arrays.sets import NONE, joined, member
from search.engine.arrays.valuesets import ValueSets
from search.engine.segments.lexicon import Lexicon
from search.engine.segments.pairs import Pairs
from search.engine.segments.wildcards import expand

ARRAYS: Final = ".arrays"
RECORDS: Final = ".records"
INDEX_NAME: Final = "MAIN"
_PATTERNS: Final = 64  # wildcards of which the terms are remembered, each asked for repeatedly
_ROOM: Final = 1 << 20  # bytes for where positions begin that were asked for, and
_ROOM_EACH: Final = 64  # as many for each document more


def segment_name(segment_id: str) -> str:
    """Return the common prefix of a segment's files, Whoosh's and ours."""
    return f"{INDEX_NAME}_{segment_id}"


class Docs:
    """Document numbers of postings: kept in as few bytes as hold them, given as numpy's own
    kind of index, with which it is fastest.
    """

    def __init__(self, kept: Array) -> None:
        self.kept = kept

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice) -> Ints: ...

    def __getitem__(self, place: int | slice) -> int | Ints:
        found = self.kept[place]
        return found.astype(np.int64) if isinstance(place, slice) else int(found)

    def find(self, low: int, high: int, documents: Ints) -> tuple[Ints, Ints]:
        """Return which of ascending documents are among those of a term, whose postings are
        `[low, high)`, and where: both as places.
        """
        posted = self.kept[low:high]
        if not len(posted) or not len(documents):
            return NONE, NONE
        # what does not fit becomes another number, which then differs from the document
        at = posted.searchsorted(documents.astype(posted.dtype))
        has = (posted.take(at, mode="clip") == documents).nonzero()[0]
        return has, at.take(has)


class Field:
    """One field of a mapped segment; facets have sets of values, texts positions."""

    def __init__(self, name: str, arrays: dict[str, Array], memory: Remembered) -> None:
        self.name = name
        self.memory = memory
        self.size = len(arrays["lengths"])
        self.lexicon = Lexicon(arrays["terms"], arrays["ends"])
        self.starts = arrays["starts"].data
        self.docs = Docs(arrays["docs"])
        self.freqs = Packed("freqs", arrays)
        self.norms = arrays.get("norms")
        self._arrays = arrays
        self.like = lru_cache(_PATTERNS)(partial(expand, self.lexicon))

    def range(self, term: str) -> tuple[int, int]:
        """Return the half-open range of the term's postings; empty where it has none."""
        i = self.lexicon.find(term.encode("utf-8", "replace"))
        return (self.starts[i], self.starts[i + 1]) if i >= 0 else (0, 0)

    @cached_property
    def sets(self) -> ValueSets:
        """The values of each document; facets only."""
        return ValueSets(len(self.lexicon), self._arrays)

    @cached_property
    def pairs(self) -> Pairs:
        """The Han bigrams; runs only."""
        return Pairs(self.lexicon, self.starts)

    def having(self, piece: Sequence[int], documents: Ints) -> tuple[Ints, Ints, Ints] | None:
        """Return which of ascending documents have a term, or any of some neighbours (again for
        each), where the tokens begin and how many there are; None where none has it.

        `piece`: the number of the first term, and the half-open range of the postings.
        """
        term, low, high = piece
        if high == self.starts[term + 1]:
            has, at = self.docs.find(low, high, documents)
            found = documents.take(has)
        else:
            posted = self.docs[low:high]
            at = member(posted, documents).nonzero()[0]
            found = posted.take(at)
        if not len(at):
            return None
        ends = self._ends(term, low, high)
        begins = ends.take(at)
        return found, begins, ends.take(at + 1) - begins

    def read(self, terms: Sequence[tuple[Ints, Ints, Ints]]) -> list[Ints]:
        """Return the places of tokens of each term: document × 2³² + position."""
        documents, begins, counts = map(joined, zip(*terms, strict=True))
        found = (documents << 32).repeat(counts)
        places = spread(begins, counts)
        found += self._arrays["positions"].take(places)
        found += self._upper.take(places) << 8
        ends = [0, *counts.cumsum().tolist()]
        cuts = accumulate((len(each) for each, _, _ in terms), initial=0)
        return [found[ends[low] : ends[high]] for low, high in pairwise(cuts)]

    def _ends(self, term: int, low: int, high: int) -> Ints:
        """Return where the positions of each posting begin, and where those of the last end."""
        kept = self.memory.get((self.name, low, high))
        if kept is None:
            ends = np.empty(high - low + 1, np.int64)
            ends[0] = self._places[term]
            ends[1:] = self.freqs.between(low, high)
            ends.cumsum(out=ends)
            self.memory.keep((self.name, low, high), ends)
            return ends
        return kept[0]

    def positions(self, term: int) -> tuple[Array, Array]:
        """Return the positions of a term's tokens, in order: the lower byte and the rest."""
        return self._between(self._places[term], self._places[term + 1])

    @cached_property
    def _places(self) -> memoryview:
        """Where the tokens of each term begin, and where those of the last end."""
        return self._arrays["places"].data

    @cached_property
    def _upper(self) -> Packed:
        """What of the positions does not fit a byte."""
        return Packed("upper", self._arrays)

    @cached_property
    def values(self) -> Array:
        """All terms in order, as an array of strings: for facets, whose terms are shown."""
        return np.array([*(term.decode() for term in self.lexicon), None], object)[:-1]

    def _between(self, begin: int, end: int) -> tuple[Array, Array]:
        return self._arrays["positions"][begin:end], self._upper.between(begin, end)

    def _all_positions(self) -> Array:
        lower, upper = self._between(0, len(self._arrays["positions"]))
        wide = upper.astype(np.uint16 if upper.dtype == np.uint8 else np.uint32)
        positions: Array = np.left_shift(wide, 8) | lower
        return positions

    def load(self) -> FieldPostings:
        """Return the whole field as plain postings, for merging."""
        return FieldPostings(
            terms=list(self.lexicon),
            starts=self._arrays["starts"].astype(np.int64),
            docs=self.docs.kept,
            freqs=self.freqs.between(0, self.starts[-1]),
            positions=self._all_positions() if "positions" in self._arrays else None,
            lengths=self._arrays["lengths"],
        )


class _Loading(Mapping[str, FieldPostings]):
    """The fields of a mapped segment as plain postings; made on request, never kept."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> FieldPostings:
        return self._fields[name].load()

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


class Segment:
    """A mapped segment: its `size` documents, `live` (None: all), `fields`, columns, and a
    `memory` of what was computed of its postings. `whole`: the open segment of which this one
    is a view with other documents deleted, if it is one (see `sharing`).
    """

    whole: Segment | None = None

    def __init__(self, folder: Path, name: str, deleted: list[int]) -> None:
        self.name = name
        arrays = read_arrays(folder / f"{name}{ARRAYS}")
        self._ends = arrays.pop("records")
        self._blobs = map_file(folder / f"{name}{RECORDS}")
        self.size = (len(self._ends) - 1) // 3
        self.deleted = deleted
        self.memory = Remembered(_ROOM + _ROOM_EACH * self.size)
        self.columns: dict[str, Array] = {}
        grouped: dict[str, dict[str, Array]] = {}
        for key, array in arrays.items():
            group, _, rest = key.partition("/")
            if group == "column":
                self.columns[rest] = array
            else:
                grouped.setdefault(group, {})[rest] = array
        self.fields = {field: Field(field, parts, self.memory) for field, parts in grouped.items()}

    @cached_property
    def live(self) -> Mask | None:
        """A mask of the documents that are not deleted, or None where all live."""
        if not self.deleted:
            return None
        mask = np.ones(self.size, bool)
        mask[self.deleted] = False
        return mask

    def record(self, document: int, part: int) -> bytes:
        """Return part 0, 1 or 2 of a document's stored record."""
        i = 3 * document + part
        return bytes(self._blobs[int(self._ends[i]) : int(self._ends[i + 1])])

    def load(self) -> SegmentData:
        """Return everything for merging; fields are loaded when they are asked for."""
        return SegmentData(
            size=self.size,
            fields=_Loading(self.fields),
            columns=self.columns,
            records=_LoadingRecords(self),
        )


class _LoadingRecords:
    """The stored records of a segment; read anew each time, never kept."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __iter__(self) -> Iterator[Record]:
        for number in range(self._segment.size):
            first, second, third = (self._segment.record(number, part) for part in range(3))
            yield first, second, third
