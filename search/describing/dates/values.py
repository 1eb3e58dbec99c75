"""Describe: what a written date says, and which days there are. Pure."""

from __future__ import annotations

from calendar import monthrange
from typing import Final, NamedTuple


class Mention(NamedTuple):
    """A date as written in `text[start:end]`; 0 for a year, month or day that is not there.

    `last_day` closes a range inside one month (21–23 July). `rule` names the form:
    `numeric`, `chinese`, `minguo`, `english`; `short` (08/17/16, 16年8月17日), which no
    sentence makes a date; `reign` (光绪二十四年) and `lunar` (农历), which
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
MINGUO: Final = 1911  # the year before Minguo 1

_OLDEST_REIGN: Final = 1368


def iso(year: int, month: int = 0, day: int = 0) -> str:
    """The date at the precision that is known."""
    written = f"{year:04}-{month:02}" if month else f"{year:04}"
    return f"{written}-{day:02}" if day else written


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
