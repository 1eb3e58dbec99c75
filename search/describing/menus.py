"""Describe: where the headline and the text of a page stand below its menus.

Pages that a converter made text begin with all that stands around them. Pure.
"""

from __future__ import annotations

from typing import Final

from search.describing.pagelines import Line, Page, is_paragraph, width
from search.describing.wordlist import kept

FAR: Final = 700
"""Lines above a text, at most."""

_APART: Final = 6  # lines between paragraphs of one text, at most
_TEXT: Final = 600  # columns of a text that is no notice and no teaser
_SHORT: Final = 40  # characters of a line that is surely no paragraph
_BLOCK: Final = 300  # columns of a paragraph, at most
_HIGH: Final = 12  # lines above a headline that may be its own, and below it above the text
_ABOVE: Final = 4  # lines above a headline, below a menu, that may say who wrote and when


@kept
def begins(lines: list[Line]) -> int:
    """The line in which the text begins: the first of paragraphs that stand together and are more
    than a notice or a teaser, or the most of all; 0 where there are none.
    """
    texts: list[tuple[int, int]] = []
    last = -FAR
    for row, line in enumerate(lines[:FAR]):
        if len(line.text) <= _SHORT or not is_paragraph(line.text):
            continue
        if row - last > _APART:
            texts.append((row, 0))
        texts[-1] = texts[-1][0], texts[-1][1] + min(width(line.text[:_BLOCK]), _BLOCK)
        last = row
    most = min(_TEXT, max((size for _, size in texts), default=0) // 2)
    return next((row for row, size in texts if size >= most), 0)


def headed(sheet: Page, row: int) -> Page:
    """The page whose headline stands in a line (-1: nobody knows), with all as its header that
    stands between that and the body; a long menu or a slogan may stand above.
    """
    if row < min(sheet.header, _HIGH):
        return sheet
    below = sheet.lines[row + 1 : row + 1 + _HIGH]
    length = next((n for n, line in enumerate(below) if is_paragraph(line.text)), len(below))
    top = row - _ABOVE if row >= _HIGH else 0
    return sheet._replace(header=row + 1 + length, top=top)
