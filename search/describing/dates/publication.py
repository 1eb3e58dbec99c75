"""Describe: the day on which a document was published.

No date is better than a wrong one: a date counts only where the publisher's markup, a
label, the page header, a newspaper's mark, a dateline, the address or a signature makes it
the publication date. Prose never does, and the file's modification time is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from search.analysis.data import kinds
from search.describing.candidates import below_title
from search.describing.dates.above import bylined, header, issue
from search.describing.dates.filename import folders_day, named_day
from search.describing.dates.forms import short_year
from search.describing.dates.labels import is_labelled, labelled, taiwanese
from search.describing.dates.lines import (
    credited,
    dateline,
    enacted,
    filed,
    newspaper,
    signatures,
)
from search.describing.dates.values import MINGUO, NEVER_PUBLISHED, Mention
from search.describing.dates.words import mentions
from search.describing.pagelines import Page, below_menu, end_of_head, is_paragraph, page, plain
from search.describing.title import title
from search.document import CleanText, Evidence, Hints, Value

_MANY = 200  # dates at either end that are looked at; between them is a table
_URL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_GREENWICH = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<hour>[0-9]{2}):[0-9:.]{2,12}(?:Z|\+00:?00)$"
)
_NOON = 12
_FOOT = 3  # lines at the end in one of which a site says when it changed
_WHOLE = 2  # dashes in a date with its day
_BELOW_TITLE = 12  # lines between a title and the body
_SLASHED = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/](?:19|20)[0-9]{2}")

_SURE_LABELS = ("published", "updated")

_Found = Iterator[tuple[str, Mention]]
_Labels = list[tuple[str, Mention]]


def publication_date(
    clean: CleanText,
    hints: Hints,
    today: date | None = None,
    path: str = "",
    heading: Value | None = None,
) -> Value | None:
    """The publication date with its evidence, or None where nothing states it; `heading` is the
    title, where somebody knows it already.

    The id is `YYYY-MM-DD`, or shorter where less is stated; the name is the surface.
    Trusted markup comes first, then the text's own statement, then the name of the file at
    `path`, then untrusted properties.
    Dates before 1800, after 2199 or, where `today` is given, more than a year after it are
    errors of the page.
    """
    limit = today + timedelta(days=366) if today else date.max
    sheet = page(clean)
    top = below_title(sheet, hints, heading or title(clean, hints, path))
    if hints.trusted and (value := _hinted(hints.published, "markup", limit)):
        return _as_shown(value, top, hints, clean.text)
    dates = _own(sheet)
    named = named_day(path)
    head = end_of_head(top)
    labels = list(labelled(top._replace(header=head), dates))
    changed = [m for kind, m in labels if kind == "updated" and _is_below(sheet, m, head)]
    labels = [found for found in labels if found[1] not in changed]
    surest = _surest(top, dates, labels)
    folders = folders_day(path)
    if folders and not named and any(folders[3:5] == mention[3:5] for mention in dates):
        named = folders  # a day of the text
    reference = _reference(hints, named or folders)
    datelines = list(dateline(top, dates, reference))
    told = _stated(top, dates, labels, datelines)
    if value := _first(chain(surest, told, _below_menu(sheet, dates)), clean.text, limit):
        return value
    address = _URL.search(hints.url) if hints.trusted else None
    if address and (value := _hinted("-".join(address.groups()), "address", limit)):
        return value
    signs = (("signature", m) for m in signatures(sheet, dates))
    foot = (("label", m) for m in changed)  # of the site, where anything else tells the day
    if value := _first(chain(signs, foot), clean.text, limit):
        return value
    if named and _first_day(named) <= limit:
        name = path[named.start : named.end]
        return Value(named.id, name, evidence=(Evidence("file name", quote=path),))
    if hints.trusted or datelines:  # a property would belie the day that the text has
        return None
    return _hinted(hints.published, "property", limit)


def _first(found: _Found, raw: str, limit: date) -> Value | None:
    """The first of the dates that may be, as the text has it."""
    for rule, mention in found:
        if mention.year and _first_day(mention) <= limit:
            start, end = mention.start, mention.end
            return Value(mention.id, raw[start:end], evidence=(Evidence(rule, start, end),))
    return None


def _as_shown(markup: Value, sheet: Page, hints: Hints, raw: str) -> Value:
    """The markup's date, or the one that readers see: the day in the markup's year or month, or,
    where the markup has a moment by Greenwich's clock, the day before or after that.
    """
    neighbour = _neighbour(hints.published)
    if not neighbour and markup.id.count("-") == _WHOLE:
        return markup
    dates = _own(sheet)
    shown = list(_surest(sheet, dates, list(labelled(sheet, dates))))
    if any(mention.id == markup.id for _, mention in shown):
        return markup
    if not neighbour:
        closer = (found for found in shown if found[1].id.startswith(f"{markup.id}-"))
        return _first(closer, raw, date.max) or markup
    address = _URL.search(hints.url)
    if address and "-".join(address.groups()) == neighbour:
        return Value(neighbour, address[0], evidence=(Evidence("address", quote=hints.url[:100]),))
    shown += [("header", m) for m in header(sheet, dates, sheet.header + _BELOW_TITLE)]
    same = ((rule, mention) for rule, mention in shown if mention.id == neighbour)
    return _first(same, raw, date.max) or markup


def _neighbour(published: str) -> str:
    """The day on which, by other clocks, a moment of Greenwich's may fall too; none, nothing."""
    moment = _GREENWICH.match(published.strip())
    if not moment:
        return ""
    with suppress(ValueError, OverflowError):
        step = timedelta(days=1 if int(moment["hour"]) >= _NOON else -1)
        return (date.fromisoformat(moment["day"]) + step).isoformat()
    return ""


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
    """05/06/2016 as the page writes its other dates, or as its place does; 16年8月17日 in
    simplified script as a year of this century or the last; else as it is.
    """
    if mention.rule == "minguo-numeric" and _is_short(mention, text):
        year = short_year(f"{mention.year - MINGUO:02}")
        return mention._replace(year=year, rule="short")
    if mention.month or mention.rule != "numeric":
        return mention
    first, second = map(int, re.split("[-/]", text[mention.start : mention.end])[:2])
    order = _day_order(text)
    if order > 0:
        return mention._replace(day=first, month=second)
    return mention._replace(month=first, day=second) if order < 0 else mention


def _is_short(mention: Mention, text: str) -> bool:
    """Whether 年 stands behind the year of two digits, or a Chinese label of the day in front of
    it, in a text that counts no years of Minguo.
    """
    known = text.startswith("年", mention.start + 2) or (
        not text[: mention.start].rstrip(" :")[-1:].isascii() and is_labelled(text, mention.start)
    )
    return known and not taiwanese(text)


@lru_cache(maxsize=2)
def _day_order(text: str) -> int:
    """Whether a page writes the day first (1) or the month (-1); 0 where it does not say."""
    orders = {(int(m[1]) > 12) - (int(m[2]) > 12) for m in _SLASHED.finditer(text)} - {0}
    if not orders and any(place in text for place in kinds("date-labels.tsv")["day first"]):
        return 1
    return orders.pop() if len(orders) == 1 else 0


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


def _reference(hints: Hints, named: Mention | None) -> date | None:
    """A day about when the document came out, good enough to supply a dateline's year."""
    if address := _URL.search(hints.url):
        return _full_day("-".join(address.groups()))
    return _first_day(named) if named and named.day else None


def _full_day(hint: str) -> date | None:
    """The day that a hint states with its year."""
    found = (m for m in mentions(hint[:100]) if m.year and m.day)
    return next(map(_first_day, found), None)


def _is_below(sheet: Page, mention: Mention, head: int) -> bool:
    """Whether a date stands below the body: below the head, or at the foot near a paragraph."""
    row = sheet.line_at(mention.start)
    foot = row >= max(1, len(sheet.lines) - _FOOT)
    above = sheet.lines[max(0, row - 2 * _FOOT) : row]
    return row >= head or (foot and any(is_paragraph(line.text) for line in above))


def _stated(sheet: Page, dates: list[Mention], labels: _Labels, datelines: list[Mention]) -> _Found:
    """What else the text says of its own publication, the surest statement first."""
    yield from (("enacted", m) for m in enacted(sheet, dates))
    yield from (("issue", m) for m in issue(sheet, dates))
    yield from (("label", m) for kind, m in labels if kind == "updated")
    yield from (("filed", m) for m in filed(sheet))
    yield from (("dateline", m) for m in datelines)
    yield from (("label", m) for kind, m in labels if kind == "signed")
    yield from (("header", m) for m in bylined(sheet, dates))
    yield from (("source", m) for m in credited(sheet, dates))
    yield from (("meeting", m) for kind, m in labels if kind == "meeting")


def _below_menu(sheet: Page, dates: list[Mention]) -> _Found:
    """What the lines above a text say that has a menu or the notice of a site above them."""
    rows = below_menu(sheet) if dates else range(0)
    near = [mention for mention in dates if sheet.line_at(mention.start) in rows]
    if near:
        lower = sheet._replace(header=rows.stop)
        labels = [(kind, m) for kind, m in labelled(lower, near) if kind in _SURE_LABELS]
        yield from (("label", m) for _, m in labels)
        bare = all(not is_paragraph(line.text) for line in sheet.lines[: rows.start])
        yield from (("header", m) for m in header(lower if bare else sheet, near, rows.stop))


def _surest(sheet: Page, dates: list[Mention], labels: _Labels) -> _Found:
    """What says outright, or by its place at the head of the page, that it was published then."""
    yield from (("label", m) for kind, m in labels if kind == "published")
    yield from (("newspaper", m) for m in newspaper(sheet))
    yield from (("label", m) for kind, m in labels if kind == "date")
    if alone := header(sheet, dates):
        steps = enacted(sheet, dates)  # of a law: the last one counts, and a day of the page more
        yield from (("header", m) for m in alone if m not in steps)
