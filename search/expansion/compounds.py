"""Words that are written as one, with a hyphen or as two: cooperation, co-operation; Q&A, Q & A.

Touches `search/data/lookup/compounds.tsv` and the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from search.analysis.data import rows
from search.expansion.table import table

_HYPHEN: Final = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_AND: Final = re.compile(r"(?<=\w)&(?=\w)")
_NUMBERED: Final = re.compile(r"([a-z]{2,16})(\d{1,4}(?:\.\d{1,2})?)", re.ASCII)
_FEWEST: Final = 3  # letters of the part that is a word of its own
_SHORT: Final = 2  # letters of each of two words that a dictionary has side by side
_LONGEST: Final = 32


def joined(text: str) -> str:
    """A text whose hyphens inside of words are left out."""
    return _HYPHEN.sub("", text)


def compounds(word: str) -> Iterator[str]:
    """Yield the ways to write a word in lower case with a hyphen less or more, or `&` apart.

    A word that the dictionary does not know may consist of any two words (makerspace), short
    ones if the dictionary has them side by side (wifi); of one
    that it knows only usual beginnings and ends are parted: notable is not `not able`.
    """
    if len(word) > _LONGEST:
        return
    if (one := joined(word)) != word:
        yield one
    elif (apart := _AND.sub(" & ", word)) != word:
        yield apart
    elif numbered := _NUMBERED.fullmatch(word):
        yield f"{numbered[1]}-{numbered[2]}"
    elif word.isascii() and word.isalpha():
        known = bool(table("dictionary-english").find(word))
        for place in range(1, len(word)):
            first, last = word[:place], word[place:]
            usual = (first in _parts("begins") and len(last) >= _FEWEST) or (
                last in _parts("ends") and len(first) >= _FEWEST
            )
            if usual or (not known and _may_be_two(first, last)):
                yield f"{first}-{last}"


def _may_be_two(first: str, last: str) -> bool:
    """Whether an unknown word may be these two."""
    size = min(len(first), len(last))
    return size >= _FEWEST or (
        size >= _SHORT and bool(table("dictionary-english").find(f"{first} {last}"))
    )


@cache
def _parts(role: str) -> frozenset[str]:
    return frozenset(
        part
        for kind, parts in rows("lookup/compounds.tsv")
        if kind == role
        for part in parts.split()
    )
