"""The places that a document speaks of most: `the region` and 省 stand for one of them.

Touches the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from search.describing.organisations.places import Place, places
from search.describing.places.gazetteer import gazetteer
from search.describing.places.short import said_of
from search.describing.places.zones import kind_after
from search.describing.word_edges import word_edges

_LEVEL = {
    **dict.fromkeys(("region", "province", "省", "自治区", "特区"), ("province",)),
    **dict.fromkeys(("city", "市"), ("city", "province")),
    **dict.fromkeys(("prefecture", "州", "自治州"), ("city",)),
    **dict.fromkeys(("county", "district", "县", "区"), ("county",)),
    "zone": ("zone",),
}

_CITY = ("city", "市")
_GOES = re.compile(  # a set first: found fast
    r"([省市县区州])(?:(?<![\u3400-\u9fff].)|(?<=[我全本由].))[\u3400-\u9fff]{2,24}?"
    r"(?:赴|前往|到(?=[\u3400-\u9fff]{2,16}?(?:考察|学习)))"
)
_CAPITAL = re.compile("[A-Z](?=[a-z'])")
_LATIN = re.compile(r"[A-Z][a-z']+(?: [A-Z][a-z']+)?")
_COUNTRY = 2  # letters of a country's id
_SHORTEST = 2  # characters of a name
_CHINA = re.compile(r"\bChin(?:a|ese)\b|中国|中华")


class Home:
    """The places a document speaks of most, by level; counted when first asked for."""

    def __init__(self, folded: str, owner: Place | None = None) -> None:
        """`owner`: the place of the body that published the document."""
        self._text = folded
        self._own = dict(_around(owner)) if owner else {}
        self._levels: dict[str, Place] | None = None
        self._counts: dict[str, int] = {}

    def settled(self, identifier: str) -> str:
        """The id of a body of one of several counties of one name, if the document tells which: it
        names the county with its city elsewhere, or else one of the cities most.
        """
        options = places().qualified(identifier)
        if not options:
            return identifier
        if self._levels is None:
            self._levels = self._count()
        ranked = sorted(((self._weight(id), id) for id in options), reverse=True)
        (most, id), (next_most, _) = ranked[:2]
        return options[id] if most > next_most else identifier

    def _weight(self, id: str) -> tuple[int, int]:
        """How often the document names a county, and what holds it in its country."""
        above = [i for i in gazetteer().ancestors(id) if len(i) > _COUNTRY]
        return self._counts.get(id, 0), sum(self._counts.get(i, 0) for i in above)

    def at(self, word: str) -> Place | None:
        """The place that `the region`, 省 or 市 stands for in this document: that of who published
        it, or the one it speaks of most.
        """
        if self._levels is None:
            self._levels = self._count()
        known = (held[k] for held in (self._own, self._levels) for k in _levels(word) if k in held)
        return next((p for p in known if word not in _CITY or p.zh.endswith("市")), None)

    @cached_property
    def is_abroad(self) -> bool:
        """Whether the document names places abroad and neither China nor a place in it."""
        if _CHINA.search(self._text):
            return False
        places = [place.foreign for place in self._places()]
        return bool(places) and all(places)

    def _count(self) -> dict[str, Place]:
        counts = self._counts
        named: dict[str, Place] = {}
        for place in self._places():
            counts[place.id] = counts.get(place.id, 0) + 1
            named[place.id] = place
        levels: dict[str, Place] = {}
        visited = set(self._visited())
        for identifier in sorted(counts, key=lambda i: -counts[i]):
            place = named[identifier]
            if not place.foreign and identifier not in visited:
                levels.setdefault(place.level, place)
        for place in list(levels.values()):  # 省 where the text names its city alone
            for level, holder in _around(place):
                levels.setdefault(level, holder)
        return levels

    def _visited(self) -> Iterator[str]:
        """The places to which those of a place of their level go: 市科技局赴宣城学习考察."""
        for match in _GOES.finditer(self._text):
            position = match.end()
            while at := places().at(self._text, position):
                if at[1].level in _levels(match[1]):
                    yield at[1].id
                position = at[0] + (self._text[at[0] : at[0] + 1] in tuple("、和及与"))

    def _named_at(self, start: int, inside: Place | None) -> tuple[int, Place] | None:
        """The place that stands here; such as 兴县 only as a word of its own (振兴县域)."""
        at = places().at(self._text, start, inside)
        if at and at[0] - start == _SHORTEST and self._text[start + 1] == "县":
            edges = word_edges(self._text)
            return at if edges.at(start) and edges.at(at[0]) else None
        return at

    def _places(self) -> Iterator[Place]:
        """Every place and every zone behind a place."""
        text = self._text
        for id in (id for word, id in said_of().items() if word in text):
            if region := gazetteer().region(id):
                yield Place(id, region.zh, region.en, region.level, False)
        position = 0
        last: Place | None = None
        capitals = [match.start() for match in _CAPITAL.finditer(text)]
        for start in sorted([*places().beginnings.places(text), *capitals]):
            if start < position:
                continue
            if latin := _LATIN.match(text, start):
                length, place = _written(latin[0])
                position = start + length
            else:
                at = self._named_at(start, last if start == position else None)
                position, place = at or (start + 1, None)
            last = place
            if place:
                yield place
                if (zone := kind_after(text, position)) and not place.foreign:
                    region = gazetteer().region(f"{place.id}-{zone[0]}")
                    if region:
                        yield Place(region.id, region.zh, region.en, "zone", False)


def _levels(word: str) -> tuple[str, ...]:
    return _LEVEL.get(word, ())


def _around(place: Place) -> Iterator[tuple[str, Place]]:
    """A place and those that hold it, by their levels."""
    yield place.level, place
    for region in filter(None, map(gazetteer().region, gazetteer().ancestors(place.id))):
        yield region.level, Place(region.id, region.zh, region.en, region.level, False)


@lru_cache(maxsize=8192)
def _written(words: str) -> tuple[int, Place | None]:
    """The place that one or two words in Latin letters name, and how long its name is; without a
    place, that of the first word. Most capitals begin words that come again.
    """
    name = words.removesuffix("'s")
    if not (place := places().find(name)):
        name = name.split()[0].removesuffix("'s")
        place = places().find(name)
    return len(name), place
