"""Dates written another way, in both languages: 2016年8月 is August 2016 and 二〇一六年八月.

A text that is a date, the name of a month or a decade and nothing else → the texts that say the
same. Touches `search/data/months.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from msgspec import Struct

from search.analysis import fold
from search.describing.dates.numerals import month_names, months, number

LONGEST: Final = 32  # characters of a date or a number

_DIGITS: Final = "〇一二三四五六七八九"
_ZERO: Final = str.maketrans("零○", "〇〇")
_NUMERAL: Final = "一二三四五六七八九十廿"
_CHINESE = re.compile(
    rf"(?:(?P<year>\d{{4}}|[{_DIGITS}]{{4}})年)?"
    rf"(?:(?P<month>\d{{1,2}}|[{_NUMERAL}]{{1,2}})月"
    rf"(?:(?P<day>\d{{1,2}}|[{_NUMERAL}]{{1,3}})[日号])?)?",
    re.ASCII,
)
_DAY: Final = r"(?:\d{1,2})(?:st|nd|rd|th)?"
_ENGLISH = re.compile(
    rf"(?:(?P<before>{_DAY}) )?(?P<name>[A-Za-z]{{3,9}})(?: (?P<behind>{_DAY}))?"
    r"(?: (?P<year>\d{4}))?",
    re.ASCII,
)
_ISO = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?", re.ASCII)
_DECADE = re.compile(
    r"(?P<hundreds>1[0-9]|20)?(?P<decade>[0-9])0s(?P<of>)(?P<last>)(?P<numeral>)", re.ASCII
)
_DECADE_CHINESE = re.compile(
    r"(?:(?P<last>上个?世纪)|(?P<of>1[0-9]|2[01]|[一二十九八]{2,3})世纪)?"
    r"(?:(?P<hundreds>1[0-9]|20)?(?P<decade>[0-9])0|(?P<numeral>[二三四五六七八九]?)十)年代",
    re.ASCII,
)
_RECENT: Final = 2  # the twenties may be those of either century
_EARLIEST, _LATEST = 1000, 2099


class Writing(Struct, frozen=True):
    """Another text for the same; between its words `slop` others may stand."""

    text: str
    slop: int = 0


def dates(text: str) -> tuple[Writing, ...]:
    """Return the other ways to write a date, the name of a month or a decade; none where a
    text is nothing of this.
    """
    if len(text) > LONGEST:
        return ()
    plain = fold(normalize("NFKC", text)).translate(_ZERO).strip()
    return tuple(dict.fromkeys((*_decade(plain), *_date(plain))))


def _date(text: str) -> Iterator[Writing]:
    year, month, day = _read(text)
    if not (_EARLIEST <= year <= _LATEST or (not year and month)) or month > 12 or day > 31:
        return
    if not month:
        yield from map(Writing, (str(year), f"{_each(year)}年"))
        return
    yield from map(Writing, _in_chinese(year, month, day))
    if year:
        known = (year, month, day) if day else (year, month)
        yield Writing("-".join(map(str, known)))
        yield Writing("-".join(f"{part:02}" for part in known))
    yield from _in_english(year, month, day)


def _read(text: str) -> tuple[int, int, int]:
    """The year, month and day of a date; 0 for what it does not have, or is none."""
    if found := (_CHINESE.fullmatch(text) or _ISO.fullmatch(text)):
        year, month, day = (number(part or "") for part in found.group("year", "month", "day"))
        return year, month, day
    if text.isdigit() and text.isascii() and len(text) == 4:
        return int(text), 0, 0
    found = _ENGLISH.fullmatch(text)
    month = month_names().get(found["name"].capitalize(), 0) if found else 0
    if not found or not month or (found["before"] and found["behind"]):
        return 0, 0, 0
    if text.isalpha() and (text.islower() or text == "May"):
        return 0, 0, 0  # may, march and august are other words too
    digits = re.sub(r"\D", "", found["before"] or found["behind"] or "0")
    return number(found["year"] or ""), month, int(digits)


def _in_chinese(year: int, month: int, day: int) -> Iterator[str]:
    for years, said in ((str(year), str), (str(year), "{:02}".format), (_each(year), _tens)):
        yield (
            (f"{years}年" if year else "") + f"{said(month)}月" + (f"{said(day)}日" if day else "")
        )


def _in_english(year: int, month: int, day: int) -> Iterator[Writing]:
    for name in months()[month]:
        if day:
            behind = f" {year}" if year else ""
            yield Writing(f"{name} {day}{behind}")
            yield Writing(f"{day} {name}{behind}")
        elif year:
            yield Writing(f"{name} {year}", slop=1)  # August 21, 2016
        elif name != "May":
            yield Writing(name)


def _decade(text: str) -> Iterator[Writing]:
    found = _DECADE.fullmatch(text) or _DECADE_CHINESE.fullmatch(text)
    if not found:
        return
    tens = int(found["decade"] or number(found["numeral"] + "十") // 10)
    hundreds = _hundreds(found, tens)
    if not hundreds:
        return
    yield from map(Writing, (f"{hundreds}{tens}0s", f"{hundreds}{tens}0年代"))
    spoken = f"{_DIGITS[tens]}十年代"
    if tens > 1 and hundreds == 19:
        yield from map(Writing, (f"{tens}0年代", f"{tens}0s", spoken))
    elif tens > 1:
        century = hundreds + 1
        yield from map(Writing, (f"{century}世纪{tens}0年代", f"{_tens(century)}世纪{spoken}"))


def _hundreds(found: re.Match[str], tens: int) -> int:
    """The hundreds of the years of a decade: 19 unless another is named; 0 where nobody knows."""
    if found["hundreds"]:
        return int(found["hundreds"])
    if found["of"]:
        return number(found["of"]) - 1
    return 19 if found["last"] or tens > _RECENT else 0


def _each(year: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(year))


def _tens(number: int) -> str:
    """A Chinese numeral from 1 to 99."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + _DIGITS[ones] * bool(ones)
