"""Sorted tables that are looked up where they lie on disk. Touches `search/data/lookup/`.

A table is never read as a whole: it is mapped, and a key is found by bisection, so that a
fresh process answers at once. Those that are compiled from files of knowledge begin with a
digest of these; where it does not fit, whoever uses the table makes its contents anew.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from search.analysis.data import DATA

FOLDER: Final = DATA / "lookup"

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
