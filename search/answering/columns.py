"""How many columns characters take, and how much of a text fits in so many. Pure."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from unicodedata import east_asian_width

_RARE = "\U00010000"  # characters from here on are not remembered


class _Widths(dict[str, int]):
    """The columns that characters take, each found out when it is first met."""

    def __missing__(self, character: str) -> int:
        columns = 2 if east_asian_width(character) in "WF" else 1
        return self.setdefault(character, columns) if character < _RARE else columns


width_of = _Widths().__getitem__


def columns(text: str) -> int:
    """How many columns a text takes: a Chinese character two, a letter one."""
    return len(text) if text.isascii() else sum(map(width_of, text))


def fitting(text: str, room: int) -> int:
    """How many characters of a text, which has no more than columns in the room, fit in it."""
    if text.isascii():
        return len(text)
    return bisect_right([*accumulate(map(width_of, text))], room)
