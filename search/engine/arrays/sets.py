"""Sets of documents as ascending arrays of their numbers, and sums of what each has of them.
Touches numpy only.

What is short is looked up by bisection, what is long marked in a mask: with numbers below
some ten thousand a mask is several times as fast as merging. What a mask marks is taken by
`compress`: to index with a mask of which nobody can guess the next bit takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import local
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Array, Ints, Mask

Sums: TypeAlias = NDArray[np.float64]

NONE: Final = np.zeros(0, np.int64)
_SHORT: Final = 16  # how many times shorter an array is that is looked up in another
_SPARSE: Final = 128  # how many times fewer numbers than possible are sorted, not marked


class _Kept(local):
    """An array of zeros for each thread, since to make one takes longer than most sums."""

    zeros: Sums = np.zeros(0)


_kept: Final = _Kept()


def joined(arrays: Sequence[Array]) -> Array:
    """Join arrays; one alone is not copied."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def member(values: Ints, among: Ints) -> Mask:
    """Mark which of `values` (none negative) are in the ascending array `among`.

    A few are looked up by bisection, many in a mask.
    """
    if not len(among) or not len(values):
        return np.zeros(len(values), bool)
    marked: Mask
    if len(values) * _SHORT < len(among):
        marked = among.take(among.searchsorted(values), mode="clip") == values
    else:
        mask = np.zeros(int(among[-1]) + 2, bool)
        mask[among] = True
        marked = mask.take(values, mode="clip")  # what is greater than all is not marked
    return marked


def intersect(a: Ints, b: Ints) -> Ints:
    """Return what two ascending arrays have in common; the shorter one is looked up."""
    if len(a) > len(b):
        a, b = b, a
    return a.compress(member(a, b))


def subtract(a: Ints, b: Ints) -> Ints:
    """Return what is in `a` and not in `b`."""
    return a.compress(~member(a, b))


def ranks(among: Ints, documents: Ints) -> Ints:
    """Return where ascending documents stand in an array that has them all."""
    if len(documents) * _SHORT < len(among):
        return among.searchsorted(documents)
    return member(among, documents).nonzero()[0]


def collected(arrays: Sequence[Ints], size: int) -> Ints:
    """Return each number below `size` that is in any of the arrays once, ascending."""
    if sum(map(len, arrays)) * _SPARSE < size:
        found: Ints = np.sort(np.concatenate([NONE, *arrays]))
        new = np.ones(len(found), bool)
        new[1:] = found[1:] != found[:-1]
        return found.compress(new)
    mask = np.zeros(size, bool)
    for array in arrays:
        mask[array] = True
    return mask.nonzero()[0]


def summed(parts: Sequence[tuple[Ints, Array]], wanted: Ints, size: int) -> Sums:
    """Return for each wanted document, of `size`, the sum of its numbers in all parts, in order."""
    if len(_kept.zeros) < size:
        _kept.zeros = np.zeros(size)
    zeros = _kept.zeros
    try:
        for documents, numbers in parts:
            # of another type than the sum's, numpy adds seventy times slower
            np.add.at(zeros, documents, numbers.astype(np.float64, copy=False))
        return zeros.take(wanted)
    finally:
        for documents, _ in parts:
            zeros[documents] = 0.0
