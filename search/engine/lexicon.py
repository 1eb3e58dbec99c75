"""The sorted terms of a field over mapped memory, looked up by bisection. Touches nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from search.engine.postings import Array, Ints


class Lexicon:
    """The sorted terms of a field, as a sequence of bytes over mapped memory."""

    def __init__(self, blob: Array, ends: Array) -> None:
        self._blob = blob.data
        self._ends = ends.data

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[bytes]:
        blob = self._blob.tobytes()
        return (blob[low:high] for low, high in pairwise(self._ends.tolist()))

    def __getitem__(self, i: int) -> bytes:
        return bytes(self._blob[self._ends[i] : self._ends[i + 1]])

    def find(self, term: bytes) -> int:
        """Return the number of `term`, or -1."""
        i = bisect_left(self, term)
        return i if i < len(self) and self[i] == term else -1

    def prefix(self, prefix: bytes) -> tuple[int, int]:
        """Return the half-open range of terms that start with `prefix`."""
        low = bisect_left(self, prefix)
        high = bisect_left(self, prefix + b"\xff" * 4, low)
        return low, high

    def between(self, low: int, high: int) -> tuple[Array, Ints]:
        """Return the bytes of the terms `[low, high)` joined, and where each begins and ends
        in them (one more number than terms).
        """
        ends = np.asarray(self._ends[low : high + 1]).astype(np.int64)
        blob = np.frombuffer(self._blob, np.uint8)[ends[0] : ends[-1]]
        return blob, ends - ends[0]
