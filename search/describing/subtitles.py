"""Describe: headlines of two lines: a subtitle behind a dash or a colon, or one that was broken.

Pure; reads `data/title-words.tsv`.
"""

from __future__ import annotations

import re

from search.describing.linewords import is_label, words
from search.describing.pagelines import Line, Page, is_paragraph, is_sentence, width
from search.describing.wordlist import late

_DASHES = "—–―─"
_DASHED = re.compile(rf"[{_DASHES}]{{1,3}} ?[^\W_]")
_BRACKETS = {"《": "》", "「": "」", "“": "”", "『": "』", "(": ")"}
_LEAST = 14  # columns of a first line that says what the second one goes on with
_MOST = 120  # columns of a second line
# What a line has that the next one goes on with.
_OPENS = late(lambda: rf":$|[{''.join(map(re.escape, _BRACKETS))}]|{'|'.join(words('opened'))}")
_LINES = 3  # below the first one


def second_line(sheet: Page, place: int) -> Line | None:
    """The second or last line of a headline where this line is the first, else None."""
    last = None
    for row in range(place, place + _LINES):
        below = _next_line(sheet, row)
        if below is None:
            break
        last = below
    return last


def _next_line(sheet: Page, place: int) -> Line | None:
    if place + 1 >= len(sheet.lines):
        return None
    line, below = sheet.lines[place], sheet.lines[place + 1]
    if len(line.text) > 2 * _MOST:
        return None
    if below.text[0] not in _DASHES and not (
        _OPENS.search(line.text, 0, _MOST) or _is_broken(line.text)
    ):
        return None  # as nearly every line
    if not (_is_subtitle(sheet, place) if below.text[0] in _DASHES else _goes_on(line, below)):
        return None
    apart = sheet.text[line.end : below.start].strip() != ""
    return None if apart or is_paragraph(line.text) or is_paragraph(below.text) else below


def _is_subtitle(sheet: Page, place: int) -> bool:
    """Whether a dash opens the line below (——以杭州为例).

    Lines of a list or of a talk may begin with dashes as well, but more than one does.
    """
    dashed = [_DASHED.match(line.text) is not None for line in sheet.lines[place : place + 3]]
    return dashed[:2] == [False, True] and dashed[2:] != [True]


def _goes_on(line: Line, below: Line) -> bool:
    """Whether the line ends with a colon below which no list stands, leaves a bracket open that
    the next one closes, is the first half of the name of an official paper, or ends with a word
    that ends no English title (Opinions on the / Reform of Schools).
    """
    text, rest = line.text, below.text
    if width(text) < _LEAST or width(rest) > _MOST or is_sentence(rest) or rest.endswith(":"):
        return False
    if text.endswith(":"):
        return rest[0].isupper() and text.count(" ") > 1 and not is_label(rest)
    if _is_broken(text):
        return rest.isascii() and rest[0].isalpha()
    opened = _open_bracket(text)
    if opened:
        return _BRACKETS[opened] in rest
    ends = words("continued")
    named = any(word in text for word in words("opened"))
    return named and not text.endswith(ends) and rest.endswith(ends)


def _is_broken(text: str) -> bool:
    return text.rpartition(" ")[2].casefold() in words("unfinished") and " by " not in text


def _open_bracket(text: str) -> str:
    """The first bracket that is opened and not closed in the line."""
    return next((one for one in _BRACKETS if text.count(one) > text.count(_BRACKETS[one])), "")
