"""Describe: notes in Markdown that are titled by their file's name, as Obsidian and others have it.

Such a note has no heading of the first level: all that it has are of parts. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from search.describing.linewords import pieces
from search.describing.pagelines import Line, Page

_SUFFIXES: Final = frozenset((".md", ".markdown"))
_FENCES: Final = ("```", "~~~")
_NO_TITLES: Final = (*_FENCES, "$$", ">", "* ", "- ")  # code, a formula, a quotation, an item
_LEVEL: Final = re.compile("#{1,6}(?= )")
# Words with blanks between, Chinese ones, or a single one with a capital; others-are-made-up.
_IN_WORDS: Final = re.compile(
    r"(?=.*[^\W\d_]{2})(?:.*\S .*|.*[\u3400-\u9fff]{2}.*|(?=.*[A-Z])[^\W_]+)"
)
_OPENING: Final = 20_000  # characters of the text in which the words of the name are looked for
_TAKEN_UP: Final = 0.5  # of these words


def subject(sheet: Page, path: str, best: Line | None) -> str:
    """The name of a note's file where it is the title: it is in words, most of which the text takes
    up, and `best`, the line that looks most like a headline, is none of it. Empty where it is not.
    """
    file = PurePosixPath(path)
    if file.suffix.lower() not in _SUFFIXES or not _IN_WORDS.fullmatch(file.stem):
        return ""
    levels = _levels(sheet.lines)
    if levels["#"] or (best and not _is_part(best, levels, sheet.lines[0])):
        return ""
    words, opening = pieces(file.stem) or [file.stem.casefold()], sheet.text[:_OPENING].casefold()
    told = sum(word in opening for word in words)
    return file.stem if told >= _TAKEN_UP * len(words) else ""


def _levels(lines: Iterable[Line]) -> Counter[str]:
    """How many headings there are of each level; a comment in code is none."""
    levels: Counter[str] = Counter()
    code = False
    for line in lines:
        if line.text.startswith(_FENCES):
            code = not code
        elif not code and (level := _LEVEL.match(line.text)):
            levels[level[0]] += 1
    return levels


def _is_part(line: Line, levels: Counter[str], first: Line) -> bool:
    """Whether a line is the heading of a part, below a text or beside others, or no text."""
    level = _LEVEL.match(line.text)
    if level is None:
        return line.text.startswith(_NO_TITLES)
    return levels[level[0]] != 1 or line.start != first.start
