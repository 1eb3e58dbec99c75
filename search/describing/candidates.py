"""Describe: the lines of a page in which its headline may stand.

The first ones do for most texts. Pages that a converter made text have a long menu above it: there
the headline stands right above the body, has the sign of one, or the title of the window, which is
such a page's first line, begins or ends with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from search.describing.dates.words import mentions
from search.describing.menus import FAR, begins, headed
from search.describing.pagelines import Line, Page, plain, width
from search.describing.wordlist import kept
from search.document import Hints, Value

_FIRST: Final = 15  # lines
_NEAR: Final = 20  # lines above the body
_ABOVE_DAY: Final = 2  # lines above a day
_WIDE: Final = 30  # columns that few entries of menus have
_WINDOW: Final = 200  # columns of the title of a window
_LEAST: Final = 12  # columns of a headline that comes again
_WHOLE: Final = 24  # columns of one that comes again without the name of a site
_SIGN = "# "
_TWIN: Final = 4.0  # what a line counts more that is the title of the window
# Kinds of a title: cleaning may take a short one above a menu for the site's name.
_TITLED = frozenset({"", "header"})
_SAME_SIGNS = str.maketrans("’‘“”\u3000", "''\"\" ")
# What stands between a headline and the name of the site.
_BEHIND = re.compile(r"\s*(?:[|_｜«»-]|--|::|:\s)|\s+[–—·@•~]")
_BEFORE = re.compile(r"(?:[|_｜«»-]|::|\s[–—·•~]|\w:)\s*\Z")

HEADLINE: Final = "headline"
"""The rule of a line that looks like a title."""
FILE_NAME: Final = "file name"
"""The rule of a name that the document does not say."""
FIRST: Final = "first sentence"
"""The rule of what is shown where there is no title."""


def candidates(sheet: Page, end: int) -> tuple[dict[int, float], int]:
    """The lines above line `end` that may be the headline with what each counts by its place, and
    the line in which the body begins.
    """
    titled = (row for row in range(end) if sheet.lines[row].kind in _TITLED)
    first = [row for _, row in zip(range(_FIRST), titled, strict=False)] or range(min(_FIRST, end))
    counts = {row: -0.3 * order for order, row in enumerate(first)}
    if end <= _FIRST:
        return counts, sheet.header
    text = begins(sheet.lines)
    for row in range(max(_FIRST, text - _NEAR), text):
        counts[row] = max(counts.get(row, -9.0), -1 - 0.1 * (text - row))
    for row in _above_day(sheet, text):
        counts.setdefault(row, -1.0)
    below = any(sheet.lines[row].text.startswith("#") for row in counts)
    for row in range(
        _FIRST, text if text and below else min(text + 2 * _NEAR, end) if text else end
    ):
        if sheet.lines[row].text.startswith(_SIGN):
            counts.setdefault(row, -1.0)
    for row in (row for row in counts if width(sheet.lines[row].text[:_WINDOW]) >= _WIDE):
        counts[row] += 1.0
    if (twin := window_twin(sheet.lines)) > 0:
        counts[twin] = max(counts.get(twin, 0.0), 0.0) + _TWIN
    return counts, max(sheet.header, text)


def _above_day(sheet: Page, end: int) -> Iterator[int]:
    """The lines right above the only day that stands between menus and line `end`, the text:
    buttons and pictures may stand below it. Several days are those of other texts.
    """
    rows = {
        row
        for day in mentions(sheet.text)
        if day.day and day.year and _FIRST <= (row := sheet.line_at(day.start)) < end
    }
    if len(rows) == 1:
        yield from range(min(rows) - _ABOVE_DAY, min(rows))


def below_title(sheet: Page, hints: Hints, heading: Value) -> Page:
    """The page with all as its header that stands above the body below its title, `heading`."""
    place = heading.evidence[0]
    row = sheet.line_at(place.start)
    if row < 0 and hints.trusted:
        name, lines = plain(heading.name), sheet.lines[: sheet.header + FAR]
        row = next((n for n, line in enumerate(lines) if line.text == name), -1)
    sure = place.rule != HEADLINE or sheet.lines[row].text.startswith(_SIGN)
    amid = not sure and row > begins(sheet.lines) and row != window_twin(sheet.lines)
    return sheet if amid or place.rule == FIRST else headed(sheet, row)


@kept
def window_twin(lines: list[Line]) -> int:
    """The last line above the body, or the first one in it, that is the title of the window without
    the name of the site, where the page's first line is that title; 0 where none is.
    """
    title = _written(lines[0].text) if lines else ""
    if not _LEAST <= width(title[:_WINDOW]) < _WINDOW:
        return 0
    rows = [
        row
        for row, line in enumerate(lines[:FAR])
        if row
        and len(line.text) <= len(title) < 3 * len(line.text)
        and _is_part(_written(line.text), title)
    ]
    body = begins(lines) if rows else 0
    return max((row for row in rows if row < body), default=rows[0] if rows else 0)


def _is_part(line: str, title: str) -> bool:
    """Whether a line is the title of a window, its begin or its end."""
    if line not in title or width(line) < (_LEAST if len(line) < len(title) else _WHOLE):
        return False
    before, _, behind = title.partition(line)
    return not (before and behind) and _is_apart(before, behind)


def _is_apart(before: str, behind: str) -> bool:
    """Whether a sign stands between a headline and what is beside it."""
    return (not before or _BEFORE.search(before) is not None) and (
        not behind or _BEHIND.match(behind) is not None
    )


def _written(text: str) -> str:
    return text[: _WINDOW + 1].translate(_SAME_SIGNS)
