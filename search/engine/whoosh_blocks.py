"""Posting blocks and term infos of Whoosh's format `W3`, for many terms at once.

Whoosh writes postings one by one; here a few passes of numpy write a million. A block is a
pickle of (ids as deltas, weights, values) under zlib, behind a pickled line of facts; the
opcodes are those of Python's `pickletools`. Two things are narrower than Whoosh's own, and
read the same: weights are a byte string where they fit, and short blocks stay plain.
Touches numpy only.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

import numpy as np

from search.engine.postings import Array, FieldPostings, Ints
from search.engine.ragged import Rows, by_size, fixed, glue, rows, select
from search.frozen import dataclass

BLOCK: Final = 4096  # postings per block: few blocks, because nothing here skips
_CHUNK: Final = 500_000  # positions that are written at once: bounds the memory
_PLAIN: Final = 100  # bytes below which zlib saves less than it costs
_LEVEL: Final = 1  # a higher one takes half as long again and saves three per cent
_MAGIC: Final = b"W3Bl"
_INTEGERS: Final = ((1 << 8, b"K", "<u1"), (1 << 16, b"M", "<u2"), (1 << 31, b"J", "<i4"))
_LENGTHS: Final = ((1 << 8, b"C", "<u1"), (1 << 32, b"B", "<u4"))
_INFO: Final = np.dtype(
    [
        ("inlined", "u1"),
        ("weight", ">f4"),
        ("documents", ">u4"),
        ("shortest", "u1"),
        ("longest", "u1"),
        ("heaviest", ">f4"),
        ("first", ">u4"),
        ("last", ">u4"),
        ("offset", ">i8"),
        ("length", ">i4"),
    ]
)


@dataclass(frozen=True, slots=True)
class Part:
    """The postings of terms `[first, last)`: their bytes, and a term info for each."""

    first: int
    last: int
    blob: bytes
    infos: Rows


def encode(postings: FieldPostings, codes: Array, frequencies: bool, offset: int) -> Iterator[Part]:
    """Write a field's postings from `offset` of the file on, some terms at a time.

    `codes`: the length of each document in Whoosh's one byte. `frequencies`: whether a
    field without positions keeps how often a term occurs.
    """
    places = np.concatenate([[0], np.cumsum(postings.freqs, dtype=np.int64)])[postings.starts]
    first = 0
    while first < len(postings.terms):
        bound = int(np.searchsorted(places, places[first] + _CHUNK, "right"))
        last = min(max(first + 1, bound - 1), len(postings.terms))
        low, high = int(postings.starts[first]), int(postings.starts[last])
        positions = None
        if postings.positions is not None:
            positions = postings.positions[int(places[first]) : int(places[last])]
        chunk = _Chunk(
            starts=postings.starts[first : last + 1] - low,
            docs=postings.docs[low:high].astype(np.int64),
            freqs=postings.freqs[low:high].astype(np.int64),
            codes=codes[postings.docs[low:high]],
            values=_values(postings.freqs[low:high], positions, frequencies),
        )
        blob, infos = chunk.encode(offset)
        yield Part(first, last, blob, infos)
        offset += len(blob)
        first = last


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Postings of some terms; `values` has a row for each, or is None for `Existence`."""

    starts: Ints
    docs: Ints
    freqs: Ints
    codes: Array
    values: tuple[Rows, bool] | None

    def encode(self, offset: int) -> tuple[bytes, Rows]:
        """Return the bytes of all blocks and the term infos."""
        counts = np.diff(self.starts)
        blocks = (counts + BLOCK - 1) // BLOCK
        ends = np.cumsum(blocks)
        term = np.repeat(np.arange(len(counts)), blocks)
        number = np.arange(int(ends[-1])) - (ends - blocks)[term]
        starts = np.append(self.starts[term] + number * BLOCK, self.starts[-1])
        data, packed = _squeezed(self._data(starts))
        facts = self._facts(starts, packed)
        lengths = facts.lengths + data.lengths
        is_last = np.zeros(len(lengths), bool)
        is_last[ends - 1] = True
        opening = np.where(number == 0, len(_MAGIC), 0)
        magic = np.tile(np.frombuffer(_MAGIC, np.uint8), len(counts))
        tags = Rows(magic, np.concatenate([[0], np.cumsum(opening)]))
        size = fixed(np.where(is_last, -lengths, lengths), ">i4")
        written = glue(tags, size, facts, data).grouped(np.concatenate([[0], ends]))
        return written.flat.tobytes(), self._infos(offset + written.ends[:-1], written.lengths)

    def _data(self, starts: Ints) -> Rows:
        """Pickle the ids, weights and values of each block."""
        deltas = np.diff(self.docs, prepend=0)
        deltas[starts[:-1]] = self.docs[starts[:-1]]
        ids = by_size(deltas, _INTEGERS).grouped(starts)
        highest = np.maximum.reduceat(self.freqs, starts[:-1])
        weights = self._weights(starts, highest)
        if self.values is None:
            return glue(b"((", ids, b"t", weights, b"Nt.")
        values = self.values[0].grouped(starts)
        if self.values[1]:
            return glue(b"((", ids, b"t", weights, b"(", values, b"tt.")
        return glue(b"((", ids, b"t", weights, _byte_strings(values), b"t.")

    def _weights(self, starts: Ints, highest: Ints) -> Rows:
        """Write None where all are 1, bytes where all fit, else floats."""
        narrow = _byte_strings(fixed(np.minimum(self.freqs, 255), "u1").grouped(starts))
        weights = select(highest > 1, narrow, b"N")
        for block in np.flatnonzero(highest > 255).tolist():
            chosen = self.freqs[starts[block] : starts[block + 1]]
            floats = by_size(chosen.astype(">f8"), ((1 << 53, b"G", ">f8"),))
            weights = _replaced(weights, block, b"(" + floats.flat.tobytes() + b"t")
        return weights

    def _facts(self, starts: Ints, packed: Array) -> Rows:
        """Pickle what a reader wants to know of a block before it opens it."""
        begins = starts[:-1]
        last = self.docs[starts[1:] - 1]
        numbers = (
            np.diff(starts),
            last,
            np.maximum.reduceat(self.freqs, begins),
            np.where(packed, _LEVEL, 0),
            np.minimum.reduceat(self.codes, begins),
            np.maximum.reduceat(self.codes, begins),
        )
        return glue(b"(", *(by_size(column, _INTEGERS) for column in numbers), b"t.")

    def _infos(self, offsets: Ints, lengths: Ints) -> Rows:
        begins = self.starts[:-1]
        infos = np.zeros(len(begins), _INFO)
        infos["weight"] = np.add.reduceat(self.freqs, begins)
        infos["documents"] = np.diff(self.starts)
        infos["shortest"] = np.minimum.reduceat(self.codes, begins)
        infos["longest"] = np.maximum.reduceat(self.codes, begins)
        infos["heaviest"] = np.maximum.reduceat(self.freqs, begins)
        infos["first"] = self.docs[begins]
        infos["last"] = self.docs[self.starts[1:] - 1]
        infos["offset"] = offsets
        infos["length"] = lengths
        return Rows(infos.view(np.uint8), np.arange(len(begins) + 1) * _INFO.itemsize)


def _values(freqs: Array, positions: Array | None, frequencies: bool) -> tuple[Rows, bool] | None:
    """Return a row for each posting and whether Whoosh wants a tuple of them."""
    if positions is None:
        return (fixed(freqs, ">u4"), False) if frequencies else None
    ends = np.concatenate([[0], np.cumsum(freqs, dtype=np.int64)])
    deltas = np.diff(positions.astype(np.int64), prepend=0)
    deltas[ends[:-1]] = positions[ends[:-1]]
    numbers = by_size(deltas, _INTEGERS).grouped(ends)
    return _byte_strings(glue(fixed(freqs, ">u4"), b"(", numbers, b"t.")), True


def _byte_strings(content: Rows) -> Rows:
    """Pickle each row as a byte string."""
    return glue(by_size(content.lengths, _LENGTHS), content)


def _squeezed(data: Rows) -> tuple[Rows, Array]:
    """Compress the long rows; return them, and a mask of which those are."""
    long = data.lengths >= _PLAIN
    if not long.any():
        return data, long
    packed = [
        zlib.compress(row, _LEVEL) if squeeze else bytes(row)
        for row, squeeze in zip(data, long.tolist(), strict=True)
    ]
    return rows(packed), long


def _replaced(content: Rows, number: int, row: bytes) -> Rows:
    strings = [bytes(old) for old in content]
    strings[number] = row
    return rows(strings)
