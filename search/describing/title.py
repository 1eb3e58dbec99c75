"""Describe: the title of a document.

The publisher's own markup comes first, then the line of the text that looks most like a
headline, then file properties, the first sentence and at last the file's name. The first
line is the headline in only three of five pages, so the first lines are scored.
"""

from __future__ import annotations

import re
from collections import Counter
from operator import add
from pathlib import PurePosixPath
from typing import NamedTuple

from search.analysis import fold
from search.describing.dates.words import mentions
from search.describing.pagelines import Line, Page, is_paragraph, is_sentence, page, plain, width
from search.describing.publisher import is_site
from search.describing.subtitles import subtitle
from search.document import CleanText, Evidence, Hints, Value

_LONGEST = 300  # characters
_LOOKED_AT = 15  # lines
_LOOKED_BELOW = 4  # lines below a headline
_SITE_COLUMNS = 60  # no site has a longer name
_OPENING = 20_000  # characters of the text in which headlines are looked for
_LOOKED_FOR = 120  # characters of a headline
_BODY = 1200  # characters below a headline in which its words may come again
_LABEL = re.compile(
    r"^[^\s:]{1,12}\s?:|https?://|\bwww\.|\S@\S|\b[a-z0-9-]+\.(?:com|cn|org|net|gov|edu)\b"
)
_LABEL_MARKS = (":", "@", ".")
_CREDIT = re.compile(
    r"\s(?:编|編|著|主编|主編|撰|译|譯)$|(?<![0-9,.])[0-9]{6}(?!,?[0-9])|^[a-z] [A-Z]"
)
_DATED_ZH = re.compile(r"(?:时间|時間|日期|来源|來源|发布|發布|發佈|更新)\s{0,4}:")
_DATED_EN = re.compile(
    r"\W{0,20}(?:updated|release ?date|published|posted|source|date"
    r"|(?:edited |compiled |prepared |news provided |written )?by)\b",
    re.IGNORECASE,
)
_MENU = re.compile(r"\S\s{2,}\S|[>»›|].*[>»›|]|>\s?\S{1,20}$|[|·]\s?[0-9]{1,4}$")
_MENU_MARK = re.compile("  |[\t>»›|·\u3000]")
_HEADING = re.compile(r"^#{1,2}\s+(?=\S)|^\s*标题\s?:\s?|^Title\s?:\s?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|_｜]\s*|\s+[-–—·»:]+\s+|\s*--\s*|-(?=[\u4e00-\u9fff]{2,16}$)")
_ISSUE = re.compile(
    r"第\s?[0-9一二三四五六七八九十百]{1,5}\s?[期卷](?![\u4e00-\u9fff])|\bVol(?:ume|\.)? ?[0-9]",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"([*=_~—–-])\1{4,}|.{1,20}[〔\[(](?:19|20)[0-9]{2}[〕\])]\s?第?\s?[0-9]{1,5}\s?号"
)
_LETTERS = re.compile(r"[^\W_]{2}")
_TITLED = frozenset(
    {"", "header"}
)  # cleaning may take a short title above a menu for the site's name
_PIECE = re.compile("[a-z]{4,}")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_EMPTY = re.compile(
    r"(?:untitled|no title|new page|home ?page|index|document|slide|presentation|无标题|"
    r"未命名|無標題|文档|新建)[\w\s.\-]{0,24}|microsoft (?:word|powerpoint|excel) - .*|"
    r".{1,80}\.(?:docx?|pdf|pptx?|xlsx?|wps|indd|qxd|html?)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*\n\s*(—{2})?")  # in front of the second line of a headline
_STOP = re.compile(r"(?<=[。!?！？])|(?<=[a-z\d)][.!?])\s|\n")


def title(clean: CleanText, hints: Hints, path: str) -> Value:
    """The title as the text or the markup writes it, at most 300 characters; id = name.

    `path` serves where nothing else does. The evidence names the rule and, where the
    title stands in the text, its place.
    """
    sheet = page(clean)
    hint = " ".join(hints.title.split())[: 2 * _LONGEST]
    if _EMPTY.fullmatch(hint):
        hint = ""
    if hint and hints.trusted:
        line = _hinted_line(sheet, hint)
        if line:
            return _from_line(clean, line, "markup")
        return _from_hint(_without_site(hint), "markup")
    line = _headline(sheet, hint)
    if line:
        return _from_line(clean, line, "headline")
    if hint:
        return _from_hint(hint, "property")
    if sheet.lines:
        return _first_sentence(clean, sheet.lines[0])
    name = PurePosixPath(path).stem[:_LONGEST]
    return Value(name, name, evidence=(Evidence("file name", quote=path),))


def _from_hint(hint: str, rule: str) -> Value:
    name = hint[:_LONGEST]
    return Value(name, name, evidence=(Evidence(rule, quote=hint),))


def _from_line(clean: CleanText, line: Line, rule: str) -> Value:
    """The line as it stands in the text, without the sign of a heading."""
    mark = _HEADING.match(line.text)
    start = line.start + (mark.end() if mark else 0)
    written = clean.text[start : min(line.end, start + _LONGEST)].strip()
    name = _BREAK.sub(lambda gap: gap[1] or " ", written)
    return Value(name, name, evidence=(Evidence(rule, start, start + len(written)),))


def _first_sentence(clean: CleanText, line: Line) -> Value:
    stop = _STOP.search(line.text, 1, _LONGEST)
    end = line.start + (stop.start() if stop else min(len(line.text), _LONGEST))
    name = clean.text[line.start : end].rstrip()
    evidence = Evidence("first sentence", line.start, line.start + len(name))
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
        if (same := _same(line.text[:_LONGEST])) and same in wanted and 2 * len(same) > len(wanted)
    ]
    return max(fits, key=lambda line: len(_same(line.text)), default=None)


def _without_site(hint: str) -> str:
    """The title without the site's name behind it (or before it)."""
    places = [(match.start(), match.end()) for match in _SEPARATOR.finditer(hint)]
    while places:
        start, end = places.pop()
        first, last = hint[:start], hint[end:]
        sign = hint[start:end].strip()
        if width(first) >= 8 and (
            is_site(last) or (sign in ("|", "_", "--") and width(last) < width(first))
        ):
            hint = first
        elif not places and is_site(first) and width(last) >= 8:
            return last
    return hint


def _headline(sheet: Page, hint: str) -> Line | None:
    """The best scored of the first lines; None where none looks like a headline."""
    places = [place for place, line in enumerate(sheet.lines) if line.kind in _TITLED][:_LOOKED_AT]
    places = places or list(range(min(_LOOKED_AT, len(sheet.lines))))
    if not places:
        return None
    repeated = Counter(line.text for line in sheet.lines)
    signs = _signs(sheet, places[-1] + 1 + _LOOKED_BELOW)
    opening = sheet.text[: sheet.lines[places[0]].start + _OPENING].casefold()
    scored = []
    for order, place in enumerate(places):
        line = sheet.lines[place]
        if is_paragraph(line.text) or not _LETTERS.search(line.text, 0, _LOOKED_FOR):
            continue
        if place and subtitle(sheet, place - 1):
            continue
        score = _looks(line.text) + _stands(place, signs) - 0.3 * order
        score -= 2.5 * bool(line.kind)
        score -= 2 * (place > sheet.header)  # behind the first paragraph stand names and parts
        score += 2 * _shared(line.text, opening[line.end : line.end + _BODY])
        score += 3 * bool(subtitle(sheet, place))
        score += 1.5 * (repeated[line.text] > 1)
        score += 4 * bool(hint and _same(line.text[:_LONGEST]) in _same(hint))
        scored.append((score, -place))
    best, place = max(scored, default=(-3.0, 0))
    if best <= -3:
        return None
    line, below = sheet.lines[-place], subtitle(sheet, -place)
    return line._replace(end=below.end) if below else line


def _looks(text: str) -> float:
    """How much a line looks like a headline by itself."""
    if _HEADING.match(text):
        return 6.0
    columns = width(text[: 2 * _LONGEST])
    score = 0.0
    if columns < 6 or columns > 240:
        score -= 4
    elif 14 <= columns <= 160:
        score += 1
    if text.endswith(("。", ".", ";", ",", ":")) or "。" in text:
        score -= 3
    if text.startswith("(") and text.endswith(")"):
        score -= 3
    if _is_label(text) or _is_dated(text):
        score -= 3
    if columns <= _SITE_COLUMNS and is_site(text):
        score -= 1.5
    if _is_menu(text) or _ISSUE.search(text):
        score -= 3
    return score


def _is_label(text: str) -> bool:
    """Whether a line begins with a label, or holds an address, a credit or a postal code."""
    marked = any(mark in text for mark in _LABEL_MARKS)
    return bool((marked and _LABEL.search(text)) or _CREDIT.search(text))


def _is_dated(text: str) -> bool:
    """Whether a label of dates or sources stands in the line, in English at its begin."""
    return bool(_DATED_EN.match(text) or (":" in text and _DATED_ZH.search(text)))


def _is_menu(text: str) -> bool:
    """Whether the parts of the line stand side by side as in a menu."""
    return _MENU_MARK.search(text) is not None and _MENU.search(text) is not None


class _Sign(NamedTuple):
    """What a line says of the one above it, and of itself by the dates in it."""

    credit: bool  # it gives a date or a source
    dated: bool
    rule: bool  # a line drawn, or the number of an official paper
    menu: bool
    cost: float  # for a line that is a date or ends with one


_NO_SIGN = _Sign(credit=False, dated=False, rule=False, menu=False, cost=0.0)


def _signs(sheet: Page, limit: int) -> list[_Sign]:
    """The signs of the first lines, and of as many empty ones behind them as may be asked for."""
    dated = _dated_lines(sheet, limit)
    signs = []
    for place, line in enumerate(sheet.lines[:limit]):
        length, at_end = dated.get(place, (0, False))
        mostly = 2 * length > len(line.text)
        credit = _is_credit(line, mostly)
        menu = not credit and _is_menu(line.text[:_LONGEST])
        rule = _RULE.fullmatch(line.text) is not None
        signs.append(_Sign(credit, length > 0, rule, menu, 4.0 if mostly else 2.0 * at_end))
    return signs + [_NO_SIGN] * _LOOKED_BELOW


def _stands(place: int, signs: list[_Sign]) -> float:
    """How much a line stands where headlines do: above a date, a source or a rule."""
    below = signs[place + 1 : place + 1 + _LOOKED_BELOW]
    score = -signs[place].cost
    if below[0].credit or below[1].credit:
        score += 3
    elif any(sign.dated for sign in below):
        score += 1
    return score + 3 * below[0].rule - 2 * below[0].menu  # above a menu stands a site's name


def _dated_lines(sheet: Page, limit: int) -> dict[int, tuple[int, bool]]:
    """Of the first lines that hold dates, by the number of the line: how many characters are
    dates, and whether the line ends with a month or a day.
    """
    found: dict[int, tuple[int, bool]] = {}
    for mention in mentions(sheet.text):
        place = sheet.line_at(mention.start)
        if place >= limit:
            break
        if place >= 0:
            length = found.get(place, (0, False))[0] + mention.end - mention.start
            last = mention.month > 0 and sheet.lines[place].end - mention.end < 2
            found[place] = length, last
    return found


def _is_credit(line: Line, mostly_date: bool) -> bool:
    """Whether a short line gives a date or a source."""
    if line.kind in ("date", "source"):
        return True
    if width(line.text[:200]) > 120 or is_sentence(line.text):
        return False
    return mostly_date or _is_dated(line.text)


def _shared(text: str, body: str) -> float:
    """The share of the line's words (Chinese: pairs) that stand in the body, from 0 to 1.

    The body's case is folded.
    """
    text = text[:_LOOKED_FOR].casefold()
    pieces = _PIECE.findall(text)
    for run in _HAN.findall(text):
        pieces += map(add, run, run[1:])
    if len(pieces) < 3:
        return 0.0
    return sum(piece in body for piece in pieces) / len(pieces)
