"""Chinese titles in the order of their pinyin, as readers expect of a list.

Touches `search/data/readings.tsv`, which `compile` makes of pypinyin's readings.
"""

from __future__ import annotations

from functools import cache

from search.analysis.data import rows

_ENOUGH = 24  # characters; nobody compares titles further


@cache
def _syllables() -> dict[str, str]:
    return {character: row[0] for row in rows("readings.tsv") for character in row[1]}


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def sort_key(title: str) -> bytes:
    """Return ASCII bytes that sort titles: letters without case, then Han by pinyin."""
    from unicodedata import normalize

    start = normalize("NFKD", title[:_ENOUGH]).casefold()
    spelled = "".join(_syllables().get(c, "") if _is_han(c) else c for c in start)
    plain = "".join(c for c in spelled if c.isalnum() or c == " ").strip()
    return plain.encode("ascii", "ignore") or b"~"
