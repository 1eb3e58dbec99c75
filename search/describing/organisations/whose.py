"""Whose a body is of which Taiwan or Hong Kong has one of the same name: 科技部, 證監會.

Reads `data/organisation-namesakes.tsv`.
"""

from __future__ import annotations

import re
from functools import cache

from search.analysis import fold
from search.analysis.data import kinds, rows
from search.describing.written import HONG_KONG, TAIWAN, is_of

_SAID = {
    TAIWAN: re.compile(r"(?:台湾|Taiwan(?:'s|’s)? ?)$"),
    HONG_KONG: re.compile("香港$"),
}
_LONGEST = 10  # characters of what says in front of a name, or at its beginning, whose it is


def of_state(identifier: str, text: str, start: int | None = None) -> str:
    """The id of the body that is meant by a name at `start` of a text, `identifier` by default;
    without `start`, by one that stands elsewhere.
    """
    other, place = _bodies().get(identifier, ("", ""))
    if not other or (start is not None and is_chinas(text, start)):
        return identifier
    if place == HONG_KONG and text[start or 0].isascii():  # CSRC
        return identifier
    said = start and _SAID[place].search(fold(text[max(0, start - _LONGEST) : start]))
    return other if said or is_of(place, text) else identifier


def is_chinas(text: str, start: int) -> bool:
    """Whether a name at `start` begins with the mainland or stands behind it: 中國外交部."""
    low = max(0, start - _LONGEST)
    near = fold(text[low : start + _LONGEST])
    return any(low + m.start() <= start <= low + m.end() for m in _chinas().finditer(near))


@cache
def _bodies() -> dict[str, tuple[str, str]]:
    """The other body of a name, and where that is the one that is meant."""
    listed = (row for row in rows("organisation-namesakes.tsv") if row[0] == "body")
    return {row[1]: (row[2], row[3]) for row in listed}


@cache
def _chinas() -> re.Pattern[str]:
    """What says that a body is the mainland's; English words stand apart from its name."""
    words = "|".join(kinds("organisation-namesakes.tsv")["chinas"]).split("|")
    parts = (word if word[0] >= "\u3400" else f"{word} " for word in words)
    return re.compile("|".join(parts), re.IGNORECASE)
