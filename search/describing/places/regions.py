"""The places a document is about and those that it merely mentions.

`mentions` finds them; `salience` tells how much each matters. Pure; touches the gazetteer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from search.analysis import fold
from search.describing.pagelines import without_addressees
from search.describing.places import salience
from search.describing.places.mentions import NO_SENSE, of_hong_kong, read
from search.describing.places.salience import Mention
from search.describing.places.words import PROVINCE, depth
from search.describing.written import HONG_KONG, is_of
from search.document import CleanText, Evidence, Hints, Value

# Chrome that says nothing about this document. What is left (site header, source line,
# breadcrumb, byline, caption) names its place of publication or is part of it.
_IGNORED = {"related", "comments", "navigation", "footer", "copyright", "producer", "toolbar"}

_MOST_EVIDENCE = 20
_BRAND = "brand"  # the rule of what is no place of the text, and stands beside its places
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
    local = any(name in folded for name in of_hong_kong().meant) and is_of(HONG_KONG, clean.text)
    found_at, sense = read(folded, of_hong_kong() if local else NO_SENSE)
    entitling = read(fold(title), sense)[0] if title_start < 0 else []
    for mention in _judged(fold(title), entitling, bodies):
        if mention.rule == _BRAND:
            continue
        weights[mention.id] += salience.TITLE
        evidence[mention.id].append(Evidence(mention.rule, quote=title))
        names.setdefault(mention.id, title[mention.start : mention.end])
    judged = list(_judged(folded, found_at, bodies))
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


def _judged(
    folded: str, mentions: Iterable[Mention], bodies: Mapping[str, bool]
) -> Iterator[Mention]:
    """These mentions in a folded text, those inside brands marked, without single characters that
    are part of a body's name (青藏高原研究所); a country is mentioned by one (China Daily).
    """
    for mention in mentions:
        around = _name_around(folded, mention, bodies)
        if around and bodies[around] and mention.rule != "full name":
            below = depth(mention.id) >= PROVINCE
            yield mention._replace(rule=_BRAND if below else "institution")
        elif not around or mention.end - mention.start > 1:
            yield mention


def _name_around(folded: str, mention: Mention, names: Iterable[str]) -> str:
    """The name of which a mention is only a part, or nothing."""
    written = folded[mention.start : mention.end]
    for name in names:
        start = mention.start - name.find(written) if written in name else -1
        if start >= 0 and name != written and folded.startswith(name, start):
            return name
    return ""
