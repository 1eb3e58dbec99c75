"""Describe: the bodies that head or sign a paper, beside its date or alone on a line.

Pure; reads the organisation files of `data/`, `date-labels.tsv` and `source-labels.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from search.analysis import fold
from search.analysis.data import rows
from search.describing.dates.labels import TRIMMINGS
from search.describing.dates.words import mentions
from search.describing.organisations.chinese import chinese_mentions
from search.describing.organisations.departments import departments
from search.describing.organisations.endings import chinese_endings, words_of
from search.describing.organisations.english import english_mentions
from search.describing.organisations.places import places
from search.describing.organisations.table import directory
from search.describing.pagelines import ISSUED, OFFICE, Line, Page, is_sentence, pattern

_LINES = 30  # of the foot: annexes may follow the signature
_HEAD = 8  # lines of the head in which a body may stand beside or above the date
_BEHALF_LINES = 12  # of the foot in which somebody signs for a body
_LEAST = 3  # lines of a paper with a letterhead
_LONGEST = 80  # characters of a signature with its date
_BODY = 60  # characters of a name
_SHORT = 6  # characters of an office's name that says no place
_NAME = re.compile(r"[\u3400-\u9fff()·]{3,30}")
_OF_HEAD = re.compile(r"(.)\1长$")  # 运输署署长
_LEVELS = frozenset("省市县区州盟旗镇乡")
_EDGE = " ,:|()"

Found = tuple[str, int, int]
"""The rule, and where in the text the name begins and ends."""


class _Beside(NamedTuple):
    """A short line without its date: what is left of it (folded), and where that begins."""

    name: str
    start: int
    dated: bool


def signed(sheet: Page) -> Iterator[Found]:
    """Names in signatures at the foot of a text, the first of each signature, with the rule."""
    lines = sheet.lines[max(sheet.header, len(sheet.lines) - _LINES) :]
    for number, line in enumerate(lines):
        name, start, dated = _beside(line)
        if dated and not name and number:
            name, start, _ = _beside(lines[number - 1])
        if dated and name:
            yield from _bodies(name, start)
    yield from _on_behalf(sheet)
    above = lines[-2:-1]
    if above and is_sentence(above[0].text) and len(lines[-1].text) <= _BODY:
        yield from _bodies(fold(lines[-1].text), lines[-1].start)


def headed(sheet: Page) -> Iterator[Found]:
    """The body beside the date above the text, or on the lines between the title and the date."""
    rows = sheet.lines[: min(sheet.header, _HEAD)]
    for number, line in enumerate(rows):
        name, start, dated = _beside(line)
        if dated and name:
            yield from _bodies(name, start)
        elif dated:
            above = number
            while above > 1 and is_body(fold(rows[above - 1].text)):
                above -= 1
            if 0 < above < number:
                yield from _bodies(fold(rows[above].text), rows[above].start)


def letterhead(sheet: Page) -> Iterator[Found]:
    """The body that is the first line of a paper with a title of its own."""
    first = sheet.lines[:1]
    if first and min(sheet.header, len(sheet.lines) - 1) >= _LEAST - 1:
        yield from _bodies(fold(first[0].text[: _BODY + 1]), first[0].start, "letterhead")


@lru_cache(maxsize=256)
def is_body(name: str) -> bool:
    """Whether these folded words are the name of a body, or of its head's office, and nothing
    else.
    """
    if not 1 < len(name) <= _BODY:
        return False
    if name.isascii():
        return any(m.start == 0 and m.end >= len(name) - 1 for m in english_mentions(name))
    name = _OF_HEAD.sub(r"\1", name)
    if name in directory().clear or departments().of_chinese(name):
        return True
    found, end = chinese_mentions(name), 0
    while found and found[0].start == end:
        end = found.pop(0).end  # 香港特别行政区政府 + 运输署
    return end > 0 and (end == len(name) or name[end:] in words_of("office"))


def _may_sign(name: str) -> bool:
    """The same where a name that reads like one is enough: what begins with a place or an office's
    level and ends as names of bodies do (市疫情防控领导小组), or is short and ends as offices do.
    """
    if is_body(name):
        return True
    if not _NAME.fullmatch(name):
        return False
    placed = name[0] in _LEVELS or places().at(name, 0) is not None
    if OFFICE.search(name):
        return placed or len(name) <= _SHORT
    return placed and name.endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(chinese_endings())


def _bodies(name: str, start: int, rule: str = "signature") -> Iterator[Found]:
    """The first of the names side by side that are all names of bodies."""
    if is_body(name) if rule == "letterhead" else _may_sign(name):
        yield rule, start, start + len(_OF_HEAD.sub(r"\1", name))
        return
    names = list(_NAME.finditer(name))
    if len(names) > 1 and not _NAME.sub("", name).strip() and all(is_body(m[0]) for m in names):
        yield rule, start + names[0].start(), start + names[0].end()


def _beside(line: Line) -> _Beside:
    """A line without its only date, and what belongs to that; a long line has no name."""
    if len(line.text) > _LONGEST:
        return _Beside("", line.start, dated=False)
    text = fold(line.text)
    dates = mentions(line.text)
    if len(dates) != 1 or not dates[0].month:
        return _Beside(text, line.start, dated=False)
    date = dates[0]
    before = _label().sub("", text[: date.start].removesuffix("中华")).rstrip(_EDGE)
    after = TRIMMINGS.sub(lambda m: " " * len(m[0]), text[date.end :])
    after = "" if after.strip(_EDGE) in ISSUED else after
    if before or not after.strip(_EDGE):
        whole = not after.strip(_EDGE)
        return _Beside(before if whole else text, line.start, whole)
    name = after.lstrip(_EDGE)
    return _Beside(name.rstrip(_EDGE), line.start + len(text) - len(name), dated=True)


def _on_behalf(sheet: Page) -> Iterator[Found]:
    """The name behind or below `By order of the Board`, at the foot."""
    lines = sheet.lines[max(sheet.header, len(sheet.lines) - _BEHALF_LINES) :]
    for line, below in zip(lines, [*lines[1:], None], strict=bool(lines)):
        behalf = _behalf().match(line.text)
        if not behalf:
            continue
        start, name = line.start + behalf.end(), line.text[behalf.end() :]
        if not name and below and behalf["board"]:
            start, name = below.start, below.text
        if 1 < len(name) <= _BODY and not is_sentence(name):
            yield "signature", start, start + len(name)


@cache
def _behalf() -> re.Pattern[str]:
    words = {
        kind: "|".join(re.escape(word) for name, word in rows("source-labels.tsv") if name == kind)
        for kind in ("board", "behalf")
    }
    board, behalf = words["board"], words["behalf"]
    return re.compile(rf"(?i:(?P<board>{board})(?: of directors)?) ?|(?:{behalf}) ")


@cache
def _label() -> re.Pattern[str]:
    """A label of the date at the end of what stands in front of it."""
    labels = pattern("published", "updated", "signed", "date")
    return re.compile(rf"(?:{labels})\s{{0,2}}:?\s{{0,2}}$", re.IGNORECASE)
