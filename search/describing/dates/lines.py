"""Describe: sentences and marks of a text in which a date stands for its publication.

A newspaper's mark, a dateline, what a law says of its adoption, and a signature. Reads
`data/date-labels.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from search.analysis import fold
from search.describing.dates.labels import BESIDE, NEAR, TAIL_LINES, TRIMMINGS, goes_on
from search.describing.dates.values import DOUBTFUL, MINGUO, Mention, possible
from search.describing.dates.words import mentions, year_before
from search.describing.media import medium
from search.describing.organisations.places import places
from search.describing.pagelines import Line, Page, is_office, is_sentence, pattern, width, words
from search.describing.signed import source_words
from search.describing.wordlist import late

_NEWSPAPER = re.compile(
    r"[(][^()\n]{0,40}?(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)\d\d) page ?\w{1,4}[)]"
    r"|(?:19|20)\d\d年 ?\d{1,2}月 ?\d{1,2}日[ ,]{0,3}第? ?[A-Z]?\d{1,3} ?版"
)
_DATELINE = re.compile(
    r"[社报報网網台臺讯訊者][^\d。,\n]{0,12}(?P<zh>(?:(?:(?:19|20)\d\d|1[0-4]\d)年)?\d{1,2}月\d{1,2}日)"
    r"[^\d。,\n]{0,8}?[电電讯訊]"
    r"|^[A-Z][A-Za-z .,'/|–—-]{2,40}?,? ?\(?"
    r"(?P<en>[A-Z][A-Za-z]{2,8}\.? \d{1,2}(?:,? (?:19|20)\d\d)?"
    r"|\d{1,2} [A-Z][A-Za-z]{2,8}\.?(?: (?:19|20)\d\d)?)\)?"
    r" ?(?:\([A-Z][\w. ]{1,30}\) ?|/[A-Za-z][\w. -]{2,30}/ ?)?(?:-{1,2}|–|—|\|)"
    r"|^(?P<first>[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d|\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d)"
    r"(?:,? | ?[–—-]{1,2} )[A-Z][A-Za-z .,'/-]{2,40}? ?(?:-{2}|–|—)"
    r"|今[日天]?\((?P<today>[一二三四五六七八九十\d]{1,2}月[一二三四五六七八九十廿\d]{1,3}日)\)"
)
# Hohhot, 26 Feb 2021. and Beijing (China Daily), 9 Sep 2015 -, where the place is known to be one;
# (Hong Kong, 23 March 2021), [Hong Kong – 23 March 2021] and Taipei, July 7, 2016 (CNA) where the
# text goes on behind them.
_NAME = r"[A-Z][A-Za-z'-]{1,20}(?: [A-Z][A-Za-z'-]{1,20}){0,3}"
_AT_A_PLACE = re.compile(
    rf"(?P<open>[(\[])?(?P<place>{_NAME})(?:, (?P<within>{_NAME})\.?)?(?: \([A-Z][\w. ]{{1,30}}\))?"
    r"(?:,? | ?[–—|-]{1,2} )"
    r"\(?(?P<date>\d{1,2} [A-Z][a-z]{2,8}\.? (?:19|20)\d\d"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
    r"(?:\)?(?: \([A-Z][\w. ]{1,30}\))? ?(?:[.:]|--?|–|—)(?=\s|$)"
    r"|(?(open)[)\]]| \([A-Z][\w. ]{1,30}\))(?= [\"“]?[A-Z]))"
)
# A day that opens a report: March 19, 2019 - Harbor officials …
_OPENED = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d|\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d)"
    r" ?(?:--?|–|—) (?=[\"“‘']?[A-Z])"
)
_PLACE = re.compile(r"[A-Z][A-Za-z .'-]{1,30},$")
_CHINESE_PLACE = re.compile(r"[于於]?(?P<place>[\u4e00-\u9fff]{2,6})[,、]?$")
_NUMBERED = r"(?:[^,;。\d]{0,20}[字第]{1,2}\d{1,14}(?:-\d{1,4})?[号號])?"  # 府產字第1060061234號
_DECIDED = r"(?:《[^》\n]{1,150}》|第\d{1,5}次|[^,;。\d《])"  # by whom, and by which decision
_MADE = re.compile(
    rf"{_NUMBERED}{_DECIDED}{{0,60}}?(?:公布|公佈|发布|發布|發佈|颁布|頒布|頒|颁|訂定|下達"
    r"|通过|通過|修订|修訂|修正|批准)"
)
_BY_DECISION = frozenset(("", "根据", "根據"))  # in front of the first day of a note's line
_ENACTED = re.compile(
    r"\b(?:promulgated|issued|published|released|adopted|approved|passed|amended|enacted)\b"
    r"[^.;]{0,200}\bon (?:the )?\Z",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\([\u3400-\u9fff]{2,4}社記者[^()\n]{2,20}電\)")  # its dateline
_FILED = re.compile(r"[)。] ?(?P<y>(?:[89]|1[0-4])\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])$")
_AROUND = " ,()《》-—|"  # between a paper's name and the day
_FROM_END = 3  # lines at the end in which a text says what paper it is from
_LETTER_LINES = 8  # lines at the end in which a letter without an office may be signed
_FILED_COLUMNS = 40  # characters at the end of a line that hold the editor and the day
_HEAD_LINES = 4  # lines below the first paragraph in which the only date may stand alone
_LAW_LINES = 3  # lines behind the header in which a law says when it was adopted
# A reporter by name: 本報記者林小明.
_REPORTER = late(
    lambda: rf"(?:本[\u3400-\u9fff])?(?:{source_words('reporter')}) ?[\u3400-\u9fff]{{2,4}}"
)
# A word for the end of the text in front of its date: Ends/Wednesday, April 18, 2007.
_END = late(lambda: rf"^(?:{pattern('end')})(?![A-Za-z])[ /]*", re.IGNORECASE)


def newspaper(sheet: Page) -> Iterator[Mention]:
    """(China Daily 08/15/2016 page3), 人民日报2016年8月15日第1版."""
    for line in sheet.lines:
        if "版" not in line.text and " page" not in line.text:
            continue
        for match in _NEWSPAPER.finditer(line.text):
            if not match["m"]:
                yield from _moved(match.group(), line.start + match.start())
                continue
            month, day = int(match["m"]), int(match["d"])
            if 1 <= month <= 12 and 1 <= day <= 28 + (month != 2) * 2:
                start, end = match.start("m"), match.end("y")
                where = line.start + start, line.start + end
                yield Mention(*where, int(match["y"]), month, day, "numeric")


def filed(sheet: Page) -> Iterator[Mention]:
    """The Minguo day at a wire story's end, behind the editor's name: (編輯:張三)1050817."""
    for line in sheet.lines[max(0, len(sheet.lines) - TAIL_LINES) :]:
        match = _FILED.search(line.text[-_FILED_COLUMNS:]) if line.text[-1].isdigit() else None
        if match and ("編" in line.text[-_FILED_COLUMNS:] or _AGENCY.search(sheet.text)):
            year, month, day = (int(match[group]) for group in "ymd")
            start = line.end - len(match[0].lstrip(")。 "))
            mention = Mention(start, line.end, MINGUO + year, month, day, "minguo-numeric")
            if possible(mention):
                yield mention


def credited(sheet: Page, dates: list[Mention]) -> list[Mention]:
    """The only day beside a medium's name that closes a text (明報 2016年9月12日), or behind one at
    its begin.
    """
    found = []
    for mention in dates:
        row = sheet.line_at(mention.start)
        if 0 < row < len(sheet.lines) - _FROM_END or not (mention.year and mention.day):
            continue
        line = sheet.lines[row]
        before, after = sheet.text[line.start : mention.start], sheet.text[mention.end : line.end]
        parts = (before, after) if row else (before,)
        names = [name for part in parts if (name := part.strip(_AROUND))]
        if len(names) == 1 and medium(names[0]):
            found.append(mention)
    return found if len(found) == 1 else []


def _moved(surface: str, offset: int) -> Iterator[Mention]:
    """The first date of a piece of text that begins at `offset`."""
    for mention in mentions(surface)[:1]:
        yield mention._replace(start=mention.start + offset, end=mention.end + offset)


def dateline(sheet: Page, dates: list[Mention], reference: date | None) -> Iterator[Mention]:
    """新华社北京8月15日电, BEIJING, Aug. 15 (Xinhua) --, 今日(八月十五日), once the year is known.

    It is that of the last such day up to `reference`, or of the same day elsewhere in the page;
    else 0.
    """
    for line in sheet.lines[: sheet.header + 3]:
        if _OPENED.match(line.text) and sum(map(_is_opened, sheet.lines)) == 1:
            yield from _moved(line.text, line.start)  # several are a list of what happened
        if (placed := _AT_A_PLACE.match(line.text)) and _is_placed(placed):
            yield from _moved(placed["date"], line.start + placed.start("date"))
        opening = line.text[:400]  # the English ones open the line
        match = _DATELINE.search(opening) if "月" in opening else _DATELINE.match(opening)
        if match is None:
            continue
        group = match.lastgroup or ""
        for mention in _moved(match[group], line.start + match.start(group)):
            if goes_on(sheet.text, mention):
                continue
            year = mention.year or _year(mention, dates, reference)
            yield mention._replace(year=year)


def _is_opened(line: Line) -> bool:
    return _OPENED.match(line.text) is not None


def _is_placed(found: re.Match[str]) -> bool:
    """Whether the place of a dateline, or the one that it lies in, is known to be one."""
    names = [name for name in found.group("place", "within") if name]
    return any(places().find(name) for name in names)


def _year(mention: Mention, dates: list[Mention], reference: date | None) -> int:
    """The year of a dateline's day, as `dateline` says; 0 where nothing tells it."""
    month, day = mention.month, mention.day
    if reference and (year := year_before(month, day, reference)):
        return year
    return max((m.year for m in dates if m[3:5] == mention[3:5]), default=0)


def enacted(sheet: Page, dates: list[Mention]) -> list[Mention]:
    """The days on which a law says that it was passed, made public or revised, the latest first:
    a text is of the last step, and steps are listed behind each other.
    """
    found: list[Mention] = []
    for mention in dates:
        row = sheet.line_at(mention.start)
        if row > sheet.header + _LAW_LINES or not mention.day or not mention.year:
            continue
        line = sheet.lines[row]
        before = sheet.text[max(line.start, mention.start - 260) : mention.start]
        noted = found and found[-1].start >= line.start and "。" not in before
        if not (noted or line.text.startswith("(") or before in _BY_DECISION):
            continue
        if _MADE.match(sheet.text, mention.end, line.end) or _ENACTED.search(before):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.id, reverse=True)


def signatures(sheet: Page, dates: list[Mention]) -> list[Mention]:
    """The date under an official paper or a letter, alone or behind the office's name."""
    alone: list[tuple[int, Mention]] = []
    behind: list[tuple[int, Mention]] = []
    for mention in dates:
        row = sheet.line_at(mention.start)
        if row < sheet.header or not mention.month or not mention.year:
            continue
        line = sheet.lines[row]
        if mention.rule in DOUBTFUL or len(line.text) > NEAR:
            continue
        said = _trimmed(sheet.text[line.start : mention.start])
        before = _END.sub("", said).removesuffix("中華").strip("( ")
        after = _trimmed(sheet.text[mention.end : line.end]).strip(",.")
        tail = row >= len(sheet.lines) - TAIL_LINES
        if not before.strip(",/ ") and after in ("", *words("issued")):
            (behind if said.rstrip("( ") and said != before else alone).append((row, mention))
        elif tail and after in ("", *words("issued")) and _signed(before):
            behind.append((row, mention))
    several = len({m.id for _, m in alone}) > 1
    last = len(sheet.lines) - (1 if several else _LETTER_LINES)
    first = 0 if several else sheet.header + _HEAD_LINES
    alone = [(row, m) for row, m in alone if row < first or _is_signed(sheet, row, row >= last)]
    return [m for _, m in alone + behind]


def _trimmed(text: str) -> str:
    """What stands beside a date, without weekdays, clocks and brackets."""
    return TRIMMINGS.sub("", text, count=3).strip("() ")


def _signed(before: str) -> bool:
    """Whether this is the name of an office or a reporter, or a place with a comma."""
    if width(before) > BESIDE:
        return False
    if is_office(before) or _PLACE.fullmatch(before) or _REPORTER.fullmatch(before):
        return True
    place = _CHINESE_PLACE.fullmatch(before)
    return place is not None and bool(places().find(fold(place["place"])))


def _is_signed(sheet: Page, row: int, last: bool) -> bool:
    """Whether an office, or at the end any name, and no sentence stands above the date.

    Below the last text alone, no name is needed.
    """
    above = sheet.lines[row - 1].text if row else ""
    if _signed(above):
        return True
    return last and (
        row == len(sheet.lines) - 1 or (0 < width(above) <= BESIDE and not is_sentence(above))
    )
