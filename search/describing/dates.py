"""Describe: the day on which a document was published.

No date is better than a wrong one: a date counts only where the publisher's markup, a
label, the page header, a newspaper's mark, a dateline, the address or a signature makes it
the publication date. Prose never does, and the file's modification time is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from search.describing.datelabels import (
    BESIDE,
    CLOCK,
    NEAR,
    TAIL_LINES,
    WEEKDAY,
    goes_on,
    labelled,
)
from search.describing.datewords import DOUBTFUL, Mention, mentions, year_before
from search.describing.pagelines import Page, is_sentence, page, pattern, plain, width
from search.document import CleanText, Evidence, Hints, Value

_MANY = 200  # dates at either end that are looked at; between them is a table
_TRIMMINGS = re.compile(rf"{CLOCK}|{WEEKDAY}")
_NEWSPAPER = re.compile(
    r"[(][^()\n]{0,40}?(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)\d\d) page ?\w{1,4}[)]"
    r"|(?:19|20)\d\d年 ?\d{1,2}月 ?\d{1,2}日[ ,]{0,3}第? ?[A-Z]?\d{1,3} ?版"
)
_DATELINE = re.compile(
    r"[社报報网網台臺讯訊者][^\d。,\n]{0,12}(?P<zh>(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日)"
    r"[^\d。,\n]{0,8}?[电電讯訊]"
    r"|^[A-Z][A-Za-z .,'/-]{2,40}?, ?(?P<en>[A-Z][A-Za-z]{2,8}\.? \d{1,2}(?:, (?:19|20)\d\d)?)"
    r" ?(?:\([A-Z][\w. ]{1,30}\) ?)?(?:-{1,2}|–|—)"
)
_URL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_OFFICE = re.compile(r"[府厅廳部委局会會院办辦室处處司心组組厂廠校社团團署行所]$")

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
    dates = [m for m in mentions(sheet.text) if sheet.line_at(m.start) >= 0]
    if len(dates) > 2 * _MANY:
        dates = dates[:_MANY] + dates[-_MANY:]
    address = _URL.search(hints.url) if hints.trusted else None
    for rule, mention in _stated(sheet, dates, _reference(hints)):
        if mention.year and _first_day(mention) <= limit:
            start, end = mention.start, mention.end
            return Value(mention.id, clean.text[start:end], evidence=(Evidence(rule, start, end),))
    if address and (value := _hinted("-".join(address.groups()), "address", limit)):
        return value
    for mention in _signatures(sheet, dates):
        if _first_day(mention) <= limit:
            start, end = mention.start, mention.end
            found = Evidence("signature", start, end)
            return Value(mention.id, clean.text[start:end], evidence=(found,))
    return None if hints.trusted else _hinted(hints.published, "property", limit)


def _first_day(mention: Mention) -> date:
    return date(mention.year, mention.month or 1, mention.day or 1)


def _hinted(hint: str, rule: str, limit: date) -> Value | None:
    """The date that a markup element, a file property or the address gives."""
    stated = re.sub(r"^D:(\d{8}).*", r"\1", plain(hint.strip()[:100]), flags=re.DOTALL)
    for mention in mentions(stated):
        if mention.year and mention.rule != "minguo-numeric" and _first_day(mention) <= limit:
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
    rows = list(labelled(sheet, dates))
    yield from (("label", m) for kind, m in rows if kind == "published")
    yield from (("newspaper", m) for m in _newspaper(sheet))
    yield from (("label", m) for kind, m in rows if kind == "date")
    yield from (("header", m) for m in _header(sheet, dates))
    yield from (("label", m) for kind, m in rows if kind == "updated")
    yield from (("dateline", m) for m in _dateline(sheet, reference))
    yield from (("label", m) for kind, m in rows if kind == "signed")


@cache
def _today() -> re.Pattern[str]:
    return re.compile(pattern("today"), re.IGNORECASE)


def _newspaper(sheet: Page) -> Iterator[Mention]:
    """(China Daily 08/15/2016 page3), 人民日报2016年8月15日第1版."""
    for line in sheet.lines:
        for match in _NEWSPAPER.finditer(line.text):
            if not match["m"]:
                yield from _moved(match.group(), line.start + match.start())
                continue
            month, day = int(match["m"]), int(match["d"])
            if 1 <= month <= 12 and 1 <= day <= 28 + (month != 2) * 2:
                start, end = match.start("m"), match.end("y")
                where = line.start + start, line.start + end
                yield Mention(*where, int(match["y"]), month, day, "numeric")


def _moved(surface: str, offset: int) -> Iterator[Mention]:
    """The first date of a piece of text that begins at `offset`."""
    for mention in mentions(surface)[:1]:
        yield mention._replace(start=mention.start + offset, end=mention.end + offset)


def _header(sheet: Page, dates: list[Mention]) -> list[Mention]:
    """Dates that fill a line above the body, beside a time, a source or an author.

    More than two different ones make the page a list of other documents.
    """
    found: list[Mention] = []
    rows = [(sheet.line_at(m.start), m) for m in dates if m.year]
    alone = {row for row, _ in rows} - {a for (a, _), (b, _) in pairwise(rows) if a == b}
    for row, mention in rows:
        if row >= sheet.header or row not in alone or not mention.month:
            continue
        line = sheet.lines[row]
        if width(line.text[: 2 * NEAR]) > NEAR:
            continue
        before = sheet.text[line.start : mention.start]
        after = sheet.text[mention.end : line.end]
        bare = not before and not after
        if not bare and (mention.rule in DOUBTFUL or not mention.day):
            continue
        if goes_on(sheet.text, mention) or mention.rule == "minguo-numeric":
            continue
        if _beside(before, after) and _today().search(line.text) is None:
            found.append(mention)
    return found if len({m.id for m in found}) <= 2 else []


def _beside(before: str, after: str) -> bool:
    """Whether what stands around a date is a source or an author, not a phrase."""
    glued = before[-1:].isalnum() or (after[:1].isalnum() and not _TRIMMINGS.match(after))
    before = _TRIMMINGS.sub("", before, count=3)
    rest = before + _TRIMMINGS.sub("", after, count=3)
    if glued or width(rest) > BESIDE or is_sentence(rest):
        return False
    last = before.split()[-1:]
    if last and last[0].islower() and last[0].isascii():
        return False
    return not before.rstrip().endswith(":")


def _dateline(sheet: Page, reference: date | None) -> Iterator[Mention]:
    """新华社北京8月15日电 and BEIJING, Aug. 15 (Xinhua) --, once the year is known."""
    for line in sheet.lines[: sheet.header + 3]:
        match = _DATELINE.search(line.text[:400])
        if match is None:
            continue
        group = "zh" if match["zh"] else "en"
        for mention in _moved(match[group], line.start + match.start(group)):
            if mention.year:
                yield mention
            elif reference and (year := year_before(mention.month, mention.day, reference)):
                yield mention._replace(year=year)


def _signatures(sheet: Page, dates: list[Mention]) -> list[Mention]:
    """The date under an official paper or a letter, alone or behind the office's name."""
    alone: list[tuple[int, Mention]] = []
    behind: list[Mention] = []
    for mention in dates:
        row = sheet.line_at(mention.start)
        if row < sheet.header or not mention.month or not mention.year:
            continue
        if mention.rule in DOUBTFUL:
            continue
        line = sheet.lines[row]
        if len(line.text) > NEAR:
            continue
        before = sheet.text[line.start : mention.start].rstrip("( ").removesuffix("中華").rstrip()
        after = sheet.text[mention.end : line.end].strip(") ")
        if not before and not after:
            alone.append((row, mention))
        elif (
            row >= len(sheet.lines) - TAIL_LINES
            and after in ("", "印发", "印發")
            and width(before) <= BESIDE
            and _OFFICE.search(before)
        ):
            behind.append(mention)
    if len({m.id for _, m in alone}) > 1:
        alone = [(row, m) for row, m in alone if _is_signed(sheet, row)]
    return [m for _, m in alone] + behind


def _is_signed(sheet: Page, row: int) -> bool:
    """Whether a name rather than a sentence stands above the date."""
    above = sheet.lines[row - 1].text if row else ""
    return 0 < width(above) <= BESIDE and not is_sentence(above)
