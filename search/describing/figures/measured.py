"""What an amount measures: a short noun phrase beside it, in the words of the text.

Pure functions over folded text; give offsets. A Chinese phrase begins and ends where the segmenter
has an edge of a word. Touches the segmenter, and `units` for its word lists.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from search.analysis.segmentation import cut
from search.describing.figures.units import forms, plain_form, unit_at, words

_WINDOW: Final = 80  # characters on either side that are looked at
_LONGEST: Final = 20  # Chinese characters of a phrase
_MOST_WORDS: Final = 7
_HAN_AFTER = re.compile(r"(?:的)?([㐀-鿿]{1,24})")
_HAN_BACKWARDS = re.compile(r"\s?[:：]?([㐀-鿿“”]{1,30})")
_DIGITS: Final = "0123456789〇"
_DAY_ZH: Final = (
    "年[度底末]?(?:[一二三四五六七八九十]{1,2}月份?)?(?:[一二三四五六七八九十]{1,3}日)?"
)
_DATE_END = re.compile(f"[一二三四五六七八九十百零]{{0,8}}(?:{_DAY_ZH}|月份?|日)")
_TO: Final = (["至"], ["到"])
_SPELLED_DATE = re.compile(
    f"(?:(?:公元|民国)[一二三四五六七八九十百零]{{1,8}}|[一二三四五六七八九十百零]{{3,8}}){_DAY_ZH}"
)
_BRACKET_BACKWARDS = re.compile(r"\s?[)）][^()（）\n]{0,40}[(（]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’&/-]{0,30}")
_NAME = re.compile(r"[A-Z][A-Za-z0-9'’-]{1,22}")
_LINKED = re.compile(r" (?:(?:of|in|for) )?(?:the |a |an |its |total )?")
_WORD_BACKWARDS = re.compile(r" (,?)([A-Za-z0-9'’&/%-]{1,30})(?![A-Za-z0-9.,$€£])")
_WORDS_LOOKED_AT: Final = 14
_IRREGULAR = frozenset(
    {"people", "staff", "personnel", "children", "men", "women", "data", "taxis"}
)

Place = tuple[int, int]


def behind(text: str, end: int) -> Place | None:
    """The phrase that follows an amount: 在孵企业 in 300家在孵企业, usable area in 5 m2 of …."""
    if text[end : end + 1] == " " and (found := _english_behind(text, end)):
        return found
    match = _HAN_AFTER.match(text, end)
    if not match:
        return None
    length, stops = 0, _stops()
    for word in _words(match[1]):
        if word in stops or length + len(word) > _LONGEST:
            break
        length += len(word)
    return (match.start(1), match.start(1) + length) if length >= 2 else None


def _english_behind(text: str, end: int) -> Place | None:
    linked = _LINKED.match(text, end)
    start = place = linked.end() if linked else end + 1
    for _ in range(_MOST_WORDS - 1):
        match = _WORD.match(text, place)
        if not match or match.group().casefold() in _stops():
            break
        end = match.end()
        place = end + (text[end : end + 1] == " ")
        if place == end:
            break
    return (start, end) if end > start and not idle(text[start:end].casefold()) else None


def counted(text: str, end: int) -> tuple[int, int, str] | None:
    """The English plural behind a number, with what describes it, and its head in lower case."""
    place, head = end + 1, ""
    last = end
    for _ in range(_MOST_WORDS):
        match = _WORD.match(text, place)
        word = match.group().casefold().rstrip("'’") if match else ""
        plural = _plural(word)
        if not match or (word in _stops() and word not in ("and", "more")) or (head and not plural):
            break
        if plural:
            head, last = word, match.end()
            if idle(word):
                break
        place = match.end() + 1
        if text[match.end() : place] != " ":
            break
    return (end + 1, last, head) if head else None


def idle(word: str) -> bool:
    """Whether a plural makes no figure of the number in front of it (two years)."""
    unit = forms()["en"].get(plain_form(word))
    return unit is not None and unit.kind == "none"


def _plural(word: str) -> bool:
    ends = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
    return ends or word in _IRREGULAR


def linked(text: str, start: int) -> bool:
    """Whether an English word such as `of` or `reached` ties an amount to what is in front."""
    before = text[max(0, start - 24) : start].casefold().split()
    return bool(before) and before[-1] in _links()


def named(text: str, start: int) -> bool:
    """Whether the number behind an English word names a thing: Article 12, May 5."""
    before = text[max(0, start - 12) : start].casefold().split()
    return bool(before) and before[-1] in _ordinals()


def compares(text: str, end: int) -> bool:
    """Whether the times that end here compare (6 times more) and do not count."""
    match = _WORD.match(text, end + 1)
    return match is not None and match.group().casefold() in words("compare")


def in_name(text: str, start: int, noun: Place) -> bool:
    """Whether an English number belongs to the name in front of it: Model 2 brings a, Five Lakes.

    Then a verb follows it, or the number is spelled with a capital inside the name.
    """
    before = text[max(0, start - 24) : start].split(" ")
    word = before[-2] if len(before) > 1 and not before[-1] else ""
    if not _NAME.fullmatch(word) or word.casefold() in _stops() or word.casefold() in _links():
        return False
    behind = _WORD.match(text, noun[1] + 1)
    verb = behind is not None and behind.group() in words("object")
    if verb and " " not in text[noun[0] : noun[1]]:
        return True
    return text[start].isalpha() and text[start].isupper() and text[noun[0]].isupper()


def in_front(text: str, start: int, low: int) -> Place | None:
    """The phrase in front of an amount: 种子资金 in 种子资金累计8500万元, total area of … is.

    What stands before `low` belongs to another amount.
    """
    low = max(low, start - _WINDOW)
    window = text[low:start][::-1]  # read backwards, what ends at the amount begins at once
    if bracket := _BRACKET_BACKWARDS.match(window):
        window = window[bracket.end() :]
    end = low + len(window)
    if match := _HAN_BACKWARDS.match(window):
        return _han_in_front(text, end - match.end(1), end - match.start(1), low)
    found = _words_in_front(window, end)
    return _english_in_front(found) if found else None


def changes(phrase: str) -> bool:
    """Whether a phrase only tells that something grew or shrank (增长), and not what."""
    return phrase in _changes()


def joins(gap: str) -> bool:
    """Whether nothing but links stands between two amounts (、, 增至, but), so that both measure
    the same.
    """
    bare = gap.strip(" ,、(（")
    found = bare.split() if bare.isascii() else _words(bare)
    return all(word in _links() or word in words("joint") for word in found)


def _han_in_front(text: str, begin: int, end: int, low: int) -> Place | None:
    if begin and text[begin - 1].isdigit() and (unit := unit_at(text, begin)):
        begin = min(unit[0], end)
    run = text[begin:end]
    day, digits = begin, begin > low and text[begin - 1] in _DIGITS
    if date := (_DATE_END if digits else _SPELLED_DATE).match(run):
        begin += date.end()
        run = run[date.end() :]
    found = _words(run)
    stop, change = _without_links(found)
    end = begin + sum(map(len, found[:stop]))
    if date and not stop and not change:  # 总产能由2010年的8.58GW
        return in_front(text, low + len(text[low:day].rstrip(_DIGITS)), low)
    if end - begin < 2:
        place = text.find(change, begin)
        return (place, place + len(change)) if change else None
    begin, verbs = end, _verbs()
    for word in reversed(found[:stop]):
        part = len(word) - 2 if len(word) > 3 and word[:2] in verbs else 0  # 举办活动
        begin -= part
        verb = word in verbs and (end - begin >= 2 or (len(word) == 1 and begin == end))
        if part or verb or (word == "”" and "“" not in run):
            break
        if end - begin + len(word) > _LONGEST:
            break
        begin -= len(word)
    return (begin, end) if end - begin >= 2 else None


def _without_links(found: list[str]) -> tuple[int, str]:
    """How many words are left without the links at the end, and the change right behind them."""
    stop, change, links = len(found), "", _links()
    while stop and found[stop - 1] in links:
        stop -= 1
        if found[stop] in _changes() and found[stop + 1 : stop + 2] not in _TO:
            change = found[stop]
    return stop, change


def _words(run: str) -> list[str]:
    """The words of a run, those of the table not parted."""
    for whole in words("whole"):
        if whole in run:
            before, _, after = run.partition(whole)
            return [*_words(before), whole, *_words(after)]
    return cut(run)


def _words_in_front(window: str, end: int) -> list[tuple[int, str]]:
    """The words with a space behind each that lead up to `end`, from a window read backwards.

    A comma ends them unless a participle follows it (population, estimated at).
    """
    found: list[tuple[int, str]] = []
    place = 0
    while len(found) < _WORDS_LOOKED_AT and (match := _WORD_BACKWARDS.match(window, place)):
        if match[1] and not (found and _participle(found[-1][1])):
            break
        place = match.end()
        found.append((end - place, match[2][::-1] + match[1]))
    return found[::-1]


def _participle(word: str) -> bool:
    return word.islower() and word.endswith("ed")


def _english_in_front(found: list[tuple[int, str]]) -> Place | None:
    words_in_front = len(found)
    while found and (found[-1][1].casefold() in _links() or found[-1][1].casefold() in _stops()):
        found.pop()
    if len(found) == words_in_front and found and _is_verb(found):
        return None  # what was done, not what is measured
    kept: list[tuple[int, str]] = []
    for place, word in reversed(found):
        lower = word.casefold()
        if lower.endswith(",") or len(kept) == _MOST_WORDS:
            break
        if lower in _stops() and lower not in ("of", "and", "the", "for", "in"):
            break
        if lower in _links() and lower not in ("of", "for"):
            break
        kept.insert(0, (place, word))
    while kept and kept[0][1].casefold() in _stops():
        kept.pop(0)
    if not kept or _is_amount(kept):
        return None
    return kept[0][0], kept[-1][0] + len(kept[-1][1])


def _is_verb(found: list[tuple[int, str]]) -> bool:
    """Whether the words end in a verb: paid, invested, will spend."""
    before, last = "".join(word for _, word in found[-2:-1]), found[-1][1]
    return last.endswith("ed") or last in _verbs() or before in words("modal")


def _is_amount(found: list[tuple[int, str]]) -> bool:
    """Whether the words end in a share or a length of time (12 percent, last year)."""
    unit = forms()["en"].get(plain_form(found[-1][1]))
    return unit is not None and unit.kind in ("ratio", "none")


@cache
def _stops() -> frozenset[str]:
    return frozenset(words("stop")) | {word for word in _changes() if not word.isascii()}


@cache
def _verbs() -> frozenset[str]:
    return frozenset(words("verb")) | {"的"}


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(words("ordinal"))


@cache
def _links() -> frozenset[str]:
    return frozenset(words("link")) | _changes()


@cache
def _changes() -> frozenset[str]:
    return frozenset(words("change"))
