"""Sorted text tables that are looked up where they lie on disk. Touches `search/data/`.

A table of a hundred thousand words is never read as a whole: it is mapped, and a word is
found by bisection, so that a fresh process answers at once.
"""

from __future__ import annotations

import mmap
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from search.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a dictionary offers for a word. `sign` is `^` for a proper name, `!` for an
    acronym, else empty; `weight` is in (0, 1).
    """

    text: str
    weight: float
    sign: str = ""


class Table:
    """One mapped table: lines `key TAB candidate/candidate/…`, sorted by the keys' bytes.

    A candidate is its sign, its text and two digits of weight. `find(key)` gives the
    candidates for a key, best first.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.find = lru_cache(maxsize=1 << 13)(self._find)

    def _find(self, key: str) -> tuple[Candidate, ...]:
        """Return the candidates for a key, best first."""
        wanted = key.encode("utf-8", "replace")
        data, low, high = self._data, 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            start = data.rfind(b"\n", 0, middle) + 1
            end = data.find(b"\n", start)
            found = data[start : data.find(b"\t", start, end)]
            if found == wanted:
                return tuple(
                    map(_candidate, data[start + len(found) + 1 : end].decode().split("/"))
                )
            if found < wanted:
                low = end + 1
            else:
                high = start
        return ()


def _candidate(text: str) -> Candidate:
    sign = text[0] if text[0] in "^!" else ""
    return Candidate(text[len(sign) : -2], int(text[-2:]) / 100, sign)


@cache
def table(name: str) -> Table:
    """The table of this name in `search/data/lookup/`, mapped once."""
    return Table(Path(str(files("search") / "data" / "lookup" / f"{name}.tsv")))
