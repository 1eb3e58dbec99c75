"""Stop words: words that say nothing by themselves, and terms that hold one and say something.

Touches `search/data/stopwords.txt` and `kept-words.txt`.
"""

from __future__ import annotations

from functools import cache

from search.analysis.data import rows
from search.analysis.folding import fold


@cache
def stop_words() -> frozenset[str]:
    """English words in lower case and folded Chinese words."""
    return _folded("stopwords.txt")


@cache
def kept_words() -> frozenset[str]:
    """Folded Chinese words that segmenting parts at a stop word (可持续, 中美)."""
    return _folded("kept-words.txt")


def _folded(name: str) -> frozenset[str]:
    return frozenset(fold("\n".join(row[0] for row in rows(name))).split("\n"))
