"""Text on a terminal: cells, line breaks and colour, and nothing in it that could steer it.

Widths are terminal cells: a Chinese character takes two, a combining mark none. Pure
functions over wcwidth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from search.shell.safety import safe

STYLES = {"title": "1", "mark": "1;31", "path": "32", "faint": "2"}
"""Select Graphic Rendition parameters (ECMA-48, 8.3.117): bold, bold red, green, faint."""

OPENING = frozenset("（《〈「『【〔〖［｛“‘([{")
CLOSING = frozenset("，。、；：？！）》〉」』】〕〗］｝”’…—·～,.;:?!)]}%％")

Marks = Sequence[tuple[int, int]]


def width(text: str) -> int:
    """How many cells the text takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_cells, text))


@lru_cache(maxsize=1 << 14)
def _cells(character: str) -> int:
    from wcwidth import wcwidth  # a list in a pipe needs no widths

    return max(0, wcwidth(character))


def pad(text: str, cells: int) -> str:
    """The text with spaces behind it up to a width."""
    return text + " " * (cells - width(text))


def broken(text: str, cells: int) -> Iterator[tuple[int, int]]:
    """The lines, as `[start, end)`, that text without line ends takes at a width.

    Lines break at spaces and beside wide characters, but never before closing or after
    opening punctuation; a word longer than a line is cut. Spaces at line ends are dropped.
    """
    start = chance = used = 0
    for here, character in enumerate(text):
        size = _cells(character)
        if here > start and _may_break(text[here - 1], character, size):
            chance = here
        if used + size > cells and here > start and not character.isspace():
            end = chance if chance > start else here
            yield start, start + len(text[start:end].rstrip())
            start, used = end, width(text[end:here])
        used += size
    yield start, start + len(text[start:].rstrip())


def _may_break(before: str, after: str, size: int) -> bool:
    if after.isspace():
        return False
    if before.isspace():
        return True
    wide = size == 2 or (size == 1 and _cells(before) == 2)
    return wide and before not in OPENING and after not in CLOSING


class Paper(Struct, frozen=True):
    """What is printed on: its width in cells (0: lines are never broken), colour or not."""

    width: int = 0
    colour: bool = False

    def styled(self, text: str, style: str) -> str:
        """The text, made safe, in a style."""
        return self.marked(text, (), style)

    def marked(self, text: str, marks: Marks, style: str = "") -> str:
        """The text on one line with its marks shown; no wider than it is."""
        return self._painted(safe(text), 0, len(text), _merged(marks), style)

    def block(self, text: str, marks: Marks = (), indent: int = 0, style: str = "") -> list[str]:
        """The lines that the text takes, indented; line ends of the text break lines too."""
        room = max(20, self.width - indent) if self.width else 0
        ordered, first, offset = _merged(marks), 0, 0
        lines = []
        for line in text.split("\n"):
            clean = safe(line)
            for start, end in broken(clean, room) if room else ((0, len(clean)),):
                while first < len(ordered) and ordered[first][1] <= offset + start:
                    first += 1
                last = first
                while last < len(ordered) and ordered[last][0] < offset + end:
                    last += 1
                here = [(a - offset, b - offset) for a, b in ordered[first:last]]
                lines.append(" " * indent + self._painted(clean, start, end, here, style))
            offset += len(line) + 1
        return lines

    def _painted(self, text: str, start: int, end: int, marks: Marks, style: str) -> str:
        """`text[start:end]`, already safe, in a style and with the marks that touch it."""
        if not self.colour:
            return text[start:end]
        pieces, here = [], start
        for mark_start, mark_end in marks:
            left, right = max(here, mark_start), min(end, mark_end)
            if left < right:
                pieces += [_sgr(text[here:left], style), _sgr(text[left:right], "mark")]
                here = right
        return "".join([*pieces, _sgr(text[here:end], style)])


def _merged(marks: Marks) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _sgr(text: str, style: str) -> str:
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if text and style else text
