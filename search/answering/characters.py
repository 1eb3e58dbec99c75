"""The characters of a text as arrays: in one script, width and case, and what each of them is.

What a text says is compared letter by letter (`sameness`), and telling of one after the other in
Python what it is takes ten times as long. A table has all that were met so far. Touches the
analyser and the numerals.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Final
from unicodedata import category, normalize

import numpy as np
from numpy.typing import NDArray

from search.analysis import fold
from search.describing.figures.units import NUMERALS

_KINDS: Final = np.uint32(10)  # bits, above which stands what a character becomes
_ENDS: Final = frozenset("。！？!?；;\n")

Codes = NDArray[np.uint32]
Places = NDArray[np.int64]


class Kind:
    """What a character is, as bits."""

    MET: Final = 1  # as are all that the table has
    IN_WORDS: Final = 2
    LETTER: Final = 4
    LATIN: Final = 8  # without a mark
    DIGIT: Final = 16
    NUMERAL: Final = 32
    END: Final = 64  # of a sentence
    SPACE: Final = 128
    DOT: Final = 256
    JOINS: Final = 512  # becomes several characters, or may become one with its neighbour


def plain(text: str) -> tuple[Codes, Codes]:
    """Return the characters of a text in one script, width and case, and their kinds."""
    met = _met(_points(text))
    if np.bitwise_or.reduce(met, initial=0) & Kind.JOINS:
        codes = _points(fold(normalize("NFKC", text)).lower())
        return codes, _met(codes)
    return met >> _KINDS, met


def _points(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _met(points: Codes) -> Codes:
    """Look characters up in the table of those that were met; put there those that were not."""
    table = _table()
    found = table.take(points)
    if not found.all():
        for point in np.unique(points[found == 0]).tolist():
            table[point] = _meet(chr(point))
        found = table.take(points)
    return found


@cache
def _table() -> Codes:
    return np.zeros(sys.maxunicode + 1, np.uint32)  # only what is written to takes memory


def _meet(character: str) -> int:
    """Return what a character becomes by itself, above its kinds."""
    folded = fold(normalize("NFKC", character)).lower()
    joins = len(folded) > 1 or character == "Σ" or any(map(_may_join, character + folded))
    one = character if joins else folded
    kinds = (
        (Kind.IN_WORDS, one.isalnum()),
        (Kind.LETTER, one.isalpha()),
        (Kind.LATIN, "a" <= one <= "z"),
        (Kind.DIGIT, one.isdecimal()),
        (Kind.NUMERAL, one in NUMERALS),
        (Kind.END, one in _ENDS),
        (Kind.SPACE, one.isspace()),
        (Kind.DOT, one == "."),
        (Kind.JOINS, joins),
    )
    return ord(one) << int(_KINDS) | Kind.MET | sum(kind for kind, so in kinds if so)


def _may_join(character: str) -> bool:
    """Whether a character may become one with its neighbour: marks, and parts of Hangul."""
    return category(character)[0] == "M" or "\u1100" <= character <= "\u11ff"


def stretches(marked: NDArray[np.bool_]) -> tuple[Places, Places]:
    """Return where marked characters begin to stand in a row, and where they cease to."""
    edges = np.flatnonzero(np.diff(marked, prepend=False, append=False))
    return edges[0::2], edges[1::2]
