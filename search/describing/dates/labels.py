"""Describe: dates behind a label of the page (发布时间:, Published on).

A label counts where a page speaks of itself: in the header, at the end, or with a colon.
Reads `data/date-labels.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from search.describing.dates.numerals import month_names
from search.describing.dates.values import DOUBTFUL, Mention
from search.describing.pagelines import Page, is_sentence, pattern, words
from search.describing.wordlist import late

TAIL_LINES = 15
BESIDE = 44  # columns of what may stand beside a date in a header or signature line
NEAR = 120  # characters between the start of a label and its date, at most
_WORDS = 24  # characters of a label on a line of its own, at most
_COLON = 40  # characters between a colon and its date, at most
CLOCK = (
    r"(?:T| {0,3})?(?:[上下]午|凌晨|早上|中午|晚上|晚間|晚间)? ?"
    r"(?:[01]?\d|2[0-4])(?::[0-5]\d){1,2}(?:\.\d{1,6})?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:Z|(?:GMT|UTC)(?:[+-]\d{1,2})?|[A-Z]{1,3}T|[+-]\d\d:?\d\d)\b)?"
)
WEEKDAY = (
    r"(?:星期|礼拜|周|週)[一二三四五六日天]|\b(?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b\.?"
)
TRIMMINGS = re.compile(rf"{CLOCK}|{WEEKDAY}")
"""A clock or a weekday beside a date."""

_GAP = (
    r"[\s\])】》]{0,12}"
    r"(?P<sign>[:|]\s{0,12}|(?:on|at|于|於)\s{1,3}"
    r"|(?:by|in)\s[^\d\n:]{1,90}?(?:\bon\s|\bat\s|[|,])\s{0,3}|)"
    r"(?:\|\s{0,3}){0,2}"  # between the cells of a table
    rf"(?:on\s)?(?:(?:{WEEKDAY}|[A-Z][a-z]{{2,8}})[,.]{{0,2}}\s{{0,2}})?"
    rf"(?:{CLOCK},?\s{{0,3}}(?:on\s)?)?(?:中華|中华)?(?:公元|西元)?\Z"
)
_OPENING = re.compile(r"(?:^|\n|  |[\t|/([·,;【] ?|\d(?=$))[\W_]*$")
_BY = re.compile(r"\n?[Bb]y [A-Z][^.:;\d\n]{1,40} ")  # By The Editors posted 12 May 2020
_ENDED = re.compile(r"(?:[.!?] |[。!?]|\n)\s?\Z")
_TIMED = re.compile(rf",? {CLOCK}\.?(?=\s|\Z)")
_TRADITIONAL = re.compile("[國會發與為學關這個們開臺灣縣]")

_KINDS = ("published", "updated", "signed", "date")
_MINUTES = late(lambda: rf"(?:{pattern('minutes')})(?![a-z])", re.IGNORECASE)
# A label that says where: what has a place is an event.
_VENUE = late(lambda: rf"(?<![A-Za-z])(?:{pattern('venue')})\s{{0,4}}[:]", re.IGNORECASE)


@cache
def _label(first: str) -> re.Pattern[str]:
    """A label that begins with this character, and all that may stand between it and the date
    behind it. Few texts have labels with many, and all of them take 30 ms to compile.
    """
    kinds = "|".join(rf"(?P<{kind}>{pattern(kind, first=first) or '(?!)'})" for kind in _KINDS)
    return re.compile(rf"(?:{kinds}){_GAP}", re.IGNORECASE)


@cache
def _label_begins() -> re.Pattern[str]:
    """The first character of a label: few places have one, and only there a label is tried."""
    words_of_kinds = [word for kind in _KINDS for word in words(kind)]
    firsts = {re.escape(form) for word in words_of_kinds for form in (word[0], word[0].upper())}
    return re.compile(rf"[{''.join(sorted(firsts))}](?<![A-Za-z].)")  # a set first: found fast


def _label_of(text: str, end: int) -> re.Match[str] | None:
    """The first label in front of a date that reaches as far as the date, which begins at `end`."""
    for first in _label_begins().finditer(text, max(0, end - NEAR), end):
        start = first.start()
        pair = text[start : start + 2].casefold()
        if pair in _label_pairs() and (label := _label(pair[0]).match(text, start, end)):
            return label
    return None


def is_labelled(text: str, start: int) -> bool:
    """Whether a label with a colon of when a page was published or changed stands in front of the
    date that begins there.
    """
    if ":" not in text[max(0, start - _COLON) : start]:
        return False
    label = _label_of(text, start)
    if label is None or label["date"]:
        return False
    return label["sign"].strip() == ":"


@cache
def _label_pairs() -> frozenset[str]:
    """The first two characters of labels; Chinese ones may be spread."""
    known = [word for kind in _KINDS for word in words(kind)]
    spread = {word[0] + space for word in known if not word.isascii() for space in " \t"}
    return frozenset(spread | {word[:2] for word in known})


def labelled(sheet: Page, dates: list[Mention]) -> Iterator[tuple[str, Mention]]:
    """Dates behind a label that speaks of the page, with the label's kind."""
    for mention in dates:
        if not mention.year or not _may_be_labelled(sheet, mention):
            continue
        label = _label_of(sheet.text, mention.start)
        if label is None or not label.lastgroup or goes_on(sheet.text, mention):
            continue
        kind = next(kind for kind in _KINDS if label[kind])
        number = sheet.line_at(label.start())
        if number < 0:
            continue
        if mention.rule in DOUBTFUL and not _undoubted(mention, label, sheet.text):
            continue
        if _is_stamp(sheet.text, label, mention) or _is_own(sheet, number, label, kind):
            yield kind, mention
        elif kind == "date" and number < sheet.header and _are_minutes(sheet):
            yield "meeting", mention


def _may_be_labelled(sheet: Page, mention: Mention) -> bool:
    """Whether it stands in the header, at the end, behind a colon or below a word or two: most
    dates do not.
    """
    row = sheet.line_at(mention.start)
    if row < sheet.header or row >= len(sheet.lines) - TAIL_LINES:
        return True
    if mention.start == sheet.lines[row].start and len(sheet.lines[row - 1].text) <= _WORDS:
        return True
    return ":" in sheet.text[max(0, mention.start - _COLON) : mention.start]


def _undoubted(mention: Mention, label: re.Match[str], text: str) -> bool:
    """Whether the label makes a date of digits that otherwise might be anything."""
    if mention.rule == "minguo-numeric":
        return taiwanese(text)
    return label["sign"].strip() == ":"


@lru_cache(maxsize=2)
def taiwanese(text: str) -> bool:
    """Whether a text may count years as Taiwan does: it is in traditional script."""
    return _TRADITIONAL.search(text) is not None


def _is_own(sheet: Page, number: int, label: re.Match[str], kind: str) -> bool:
    """Whether the label stands where a page speaks of itself."""
    line = sheet.lines[number]
    before = sheet.text[max(line.start - 1, label.start() - BESIDE) : label.start()]
    colon = label["sign"].strip() == ":"
    opens = _OPENING.search(before) is not None or _BY.fullmatch(before) is not None
    inside = sheet.text[label.start() : min(line.end, label.start() + 2 * NEAR)].rstrip(".")
    edge = number <= sheet.header or number >= len(sheet.lines) - TAIL_LINES
    if kind != "date" and line.text.rstrip(" :") == label[kind]:
        return True  # the label fills its line, as in lists of facts
    if kind != "date":
        return colon or (opens and edge and not is_sentence(inside))
    spaced = before.endswith(" ") and not label["date"].isascii()
    near = "\n".join(row.text[:NEAR] for row in sheet.lines[number : number + 3])
    return edge and (opens or spaced) and _VENUE.search(near) is None


def _is_stamp(text: str, label: re.Match[str], mention: Mention) -> bool:
    """Whether label, day and time of day are a sentence: Published Nov 21, 2018, 7:05 PM."""
    timed = _TIMED.match(text, mention.end) is not None
    return bool(label["published"]) and timed and _opens(text, label)


def _opens(text: str, label: re.Match[str]) -> bool:
    """Whether a sentence begins with the label."""
    start = label.start()
    return not start or _ENDED.search(text, max(0, start - 3), start) is not None


def _are_minutes(sheet: Page) -> bool:
    """Whether a page is the minutes of a meeting by its head, and so has the day of that."""
    return any(_MINUTES.search(line.text[:NEAR]) for line in sheet.lines[: sheet.header])


def goes_on(text: str, mention: Mention) -> bool:
    """Whether the date opens a range of days, or the ending of a file's name follows it."""
    return bool(mention.last_day) or _later().match(text, mention.end) is not None


@cache
def _later() -> re.Pattern[str]:
    """What opens the second day of a range, or ends the name of a file."""
    months = "|".join(month_names())
    return re.compile(
        rf"\s{{0,2}}(?:[-–—~～至到]|to\b)\s{{0,2}}(?:\d(?!\d?:\d\d|\d? ?min)|{months})"
        r"|\.[A-Za-z][A-Za-z0-9]{1,4}\b"
    )
