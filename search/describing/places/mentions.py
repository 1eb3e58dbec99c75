"""Every place that a text names, each with the place that its name means there.

Candidates come from `chinese`, `english` and `short`; the whole document decides which place a
shared name means and whether a doubtful name is a place at all (`deciding`, `namesakes`). Pure;
touches the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from search.describing.places import chinese, english, short
from search.describing.places.deciding import decide, options_of, parent_of
from search.describing.places.gazetteer import gazetteer
from search.describing.places.namesakes import elsewhere, namesake
from search.describing.places.salience import Mention, demonyms
from search.describing.places.words import COUNTY, LESSER, PROVINCE, Candidate, Name, depth, words
from search.describing.places.zones import kind_after

_JOINTS = frozenset(
    {"", " ", "·", "-", "—", "市", "的", "'s ", "’s ", ", ", "，", ",", "(", "（", " ("}
)
_LIES_IN = re.compile(r", | \(| (?:district )?(?:of|in) |, an? (?:[a-z-]{2,14} ){1,4}(?:of|in) ")
_AGAIN = 2  # times that a text names a township of the county that it names


class Sense(NamedTuple):
    """What a text tells of names: the places that it names for certain, and what names mean that
    have another, better known place (龙潭 where 桃园龙潭 stands somewhere).
    """

    certain: frozenset[str] = frozenset()
    meant: Mapping[str, str] = MappingProxyType({})


NO_SENSE = Sense()


@cache
def of_hong_kong() -> Sense:
    """What names mean in a text that was written in Hong Kong: 馬鞍山 is in Sha Tin."""
    return Sense(meant=dict(pair.split("=") for pair in words("hong kong")))


def mentions(folded: str) -> list[Mention]:
    """Every place named in a folded text, in order; of overlapping names a zone and its holder."""
    return read(folded)[0]


def read(folded: str, known: Sense = NO_SENSE) -> tuple[list[Mention], Sense]:
    """The same, beside what the text tells of names; `known` is what another text told that
    belongs to it (the body, of the title).
    """
    found = _candidates(folded)
    certain = _certain(found) | known.certain
    if any(candidate.name.rule == LESSER for candidate in found):
        certain |= demonyms(folded)  # British police in Plymouth
    shared = {c.name.text: parent_of(c.name.ids[0]) for c in found if c.name.text in known.meant}
    told = {name: id for name, id in known.meant.items() if shared.get(name) not in certain}
    result, meant = _resolved(folded, found, certain, told)
    if meant.keys() - told.keys():  # they mean the same where they stood before that
        result, meant = _resolved(folded, found, certain, meant)
    return result, Sense(certain, meant)


def _resolved(
    folded: str, found: Sequence[Candidate], certain: frozenset[str], known: Mapping[str, str]
) -> tuple[list[Mention], dict[str, str]]:
    around = certain.union(*(gazetteer().ancestors(id) for id in certain))
    large = {id for id in around if depth(id) < PROVINCE}
    around -= large
    certain |= large  # a country is certain where a city of its is
    unknown = elsewhere(folded, found)
    meant = dict(known)
    result: list[Mention] = []
    previous: Candidate | None = None
    chosen = ""
    zone_end = 0
    for index, candidate in enumerate(found):
        if candidate.start < zone_end:
            continue
        joined = previous and folded[max(previous.end, zone_end) : candidate.start] in _JOINTS
        name = candidate.name
        holds = joined and any(
            chosen in gazetteer().ancestors(id) for id in (*name.ids, *name.under)
        )
        beside = {chosen} if holds else _following(folded, found, index)
        kind = kind_after(folded, candidate.end)
        id = namesake(name, beside, certain) if name.under else ""
        id = id or ("" if holds else meant.get(name.text, ""))
        if id:
            meant[name.text] = id
        elif name.text not in unknown:
            id = decide(candidate, beside, around, certain, zoned=kind is not None)
            id = id or _township(folded, name, certain)
        if not id or (previous and _is_part_of_another(candidate, id, previous, chosen)):
            continue
        rule = "institution" if candidate.weak else "full name" if candidate.full else "name"
        result.append(Mention(id, candidate.start, candidate.end, rule))
        previous, chosen = candidate, id
        if kind and gazetteer().region(f"{id}-{kind[0]}"):
            zone_end = kind[1]
            result.append(Mention(f"{id}-{kind[0]}", candidate.start, zone_end, "zone"))
    return result, meant


def _is_part_of_another(this: Candidate, id: str, previous: Candidate, chosen: str) -> bool:
    """Whether a short name stands right behind a place that does not lie in its own: that of a
    county elsewhere (西安曲江), of any place behind a county in full (玛纳斯县兰州湾镇).
    """
    bare = not (this.full or this.name.text.isascii()) and depth(id) >= PROVINCE
    levels = range(PROVINCE, COUNTY) if depth(id) == COUNTY else ()
    joined = depth(chosen) in levels or (previous.full and depth(chosen) == COUNTY)
    apart = this.start > previous.end or not joined or id in gazetteer().ancestors(chosen)
    return bare and not apart and chosen not in gazetteer().ancestors(id)


def _candidates(folded: str) -> list[Candidate]:
    """Everything that may be a place, in order of the text."""
    found = [some for each in (chinese, english, short) if (some := list(each.candidates(folded)))]
    if len(found) < 2:
        return found[0] if found else []
    end = 0
    kept: list[Candidate] = []
    for candidate in sorted(chain(*found), key=lambda candidate: (candidate.start, -candidate.end)):
        if candidate.start >= end:
            end = candidate.end
            kept.append(candidate)
    return kept


def _certain(found: Sequence[Candidate]) -> frozenset[str]:
    """Places that are named in a way that leaves no doubt."""
    return frozenset(
        candidate.name.ids[0]
        for candidate in found
        if (candidate.full or (candidate.name.sure and not candidate.name.rule))
        and candidate.name.rule != "parent"
        and (candidate.name.rule, depth(candidate.name.ids[0])) != ("context", COUNTY - 1)  # 九龙
        and (len(options_of(candidate)) == 1 or depth(candidate.name.ids[0]) < PROVINCE)
    )


def _following(folded: str, found: Sequence[Candidate], index: int) -> set[str]:
    """What an English name is said to lie in: `Haidian, Beijing`."""
    if index + 1 == len(found):
        return set()
    this, after = found[index], found[index + 1]
    joined = _LIES_IN.fullmatch(folded, this.end, after.start)
    possessive = folded[after.end : after.end + 2] in ("'s", "’s")
    return set(after.name.ids) if joined and not possessive else set()


def _township(folded: str, name: Name, certain: frozenset[str]) -> str:
    """The township of Taiwan that a text names again and again without its level, and that lies in
    a county which the text names.
    """
    if name.rule != "parent" or name.text.isascii() or name.text in words("parent"):
        return ""
    inside = [id for id in name.ids if parent_of(id) in certain]
    return inside[0] if len(inside) == 1 and folded.count(name.text) >= _AGAIN else ""
