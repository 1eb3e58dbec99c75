"""What an amount measures: a short noun phrase beside it, in the words of the text.

The phrase of either language is found by `chinese` and `english`, the Chinese one first. Pure
functions over folded text; give offsets.
"""

from __future__ import annotations

import re
from typing import Final

from search.describing.figures import chinese, english
from search.describing.figures.chinese import Place
from search.describing.figures.units import words

_WINDOW: Final = 80  # characters in front that are looked at
_BRACKET_BACKWARDS = re.compile(r"\s?[)）][^()（）\n]{0,40}[(（]")


def behind(text: str, end: int) -> Place | None:
    """The phrase that follows an amount."""
    spaced = english.behind(text, end) if text[end : end + 1] == " " else None
    return spaced or chinese.behind(text, end)


def in_front(text: str, start: int, low: int) -> Place | None:
    """The phrase in front of an amount: 种子资金 in 种子资金累计8500万元, total area of … is.

    What stands before `low` belongs to another amount.
    """
    low = max(low, start - _WINDOW)
    window = text[low:start][::-1]
    bracket = _BRACKET_BACKWARDS.match(window)
    end = start - bracket.end() if bracket else start
    if run := chinese.run_before(text, end, low):
        return chinese.in_front(text, *run, low)
    return english.in_front(text, end, low)


def changes(phrase: str) -> bool:
    """Whether a phrase only tells that something grew or shrank (增长), and not what."""
    return phrase in chinese.changes()


def joins(gap: str) -> bool:
    """Whether nothing but links stands between two amounts (、, 增至, but), so that both measure
    the same.
    """
    bare = gap.strip(" ,、(（")
    found = bare.split() if bare.isascii() else chinese.parted(bare)
    return all(word in chinese.links() or word in words("joint") for word in found)
