"""A bounded memory of arrays that cost something to make. Touches nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Final

from search.engine.arrays.postings import Array

_ENTRY: Final = 400  # bytes that an entry costs besides its arrays


class Remembered:
    """Arrays by key: those that were used last, within a number of bytes.

    Threads may share it. Arrays are made read-only when they are kept, since every query
    that asks for them is given the same ones.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._kept: OrderedDict[Hashable, tuple[Array, ...]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> tuple[Array, ...] | None:
        """Return what is kept under a key, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, *arrays: Array) -> None:
        """Keep arrays (or none, as a mark) and forget what was not used for longest."""
        for array in arrays:
            array.setflags(write=False)
        with self._lock:
            before = self._kept.pop(key, None)
            self._used += _size(arrays) - (_size(before) if before is not None else 0)
            self._kept[key] = arrays
            while self._used > self._room:
                self._used -= _size(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._used = 0


def _size(arrays: tuple[Array, ...]) -> int:
    size = _ENTRY
    for array in arrays:
        size += array.nbytes
    return size
