"""Describe: who is named in lines of rights and in credits without a colon.

© 2014 金門縣政府; Published by the Yunnan Trade Society, 1912; By Agence France-Presse; … (Xinhua).
Pure; reads `source-labels.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from search.analysis import fold
from search.describing.media import medium
from search.describing.pagelines import Page, plain
from search.describing.signed import is_body, source_words
from search.document import CleanText

_LONGEST = 120  # characters of a credit or of the part of a line of rights that is read
_CLOSING = 2  # lines at the foot behind which an agency may stand
_HEAD = 400  # characters in which a credit stands above the text
_RIGHTS = "copyright"  # the kind of chrome
_NAME = re.compile(
    r"[A-Z][\w&'’.-]{0,30}(?: (?:of|and|for|the|in|&|[A-Z][\w&'’-]{0,30})){0,12}"
    r"|[\u3400-\u9fff()·]{3,30}"
)
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,30})[)\]]\W{0,2}$")

Found = tuple[str, int, int]
"""The rule, and where in the text the name begins and ends."""


def credited(sheet: Page) -> Iterator[Found]:
    """Bodies behind `Published by` and media behind `By`, above the text; media in brackets that
    close it.
    """
    for line in sheet.lines[: sheet.header]:
        opening = line.text[:_LONGEST]
        if match := _by().match(opening):
            name = _NAME.match(opening, match.end())
            if name and (medium(name[0]) or (match["body"] and is_body(fold(name[0])))):
                yield "credit", line.start + name.start(), line.start + name.end()
    for line in sheet.lines[sheet.header :][-_CLOSING:]:
        closing = _BRACKETED.search(line.text, max(0, len(line.text) - _LONGEST))
        if closing and medium(closing[1]):
            yield "credit", line.start + closing.start(1), line.start + closing.end(1)


def produced(clean: CleanText) -> Iterator[Found]:
    """Bodies behind `Published by` on a line near the head that may have been taken for the notice
    of a publishing system.
    """
    for span in clean.chrome:
        if span.kind == "producer" and span.start < _HEAD:
            line = plain(clean.text[span.start : span.end])
            match = _by().match(line)
            name = _NAME.match(line, match.end()) if match and match["body"] else None
            if name and is_body(fold(name[0])):
                yield "credit", span.start + name.start(), span.start + name.end()


def rights(clean: CleanText) -> Iterator[Found]:
    """The bodies that lines of rights name."""
    for span in clean.chrome:
        if span.kind == _RIGHTS:
            line = plain(clean.text[span.start : min(span.end, span.start + _LONGEST)])
            for name in _NAME.finditer(line):
                words = _notice().sub("", name[0])
                if is_body(fold(words)):
                    start = span.start + name.end() - len(words)
                    yield "rights", start, start + len(words)


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<body>{source_words('by')})|By) (?:the )?", re.IGNORECASE)


@cache
def _notice() -> re.Pattern[str]:
    """What stands in front of the name of who has the rights."""
    return re.compile(rf"^(?:(?:{source_words('rights')}|The\b) ?)+")
