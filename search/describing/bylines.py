"""Describe: media that a byline or a dateline names: SCMP, 5 November 2019; 新华社北京8月15日电.

Pure; reads `data/source-labels.tsv` and `data/media.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from search.analysis import fold
from search.describing.dates.forms import english_month
from search.describing.dates.words import mentions
from search.describing.media import key, media, written
from search.describing.organisations.places import places
from search.describing.pagelines import Line, Page, is_sentence, width
from search.describing.signed import labels
from search.describing.wordlist import late

LONGEST: Final = 60
"""Columns of a name, at most."""
TRIM: Final = " \t\"'“”‘’《》「」『』【】()·-—*:"
"""What may stand around a name."""

_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-/.年]\d|(?!\d|[-/.年]))")
_MONTH = re.compile(r"\b([A-Z][a-z]{2,3})\.(?= \d)")  # no end of a sentence
_PARTS = re.compile(r"[-\s]")  # between the names of a house's site and paper, or a person's
_FOOT: Final = 3  # lines at the end in one of which, in brackets, a paper may stand with its day
_AGENCY: Final = 8  # characters of an agency's name
_SENT = re.compile(  # a dash behind the agency, or a day in front of it
    r"[A-Z][^()\n]{1,60}?(?P<day>\d)? ?\((?P<name>[A-Z][\w. '&-]{1,30})\) ?"
    r"(?:-{1,2}|–|—|(?(day)(?<= )(?=[\"“]?[A-Z])|(?!)))"
)
_SENT_ZH = re.compile(
    r"[\[(【]?(?P<name>[^\s\d,。:()【】]{2,24}) ?(?:\d{4}年)?[\d一二三四五六七八九十月]{0,6}"
    r"[\d一二三四五六七八九十]日[专專]?[电電讯訊]"
)
_OPENED = re.compile(r"(?:^|(?<=\s))[\[【]([^\s\[\]【】]{2,12})[\]】](?=\S)")
_ON_BEHALF = re.compile("下稿代([\u3400-\u9fff]{3,20}?)[發发][出佈布]")

Found = Iterator[tuple[str, int, int]]
"""Rules, and where in the text the names begin and end."""
_REPORTER = late(lambda: "|".join(labels("reporter")))
# A source label without a colon: 来源于 财新网.
_FROM = late(
    lambda: rf"(?<![^\W日])(?:{'|'.join((*labels('source'), *labels('reprint')))})[于於自]?\s+",
    re.IGNORECASE,
)
# A part of a line between marks, digits and the names of reporters.
_PIECE = late(
    lambda: (
        rf"(?:(?!{_REPORTER.pattern}|By |\b{english_month()}(?= \d)"
        r"|[零〇○一二三四五六七八九十元]{1,4}年|民國|民国)"
        r"(?:[^|()\[\]【】《》·—–,:\d\s]|(?<=\S) (?=[^\W\d])))+"
    )
)
# A character that every line has which tells who reported: few lines have one.
_TELLING = late(lambda: f"[{''.join(word[0] for word in labels('reporter'))}讯訊电電消]")


def beside_days(sheet: Page) -> Found:
    """Media that share their line above the body with a day, or with their reporter above the
    line of the day; those in brackets with a day at the foot.
    """
    dated = {sheet.line_at(day.start) for day in mentions(sheet.text)}
    for row, line in enumerate(sheet.lines[: sheet.header]):
        if row < sheet.top:
            continue
        near = not dated.isdisjoint((row + 1, row + 2))
        account = line.text.endswith(labels("account")) and called(line.text)
        if near and (
            account or ((not row or not line.text.isascii()) and _paper().fullmatch(line.text))
        ):
            yield "medium", line.start, line.end
        if row in dated or _DAY.search(line.text) or (near and _REPORTER.search(line.text)):
            yield from _beside_day(line)
    for line in sheet.lines[max(sheet.header, len(sheet.lines) - _FOOT) :]:
        if line.text[0] == "(" and line.text[-1] == ")" and _DAY.search(line.text):
            yield from _beside_day(line)


def _beside_day(line: Line) -> Found:
    """Known media, and what is called as papers are, in a short line."""
    if width(line.text[: 3 * LONGEST]) > 2 * LONGEST or is_sentence(_MONTH.sub(r"\1", line.text)):
        return
    for piece in _PIECE.finditer(line.text):
        name = _FROM.split(piece[0])[-1].strip(TRIM + "/")
        shown = called(name) or (not name.isascii() and called(_PARTS.split(name)[-1])) or ""
        site = shown.endswith(("网", "網")) and key(shown) not in media()
        if shown and not (site and not line.text[0].isdigit()):  # 织密防护网 2020-05-06 is a title
            start = line.start + piece.start() + piece[0].rindex(shown)
            yield "medium", start, start + len(shown)


def called(name: str) -> str:
    """Return the name of a medium without the word for its form: that of a known one, of a paper by
    how it ends, of the account of a place (苏州发布); nothing for other names.
    """
    if name[:1] in first_characters() and written(name):
        return name
    if paper := _paper_or_account().fullmatch(name.title() if name.isupper() else name):
        size = paper.end("paper") if paper["paper"] else len(name)
        place = places().at(fold(name), 0) if paper["of"] else None
        return "" if paper["of"] and (not place or place[0] != paper.end("of")) else name[:size]
    return ""


def sent(sheet: Page) -> Found:
    """The agency in a dateline: 新华社北京8月15日电, BEIJING, Aug. 15 (Xinhua) --."""
    for line in sheet.lines[sheet.top : sheet.header + 2]:
        opening = line.text[: 2 * LONGEST]
        if _TELLING.search(opening) and (reported := _reported().match(opening)):
            start, end = reported.span(reported.lastindex or 1)
            yield "dateline", line.start + start, line.start + end
        if behalf := _ON_BEHALF.match(opening):
            yield "credit", line.start + behalf.start(1), line.start + behalf.end(1)
        bracketed = "[" in opening or "【" in opening
        if bracketed and (opened := _OPENED.search(opening)) and key(opened[1]) in media():
            yield "dateline", line.start + opened.start(1), line.start + opened.end(1)
        english = _SENT.match(opening) if "(" in opening else None
        chinese = _SENT_ZH.match(opening) if "日" in opening else None
        if english and key(english["name"]) in media():
            yield "dateline", line.start + english.start("name"), line.start + english.end("name")
        for size in range(_AGENCY, 1, -1) if chinese else ():
            start = chinese.start("name") if chinese else 0
            if key(opening[start : start + size]) in media():
                yield "dateline", line.start + start, line.start + start + size
                break


@cache
def _reported() -> re.Pattern[str]:
    """A paper's name in front of its reporter's (体坛晚报记者), or that of a site or a paper that
    opens its own report (河东新闻网10月4日讯, 【明報專訊】), as a group.
    """
    papers = "|".join(word for word in labels("paper") if not word.isascii())
    reported = "|".join(labels("reported"))
    return re.compile(
        rf"[\[(【〔](\w{{2,12}})(?:/ ?|[)\]】] ?[\[(【〔])(?:{_REPORTER.pattern})"
        rf"|[\[【]([\u3400-\u9fff]{{1,10}}(?:{reported}))[\]】] ?(?:{_REPORTER.pattern})"
        rf"|.{{0,24}}?(?<![\u3400-\u9fff])([\u3400-\u9fff]{{2,6}}(?:{papers}))"
        rf"(?:/[\u3400-\u9fff]{{2,8}})?(?:{_REPORTER.pattern})"
        rf"|(?![据據本])([\u3400-\u9fff]{{2,10}}(?:{reported})) ?"
        r"(?:(?:(?:\d{4}年)?[\d月]{2,5}日)?[讯訊电電](?!\w)|[\d月]{3,5}日(?:[讯訊电電]|消息))"
        rf"|[\[【](?![据據本])([\u3400-\u9fff]{{1,8}}(?:{reported}))(?:[专專]|综合|綜合)?[讯訊][\]】]"
    )


@cache
def _paper() -> re.Pattern[str]:
    """The name of a newspaper or magazine by how it ends, with a word in front of that."""
    chinese = "|".join(word for word in labels("paper") if not word.isascii())
    english = "|".join(word for word in labels("paper") if word.isascii())
    capitals = r"(?:The )?(?:[A-Z][\w'-]{1,20} ){1,4}"
    return re.compile(rf"[\u3400-\u9fff]{{2,8}}(?:{chinese})|{capitals}(?:{english})")


@cache
def _paper_or_account() -> re.Pattern[str]:
    """The same with the word for its form behind it (客户端); what ends in 报 and is no paper of
    another kind (公报); a web site (河东网); an account, with the place `of` which it is.
    """
    forms, others = "|".join(labels("form")), "".join(labels("no paper"))
    return re.compile(
        rf"(?P<paper>{_paper().pattern}|(?![本该該])[\u3400-\u9fff]{{1,8}}(?<![{others}])[报報]|(?![本该該])[\u3400-\u9fff]{{2,8}}[网網])(?:{forms})?"
        rf"|(?P<of>[\u3400-\u9fff]{{2,6}})(?:{'|'.join(labels('account'))})"
    )


@cache
def first_characters() -> frozenset[str]:
    """What the names of media begin with, as a text may write it."""
    firsts = {name[0] for name in media()}
    written = "".join(map(chr, range(0x3400, 0xA000)))
    han = (c for c, folded in zip(written, fold(written), strict=True) if folded in firsts)
    return frozenset((*firsts, *(first.upper() for first in firsts), *han, *"tT"))
