"""Describe: the lines of a page, which of them stand above its body, and which are its own.

Shared by title, dates and publisher; who a paper is addressed to, places and organisations ask
too. Trusts the chrome that cleaning found and still works
where it found none. Reads `data/date-labels.tsv` for the heads of lists of other stories.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import NamedTuple

from search.analysis.data import kinds
from search.describing.dates.values import Mention
from search.describing.dates.words import mentions
from search.describing.wordlist import kept
from search.document import CleanText, Span

OTHERS = frozenset({"related", "copyright", "navigation", "producer", "comments"})
"""Kinds of chrome that say nothing about this document."""

_HEADER_LINES = 60  # a menu above the text may be long
_PARAGRAPH = 80  # columns; a longer line with a full stop opens the body
_BRIEF = 40  # characters; no head of a list is longer
_BLOCK = 300  # columns; so long a line is body whatever it holds
_STANDFIRST = 240  # columns of a paragraph between the headline and who wrote it
_BELOW = 6  # lines below that paragraph in which a date may stand
_LINE = re.compile(r"[^\s][^\n]*")
# Begins with a set, which is found fast.
_SENTENCE = re.compile(r"[。;!?.](?:(?<!\.)|(?<=[a-z\d)\]”\"]\.)(?:\s|$))")
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]+"
)
_GAPS = re.compile(" {3,}")
_CORE = re.compile(r"\w(?:.*\w)?")
_MENU = 400  # lines of menus and notices above a text
_RUN = 6  # short lines above a text that are more than a heading
_HEAD_OF_TEXT = 14  # lines above a text that may be its own
_NAME = 60  # columns of whoever signs
_FULL = ("。", ".")
_NO_NAME = re.compile("[0-9:,]")


# What stands behind the host in the address of a page or file.
_WAY = re.compile(r"(?<=://)([A-Za-z0-9.:@-]{0,80})([/?#][A-Za-z0-9/%?&=#._~:+@!$*-]+)")

_FORMS = re.compile("[\u3000\xa0！-～]")

_TO_ALL = re.compile(
    r"(?:^[^\w\n]{0,8}|(?<=[日号號]))各[^。;；:：\n]{1,200}"
    r"(?:\n{1,2}[^。;；:：\n]{1,200}){0,3}[:：][ \t]*$",
    re.MULTILINE,
)
_ADDRESSES = 3000  # characters above which a paper says whom it is for
_TO_SOME = re.compile(r"[^。;；:：\n]{0,80}[:：][ \t]*\n")
_BESIDE = re.compile(r"[^\w\n]{0,8}(?:[^。,;；:：\n]{2,24}[、,，和])*")


def without_addressees(text: str) -> str:
    """The text, as long as before, with blanks for the line that addresses a paper to all of a
    kind: 各省、自治区、直辖市，新疆生产建设兵团. It is for them, and tells nothing of them; no more
    do addresses of pages.
    """
    text = without_ways(text)
    found = _TO_ALL.search(text, 0, _ADDRESSES) if "各" in text[:_ADDRESSES] else None
    return text[: found.start()] + "\n" * len(found[0]) + text[found.end() :] if found else text


def without_ways(text: str) -> str:
    """The text, as long as before, with blanks for what stands behind the hosts of addresses: no
    number, day or name in it is said by the text.
    """
    if "://" not in text:
        return text
    return _WAY.sub(lambda found: found[1] + " " * len(found[2]), text)


def is_addressed(text: str, start: int, end: int) -> bool:
    """Whether a name stands in a line that says only whom what follows is for: 浙江省科技厅："""
    line = text.rfind("\n", max(0, start - 200), start) + 1
    return (
        _TO_SOME.match(text, end) is not None and _BESIDE.fullmatch(text, line, start) is not None
    )


def plain(text: str) -> str:
    """The text with full-width forms and odd spaces as ASCII, character by character.

    A text has few different ones: replacing each is faster than looking every character up.
    """
    if text.isascii():
        return text
    for form in set(_FORMS.findall(text)):
        text = text.replace(form, " " if form in "\u3000\xa0" else chr(ord(form) - 0xFEE0))
    return text


class Line(NamedTuple):
    """A line that is not blank, without the white space around it; `kind` of its chrome."""

    start: int
    end: int
    text: str
    kind: str


class Page(NamedTuple):
    """The plain text, its own lines in order, where they start, how many stand above the body, and
    of those how many are a menu.

    In the text stands nothing in place of the lines that are not its own, so that nobody looks
    for dates and amounts there.
    """

    text: str
    lines: list[Line]
    starts: list[int]
    header: int
    top: int = 0

    def line_at(self, offset: int) -> int:
        """The number of the own line that holds this character; -1 where none does."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.lines[index].end else -1


@kept
def page(clean: CleanText) -> Page:
    """The lines of this document, without lists of other stories and notices of rights."""
    raw, chrome = clean.text, clean.chrome
    own: list[Line] = []
    header, end, told = -1, len(raw), False
    others: list[Line] = []
    text = plain(raw)
    for line in _lines(text, chrome):
        if told and len(line.text) <= _BRIEF and _core(line.text).casefold() in _related():
            end = line.start
            break
        if line.kind in OTHERS:
            others.append(line)
            continue
        if header < 0 and (is_paragraph(line.text) or len(own) == _HEADER_LINES):
            header = len(own)
        told = told or (header >= 0 and is_sentence(line.text))
        own.append(line)
    text = without_ways(_without(text, others, end))
    return Page(text, own, [line.start for line in own], header if header >= 0 else foot(own))


def foot(lines: list[Line]) -> int:
    """The number of the line where the signature begins that closes a text: names above a date,
    a remark in brackets below it.

    Above them stands a full sentence, below its title; where the text has no such close, how
    many lines there are.
    """
    last = len(lines) - 1
    if last > 1 and lines[last].text[0] == "(":
        last -= 1
    dates = mentions(lines[last].text[:_NAME]) if last > 1 else ()
    if not dates or _core(_beside(lines[last].text, dates[0])) not in ("", *words("issued")):
        return len(lines)
    if lines[last - 1].text.endswith(_FULL):
        return last
    first = last - 1
    while first > 2 and _is_name(lines[first - 1].text) and is_office(lines[first - 1].text):
        first -= 1
    spoken = any(line.text.endswith(_FULL) for line in lines[1:first])
    return first if spoken and _is_name(lines[first].text) else len(lines)


def end_of_head(sheet: Page) -> int:
    """How many lines may say who wrote a page and when: a short paragraph may stand above them."""
    end = sheet.header
    if 0 < end < len(sheet.lines) and width(sheet.lines[end].text) <= _STANDFIRST:
        below = sheet.lines[end + 1 : end + 1 + _BELOW]
        end += 1 + next((n for n, line in enumerate(below) if is_paragraph(line.text)), len(below))
    return end


def below_menu(sheet: Page) -> range:
    """The lines right above the first running text below a long menu, or below the notice of a
    site and a menu; none where no such text has several short lines above it.
    """
    run = 0
    for row, line in enumerate(sheet.lines[:_MENU]):
        if not is_paragraph(line.text):
            run += 1
        elif row > sheet.header and run >= _RUN:
            return range(row - min(run, _HEAD_OF_TEXT), end_of_head(sheet._replace(header=row)))
        else:
            run = 0
    return range(0)


def is_office(name: str) -> bool:
    """Whether this ends as the names of offices do."""
    return name.endswith(words("office"))


def _core(line: str) -> str:
    """A line without the signs at its ends."""
    core = _CORE.search(line)
    return core[0] if core else ""


def _beside(text: str, date: Mention) -> str:
    """What stands around a date in a line."""
    return text[: date.start] + text[date.end :]


def _is_name(text: str) -> bool:
    return width(text) <= _NAME and not is_sentence(text) and not _NO_NAME.search(text)


def _without(text: str, others: list[Line], end: int) -> str:
    """The text up to `end` with NUL for every character of the others: all places stay."""
    pieces: list[str] = []
    at = 0
    for line in others:
        pieces += (text[at : line.start], "\0" * len(line.text))
        at = line.end
    return "".join((*pieces, text[at:end])) if others or end < len(text) else text


@cache
def _related() -> frozenset[str]:
    return frozenset(words("related"))


def _lines(text: str, chrome: tuple[Span, ...]) -> list[Line]:
    """All lines that are not blank."""
    lines, rest = [], iter(chrome)
    span = next(rest, None)
    for match in _LINE.finditer(text):
        row, start = match[0].rstrip(), match.start()
        while span is not None and span.end <= start:
            span = next(rest, None)
        kind = span.kind if span is not None and span.start <= start else ""
        lines.append(Line(start, start + len(row), row, kind))
    return lines


def width(text: str) -> int:
    """Columns on a terminal: a Chinese character fills two."""
    return len(text) if text.isascii() else len(text) + len("".join(_WIDE.findall(text)))


def is_sentence(text: str) -> bool:
    """Whether a full stop or its like stands in or behind the text."""
    return _SENTENCE.search(text) is not None


def is_paragraph(text: str) -> bool:
    """Whether the line is running text rather than a headline, a label or a menu."""
    return len(text) > _BLOCK or _is_paragraph(text)


@lru_cache(maxsize=64)
def _is_paragraph(text: str) -> bool:
    """The same of a short line; of the first ones of a page several readers ask."""
    if "   " in text:  # a table's row and the head of a journal are set with gaps
        text = _GAPS.sub(" ", text)
    if _is_within(text, _PARAGRAPH):
        return False
    return is_sentence(text) or not _is_within(text, _BLOCK)


def _is_within(text: str, columns: int) -> bool:
    """Whether a text has no more columns than these: its length mostly tells."""
    size = len(text)
    return size <= columns and (2 * size <= columns or width(text) <= columns)


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind in `data/date-labels.tsv`, case folded."""
    return tuple(map(str.casefold, kinds("date-labels.tsv")[kind]))


def pattern(*kinds: str, first: str = "") -> str:
    """A regular expression for the words of these kinds, longest first; with `first` for those
    that begin so.

    Chinese labels may be spread (时  间), the parts of English ones joined or hyphened.
    """
    known = {word for kind in kinds for word in words(kind) if word.startswith(first)}
    forms = sorted(known, key=len, reverse=True)
    spread = (
        re.escape(word).replace(r"\ ", "[ _-]?") if word.isascii() else r"[ \t]{0,4}".join(word)
        for word in forms
    )
    return "|".join(spread)
