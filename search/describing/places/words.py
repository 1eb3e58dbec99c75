"""Names of places as texts use them, and the words that decide whether one is meant.

What the passes for Chinese and for English share. Touches the gazetteer and
`search/data/region-words.tsv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from search.analysis import fold
from search.analysis.data import rows
from search.describing.places.gazetteer import Region, gazetteer

# A name in comparable form, whether it is a full one, and the rule that it starts with.
Form = tuple[str, bool, str]


@dataclass(frozen=True, slots=True)
class Name:
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


def names(forms: Callable[[Region], Iterator[Form]]) -> Iterator[Name]:
    """Every form of every region, those of one text together."""
    places: dict[str, dict[str, tuple[bool, str]]] = defaultdict(dict)
    for region in gazetteer():
        if region.level != "world":
            for text, full, rule in forms(region):
                known = places[text].get(region.id, (False, rule))
                places[text][region.id] = (known[0] or full, known[1] and rule)
    rules = _rules()
    for text, ids in places.items():
        # Of several places of one name the full names win, then those without a rule.
        best = min([(not full, rule) for full, rule in ids.values()])
        chosen = tuple(id for id, (full, rule) in ids.items() if (not full, rule) == best)
        chosen = _rank(chosen) if chosen[1:] else chosen
        distinct = (
            (len(text) > 2 or text.endswith("县")) and not text.isascii() and len(chosen) == 1
        )
        sure = distinct or text in words("known") or depth(chosen[0]) != COUNTY or not best[0]
        under = () if best[1] else [id for id, (_, rule) in ids.items() if rule == "parent"]
        yield Name(text, chosen, sure, not best[0], rules.get(text, best[1]), tuple(under))


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
        for name, line in rows("region-words.tsv")
        if name == rule
        for word in (line.split("|") if line.isascii() else fold(line).split(" "))
    )
