"""Which place a name means that several have, and whether a doubtful name is a place at all.

Pure; touches the gazetteer.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.describing.places.gazetteer import gazetteer
from search.describing.places.namesakes import is_near
from search.describing.places.words import COUNTY, LESSER, PROVINCE, Candidate, depth, words


def decide(
    candidate: Candidate,
    beside: set[str],
    around: frozenset[str],
    certain: frozenset[str],
    *,
    zoned: bool,
) -> str:
    """The place that a candidate means, or nothing; `zoned` if a kind of zone follows it."""
    name = candidate.name
    if name.rule == LESSER:  # that its country is named, is enough
        around |= certain
    doubtful = name.rule in ("context", LESSER) or not (name.sure or candidate.full or zoned)
    if len(name.ids) == 1 and name.rule != "parent":
        id = name.ids[0]
        linked = not beside.isdisjoint(gazetteer().ancestors(id))
        near = id in certain | around or linked or is_near(id, around, certain)
        return id if near or not doubtful else ""
    return _decide_among(candidate, beside, around, certain, doubtful=doubtful)


def _decide_among(
    candidate: Candidate,
    beside: set[str],
    around: frozenset[str],
    certain: frozenset[str],
    *,
    doubtful: bool,
) -> str:
    """The same for a name that places share, or that means one only beside its parent."""
    name = candidate.name
    above = {id: gazetteer().ancestors(id) for id in name.ids}
    linked = [id for id in name.ids if not beside.isdisjoint(above[id])]
    named = _states(name.ids, around) or [id for id in name.ids if id in certain]
    if name.rule == "parent":
        linked = [id for id in linked if parent_of(id) in beside]
        inside = [id for id in name.ids if parent_of(id) in certain]
        alone = inside if name.text.endswith("区") and name.text in words("parent") else []
        return _only(linked, candidate) or _only(named, candidate) or _only(alone, candidate)
    options = options_of(candidate)
    near = [id for id in options if id in certain or not around.isdisjoint(above[id])]
    nearest = [id for id in near if parent_of(id) in around]
    for choice in (linked, named, nearest, near, [] if doubtful else list(_cities_first(options))):
        if choice:
            return _only(choice, candidate)
    return ""


def _states(ids: tuple[str, ...], around: frozenset[str]) -> list[str]:
    """The state of these places beside which other states are named, unless something in the
    country of the same name is: Georgia beside New Jersey, not beside Tbilisi.
    """
    if len(ids) < 2 or depth(ids[0]) >= PROVINCE or depth(ids[-1]) != PROVINCE:
        return []
    beside = {parent_of(id) for id in around if depth(id) == PROVINCE and id not in ids}
    inside = any(ids[0] in gazetteer().ancestors(id) for id in around)
    return [id for id in ids[1:] if parent_of(id) in beside and not inside]


def options_of(candidate: Candidate) -> tuple[str, ...]:
    """What a name may mean: a bare Chinese one that a city shares with districts elsewhere is the
    city's (西安), but Pingxiang is 萍乡 or 凭祥.
    """
    ids = candidate.name.ids
    return ids if candidate.full or candidate.name.text.isascii() else _cities_first(ids)


def _cities_first(ids: tuple[str, ...]) -> tuple[str, ...]:
    """The cities among these, or all of them."""
    cities = tuple(id for id in ids if depth(id) < COUNTY)
    return cities or ids


def parent_of(id: str) -> str:
    """What a place lies in, or nothing."""
    return next(iter(gazetteer().ancestors(id)), "")


def _only(ids: Sequence[str], candidate: Candidate) -> str:
    """The one of highest level; the first of several cities, none of several counties."""
    if len(ids) < 2:
        return ids[0] if ids else ""
    levels = [depth(id) for id in ids]
    best = [id for id, level in zip(ids, levels, strict=True) if level == min(levels)]
    county = depth(best[0]) >= COUNTY
    return best[0] if len(best) == 1 or not (county or candidate.full) else ""
