"""Places inside names of organisations: which words are places, and their full names.

A name such as 新疆科技厅 means the department of 新疆维吾尔自治区; this module knows the
full name, the English name and the level of each place. Built from the gazetteer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice
from typing import Protocol

from msgspec import Struct

from search.analysis import fold
from search.analysis.lookup import compiled
from search.analysis.scanning import Beginnings
from search.describing.places.gazetteer import SOURCE, Region, gazetteer
from search.describing.places.words import without_peoples

NAMES = "place-names.tsv"
FULL = "place-full-names.tsv"
_LEVELS = ("country", "province", "city", "county", "zone", "macro")
_FOREIGN = re.compile(r"(?!CN|TW)[A-Z]{2}(?:-|$)|\d{3}-")  # divisions of China have six digits
_OF_COUNTIES = re.compile("县[级域]")  # 河南县级医院 are not those of 河南县
_COMMON_WORD = 2  # counties of two characters are often words: 资源, 合作, 和平
# What goes on behind 县 in words that no county stands in front of: 提高县级财力, 和县人民政府.
_IN_WORDS = re.compile("[和应]县|.县[级域城长属里]")
LONGEST = 16
_ALL_SIZES = range(LONGEST, 1, -1)

Found = dict[str, tuple[str, ...]]


class Place(Struct, frozen=True):
    """One place: its id, its full Chinese and English names, level, whether it is abroad.

    Counties of one name have that of their city in front (长春市朝阳区). Where nothing tells which
    of them is meant, the name stands for itself and `id` has all of theirs, separated by |.
    """

    id: str
    zh: str
    en: str
    level: str
    foreign: bool


class Ids(Protocol):
    """Ids of regions by names."""

    def get(self, key: str, default: tuple[str, ...], /) -> tuple[str, ...]:
        """Return the id of the place of this name, alone in a tuple, or the default."""


class Places:
    """Look-up of places by any of their names, simplified and without case."""

    def __init__(self, names: Ids, full: Ids, sizes: Mapping[str, Sequence[int]]) -> None:
        """`full` are ids by full Chinese names; `sizes` tells how long the names with the same
        first two characters are, longest first, and is empty where that is not known.
        """
        self._names = names
        self._full = full
        self._sizes = sizes
        self._made: dict[tuple[str, ...], Place | None] = {(): None}

    def _place(self, ids: tuple[str, ...]) -> Place | None:
        if ids not in self._made:
            found = [region for id in ids if (region := gazetteer().region(id))]
            self._made[ids] = self._meant(found) if found else None
        return self._made[ids]

    def _meant(self, regions: list[Region]) -> Place:
        """The first of these; all of those that have its full name, of which none is meant."""
        first = regions[0]
        same = [region.id for region in regions if region.zh == first.zh]
        if len(same) > 1:
            return Place("|".join(same), first.zh, first.en, first.level, False)
        shared = len(self._full.get(first.zh, ())) > 1
        return _made(first, gazetteer().region(first.parent) if shared else None)

    def find(self, name: str) -> Place | None:
        """The place of this name (folded, any case), the largest if there are several."""
        return self._place(self._names.get(name.casefold(), ()))

    def beginning(self, name: str) -> Iterator[tuple[int, Place]]:
        """The places whose names this one begins with, and where these end."""
        for size in self._sizes.get(name[:2].casefold(), ()):
            if size <= len(name) and (place := self.find(name[:size])):
                yield size, place

    def qualified(self, name: str) -> dict[str, str]:
        """What a name may mean that begins with the name of several counties (朝阳区人民政府): by
        the ids of these, the name with their city's in front; nothing for other names.
        """
        at = self.at(name, 0)
        ids = at[1].id.split("|") if at else []
        if at is None or len(ids) < 2:
            return {}
        meant = {id: self._place((id,)) for id in ids}
        return {id: place.zh + name[at[0] :] for id, place in meant.items() if place}

    def full(self, zh: str) -> Place | None:
        """The place whose full Chinese name this is."""
        return self._place(self._full.get(zh, ()))

    def at(self, text: str, start: int, inside: Place | None = None) -> tuple[int, Place] | None:
        """The end and the place of the longest name that stands at `start` of folded text; of
        several places of the name that `inside` another.
        """
        sizes = self._sizes.get(text[start : start + 2], ()) if self._sizes else _ALL_SIZES
        for end in (start + size for size in sizes):
            ids = self._names.get(text[start:end], ()) if end <= len(text) else ()
            if end - start == _COMMON_WORD and _IN_WORDS.match(text, start):
                continue
            if ids and _OF_COUNTIES.match(text, end - 1):
                continue
            if inside and len(ids) > 1:
                ids = tuple(id for id in ids if inside.id in gazetteer().ancestors(id)) or ids
            if place := self._place(ids):
                return end, place
        return None

    @cached_property
    def beginnings(self) -> Beginnings:
        """Finds where a Chinese name may begin."""
        return Beginnings(pair for pair in self._sizes if "\u3400" <= pair[0] <= "\u9fff")

    def chain(self, text: str, start: int = 0) -> tuple[int, Place | None]:
        """Where a chain of places (四川省成都市) from `start` on ends, and its last place."""
        last = None
        while found := self.at(text, start, last):
            start, last = found
        return start, last


def _made(region: Region, holder: Region | None = None) -> Place:
    zh, en = (
        (f"{holder.zh}{region.zh}", f"{holder.en} {region.en}")
        if holder
        else (region.zh, region.en)
    )
    return Place(region.id, zh, en, region.level, bool(_FOREIGN.match(region.id)))


def names_of(regions: Iterable[Region]) -> tuple[Found, Found]:
    """Return the ids of places by all their names, and by their full Chinese names."""
    names: dict[str, list[str]] = defaultdict(list)
    full: dict[str, list[str]] = defaultdict(list)
    known = {region.id: region for region in regions if region.level in _LEVELS}
    ordered = sorted(known.values(), key=lambda region: _LEVELS.index(region.level))
    listed = "\n".join(name for region in ordered for name in region.names)
    keys = iter(fold(listed).casefold().split("\n"))  # at once: much faster than one by one
    for region in ordered:
        full[region.zh].append(region.id)
        for key in dict.fromkeys(islice(keys, len(region.names))):
            word = region.level == "county" and len(key) == _COMMON_WORD and key[1] != "县"
            if len(key) > 1 and not word:
                names[key].append(region.id)
        if (short := fold(without_peoples(region))) and region.id not in names[short]:
            names[short].append(region.id)
    for shared in [ids for ids in full.values() if len(ids) > 1]:
        for region in map(known.__getitem__, shared):
            holder = known[region.parent]
            full[_made(region, holder).zh].append(region.id)
            for name in filter(str.isascii, region.names):
                names[f"{holder.en} {name}".casefold()].append(region.id)
    return _tuples(names), _tuples(full)


def _tuples(ids: Mapping[str, list[str]]) -> Found:
    return {name: tuple(found) for name, found in ids.items()}


@cache
def places() -> Places:
    """All places of the gazetteer, for who reads texts."""
    mapped, known = compiled(NAMES, [SOURCE]), compiled(FULL, [SOURCE])
    names, full = (mapped.all(), known.all()) if mapped and known else names_of(gazetteer())
    sizes: dict[str, set[int]] = {}
    for name in names:
        if len(name) <= LONGEST:
            sizes.setdefault(name[:2], set()).add(len(name))
    ordered = {pair: sorted(found, reverse=True) for pair, found in sizes.items()}
    return Places(names, full, ordered)


@cache
def mapped_places() -> Places:
    """The same places, ready at once, for who looks a few names up."""
    names, full = compiled(NAMES, [SOURCE]), compiled(FULL, [SOURCE])
    return Places(names, full, {}) if names and full else places()
