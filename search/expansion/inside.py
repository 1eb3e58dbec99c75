"""The known words inside a Chinese word that no dictionary has as a whole.

Touches the dictionary, the glossary, and how frequent jieba says that words are.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from typing import Final

from search.analysis.mapped import TOTAL
from search.analysis.segmentation import mapped_dictionary
from search.expansion.glossary import domain_glossary
from search.expansion.table import table

_LONGEST: Final = 8  # characters of a known word


def pieces(word: str) -> list[str]:
    """The known words of two or more characters inside a folded Chinese word, longest first
    from the left or from the right, as is likelier: a 主教练 is a 教练, no 主教. Of a known word
    those that it consists of, as 美洲 is no part of 美洲豹, or that which it ends in (核聚变).
    """
    ways = list(_from_left(word)), list(_from_right(word))[::-1]
    best = ways[0] if ways[0] == ways[1] else max(ways, key=_likely)
    found = [piece for piece in best if len(piece) > 1]
    if len(found) == len(best) or not _known(word):
        return found
    return found if found == best[-1:] else []


def _from_left(word: str) -> Iterator[str]:
    start = 0
    while start < len(word):
        ends = range(min(len(word) - (start == 0), start + _LONGEST), start + 1, -1)
        end = next((end for end in ends if _known(word[start:end])), start + 1)
        yield word[start:end]
        start = end


def _from_right(word: str) -> Iterator[str]:
    end = len(word)
    while end:
        starts = range(max(int(end == len(word)), end - _LONGEST), end - 1)
        start = next((start for start in starts if _known(word[start:end])), end - 1)
        yield word[start:end]
        end = start


def _likely(words: list[str]) -> float:
    """How likely words stand side by side, by how frequent each is."""
    dictionary = mapped_dictionary()
    if dictionary is None:
        return 0.0
    return sum(log(max(1, dictionary.find(word)[0]) / TOTAL) for word in words)


def _known(word: str) -> bool:
    return bool(domain_glossary().find(word) or table("dictionary-chinese").find(word))
