"""Describe: how far a text takes up the words of a line. Standard library."""

from __future__ import annotations

import re
from operator import add

_LOOKED_FOR = 120  # characters of a line
_FEW_PIECES = 3  # a line with fewer may share them by chance
_PIECE = re.compile("[a-z]{4,}")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


def shared(text: str, body: str) -> float:
    """The share of the line's words (Chinese: pairs) that stand in the body, from 0 to 1.

    The body's case is folded.
    """
    parts = pieces(text)
    if len(parts) < _FEW_PIECES:
        return 0.0
    return sum(piece in body for piece in parts) / len(parts)


def pieces(text: str) -> list[str]:
    """The words of a line in lower case, but short ones, and its pairs of Chinese characters."""
    text = text[:_LOOKED_FOR].casefold()
    found = _PIECE.findall(text)
    for run in _HAN.findall(text):
        found += map(add, run, run[1:])
    return found
