"""Describe: years that belong together in a text: 2006-2010, “十三五”, the 13th Five-Year Plan.

Reads `data/date-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from search.describing.dates.numerals import date_words, number

_YEARS = re.compile(
    r"([12][089][0-9]{2})年? ?(?:[-–—~至到]|to |(and )) ?((?:19|20)[0-9]{2})(?![0-9]|[-/.][0-9])年?"
)
_PLAN_ZH = re.compile(
    r"(?<![一二三四五六七八九十])[“\"「『]?"
    r"(?P<zh>[一二三四五六七八九]|十[一二三四五六七八九]?)五[”\"」』]?"
    r"(?P<sure>规划|規劃|计划|計劃|計畫|期间|期間|时期|時期|末|以来|以來)?"
    r"|第(?P<nth>[一二三四五六七八九十]{1,2})[个個]五年(?:规划|規劃|计划|計劃|計畫)"
)
_BETWEEN: Final = ("between ", "Between ")
_AROUND: Final = 6  # characters in front of 五 where such a name may begin
_NTH = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)|([A-Za-z]{5,10}))[ -]\Z")
_FIVES: Final = ("Five", "five", "FIVE")
_FIVE_YEAR = re.compile(rf"(?:{'|'.join(_FIVES)})[- ]?(?:Year|year|YEAR)")
_PLANS: Final = range(1, 21)


class Years(NamedTuple):
    """From a year to another, both inclusive, as written in `[start, end)`."""

    start: int
    end: int
    first: int
    last: int
    rule: str


def year_spans(text: str) -> Iterator[Years]:
    """2006-2010, 2006年至2010年, from 2006 to 2010; five-year plans. In no order."""
    for match in _YEARS.finditer(text):
        begins = match.start() == 0 or text[match.start() - 1] not in "0123456789.,/-"
        if match[2] and not text.endswith(_BETWEEN, 0, match.start()):
            continue
        if begins and match[1] < match[3] and match[1][:2] in ("18", "19", "20"):
            yield Years(*match.span(), int(match[1]), int(match[3]), "range")
    yield from _chinese_plans(text)
    yield from _english_plans(text)


def plan_years(plan: int) -> tuple[int, int]:
    """First and last year of China's nth five-year plan (the third began in 1966)."""
    first = 1953 + 5 * (plan - 1) if plan < 3 else 1966 + 5 * (plan - 3)
    return first, first + 4


def _chinese_plans(text: str) -> Iterator[Years]:
    """“十三五”, 第十三个五年规划. 十五 and 九五 alone are numbers."""
    done, place = 0, text.find("五")
    while place >= 0:
        begin = max(done, place - _AROUND)
        match = _PLAN_ZH.search(text, begin, place + 8)
        if match and match.start() <= place < match.end():
            name = match["zh"] or match["nth"]
            alone = match["zh"] and len(name) == 1 and not match["sure"]
            if number(name) in _PLANS and not alone:
                yield Years(*match.span(), *plan_years(number(name)), "five-year plan")
            done = match.end()
        place = text.find("五", max(place + 1, done))


def _english_plans(text: str) -> Iterator[Years]:
    """The 13th Five-Year Plan, the Thirteenth Five-year Plan."""
    for match in _FIVE_YEAR.finditer(text) if any(five in text for five in _FIVES) else ():
        nth = _NTH.search(text, max(0, match.start() - 12), match.start())
        plan = int(nth[1] or _ordinals().get(nth[2].casefold(), 0)) if nth else 0
        if nth and plan in _PLANS:
            yield Years(nth.start(), match.end(), *plan_years(plan), "five-year plan")


@cache
def _ordinals() -> dict[str, int]:
    words = (word.partition("=") for word in date_words("plan"))
    return {word: int(value) for word, _, value in words}
