"""Names of places as texts use them, and the words that decide whether one is meant.

What the passes for Chinese and for English share. The names of each are looked up by how they
begin, in a table compiled from `regions.tsv`; what `region-words.tsv` says of a name is added
when it is looked up. Touches the gazetteer, these tables and `search/data/region-words.tsv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct

from search.analysis import fold
from search.analysis.data import kinds
from search.analysis.lookup import compiled
from search.describing.places.gazetteer import SOURCE, Region, gazetteer

LESSER = "abroad"  # the rule of names of cities abroad that are in no list but a large one

# A name in comparable form, whether it is a full one, and the rule that it starts with.
Form = tuple[str, bool, str]
_SHORTER_LEVELS = ("自治州", "自治县", "自治旗")
_SHORT_ID = 6  # characters: those of divisions and of cities that are well known
_REMEMBERED = 1 << 15  # beginnings; most pairs of characters in texts begin no name


class Name(Struct, frozen=True):
    """One name and the places that it may mean, best first.

    `full` says that the name holds the word for its level (滨江区, Binjiang District), `sure`
    that it means a place wherever it stands: a full name, or a large or well-known place's.
    Others need something of theirs in the document. `rule` is the name's rule in
    `region-words.tsv`, or empty. `under`: places that the name means only beside what they lie
    in, where it means others without that (Chaozhou in Pingtung County).
    """

    text: str
    ids: tuple[str, ...]
    sure: bool
    full: bool
    rule: str
    under: tuple[str, ...] = ()


class Candidate(NamedTuple):
    """A name found at `[start, end)`; `weak` where it is only part of an institution's."""

    name: Name
    start: int
    end: int
    weak: bool = False
    full: bool = False


class Names:
    """Names by how they begin, longest first; each is made when it is first asked for."""

    def __init__(self, table: str, entries: Callable[[], Mapping[str, tuple[str, ...]]]) -> None:
        """`table`: a compiled one; where it does not fit its source, `entries` makes it anew."""
        self._packed = compiled(table, [SOURCE]) or entries()
        self.get = lru_cache(_REMEMBERED)(self._get)

    def _get(self, head: str) -> tuple[Name, ...]:
        return tuple(map(_unpacked, self._packed.get(head, ()))) if head else ()

    def notes(self) -> tuple[str, ...]:
        """What the table says of all names: its entry for no beginning."""
        return self._packed.get("", ())


def by_heads(
    forms: Callable[[Region], Iterator[Form]], head: Callable[[str], str]
) -> dict[str, tuple[str, ...]]:
    """The entries of a table: names by their beginnings, as `Names` reads them."""
    heads: dict[str, list[Name]] = defaultdict(list)
    for name in _names(forms):
        if start := head(name.text):
            heads[start].append(name)
    return {start: tuple(map(_packed, _longest_first(found))) for start, found in heads.items()}


def _longest_first(found: Iterable[Name]) -> list[Name]:
    return sorted(found, key=lambda name: -len(name.text))


def _packed(name: Name) -> str:
    marks = "s" * name.sure + "f" * name.full
    return ";".join((name.text, ",".join(name.ids), marks, name.rule, ",".join(name.under)))


def _unpacked(packed: str) -> Name:
    """The name, with what `region-words.tsv` says of it."""
    text, ids, marks, rule, under = packed.split(";")
    known = text in words("known")
    rule = _rules().get(text, "" if known and text.isascii() else rule)
    places = tuple(under.split(",")) if under else ()
    return Name(text, tuple(ids.split(",")), known or "s" in marks, "f" in marks, rule, places)


def _names(forms: Callable[[Region], Iterator[Form]]) -> Iterator[Name]:
    """Every form of every region, those of one text together."""
    places: dict[str, dict[str, tuple[bool, str]]] = defaultdict(dict)
    for region in gazetteer():
        if region.level != "world":
            for text, full, rule in forms(region):
                known = places[text].get(region.id, (False, rule))
                places[text][region.id] = (known[0] or full, known[1] and rule)
    for text, ids in places.items():
        # Of several places of one name the full names win, then those without a rule.
        best = min([(not full, rule) for full, rule in ids.values()])
        chosen = tuple(id for id, (full, rule) in ids.items() if (not full, rule) == best)
        chosen = _rank(chosen) if chosen[1:] else chosen
        distinct = (
            (len(text) > 2 or text.endswith("县")) and not text.isascii() and len(chosen) == 1
        )
        sure = distinct or depth(chosen[0]) != COUNTY or not best[0]
        under = () if best[1] else [id for id, (_, rule) in ids.items() if rule == "parent"]
        yield Name(text, chosen, sure, not best[0], best[1], tuple(under))


def _rank(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Provinces and what is larger stand alone, but for a state beside a country (Georgia); else
    all, cities before counties.
    """
    levels = {id: depth(id) for id in ids}
    best = min(levels.values())
    states = (best, PROVINCE) if best == _COUNTRY else (best,)
    kept = [id for id in ids if levels[id] in states] if best <= PROVINCE else ids
    return tuple(sorted(kept, key=lambda id: levels[id]))


_ORDER = ("macro", "country", "province", "city", "zone", "county")
PROVINCE, CITY, COUNTY = (_ORDER.index(level) for level in ("province", "city", "county"))
_COUNTRY = _ORDER.index("country")


@lru_cache(maxsize=8192)
def depth(id: str) -> int:
    """How far down the tree the level of a place is."""
    region = gazetteer().region(id)
    return _ORDER.index(region.level) if region else len(_ORDER)


def is_lesser(region: Region) -> bool:
    """Whether this is a city abroad that only its number tells, as few know it (GB-2640194)."""
    return region.level == "city" and len(region.id) > _SHORT_ID and region.id[3:].isdigit()


def without_peoples(region: Region) -> str:
    """What an autonomous division is called without its peoples (海南州), or nothing."""
    levels = (level for level in _SHORTER_LEVELS if region.zh.endswith(level))
    return next((region.zh_short + level[-1] for level in levels), "")


@cache
def _rules() -> dict[str, str]:
    """The rule of each name that has one, in the forms of both languages."""
    rules: dict[str, str] = {}
    for rule in ("never", "context", "preposition", "parent"):
        rules |= {fold(word) if not word.isascii() else word.lower(): rule for word in words(rule)}
    return {text.replace("-", " "): rule for text, rule in rules.items()}


@cache
def words(rule: str) -> frozenset[str]:
    """The words of one rule."""
    return frozenset(
        word
        for line in kinds("region-words.tsv")[rule]
        for word in (line.split("|") if line.isascii() else fold(line).split(" "))
    )


@cache
def ordered(rule: str) -> tuple[str, ...]:
    """The same, one of which a text may begin or end with."""
    return tuple(words(rule))
