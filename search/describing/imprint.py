"""Describe: who is named in lines of rights, in credits without a colon, beside the code of a
listed firm and in the titles of papers.

© 2014 金門縣政府; By Ann Roe, Caixin Global; … (Xinhua).
Pure; reads `source-labels.tsv` and `title-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis import fold
from search.describing import linewords
from search.describing.media import medium
from search.describing.pagelines import Page, is_sentence, plain
from search.describing.signed import is_body, labels, source_words
from search.describing.wordlist import late
from search.document import CleanText

_LONGEST = 120  # characters of a credit or of the part of a line of rights that is read
_CLOSING = 2  # lines at the foot behind which an agency may stand
_RIGHTS, _FOOTER = "copyright", "footer"  # kinds of chrome
_NAME = re.compile(
    r"[A-Z][\w&'’.-]{0,30}(?: (?:of|and|for|the|in|&|[A-Z][\w&'’-]{0,30})){0,12}"
    r"|[\u3400-\u9fff()·]{3,30}"
)
_YEARS = r"(?:19|20)\d\d(?: ?[-–~] ?(?:19|20)?\d\d)?"
_WORD = r"[A-Z][\w&'’/-]{0,30}(?:(?:\.[A-Z])+\.?)?"  # G/O, L.P.
_HOLDER = (
    rf"(?:(?!All\b|Copyright){_WORD}"
    rf"(?: (?:of|and|for|the|&|\([A-Z][a-z]{{2,20}}\)(?= \w+ \w)|(?!All [Rr]ights){_WORD})){{0,7}}"
    r"|(?![非本未])[\u3400-\u9fff·]{3,20}?(?=版[权權]|[^\u3400-\u9fff·]|$))"
)
# Whoever has the rights, beside the years since which: © 2010-2016 Harbor Star. All rights reserved
_DATED = re.compile(
    r"(?:©|\(C\)|Copyright)[ ©]*(?:Copyright )?"
    rf"(?:{_YEARS}(?:,| [|·–-])? (?:by )?(?P<behind>{_HOLDER})"
    rf"|(?P<front>{_HOLDER}) {_YEARS}|(?P<alone>{_HOLDER})(?=[.,| ]{{1,3}}[Aa]ll [Rr]ights))"
    r"(?!, [A-Z]\w* &)"
    r"(?=\s*(?:$|[^\w\s]|(?:[Aa]ll|or) |[\u3400-\u9fff])|(?<=[\u3400-\u9fff]))"
)
_PERSON = re.compile(r"[A-Z][a-z'’]+ (?:[A-Z]\. )?[A-Z][A-Za-z'’]+")
_OPENING = 120  # characters of a page among which its name may be a line
_WIRE = re.compile(
    r"(?:/PR ?Newswire[^/\n]{0,20}/|\((?:Business Wire|GlobeNewswire)\)) ?[-–—]{1,2} ?",
    re.IGNORECASE,
)
_SENDER = re.compile(
    r"(?!(?:On|In|At|As|With|For|After|The|An?)\b)([A-Z][^()\n\"]{1,60}?)"
    r"(?: \(|,? (?:an?|the|today|has|is|will|announces|announced)\b)"
)
_NEAR = 4  # lines between the name of a firm and its code
_FIRM = re.compile(r"[\u3400-\u9fff()·]{3,30}?(?:股份)?有限公司(?!\w{0,6}[)])")
_ABOUT = re.compile(r"([\u3400-\u9fff()·]{3,30}?)(?:关于|關於)")
_TITLE = 160  # characters of a title
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,30})[)\]]\W{0,2}$")

Found = tuple[str, int, int]
"""The rule, and where in the text the name begins and ends."""
_CODE = late(lambda: rf"\W?(?:{source_words('code')}) ?:", re.IGNORECASE)
# The heading with a name, and the beginning of the line below it.
_ABOUT_WORDS = late(
    lambda: (
        rf"^(?:#{{1,3}} )?(?:{source_words('about')}) ?(?P<name>[^\s:,.。][^\n:。]{{1,50}}?):? ?\n"
        r"\s{0,4}(?P<behind>[^\n]{10,80})"
    ),
    re.MULTILINE,
)
_FORM = late(lambda: rf",? ?(?:{source_words('form')})\b")  # behind the name of a firm
_MAKER = late(lambda: source_words("maker"), re.IGNORECASE)
# What stands in front of the name of who has the rights.
_NOTICE = late(lambda: rf"^(?:(?:{source_words('rights')}|The\b) ?)+")


def credited(sheet: Page) -> Iterator[Found]:
    """Media behind `By`, above the text, and in brackets that close it."""
    for line in sheet.lines[sheet.top : sheet.header]:
        opening = line.text[:_LONGEST]
        if opening.startswith("By "):
            inside = _BRACKETED.search(opening)
            if inside and medium(inside[1].strip()):
                yield "credit", line.start + inside.start(1), line.start + inside.end(1)
            elif medium(after := opening.rpartition(", ")[2]):  # By Ann Roe, Caixin Global
                start = line.start + len(opening) - len(after)
                yield "credit", start, start + len(after)
            elif (name := _NAME.match(opening, len("By "))) and medium(name[0]):
                yield "credit", line.start + name.start(), line.start + name.end()
    for line in sheet.lines[sheet.header :][-_CLOSING:]:
        closing = _BRACKETED.search(line.text, max(0, len(line.text) - _LONGEST))
        if closing and medium(closing[1]):
            yield "credit", line.start + closing.start(1), line.start + closing.end(1)


def listed(sheet: Page) -> Iterator[Found]:
    """The firm whose full name opens a line near its code, above the text: 证券代码:871245."""
    lines = sheet.lines[sheet.top : sheet.header]
    for row, line in enumerate(lines):
        if ":" in line.text and _CODE.match(line.text):
            for near in lines[max(0, row - _NEAR) : row + _NEAR + 1]:
                if firm := _FIRM.match(near.text):
                    yield "letterhead", near.start, near.start + firm.end()


def issued(sheet: Page) -> Iterator[Found]:
    """The body whose paper says so in its title: 青禾省人民政府关于……的通知."""
    for line in sheet.lines[sheet.top : sheet.header]:
        if line.text.endswith(linewords.words("continued")) and len(line.text) <= _TITLE:
            name = _ABOUT.match(line.text)
            if name and is_body(fold(name[1])):
                yield "letterhead", line.start, line.start + name.end(1)


def rights(clean: CleanText) -> Iterator[Found]:
    """Whoever has the rights since a year, by lines of rights; else the bodies that they name."""
    for span in clean.chrome:
        if span.kind in (_RIGHTS, _FOOTER):
            line = plain(clean.text[span.start : min(span.end, span.start + _LONGEST)])
            line = _MAKER.split(line)[0]
            if dated := _DATED.search(line):
                holder = dated["behind"] or dated["front"] or dated["alone"]
                start = span.start + line.index(holder, dated.start())
                firm = _FORM.match(line, dated.end())
                if firm or not _is_person(holder, clean.text[:_OPENING]):
                    yield "rights", start, start + len(holder)
                    continue
            for name in _NAME.finditer(line) if span.kind == _RIGHTS else ():
                holder = _NOTICE.sub("", name[0])
                if is_body(fold(holder)):
                    start = span.start + name.end() - len(holder)
                    yield "rights", start, start + len(holder)


def _is_person(name: str, opening: str) -> bool:
    """Whether a name may be somebody's: two words that tell no body or paper and do not
    open the page.
    """
    if not _PERSON.fullmatch(name) or name.endswith(labels("press")) or is_body(name):
        return False
    return re.search(rf"^{re.escape(name)}$", opening, re.MULTILINE) is None


def described(sheet: Page) -> Iterator[Found]:
    """Who sent a release, by the heading of what it says of its sender: About Harbor Labs."""
    for heading in _ABOUT_WORDS.finditer(sheet.text):
        name = heading["name"]
        if heading["behind"].removeprefix("The ").startswith(name.removeprefix("The ")):
            yield "about", heading.start("name"), heading.end("name")


def wired(sheet: Page) -> Iterator[Found]:
    """The firm that a release begins with behind the wire that sent it: /PRNewswire/ -- Name …"""
    for line in sheet.lines[sheet.top : sheet.header + 2]:
        wire = _WIRE.search(line.text[: 2 * _LONGEST])
        firm = _SENDER.match(line.text, wire.end()) if wire else None
        if firm and not is_sentence(firm[1]):
            yield "about", line.start + firm.start(1), line.start + firm.end(1)
