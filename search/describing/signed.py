"""Describe: the bodies that head or sign a paper, beside its date or alone on a line.

Pure; reads the organisation files of `data/`, `date-labels.tsv` and `source-labels.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from string import capwords
from typing import NamedTuple

from search.analysis import fold
from search.analysis.data import kinds
from search.describing.dates.labels import TRIMMINGS
from search.describing.dates.words import mentions
from search.describing.organisations.chinese import chinese_mentions
from search.describing.organisations.departments import departments
from search.describing.organisations.endings import chinese_endings, english_heads, words_of
from search.describing.organisations.english import english_mentions
from search.describing.organisations.places import places
from search.describing.organisations.table import directory
from search.describing.pagelines import Page, is_office, is_sentence, pattern, words

_LINES = 30  # of the foot: annexes may follow the signature
_HEAD = 8  # lines of the head in which a body may stand beside or above the date
_BEHALF_LINES = 12  # of the foot in which somebody signs for a body
_LEAST = 3  # lines of a paper with a letterhead
_LONGEST = 80  # characters of a signature with its date
_BODY = 60  # characters of a name
_SHORT = 6  # characters of an office's name that says no place
_PLACE = 5  # characters of a place that no table has, with its level
_NAME = re.compile(r"[\u3400-\u9fff()·]{3,30}")
_OF_HEAD = re.compile(r"(.)\1长$")  # 运输署署长
_PART = re.compile(r"[\u3400-\u9fff]{2,5}[处司署局室]")  # of a body: 经济部中小企业处
_PARTS = re.compile(r"(?:[\u3400-\u9fff]{2,20}[厅处司署局会院所室科课组股](?: |$)){1,3}")
_SMALL = re.compile(r"\b(?:Of|And|For|The|In|On)\b")
_EDGE = " ,:|()·•"

Found = tuple[str, int, int]
"""The rule, and where in the text the name begins and ends."""


class _Dated(NamedTuple):
    """A short line with one date: what else it holds (folded), and where that begins."""

    row: int
    name: str
    start: int


def signed(sheet: Page) -> Iterator[Found]:
    """Names in signatures at the foot of a text, the first of each signature, with the rule."""
    lines = sheet.lines
    first = max(sheet.header, len(lines) - _LINES)
    for row, name, start in _dated(sheet, first, len(lines)):
        above = row - 1 - (row > first and _is_organ(lines[row - 1].text))
        if name:
            yield from _bodies(name, start, _signs)
        elif first <= above and len(lines[above].text) <= _LONGEST:
            yield from _bodies(fold(lines[above].text), lines[above].start, _signs)
    yield from _on_behalf(sheet)
    spoken = lines[first:][-2:-1]
    if (
        spoken
        and not lines[-1].kind
        and is_sentence(spoken[0].text)
        and len(lines[-1].text) <= _BODY
    ):
        yield from _bodies(fold(lines[-1].text), lines[-1].start, _signs)


def headed(sheet: Page) -> Iterator[Found]:
    """The body beside the date above the text, or on the lines between the title and the date."""
    for row, name, start in _dated(sheet, sheet.top, min(sheet.header, sheet.top + _HEAD)):
        if name:
            yield from _bodies(name, start, _may_sign)
            continue
        found: list[Found] = []
        for line in reversed(sheet.lines[1:row]):  # several may stand above each other
            names = fold(line.text[: _LONGEST + 1])
            if not (above := list(_bodies(names, line.start, is_body))):
                break
            found = above
        yield from found


def letterhead(sheet: Page) -> Iterator[Found]:
    """The body that is the first line of a paper with a title of its own, or the second one below
    the kind of the paper (Press Release, Document of).
    """
    first = sheet.lines[0] if sheet.lines and not sheet.top else None
    if first and first.text.casefold() in _above() and len(sheet.lines) > 1:
        first = sheet.lines[1]
    if first and min(sheet.header, len(sheet.lines) - 1) >= _LEAST - 1:
        name = without_genre(first.text[: _BODY + 1])
        if name.isupper():  # capitals throughout do not tell names
            name = _SMALL.sub(lambda word: word[0].lower(), capwords(name))
        known = is_body if name == first.text else _signs
        yield from _bodies(fold(name), first.start, known, "letterhead")


@lru_cache(maxsize=256)
def is_body(name: str) -> bool:
    """Whether these folded words are the name of a body, or of its head's office, and nothing
    else.
    """
    if not 1 < len(name) <= _BODY:
        return False
    name = name.replace("’", "'")
    if name in directory().clear:
        return True
    if name.isascii():
        headed = not english_heads().keys().isdisjoint(re.findall("[a-z]+", name.casefold()))
        found = english_mentions(name) if headed else ()
        first = len("The ") if name.startswith("The ") else 0
        return any(m.start in (0, first) and m.end >= len(name) - 1 for m in found)
    if name[-1] not in _last_characters():  # most lines are no names of bodies
        return False
    name = _OF_HEAD.sub(r"\1", name)
    if name in directory().clear or departments().of_chinese(name):
        return True
    found, end = chinese_mentions(name), 0
    while found and found[0].start == end:
        end = found.pop(0).end  # 香港特别行政区政府 + 运输署
    rest = name[end:]
    return end > 0 and (not rest or rest in words_of("office") or _PART.fullmatch(rest) is not None)


def in_parts(name: str) -> bool:
    """Whether blanks part a body's folded name and its parts': 台南市政府 交通局运输管理科."""
    first, _, rest = name.partition(" ")
    return _PARTS.fullmatch(rest) is not None and is_body(first)


@cache
def _last_characters() -> frozenset[str]:
    """What names of bodies and the words for their parts and heads end with."""
    endings = (*chinese_endings(), *words_of("office"))
    return frozenset("长厅局委办处署部" + "".join(ending[-1] for ending in endings))


def _may_sign(name: str) -> bool:
    """The same where a name that reads like one is enough: what has a firm's legal form, or ends
    as offices do and begins with a place or is short.
    """
    if is_body(name):
        return True
    if not _NAME.fullmatch(name):
        return False
    if name.endswith(tuple(_closing("limited"))):
        return True
    return is_office(name) and (len(name) <= _SHORT or places().at(name, 0) is not None)


def _signs(name: str) -> bool:
    """The same at the foot of a paper or before its kind, where a name may also begin with a place
    that no table has (青禾镇人民政府).
    """
    if _may_sign(name):
        return True
    if not any(letter in words_of("rank") for letter in name[2:_PLACE]):
        return False
    return is_office(name) and _NAME.fullmatch(name) is not None


def _is_organ(text: str) -> bool:
    """Whether the line is the organ of a body that signs with it, below its name: 董 事 会."""
    return fold("".join(text.split())) in _closing("organ")


@cache
def _closing(kind: str) -> frozenset[str]:
    return frozenset(map(fold, labels(kind)))


def _bodies(
    name: str, start: int, known: Callable[[str], bool], rule: str = "signature"
) -> Iterator[Found]:
    """The first of the names side by side that are all names of bodies."""
    head, _, last = name.rpartition(" ")
    if last in _closing("closing"):
        name = head.rstrip()
    organ = next((word for word in _closing("organ") if name.endswith(word)), "")
    if organ and known(name.removesuffix(organ)):
        name = name.removesuffix(organ)
    if known(name):
        yield rule, start, start + len(_OF_HEAD.sub(r"\1", name))
        return
    if in_parts(name):
        yield rule, start, start + name.index(" ")
        return
    names = list(_NAME.finditer(name))
    if len(names) > 1 and not _NAME.sub("", name).strip() and all(known(m[0]) for m in names):
        yield rule, start + names[0].start(), start + names[0].end()


def _dated(sheet: Page, first: int, last: int) -> Iterator[_Dated]:
    """The short lines between these rows that hold one date, and a name on one side of it or none.

    The dates of the page have been found before, for its title and its day.
    """
    rows = {
        row: date
        for date in mentions(sheet.text)
        if first <= (row := sheet.line_at(date.start)) < last and date.month
    }
    for row, date in rows.items():
        line = sheet.lines[row]
        if len(line.text) > _LONGEST:
            continue
        text, at = fold(line.text), date.start - line.start
        before = _label().sub("", text[:at].removesuffix("中华")).rstrip(_EDGE)
        after = text[date.end - line.start :].strip(_EDGE)
        after = "" if after in words("issued") else TRIMMINGS.sub("", after).strip(_EDGE)
        if not after:
            yield _Dated(row, before, line.start)
        elif not before and text.endswith(after):
            yield _Dated(row, after, line.start + len(text) - len(after))


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


def source_words(kind: str) -> str:
    """The words of one kind in `data/source-labels.tsv`, as a pattern."""
    return "|".join(map(re.escape, labels(kind)))


def labels(kind: str) -> tuple[str, ...]:
    """The words of one kind in `data/source-labels.tsv`."""
    return kinds("source-labels.tsv")[kind]


@cache
def _behalf() -> re.Pattern[str]:
    board, behalf = source_words("board"), source_words("behalf")
    return re.compile(rf"(?i:(?P<board>{board})(?: of directors)?) ?|(?:{behalf}) ")


@cache
def _above() -> frozenset[str]:
    """Kinds of papers and beginnings (Document of) that stand alone above who issues them."""
    above = ("genre", "document")
    return frozenset(word for kind in above for word in kinds("title-words.tsv")[kind])


def without_genre(text: str) -> str:
    """A line without the kind of paper behind the body that issues it: 屏東縣政府新聞稿."""
    for endings in _genres_behind():
        if text.endswith(endings):
            word = max((one for one in endings if text.endswith(one)), key=len)
            return text.removesuffix(word).rstrip()
    return text


@cache
def _genres_behind() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds of papers behind a body's name: those with a space between, and those without one."""
    return tuple(f" {word}" for word in labels("genre")), labels("genre joined")


@cache
def _label() -> re.Pattern[str]:
    """A label of the date at the end of what stands in front of it."""
    labels = pattern("published", "updated", "signed", "date")
    return re.compile(rf"(?:{labels})\s{{0,2}}:?\s{{0,2}}$", re.IGNORECASE)
