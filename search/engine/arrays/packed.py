"""Small numbers in half a byte each, and the few large ones apart. Touches numpy only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from search.engine.arrays.postings import Array, Ints, narrow

_LARGE: Final = 15  # stands for a number that is kept apart
_BYTES: Final = np.arange(256, dtype=np.uint8)
_PAIRS: Final = np.stack([_BYTES & 15, _BYTES >> 4], axis=1).view(np.uint16).ravel()
_MOST: Final = 16  # where one in so many is large, all are kept in whole bytes


def pack(name: str, values: Array) -> Iterator[tuple[str, Array]]:
    """Yield the arrays that `Packed` reads non-negative integers from."""
    large = np.flatnonzero(values >= _LARGE)
    if len(large) * _MOST > len(values):
        yield name, narrow(values)
        return
    small = np.full(len(values) + len(values) % 2, _LARGE, np.uint8)
    np.minimum(values, _LARGE, out=small[: len(values)], casting="unsafe")
    yield f"{name}/halves", small[0::2] | small[1::2] << 4
    yield f"{name}/large", narrow(large)
    yield f"{name}/values", narrow(values[large])


class Packed:
    """Packed numbers, read as if they were an array."""

    def __init__(self, name: str, arrays: Mapping[str, Array]) -> None:
        self._plain = arrays.get(name)
        if self._plain is None:
            self._halves = arrays[f"{name}/halves"]
            self._large, self._values = arrays[f"{name}/large"], arrays[f"{name}/values"]

    def between(self, low: int, high: int) -> Array:
        """Return the numbers `[low, high)`."""
        if self._plain is not None:
            return self._plain[low:high]
        halves = self._halves[low >> 1 : (high + 1) >> 1]
        found = _PAIRS.take(halves).view(np.uint8)
        found = found[low & 1 : (low & 1) + high - low]
        first = bisect_left(self._large.data, low)
        last = bisect_left(self._large.data, high, first)
        if first < last:
            found = found.astype(np.result_type(found, self._values), copy=False)
            found[self._large[first:last].astype(np.int64) - low] = self._values[first:last]
        return found

    def take(self, places: Ints) -> Ints:
        """Return the numbers at some places."""
        if self._plain is not None:
            return self._plain.take(places).astype(np.int64)
        found = self._halves.take(places >> 1).astype(np.int64)
        found >>= (places & 1) << 2
        found &= 15
        large = (found == _LARGE).nonzero()[0]
        if len(large):
            # of its own kind, or numpy would convert all of them first
            wanted = places[large].astype(self._large.dtype)
            found[large] = self._values.take(self._large.searchsorted(wanted))
        return found
