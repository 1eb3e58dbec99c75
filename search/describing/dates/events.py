"""Describe: the dates that a document speaks of, as far as they can be read with certainty.

A mention without a year takes it from the publication date; ranges and five-year plans are
spans. Chrome is left out. Reads `data/date-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from search.describing.dates.coming import Published, is_coming
from search.describing.dates.forms import english_month
from search.describing.dates.labels import BESIDE, TAIL_LINES, is_labelled, taiwanese
from search.describing.dates.lunar import solar_day
from search.describing.dates.numerals import date_words, month_names, number
from search.describing.dates.relative import relative_dates, year_told
from search.describing.dates.spans import year_spans
from search.describing.dates.values import MINGUO, Mention, iso
from search.describing.dates.words import mentions, year_before
from search.describing.pagelines import Page, is_sentence, page
from search.describing.wordlist import late
from search.describing.written import TAIWAN, is_of
from search.document import CleanText, Evidence, Value

_MOST = 20  # places kept for one date
_UNREADABLE = frozenset({"compact", "month", "minguo-numeric", "short"})
_BEFORE = 24  # characters in front of a date that may say which year
_SPOKEN = frozenset({"dateline", "enacted", "meeting"})  # rules by which the day is an event's too
_TO = re.compile(r" ?(?:[-–—~至到]|to|until|through|(?P<and>and)) ?")
_DAY_BEHIND = re.compile(r" ?[-–—~至到] ?([0-9]{1,2}|[一二三四五六七八九十廿]{1,3})[日號号]")
_YEAR_END = re.compile(r"(?:年?底|年?末)")
# The month in which a span begins whose end has the year: January to (March 2019).
_MONTH_BEFORE = late(
    lambda: rf"(?<![A-Za-z]){english_month()} ?(?:[-–—~]| to | through |(?P<and> and )) ?\Z"
)
_NAMED = re.compile(r" (?:[A-Z][a-z]+|[a-z]{3,}(?<!s))\b")  # the 2008 earthquake, not 2008 workers
_CENTURY = MINGUO + 99  # years of three digits are Minguo's in any text in traditional script
_TERM = re.compile("刑[期:]?\\Z|年齡\\Z|共\\Z|[為为處判]\\Z")  # a term of years and months follows
_AGES = re.compile(r" ?[前来來多历歷余餘]")


class _Found(NamedTuple):
    """A date or a span of dates (`until` not empty) at `[start, end)`."""

    start: int
    end: int
    since: str
    until: str
    rule: str


def event_dates(clean: CleanText, published: Value | None) -> tuple[Value, ...]:
    """All dates in the body in the order of their first mention, each with its places.

    Ids are `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or `start/end`; role `mention`. Without a
    publication date, mentions without a year are left out, and where the page only says when it
    came out, those as well.
    """
    sheet = page(clean)
    stamps = _stamps(published)
    places: dict[str, list[_Found]] = {}
    for found in _apart(sheet, published):
        row = sheet.line_at(found.start)
        if row >= 0 and not sheet.lines[row].kind and not _is_stamp(sheet, row, found, stamps):
            key = f"{found.since}/{found.until}" if found.until else found.since
            places.setdefault(key, []).append(found)
    return tuple(
        Value(
            key,
            clean.text[rows[0].start : rows[0].end],
            "mention",
            tuple(Evidence(row.rule, row.start, row.end, "") for row in rows[:_MOST]),
        )
        for key, rows in places.items()
    )


class _Stamps(NamedTuple):
    """The day of publication, and where the page states it outside of sentences."""

    day: str
    places: tuple[tuple[int, int], ...]


def _stamps(published: Value | None) -> _Stamps:
    evidence = published.evidence if published else ()
    places = tuple((one.start, one.end) for one in evidence if one.rule not in _SPOKEN)
    return _Stamps(published.id if published else "", places)


def _is_stamp(sheet: Page, row: int, found: _Found, stamps: _Stamps) -> bool:
    """Whether the page says here when it came out or changed: by the place by which it was dated,
    the same day beside little else above or below the body, or a label.
    """
    if found.until or not stamps.day:
        return False
    if any(start < found.end and found.start < end for start, end in stamps.places):
        return True
    if found.since == stamps.day:
        line = sheet.lines[row]
        parts = sheet.text[line.start : found.start], sheet.text[found.end : line.end]
        rest = " ".join("0".join(parts).split())  # a masthead is set with gaps
        edge = row < sheet.header or row >= len(sheet.lines) - TAIL_LINES
        if edge and len(rest) <= BESIDE and not is_sentence(rest):
            return True
    return is_labelled(sheet.text, found.start)


def _reference(published: Value | None) -> Published | None:
    """When the text was written; a mere property of the file does not tell."""
    if published is None or any(evidence.rule == "property" for evidence in published.evidence):
        return None
    year, month, day = ([int(part) for part in published.id.split("-")] + [0, 0])[:3]
    return Published(date(year, month or 1, day or 1), date(year, month or 12, day or 28))


def _apart(sheet: Page, published: Value | None) -> Iterator[_Found]:
    """Spans before single dates, and whatever stands first where two overlap."""
    reference = _reference(published)
    text = sheet.text
    found = [
        _Found(s, e, str(first), str(last), rule) for s, e, first, last, rule in year_spans(text)
    ]
    if published is not None and reference is not None:
        told = relative_dates(text, reference.last, published.id.count("-") + 1)
        found += [_Found(start, end, when, "", "relative") for start, end, when in told]
    found += _dates(text, reference)
    found.sort(key=lambda row: (row.start, -row.end))
    end = 0
    for row in found:
        if row.start >= end:
            end = row.end
            yield row


def _dates(text: str, reference: Published | None) -> Iterator[_Found]:
    """Written dates, two of them joined where a word or a dash joins them."""
    rows = [m for m in mentions(text) if _is_readable(text, m)]
    skip = False
    for place, mention in enumerate(rows):
        if skip:
            skip = False
            continue
        after = rows[place + 1] if place + 1 < len(rows) else None
        if after and after.start - mention.end < 10 and _joined(text, mention, after):
            skip = True
            yield from _span(mention, after, text, reference)
        elif full := _dated(mention, text, reference):
            yield _single(full, text)


def _is_readable(text: str, mention: Mention) -> bool:
    """Whether prose has a date there: a lone number may be none, and what might be a year of
    Minguo is one in a text of Taiwan.
    """
    if mention.rule == "minguo-numeric":
        spelled = "年" in text[mention.start : mention.end] and taiwanese(text)
        return (
            spelled
            and not _TERM.search(text, max(0, mention.start - _BEFORE), mention.start)
            and (mention.year > _CENTURY or "民國" in text or is_of(TAIWAN, text))
        )
    return mention.rule not in _UNREADABLE and _is_year(text, mention)


def _joined(text: str, first: Mention, second: Mention) -> bool:
    if "lunar-day" in (first.rule, second.rule):
        return False
    joint = _TO.fullmatch(text, first.end, second.start)
    return joint is not None and (not joint["and"] or _is_between(text, first.start))


def _is_between(text: str, start: int) -> bool:
    return text[max(0, start - 8) : start].casefold() == "between "


def _span(
    first: Mention, second: Mention, text: str, reference: Published | None
) -> Iterator[_Found]:
    """From the first to the second; either may lend the other its year."""
    if second.year and not first.year:
        first = first._replace(year=second.year - (first.month > second.month))
    begin = _dated(first, text, reference)
    if begin is None:
        return
    if not second.year:
        second = second._replace(year=begin.year + (second.month < begin.month))
    if begin.id < second.id:
        yield _Found(first.start, second.end, begin.id, second.id, "range")


def _single(mention: Mention, text: str) -> _Found:
    """One date, with the day that closes a range in its month, or the end of its year."""
    start, end, year, month, day = mention[:5]
    close = _DAY_BEHIND.match(text, end) if day else None
    last = number(close[1]) if close else mention.last_day
    if day < last <= 31:
        end = close.end() if close else end
        return _Found(start, end, mention.id, iso(year, month, last), "range")
    if month and not day and (first := _MONTH_BEFORE.search(text, max(0, start - 24), start)):
        since = month_names()[first["m"]]
        joined = not first["and"] or _is_between(text, first.start())
        if since < month and joined:
            return _Found(first.start(), end, iso(year, since), mention.id, "range")
    if not month and (close := _YEAR_END.match(text, end)):
        return _Found(start, close.end(), iso(year, 12), "", "end of year")
    if not month and text[max(0, start - 7) : start].casefold() == "end of ":
        return _Found(start - 7, end, iso(year, 12), "", "end of year")
    return _Found(start, end, mention.id, "", mention.rule)


def _is_year(text: str, mention: Mention) -> bool:
    """Whether a lone number is a year: behind a preposition and before no unit."""
    if mention.month:
        return True
    if mention.rule != "year":
        return mention.year % 100 != 0 or _AGES.match(text, mention.end) is None
    before = text[max(0, mention.start - 12) : mention.start].casefold().split()
    after = re.split(r"[^a-z%]", text[mention.end : mention.end + 16].casefold().lstrip(" "))
    cued = bool(before) and before[-1].lstrip("(") in date_words("cue")
    cued |= before[-1:] == ["the"] and _NAMED.match(text, mention.end) is not None
    return cued and after[0] not in date_words("unit") and not after[0].startswith("%")


def _dated(mention: Mention, text: str, reference: Published | None) -> Mention | None:
    """The mention with a year: its own, the one in front of it, else that of the last such day."""
    if mention.year or reference is None:
        return mention if mention.year else None
    before = text[max(0, mention.start - _BEFORE) : mention.start].casefold().rstrip(" ,")
    offset = year_told(before)
    if mention.rule == "lunar-day":
        return None if offset is None else _lunar(mention, reference.last.year + offset)
    if offset is not None:
        return mention._replace(year=reference.last.year + offset)
    year = year_before(mention.month, mention.day, reference.last)
    if year and is_coming(text, mention._replace(year=year), before, reference):
        year += 1
    return mention._replace(year=year) if year else None


def _lunar(mention: Mention, year: int) -> Mention | None:
    """The day of ours that a lunar day of this year is, where that is known."""
    day = solar_day(year, mention.month, mention.day)
    if day is None:
        return None
    return mention._replace(year=day.year, month=day.month, day=day.day, rule="lunar")
