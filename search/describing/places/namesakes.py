"""Names of places that mean another place than the best known one of that name.

Pure; touches the gazetteer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from search.describing.places.gazetteer import gazetteer
from search.describing.places.words import PROVINCE, Candidate, Name, depth

_STATES = ("US-", "CA-", "AU-")  # whose towns are written with their state; many have old names


def elsewhere(folded: str, found: Sequence[Candidate]) -> frozenset[str]:
    """Names of cities that the text says to lie in a state of another country: Paris, Texas."""
    names: set[str] = set()
    for this, after in pairwise(found):
        state = after.name.ids[0]
        if not state.startswith(_STATES) or depth(state) != PROVINCE or after.name.ids[1:]:
            continue
        town = depth(this.name.ids[0]) > PROVINCE and folded[this.end : after.start] == ", "
        if town and not any(state[:2] in gazetteer().ancestors(id) for id in this.name.ids):
            names.add(this.name.text)
    return frozenset(names)


def namesake(name: Name, beside: set[str], certain: frozenset[str]) -> str:
    """The place that is meant because what it lies in stands beside it, or because the text names
    it in full and none of the others.
    """
    linked = [
        id
        for id in name.under
        if id in certain or next(iter(gazetteer().ancestors(id)), "") in beside
    ]
    if len(linked) != 1:
        return ""
    holders = (above for id in name.ids for above in gazetteer().ancestors(id))
    own = {above for above in holders if depth(above) >= PROVINCE}
    others = certain.difference(name.ids, gazetteer().ancestors(linked[0]))
    inside = (id for id in others if not {*gazetteer().ancestors(id)}.isdisjoint(name.ids))
    return "" if not own.isdisjoint(others) or any(inside) else linked[0]
