"""Inline pinyin: a converter's `創(chuàng)` becomes 創.

Some sites print the reading behind every character that their converter changed. Only a
parenthesis that holds one syllable with a tone mark, directly behind a character that is
read so, counts, and only where a document has several: an author's own gloss stays.
Touches pypinyin's readings.
"""

from __future__ import annotations

import re
from functools import lru_cache

from search.cleaning.edits import Edit

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
"""The letters of pinyin that carry a tone mark (ISO 7098)."""

SYLLABLE = f"[a-zêü{TONED}ăĕĭŏŭ]{{1,6}}"
"""A pattern for one syllable, toned or neutral; breves are typed for carons."""

_PAIR = re.compile(rf"[(（]({SYLLABLE})[)）]")
_TONED_PAIR = re.compile(rf"[(（][a-zêü]{{0,5}}[{TONED}ăĕĭŏŭ]")
_CARONS = str.maketrans("ăĕĭŏŭ", "ǎěǐǒǔ")
_FEWEST = 5


@lru_cache(maxsize=8192)
def readings(char: str) -> frozenset[str]:
    """Give every reading of a Chinese character with tone marks; empty for other characters."""
    from pypinyin import Style, pinyin  # 0.3 s of import that clean documents do not need

    if not "\u3400" <= char <= "\u9fff":
        return frozenset()
    return frozenset(pinyin(char, style=Style.TONE, heteronym=True)[0])


def is_reading(syllable: str, char: str) -> bool:
    """Say whether `char` is read `syllable`."""
    return syllable.translate(_CARONS) in readings(char)


def inline_pinyin(text: str) -> list[Edit]:
    """Remove the readings behind characters where the document has five with a tone mark.

    In such a document readings in the neutral tone, 們(men), are the converter's too.
    """
    if not _TONED_PAIR.search(text):
        return []
    edits: list[Edit] = []
    toned = 0
    owner = -1
    for match in _PAIR.finditer(text):
        start = match.start()
        if not (edits and edits[-1].end == start):  # a reading printed twice has one owner
            owner = start - 1
        if owner >= 0 and is_reading(match[1], text[owner]):
            edits.append(Edit("pinyin", start, match.end(), ""))
            toned += not match[1].isascii()
    return edits if toned >= _FEWEST else []
