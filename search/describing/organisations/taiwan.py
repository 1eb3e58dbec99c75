"""Whose body a name means that bodies of Taiwan and of the mainland have: 科技部, 經濟日報.

Reads `data/organisation-taiwan.tsv`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from search.analysis import fold
from search.analysis.data import kinds, rows
from search.describing.language import language_and_script

_READ = 20_000  # characters of a text that show where it was written
_HAN = re.compile("[\u3400-\u9fff]+")
_SAID = re.compile(r"(?:台湾|Taiwan(?:'s|’s)? ?)$")
_APART = r"(?<!\w.)"  # behind the first letter of a word
_LONGEST = 10  # characters of what says in front of a name, or at its beginning, whose it is


def of_state(identifier: str, text: str, start: int | None = None) -> str:
    """The id of the body that is meant by a name at `start` of a text, `identifier` by default;
    without `start`, by one that stands elsewhere.
    """
    other = _bodies().get(identifier)
    if other is None or (start is not None and is_chinas(text, start)):
        return identifier
    said = start and _SAID.search(fold(text[max(0, start - _LONGEST) : start]))
    return other if said or is_of_taiwan(text) else identifier


def is_chinas(text: str, start: int) -> bool:
    """Whether a name at `start` begins with the mainland or stands behind it: 中國外交部."""
    low = max(0, start - _LONGEST)
    near = fold(text[low : start + _LONGEST])
    return any(low + m.start() <= start <= low + m.end() for m in _chinas().finditer(near))


@lru_cache(maxsize=2)
def is_of_taiwan(text: str) -> bool:
    """Whether a text shows that it was written in Taiwan or speaks of its authorities: Chinese one
    is in traditional script, and its words for Taiwan outnumber those for the mainland.
    """
    opening = text[:_READ]
    chinese = "".join(_HAN.findall(opening))
    if chinese and language_and_script(chinese)[1] == "Hans":
        return False
    folded = fold(opening)
    return len(_anchors("taiwan").findall(folded)) > len(_anchors("china").findall(folded))


@cache
def _bodies() -> dict[str, str]:
    return {row[1]: row[2] for row in rows("organisation-taiwan.tsv") if row[0] == "body"}


@cache
def _chinas() -> re.Pattern[str]:
    """What says that a body is the mainland's; English words stand apart from its name."""
    words = "|".join(kinds("organisation-taiwan.tsv")["chinas"]).split("|")
    parts = (word if word[0] >= "\u3400" else f"{word} " for word in words)
    return re.compile("|".join(parts), re.IGNORECASE)


@cache
def _anchors(kind: str) -> re.Pattern[str]:
    """The words of a kind, English ones from where a word begins. A set of what they begin with
    comes first, which makes it ten times as fast.
    """
    rests: dict[str, list[str]] = {}
    for word in "|".join(kinds("organisation-taiwan.tsv")[kind]).split("|"):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    begins = (
        f"(?<={first}){_APART if first.isascii() else ''}(?:{'|'.join(rest)})"
        for first, rest in rests.items()
    )
    return re.compile(f"[{''.join(rests)}](?:{'|'.join(begins)})")
