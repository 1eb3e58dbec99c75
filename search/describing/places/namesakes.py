"""Names of places that mean another place than the best known one of that name, or none.

Pure; touches the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from search.describing.places.gazetteer import gazetteer
from search.describing.places.words import CITY, COUNTY, PROVINCE, Candidate, Name, depth

_STATES = ("US-", "CA-", "AU-")  # whose towns are written with their state; many have old names
# Between a city and its district, and between a district and its city, as texts write them.
_HOLDS = re.compile(r"市?(?:[^。;；,，\n]{0,4}(?:设立|增设|下辖|管辖)[^。;；,，\n]{0,12})?")
_BELONGS = re.compile(" (?:of|in|under) ")


def elsewhere(folded: str, found: Sequence[Candidate]) -> frozenset[str]:
    """Names of cities that the text says to lie in a state of another country (Paris, Texas), and
    of counties that it says to lie in a city of another province (三沙市南沙区).
    """
    names = set(_in_other_cities(folded, found))
    for this, after in pairwise(found):
        state = after.name.ids[0]
        if not state.startswith(_STATES) or depth(state) != PROVINCE or after.name.ids[1:]:
            continue
        town = depth(this.name.ids[0]) > PROVINCE and folded[this.end : after.start] == ", "
        if town and not any(state[:2] in gazetteer().ancestors(id) for id in this.name.ids):
            names.add(this.name.text)
    return frozenset(names)


def _in_other_cities(folded: str, found: Sequence[Candidate]) -> Iterator[str]:
    """Names of counties in full whose own city and province the text does not name."""
    named = {id for candidate in found for id in candidate.name.ids}
    for this, after in pairwise(found):
        between = folded[this.end : after.start]
        chinese = _HOLDS.fullmatch(between) is not None
        if not chinese and not _BELONGS.fullmatch(between):
            continue
        city, county = (this, after) if chinese else (after, this)
        levels = depth(city.name.ids[0]), depth(county.name.ids[0])
        if levels == (CITY, COUNTY) and county.full and len(county.name.ids) == 1:
            above = gazetteer().ancestors(county.name.ids[0])
            holders = {id for id in above if depth(id) >= PROVINCE}
            if holders.isdisjoint({*named, *gazetteer().ancestors(city.name.ids[0])}):
                yield county.name.text


def is_near(id: str, around: frozenset[str], named: frozenset[str]) -> bool:
    """Whether something that holds this place is among the places around; for a district, whose
    name may be a firm's as well (龙湖), its province is not enough where another city of that
    is named.
    """
    above = gazetteer().ancestors(id)
    region = gazetteer().region(id)
    if region and region.zh.endswith("区") and depth(id) == COUNTY and above[0] not in around:
        inside = (other for other in named if depth(other) == CITY)
        if any(gazetteer().ancestors(other)[:1] == above[1:2] for other in inside):
            return False
    return not around.isdisjoint(above)


def namesake(name: Name, beside: set[str], certain: frozenset[str]) -> str:
    """The place that is meant because what it lies in stands beside it or, of an English name for
    places in two provinces, anywhere, or because the text names it in full and none of the others.
    """
    own = {above for id in name.ids for above in _within_country(id)}
    cities = depth(name.ids[0]) == CITY
    apart = {id for id in name.under if cities and own.isdisjoint(_within_country(id))}
    far = apart if name.text.isascii() else set()
    linked = [
        id
        for id in name.under
        if id in certain or _holder(id) in beside or (id in far and _holder(id) in certain)
    ]
    if len(linked) != 1:
        return ""
    others = certain.difference(name.ids, gazetteer().ancestors(linked[0]))
    inside = (id for id in others if not {*gazetteer().ancestors(id)}.isdisjoint(name.ids))
    return "" if not own.isdisjoint(others) or any(inside) else linked[0]


def _holder(id: str) -> str:
    return next(iter(gazetteer().ancestors(id)), "")


def _within_country(id: str) -> list[str]:
    return [above for above in gazetteer().ancestors(id) if depth(above) >= PROVINCE]
