"""Describe: whether a day without a year is the coming one or the last: until 20 June.

Reads `data/date-words.tsv`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from search.describing.dates.numerals import date_words
from search.describing.dates.values import Mention
from search.describing.wordlist import late

_SENTENCE = re.compile(r"[^。;!?\n]*")  # what a date has behind it
_NEARBY = 60  # characters of a sentence in front of a date or behind it that tell a plan
_TOLD = 300  # characters of a paragraph in front of a date that may name another year
_SOON = timedelta(days=120)  # a day of the same year so far ahead is the coming one
_NEXT = timedelta(days=45)  # a day of the next year
_PLANNED = timedelta(days=300)  # a day for which something is planned
_CLAUSE_START = re.compile(r"[。;!?\n]|\. ")
_DONE = re.compile("(?<![为為除])了(?![解结結])")
# A word in front of a day, in its sentence, that tells what is to come.
_PLANNED_WORDS = late(lambda: "|".join(date_words("planned")))
# A word in front of a day, in its sentence, that tells what was.
_OVER = late(lambda: "|".join(date_words("over")))
# What stands behind a day by which something is due or from which it holds.
_DUE = late(
    lambda: (
        r"(?:\([^()\n]{1,8}\))? ?(?:[上下中]午)?(?:[0-9]{1,2}[:时時点點][0-9]{0,2}分?)?"
        rf"(?:{'|'.join(date_words('due'))})"
    )
)


class Published(NamedTuple):
    """The first and the last day that the publication date allows."""

    first: date
    last: date


def is_coming(text: str, last: Mention, before: str, reference: Published) -> bool:
    """Whether not the `last` such day is meant, but the next: something is planned for it or due by
    it, or it is near and nothing tells of what is over.

    Writers leave out the year of their own time: in March, April is the coming one. `before` is
    what stands in front of the day, in lower case.
    """
    day = date(last.year, last.month, min(last.day or 28, 28))
    coming = day.replace(year=last.year + 1)
    ahead = coming - reference.last
    if day >= reference.first:
        return False
    if before.endswith(date_words("ahead")):
        return True
    if ahead > _PLANNED or before.endswith(date_words("as of")):
        return False
    start = max(0, last.start - _NEARBY)
    front = _CLAUSE_START.split(text[start : last.start])[-1].casefold()
    behind = _SENTENCE.match(text, last.end, last.end + _NEARBY)
    if _DONE.search(behind[0] if behind else ""):
        return False
    if _DUE.match(text, last.end) or _PLANNED_WORDS.search(front):
        return True
    told = text[max(0, last.start - _TOLD) : last.start].rpartition("\n")[2]
    past = _OVER.search(front) or str(last.year) in told
    if past or any(word in told.casefold() for word in date_words("y-1")):
        return False
    return ahead <= (_SOON if coming.year == reference.last.year else _NEXT)
