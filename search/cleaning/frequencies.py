"""How likely a stretch of Chinese is, by the word frequencies of jieba's dictionary.

Loaded at first use, by damaged documents only. Touches jieba's dictionary file and OpenCC.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import log

_LONGEST_WORD = 6
_UNKNOWN = -6.0  # added to the rarest word's log frequency for a character in no word


@cache
def _converter() -> object:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Fold traditional characters to simplified ones; the length stays."""
    return str(_converter().convert(text))  # type: ignore[attr-defined]


@cache
def _frequencies() -> tuple[dict[str, float], float]:
    counts: dict[str, int] = {}
    with (files("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, _ = line.split(" ", 2)
            if len(word) <= _LONGEST_WORD:
                counts[word] = int(count)
    total = log(sum(counts.values()))
    return {word: log(count or 1) - total for word, count in counts.items()}, -total


def likelihood(text: str) -> float:
    """Give the log probability of the best segmentation of `text` into words (unigrams)."""
    words, floor = _frequencies()
    text = simplified(text)
    best = [0.0] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        best[end] = best[end - 1] + words.get(text[end - 1], floor + _UNKNOWN)
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            value = words.get(text[start:end])
            if value is not None and best[start] + value > best[end]:
                best[end] = best[start] + value
    return best[len(text)]
