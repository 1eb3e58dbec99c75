"""The tables of CC-CEDICT, looked up where they lie on disk. Touches `search/data/`."""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from search.analysis.lookup import FOLDER, Lookup
from search.expansion.words import forms


class Candidate(Struct, frozen=True):
    """What a dictionary offers for a word. `sign` is `^` for a proper name, `!` for an
    acronym, else empty; `weight` is in (0, 1).
    """

    text: str
    weight: float
    sign: str = ""


class Table:
    """One table: lines `key TAB candidate/candidate/…`.

    A candidate is its sign, its text and two digits of weight. `find(key)` gives the
    candidates for a key, best first.
    """

    def __init__(self, lines: Lookup) -> None:
        self._lines = lines
        self.find = lru_cache(maxsize=1 << 13)(self._find)

    def _find(self, key: str) -> tuple[Candidate, ...]:
        """Return the candidates for a key, best first."""
        found = self._lines.find(key)
        return tuple(map(_candidate, found.split("/"))) if found else ()


def _candidate(text: str) -> Candidate:
    sign = text[0] if text[0] in "^!" else ""
    return Candidate(text[len(sign) : -2], int(text[-2:]) / 100, sign)


@cache
def table(name: str) -> Table:
    """The table of this name in `search/data/lookup/`, mapped once."""
    return Table(Lookup(FOLDER / f"{name}.tsv"))


def is_listed(word: str) -> bool:
    """Whether the dictionary has an English word in lower case, in one of its forms."""
    return any(map(table("dictionary-english").find, forms(word)))
