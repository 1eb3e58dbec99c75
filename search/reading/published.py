"""HTML: the day on which a page says that it was published, where no meta element does.

Elements that are marked as that time, the only time of the page, and at last what its scripts
say: the one value that all their names for it have, or the moment in an article of WeChat.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search.reading.names import names

_MARKED = ("time[pubdate]", "[itemprop=datePublished]")
_LONE = ("time.published", "abbr.published", ".dt-published", "time[datetime]")
"""What lists of other stories have as well: only one of it on the page speaks of the page."""

_DURATION = re.compile("P[0-9T]")  # of ISO 8601: how long it takes to read
_SAID = ("datetime", "content", "title")
_AROUND = 3  # elements around a heading in which its time is looked for
_MOST = 500_000  # characters of scripts that are looked at
_WECHAT = re.compile(r"""\bvar ct ?= ?["']([0-9]{10})["']""")
_CHINA = timezone(timedelta(hours=8))  # WeChat's days


def published(tree: LexborHTMLParser) -> str:
    """What the page says, as it is written there; nothing where it says nothing or several."""
    for selector in _MARKED:
        if node := tree.css_first(selector):
            return _said(node)
    if beside := _beside_heading(tree):
        return beside
    for selector in _LONE:
        said = _times(tree.css(selector))
        if len(said) == 1:
            return said[0]
    return _scripted(tree)


def _beside_heading(tree: LexborHTMLParser) -> str:
    """The only time in the smallest element around the page's only first heading that has any."""
    headings = tree.css("h1")
    around = headings[0].parent if len(headings) == 1 else None
    for _ in range(_AROUND):
        if around is None:
            break
        if said := _times(around.css("time[datetime]")):
            return said[0] if len(said) == 1 else ""
        around = around.parent
    return ""


def _times(nodes: list[LexborNode]) -> list[str]:
    """What elements say, each once, without how long it takes to read."""
    return [said for said in dict.fromkeys(map(_said, nodes)) if not _DURATION.match(said)]


def _said(node: LexborNode) -> str:
    values = ((node.attributes.get(name) or "").strip() for name in _SAID)
    return next((value for value in values if value), node.text())


def _scripted(tree: LexborHTMLParser) -> str:
    """The only date under the names that scripts have for it."""
    text = "\n".join(node.text() for node in tree.css("script:not([src])"))[:_MOST]
    if moment := _WECHAT.search(text):
        return datetime.fromtimestamp(int(moment[1]), UTC).astimezone(_CHINA).isoformat()
    days = {match[1].replace("/", "-") for match in _dates().finditer(text)}
    return days.pop() if len(days) == 1 else ""


@cache
def _dates() -> re.Pattern[str]:
    """A name of the date of publication with its value, the day as group 1."""
    known = "|".join(sorted(names("scripted"), key=len, reverse=True))
    value = r"""\\?["']? ?[:=] ?\\?["'](20[0-9]{2}[-/][01][0-9][-/][0-3][0-9])"""
    return re.compile(rf"(?i)(?<![a-z0-9_])(?:{known}){value}")
