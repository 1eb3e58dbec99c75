"""Describe: the line of a text that looks most like its headline.

The first line is the headline in only three of five pages, so the first lines are scored: by
what they look like, where they stand, and whether the body takes up their words. Reads
`data/title-words.tsv`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from search.analysis import fold
from search.describing.candidates import candidates
from search.describing.dates.words import mentions
from search.describing.linewords import (
    NUMBER,
    genres,
    is_credit,
    is_dated,
    is_form,
    is_issuer,
    is_label,
    is_menu,
    is_path,
    is_untitled,
    shared,
    words,
)
from search.describing.pagelines import Line, Page, foot, is_paragraph, is_sentence, width
from search.describing.publisher import is_site
from search.describing.signed import is_body
from search.describing.subtitles import second_line
from search.describing.wordlist import late

LONGEST: Final = 300  # characters
_LEAST = -3.0  # score; what has no more looks like no headline
_SHARED = 2.0  # the most that a line's score rises by words that the body takes up
_ENTRIES = 3  # short lines below the first one that are a menu rather than credits
_HEADING = 6.0  # score of a line that has the sign of one
_PART = 0.0  # of one of the second level, below the title of all
_LOOKED_BELOW = 4  # lines below a headline
_MASTHEAD = 5.0  # a paper's name above a date scores as high as a headline
_SITE_COLUMNS = 60  # no site has a longer name
_LOOKED_FOR = 120  # characters of a headline
_TITLE = 14  # columns of the title below a letterhead, at least
_NO_ENTRY = 20  # columns of a line that is hardly the entry of a menu
_BODY = 1200  # characters below a headline in which its words may come again
# As labels do (Duty station:), and headlines (上海:…).
_BEGINS = re.compile(r"(?:[^\s:]{1,12}|[A-Z][a-z]{1,14} [a-z]{2,14})\s?:(?P<rest>.*)")
_SAID_COLUMNS = 14  # what stands behind the colon of a headline is seldom shorter
_ISSUE = re.compile(
    r"第\s?[0-9一二三四五六七八九十百]{1,5}\s?[期卷](?![\u4e00-\u9fff])|\bVol(?:ume|\.)? ?[0-9]"
    r"|\b[0-9]{1,4} \((?:19|20)[0-9]{2}\),? [0-9]{1,5}[-–][0-9]|\bIssue (?:No\.? ?)?[0-9]",
    re.IGNORECASE,
)
_ISSUE_SIGNS = ("第", "vol", "issue", ") ", "),")
_RULE = re.compile(rf"([*=_~—–-])\1{{4,}}|{NUMBER}")
_NUMBERED = re.compile(
    r"(?:[IVX]{1,5}\.|\([a-z]\)|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}章)"
    r"|[问問Q][0-9]{1,2}[ .:、]|[0-9]{1,2}[.、] ?(?=[\u4e00-\u9fff])"
)
_BULLETS = (*"•·▪◆●■▲", "- ", "* ")
_LETTERS = re.compile(r"[^\W_]{2}")
_ISSUER = 3.0  # a body alone on a line scores so much less: who issues a paper, not its title
_FORM = 3.0  # and a line of several labels with their values
_TIMED = re.compile(r" {0,3}[0-9]{1,2}:[0-5][0-9]")
_ASIDE = re.compile(r"https?://\S{1,80}|[0-9]{1,2}(?::[0-5][0-9]){1,2}")
_KEPT = late(lambda: rf"(?:{'|'.join(words('kept'))}) ?: ?(?=\S)", re.IGNORECASE)
# What pages set behind a title on its line: the bars of a table, a button, its day.
_TAIL = late(
    lambda: (
        rf"(?<=\S)(?:\s*\|[\s|]*|\s+(?:{'|'.join(words('button'))})"
        rf"|\s+(?:{'|'.join(words('dated'))})\S{{0,4}} ?: ?[-\d/.:年月日 ]{{8,20}})$"
    )
)


class Headline(NamedTuple):
    """A line with its second one, and how much it looks like a headline (3: beyond doubt)."""

    line: Line
    score: float


def headline(sheet: Page, is_hinted: Callable[[str], bool]) -> Headline | None:
    """The best scored of the first lines; None where none looks like a headline.

    `is_hinted` tells whether the file's own properties have such a title.
    """
    lines = sheet.lines[: foot(sheet.lines)]
    counts, body = candidates(sheet, len(lines))
    if not counts:
        return None
    places = sorted(counts)
    repeated = Counter(line.text for line in sheet.lines)
    signs = _signs(sheet, places, len(lines))
    marks = _marks([lines[place].text for place in places], signs[places[0]])
    seconds = {place: second_line(sheet, place) for place in places}
    best = (_LEAST, 0)
    for order, place in enumerate(places):
        line = sheet.lines[place]
        running = is_paragraph(line.text) and not line.text.startswith("#")
        if running or not _LETTERS.search(line.text, 0, _LOOKED_FOR):
            continue
        if len(lines) < len(sheet.lines) and line.text.endswith("。"):
            continue  # what is signed at its foot opens with its title
        if place > body and line.text.endswith((".", "。")):
            continue  # a short paragraph of a text without a headline
        if seconds.get(place - 1) or _is_letterhead(sheet, place, signs):
            continue
        looks = _looks(without_tail(line.text)) if (mark := marks[order]) is None else mark
        score = looks + _stands(place, signs) + counts[place]
        score -= 2.5 * (bool(line.kind) or is_path(line.text[:LONGEST], repeated))
        score -= _MASTHEAD * _is_masthead(sheet, place, signs, first=not order)
        score -= 2 * (place > body)  # behind the first paragraph stand names and parts
        issuer = signs[place].issuer
        more = 3.0 * bool(seconds[place]) + 4 * is_hinted(line.text[:LONGEST])
        again = repeated[line.text] > 1 and width(line.text[:_LOOKED_FOR]) >= _NO_ENTRY
        more += 1.5 * (again and not issuer)
        if score + more + _SHARED < best[0] - 0.1:
            continue  # whether the body takes up its words takes long to tell, and changes nothing
        if not issuer:
            below = sheet.text[line.end : line.end + _BODY].casefold()
            score += _SHARED * shared(line.text, below)
        best = max(best, (score + more, -place))
    if best[0] <= _LEAST:
        return None
    line, second = sheet.lines[-best[1]], seconds.get(-best[1])
    return Headline(line._replace(end=second.end) if second else line, best[0])


def without_tail(text: str) -> str:
    """A line without what pages set behind its title."""
    return without_tail(text[: tail.start()]) if (tail := _TAIL.search(text)) else text


def heading(text: str) -> re.Match[str] | None:
    """The sign of a heading in front of a line, or a label such as 标题: and Subject:."""
    return _heading().match(text)


@cache
def _heading() -> re.Pattern[str]:
    known = words("subject")
    spread = "|".join(r"[ \t]{0,4}".join(word) for word in known if not word.isascii())
    english = "|".join(word for word in known if word.isascii())
    return re.compile(
        rf"#{{1,2}}\s+(?=\S)|\s{{0,4}}(?:(?:{spread})(?: ?: {{0,8}}|[ \t]{{1,4}})"
        rf"|(?:{english})(?: ?: ?|[ \t]{{2,4}}))(?=\S)",
        re.IGNORECASE,
    )


def _marks(texts: Sequence[str], sign: _Sign) -> list[float | None]:
    """How much the signs of headings (Markdown) say of each of some lines; None where nothing.

    One of the second level is no title below one of the first, nor below a first line that
    generators of pages put there: no address, date, menu or sentence. `sign`: of the first.
    """
    levels = [text.partition(" ")[0] for text in texts]
    first = texts[0]
    above = "##" in levels[1:] and "#" not in levels and not (sign.credit or sign.menu)
    above = above and not (is_label(first) or is_sentence(first))
    below = texts[1 : levels.index("##", 1)] if above else ()
    above = above and (len(below) < _ENTRIES or any(map(is_paragraph, below)))
    scores = {"#": _HEADING, "##": _PART if above or "#" in levels else _HEADING}
    found = [scores.get(level) for level in levels]
    return [_HEADING if above else found[0], *found[1:]]


def _looks(text: str) -> float:
    """How much a line looks like a headline by itself."""
    if heading(text) or _KEPT.match(text):
        return _HEADING
    columns = width(text[: 2 * LONGEST])
    score = 0.0
    if columns < 6 or columns > 240:
        score -= 4
    elif 14 <= columns <= 160:
        score += 1
    if _is_unfinished(text) or "。" in text:
        score -= 3 + 3 * text.endswith("。")
    if text.startswith("(") and text.endswith(")"):
        score -= 3
    if is_label(text) or is_dated(text) or is_untitled(text):
        score -= 3
    elif begins := _BEGINS.match(text):
        score -= 3 if width(begins["rest"].strip()) < _SAID_COLUMNS else 1
    score -= _FORM * (text.startswith(_BULLETS) or is_form(text[:LONGEST]))
    if columns <= _SITE_COLUMNS and is_site(text):
        score -= 1.5
    if is_menu(text) or _is_issue(text) or _NUMBERED.match(text):
        score -= 3
    return score


def _is_issue(text: str) -> bool:
    """Whether a line has the number of an issue: few have what stands beside one."""
    lower = text[: 2 * LONGEST].casefold()
    return any(sign in lower for sign in _ISSUE_SIGNS) and _ISSUE.search(text) is not None


def _is_unfinished(text: str) -> bool:
    """Whether a line ends as headlines do not: with a stop, or as `Document of`."""
    return text.endswith(("。", ".", ";", ",", ":")) or (
        text.isascii() and text.rpartition(" ")[2] in words("unfinished")
    )


class _Sign(NamedTuple):
    """What a line says of the one above it, and of itself by the dates in it."""

    credit: bool  # it gives a date or a source, or names who issues the paper
    issuer: bool  # it does the last, and comes again where that one signs
    dated: bool
    rule: bool  # a line drawn, or the number of an official paper
    menu: bool
    cost: float  # for a line that is a date or ends with one, or names issuer or kind


_NO_SIGN = _Sign(credit=False, issuer=False, dated=False, rule=False, menu=False, cost=0.0)


_Signs = defaultdict[int, _Sign]


def _signs(sheet: Page, places: Iterable[int], end: int) -> _Signs:
    """The signs of some lines and of those below them, up to line `end`; of all others none."""
    rows = {row for place in places for row in range(place, place + 1 + _LOOKED_BELOW) if row < end}
    dated = _dated_lines(sheet, max(rows) + 1)
    signs: _Signs = defaultdict(lambda: _NO_SIGN)
    for place in sorted(rows):
        line = sheet.lines[place]
        length, at_end, timed = dated.get(place, (0, False, False))
        mostly = timed or (length > 0 and 2 * length > len(_ASIDE.sub("", line.text).strip()))
        issuer = place < len(sheet.lines) - 1 and is_issuer(sheet, place)
        credit = (issuer and place > 0) or is_credit(line, mostly)
        issuer |= line.text.casefold() in genres()
        menu = not credit and is_menu(line.text[:LONGEST])
        rule = _RULE.fullmatch(line.text) is not None
        cost = 4.0 if mostly else 2.0 * at_end + _ISSUER * issuer
        signs[place] = _Sign(credit, issuer, length > 0, rule, menu, cost)
    return signs


def _stands(place: int, signs: _Signs) -> float:
    """How much a line stands where headlines do: above a date, a source or a rule."""
    below = [signs[row] for row in range(place + 1, place + 1 + _LOOKED_BELOW)]
    sign = signs[place]
    score = -sign.cost
    if (below[0].credit or below[1].credit) and (sign.issuer or not sign.credit):
        score += 3
    elif any(sign.dated for sign in below):
        score += 1
    return score + 3 * below[0].rule - 2 * below[0].menu  # above a menu stands a site's name


def _is_masthead(sheet: Page, place: int, signs: _Signs, *, first: bool) -> bool:
    """Whether the line names an office, or the `first` one a paper, and below the date under it
    stands a headline.
    """
    name = sheet.lines[place].text[:_SITE_COLUMNS]
    if not signs[place + 1].credit or not ((first and is_site(name)) or is_body(fold(name))):
        return False
    below = sheet.lines[place + 2 : place + 3]
    return bool(below) and not signs[place + 2].credit and not is_paragraph(below[0].text)


def _is_letterhead(sheet: Page, place: int, signs: _Signs) -> bool:
    """Whether the line names a kind of paper (市政府文件), and its number and title follow."""
    if not sheet.lines[place].text.endswith(words("letterhead")):
        return False
    numbered = next((row for row in (place + 1, place + 2) if signs[row].rule), len(sheet.lines))
    below = sheet.lines[numbered + 1 : numbered + 2]
    return bool(below) and not is_sentence(below[0].text) and width(below[0].text) >= _TITLE


def _dated_lines(sheet: Page, limit: int) -> dict[int, tuple[int, bool, bool]]:
    """Of the first lines that hold dates, by the number of the line: how many characters are
    dates, whether the line ends with a month or a day, whether it begins with a day and a clock.
    """
    found: dict[int, tuple[int, bool, bool]] = {}
    for mention in mentions(sheet.text):
        place = sheet.line_at(mention.start)
        if place >= limit:
            break
        if place >= 0 and mention.rule != "compact":
            line = sheet.lines[place]
            length, _, timed = found.get(place, (0, False, False))
            length += mention.end - mention.start
            last = mention.month > 0 and line.end - mention.end < 2
            timed |= (
                mention.start == line.start and _TIMED.match(sheet.text, mention.end) is not None
            )
            found[place] = length, last, timed
    return found
