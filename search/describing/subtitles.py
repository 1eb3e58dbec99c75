"""Describe: second lines of headlines, which begin with a dash (——以杭州为例). Pure."""

from __future__ import annotations

import re

from search.describing.pagelines import Line, Page, is_paragraph

_DASHES = "—–―─"
_DASHED = re.compile(rf"[{_DASHES}]{{1,3}} ?[^\W_]")


def subtitle(sheet: Page, place: int) -> Line | None:
    """The second line of a headline (——以杭州为例) where this line is the first, else None.

    Lines of a list or of a talk may begin with dashes as well, but more than one does.
    """
    if place + 1 >= len(sheet.lines) or sheet.lines[place + 1].text[0] not in _DASHES:
        return None  # as below nearly every line
    dashed = [_DASHED.match(line.text) is not None for line in sheet.lines[place : place + 3]]
    if dashed[:2] != [False, True] or dashed[2:] == [True]:
        return None
    line, below = sheet.lines[place : place + 2]
    apart = sheet.text[line.end : below.start].strip() != ""
    return None if apart or is_paragraph(line.text) or is_paragraph(below.text) else below
