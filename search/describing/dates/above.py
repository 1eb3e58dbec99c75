"""Describe: dates above the body of a page that stand for its publication without a label.

A line with a date and perhaps a time, a source or an author; the head of an issue or a report.
Reads `data/date-labels.tsv` and `data/date-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from search.analysis import fold
from search.describing.dates.labels import BESIDE, CLOCK, NEAR, TRIMMINGS, goes_on, taiwanese
from search.describing.dates.numerals import date_words
from search.describing.dates.values import DOUBTFUL, Mention
from search.describing.media import medium
from search.describing.organisations.places import places
from search.describing.pagelines import Page, end_of_head, is_sentence, pattern, width
from search.describing.signed import is_body
from search.describing.wordlist import late

_AUTHOR = re.compile(
    r"(?:By|Written by|Posted by"
    r"|(?:Interview|Text|[Ww]ords|Story|Report)(?:(?: written)? by|:)) [A-Z]"
    r"|(?:作者|记者|記者|撰文者?|文)[:/ ]"
)
_BELOW_HEAD = 12  # lines between what opens a page and its author
_PERSON = re.compile(r"(?:[A-Z][\w.'’-]{0,20} ){1,3}[A-Z][\w'’-]{1,20}[ •·|,–—-]{0,3}")
_SEPARATORS = " •·|,–—-"
# Of a site, or an author's handle.
_ADDRESS = re.compile(
    r"https?://\S{1,80}|\b(?:[A-Za-z0-9-]{1,40}\.){1,4}[A-Za-z]{2,10}(?![\w.])|@\w{1,40}"
)
_TOOLS = re.compile(r"字[级級体體号號] ?: ?|\bon $", re.IGNORECASE)  # no label of the date
_CLOCK = re.compile(CLOCK)
_CELL = re.compile(r",(?=\S)|\t")  # commas of prose have a space behind them
# Behind the name of a body, that of its country: … of the People's Republic of China.
_STATE = re.compile(r" of the [A-Z][\w'’]{1,20}(?: (?:of )?[A-Z]\w{1,20}){1,4}$")
_EDITION = re.compile(r"[号號刊][ ,|·(]|[ ,|·(]|$")  # behind the month of an issue
_EVENT = late(lambda: rf"(?:{pattern('event')})[\s:]{{0,4}}$", re.IGNORECASE)
# What an office did on the day in front: 2018年1月25日发布.
_RELEASED = late(lambda: rf"(?:{pattern('released')})[) ]*")
_UPDATED = late(lambda: rf"(?:{pattern('updated')})(?:[\s:]|on\s){{0,4}}$", re.IGNORECASE)
# The label of another day behind the first one: … / Updated …, … ESTFirst published on …
_CHANGED = late(
    lambda: (
        r"(?:\W{1,4}|(?-i:(?<=[A-Za-z\d])(?=[A-Z])))"
        rf"(?:{pattern('updated', 'published')})\W"
    ),
    re.IGNORECASE,
)
# The number of an issue.
_NUMBER = late(
    lambda: "第[0-9一二三四五六七八九十百 ]{1,6}[期号號卷]|(?:Issue|Vol(?:ume)?)[. ]{1,2}[0-9]"
)


def header(sheet: Page, dates: list[Mention], end: int = 0) -> list[Mention]:
    """Dates that fill a line above the body (or line `end`), beside a time, a source or an author.

    More than two different ones make the page a list of other documents.
    """
    found: list[Mention] = []
    for row, mention, before, after in _alone(sheet, dates, end):
        bare = not before.strip("( ") and not after.strip(") ")
        if not bare and (mention.rule in DOUBTFUL or not mention.day):
            continue
        if mention.rule == "short" and not _is_apart(before, after):
            continue
        if mention.rule == "minguo-numeric" and not (mention.day and taiwanese(sheet.text)):
            continue
        if row >= sheet.header and not (
            _is_signed(sheet, row, before, after) or _is_personal(sheet, row, before, dates)
        ):
            continue
        if _beside(before, after) and not _is_other(sheet, row, before, after):
            found.append(mention)
    return found if len({m.id for m in found}) <= 2 else []


def bylined(sheet: Page, dates: list[Mention]) -> list[Mention]:
    """The only day of a page that fills a line above or below that of an author, wherever those
    stand: pictures and teasers may part them from the headline; what only reads like a name, near
    the head. Several are those of other texts.
    """
    lines, found = sheet.lines, []
    for row, mention, before, after in _alone(sheet, dates, len(sheet.lines)):
        near = (*lines[max(0, row - 1) : row], *lines[row + 1 : row + 2])
        signed = any(_AUTHOR.match(line.text) and width(line.text) <= NEAR for line in near)
        high = row < sheet.header + _BELOW_HEAD
        signed |= high and _is_personal(sheet, row, before, dates)
        if signed and mention.day and mention.rule not in DOUBTFUL and _beside(before, after):
            found.append(mention)
    return found if len({mention.id for mention in found}) == 1 else []


def _is_apart(before: str, after: str) -> bool:
    """Whether nothing but a weekday, a clock and a credit stands on the line of a date."""
    rest = TRIMMINGS.sub("", after, count=3).strip("()| ")
    if before.strip("( "):
        return not rest and _AUTHOR.match(before) is not None
    return not rest or ":" in rest or _AUTHOR.match(rest) is not None


def _is_signed(sheet: Page, row: int, before: str, after: str) -> bool:
    """Whether an author stands above a date or in front of it, a weekday beside it, or a time of
    day.
    """
    above = sheet.lines[row - 1].text if row else ""
    return bool(
        _AUTHOR.match(above)
        or _AUTHOR.match(before)
        or TRIMMINGS.match(before)
        or _CLOCK.match(after.lstrip(" ,"))
    )


def _is_personal(sheet: Page, row: int, before: str, dates: list[Mention]) -> bool:
    """Whether what stands above a date or in front of it reads like somebody's name, and no other
    day fills a line, as in lists of other texts.
    """
    name = before or (sheet.lines[row - 1].text if row else "")
    if not _PERSON.fullmatch(name) or places().find(name.strip(_SEPARATORS)):
        return False
    others = ((sheet.line_at(other.start), other) for other in dates)
    return not any(
        at != row and other.end - other.start == len(sheet.lines[at].text) for at, other in others
    )


def _is_other(sheet: Page, row: int, before: str, after: str) -> bool:
    """Whether it is the day of something else that the text says beside it: a birthday, 施行."""
    if _EVENT.fullmatch(after.strip()):
        return True
    label = before.strip() or (sheet.lines[row - 1].text[-NEAR:] if row else "")
    return _EVENT.search(label) is not None


def issue(sheet: Page, dates: list[Mention]) -> Iterator[Mention]:
    """The month of an issue or a report at the edge of a header line: 第42期 2011年5月.

    Whatever has a day may be a meeting's, unless the line speaks of an issue.
    """
    for row, mention, before, after in _alone(sheet, dates):
        line = sheet.lines[row].text
        named, numbered = _issue().search(line) is not None, _NUMBER.search(line) is not None
        closed = "。" in line or line.endswith(".")
        season = _season().search(before)
        if (mention.rule in DOUBTFUL and not season) or closed or (mention.day and not named):
            continue
        after = "" if _RELEASED.fullmatch(after) else after
        before, after = _season().sub("", before).rstrip("( "), after.strip(") .*")
        listed = named and before.endswith(",") and after.startswith(",")
        listed |= numbered and _EDITION.match(after) is not None
        wide = width(" ".join((before + after).split())) > BESIDE
        if (before and after and not listed) or (wide and not named):
            continue
        last = before.split()[-1:]
        phrase = not listed and last and last[0].isascii() and last[0].islower()
        apart = not before or sheet.text[mention.start - 1] in " (|/·,\t"
        if apart and not phrase and not before.endswith(":"):
            yield mention


@cache
def _issue() -> re.Pattern[str]:
    known = rf"(?<![A-Za-z])(?:{pattern('issue')})(?![a-z])"
    return re.compile(rf"{known}|{_NUMBER.pattern}", re.IGNORECASE)


@cache
def _season() -> re.Pattern[str]:
    """A season in front of a year: Autumn 2013, Winter 2009/10."""
    seasons = "|".join(date_words("season"))
    return re.compile(rf"\b(?:{seasons})(?:[-/](?:{seasons}))?,? \Z", re.IGNORECASE)


def _alone(
    sheet: Page, dates: list[Mention], end: int = 0
) -> Iterator[tuple[int, Mention, str, str]]:
    """The dates with a month or season that are the only one of their short line above the body,
    with the number of the line and what stands before and behind them.
    """
    end = end or end_of_head(sheet)
    placed = [(sheet.line_at(m.start), m) for m in dates if m.year]
    ids: dict[int, set[str]] = {}
    for row, mention in placed:
        if not sheet.top <= row < end:
            continue
        before = sheet.text[max(0, mention.start - BESIDE) : mention.start]
        exact = mention.month or (not mention.day and _season().search(before))
        if exact and not _UPDATED.search(before):
            ids.setdefault(row, set()).add(mention.id)
    for row, mention in placed:
        if ids.get(row) != {mention.id} or goes_on(sheet.text, mention):
            continue
        line = sheet.lines[row]
        if width(line.text[: 2 * NEAR]) <= NEAR:
            before = sheet.text[line.start : mention.start]
            yield row, mention, before, sheet.text[mention.end : line.end]


def _beside(before: str, after: str) -> bool:
    """Whether what stands around a date is a source or an author, not a phrase."""
    if later := _CHANGED.search(after):  # Dec. 20, 2016 / Updated Dec. 21, 2016
        after = after[: later.start()]
    name = after[:1].isascii() and after[:1].isupper()  # 17 Dec 2025Julian Miller
    behind = not after[:1].isalnum() or name or TRIMMINGS.match(after) is not None
    timed = _CLOCK.match(after.lstrip()) is not None
    paper = medium(before.strip(_SEPARATORS).partition(" (")[0])  # China Daily (USA) - …
    written = _AUTHOR.match(before) is not None
    credited = _AUTHOR.match(after.lstrip(_SEPARATORS)) is not None
    wide = NEAR if timed or paper or written or credited else BESIDE
    before = TRIMMINGS.sub("", _ADDRESS.sub("", _TOOLS.sub("", before)), count=3)
    rest = before + TRIMMINGS.sub("", after, count=3)
    if width(rest) > wide and not before.strip() and is_body(fold(_STATE.sub("", after.strip()))):
        wide = NEAR
    if len(_CELL.findall(rest)) > 1 and ":" not in rest:
        return False  # a row of a table
    joined = before[-1:].isalnum() and (before[-1].isascii() or not _AUTHOR.match(before))
    if timed or medium(before):  # 谢若含2017-03-01 14:27, 人民日报2025.12.22
        joined = joined and before.isascii() and not written  # By Ann Roe2020-02-20 13:52
    titled = is_sentence(rest) and not written  # By Dr. Ann Roe is no sentence
    if joined or not behind or width(rest) > wide or titled:
        return False
    last = before.split()[-1:]
    if last and last[0].islower() and last[0].isascii():
        return False
    return not before.rstrip().endswith(":")
