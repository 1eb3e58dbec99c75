"""The Chinese noun phrase beside an amount, which says what it measures.

It begins and ends where the segmenter has an edge of a word, holds no adverb, preposition or
pronoun and, once a noun stands in it, behind the amount no verb (`data/chinese-words.tsv`). Pure
functions over folded text; give offsets. Touches the segmenter, and `units` for its word lists.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest
from typing import Final

from search.analysis.data import kinds
from search.analysis.segmentation import cut
from search.describing.figures.units import unit_at, words

_LONGEST: Final = 20  # characters of a phrase
Place = tuple[int, int]

_LATIN: Final = "[A-Z][A-Za-z0-9+&-]{0,7}"  # in a word with Chinese: A股, LED 灯具
_AFTER = re.compile(rf"(?:的| (?=[A-Z]))?((?:{_LATIN} ?(?=[㐀-鿿]))?[㐀-鿿]{{1,24}})")
_BACKWARDS = re.compile(
    r"\s?[:：]?([㐀-鿿“”]{1,30}(?: ?[A-Za-z0-9+&-]{0,7}[A-Z](?![A-Za-z0-9.]))?)"
)
_DIGITS: Final = "0123456789〇"
_DAY: Final = "年[度底末]?(?:[一二三四五六七八九十]{1,2}月份?)?(?:[一二三四五六七八九十]{1,3}日)?"
_DATE_END = re.compile(f"[一二三四五六七八九十百零]{{0,8}}(?:{_DAY}|月份?|日)")
_SPELLED_DATE = re.compile(
    f"(?:(?:公元|民国)[一二三四五六七八九十百零]{{1,8}}|[一二三四五六七八九十百零]{{3,8}}){_DAY}"
)
_TO: Final = (["至"], ["到"])
_ACTED: Final = ("了", "着")  # behind a verb


def behind(text: str, end: int) -> Place | None:
    """The phrase that follows an amount: 在孵企业 in 300家在孵企业, 企业 in 300家企业负责.

    A clause that begins with a verb belongs to its noun: 获奖的作品. A verb alone is none.
    """
    match = _AFTER.match(text, end)
    if not match:
        return None
    found = parted(match[1])
    length, kept, noun, clause = 0, 0, False, found[0] in _verbs()
    for word, after in zip_longest(found, found[1:], fillvalue="的"):
        told = word == "的" and clause
        stops = (word in _stops() and not told) or word in _functions()
        if stops or length + len(word) > _LONGEST:
            break
        verb = word in _verbs()
        if noun and verb and (word in _done() or after in _stops() or after in _functions()):
            break  # 高校递交了, 区县出现暴雨, not 房地产开发项目
        length += len(word)
        noun = not told and (noun or not verb)
        kept = length if noun else kept
    return (match.start(1), match.start(1) + kept) if kept >= 2 else None


def in_front(text: str, begin: int, end: int, low: int) -> Place | None:
    """The phrase that ends `[begin, end)`, a run of Chinese: 种子资金 in 种子资金累计8500万元."""
    if begin and text[begin - 1].isdigit() and (unit := unit_at(text, begin)):
        begin = min(unit[0], end)
    run = text[begin:end]
    day, digits = begin, begin > low and text[begin - 1] in _DIGITS
    if date := (_DATE_END if digits else _SPELLED_DATE).match(run):
        begin += date.end()
        run = run[date.end() :]
    found = parted(run)
    stop, change = _without_links(found)
    if date and not stop:  # 总产能由2010年的8.58GW, 参与率较2月份上升10个百分点
        before = low + len(text[low:day].rstrip(_DIGITS))
        match = run_before(text, before, low)
        measured = in_front(text, *match, low) if match else None
        if measured or not change:
            return measured
    place = _last_phrase(found[:stop], begin, "“" in run)
    if place is None and change:
        start = text.find(change, begin)
        return start, start + len(change)
    return place


def run_before(text: str, end: int, low: int) -> Place | None:
    """The run of Chinese that ends at `end` and begins behind `low`."""
    window = text[low:end][::-1]  # read backwards, what ends at the amount begins at once
    match = _BACKWARDS.match(window)
    return (end - match.end(1), end - match.start(1)) if match else None


def acted(text: str, start: int) -> bool:
    """Whether a verb stands right in front of an amount (开除了20名员工)."""
    return text.startswith(_ACTED, start - 1) and not text.startswith(tuple(changes()), start - 3)


def is_verb(phrase: str) -> bool:
    """Whether a phrase is a verb and nothing else."""
    return phrase in _verbs()


@cache
def changes() -> frozenset[str]:
    """The words that only tell that something grew or shrank (增长), and not what."""
    return frozenset(words("change"))


@cache
def links() -> frozenset[str]:
    """The words between what is measured and the number."""
    return frozenset(words("link")) | changes()


def parted(run: str) -> list[str]:
    """The words of a run of Chinese, those of the table not parted."""
    for whole in words("whole"):
        if whole in run:
            before, _, after = run.partition(whole)
            return [*parted(before), whole, *parted(after)]
    return cut(run)


def _last_phrase(found: list[str], begin: int, quoted: bool) -> Place | None:
    """The phrase that these words, which begin at `begin`, end with: left of what is no noun
    (身家也缩水), but for a verb that nothing stands in front of (最初占地).
    """
    begin += sum(map(len, found))
    end, noun, verbs = begin, False, (0, 0)
    for word in reversed(found):
        part = len(word) - 2 if len(word) > 3 and word[:2] in _done() else 0  # 举办活动
        begin -= part
        verb = word in _done() and (end - begin >= 2 or (len(word) == 1 and begin == end))
        if part or verb or (word == "”" and not quoted):
            break
        function = word in _functions()
        if word in words("against" if end > begin else "place") or (function and not noun):
            verbs = verbs if any(verbs) else (begin, end)
            begin = end = begin - len(word)
            noun = False
        elif function or end - begin + len(word) > _LONGEST:
            break
        else:
            begin -= len(word)
            noun |= word not in _verbs()
    return next(((a, b) for a, b in ((begin, end), verbs) if b - a >= 2), None)


def _without_links(found: list[str]) -> tuple[int, str]:
    """How many words are left without the links at the end, and the change right behind them."""
    stop, change = len(found), ""
    while stop and found[stop - 1] in links():
        stop -= 1
        if found[stop] in changes() and found[stop + 1 : stop + 2] not in _TO:
            change = found[stop]
    return stop, change


@cache
def _stops() -> frozenset[str]:
    return frozenset(words("stop")) | changes()


@cache
def _done() -> frozenset[str]:
    return frozenset(words("verb")) | {"的"}


@cache
def _classes() -> dict[str, frozenset[str]]:
    listed = kinds("chinese-words.tsv")
    return {kind: frozenset(" ".join(lines).split()) for kind, lines in listed.items()}


def _functions() -> frozenset[str]:
    return _classes()["function"]


def _verbs() -> frozenset[str]:
    return _classes()["verb"]
