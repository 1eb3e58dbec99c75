"""Dates and ranges of dates as people type them: plain numbers, and whatever documents write.

Uses the forms of `describing.dates`, where a text is no plain number, and `data/date-words.tsv`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Final
from unicodedata import normalize

from search.analysis.data import kinds

Span = tuple[str, str]
"""The first and last ISO day; an open end is empty."""


def date_range(text: str) -> Span | None:
    """The days of `2016`, `2016-08`, `Aug 2016`, `民國105年8月`, `8/2016`, `2016..2017`,
    `2016-2017`, `Aug 2016 to May 2017`, `..2017`, `>2016`, `>=2016`, `after 2016` or `2016年以来`
    (later, and with it); None where there is no such date.
    """
    plain = _plain(text)
    if bound := _BOUND.fullmatch(plain):
        return _beyond(bound[1], bound[2], bound[3])
    return _period(plain) or _between(plain) or _worded(plain)


def either_day(text: str) -> Span | None:
    """The two days that `4/5/2022` may be: who typed it must say which."""
    match = _EITHER.fullmatch(_plain(text))
    if not match or match["a"] == match["b"]:
        return None
    one, other, year = int(match["a"]), int(match["b"]), int(match["y"])
    first, second = _span(year, one, other, other), _span(year, other, one, one)
    return (first[0], second[0]) if first and second else None


def ends_date(text: str, start: int, end: int) -> int:
    """Where a date ends that begins at `start` with a word up to `end`: some have spaces."""
    ends = [word.end() for word in islice(_WORD.finditer(text, end), _MOST)]
    return next((far for far in ends[::-1] if date_range(text[start:far])), end)


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).replace("…", "..").split())


def _period(text: str) -> Span | None:
    """The days of a year, month or day, or of days of one month."""
    if match := _NUMBERS.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
        year, month, day = (int(match[part] or -1) for part in ("y", "m", "d"))
        return _span(year, month, day, day)
    from search.describing.dates.words import mentions  # seldom needed, and it takes long to load

    named = re.sub("[A-Za-z]{3,}", lambda word: word[0].capitalize(), text)
    found = mentions(named)
    if len(found) != 1 or found[0].end - found[0].start < len(text) or either_day(text):
        return None
    year, month, day = found[0].year, found[0].month or -1, found[0].day or -1
    vague = found[0].rule == "minguo-numeric" and not re.match("[0-9]{3}", text)  # 16年8月
    return None if vague else _span(year, month, day, found[0].last_day or day)


def _span(year: int, month: int, day: int, last: int) -> Span | None:
    """The days of a year, of its month, or from one day of that to the last; -1: not given."""
    from calendar import monthrange  # with all of `datetime`

    months = (1, 12) if month < 0 else (month, month)
    if year < 1 or not 1 <= months[0] <= 12:
        return None
    length = monthrange(year, months[1])[1]
    days = (1, length) if day < 0 else (day, last)
    if not 1 <= days[0] <= days[1] <= length:
        return None
    begin, end = (f"{year:04}-{m:02}-{d:02}" for m, d in zip(months, days, strict=True))
    return begin, end


def _between(text: str) -> Span | None:
    """A range, at whichever sign it has a date on either side; `..` may have but one."""
    for sign in _TO.finditer(text):
        first, last = text[: sign.start()].strip(), text[sign.end() :].strip()
        year = _YEAR.match(first)  # 2019年3月至5月
        begin = _period(first) if first else ("", "")
        end = _period(last) or (year and _period(year[0] + last)) if last else ("", "")
        if begin and end and (first or last) and ((first and last) or ".." in sign[0]):
            return None if last and begin[0] > end[1] else (begin[0], end[1])
    return None


def _beyond(sign: str, equal: str, text: str) -> Span | None:
    """The days after or before a period, or with it."""
    from datetime import date, timedelta

    period = _period(text)
    if period is None:
        return None
    later = sign == ">"
    edge = date.fromisoformat(period[0 if later == bool(equal) else 1])
    try:
        day = (edge + timedelta(0 if equal else 1 if later else -1)).isoformat()
    except OverflowError:  # nothing lies beyond
        return None
    return (day, "") if later else ("", day)


def _worded(text: str) -> Span | None:
    """A period beside a word that says after it, or before it; a range behind `from`."""
    signs, beside = _words()
    match = beside.fullmatch(text)
    word = (match["behind"] or match["front"]) if match else None
    if not match or not word:
        return None
    sign, equal = signs[word.lower()][0], signs[word.lower()][1:]
    span = _beyond(sign, equal, match["rest"])
    return span or (_between(match["rest"]) if sign == ">" and equal else None)


@cache
def _words() -> tuple[dict[str, str], re.Pattern[str]]:
    """The words that say after or before, each with the sign for it, and what has one."""
    listed = kinds("date-words.tsv")
    signs = {word: sign for sign in (">=", ">", "<=", "<") for word in listed[sign]}
    one = "|".join(sorted(signs, key=len, reverse=True))
    return signs, re.compile(
        rf"(?P<front>{one})? ?(?P<rest>.+?) ?(?P<behind>{one})?", re.IGNORECASE
    )


_MOST: Final = 4  # words more that a date may have
_WORD = re.compile(r" +[^\s\"()（）|｜]+")
_BOUND = re.compile(r"([<>])(=?) ?(.+)")
_TO = re.compile(r"\.\.+|[~至到–—/-]|(?i: to )")
_YEAR = re.compile(r"\d{4}年", re.ASCII)
_NUMBERS = re.compile(
    r"(?P<y>\d{4})年?(?:[-/.]?(?P<m>\d{1,2})月?(?:[-/.]?(?P<d>\d{1,2})日?)?)?", re.ASCII
)
_MONTH_FIRST = re.compile(r"(?P<m>\d{1,2})[-/.](?P<y>\d{4})(?P<d>)", re.ASCII)
_EITHER = re.compile(r"(?P<a>\d{1,2})(?P<s>[-/])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})", re.ASCII)
