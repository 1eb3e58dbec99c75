"""The English noun phrase beside an amount, which says what it measures.

Pure functions over folded text; give offsets. Touches `units` for its word lists.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from search.describing.figures.chinese import Place, links
from search.describing.figures.units import forms, plain_form, words

_MOST_WORDS: Final = 7
_WORD = re.compile(r"[A-Za-z][A-Za-z'’&/-]{0,30}")
_NAME = re.compile(r"[A-Z][A-Za-z0-9'’-]{1,22}")
_LINKED = re.compile(r" (?:(?:of|in|for|worth of) )?(?:the |a |an |its |total )?")
_WORD_BACKWARDS = re.compile(r" (,?)([A-Za-z0-9'’&/%-]{1,30})(?![A-Za-z0-9.,$€£])")
_WORDS_LOOKED_AT: Final = 14
_IRREGULAR = frozenset(
    {"people", "staff", "personnel", "children", "men", "women", "data", "taxis"}
)


def behind(text: str, end: int) -> Place | None:
    """The phrase that follows an amount: usable area in 5 m2 of usable area."""
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
    return bool(before) and before[-1] in links()


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
    if not _NAME.fullmatch(word) or word.casefold() in _stops() or word.casefold() in links():
        return False
    behind = _WORD.match(text, noun[1] + 1)
    verb = behind is not None and behind.group() in words("object")
    if verb and " " not in text[noun[0] : noun[1]]:
        return True
    return text[start].isalpha() and text[start].isupper() and text[noun[0]].isupper()


def in_front(text: str, end: int, low: int) -> Place | None:
    """The phrase that ends at `end`, not before `low`: total area of … is."""
    found = _words_in_front(text[low:end][::-1], end)
    return _phrase(found) if found else None


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


def _phrase(found: list[tuple[int, str]]) -> Place | None:
    words_in_front = len(found)
    while found and (found[-1][1].casefold() in links() or found[-1][1].casefold() in _stops()):
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
        if lower in links() and lower not in ("of", "for"):
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
    return frozenset(words("stop"))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(words("verb"))


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(words("ordinal"))
