"""Describe: the day on which a document was published.

No date is better than a wrong one: a date counts only where the publisher's markup, a
label, the page header, a newspaper's mark, a dateline, the address or a signature makes it
the publication date. Prose never does, and the file's modification time is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from search.analysis.data import rows
from search.describing.dates.above import header, issue
from search.describing.dates.labels import labelled
from search.describing.dates.lines import dateline, enacted, newspaper, signatures, sourced
from search.describing.dates.values import NEVER_PUBLISHED, Mention
from search.describing.dates.words import mentions
from search.describing.pagelines import Page, page, plain
from search.document import CleanText, Evidence, Hints, Value

_MANY = 200  # dates at either end that are looked at; between them is a table
_URL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_SLASHED = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/](?:19|20)[0-9]{2}")

_Found = Iterator[tuple[str, Mention]]


def publication_date(clean: CleanText, hints: Hints, today: date | None = None) -> Value | None:
    """The publication date with its evidence, or None where nothing states it.

    The id is `YYYY-MM-DD`, or shorter where less is stated; the name is the surface.
    Trusted markup comes first, then the text's own statement, then untrusted properties.
    Dates before 1800, after 2199 or, where `today` is given, more than a year after it are
    errors of the page.
    """
    limit = today + timedelta(days=366) if today else date.max
    if hints.trusted and (value := _hinted(hints.published, "markup", limit)):
        return value
    sheet = page(clean)
    dates = _own(sheet)
    address = _URL.search(hints.url) if hints.trusted else None
    for rule, mention in _stated(sheet, dates, _reference(hints)):
        if mention.year and _first_day(mention) <= limit:
            start, end = mention.start, mention.end
            return Value(mention.id, clean.text[start:end], evidence=(Evidence(rule, start, end),))
    if address and (value := _hinted("-".join(address.groups()), "address", limit)):
        return value
    for mention in signatures(sheet, dates):
        if _first_day(mention) <= limit:
            start, end = mention.start, mention.end
            found = Evidence("signature", start, end)
            return Value(mention.id, clean.text[start:end], evidence=(found,))
    return None if hints.trusted else _hinted(hints.published, "property", limit)


def _own(sheet: Page) -> list[Mention]:
    """The dates of the page's own lines by which it may have been published."""
    found = [
        mention
        for mention in mentions(sheet.text)
        if mention.rule not in NEVER_PUBLISHED and sheet.line_at(mention.start) >= 0
    ]
    if len(found) > 2 * _MANY:
        found = found[:_MANY] + found[-_MANY:]
    return [_settled(mention, sheet.text) for mention in found]


def _settled(mention: Mention, text: str) -> Mention:
    """05/06/2016 as the page writes its other dates, or as its place does; else as it is."""
    if mention.month or mention.rule != "numeric":
        return mention
    first, second = map(int, re.split("[-/]", text[mention.start : mention.end])[:2])
    order = _day_order(text)
    if order > 0:
        return mention._replace(day=first, month=second)
    return mention._replace(month=first, day=second) if order < 0 else mention


@lru_cache(maxsize=2)
def _day_order(text: str) -> int:
    """Whether a page writes the day first (1) or the month (-1); 0 where it does not say."""
    orders = {(int(m[1]) > 12) - (int(m[2]) > 12) for m in _SLASHED.finditer(text)} - {0}
    if not orders and any(word in text for word in _day_first_places()):
        return 1
    return orders.pop() if len(orders) == 1 else 0


@cache
def _day_first_places() -> tuple[str, ...]:
    return tuple(place for kind, place in rows("date-labels.tsv") if kind == "day first")


def _first_day(mention: Mention) -> date:
    return date(mention.year, mention.month or 1, mention.day or 1)


def _hinted(hint: str, rule: str, limit: date) -> Value | None:
    """The date that a markup element, a file property or the address gives."""
    stated = re.sub(r"^D:(\d{8}).*", r"\1", plain(hint.strip()[:100]), flags=re.DOTALL)
    for mention in mentions(stated):
        doubtful = mention.rule == "minguo-numeric" or mention.rule in NEVER_PUBLISHED
        if mention.year and not doubtful and _first_day(mention) <= limit:
            return Value(mention.id, hint[:100], evidence=(Evidence(rule, quote=hint[:100]),))
    return None


def _reference(hints: Hints) -> date | None:
    """A day about when the document came out, good enough to supply a dateline's year."""
    address = _URL.search(hints.url)
    for stated in ("-".join(address.groups()) if address else "", hints.published):
        for mention in mentions(stated[:100]):
            if mention.year and mention.day:
                return _first_day(mention)
    return None


def _stated(sheet: Page, dates: list[Mention], reference: date | None) -> _Found:
    """What the text says of its own publication, the surest statement first."""
    labels = list(labelled(sheet, dates))
    yield from (("label", m) for kind, m in labels if kind == "published")
    yield from (("newspaper", m) for m in newspaper(sheet))
    yield from (("label", m) for kind, m in labels if kind == "date")
    yield from (("header", m) for m in header(sheet, dates))
    yield from (("enacted", m) for m in enacted(sheet, dates))
    yield from (("issue", m) for m in issue(sheet, dates))
    yield from (("label", m) for kind, m in labels if kind == "updated")
    yield from (("dateline", m) for m in dateline(sheet, dates, reference))
    yield from (("label", m) for kind, m in labels if kind == "signed")
    yield from (("source", m) for m in sourced(sheet))
