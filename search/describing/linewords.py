"""Describe: what lines near a headline say by their words: labels, credits, menus, issuers, papers'
numbers, and how far a text takes those words up.

Reads `data/title-words.tsv` and the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from operator import add

from search.analysis import fold
from search.analysis.data import kinds
from search.describing.pagelines import Line, Page, is_paragraph, is_sentence, width
from search.describing.signed import in_parts, is_body, without_genre
from search.describing.wordlist import late
from search.document import DAY

NUMBER = r".{1,20}[〔\[(](?:19|20)[0-9]{2}[〕\])]\s?第?\s?[0-9]{1,5}\s?号"
"""The number of an official paper: 甬政发〔2020〕33号."""

_LABEL = re.compile(r"https?://|\bwww\.|\S@\S|\b[a-z0-9-]+\.(?:com|cn|org|net|gov|edu)\b")
_LABEL_MARKS = (":", "@", ".")
_VALUE = re.compile(r"(?:^|(?<=\s))[^\s:]{2,10}:")
_CODE = re.compile(r"[0-9](?<![0-9,.].)[0-9]{5}(?!,?[0-9])")  # a postal code; a set first: fast
_LISTED = re.compile("[a-z] [A-Z]")  # a line of a list
_MENU = re.compile(r"\S\s{2,}\S|[>»›|].*[>»›|]|>\s?\S{1,20}$|[|·]\s?[0-9]{1,4}$")
_MENU_MARK = re.compile("[\t>»›|·\u3000]")  # a set alone, which is found fast
_STEP = re.compile(r"[ >»›/|]+")
_NAME_OF_BODY = re.compile(
    r"[\u3400-\u9fff()·]{3,30}"
    r"|[A-Z][\w&.,'’()-]*+(?: (?:of|and|for|the|to|in|on|at|[A-Z][\w&.,'’()-]*+)){1,10}"
)
_UNTITLED = re.compile(
    rf"{NUMBER}|(?:between|and) .{{1,200}}"
    r"|[^\s/]{2,8}/[^\s/]{2,6}(?:报道|報道|報導)|原[创創] .{1,60}[0-9]-[0-9]{2}\b.{0,40}"
    r"|(?:记者|記者|通讯员|通訊員|文)(?: ?/ ?| )[^。,]{2,30}"
    r"|(?:Yours|Sincerely|(?:Best|Kind|Warm) regards)\b.{0,40}"
    r"|.{0,8}[社報报網网][^。,]{0,24}[0-9]{1,2}[日号號][^。,]{0,8}[电電讯訊]"
)
_LOOKED_FOR = 120  # characters of a line whose words are looked for
_NUMBERED_MOST = 50  # characters of a paper's number in its series
_FEW_PIECES = 3  # a line with fewer may share them by chance
_PIECE = re.compile("[a-z]{4,}")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_NAME = 4  # characters of a person's name
_ISSUER_COLUMNS = 60  # no name of a body is longer
_DATED_ZH = late(lambda: rf"(?:{'|'.join((*words('dated'), *words('writer')))})\s{{0,4}}:")
_DATED_EN = late(lambda: rf"\W{{0,20}}(?:{'|'.join(words('opens'))})\b", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Whether a line holds an address, a credit or a postal code, or a known label opens it."""
    marked = any(mark in text for mark in _LABEL_MARKS)
    if marked and (_LABEL.search(text) or _labels().match(text)):
        return True
    return bool(_CODE.search(text) or _LISTED.match(text)) or _credits(text)


def is_form(text: str) -> bool:
    """Whether a line is several values behind their labels: 证券代码:002230 证券简称:科大讯飞."""
    return text.count(":") > 1 and bool(_labels().match(text)) and len(_VALUE.findall(text)) > 1


def _credits(text: str) -> bool:
    """Whether a word behind a name or in front of it says that its bearer wrote or edited."""
    before, space, last = text.rpartition(" ")
    if not space:
        return False
    return last in words("credit") or (len(last) <= _NAME and before.endswith(words("writer")))


def is_dated(text: str) -> bool:
    """Whether a label of dates or sources stands in the line, in English at its begin."""
    return bool(_DATED_EN.match(text) or ((":" in text or "/" in text) and _DATED_ZH.search(text)))


def is_menu(text: str) -> bool:
    """Whether the parts of the line stand side by side as in a menu."""
    marked = "  " in text or _MENU_MARK.search(text) is not None
    return marked and _MENU.search(text) is not None


def is_path(text: str, lines: Container[str]) -> bool:
    """Whether a line is the path to another one: 首页 新闻 Title above Title."""
    rests = (text[step.end() :] for step in _STEP.finditer(text))
    return any(2 * len(rest) > len(text) and rest in lines for rest in rests)


def is_issuer(sheet: Page, place: int) -> bool:
    """Whether the line is a body's name alone and does not stand right above the running text, as
    the title of a page about that body does.
    """
    text = sheet.lines[place].text
    name = without_genre(text) if len(text) <= _ISSUER_COLUMNS else ""
    if is_paragraph(sheet.lines[place + 1].text):
        return False
    known = is_body if _NAME_OF_BODY.fullmatch(name) else in_parts
    return known(fold(name))


def is_credit(line: Line, mostly_date: bool) -> bool:
    """Whether a short line gives a date or a source."""
    if line.kind in ("date", DAY, "source"):
        return True
    if width(line.text[:200]) > 120 or is_sentence(line.text):
        return False
    return mostly_date or is_dated(line.text)


def is_untitled(text: str) -> bool:
    """Whether a line is a paper's number, a reporter's (中央社記者林小明台中10日電), names the
    parties (between the City of Chengdu), or is a paper's number in its series (Working Paper
    2007-14), or closes a letter.
    """
    if _UNTITLED.fullmatch(text):
        return True
    return len(text) <= _NUMBERED_MOST and _numbered().fullmatch(text) is not None


def shared(text: str, body: str) -> float:
    """The share of the line's words (Chinese: pairs) that stand in the body, from 0 to 1.

    The body's case is folded.
    """
    parts = pieces(text)
    if len(parts) < _FEW_PIECES:
        return 0.0
    return sum(piece in body for piece in parts) / len(parts)


def pieces(text: str) -> list[str]:
    """The words of a line in lower case, but short ones, and its pairs of Chinese characters."""
    text = text[:_LOOKED_FOR].casefold()
    found = _PIECE.findall(text)
    for run in _HAN.findall(text):
        found += map(add, run, run[1:])
    return found


@cache
def genres() -> frozenset[str]:
    """Names of kinds of papers (会议纪要), which stand above the title."""
    return frozenset((*words("genre"), *words("series")))


@cache
def _numbered() -> re.Pattern[str]:
    """A paper's number in its series."""
    series = "|".join(words("series"))
    number = r"[A-Z]{0,4}[-0-9./]{1,16}(?:-[A-Z]{1,3})?"
    return re.compile(rf"\[?(?:{series})(?: no)?\.?:? ?#?{number}\]?", re.IGNORECASE)


@cache
def _labels() -> re.Pattern[str]:
    """What opens a line with its value: 地址:, 发文机关:, 责任编辑:, Contact:."""
    known = (*words("label"), *words("writer"))
    chinese = "|".join(r"[ \t]{0,4}".join(word) for word in known if not word.isascii())
    english = "|".join(word for word in known if word.isascii())
    return re.compile(
        rf"[^\s:]{{0,8}}(?:{chinese})\s?(?:\([^():]{{1,12}}\)\s?)?:|(?i:{english})s? ?:"
    )


def words(kind: str) -> tuple[str, ...]:
    """The words of one kind in `data/title-words.tsv`."""
    return kinds("title-words.tsv")[kind]
