"""Where a text was written, as far as names mean other things there: in Taiwan, in Hong Kong.

Reads `data/organisation-namesakes.tsv`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from search.analysis import fold
from search.analysis.data import kinds
from search.describing.language import language_and_script

TAIWAN, HONG_KONG = "taiwan", "hongkong"
_READ = 20_000  # characters of a text that show where it was written
_HAN = re.compile("[\u3400-\u9fff]+")
_APART = r"(?<!\w.)"  # behind the first letter of a word


@lru_cache(maxsize=4)
def is_of(place: str, text: str) -> bool:
    """Whether a text shows that it was written in this place or speaks of its authorities: Chinese
    one is in traditional script, and its words for the place outnumber those for the mainland.
    """
    opening = text[:_READ]
    chinese = "".join(_HAN.findall(opening))
    if chinese and language_and_script(chinese)[1] == "Hans":
        return False
    folded = fold(opening)
    return len(_anchors(place).findall(folded)) > len(_anchors("china", place).findall(folded))


@cache
def _anchors(kind: str, but: str = "") -> re.Pattern[str]:
    """The words of a kind that are none of another, English ones from where a word begins. A set of
    what they begin with comes first, which makes it ten times as fast.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(_words(kind) - _words(but), key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    begins = (
        f"(?<={first}){_APART if first.isascii() else ''}(?:{'|'.join(rest)})"
        for first, rest in rests.items()
    )
    return re.compile(f"[{''.join(rests)}](?:{'|'.join(begins)})")


def _words(kind: str) -> set[str]:
    return set("|".join(kinds("organisation-namesakes.tsv").get(kind, ())).split("|"))
