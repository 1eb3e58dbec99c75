"""The places a document is about and those that it merely mentions.

Candidates come from `chinese`, `english` and `short`; here the whole document
decides which place a shared name means and whether a doubtful name is a place at all; `salience`
tells how much each place matters. Pure; touches the gazetteer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from search.analysis import fold
from search.describing.pagelines import without_addressees
from search.describing.places import chinese, english, salience, short
from search.describing.places.gazetteer import gazetteer
from search.describing.places.namesakes import elsewhere, is_near, namesake
from search.describing.places.salience import Mention
from search.describing.places.words import COUNTY, PROVINCE, Candidate, depth
from search.describing.places.zones import kind_after
from search.document import CleanText, Evidence, Hints, Value

# Chrome that says nothing about this document. What is left (site header, source line,
# breadcrumb, byline, caption) names its place of publication or is part of it.
_IGNORED = {"related", "comments", "navigation", "footer", "copyright", "producer", "toolbar"}

_MOST_EVIDENCE = 20
_BRAND = "brand"  # the rule of what is no place of the text, and stands beside its places
_JOINTS = frozenset({"", " ", "·", "-", "—", "市", "的", "'s ", "’s ", ", ", "，", ",", "(", "（"})
_LIES_IN = re.compile(r", | \(| (?:district )?(?:of|in) |, an? (?:[a-z-]{2,14} ){1,4}(?:of|in) ")
_TAIWAN = ("710000", "TW-")
_NO_HINTS = Hints()


def regions(
    clean: CleanText,
    title: str = "",
    hints: Hints = _NO_HINTS,
    bodies: Mapping[str, bool] = MappingProxyType({}),
) -> tuple[Value, ...]:
    """The places in a document, heaviest first, each with where it was read.

    Values name the places themselves; what they lie in follows from the gazetteer. The role
    is `about` or `mention`. A title that does not stand in the text counts too; its evidence
    then is a quote. `bodies`: names of bodies, as the text writes them, and whether each is a brand
    (宁德时代, Manchester United), whose part names no place below a country.
    """
    title = title or (hints.title if hints.trusted else "")
    text = _without_chrome(clean, clean.text)
    folded = _without_chrome(clean, fold(clean.text))
    title_start = text.find(title) if title else -1
    title_end = title_start + len(title) if title_start >= 0 else -1
    lead = salience.lead_end(clean, text)
    weights: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    names: dict[str, str] = {}
    bodies = {fold(name): brand for name, brand in bodies.items()}
    for mention in _judged(fold(title), bodies) if title_start < 0 else ():
        if mention.rule == _BRAND:
            continue
        weights[mention.id] += salience.TITLE
        evidence[mention.id].append(Evidence(mention.rule, quote=title))
        names.setdefault(mention.id, title[mention.start : mention.end])
    judged = list(_at_home(text, _judged(folded, bodies)))
    found = [mention for mention in judged if mention.rule != _BRAND]
    entitled = (title_start, title_end)
    for mention, weight in zip(found, salience.weights(folded, found, entitled, lead), strict=True):
        weights[mention.id] += weight
        evidence[mention.id].append(Evidence(mention.rule, mention.start, mention.end))
        names.setdefault(mention.id, text[mention.start : mention.end])
    for id in salience.demonyms(title).intersection(weights):
        weights[id] += salience.TITLE
    beside = {m.id: salience.LEAD for m in judged if m.rule == _BRAND and m.start < lead}
    about = salience.about(beside | weights)
    return tuple(
        Value(
            id,
            names[id],
            "about" if id in about else "mention",
            tuple(evidence[id][:_MOST_EVIDENCE]),
        )
        for id in sorted(weights, key=lambda id: -weights[id])
    )


def _without_chrome(clean: CleanText, text: str) -> str:
    """The clean text, or its folded twin, as long as before, without ignored chrome, addressees."""
    parts: list[str] = []
    end = 0
    for span in clean.chrome:
        if span.kind in _IGNORED:
            parts += (text[end : span.start], "\n" * (span.end - span.start))
            end = span.end
    return without_addressees("".join((*parts, text[end:])) if parts else text)


def _judged(folded: str, bodies: Mapping[str, bool]) -> Iterator[Mention]:
    """The mentions in a folded text, those inside brands marked, without single characters that
    are part of a body's name (青藏高原研究所); a country is mentioned by one (China Daily).
    """
    for mention in mentions(folded):
        around = _name_around(folded, mention, bodies)
        if around and bodies[around] and mention.rule != "full name":
            below = depth(mention.id) >= PROVINCE
            yield mention._replace(rule=_BRAND if below else "institution")
        elif not around or mention.end - mention.start > 1:
            yield mention


def _at_home(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions without townships of Taiwan that are written in simplified characters where
    nothing else of Taiwan is named: the mainland has its own 大湖乡.
    """
    found = list(mentions)
    taiwan = {m.id for m in found if m.id.startswith(_TAIWAN)}
    for mention in found:
        alone = len(taiwan) == 1 and mention.id in taiwan and depth(mention.id) >= COUNTY
        if not (alone and text[mention.end - 1] in "乡镇"):
            yield mention


def _name_around(folded: str, mention: Mention, names: Iterable[str]) -> str:
    """The name of which a mention is only a part, or nothing."""
    written = folded[mention.start : mention.end]
    for name in names:
        start = mention.start - name.find(written) if written in name else -1
        if start >= 0 and name != written and folded.startswith(name, start):
            return name
    return ""


def mentions(folded: str) -> list[Mention]:
    """Every place named in a folded text, in order; of overlapping names a zone and its holder."""
    found = _candidates(folded)
    certain = _certain(found)
    around = certain.union(*(gazetteer().ancestors(id) for id in certain))
    large = {id for id in around if depth(id) < PROVINCE}
    around -= large
    certain |= large  # a country is certain where a city of its is
    unknown = elsewhere(folded, found)
    meant: dict[str, str] = {}
    result: list[Mention] = []
    previous: Candidate | None = None
    chosen = ""
    zone_end = 0
    for index, candidate in enumerate(found):
        if candidate.start < zone_end:
            continue
        joined = previous and folded[previous.end : candidate.start] in _JOINTS
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
            id = _decide(candidate, beside, around, certain, zoned=kind is not None)
        if not id or (previous and _is_part_of_another(candidate, id, previous, chosen)):
            continue
        rule = "institution" if candidate.weak else "full name" if candidate.full else "name"
        result.append(Mention(id, candidate.start, candidate.end, rule))
        previous, chosen = candidate, id
        if kind and gazetteer().region(f"{id}-{kind[0]}"):
            zone_end = kind[1]
            result.append(Mention(f"{id}-{kind[0]}", candidate.start, zone_end, "zone"))
    return result


def _is_part_of_another(this: Candidate, id: str, previous: Candidate, chosen: str) -> bool:
    """Whether the short name of a county elsewhere stands right behind a place: 西安曲江."""
    bare = not (this.full or this.name.text.isascii()) and depth(id) == COUNTY
    apart = this.start > previous.end or depth(chosen) not in range(PROVINCE, COUNTY)
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
        and (len(_options(candidate)) == 1 or depth(candidate.name.ids[0]) < PROVINCE)
    )


def _following(folded: str, found: Sequence[Candidate], index: int) -> set[str]:
    """What an English name is said to lie in: `Haidian, Beijing`."""
    if index + 1 == len(found):
        return set()
    this, after = found[index], found[index + 1]
    joined = _LIES_IN.fullmatch(folded, this.end, after.start)
    possessive = folded[after.end : after.end + 2] in ("'s", "’s")
    return set(after.name.ids) if joined and not possessive else set()


def _decide(
    candidate: Candidate,
    beside: set[str],
    around: frozenset[str],
    certain: frozenset[str],
    *,
    zoned: bool,
) -> str:
    """The place that a candidate means, or nothing; `zoned` if a kind of zone follows it."""
    name = candidate.name
    doubtful = name.rule == "context" or not (name.sure or candidate.full or zoned)
    if len(name.ids) == 1 and name.rule != "parent":
        id = name.ids[0]
        linked = not beside.isdisjoint(gazetteer().ancestors(id))
        near = id in certain or linked or is_near(id, around, certain)
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
        linked = [id for id in linked if _parent(id) in beside]
        return _only(linked, candidate) or _only(named, candidate)
    options = _options(candidate)
    near = [id for id in options if id in certain or not around.isdisjoint(above[id])]
    nearest = [id for id in near if _parent(id) in around]
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
    beside = {_parent(id) for id in around if depth(id) == PROVINCE and id not in ids}
    inside = any(ids[0] in gazetteer().ancestors(id) for id in around)
    return [id for id in ids[1:] if _parent(id) in beside and not inside]


def _options(candidate: Candidate) -> tuple[str, ...]:
    """What a name may mean: a bare Chinese one that a city shares with districts elsewhere is the
    city's (西安), but Pingxiang is 萍乡 or 凭祥.
    """
    ids = candidate.name.ids
    return ids if candidate.full or candidate.name.text.isascii() else _cities_first(ids)


def _cities_first(ids: tuple[str, ...]) -> tuple[str, ...]:
    """The cities among these, or all of them."""
    cities = tuple(id for id in ids if depth(id) < COUNTY)
    return cities or ids


def _parent(id: str) -> str:
    return next(iter(gazetteer().ancestors(id)), "")


def _only(ids: Sequence[str], candidate: Candidate) -> str:
    """The one of highest level; the first of several cities, none of several counties."""
    if len(ids) < 2:
        return ids[0] if ids else ""
    levels = [depth(id) for id in ids]
    best = [id for id, level in zip(ids, levels, strict=True) if level == min(levels)]
    county = depth(best[0]) >= COUNTY
    return best[0] if len(best) == 1 or not (county or candidate.full) else ""
