r"""Describe: find every date that is written in a text, in English and in Chinese.

Knows how dates look (ISO, English, Chinese with either numerals, Minguo years) and nothing
of what they mean; `dates` and `events` decide that. Reads `data/months.tsv`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple


class Mention(NamedTuple):
    """A date as written in `text[start:end]`; 0 for a year, month or day that is not there.

    `last_day` closes a range inside one month (21–23 July). `rule` names the form:
    `numeric`, `chinese`, `minguo`, `english`, and the doubtful forms that only a label
    makes a date: `compact` (20160815), `month` (2016-08), `year` (2016), `minguo-numeric`
    (105.08.15).
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    rule: str
    last_day: int = 0

    @property
    def id(self) -> str:
        """`YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
        return iso(self.year, self.month, self.day)


DOUBTFUL = frozenset({"compact", "month", "year", "minguo-numeric"})

_MINGUO = 1911  # the year before Minguo 1
_S = r"[ \t]{0,2}"
_DIGITS = "〇零○一二三四五六七八九"
_NUMERAL = "[〇零○一二三四五六七八九十廿卅]"
_MONTH = rf"(?P<m>[0-9]{{1,2}}|[正元]|{_NUMERAL}{{1,3}}){_S}月份?"
_DAY = rf"(?P<d>[0-9]{{1,2}}|{_NUMERAL}{{1,3}}){_S}[日号號]"
_LUNAR = r"(?<!农历)(?<!農曆)(?<!阴历)(?<!陰曆)(?<!旧历)(?<!舊曆)"


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """The date at the precision that is known."""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


@lru_cache(maxsize=4)
def mentions(text: str) -> tuple[Mention, ...]:
    """All dates written in `text`, in order, without overlaps; linear in its length.

    Digits and punctuation must be plain ASCII: see `pagelines.plain`. The last texts' dates
    are kept, because the publication date and the events are looked for in the same text.
    """
    found = []
    for start, forms in _beginnings(text):
        for pattern, read in forms:
            match = pattern.match(text, start)
            mention = read(match) if match else None
            if mention and _possible(mention):
                found.append(mention)
                break
    found.sort(key=lambda m: (m.start, -m.end))
    return tuple(_apart(found))


def _beginnings(text: str) -> Iterator[tuple[int, list[Form]]]:
    """Where a date may begin, and the forms that it may have; found by one fast scan each.

    Most numbers are no dates: how many digits they have and what follows says so.
    """
    digits, others = _forms()
    for match in _DIGIT_RUN.finditer(text):
        start, end = match.span()
        forms = digits.get(end - start)
        if forms and (
            text.startswith(_CENTURIES, start) if end - start > 3 else _AFTER_DAY.match(text, end)
        ):
            yield start, forms
    for beginning, forms in others:
        for match in beginning.finditer(text):
            yield match.start(), forms


def _apart(found: list[Mention]) -> Iterator[Mention]:
    """The first and longest of those that overlap."""
    end = 0
    for mention in found:
        if mention.start >= end:
            end = mention.end
            yield mention


def _possible(mention: Mention) -> bool:
    """Whether the calendar has such a date, between 1800 and 2199."""
    if mention.year and not 1800 <= mention.year < 2200:
        return False
    if mention.month > 12:
        return False
    longest = monthrange(mention.year or 2000, mention.month)[1] if mention.month else 0
    return max(mention.day, mention.last_day) <= longest


def number(numeral: str) -> int:
    """The value of a numeral in Western or Chinese digits (`15`, `十五`, `二〇一六`, `廿一`)."""
    if numeral.isascii():
        return int(numeral)
    if numeral in ("元", "正"):
        return 1
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    value = 0
    if "百" in numeral:
        hundreds, _, numeral = numeral.partition("百")
        value = 100 * (number(hundreds) if hundreds else 1)
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        return value + 10 * (_spelled(tens) or 1) + _spelled(ones)
    return value + _spelled(numeral)


def _spelled(digits: str) -> int:
    """Chinese digits one after the other; nothing is 0."""
    value = 0
    for digit in digits:
        value = value * 10 + max(0, _DIGITS.find(digit) - 2)
    return value


def year_before(month: int, day: int, reference: date) -> int:
    """The year of the last such day up to `reference`; 0 where the calendar has none.

    A week of grace lets a paper be dated a little ahead of its publication.
    """
    latest = reference + timedelta(days=7)
    for year in range(latest.year, latest.year - 8, -1):
        with suppress(ValueError):
            if date(year, month, day or 1) <= latest:
                return year
    return 0


Reader = Callable[[re.Match[str]], Mention | None]
Form = tuple[re.Pattern[str], Reader]

_DIGIT_RUN = re.compile("[0-9]+")
_CENTURIES = ("18", "19", "20", "21")
_AFTER_DAY = re.compile(  # what may follow a day, a month or a year of three digits
    r"[-/.] ?[0-9]|[ \t]{0,2}月"
    r"|(?:st|nd|rd|th)?(?:[ \t]{0,2}[-–—~][ \t]{0,2}[0-9]|[ \t\-/]{0,2}(?:of )?[JFMASOND])"
)


_NTH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:1[89]|20|21)[0-9]{2})(?![0-9])"
_SPAN = rf"(?:{_S}[-–—~]{_S}(?P<last>[0-9]{{1,2}}){_NTH})?"
_GAP = r"[ \t,.\-/]{0,3}"
_LEFT = r"(?<![0-9.,/-])"
_END = r"(?![0-9]|[-/.][0-9])"
_MONTH_DAY = r"(?P<m>[0-9]{1,2}) ?(?P=s) ?(?P<d>[0-9]{1,2})"


@cache
def _forms() -> tuple[dict[int, list[Form]], list[tuple[re.Pattern[str], list[Form]]]]:
    """The forms of dates with their readers: those that begin with digits by the number of
    digits, the others behind a pattern for what they begin with.
    """
    year, month = _chinese()
    return _digit_forms(year, month), _other_forms(year, month)


def _form(pattern: str, reader: Reader) -> Form:
    return re.compile(pattern), reader


def _chinese() -> tuple[Form, Form]:
    """Dates that begin with the year and those that begin with the month."""
    year = (
        rf"{_LUNAR}(?<!前)(?P<y>[0-9]{{4}}|[{_DIGITS}]{{4}}){_S}年"
        rf"(?:度|{_S}{_MONTH}(?!初)(?:{_S}{_DAY})?)?"
    )
    month = rf"{_LUNAR}(?:(?<=[今去明前本上]年)|(?<![年.])){_MONTH}(?!初)(?:{_S}{_DAY})?"
    return _form(year, _as("chinese")), _form(month, _as("chinese"))


def _digit_forms(chinese_year: Form, chinese_month: Form) -> dict[int, list[Form]]:
    numeric = rf"{_LEFT}{_YEAR} ?(?P<s>[-/.]) ?{_MONTH_DAY}(?:{_END}|(?=[0-9]{{2}}:[0-9]{{2}}))"
    day_first = rf"{_LEFT}(?P<a>[0-9]{{1,2}})(?P<s>[-/.])(?P<b>[0-9]{{1,2}})(?P=s){_YEAR}{_END}"
    english = (
        rf"{_LEFT}(?P<d>[0-9]{{1,2}}){_NTH}{_SPAN}[ \t\-/]{{0,2}}(?:of )?{_english_month()}"
        rf"(?:{_GAP}{_YEAR})?"
    )
    to_month = rf"{_LEFT}(?P<y>(?:19|20)[0-9]{{2}}) ?[-/.] ?(?P<m>[0-9]{{1,2}})(?!%){_END}"
    to_year = rf"(?<![.,]){_YEAR}(?![-/.,][0-9]|{_S}年)"
    compact = r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
    in_minguo = rf"{_LEFT}(?P<y>[0-9]{{2,3}})(?P<s>[-/.]){_MONTH_DAY}{_END}"
    minguo = _form(in_minguo, _minguo("minguo-numeric"))
    day = [_form(day_first, _reversed), minguo, chinese_month, _form(english, _as("english"))]
    year = [
        _form(numeric, _as("numeric")),
        chinese_year,
        _form(to_month, _as("month")),
        _form(to_year, _as("year")),
    ]
    return {1: day, 2: day, 3: [minguo], 4: year, 8: [_form(compact, _as("compact"))]}


def _other_forms(
    chinese_year: Form, chinese_month: Form
) -> list[tuple[re.Pattern[str], list[Form]]]:
    numeral = rf"[{_DIGITS}十廿卅元正](?:{_NUMERAL}{{0,4}})(?={_S}[年月])"
    minguo = (
        rf"(?:中[華华])?民.{_S}(?P<y>[0-9]{{1,3}}|元|[{_DIGITS}十百]{{1,5}}){_S}年"
        rf"(?:度|{_S}{_MONTH}(?:{_S}{_DAY})?)?"
    )
    month_day = (
        rf"(?<![A-Za-z]){_english_month()}{_GAP}(?P<d>[0-9]{{1,2}}){_NTH}(?![0-9%])"
        rf"(?!,[0-9]{{3}}){_SPAN}(?:{_GAP}{_YEAR})?"
    )
    month_year = rf"(?<![A-Za-z]){_english_month()}(?:[.,]? ?(?:of )?|[-/]){_YEAR}"
    english = [_form(month_day, _as("english")), _form(month_year, _as("english"))]
    return [
        (re.compile(numeral), [chinese_year, chinese_month]),
        (re.compile("[中民](?:(?<=中)[華华]民)?[國国]"), [_form(minguo, _minguo("minguo"))]),
        (re.compile(_english_month()), english),
    ]


def _english_month() -> str:
    names = "|".join(sorted(month_names(), key=len, reverse=True))
    return rf"(?P<m>{names})(?![A-Za-z])"


@cache
def month_names() -> dict[str, int]:
    """Month names, capitalised and in capitals: may and march are words of their own."""
    text = (resources.files("search") / "data" / "months.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line[:1].isdigit())
    names = {name: int(month) for month, forms in rows for name in forms.split()}
    return names | {name.upper(): month for name, month in names.items()}


def _as(rule: str) -> Reader:
    """A reader of matches whose groups y, m, d and last say all."""

    def read(match: re.Match[str]) -> Mention | None:
        groups = match.groupdict()
        name = groups.get("m") or "0"
        year = number(groups.get("y") or "0")
        month = month_names().get(name) or number(name)
        day = number(groups.get("d") or "0")
        if any(
            groups.get(key) and not part
            for key, part in zip("ymd", (year, month, day), strict=True)
        ):
            return None
        last = number(groups.get("last") or "0")
        return Mention(match.start(), match.end(), year, month, day, rule, last)

    return read


def _minguo(rule: str) -> Reader:
    """A reader of years of the Republic of China."""

    def read(match: re.Match[str]) -> Mention | None:
        mention = _as(rule)(match)
        return mention and mention._replace(year=mention.year + _MINGUO)

    return read


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
