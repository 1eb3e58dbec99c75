"""Stop words: words that say nothing by themselves. Touches `search/data/stopwords.txt`."""

from __future__ import annotations

from functools import cache

from search.analysis import fold
from search.analysis.data import rows


@cache
def stop_words() -> frozenset[str]:
    """English words in lower case and folded Chinese words."""
    return frozenset(fold("\n".join(row[0] for row in rows("stopwords.txt"))).split("\n"))
