"""Describe: the headline-like lines inside a text, which say what its parts are about.

Markup is gone or was never there when a text comes here, so lines are told by what they look
like: the signs of Markdown and reStructuredText, a chapter's number, or that they are short,
stand apart and running text follows. Pure functions over text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from search.describing.pagelines import is_sentence, width

LONGEST: Final = 80
"""Columns of a headline at most."""

_APART = 60  # columns of one that nothing marks as such
_MARK = re.compile(r"#{1,6}[ \t]+(?=\S)")
_RULE = re.compile(r"([=\-~^*])\1{2,120}")  # below a headline
_NUMBER = "[0-9〇零一二三四五六七八九十百]"
_NUMBERED = re.compile(
    rf"第{_NUMBER}{{1,5}}[章节節篇编編部卷回讲講课課]"
    r"|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|(?:Chapter|Part|Section|Appendix) (?:[0-9]{1,3}|[IVXLC]{1,6}|[A-Z])\b"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.?[ \t]{1,4}(?=[A-Z\u4e00-\u9fff])"
)
_OTHER = re.compile(r"[-*+•·●○◆■|>!\[{}<]|https?:|[^\n]{0,80}\t")  # lists, tables, markup
_GOES_ON = frozenset("，,；;、:：。.")  # a headline ends in none of them
_ENDS = frozenset('。！？.!?…”’"」』）)')
_LETTERS = re.compile(r"[^\W\d_]{2}")


def headlines(text: str, title: str = "") -> str:
    """Return the headline-like lines of a text, each a paragraph of its own and without the
    sign of a heading; not those that are the title.
    """
    return "\n\n".join(line for line in _headlines(text) if line != title)


def _headlines(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.split("\n")]
    below = ""  # the next line with words, seen from the end
    after = [""] * len(lines)
    for i in range(len(lines) - 1, -1, -1):
        after[i] = below
        below = lines[i] or below
    for i, line in enumerate(lines):
        if not line or len(line) > LONGEST or not _LETTERS.search(line):
            continue
        if mark := _MARK.match(line):
            yield line[mark.end() :].rstrip("# ")
        elif width(line) <= LONGEST and line[-1] not in _GOES_ON and not _OTHER.match(line):
            above = lines[i - 1] if i else ""
            if _is_numbered(line) or _stands_apart(line, above, after[i]):
                yield line


def _is_numbered(line: str) -> bool:
    return _NUMBERED.match(line) is not None and not is_sentence(line)


def _stands_apart(line: str, above: str, below: str) -> bool:
    """Whether a line looks like the head of the running text below."""
    if _RULE.fullmatch(below):
        return not above
    if above and above[-1] not in _ENDS:
        return False
    return width(line) <= _APART and line[-1] not in _ENDS and _is_text(below)


def _is_text(line: str) -> bool:
    return width(line) > _APART or is_sentence(line)
