"""The places a document is about and those that it merely mentions.

Candidates come from `chinese`, `english` and `short`; here the whole document
decides which place a shared name means, whether a doubtful name is a place at all, and how
much each place matters. Pure; touches the gazetteer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.analysis import fold
from search.describing.places import chinese, english, short
from search.describing.places.gazetteer import gazetteer
from search.describing.places.words import COUNTY, PROVINCE, Candidate, depth
from search.describing.places.zones import kind_after
from search.document import CleanText, Evidence, Hints, Value

# Chrome that says nothing about this document. What is left (site header, source line,
# breadcrumb, byline, caption) names its place of publication or is part of it.
_IGNORED = frozenset({"related", "navigation", "footer", "copyright", "producer", "toolbar"})

# How much one mention counts by where it stands.
_TITLE, _LEAD, _BODY, _WEAK = 4.0, 1.5, 1.0, 0.25
_LEAD_LENGTH = 400  # letters; a Chinese character says as much as two and a half
_SAYS = 2.5
# A place is what the document is about if it weighs this much, and this share of the heaviest
# or as much as a mention in the title.
_ABOUT, _ABOUT_SHARE = 1.5, 0.5
_MOST_EVIDENCE = 20

# What follows the place that a report was sent from.
_SENT = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:电|讯|专电|消息)|讯[(（]")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATED = re.compile(
    rf"(?:, [A-Z][a-z]+\.?)?(?:,? (?:\d{{1,2}} )?{_MONTH} ?\d|,? \d{{4}}-\d\d| ?\(| ?--? | ?—)"
)
_JOINTS = frozenset({"", " ", "·", "-", "—", "市", "的", "'s ", "’s ", ", ", "，", ",", "(", "（"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named at `[start, end)` of the text."""

    id: str
    start: int
    end: int
    rule: str


_NO_HINTS = Hints()


def regions(clean: CleanText, title: str = "", hints: Hints = _NO_HINTS) -> tuple[Value, ...]:
    """The places in a document, heaviest first, each with where it was read.

    Values name the places themselves; what they lie in follows from the gazetteer. The role
    is `about` or `mention`. A title that does not stand in the text counts too; its evidence
    then is a quote.
    """
    title = title or (hints.title if hints.trusted else "")
    text = _without_chrome(clean, clean.text)
    folded = _without_chrome(clean, fold(clean.text))
    title_start = text.find(title) if title else -1
    title_end = title_start + len(title) if title_start >= 0 else -1
    lead_end = _lead_end(clean, text)
    weights: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    names: dict[str, str] = {}
    for mention in mentions(fold(title)) if title_start < 0 else ():
        weights[mention.id] += _TITLE
        evidence[mention.id].append(Evidence(mention.rule, quote=title))
        names.setdefault(mention.id, title[mention.start : mention.end])
    for mention in mentions(folded):
        entitled = title_start <= mention.start < title_end
        weights[mention.id] += (
            _WEAK if _is_dateline(folded, mention) else _weight(mention, entitled, lead_end)
        )
        evidence[mention.id].append(Evidence(mention.rule, mention.start, mention.end))
        names.setdefault(mention.id, text[mention.start : mention.end])
    about = _about(weights)
    return tuple(
        Value(
            id,
            names[id],
            "about" if id in about else "mention",
            tuple(evidence[id][:_MOST_EVIDENCE]),
        )
        for id in sorted(weights, key=lambda id: -weights[id])
    )


def _about(weights: dict[str, float]) -> frozenset[str]:
    """The places that weigh enough, those named inside one of these, and what holds them."""
    least = max(_ABOUT, min(_TITLE, _ABOUT_SHARE * max(weights.values(), default=0.0)))
    heavy = frozenset(id for id, weight in weights.items() if weight >= least) or _only_one(weights)
    local = {id for id in heavy if depth(id) >= PROVINCE}
    inside = {
        id for id in weights if weights[id] >= _ABOUT and local & {*gazetteer().ancestors(id)}
    }
    return heavy.union(inside, *(gazetteer().ancestors(id) for id in heavy))


def _only_one(weights: Mapping[str, float]) -> frozenset[str]:
    """The place that is named in a text that names no other, with what holds it."""
    named = [id for id, weight in weights.items() if weight >= _BODY]
    lowest = max(named, key=depth, default="")
    inside = {lowest, *gazetteer().ancestors(lowest)}
    return frozenset(named) if inside.issuperset(named) else frozenset()


def _is_dateline(folded: str, mention: Mention) -> bool:
    """Whether it is only where a report was sent from: BEIJING, May 3; 新华社西宁5月3日电."""
    if _SENT.match(folded, mention.end):
        return True
    opens = mention.start == 0 or folded[mention.start - 1] == "\n"
    return opens and bool(_DATED.match(folded, mention.end))


def _weight(mention: Mention, entitled: bool, lead_end: int) -> float:
    if mention.rule == "institution":
        return _WEAK
    if entitled:
        return _TITLE
    return _LEAD if mention.start < lead_end else _BODY


def _without_chrome(clean: CleanText, text: str) -> str:
    """The clean text, or its folded twin, with ignored chrome blanked out; as long as before."""
    parts: list[str] = []
    end = 0
    for span in clean.chrome:
        if span.kind in _IGNORED:
            parts += (text[end : span.start], "\n" * (span.end - span.start))
            end = span.end
    return "".join((*parts, text[end:])) if parts else text


def _lead_end(clean: CleanText, text: str) -> int:
    """Where the beginning of the body ends, chrome in front of it not counted."""
    start = 0
    for span in clean.chrome:
        if text[start : span.start].strip():
            break
        start = span.end
    lead = text[start : start + _LEAD_LENGTH]
    # Two bytes more than letters have: much faster than to look at each character.
    chinese = (len(lead.encode("utf-8", "replace")) / max(1, len(lead)) - 1) / 2
    return start + round(_LEAD_LENGTH / (1 + (_SAYS - 1) * chinese))


def mentions(folded: str) -> list[Mention]:
    """Every place named in a folded text, in order; of overlapping names a zone and its holder."""
    found = _candidates(folded)
    certain = _certain(found)
    around = certain.union(*(gazetteer().ancestors(id) for id in certain))
    large = {id for id in around if depth(id) < PROVINCE}
    around -= large
    certain |= large  # a country is certain where a city of its is
    result: list[Mention] = []
    previous: Candidate | None = None
    chosen = ""
    zone_end = 0
    for index, candidate in enumerate(found):
        if candidate.start < zone_end:
            continue
        joined = previous and folded[previous.end : candidate.start] in _JOINTS
        holds = joined and any(chosen in gazetteer().ancestors(id) for id in candidate.name.ids)
        beside = {chosen} if holds else _following(folded, found, index)
        kind = kind_after(folded, candidate.end)
        id = _decide(candidate, beside, around, certain, zoned=kind is not None)
        if not id:
            continue
        rule = "institution" if candidate.weak else "full name" if candidate.full else "name"
        result.append(Mention(id, candidate.start, candidate.end, rule))
        previous, chosen = candidate, id
        if kind and gazetteer().region(f"{id}-{kind[0]}"):
            zone_end = kind[1]
            result.append(Mention(f"{id}-{kind[0]}", candidate.start, zone_end, "zone"))
    return result


def _candidates(folded: str) -> list[Candidate]:
    """Everything that may be a place, in order of the text."""
    found = [
        *chinese.candidates(folded),
        *english.candidates(folded),
        *short.candidates(folded),
    ]
    end = 0
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda candidate: (candidate.start, -candidate.end)):
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
        and (len(candidate.name.ids) == 1 or depth(candidate.name.ids[0]) < PROVINCE)
    )


def _following(folded: str, found: Sequence[Candidate], index: int) -> set[str]:
    """What an English name is said to lie in: `Haidian, Beijing`."""
    if index + 1 == len(found):
        return set()
    this, after = found[index], found[index + 1]
    joined = folded[this.end : after.start] in (", ", " of ", " in ", " district of ")
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
    above = {id: gazetteer().ancestors(id) for id in name.ids}
    linked = [id for id in name.ids if not beside.isdisjoint(above[id])]
    named = _states(name.ids, around) or [id for id in name.ids if id in certain]
    if name.rule == "parent":
        linked = [id for id in linked if _parent(id) in beside]
        return _only(linked, candidate) or _only(named, candidate)
    options = name.ids if candidate.full else _cities_first(name.ids)
    near = [id for id in options if id in certain or not around.isdisjoint(above[id])]
    nearest = [id for id in near if _parent(id) in around]
    doubtful = name.rule == "context" or not (name.sure or candidate.full or zoned)
    for choice in (linked, named, nearest, near, [] if doubtful else list(options)):
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


def _cities_first(ids: tuple[str, ...]) -> tuple[str, ...]:
    """A bare name that a city shares with districts elsewhere is the city's (西安)."""
    cities = tuple(id for id in ids if depth(id) < COUNTY)
    return cities or ids


def _parent(id: str) -> str:
    region = gazetteer().region(id)
    return region.parent if region else ""


def _only(ids: Sequence[str], candidate: Candidate) -> str:
    """The one of highest level; the first of several cities, none of several counties."""
    if len(ids) < 2:
        return ids[0] if ids else ""
    levels = [depth(id) for id in ids]
    best = [id for id, level in zip(ids, levels, strict=True) if level == min(levels)]
    county = depth(best[0]) >= COUNTY
    return best[0] if len(best) == 1 or not (county or candidate.full) else ""
