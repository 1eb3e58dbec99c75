"""Describe: the forms in which dates are written, in English and in Chinese, and their readers.

ISO and its like, English orders, Chinese with either numerals, Minguo years, reigns, lunar
days. `words` finds where in a text they may stand. Reads `data/reigns.tsv` and
`data/date-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from search.analysis.data import rows
from search.describing.dates.lunar import solar_day
from search.describing.dates.numerals import DIGITS, date_words, month_names, number
from search.describing.dates.values import MINGUO, Mention

Reader = Callable[[re.Match[str]], Mention | None]
Form = tuple[re.Pattern[str], Reader]

NUMERAL_BEGINS = f"{DIGITS}十廿卅元正"

_S = r"[ \t]{0,2}"
_NUMERAL = "[〇零○一二三四五六七八九十廿卅]"
_NUMERALS = rf"{_NUMERAL}(?: ?{_NUMERAL}){{0,2}}"  # spread in signatures: 二 〇 一 六 年
_MONTH = rf"(?P<m>[0-9]{{1,2}}|[正元]|{_NUMERALS}){_S}月份?"
_DAY_NUMBER = rf"(?:[0-9]{{1,2}}|{_NUMERALS})"
_DAY = (
    rf"(?P<d>{_DAY_NUMBER}){_S}"
    rf"(?:[日号號]?{_S}[-–—~至到]{_S}(?P<last>{_DAY_NUMBER}){_S})?(?:[日号號]"
    # 2011年09月26来源: the sign for the day is missing
    rf"|(?<=月[0-3][0-9])(?={_S}(?:$|\n|[0-2][0-9]:[0-5][0-9]|{'|'.join(date_words('credit'))})))"
)
_LUNAR_WORDS, _MINGUO_WORDS = ("|".join(date_words(calendar)) for calendar in ("lunar", "minguo"))
_NOT_LUNAR = "".join(f"(?<!{word})" for word in _LUNAR_WORDS.split("|"))
_LUNAR_DAY = r"(?P<d>初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|[二三]?十|卅)"
_LUNAR_MONTH = r"(?P<leap>[闰閏])?(?P<m>[正一二三四五六七八九冬腊臘]|十[一二]?)月"
_NTH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:1[89]|20|21)[0-9]{2})(?:(?![0-9])|(?=[0-9]{1,2}:[0-5][0-9]))"
_SHORT_YEAR = r"(?P<yy>[0-9]{2})(?![0-9s])"
_QUOTED_YEAR = rf",? ?['’‘]{_SHORT_YEAR}"  # Aug 17, '16
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}[., ]{1,2})?"
_SPAN = rf"(?:(?:{_S}[-–—~]{_S}|(?P<to> to ))(?P<last>[0-9]{{1,2}}){_NTH}"
# Behind `to` may stand an amount as well: from May 10 to 20 percent.
_DAY_BEHIND_TO = r"(?(to)(?=[,.;:)]|\s*$| (?:19|20)[0-9]{2}| (?:in|at|on|for|with|this)\b))"
_GAP = r"[ \t,.\-/]{0,3}"
_LEFT = r"(?:(?<![0-9.,/-])|(?<=[0-9]:[0-5][0-9]))"
_END = r"(?![0-9]|[-/.](?!(?:19|20)[0-9]{2}[-/.])[0-9])"
_MONTH_DAY = r"(?P<m>[0-9]{1,2}) ?(?P=s) ?(?P<d>[0-9]{1,2})"
_CLOCK_YEAR = r"[ ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?: [A-Z]{3,4}(?:[+-][0-9]{2}:?[0-9]{2})?)? "
_YEAR_IN_FRONT = re.compile(rf"(?<![0-9])([0-9]{{4}}|[{DIGITS}]{{4}})年\Z")
_SPREAD = r"[0-9](?: [0-9])?"  # 2 0 1 6 - 0 8 - 1 7
_PIVOT = 50  # years of two digits from here on are of the last century
_WINTER = {"冬": 11, "腊": 12, "臘": 12}


def digit_forms() -> dict[int, list[Form]]:
    """The forms that begin with digits, by the number of digits."""
    return _digit_forms(*_chinese())


def other_forms() -> list[tuple[re.Pattern[str], list[Form]]]:
    """The other forms, behind a pattern for what they begin with."""
    chinese_year, chinese_month = _chinese()
    more = f"[{DIGITS}0OＯ十廿卅]"
    numeral = rf"[{NUMERAL_BEGINS}](?:{more}{{0,4}}|(?: {more}){{1,3}})(?={_S}[年月])"
    minguo = (
        rf"(?:{_MINGUO_WORDS}){_S}(?P<y>[0-9]{{1,3}}|元|[{DIGITS}十百]{{1,5}}){_S}年"
        rf"(?:度|{_S}{_MONTH}(?:{_S}{_DAY})?)?"
    )
    reigns = "|".join(_reigns())
    count = rf"(?P<n>元|[0-9]{{1,2}}|{_NUMERAL}{{1,3}})年"
    reign = rf"(?P<reign>{reigns})(?:皇帝|帝)?{count}(?:{_LUNAR_MONTH}(?:{_LUNAR_DAY})?)?"
    lunar = (
        rf"(?:{_LUNAR_WORDS})(?:(?P<y>[0-9]{{4}}|[{DIGITS}]{{4}})年的?)?{_LUNAR_MONTH}{_LUNAR_DAY}"
    )
    calendars = [_form(minguo, _minguo("minguo")), _form(reign, _reign), _form(lunar, _lunar)]
    return [
        (re.compile(numeral), [chinese_year, chinese_month]),
        (re.compile(english_month()), _english_forms()),
        (re.compile(f"(?:{_MINGUO_WORDS}|{_LUNAR_WORDS}|{reigns})"), calendars),
    ]


def _form(pattern: str, reader: Reader) -> Form:
    return re.compile(pattern), reader


def _chinese() -> tuple[Form, Form]:
    """Dates that begin with the year and those that begin with the month."""
    year = (
        rf"{_NOT_LUNAR}(?<!前)(?P<y>[0-9]{{4}}|[{DIGITS}](?: ?[{DIGITS}0OＯ]){{3}}){_S}年"
        r"(?!代(?![表理办辦]))"  # 1990年代 is no year, 2020年代表大会 is
        rf"(?:度|{_S}{_MONTH}(?!初)(?:{_S}{_DAY})?)?"
    )
    month = rf"{_NOT_LUNAR}(?:(?<=[今去明前本上]年)|(?<![年.])){_MONTH}(?!初)(?:{_S}{_DAY})?"
    return _form(year, _as("chinese")), _form(month, _as("chinese"))


def _english_forms() -> list[Form]:
    month_day = (
        rf"(?<![A-Za-z]){english_month()}{_GAP}(?P<d>[0-9]{{1,2}}){_NTH}(?![0-9%])"
        rf"(?!,[0-9]{{3}}(?![0-9])){_SPAN}{_DAY_BEHIND_TO})?"
        rf"(?:(?:{_GAP}{_WEEKDAY}|{_CLOCK_YEAR}){_YEAR}|{_QUOTED_YEAR})?"
    )
    month_year = rf"(?<![A-Za-z]){english_month()}(?:[.,]? ?(?:of )?|[-/]){_YEAR}"
    short = rf"(?<![A-Za-z]){english_month()}{_QUOTED_YEAR}"
    return [_form(pattern, _as("english")) for pattern in (month_day, month_year, short)]


def _digit_forms(chinese_year: Form, chinese_month: Form) -> dict[int, list[Form]]:
    end = rf"(?:{_END}|(?=[0-9]{{2}}:[0-9]{{2}}))"  # a clock may be right behind
    numeric = rf"{_LEFT}{_YEAR} ?(?P<s>[-/.]) ?{_MONTH_DAY}{end}"
    day_first = rf"{_LEFT}(?P<a>[0-9]{{1,2}})(?P<s>[-/.])(?P<b>[0-9]{{1,2}})(?P=s){_YEAR}{_END}"
    english = (
        rf"{_LEFT}(?P<d>[0-9]{{1,2}}){_NTH}{_SPAN})?[ \t\-/]{{0,2}}(?:of )?{english_month()}"
        rf"(?:{_GAP}{_YEAR}|(?:,? ?['’‘]|(?<=-[A-Za-z]{{3}})-){_SHORT_YEAR})?"
    )
    year_first = (
        rf"{_LEFT}{_YEAR}[ ,-]{{1,2}}{english_month()}\.?[ -](?P<d>[0-9]{{1,2}}){_NTH}(?![0-9%])"
    )
    to_month = rf"{_LEFT}(?P<y>(?:19|20)[0-9]{{2}}) ?[-/.] ?(?P<m>[0-9]{{1,2}})(?![%:]){_END}"
    to_year = rf"(?<![.,]){_YEAR}(?![-/.,][0-9]|{_S}年)"
    compact = r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
    in_minguo = rf"{_LEFT}(?P<y>[0-9]{{2,3}})(?P<s>[-/.]){_MONTH_DAY}{end}"
    minguo_years = rf"{_LEFT}(?P<y>[0-9]{{2,3}}){_S}年{_S}{_MONTH}(?:{_S}{_DAY})?"
    minguo = [_form(p, _minguo("minguo-numeric")) for p in (in_minguo, minguo_years)]
    short = rf"{_LEFT}(?P<a>[0-9]{{1,2}})/(?P<b>[0-9]{{1,2}})/{_SHORT_YEAR}{_END}"
    spread = (
        rf"{_LEFT}(?P<y>[12] [089] [0-9] [0-9]) ?(?:[-/.] ?|年 ?)(?P<m>{_SPREAD}) ?(?:[-/.] ?|月 ?)"
        rf"(?P<d>{_SPREAD})(?! ?[0-9])"
    )
    day = [_form(day_first, _reversed), *minguo, chinese_month, _form(english, _as("english"))]
    day += [_form(short, _short), _form(spread, _as("numeric"))]
    year = [
        _form(numeric, _as("numeric")),
        chinese_year,
        _form(year_first, _as("english")),
        _form(to_month, _as("month")),
        _form(to_year, _as("year")),
    ]
    return {1: day, 2: day, 3: minguo, 4: year, 8: [_form(compact, _as("compact"))]}


@cache
def english_month() -> str:
    """A pattern for the English names of months, as group `m`."""
    names = "|".join(sorted(month_names(), key=len, reverse=True))
    return rf"(?P<m>{names})(?![A-Za-z])"


def _as(rule: str) -> Reader:
    """A reader of matches whose groups y, m, d and last say all."""

    def read(match: re.Match[str]) -> Mention | None:
        written = match.groupdict().get
        y, m, d, last = written("y"), written("m"), written("d"), written("last")
        year = number(y) if y else short_year(written("yy") or "")
        month = (month_names().get(m) or number(m)) if m else 0
        day = number(d) if d else 0
        if (y and not year) or (m and not month) or (d and not day):
            return None
        closing = number(last) if last else 0
        return Mention(match.start(), match.end(), year, month, day, rule, closing)

    return read


def _minguo(rule: str) -> Reader:
    """A reader of years of the Republic of China."""

    def read(match: re.Match[str]) -> Mention | None:
        mention = _as(rule)(match)
        return mention and mention._replace(year=mention.year + MINGUO)

    return read


def short_year(digits: str) -> int:
    """The year of two digits: 16 is 2016 and 97 is 1997; 0 where there are none."""
    return int(digits) + (2000 if int(digits) < _PIVOT else 1900) if digits else 0


def _short(match: re.Match[str]) -> Mention | None:
    """08/17/16, the only order of two-digit years that has but one reading."""
    month, day = int(match["a"]), int(match["b"])
    if not month <= 12 < day:
        return None
    return Mention(match.start(), match.end(), short_year(match["yy"]), month, day, "short")


def _reversed(match: re.Match[str]) -> Mention | None:
    """15/08/2016 and 08/15/2016; of 05/06/2016 only the year is certain."""
    first, second, year = (int(match[group]) for group in "aby")
    if first > 12 or match["s"] == "." or first == second:
        day, month = first, second
    elif second > 12:
        month, day = first, second
    else:
        month = day = 0
    if not match["a"].strip("0") or not match["b"].strip("0"):
        return None
    return Mention(match.start(), match.end(), year, month, day, "numeric")


class _Reign(NamedTuple):
    first: int
    last: int
    lunar: bool


@cache
def _reigns() -> dict[str, _Reign]:
    """Reigns by their simplified and traditional names."""
    found = {}
    for name, first, last, calendar in rows("reigns.tsv"):
        for form in name.split("|"):
            found[form] = _Reign(int(first), int(last), calendar == "lunar")
    return found


def _reign(match: re.Match[str]) -> Mention | None:
    """The year of a reign; the eleventh and twelfth lunar month may lie in the next one."""
    reign = _reigns()[match["reign"]]
    year = reign.first + number(match["n"]) - 1
    month = _lunar_month(match)
    if not reign.first <= year <= reign.last or (reign.lunar and month > 10):
        return None
    if month and not reign.lunar:
        return Mention(match.start(), match.end(), year, month, 0, "reign")
    return Mention(match.start(), match.end(), year, 0, 0, "reign")


def _lunar_month(match: re.Match[str]) -> int:
    name = match["m"] or ""
    return _WINTER.get(name) or (number(name) if name else 0)


def _lunar(match: re.Match[str]) -> Mention | None:
    """A lunar day: where its year stands there, the day of ours, else as it is."""
    start, month, day, year = match.start(), _lunar_month(match), number(match["d"]), match["y"]
    if in_front := _YEAR_IN_FRONT.search(match.string, max(0, start - 6), start):
        start, year = in_front.start(), in_front[1]  # 2016年农历八月十五
    if not year:
        return None if match["leap"] else Mention(start, match.end(), 0, month, day, "lunar-day")
    found = solar_day(number(year), month, day, bool(match["leap"]))
    if found is None:
        return None
    return Mention(start, match.end(), found.year, found.month, found.day, "lunar")
