"""Describe: who published a document.

The source line of the text comes first, then a medium alone in brackets or in a dateline, then the
body that heads or signs the text, then the page's own markup, a line of rights, the address.
Whoever made the site's software is never a publisher. Reads `data/source-labels.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

from search.analysis import fold
from search.describing.bylines import LONGEST, TRIM, beside_days, first_characters, sent
from search.describing.candidates import FILE_NAME, below_title, window_twin
from search.describing.imprint import (
    Found,
    credited,
    described,
    issued,
    listed,
    rights,
    wired,
)
from search.describing.media import key, media, medium, published_by, written
from search.describing.organisations.whose import of_state
from search.describing.pagelines import Line, Page, is_office, is_sentence, page, width
from search.describing.signed import headed, is_body, labels, letterhead, signed, source_words
from search.describing.sitenames import sites
from search.document import CleanText, Evidence, Hints, Value

_TAIL_LINES = 15
_ENTRY = 24  # columns of an entry of a menu, at most
_VALUE = re.compile(r"[^:。;.!?\d]{2,30}")  # below its label, in lists of facts
# A part of the title of a window: -Harbor 周刊, _Section_Site.
_WINDOW_PART = re.compile(
    r"[^\s|_｜«»–—·•~:-](?:[^|_｜«»–—·•~:\n-]|(?<=[A-Za-z])-(?=[A-Za-z]))*(?<! )"
)
_DOMAIN = re.compile(r"(?:https?://)?((?:[A-Za-z0-9-]{1,40}\.){1,4}[A-Za-z]{2,10})/?")
_SIGNS = ":\t「『【《"  # one of them stands behind a label
_COLON = r"[ \t]{0,3}[:\t]"
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(?=https?://)")
_PART = re.compile("[\u3400-\u9fff]{2,4}(?:处|(?<!百)科)|[局厅委市区县]?办公室")  # of a body


def publisher(clean: CleanText, hints: Hints, heading: Value | None = None) -> Value | None:
    """The publisher, with role `publisher`, or None where nothing names it; `heading` is the title,
    where somebody knows it already.

    The id is that of `media.published_by`; the name is as the text has it. A part of a body
    counts where nothing names that.
    """
    part: Value | None = None
    for value in _values(clean, hints, heading):
        if not _PART.fullmatch(value.id):
            return value
        part = part or value
    return part


def _values(clean: CleanText, hints: Hints, heading: Value | None) -> Iterator[Value]:
    """All that may publish a document, the surest first."""
    sheet, host = page(clean), _host(hints.url)
    sheet = below_title(sheet, hints, heading) if heading else sheet
    own = heading is not None and heading.evidence[0].rule == FILE_NAME
    yield from _found(clean, _named(sheet, 0 if own else _TAIL_LINES))
    if hints.trusted and hints.publisher.strip():
        name = " ".join(hints.publisher.split())[:LONGEST]
        if found := _value(name, Evidence("markup", quote=name)):
            yield found
    if hints.trusted and (name := _employer(hints.author)):
        yield Value(medium(name), name, "publisher", (Evidence("markup", quote=hints.author),))
    for name in sites(clean, hints, host):
        if found := _value(name, Evidence("markup", quote=hints.window or hints.title)):
            yield found
    around = _of_window(sheet), letterhead(sheet), rights(clean)
    for behind in (*around, described(sheet)):
        yield from _found(clean, behind)
    if hints.trusted and (known := media().get(_domain(host))):
        yield Value(known, known, "publisher", (Evidence("address", quote=hints.url[:200]),))


def _found(clean: CleanText, named: Iterable[Found]) -> Iterator[Value]:
    """The publishers of the names that the text has at these places."""
    for rule, start, end in named:
        name = clean.text[start:end]
        if found := _value(name, Evidence(rule, start, end), clean.text):
            yield found


def is_site(name: str) -> bool:
    """Whether this is the name of a known medium or reads like the name of a web site."""
    written = name.title() if name.isupper() else name  # THE HANKOW OBSERVER
    return bool(medium(name)) or written.endswith(labels("site"))


def _value(name: str, evidence: Evidence, text: str = "") -> Value | None:
    """The publisher of this name in a text, unless the name says that there is none."""
    if not any(map(str.isalpha, name)) or key(name) in _nobody():
        return None
    domain = _DOMAIN.fullmatch(name)
    known = media().get(_domain(domain[1].lower())) if domain else None
    if "://" in name and not known:
        return None
    shown = known if known and "://" in name else name
    meant = of_state(known or published_by(name), text)
    return Value(meant, shown, "publisher", (evidence,))


def _employer(author: str) -> str:
    """The medium that is the author of a text, or whose reporter is (新華社記者王小明)."""
    reporters = (author.find(word) for word in labels("reporter"))
    end = min((place for place in reporters if place > 0), default=len(author))
    name = author[:end].strip(TRIM)
    return name if written(name) else ""


def _host(url: str) -> str:
    """The host of an address, of a copy in an archive its own; nothing where it has none."""
    try:
        return (urlsplit(_ARCHIVE.sub("", url)).hostname or "").lower()
    except ValueError:
        return ""


def _domain(host: str) -> str:
    """The longest part of a host name that is in the table; nothing where none is.

    A government's own site ends in gov.cn without being the central government's.
    """
    parts = host.removeprefix("www.").split(".")
    for size in range(len(parts), 1, -1):
        domain = ".".join(parts[-size:])
        if domain in media() and (domain != "gov.cn" or size == len(parts)):
            return domain
    return ""


def _named(sheet: Page, tail: int) -> Iterator[tuple[str, int, int]]:
    """Where the text names its source, with the rule: labels, brackets, reprint notes. Of the last
    lines `tail` are looked at: below a person's note stand the sources of its parts.
    """
    lines = sheet.lines[sheet.top : sheet.header + 2]
    lines += sheet.lines[max(sheet.header + 2, len(sheet.lines) - tail) :]
    yield from _behind_labels(lines, "source")
    alone = ((line, _alone(line)) for line in lines)
    yield from (found for line, found in alone if found and not _is_entry(sheet, line))
    yield from beside_days(sheet)
    yield from sent(sheet)
    yield from _behind_labels(lines, "reprint")
    yield from credited(sheet)
    yield from headed(sheet)
    yield from signed(sheet)
    yield from _behind_labels(sheet.lines[: sheet.top], "source")
    yield from listed(sheet)
    yield from issued(sheet)
    yield from wired(sheet)


def _of_window(sheet: Page) -> Iterator[Found]:
    """The name of the site in the title of its window, where that opens a text."""
    row = window_twin(sheet.lines)
    if not row:
        return
    first, name = sheet.lines[0], sheet.lines[row].text
    start = 0 if first.text.endswith(name) else len(name)
    rest = first.text[start : start + len(first.text) - len(name)]
    parts = [] if rest[:1] == ":" else list(_WINDOW_PART.finditer(rest))
    if parts:
        part = next((part for part in reversed(parts) if is_site(part[0])), parts[-1])
        if width(part[0]) <= LONGEST:
            yield "letterhead", first.start + start + part.start(), first.start + start + part.end()


def _behind_labels(lines: list[Line], kind: str) -> Iterator[tuple[str, int, int]]:
    """Names behind 来源: and its like; the label opens the line or follows a gap."""
    for line, below in zip(lines, (*lines[1:], None), strict=False):
        opening = line.text[:400]
        signs = any(sign in opening for sign in _SIGNS)
        marked = signs and _label_ends(kind).search(opening)
        match = _label(kind).search(opening) if marked else None
        if match is None or width(line.text[: match.start()]) > 120:
            continue
        if match.span() == (0, len(line.text)) and below and _VALUE.fullmatch(below.text):
            yield kind, below.start, below.end
        rest = line.text[match.end() : match.end() + 2 * LONGEST]
        rest = rest.replace("|", " ", 1) if rest.lstrip()[:1] == "|" else rest  # of a table
        if stop := _end().search(rest.lstrip(TRIM)):
            rest = rest[: len(rest) - len(rest.lstrip(TRIM)) + stop.start()]
        name = rest.strip(TRIM)
        if rest.rstrip().endswith(":") and not medium(name):
            continue  # the label of what stands behind it
        if name.count('"') == 1:
            name = name.partition('"')[0].rstrip()  # in front of what it published
        if "(" in name and ")" not in name:  # the town of an edition
            name = name.partition("(")[0].rstrip()
        if match[0].endswith("\t") and not (is_body(fold(name)) or is_office(name)):
            continue  # the head of a table's column
        if name and "=" not in name and width(name) <= LONGEST and not is_sentence(name):
            start = line.start + match.end() + len(rest) - len(rest.lstrip(TRIM))
            yield kind, start, start + len(name)


def _alone(line: Line) -> tuple[str, int, int] | None:
    """A known medium or its site alone on a line, in brackets or not: ( chinadaily.com.cn )."""
    if len(line.text) > LONGEST:
        return None
    name = line.text.strip(TRIM + "[]")
    if name[:1] not in first_characters():
        return None
    domain = _DOMAIN.fullmatch(name)
    if not (_domain(domain[1].lower()) if domain else written(name)):
        return None
    start = line.start + line.text.index(name)
    return "medium", start, start + len(name)


def _is_entry(sheet: Page, line: Line) -> bool:
    """Whether a line comes again or stands between short ones without a figure, as entries of menus
    do.
    """
    if sum(other.text == line.text for other in sheet.lines) > 1:
        return True
    row = sheet.line_at(line.start)
    beside = sheet.lines[max(0, row - 1) : row] + sheet.lines[row + 1 : row + 2]
    return len(beside) > 1 and all(
        width(near.text[: 2 * _ENTRY]) <= _ENTRY and not any(map(str.isdigit, near.text))
        for near in beside
    )


@cache
def _label(kind: str) -> re.Pattern[str]:
    """A source label with its colon."""
    forms = "|".join(
        re.escape(word) if word.isascii() else r"[ \t]{0,4}".join(word)
        for word in sorted(labels(kind), key=len, reverse=True)
    )
    front = r"(?:^|(?<=[\s|(\[【/,;])|(?<=\d))\W{0,3}"
    return re.compile(rf"{front}(?:{forms}){_sign(kind)}", re.IGNORECASE)


@cache
def _label_ends(kind: str) -> re.Pattern[str]:
    """The last character of a source label with its colon: few lines have that, and a set in front
    is found fast.
    """
    lasts = {case for word in labels(kind) for case in (word[-1], word[-1].upper())}
    return re.compile(rf"[{re.escape(''.join(sorted(lasts)))}]{_sign(kind)}")


def _sign(kind: str) -> str:
    """What stands behind a label: a colon, perhaps the word for an account in front of a name in
    marks. Behind a reprint such a name needs no colon: 转自公众号「青禾」.
    """
    marked = rf"(?:{source_words('channel')})?:? ?(?=[「『【《])"
    return (
        rf"(?:{_COLON}|(?={marked}))(?:{marked})?"
        if kind == "reprint"
        else rf"{_COLON}(?:{marked})?"
    )


@cache
def _end() -> re.Pattern[str]:
    """What ends the name behind a label: a gap, a mark, a date, or the label of something else."""
    kinds = ("behind", "behind joined", "behind label")
    behind, joined, others = ("|".join(labels(kind)) for kind in kinds)
    return re.compile(
        rf"\s{{2}}|(?<=[\u4e00-\u9fff])(?:\s|20[0-9]{{2}}[-/.年][01]?[0-9][-/.月])"
        rf"|\s+\S{{1,16}}:|\s+[(\[]?[0-9]{{1,4}}[-/.年:]|[|\t\[\]【】「」『』,;。<>]"
        rf"|\s(?:{behind})|{joined}|(?:{others})\s?:|》\s?(?=[\d(第])"
    )


@cache
def _nobody() -> frozenset[str]:
    """Words that stand where a name should."""
    return frozenset(key(word) for word in (*labels("nobody"), *labels("channel")))
