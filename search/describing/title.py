"""Describe: the title of a document.

The publisher's own markup comes first, then the line of the text that looks most like a
headline, then file properties, the first sentence and at last the file's name. The first
line is the headline in only three of five pages, so the first lines are scored.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath

from search.analysis import fold
from search.describing.datewords import mentions
from search.describing.pagelines import Line, Page, is_paragraph, is_sentence, page, plain, width
from search.describing.publisher import is_site
from search.document import CleanText, Evidence, Hints, Value

_LONGEST = 300  # characters
_LOOKED_AT = 15  # lines
_BODY = 400  # columns of the body's opening in which a headline's words may come again
_LABEL = re.compile(r"^[^\s:]{1,12}\s?:|https?://|^www\.|\S@\S")
_DATED = re.compile(
    r"(?:时间|時間|日期|来源|來源|发布|發布|發佈|更新)\s{0,4}:|"
    r"^\W*(?:updated|release ?date|published|posted|source|date|by)\b",
    re.IGNORECASE,
)
_MENU = re.compile(r"\S\s{2,}\S|[>»›|].*[>»›|]|>\s?\S{1,20}$")
_HEADING = re.compile(r"^#{1,2}\s+(?=\S)|^\s*标题\s?:\s?|^Title\s?:\s?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|_｜]\s*|\s+[-–—·»:]+\s+|\s*--\s*|-(?=[\u4e00-\u9fff]{2,16}$)")
_EMPTY = re.compile(
    r"(?:untitled|no title|new page|home ?page|index|document|slide|presentation|无标题|"
    r"未命名|無標題|文档|新建)[\w\s.\-]{0,24}|microsoft (?:word|powerpoint|excel) - .*|"
    r".{1,80}\.(?:docx?|pdf|pptx?|xlsx?|wps|indd|qxd|html?)",
    re.IGNORECASE,
)
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
    end = min(line.end, start + _LONGEST)
    name = clean.text[start:end].strip()
    return Value(name, name, evidence=(Evidence(rule, start, start + len(name)),))


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
    lines = [line for line in sheet.lines if not line.kind][:_LOOKED_AT]
    lines = lines or sheet.lines[:_LOOKED_AT]
    repeated = Counter(line.text for line in sheet.lines)
    body = sheet.lines[sheet.header].text[:_BODY] if sheet.header < len(sheet.lines) else ""
    scored = [
        (_score(sheet, line, hint, repeated[line.text] > 1, body) - 0.3 * place, -place)
        for place, line in enumerate(lines)
    ]
    if not scored:
        return None
    best, place = max(scored)
    return lines[-place] if best > -3 else None


def _score(sheet: Page, line: Line, hint: str, repeated: bool, body: str) -> float:
    """How much a line looks like a headline: what it is, what follows, what comes again."""
    columns = width(line.text[: 2 * _LONGEST])
    score = 0.0
    if _HEADING.match(line.text):
        return 6.0
    if columns < 6 or columns > 240:
        score -= 4
    elif 14 <= columns <= 160:
        score += 1
    if is_paragraph(line.text):
        score -= 5
    if line.text.endswith(("。", ".", ";", ",")) or "。" in line.text:
        score -= 3
    if _LABEL.search(line.text) or _DATED.search(line.text):
        score -= 2
    if _MENU.search(line.text):
        score -= 3
    score -= 4 * _is_date(line.text)
    score += 3 * _dated_below(sheet, line)
    score += 1.5 * repeated
    score += 2 * _shared(line.text, body)
    if hint and _same(line.text[:_LONGEST]) in _same(hint):
        score += 4
    return score


def _is_date(text: str) -> bool:
    """Whether little but a date stands in the line."""
    return sum(m.end - m.start for m in mentions(text[:200])) * 2 > len(text)


def _dated_below(sheet: Page, line: Line) -> bool:
    """Whether one of the next two lines is short and gives a date or a source."""
    place = sheet.line_at(line.start)
    return any(
        width(below.text[:200]) <= 120
        and not is_sentence(below.text)
        and (_DATED.search(below.text) or below.kind in ("date", "source") or _is_date(below.text))
        for below in sheet.lines[place + 1 : place + 3]
    )


def _shared(text: str, body: str) -> float:
    """The share of the line's words (Chinese: pairs) that open the body, from 0 to 1."""
    pieces = re.findall(r"[A-Za-z]{4,}|[\u4e00-\u9fff](?=[\u4e00-\u9fff])", text[:_LONGEST])
    if len(pieces) < 3:
        return 0.0
    return sum(piece in body for piece in pieces) / len(pieces)
