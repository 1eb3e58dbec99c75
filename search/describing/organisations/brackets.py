"""Brackets and marks around a Chinese name, which are no part of it; quotation marks around awards.

Reads `data/organisation-words.tsv`.
"""

from __future__ import annotations

import re
from functools import cache

from search.describing.organisations.endings import words_of

_OPENING, _CLOSING, _MARKS = "（(", "）)", "-·•&"
_QUOTED = 12  # characters between the opening mark and a name in quotation marks
_AWARD = 6  # characters of what is said in front of an award
_MARKED = re.compile('[“「『"][\u3400-\u9fff]{0,12}$')
_CLOSED = tuple('”」』"')


def from_name(words: list[str]) -> list[str]:
    """The words from where a name may begin: behind brackets that are only closed among them,
    and behind what stands in brackets at their beginning, as in （二）众创空间.
    """
    words = words[_behind_closed(words) :]
    while words and words[0] in _OPENING + _CLOSING + _MARKS:
        words = words[_behind_bracketed(words) :]
    return words


def _behind_closed(words: list[str]) -> int:
    """The number of words up to the last bracket that closes what was opened before them."""
    depth = found = 0
    for number, word in enumerate(words, 1):
        if word in _OPENING:
            depth += 1
        elif word in _CLOSING and depth:
            depth -= 1
        elif word in _CLOSING:
            found = number
    return found


def _behind_bracketed(words: list[str]) -> int:
    """The number of words up to the bracket that closes the first one; 1 if none does."""
    depth = 0
    for number, word in enumerate(words, 1):
        depth += (word in _OPENING) - (word in _CLOSING)
        if not depth:
            return number
    return 1


def is_award(folded: str, start: int, end: int) -> bool:
    """Whether what reads like a name is that of an award or a plan: 获评“灯塔工厂”, “…学会”奖."""
    marked = _MARKED.search(folded, max(0, start - _QUOTED - 1), start)
    if not marked or folded[end : end + 1] not in _CLOSED:
        return False
    before, after = _awards()
    given = before.search(folded, max(0, marked.start() - _AWARD), marked.start())
    return bool(given or after.match(folded, end + 1))


@cache
def _awards() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands in front of an award, and what follows one."""
    before, after = ("|".join(sorted(words_of(group))) for group in ("awarded", "award"))
    return re.compile(rf"(?:{before})$"), re.compile(after)
