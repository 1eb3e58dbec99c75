"""The sorted terms of a field over mapped memory, looked up by bisection. Touches nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from search.engine.postings import Array, Ints

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
        i = self.place(term)
        return i if i < len(self) and self[i] == term else -1

    def place(self, term: bytes) -> int:
        """Return the number of the first term that is not before `term`."""
        if self._asked < _ASKED:  # a process that asks for little does without the guide
            self._asked += 1
            return bisect_left(self, term)
        if not self._guide:
            self._guide = [self[i] for i in range(0, len(self), _STEP)]
        step = bisect_left(self._guide, term)
        return bisect_left(self, term, max(0, (step - 1) * _STEP), min(step * _STEP, len(self)))

    def prefix(self, prefix: bytes) -> tuple[int, int]:
        """Return the half-open range of terms that start with `prefix`."""
        return self.place(prefix), self.place(prefix + b"\xff" * 4)

    def between(self, low: int, high: int) -> tuple[Array, Ints]:
        """Return the bytes of the terms `[low, high)` joined, and where each begins and ends
        in them (one more number than terms).
        """
        ends = np.asarray(self._ends[low : high + 1]).astype(np.int64)
        blob = np.frombuffer(self._blob, np.uint8)[ends[0] : ends[-1]]
        return blob, ends - ends[0]
