"""Places inside names of organisations: which words are places, and their full names.

A name such as 新疆科技厅 means the department of 新疆维吾尔自治区; this module knows the
full name, the English name and the level of each place. Built from the gazetteer.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from search.analysis import fold
from search.describing.gazetteer import Region, gazetteer
from search.frozen import dataclass

_LEVELS = ("country", "province", "city", "county", "zone", "macro")
_LETTERS = 2  # ids of countries are two letters; divisions of China have six digits
_COMMON_WORD = 2  # counties of two characters are often words: 资源, 合作, 和平
LONGEST = 16


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its id, its full Chinese and English names, level, whether it is abroad."""

    id: str
    zh: str
    en: str
    level: str
    foreign: bool


class Places:
    """Look-up of places by any of their names, simplified and without case."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._names: dict[str, Place] = {}
        self._full: dict[str, Place] = {}
        known = [region for region in regions if region.level in _LEVELS]
        for region in sorted(known, key=lambda region: _LEVELS.index(region.level)):
            self._add(region)
        self._starts = {name[:2] for name in self._names}

    def _add(self, region: Region) -> None:
        foreign = len(region.id) == _LETTERS and region.id != "CN"
        place = Place(region.id, region.zh, region.en, region.level, foreign)
        self._full.setdefault(region.zh, place)
        for name in region.names:
            key = fold(name).casefold()
            if len(key) > 1 and not (region.level == "county" and len(key) == _COMMON_WORD):
                self._names.setdefault(key, place)

    def find(self, name: str) -> Place | None:
        """The place of this name (folded, any case), the largest if there are several."""
        return self._names.get(name.casefold())

    def full(self, zh: str) -> Place | None:
        """The place whose full Chinese name this is."""
        return self._full.get(zh)

    def at(self, text: str, start: int) -> tuple[int, Place] | None:
        """The end and the place of the longest name that stands at `start` of folded text."""
        if text[start : start + 2] not in self._starts:
            return None
        for end in range(min(len(text), start + LONGEST), start + 1, -1):
            if place := self._names.get(text[start:end]):
                return end, place
        return None

    def chain(self, text: str, start: int = 0) -> tuple[int, Place | None]:
        """Where a chain of places (四川省成都市) from `start` on ends, and its last place."""
        last = None
        while found := self.at(text, start):
            start, last = found
        return start, last


@cache
def places() -> Places:
    """All places of the gazetteer."""
    return Places(gazetteer())
