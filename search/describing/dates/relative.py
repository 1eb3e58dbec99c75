"""Describe: dates told from the day of publication: 去年, last month, 本月15日, yesterday, 昨(8)日.

Reads `data/date-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from search.analysis.data import rows
from search.describing.dates.numerals import month_names, number
from search.describing.dates.values import iso
from search.describing.wordlist import WordList, late

_BEFORE: Final = 24  # characters in front of a year's word that may name its month


_NUMBERED = re.compile(
    r"[今昨明前][天日晨早午晚]?\((?:[0-9]{1,2}月)?([0-9]{1,2}|[一二三四五六七八九十廿]{1,3})日?\)日?"
)
_STEPS: Final = (0, -1, 1, -2, 2)  # days from the publication
_MONTH_IN_FRONT = late(
    lambda: rf"(?<![A-Za-z])({'|'.join(sorted(month_names(), key=len)[::-1])})\.?,? (?:of )?\Z"
)


class Told(NamedTuple):
    """A date told at `[start, end)`, at the precision that it has."""

    start: int
    end: int
    when: str


class _Word(NamedTuple):
    unit: str  # y, m or d
    offset: int
    not_before: str
    not_behind: str


def relative_dates(text: str, reference: date, precision: int) -> Iterator[Told]:
    """The dates that a text tells from its publication on the day `reference`.

    `precision` is 1, 2 or 3 where the year, the month or the day of publication is known:
    what is told more precisely is left out.
    """
    for match in _words(text):
        word = _told()[match[1].casefold()]
        behind = text[match.end(1) : match.end(1) + 1] or "\n"
        before = text[match.start() - 1] if match.start() else "\n"
        latin = match[1].isascii() and (before.isalpha() or behind.isalpha())
        known = "ymd".index(word.unit) < precision
        if not known or latin or before in word.not_before or behind in word.not_behind:
            continue
        if word.unit == "y":
            yield from _year(text, match, reference.year + word.offset)
        elif word.unit == "m":
            month = reference.year * 12 + reference.month - 1 + word.offset
            when = iso(month // 12, month % 12 + 1, _day(match["day"]))
            yield Told(match.start(), match.end(), when)
        else:
            day = reference + timedelta(days=word.offset)
            yield Told(match.start(), match.end(1), day.isoformat())
    if precision == len("ymd"):
        yield from _bracketed(text, reference)


def _bracketed(text: str, reference: date) -> Iterator[Told]:
    """昨(8)日, 今（十五）日: the day of that number nearest to the publication."""
    if "日)" not in text and ")日" not in text:
        return
    for match in _NUMBERED.finditer(text):
        days = (reference + timedelta(days=step) for step in _STEPS)
        wanted = number(match[1])
        when = next((day for day in days if day.day == wanted), None)
        if when:
            yield Told(match.start(), match.end(), when.isoformat())


def _words(text: str) -> Iterator[re.Match[str]]:
    """The words that tell a date, in order: looking for each by itself is fast."""
    starts: set[int] = set()
    for form in _known().found_in(text):
        start = text.find(form)
        while start >= 0:
            starts.add(start)
            start = text.find(form, start + 1)
    end = 0
    for start in sorted(starts):
        if start >= end and (match := _pattern().match(text, start)):
            end = match.end()
            yield match


def year_told(before: str) -> int | None:
    """How far from the publication the year is that ends this text in lower case, if one does."""
    if not before.endswith(_year_words()):
        return None
    return next(word.offset for form, word in _told().items() if before.endswith(form))


def _year(text: str, match: re.Match[str], year: int) -> Iterator[Told]:
    """A year, with the English month in front of it; a Chinese month behind it takes it itself."""
    if match["month"]:
        return
    start = match.start()
    front = max(0, start - _BEFORE)
    month = _MONTH_IN_FRONT.search(text[front:start]) if match[1].isascii() else None
    name = month_names()[month[1]] if month else 0
    yield Told(front + month.start() if month else start, match.end(1), iso(year, name))


def _day(digits: str | None) -> int:
    return int(digits) if digits and 0 < int(digits) < 29 else 0


@cache
def _pattern() -> re.Pattern[str]:
    """All words that tell a date, the longest first."""
    words = "|".join(_forms())
    month = r" ?[0-9一二三四五六七八九十]{1,3} ?月"
    return re.compile(rf"({words})(?:(?P<month>{month})|(?P<day>[0-9]{{1,2}})[日号號])?")


@cache
def _forms() -> tuple[str, ...]:
    forms = {form for word in _told() for form in (word, word.capitalize())}
    return tuple(sorted(forms, key=len, reverse=True))


@cache
def _known() -> WordList:
    return WordList(_forms())


@cache
def _told() -> dict[str, _Word]:
    found: dict[str, _Word] = {}
    for kind, form, *limits in rows("date-words.tsv"):
        if re.fullmatch("[ymd]-?[0-9]", kind):
            not_before, not_behind = [*limits, "", ""][:2]
            found[form] = _Word(kind[0], int(kind[1:]), not_before, not_behind)
    return found


@cache
def _year_words() -> tuple[str, ...]:
    return tuple(form for form, word in _told().items() if word.unit == "y")
