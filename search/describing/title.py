"""Describe: the title of a document.

The publisher's own markup comes first, then the line of the text that looks most like a
headline, then file properties, the first sentence and at last the file's name. Markup that
names the site alone, which the text takes up nowhere, gives way to a plain headline. Reads
`data/title-words.tsv`.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from search.analysis import fold
from search.describing.candidates import FILE_NAME, FIRST, HEADLINE
from search.describing.headline import LONGEST, heading, headline, without_tail
from search.describing.linewords import pieces, shared, words
from search.describing.menus import FAR
from search.describing.notes import subject
from search.describing.pagelines import Line, Page, page, plain, width
from search.describing.publisher import is_site
from search.describing.signed import is_body
from search.describing.sitenames import PARTS
from search.describing.wordlist import late
from search.document import CleanText, Evidence, Hints, Value

_SEPARATOR = re.compile(r"\s*[|_｜]\s*|\s+[-–—·»:]+\s+|\s*--\s*|-(?=[\u4e00-\u9fff]{2,16}$)")
_LEAST = 4  # letters of a part of a hint that may be the title
_BARS = ("|", "_", "--")  # what mostly stands in front of a site's name
_HAN = re.compile("[\u3400-\u9fff]")
_NAME = 11  # columns of a site's name that its words do not tell
_FAR_LONGER = 3  # no title is in one language so many times as long as in the other
_SOFTWARE = re.compile(r"(?i)\s*[-|–—]\s*powered by .{1,40}$")
_PATH = 3_000  # characters of a text in which the path to it stands
_SECTION = 20  # columns of a section's name
_CUT = re.compile(r"\s*(?:…|\.{3,})$")
# In front of the second line of a headline; a space is due but before dashes and between Chinese,
# U+2E80 to U+FFEF (`re` compiles a set in steps of a character: all others are fewer).
_WIDE = r"[^\0-\u2e7f\ufff0-\U0010ffff]"
_BREAK = re.compile(rf"(?<={_WIDE})\s*\n\s*(?={_WIDE})|\s*\n\s*(?=—{{2}})|(\s*\n\s*)")
_QUOTES = frozenset("\"'“‘”’")

_ENDS = frozenset(".。!?！？…")
_STOP = re.compile(r"(?<=[。!?！？])|(?<=[a-z\d)][.!?])\s|\n")
_SURE = 3.0  # score of a headline that needs no markup
_TAKEN_UP = 0.5  # share of a headline's words that the text takes up at least
_FOREIGN = 0.2  # share of a title's words that the text has, with less it is the site's
_OPENING = 20_000  # characters of the text in which its words are looked for
# What tools and sites write where there is no title.
_BLANK = late(
    lambda: (
        rf"(?:{'|'.join(words('blank'))})[\s.\-_()0-9]{{0,12}}"
        rf"|microsoft (?:word|powerpoint|excel) - .*|.{{1,80}}\.(?:{'|'.join(words('file'))})"
    ),
    re.IGNORECASE,
)
_SAID = 20  # columns of a title that no line has by chance
_BROKEN = 8  # lines of a heading, at most
_CUT_LEAST = 6  # characters of a title that may be cut short


def title(clean: CleanText, hints: Hints, path: str) -> Value:
    """The title as the text or the markup writes it, at most 300 characters; id = name.

    `path` serves where nothing else does. The evidence names the rule and, where the
    title stands in the text, its place.
    """
    sheet = page(clean)
    hint = " ".join(hints.title.split())[: 2 * LONGEST]
    if _BLANK.fullmatch(hint):
        hint = ""
    if hint and hints.trusted:
        line = _hinted_line(sheet, hint)
        if line:
            return _from_line(clean, line, "markup")
        stated = _without_site(hint, clean.text[:_PATH])
        outer = _is_site_and_section(stated, clean.text[:_PATH])
        foreign = outer or (not hints.written and _is_foreign(stated, sheet.text))
        best = headline(sheet, _no_hint) if foreign else None
        if best and best.score >= _SURE and (outer or _is_taken_up(best.line, sheet.text)):
            return _from_line(clean, best.line, HEADLINE)
        return _from_hint(stated, "markup")
    return _untrusted(clean, sheet, hint, path) or _file_name(path)


def _untrusted(clean: CleanText, sheet: Page, hint: str, path: str) -> Value | None:
    """The title of a text whose markup states none, but for a property that tools fill in."""
    if hint and (line := _stated(sheet, hint)):
        return _from_line(clean, line, "property")
    best = headline(sheet, lambda text: bool(hint) and _same(text) in _same(hint))
    if not hint and subject(sheet, path, best.line if best and best.score >= _SURE else None):
        return _file_name(path)
    if best:
        return _from_line(clean, _below_path(sheet, best.line), HEADLINE)
    if hint:
        return _from_hint(hint, "property")
    if sheet.lines:
        return _first_sentence(clean, sheet.lines[0])
    return None


def _below_path(sheet: Page, line: Line) -> Line:
    """The line below, where this one is the path to it that ends in it: 首页 新闻 青禾桥通车."""
    row = sheet.line_at(line.start) + 1
    below = sheet.lines[row] if row < len(sheet.lines) else line
    path = line.text.endswith(f" {below.text}") and width(below.text) >= _SAID
    return below if path else line


def is_title(title: Value, text: str) -> bool:
    """Tell whether a title was written as one. The sentence with which a `text` begins is shown
    where there is none, but says no more of it than the others; it may be one where it is all of
    the text, or has a line of its own and no sign that ends a sentence.
    """
    if not title.evidence or title.evidence[0].rule != FIRST:
        return True
    behind = text[title.evidence[0].end :]
    return not behind.strip() or (behind.startswith("\n") and title.name[-1] not in _ENDS)


def _file_name(path: str) -> Value:
    name = PurePosixPath(path).stem[:LONGEST]
    return Value(name, name, evidence=(Evidence(FILE_NAME, quote=path),))


def _from_hint(hint: str, rule: str) -> Value:
    name = hint[:LONGEST]
    return Value(name, name, evidence=(Evidence(rule, quote=hint),))


def _from_line(clean: CleanText, line: Line, rule: str) -> Value:
    """The line as it stands in the text, without the sign of a heading."""
    mark = heading(line.text)
    start = line.start + (mark.end() if mark else 0)
    written = clean.text[start : min(line.end, start + LONGEST)].strip()
    written = written[: len(without_tail(plain(written)))]
    name = _BREAK.sub(lambda gap: " " if gap[1] else "", written)
    return Value(name, name, evidence=(Evidence(rule, start, start + len(written)),))


def _first_sentence(clean: CleanText, line: Line) -> Value:
    stop = _STOP.search(line.text, 1, LONGEST)
    end = line.start + (stop.start() if stop else min(len(line.text), LONGEST))
    name = clean.text[line.start : end].rstrip()
    evidence = Evidence(FIRST, line.start, line.start + len(name))
    return Value(name, name, evidence=(evidence,))


def _same(text: str) -> str:
    """What two writings of one title share."""
    return "".join(c for c in fold(plain(text)).casefold() if c.isalnum())


def _hinted_line(sheet: Page, hint: str) -> Line | None:
    """The longest early line that the page's own title holds; it may be most of it or all.

    A line that is only the site's name, at the end of the hint, is shorter than the rest.
    """
    wanted = _same(hint)
    fits = [
        line
        for line in sheet.lines[: sheet.header + 2]
        if (same := _same(line.text[:LONGEST]))
        and same in wanted
        and 2 * len(same) > len(wanted)
        and (same == wanted or not is_site(line.text))
    ]
    if not fits and (part := _part(sheet, hint)):
        return part
    if not fits and len(wanted) >= _CUT_LEAST:
        cut = plain(_CUT.sub("", hint))
        fits = [
            line for line in sheet.lines[: sheet.header + 2] if _completes(line.text, cut, hint)
        ]
    return max(fits, key=lambda line: len(_same(line.text)), default=None)


def _stated(sheet: Page, hint: str) -> Line | None:
    """The lines that a property has word for word, all of them or in front of the names of sites:
    a heading may be broken anywhere, and menus may stand above it.
    """
    ends = [match.start() for match in PARTS.finditer(hint)]
    wholes = {_same(part) for part in (hint, *(hint[:end] for end in ends)) if width(part) >= _SAID}
    lines, most = sheet.lines, max(map(len, wholes), default=0)
    for row, first in enumerate(lines[:FAR] if most else ()):
        read = ""
        for line in lines[row : row + _BROKEN]:
            read += _same(line.text[:LONGEST])
            if read in wholes and not is_site(first.text):
                return first._replace(end=line.end)
            if len(read) >= most or not any(whole.startswith(read) for whole in wholes):
                break
    return None


def _part(sheet: Page, hint: str) -> Line | None:
    """The early line that is what stands in front of the names of site and section, or behind
    what is surely a site's; none where there is one on either side, or only such names.
    """
    places = [(match.start(), match.end()) for match in PARTS.finditer(hint)]
    lines = {_same(line.text[:LONGEST]): line for line in reversed(sheet.lines[: sheet.header + 2])}
    found = []
    behind = [hint[end:] for start, end in places if is_site(hint[:start])]
    for parts in ([hint[:start] for start, _ in reversed(places)], behind):
        names = [_same(part) for part in parts if not is_site(part.strip())]
        found += [lines[name] for name in names if name in lines and len(name) >= _LEAST][:1]
    return found[0] if len(found) == 1 else None


def _completes(text: str, cut: str, hint: str) -> bool:
    """Whether the line is the title that was cut short, by a sign or at a quotation mark."""
    behind = text[len(cut) : len(cut) + 1]
    ends = plain(hint) != cut or behind in _QUOTES
    return ends and behind != "" and text.startswith(cut) and len(text) <= 2 * len(cut)


def _no_hint(_text: str) -> bool:
    return False


def _is_foreign(stated: str, text: str) -> bool:
    """Whether the text has hardly any word of a title."""
    parts, opening = pieces(stated), text[:_OPENING].casefold()
    return sum(part in opening for part in parts) < _FOREIGN * len(parts)


def _is_site_and_section(stated: str, opening: str) -> bool:
    """Whether all parts of a title are names of a site, of a body or of where a path ends."""
    parts = PARTS.split(stated)
    return len(parts) > 1 and all(
        is_site(part) or is_body(fold(part)) or _is_section(part, opening, "$") for part in parts
    )


def _is_taken_up(line: Line, text: str) -> bool:
    """Whether the text below a line goes on about it."""
    return shared(line.text, text[line.end : line.end + _OPENING].casefold()) >= _TAKEN_UP


def _is_section(name: str, opening: str, behind: str = "[>›»]") -> bool:
    """Whether a name is a step of the path to a text (Forum > Name > Title), or the last one."""
    step = rf"[>›»/] ?{re.escape(name)} ?{behind}"
    return re.search(step, opening, re.MULTILINE) is not None


def _are_twins(first: str, last: str) -> bool:
    """Whether a title stands in both languages: the name of a site would be short."""
    chinese = [len(_HAN.findall(part)) for part in (first, last)]
    written = 0 in chinese and max(chinese) >= _LEAST
    return written and width(last) > _NAME and width(first) < _FAR_LONGER * width(last)


def _without_site(hint: str, opening: str) -> str:
    """The title without the names of site, section and software behind it (or before it)."""
    hint = _SOFTWARE.sub("", hint)
    places = [(match.start(), match.end()) for match in _SEPARATOR.finditer(hint)]
    while places:
        start, end = places.pop()
        first, last = hint[:start], hint[end:]
        sign = hint[start:end].strip()
        if width(first) >= 8 and (
            is_site(last)
            or (sign in _BARS and width(last) < width(first) and not _are_twins(first, last))
            or (width(last) <= _SECTION and _is_section(last, opening))
        ):
            hint = first
        elif not places and is_site(first) and width(last) >= 8:
            return last
    return hint
