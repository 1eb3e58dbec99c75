"""Many short byte strings at once, as one numpy array: made, glued and regrouped in bulk.

Postings become files through these: a million rows cost a few passes over their bytes
instead of a million Python objects. Touches numpy only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from search.engine.arrays.postings import Array, Ints, Mask, spread

Bytes: TypeAlias = NDArray[np.uint8]


class Rows(Struct, frozen=True):
    """Row i is `flat[ends[i]:ends[i + 1]]`; `ends[0]` is 0."""

    flat: Bytes
    ends: Ints

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __iter__(self) -> Iterator[memoryview]:
        data, ends = self.flat.data, self.ends.tolist()
        return (data[ends[i] : ends[i + 1]] for i in range(len(ends) - 1))

    @property
    def lengths(self) -> Ints:
        """The number of bytes of each row."""
        return np.diff(self.ends)

    def grouped(self, starts: Array) -> Rows:
        """Return longer rows: row j is the old rows `[starts[j], starts[j + 1])` in one."""
        return Rows(self.flat, self.ends[starts])

    def only(self, mask: Mask) -> Rows:
        """Return the rows where `mask` holds."""
        lengths = self.lengths
        return Rows(self.flat[np.repeat(mask, lengths)], _ends(lengths[mask]))


Piece: TypeAlias = Rows | bytes


def rows(strings: Sequence[bytes]) -> Rows:
    """Make rows of byte strings."""
    ends = np.zeros(len(strings) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, strings), np.int64, len(strings)), out=ends[1:])
    return Rows(np.frombuffer(b"".join(strings), np.uint8), ends)


def fixed(values: Array, kind: str) -> Rows:
    """Make rows of one number each, in a dtype of fixed width (`>u4`)."""
    encoded = np.ascontiguousarray(values.astype(kind, copy=False))
    width = encoded.dtype.itemsize
    return Rows(encoded.view(np.uint8), np.arange(len(values) + 1, dtype=np.int64) * width)


def by_size(
    values: Array, kinds: Sequence[tuple[int, bytes, str]], least: Ints | None = None
) -> Rows:
    """Write each number as the first `(limit, tag, dtype)` with number < limit says, but no
    kind before the `least` of each.
    """
    which = np.searchsorted([limit for limit, _, _ in kinds[:-1]], values, side="right")
    if least is not None:
        which = np.maximum(which, least)
    widths = np.array([1 + np.dtype(kind).itemsize for _, _, kind in kinds])[which]
    ends = _ends(widths)
    flat = np.empty(int(ends[-1]), np.uint8)
    for number, (_, tag, kind) in enumerate(kinds):
        chosen = np.flatnonzero(which == number)
        if not len(chosen):
            continue
        begins = ends[chosen]
        flat[begins] = tag[0]
        digits = fixed(values[chosen], kind).flat.reshape(len(chosen), -1)
        for i in range(digits.shape[1]):
            flat[begins + (i + 1)] = digits[:, i]
    return Rows(flat, ends)


def select(mask: Array, rows: Rows, other: bytes) -> Rows:
    """Return the rows where `mask` holds, and `other` in place of the rest."""
    lengths = np.where(mask, rows.lengths, len(other))
    ends = _ends(lengths)
    flat = np.empty(int(ends[-1]), np.uint8)
    taken = np.repeat(mask, lengths)
    flat[taken] = rows.flat[np.repeat(mask, rows.lengths)]
    flat[~taken] = np.tile(np.frombuffer(other, np.uint8), int(len(mask) - np.sum(mask)))
    return Rows(flat, ends)


def merged(mask: Mask, chosen: Rows, others: Rows) -> Rows:
    """Return the chosen rows where `mask` holds and the others where not, each in order."""
    lengths = np.empty(len(mask), np.int64)
    lengths[mask], lengths[~mask] = chosen.lengths, others.lengths
    ends = _ends(lengths)
    flat = np.empty(int(ends[-1]), np.uint8)
    taken = np.repeat(mask, lengths)
    flat[taken], flat[~taken] = chosen.flat, others.flat
    return Rows(flat, ends)


def glue(*pieces: Piece) -> Rows:
    """Join pieces row by row; a plain byte string stands in every row."""
    ragged = [piece for piece in pieces if isinstance(piece, Rows)]
    lengths = np.sum([piece.lengths for piece in ragged], axis=0)
    lengths = lengths + sum(len(piece) for piece in pieces if isinstance(piece, bytes))
    ends = _ends(lengths)
    flat = np.empty(int(ends[-1]), np.uint8)
    longest = max(ragged, key=lambda piece: len(piece.flat))
    rest = np.ones(len(flat), bool)
    place = ends[:-1].copy()
    for piece in pieces:
        if isinstance(piece, bytes):
            for byte in piece:
                flat[place] = byte
                rest[place] = False
                place += 1
        else:
            if piece is not longest:
                where = spread(place, piece.lengths)
                flat[where] = piece.flat
                rest[where] = False
            place += piece.lengths
    flat[rest] = longest.flat  # what no other piece has filled, in order
    return Rows(flat, ends)


def _ends(lengths: Array) -> Ints:
    ends = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    return ends
