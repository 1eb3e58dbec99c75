"""Brackets and marks in front of a Chinese name, which are no part of it. Pure."""

from __future__ import annotations

_OPENING, _CLOSING, _MARKS = "（(", "）)", "-·•&"


def from_name(words: list[str]) -> list[str]:
    """The words from where a name may begin: behind brackets that are only closed among them,
    and behind what stands in brackets at their beginning, as in （二）众创空间.
    """
    words = words[_behind_closed(words) :]
    while words and words[0] in _OPENING + _CLOSING + _MARKS:
        words = words[_behind_bracketed(words) :]
    return words


def _behind_closed(words: list[str]) -> int:
    """The number of words up to the last bracket that closes what was opened before them."""
    depth = found = 0
    for number, word in enumerate(words, 1):
        if word in _OPENING:
            depth += 1
        elif word in _CLOSING and depth:
            depth -= 1
        elif word in _CLOSING:
            found = number
    return found


def _behind_bracketed(words: list[str]) -> int:
    """The number of words up to the bracket that closes the first one; 1 if none does."""
    depth = 0
    for number, word in enumerate(words, 1):
        depth += (word in _OPENING) - (word in _CLOSING)
        if not depth:
            return number
    return 1
