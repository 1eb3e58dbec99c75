"""Describe: find every date that is written in a text, in English and in Chinese.

Knows where a date may stand and nothing of what it means; `dates` and `events` decide that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import cache, lru_cache

from search.describing.dates.forms import Form, digit_forms, other_forms
from search.describing.dates.values import Mention, possible

_DIGIT_RUN = re.compile("[0-9][0-9]*")  # much faster to find than [0-9]+
_CENTURIES = ("18", "19", "20", "21")
_AFTER_DAY = re.compile(  # what may follow a day, a month or a year of two or three digits
    r"[-/.] ?[0-9]|[ \t]{0,2}[月年]| [089] [0-9] [0-9] ?[-/.年]"
    r"|(?:st|nd|rd|th)?(?:(?:[ \t]{0,2}[-–—~][ \t]{0,2}| to )[0-9]|[ \t\-/]{0,2}(?:of )?[JFMASOND])"
)


_WITH_MINUTES = 6  # digits of a year right behind the minutes of a clock


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
            if mention and possible(mention):
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
        if end - start == _WITH_MINUTES and text.startswith(":", start - 1):
            start += 2  # 12:332024/10/03
        forms = digits.get(end - start)
        if forms and (
            text.startswith(_CENTURIES, start) if end - start > 3 else _AFTER_DAY.match(text, end)
        ):
            yield start, forms
    for beginning, forms in others if not text.isascii() else others[1:2]:
        for match in beginning.finditer(text):
            yield match.start(), forms


def _apart(found: list[Mention]) -> Iterator[Mention]:
    """The first and longest of those that overlap."""
    end = 0
    for mention in found:
        if mention.start >= end:
            end = mention.end
            yield mention


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


@cache
def _forms() -> tuple[dict[int, list[Form]], list[tuple[re.Pattern[str], list[Form]]]]:
    """The forms that begin with digits by the number of digits, and the others."""
    return digit_forms(), other_forms()
