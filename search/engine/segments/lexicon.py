"""The sorted terms of a field over mapped memory, looked up by bisection. Touches nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from search.engine.arrays.postings import Array, Ints

_ASKED: Final = 64  # look-ups before a guide to the terms is made: it costs about as much as these
_STEP: Final = 32  # terms from one entry of the guide to the next


class Lexicon:
    """The sorted terms of a field, as a sequence of bytes over mapped memory."""

    def __init__(self, blob: Array, ends: Array) -> None:
        self._blob = blob.data
        self._ends = ends.data
        self._asked = 0
        self._guide: list[bytes] = []

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[bytes]:
        blob = self._blob.tobytes()
        return (blob[low:high] for low, high in pairwise(self._ends.tolist()))

    def __getitem__(self, i: int) -> bytes:
        return bytes(self._blob[self._ends[i] : self._ends[i + 1]])

    def find(self, term: bytes) -> int:
        """Return the number of `term`, or -1."""
        if self._asked >= _ASKED and term:
            return self._find(term)
        i = self.place(term)
        return i if i < len(self) and self[i] == term else -1

    def _find(self, term: bytes) -> int:
        """Look a term up in the bytes of those from one entry of the guide to the next, which
        costs a few calls where bisection costs some twenty.
        """
        step = bisect_right(self._guided(), term) - 1
        if step < 0:
            return -1
        ends, low = self._ends, step * _STEP
        high = min(low + _STEP, len(ends) - 1)
        begin = ends[low]
        terms = self._blob[begin : ends[high]].tobytes()
        at = terms.find(term)
        while at >= 0:
            i = bisect_left(ends, begin + at, low, high)
            if ends[i] == begin + at and ends[i + 1] == begin + at + len(term):
                return i
            at = terms.find(term, at + 1)
        return -1

    def place(self, term: bytes) -> int:
        """Return the number of the first term that is not before `term`."""
        if self._asked < _ASKED:  # a process that asks for little does without the guide
            self._asked += 1
            return bisect_left(self, term)
        step = bisect_left(self._guided(), term)
        return bisect_left(self, term, max(0, (step - 1) * _STEP), min(step * _STEP, len(self)))

    def _guided(self) -> list[bytes]:
        """Return the guide: every so many terms."""
        if not self._guide:
            begins, ends = self._ends[:-1:_STEP].tolist(), self._ends[1::_STEP].tolist()
            self._guide = [bytes(self._blob[a:b]) for a, b in zip(begins, ends, strict=True)]
        return self._guide

    def prefix(self, prefix: bytes) -> tuple[int, int]:
        """Return the half-open range of terms that start with `prefix`."""
        return self.place(prefix), self.place(prefix + b"\xff" * 4)

    def span(self, first: bytes, last: bytes) -> tuple[int, int]:
        """Return the half-open range of terms from `first` up to `last`."""
        return self.place(first), self.place(last)

    def between(self, low: int, high: int) -> tuple[Array, Ints]:
        """Return the bytes of the terms `[low, high)` joined, and where each begins and ends
        in them (one more number than terms).
        """
        ends = np.asarray(self._ends[low : high + 1]).astype(np.int64)
        blob = np.frombuffer(self._blob, np.uint8)[ends[0] : ends[-1]]
        return blob, ends - ends[0]
