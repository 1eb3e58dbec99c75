"""Describe: what a written date says, and the numerals and month names that dates are made of.

Reads `data/months.tsv`.
"""

from __future__ import annotations

from calendar import monthrange
from functools import cache
from importlib import resources
from typing import Final, NamedTuple


class Mention(NamedTuple):
    """A date as written in `text[start:end]`; 0 for a year, month or day that is not there.

    `last_day` closes a range inside one month (21–23 July). `rule` names the form:
    `numeric`, `chinese`, `minguo`, `english`; `reign` (光绪二十四年) and `lunar` (农历), which
    no page is published by; `lunar-day`, whose month and day are still the lunar ones; and
    the doubtful forms that only a label makes a date: `compact` (20160815), `month`
    (2016-08), `year` (2016), `minguo-numeric` (105.08.15, 105年8月15日).
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


DOUBTFUL: Final = frozenset({"compact", "month", "year", "minguo-numeric"})
NEVER_PUBLISHED: Final = frozenset({"reign", "lunar", "lunar-day"})
DIGITS: Final = "〇零○一二三四五六七八九"
MINGUO: Final = 1911  # the year before Minguo 1

_ZEROS: Final = str.maketrans("0OＯ", "〇〇〇")  # 二0一六 as keyboards have it
_OLDEST_REIGN: Final = 1368


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """The date at the precision that is known."""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def possible(mention: Mention) -> bool:
    """Whether the calendar has such a date, between 1800 (reigns: 1368) and 2199."""
    first = _OLDEST_REIGN if mention.rule == "reign" else 1800
    if mention.year and not first <= mention.year < 2200:
        return False
    if mention.month > 12:
        return False
    if mention.rule == "lunar-day":
        return mention.day <= 30
    longest = monthrange(mention.year or 2000, mention.month)[1] if mention.month else 0
    return max(mention.day, mention.last_day) <= longest


def number(numeral: str) -> int:
    """The value of a numeral in Western or Chinese digits (`15`, `十五`, `二〇一六`, `廿一`)."""
    if numeral.isdecimal() and numeral.isascii():
        return int(numeral)
    if numeral in ("元", "正"):
        return 1
    numeral = numeral.translate(_ZEROS).removeprefix("初")
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
        value = value * 10 + max(0, DIGITS.find(digit) - 2)
    return value


@cache
def month_names() -> dict[str, int]:
    """Month names, capitalised and in capitals: may and march are words of their own."""
    text = (resources.files("search") / "data" / "months.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line[:1].isdigit())
    names = {name: int(month) for month, forms in rows for name in forms.split()}
    return names | {name.upper(): month for name, month in names.items()}
