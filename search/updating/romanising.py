"""Chinese titles in the order of their pinyin, as readers expect of a list.

Touches `search/data/readings.tsv`, which `compile` makes of pypinyin's readings.
"""

from __future__ import annotations

import re
from functools import cache

from search.analysis.data import rows

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_ENOUGH = 24  # characters; nobody compares titles further


@cache
def _syllables() -> dict[str, str]:
    return {character: row[0] for row in rows("readings.tsv") for character in row[1]}


def sort_key(title: str) -> bytes:
    """Return ASCII bytes that sort titles: letters without case, then Han by pinyin."""
    from unicodedata import normalize

    start = normalize("NFKD", title[:_ENOUGH]).casefold()
    spelled = "".join(_syllables().get(c, "") if _HAN.match(c) else c for c in start)
    plain = "".join(c for c in spelled if c.isalnum() or c == " ").strip()
    return plain.encode("ascii", "ignore") or b"~"
