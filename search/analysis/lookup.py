"""Sorted tables that are looked up where they lie on disk. Touches `search/data/lookup/`.

A table is never read as a whole: it is mapped, and a key is found by bisection, so that a
fresh process answers at once. Those that are compiled from files of knowledge begin with a
digest of these; where it does not fit, whoever uses the table makes its contents anew.
"""

from __future__ import annotations

import mmap
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from search.analysis.data import DATA

FOLDER: Final = DATA / "lookup"

_ASKED: Final = 64  # look-ups before a guide to the lines is made: it costs about as much as these
_STEP: Final = 1 << 12  # bytes of a block: one is copied and searched in two microseconds

T = TypeVar("T")


class Lookup:
    """Lines `key TAB value`, sorted by the bytes of key and TAB; lines with `#` may stand before
    them.
    """

    def __init__(self, path: Path) -> None:
        """Map the file. Raises OSError where there is none."""
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._start = 0
        while self._data[self._start : self._start + 1] == b"#":
            self._start = self._data.find(b"\n", self._start) + 1
        self._asked = 0
        self.find = lru_cache(maxsize=1 << 13)(self._find)

    @property
    def head(self) -> str:
        """The lines before the first key."""
        return self._data[: self._start].decode()

    def lines(self) -> list[str]:
        """All lines behind these."""
        return self._data[self._start :].decode().split("\n")[:-1]

    def _find(self, key: str) -> str | None:
        """Return the value of a key, or None where it is not there."""
        wanted = f"{key}\t".encode("utf-8", "replace")
        if self._asked < _ASKED:  # a process that asks for little does without the guide
            self._asked += 1
            return self._bisected(wanted)
        keys, places = self._guide
        step = bisect_right(keys, wanted)
        block = b"\n" + self._data[places[step - 1] : places[step]] if step else b""
        start = block.find(b"\n" + wanted) + 1
        end = block.find(b"\n", start)
        return block[start + len(wanted) : end].decode() if start else None

    def _bisected(self, wanted: bytes) -> str | None:
        """Return what stands behind a key and its TAB, or None where it is not there."""
        data, low, high, size = self._data, self._start, len(self._data), len(wanted)
        while low < high:
            start = max(low, data.rfind(b"\n", low, (low + high) // 2) + 1)
            found = data[start : start + size]
            if found < wanted:
                low = data.find(b"\n", start) + 1
            elif found > wanted:
                high = start
            else:
                return data[start + size : data.find(b"\n", start)].decode()
        return None

    @cached_property
    def _guide(self) -> tuple[list[bytes], list[int]]:
        """The first key, with its TAB, of every block of some lines; where each block begins, and
        where the last one ends.
        """
        data, end = self._data, len(self._data)
        steps = range(self._start + _STEP, end, _STEP)
        places = {self._start: 0, **{data.find(b"\n", step - 1) + 1: 0 for step in steps}, end: 0}
        keys = [data[place : data.find(b"\t", place) + 1] for place in places][:-1]
        return keys, [*places]


class Made(Mapping[str, T]):
    """Values by their keys, each made of the columns of its line when it is first asked for."""

    def __init__(self, lines: Mapping[str, str], make: Callable[[Sequence[str]], T]) -> None:
        self._lines = lines
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(self._lines[key].split("\t"))
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class Listed:
    """A compiled table whose values are lists of texts without `|`."""

    def __init__(self, table: Lookup) -> None:
        self._table = table

    def get(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the texts of a key, or the default."""
        value = self._table.find(key)
        return default if value is None else tuple(value.split("|"))

    def all(self) -> dict[str, tuple[str, ...]]:
        """Read the table as a whole, for who asks again and again for what is not in it."""
        entries = (line.partition("\t") for line in self._table.lines())
        return {key: tuple(value.split("|")) for key, _, value in entries}


def compiled(name: str, sources: Iterable[str]) -> Listed | None:
    """Return a table that was compiled from files of knowledge; None unless from these as they
    are now.
    """
    try:
        table = Lookup(FOLDER / name)
    except OSError:
        return None
    return Listed(table) if table.head == _head(sources) else None


def content(sources: Iterable[str], entries: Mapping[str, Iterable[str]]) -> str:
    """Return a table as it is to be compiled."""
    keys = sorted(entries, key=lambda key: f"{key}\t".encode())
    return _head(sources) + "".join(f"{key}\t{'|'.join(entries[key])}\n" for key in keys)


def _head(sources: Iterable[str]) -> str:
    digest = sha256(b"".join((DATA / source).read_bytes() for source in sources))
    return f"# {digest.hexdigest()}\n"
