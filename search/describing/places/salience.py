"""How much each place that a text names matters to it: what the text is about.

A mention weighs by where it stands: in the title, in the lead, in the name of an institution, in
a dateline. Pure; touches the gazetteer and the names of months.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from search.describing.dates.numerals import months
from search.describing.pagelines import is_addressed
from search.describing.places.gazetteer import gazetteer
from search.describing.places.words import COUNTY, PROVINCE, depth, words
from search.document import CleanText

TITLE = 4.0  # the weight of a mention in the title
# How much one mention counts by where it stands.
LEAD, _BODY, _WEAK = 1.5, 1.0, 0.25
_MOST_WEAK = 4  # mentions; a text that names a body ten times (中国科学院) is not about its country
_LEAD_LENGTH = 400  # letters; a Chinese character says as much as two and a half
_SAYS = 2.5
_AGAIN = 2 * _WEAK
# A place is what the document is about if it weighs this much (two mentions, or the title), and
# this share of the heaviest or as much as a mention in the title.
_ABOUT, _ABOUT_SHARE = 2.0, 0.5
_LONG_SHARE = 0.05  # of the heaviest, which a place weighs at least that a long text is about
_DATELINE = 50  # characters from the beginning of a line
_FEW = 2  # places that are named once in the lead, which are no list

# What follows the place that a report was sent from.
_SENT = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:电|讯|专电|消息)|讯[(（]")
_SIGNED = re.compile(r"[,，、 ] ?(?:[12]\d|[一二])[\d一二三四五六七八九零〇○]{2,3}年")
# In brackets that begin a line, with a year: (Hong Kong, 5 May 2017), 【2016年8月5日，香港】.
_BRACKETED = re.compile(r"[ *]{0,4}[(（【\[][^)）】\]\n]{0,40}\d{4}[^)）】\]\n]{0,40}[)）】\]]")
_FOUNDED = re.compile(r"\b[Ii]ncorporated in (?:the )?$")
_REPORTER = re.compile(r"记者[ /／]?[\u3400-\u9fff]{2,4}[ /／]$")
_REPORTED = re.compile(r"报[导道]|\d{0,4}年?电| ?\d{4}[年/-]")


@cache
def _dated() -> re.Pattern[str]:
    """What follows the place that an English report was sent from: a day, or a dash."""
    month = "|".join(names[0][:3] for names in months().values())
    return re.compile(
        rf"(?:, [A-Z][a-z]+\.?)?(?:,? (?:\d{{1,2}} )?(?:{month})[a-z]{{0,6}}\.? ?\d"
        r"|,? \d{4}-\d\d| ?\(| ?--? | ?—)"
    )


class Mention(NamedTuple):
    """A place named at `[start, end)` of the text."""

    id: str
    start: int
    end: int
    rule: str


def weights(
    folded: str, mentions: Sequence[Mention], title: tuple[int, int], lead: int
) -> list[float]:
    """How much each of these mentions, in order of the text, weighs; the title stands at `title`,
    the lead ends at `lead`.
    """
    found: list[float] = []
    weak: dict[str, int] = defaultdict(int)
    for mention in mentions:
        if mention.rule == "institution" or _is_formal(folded, mention):
            weak[mention.id] += 1
            found.append(_WEAK * (weak[mention.id] <= _MOST_WEAK))
        elif title[0] <= mention.start < title[1]:
            found.append(TITLE)
        else:
            leads = mention.start < lead and not is_addressed(folded, mention.start, mention.end)
            found.append(LEAD if leads else _BODY)
    return found


def demonyms(title: str) -> frozenset[str]:
    """The countries after whose people an English title calls something: Chinese firms."""
    return frozenset(map(_peoples().__getitem__, _peoples().keys() & title.split()))


@cache
def _peoples() -> dict[str, str]:
    return dict(word.split("=") for word in words("demonym"))


def lead_end(clean: CleanText, text: str) -> int:
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


def about(weights: Mapping[str, float]) -> frozenset[str]:
    """The places that weigh enough, those named inside one of these, and what holds them, but for
    a country that only the names of bodies hold (中国证监会).

    `weights` are those of the places of one text, by id.
    """
    most = max(weights.values(), default=0.0)
    least = max(_ABOUT, min(TITLE, _ABOUT_SHARE * most), _LONG_SHARE * most)
    heavy = {id for id, weight in weights.items() if weight >= least}
    heavy = heavy or set(_only_one(weights)) or _heaviest(weights) or _in_names(weights)
    chosen = heavy.union(_inside({id for id in heavy if depth(id) >= PROVINCE}, weights))
    holders = {above for id in chosen for above in gazetteer().ancestors(id)}
    named = {id for id in holders if depth(id) < PROVINCE and 0 < weights.get(id, 0.0) < _BODY}
    return frozenset(chosen | (holders - named))


def _heaviest(weights: Mapping[str, float]) -> set[str]:
    """Where no place is named more than once: the few that the lead names, or what holds all of
    them if it is named there too.
    """
    most = max(weights.values(), default=0.0)
    best = {id for id, weight in weights.items() if weight == most >= LEAD}
    lowest = best.difference(*(gazetteer().ancestors(id) for id in best))
    if len(lowest) <= _FEW:
        return lowest
    return {id for id in best if all(id in {i, *gazetteer().ancestors(i)} for i in best)}


def _inside(large: set[str], weights: Mapping[str, float]) -> set[str]:
    """The places inside one of these that the text names again, and the only one in its lead, or
    two counties that it names alike (在贡山和福贡).
    """
    inside = {
        id: weight
        for id, weight in weights.items()
        if weight >= _BODY and id not in large and large & {*gazetteer().ancestors(id)}
    }
    above = {id for place in inside for id in gazetteer().ancestors(place)}
    lowest = {id: weight for id, weight in inside.items() if id not in above}
    alike = len(set(lowest.values())) == 1 and all(depth(id) == COUNTY for id in lowest)
    few = len(lowest) == 1 or (len(lowest) == _FEW and alike)
    long = _LONG_SHARE * max(weights.values(), default=0.0)
    least = max(LEAD if few else _ABOUT, long)
    return {id for id, weight in inside.items() if weight >= least}


def _in_names(weights: Mapping[str, float]) -> set[str]:
    """The place that bodies are called after again and again in a text that names no other."""
    again = {id for id, weight in weights.items() if weight >= _AGAIN and depth(id) >= PROVINCE}
    return again if len(again) == 1 else set()


def _only_one(weights: Mapping[str, float]) -> frozenset[str]:
    """The place that is named in a text that names no other, with what holds it."""
    named = [id for id, weight in weights.items() if weight >= _BODY]
    lowest = max(named, key=depth, default="")
    inside = {lowest, *gazetteer().ancestors(lowest)}
    return frozenset(named) if inside.issuperset(named) else frozenset()


def _is_formal(folded: str, mention: Mention) -> bool:
    """Whether it is only where a report was sent from or signed (BEIJING, May 3; 西宁5月3日电), or
    where a company was founded (incorporated in the Cayman Islands).
    """
    before = max(0, mention.start - 24)
    if folded.startswith("注册成立", mention.end) or _FOUNDED.search(folded, before, mention.start):
        return True
    if _SENT.match(folded, mention.end):
        return True
    if _REPORTED.match(folded, mention.end) and _REPORTER.search(
        folded, max(0, mention.start - 10), mention.start
    ):
        return True
    line = folded.rfind("\n", max(0, mention.start - _DATELINE), mention.start) + 1
    if mention.start - line < _DATELINE and (dateline := _BRACKETED.match(folded, line)):
        return mention.end < dateline.end()
    if mention.start > line:
        return False
    return (_dated().match(folded, mention.end) or _SIGNED.match(folded, mention.end)) is not None
