"""Pages that were saved as one line: window, menus, headline, byline, text and foot side by side.

Where the title of the window comes again, the headline stands; what is between them is the menu.
Behind the headline stands the day, and behind the text in brackets who edited it. Touches
`data/html.tsv`.
"""

from __future__ import annotations

import re
from functools import cache

from search.document import Span
from search.reading.names import names

_LEAST, _MOST = 500, 200_000  # characters of a page
_WINDOW = 300  # characters in which the title of the window stands
_FAR = 4_000  # characters in which the headline stands
_TITLE = 15  # characters of a headline
_SITE = 60  # characters of a site's name
_NAME = 4  # and of its shortest one
_AROUND = {1: "navigation", 6: "related"}  # pieces of a page
_BYLINE = 160  # characters behind the headline
_PARTS = re.compile(r"\s*(?:[|_｜]|--)\s*|\s+[-–—]+\s+|-(?=[\u4e00-\u9fff])")
_WORD = re.compile(r"\s|(?<=[\u4e00-\u9fff])")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_CLOCK = r"(?:[ ,T]{0,2}[0-2]?\d:[0-5]\d(?::[0-5]\d)?)?"
_DAY = re.compile(
    rf"(?:{_MONTH} \d{{1,2}}, (?:19|20)\d\d|\d{{1,2}} {_MONTH} (?:19|20)\d\d"
    rf"|(?:19|20)\d\d(?:-\d\d?-\d\d?|/\d\d?/\d\d?|年\d\d?月\d\d?日)){_CLOCK}(?=\s)"
)


def unfolded(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text in lines where it is a page in one line, and which are its menu and its foot; else
    as it is.
    """
    line = text.strip()
    if not _LEAST <= len(line) <= _MOST or "\n" in line:
        return text, ()
    for part in reversed(list(_PARTS.finditer(line, 0, _WINDOW))):
        title = line[: part.start()]
        again = line.find(title, part.end(), _FAR) if len(title) >= _TITLE else -1
        if again > 0:
            window = part.end() + _site(line, part.end())
            menu = line[window:again]
            return _in_lines(line[:window], menu, title, *_body(line, again + len(title)))
    return text, ()


def _in_lines(*pieces: str) -> tuple[str, tuple[Span, ...]]:
    """The pieces of a page on lines of their own; the second is its menu, the seventh its foot."""
    text, chrome = "", []
    for number, piece in enumerate(map(str.strip, pieces)):
        if piece and number in _AROUND:
            chrome.append(Span(len(text), len(text) + len(piece), _AROUND[number]))
        text += f"{piece}\n" if piece else ""
    return text, tuple(chrome)


def _site(line: str, start: int) -> int:
    """How long the names of section and site are that begin here: a page has them once more."""
    ends = [word.start() - start for word in _WORD.finditer(line, start + 1, start + _SITE)]
    names = [line[start : start + end] for end in ends if end >= _NAME]
    size = max((len(name) for name in names if line.count(name) > 1), default=0)
    joint = _PARTS.match(line, start + size, _WINDOW) if size else None
    more = _site(line, joint.end()) if joint else 0
    return joint.end() - start + more if joint and more else size


def _body(line: str, start: int) -> list[str]:
    """What stands behind the headline: the byline with its day, the text, the editor, the rest."""
    day = _DAY.search(line, start, start + _BYLINE)
    text = day.end() if day else start
    return [line[start:text], *_edited().split(line[text:], maxsplit=1)]


@cache
def _edited() -> re.Pattern[str]:
    """Who edited a page, in brackets: (Web Editor: Zhang Min, Liang Jun)."""
    words = "|".join(names("editor"))
    signs = r"[^()\[\]（）【】]"
    return re.compile(
        rf"\s*([(\[（【](?:web )?(?:{words}){signs}{{2,80}}[)\]）】])\s*", re.IGNORECASE
    )
