"""Posting blocks and term infos of Whoosh's format `W3`, for many terms at once.

Whoosh writes postings one by one; here a few passes of numpy write a million. A block is a
pickle of (ids as deltas, weights, values) under zlib, behind a pickled line of facts; the
opcodes are those of Python's `pickletools`. Some things are narrower than Whoosh's own, and read
the same: ids and weights are byte strings where they fit, positions tuples of few without the
final stop, which Whoosh adds, and short blocks stay plain.
Touches numpy only.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

import numpy as np
from msgspec import Struct

from search.engine.arrays.postings import Array, FieldPostings, Ints, Mask, token_starts
from search.engine.arrays.ragged import Rows, by_size, fixed, glue, merged, rows, select

BLOCK: Final = 4096  # postings per block: few blocks, because nothing here skips
_CHUNK: Final = 500_000  # positions that are written at once: bounds the memory
_PLAIN: Final = 100  # bytes below which zlib saves less than it costs
_LEVEL: Final = 1  # a higher one takes half as long again and saves three per cent
_INLINED: Final = 4  # postings of a term, and
_INLINED_TOKENS: Final = 16  # its tokens, up to which they stand in the terms file itself
_ALIKE: Final = 8  # postings of a block from which on its positions are all of one width
_AROUND: Final = 5  # bytes of a posting's value beside its positions, but for …
_MARK: Final = np.frombuffer(b"(", np.uint8)  # … where a tuple of many begins
_TUPLES: Final = np.frombuffer(b"t\x85\x86\x87", np.uint8)  # what ends one of many, of 1, 2 and 3
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
    ]
)


class Part(Struct, frozen=True):
    """The postings of some terms: their bytes, and for each term what its info begins with,
    whether that goes on with its few postings, those, and where the others' blocks are.
    """

    terms: list[bytes]
    blob: bytes
    heads: Rows
    short: Mask
    inlined: Rows
    where: tuple[Ints, Ints]

    def infos(self, offset: int) -> Rows:
        """Return the info of each term if the bytes stand at `offset` of the file."""
        begins, lengths = self.where
        tails = glue(fixed(offset + begins, ">i8"), fixed(lengths, ">i4"))
        return glue(self.heads, merged(self.short, self.inlined, tails))


def encode(postings: FieldPostings, codes: Array, frequencies: bool) -> Iterator[Part]:
    """Write a field's postings, some terms at a time.

    `codes`: the length of each document in Whoosh's one byte. `frequencies`: whether a
    field without positions keeps how often a term occurs.
    """
    places = token_starts(postings)
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
            positions=positions,
            frequencies=frequencies,
        )
        short = chunk.short()
        blob, where = chunk.only(~short).blocks()
        inlined = chunk.only(short).inlined()
        yield Part(postings.terms[first:last], blob, chunk.heads(short), short, inlined, where)
        first = last


class _Chunk(Struct, frozen=True):
    """Postings of some terms; see `FieldPostings` and `encode`."""

    starts: Ints
    docs: Ints
    freqs: Ints
    codes: Array
    positions: Array | None
    frequencies: bool

    def short(self) -> Mask:
        """Mark the terms whose few postings stand in the terms file itself."""
        tokens = np.add.reduceat(self.freqs, self.starts[:-1])
        return (np.diff(self.starts) <= _INLINED) & (tokens <= _INLINED_TOKENS)

    def only(self, mask: Mask) -> _Chunk:
        """Return the postings of some of the terms."""
        counts = np.diff(self.starts)
        chosen = np.repeat(mask, counts)
        return _Chunk(
            starts=np.concatenate([[0], np.cumsum(counts[mask])]),
            docs=self.docs[chosen],
            freqs=self.freqs[chosen],
            codes=self.codes[chosen],
            positions=None
            if self.positions is None
            else self.positions[np.repeat(chosen, self.freqs)],
            frequencies=self.frequencies,
        )

    def heads(self, short: Mask) -> Rows:
        """Return what a term info begins with, for each term."""
        begins = self.starts[:-1]
        infos = np.zeros(len(begins), _INFO)
        infos["inlined"] = short
        infos["weight"] = np.add.reduceat(self.freqs, begins)
        infos["documents"] = np.diff(self.starts)
        infos["shortest"] = np.minimum.reduceat(self.codes, begins)
        infos["longest"] = np.maximum.reduceat(self.codes, begins)
        infos["heaviest"] = np.maximum.reduceat(self.freqs, begins)
        infos["first"] = self.docs[begins]
        infos["last"] = self.docs[self.starts[1:] - 1]
        return Rows(infos.view(np.uint8), np.arange(len(begins) + 1) * _INFO.itemsize)

    def inlined(self) -> Rows:
        """Pickle all postings of each term."""
        if len(self.starts) < 2:
            return rows([])
        ids = glue(b"(", by_size(self.docs, _INTEGERS).grouped(self.starts), b"t")
        weights = self._weights(self.starts, np.maximum.reduceat(self.freqs, self.starts[:-1]))
        values = self._values(np.zeros(len(self.docs), np.int64))
        if values is None:
            return glue(b"(", ids, weights, b"Nt.")
        if self.positions is None:
            values = _byte_strings(values)
        return glue(b"(", ids, weights, b"(", values.grouped(self.starts), b"tt.")

    def blocks(self) -> tuple[bytes, tuple[Ints, Ints]]:
        """Return the bytes of all blocks, and where those of each term begin in them and how
        many bytes they are.
        """
        counts = np.diff(self.starts)
        if not len(counts):
            return b"", (counts, counts)
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
        return written.flat.tobytes(), (written.ends[:-1], written.lengths)

    def _data(self, starts: Ints) -> Rows:
        """Pickle the ids, weights and values of each block."""
        deltas = np.diff(self.docs, prepend=0)
        deltas[starts[:-1]] = self.docs[starts[:-1]]
        ids = glue(b"(", by_size(deltas, _INTEGERS).grouped(starts), b"t")
        near = np.maximum.reduceat(deltas, starts[:-1]) < 1 << 8
        if near.any():  # who takes numbers from a byte string gets its bytes
            string = _byte_strings(fixed(deltas & 255, "u1").grouped(starts))
            ids = merged(near, string.only(near), ids.only(~near))
        highest = np.maximum.reduceat(self.freqs, starts[:-1])
        weights = self._weights(starts, highest)
        # Positions of one width repeat the bytes around them at one distance: zlib likes that.
        sizes = np.diff(starts)
        values = self._values(np.repeat((sizes >= _ALIKE).astype(np.int64), sizes))
        if values is None:
            return glue(b"(", ids, weights, b"Nt.")
        if self.positions is None:
            return glue(b"(", ids, weights, _byte_strings(values.grouped(starts)), b"t.")
        return glue(b"(", ids, weights, b"(", values.grouped(starts), b"tt.")

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

    def _values(self, least: Ints) -> Rows | None:
        """Return a row for each posting, None where Whoosh wants none; positions are written
        at least as wide as the kind of integer that `least` says.
        """
        if self.positions is None:
            return fixed(self.freqs, ">u4") if self.frequencies else None
        ends = np.concatenate([[0], np.cumsum(self.freqs)])
        deltas = np.diff(self.positions.astype(np.int64), prepend=0)
        deltas[ends[:-1]] = self.positions[ends[:-1]]
        numbers = by_size(deltas, _INTEGERS, np.repeat(least, self.freqs)).grouped(ends)
        many = self.freqs >= len(_TUPLES)  # a tuple of few needs no mark in front
        opening = Rows(_MARK.repeat(many.sum()), np.concatenate([[0], np.cumsum(many)]))
        closing = fixed(_TUPLES[np.where(many, 0, self.freqs)], "u1")
        lengths = by_size(numbers.lengths + many + _AROUND, _LENGTHS)
        return glue(lengths, fixed(self.freqs, ">u4"), opening, numbers, closing)


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
