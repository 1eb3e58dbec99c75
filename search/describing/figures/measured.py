"""What an amount measures: a short noun phrase beside it, in the words of the text.

Pure functions over folded text; give offsets. Touches `units` for its word lists.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from search.describing.figures.units import forms, plain_form, unit_at, words

_WINDOW: Final = 80  # characters on either side that are looked at
_LONGEST: Final = 20  # Chinese characters of a phrase
_MOST_WORDS: Final = 7
_HAN_AFTER = re.compile(r"(?:的)?([㐀-鿿]{1,24})")
_HAN_BACKWARDS = re.compile(r"\s?[:：]?([㐀-鿿“”]{1,30})")
_DIGITS: Final = frozenset("0123456789〇")
_DAY_ZH: Final = (
    "年[度底末]?(?:[一二三四五六七八九十]{1,2}月份?)?(?:[一二三四五六七八九十]{1,3}日)?"
)
_DATE_END = re.compile(f"[一二三四五六七八九十百零]{{0,8}}(?:{_DAY_ZH}|月份?|日)")
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
    run = match[1]
    stop = _stop_zh().search(run)
    length = min(stop.start() if stop else len(run), _LONGEST)
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
    return (start, end) if end > start else None


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


def in_front(text: str, start: int) -> Place | None:
    """The phrase in front of an amount: 种子资金 in 种子资金累计8500万元, total area of … is."""
    low = max(0, start - _WINDOW)
    window = text[low:start][::-1]  # read backwards, what ends at the amount begins at once
    if bracket := _BRACKET_BACKWARDS.match(window):
        window = window[bracket.end() :]
    end = low + len(window)
    if match := _HAN_BACKWARDS.match(window):
        return _han_in_front(text, end - match.end(1), end - match.start(1))
    found = _words_in_front(window, end)
    return _english_in_front(found) if found else None


def _han_in_front(text: str, begin: int, end: int) -> Place | None:
    run = text[begin:end]
    if begin and text[begin - 1].isdigit() and (unit := unit_at(text, begin)):
        begin = min(unit[0], end)
        run = text[begin:end]
    if date := (_DATE_END if text[begin - 1 : begin] in _DIGITS else _SPELLED_DATE).match(run):
        begin += date.end()
        run = run[date.end() :]
    while run.endswith(_links_zh()):  # as few are
        link = next(size for size in _link_lengths() if run[-size:] in _links())
        if link >= len(run):
            break
        run = run[:-link]
    cut = 0
    for stop in _verb_zh().finditer(run):
        if stop.end() < len(run):
            cut = stop.end()
    cut = max(cut, run.rfind("的", 0, len(run) - 2) + 1, len(run) - _LONGEST)
    begin += cut
    end = begin + len(run) - cut
    return (begin, end) if end - begin >= 2 else None


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
    if len(found) == words_in_front and found and found[-1][1].endswith("ed"):
        return None  # a verb: what was done, not what is measured
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


def _is_amount(found: list[tuple[int, str]]) -> bool:
    """Whether the words end in a share or a length of time (12 percent, last year)."""
    unit = forms()["en"].get(plain_form(found[-1][1]))
    return unit is not None and unit.kind in ("ratio", "none")


@cache
def _stops() -> frozenset[str]:
    return frozenset(word for word in words("stop") if word.isascii())


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(words("ordinal"))


@cache
def _links() -> frozenset[str]:
    return frozenset(words("link"))


@cache
def _links_zh() -> tuple[str, ...]:
    return tuple(word for word in words("link") if not word.isascii())


@cache
def _link_lengths() -> tuple[int, ...]:
    """How long Chinese links are, longest first."""
    return tuple(sorted({len(word) for word in _links_zh()}, reverse=True))


@cache
def _stop_zh() -> re.Pattern[str]:
    return _chinese("stop")


@cache
def _verb_zh() -> re.Pattern[str]:
    return _chinese("verb")


def _chinese(role: str) -> re.Pattern[str]:
    """A pattern of the Chinese words of a role; few characters begin one, and are tried first."""
    forms = [word for word in words(role) if not word.isascii()]
    firsts = "".join(sorted({form[0] for form in forms}))
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(forms)})")
