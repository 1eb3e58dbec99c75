"""What names of organisations end in, in both languages, and the words that steer the grammars.

Reads `data/organisation-suffixes.tsv`, `organisation-heads.tsv`, `organisation-words.tsv`,
`organisation-stops.txt` and `organisation-plain.txt`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from search.analysis import fold
from search.analysis.data import kinds, rows


class Ending(NamedTuple):
    """An ending: the kind of body, what it needs in front, characters that must not follow."""

    kind: str
    needs: str
    blocked: str = ""


@cache
def chinese_endings() -> dict[str, Ending]:
    """Ending of a Chinese name → what it says."""
    return {
        fold(row[0]): Ending(row[1], row[2], fold(row[3]))
        for row in rows("organisation-suffixes.tsv")
    }


@cache
def english_heads() -> dict[str, Ending]:
    """Head noun in lower case → what it says; the first row of a word counts."""
    heads: dict[str, Ending] = {}
    for word, kind, needs in rows("organisation-heads.tsv"):
        heads.setdefault(word, Ending(kind, needs))
    return heads


@cache
def words_of(group: str) -> frozenset[str]:
    """The words of one group of `organisation-words.tsv`, in lower case."""
    return frozenset(" ".join(kinds("organisation-words.tsv")[group]).split())


@cache
def stops() -> frozenset[str]:
    """Chinese words behind which a name begins."""
    return frozenset(fold(" ".join(row[0] for row in rows("organisation-stops.txt"))).split())


@cache
def plain() -> frozenset[str]:
    """Chinese words that alone name nobody."""
    return frozenset(fold(" ".join(row[0] for row in rows("organisation-plain.txt"))).split())


def kind_of(name: str) -> str:
    """The kind that the ending of a name tells, else `other`."""
    endings = chinese_endings()
    for size in range(min(len(name), 12), 1, -1):
        if ending := endings.get(name[-size:]):
            return ending.kind
    heads = english_heads()
    for word in name.casefold().replace(",", " ").split():
        if word in ("ministry", "university", "bank", "institute", "academy") and word in heads:
            return heads[word].kind
    for word in reversed(name.casefold().replace(",", " ").split()):
        if ending := heads.get(word.rstrip(".")):
            return ending.kind
    return "other"
