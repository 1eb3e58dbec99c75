"""Words of English text in runs that may be names, and names of the table among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from search.describing.organisations.endings import words_of
from search.describing.organisations.table import directory

_WORD = r"[A-Za-z0-9À-ÖØ-öø-ÿ]{1,40}+(?:(?:\.-|[-.&+’'])[A-Za-z0-9À-ÖØ-öø-ÿ]{1,40}+){0,6}+"
# A capital that begins a word, but for one small letter or three digits: iPhone, 360Buy. The
# capital comes first in the pattern, which makes it fast.
_CAPITAL = re.compile(
    r"[A-ZÀ-ÖØ-Þ](?:(?<![A-Za-z0-9].)|(?<=[a-z][A-Z])(?<![A-Za-z0-9]..)"
    r"|(?<=[0-9][A-Z])(?:(?<![A-Za-z0-9]..)|(?<=[0-9]..)(?:(?<![A-Za-z0-9]...)"
    r"|(?<=[0-9]...)(?<![A-Za-z0-9]....))))"
)
_TOKEN = re.compile(
    r"(?: \((?:CPC|CCP)\)(?= [A-Z]))?"  # Communist Party of China (CPC) Central Committee
    r" ?(?:(?P<word>\([A-Z][A-Za-z ]{1,30}\)(?= (?:Co|Corp|Inc|Ltd|Limited|Group|Company)\b)"
    rf"|{_WORD})(?P<dot>\.(?=[ \n,;)’']|$))?|(?P<join>&)|(?P<break>[^\sA-Za-z0-9]))"
)
_ENUMERATION = re.compile(r"(?:, [A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?){1,4},? and [A-Z]")
# Behind the first of the fields of an office: Culture(, Sports and Tourism Bureau)
_LISTED = re.compile(
    r", (?:[A-Z][a-z]{2,20}, ){0,3}[A-Z][a-z]{2,20},? and [A-Z][a-z]{2,20} "
    r"(?:Bureau|Department|Commission|Committee)\b"
)
_JOINED = re.compile(r"-(?:based|owned|led|backed|listed|run|controlled|born|trained)$")
GOVERNING = frozenset(("ministry", "department", "commission", "committee", "bureau"))
_INSIDE = ("government", "committee", "central", "news", "agency")
_LONGEST = 40  # words of a run; more are no names
_REMEMBERED = 1 << 13  # words of which is kept what they are
JOINTS = frozenset((",", "of", "and", "&", "for", "the", "in", "on"))
_ABBREVIATIONS = frozenset(
    ("co", "corp", "inc", "ltd", "bros", "no", "st", "plc", "llc", "s.a", "u.s", "u.n")
)
_LEGAL = frozenset(("co", "corp", "inc", "ltd", "bros", "cos"))
_FORM = re.compile(r" (?:Ltd|Limited|Inc|LLC|L\.?P|S\.A|Corp|Plc|plc)\b")  # Co., Ltd
_GOES_ON = re.compile(r"\.(?:[,;.)’']| [a-z(&0-9,])")  # a dot that does not end the sentence


# Ministries in small letters, which are read where the table has them: the ministry of education.
# characters of a line that only the width of the page broke
_WIDE, _WIDEST = 56, 200
_SENTENCE = re.compile(r" [a-z]{4,}[ ,]")
_CAPITAL_WORD = re.compile(r"(?:(?:and|of|for) )?([A-Z][a-z]+)")


class Word(NamedTuple):
    """One word of the text and what follows it."""

    text: str
    low: str
    start: int
    end: int  # behind the dot of `Corp.` where the sentence goes on
    owner: bool  # had a possessive 's, which is left out of text


def runs(text: str) -> Iterator[list[Word]]:
    """Runs of words that may hold names: they begin with a capital."""
    position = 0
    lone_at = _lone().match
    while capital := _CAPITAL.search(text, position):
        start = capital.start()
        while start and text[start - 1].isascii() and text[start - 1].isalnum():
            start -= 1
        lone = lone_at(text, start)
        if lone and not _begins_name(lone[1]) and not _goes_on(text, lone):
            position = lone.end()
            continue
        run, position = _run(text, start)
        if len(run) > 1 or (run and known(run, 0)):
            yield run


def _goes_on(text: str, lone: re.Match[str]) -> bool:
    """Whether the next line goes on with what a word begins that ends a line."""
    return lone.end() == lone.end(1) and text[lone.end()] == "\n" and _is_broken(text, lone.end())


@cache
def _lone() -> re.Pattern[str]:
    """A word that is a run by itself: a word in lower case that no name contains follows, or
    the end of the line. Most capitals only begin a sentence.
    """
    inside = "|".join(sorted({*JOINTS, *words_of("place"), *_INSIDE} - {",", "&"}))
    return re.compile(rf"({_WORD})(?:[.,;:!?)]{{0,3}}(?= (?!(?:{inside})\b)[a-z]|\n))")


@lru_cache(maxsize=_REMEMBERED)
def _begins_name(word: str) -> bool:
    """Whether names of the table begin with a word, perhaps without the ending 's."""
    low = word.casefold().replace("’", "'")
    return low in _table() or (low.endswith("'s") and low[:-2] in _table())


def _run(text: str, position: int) -> tuple[list[Word], int]:
    """The run of words from here: capitalised ones and what joins them; and where it ends."""
    run: list[Word] = []
    while match := _TOKEN.match(
        text, position + (text.startswith("\n", position) and _is_broken(text, position))
    ):
        position = match.end()
        if match["break"]:
            if match["break"] in ("'", "’") and run and run[-1].low in words_of("possessive"):
                continue
            if match["break"] == "," and (inside := _comma(text, match, run)) is not None:
                run.extend(inside)
                continue
            break
        start = match.start("word") if match["word"] else match.start("join")
        form = _form(match["word"] or "&")
        word = Word(form.text, form.low, start, start + len(form.text), form.owner)
        if match["dot"] and (
            "." in word.text or (word.low in _LEGAL and _GOES_ON.match(text, word.end))
        ):
            word = word._replace(end=word.end + 1)
        if len(run) >= _LONGEST or form.joined or text.startswith("$", start + len(form.text)):
            break
        if not (form.capital or (run and _inside(text, word, run[-1].low))):
            break
        run.append(word)
        if word.owner and len(run) > 1 and word.low in words_of("place"):
            continue
        ends_sentence = match["dot"] and word.low not in _ABBREVIATIONS and len(word.low) > 1
        if ends_sentence or (word.owner and not _owner_inside(word)):
            break
    return run, max(position, run[-1].end if run else position + 1)


def _is_broken(text: str, end: int) -> bool:
    """Whether the line that ends here was broken by the width of the page inside a sentence, which
    has longer words in small letters than a headline.
    """
    start = text.rfind("\n", max(0, end - _WIDEST), end) + 1
    if not _WIDE <= end - start <= _WIDEST or not _SENTENCE.search(text, start, end):
        return False
    following = _CAPITAL_WORD.match(text, end + 1)
    return following is not None and following[1].casefold() not in words_of("start")


def _comma(text: str, match: re.Match[str], run: list[Word]) -> list[Word] | None:
    """What a comma inside a name adds to the run; None where the comma ends it."""
    start = match.start("break")
    serial = "," in [word.text for word in run] and text.startswith(", and ", start)
    if serial or (len(run) > 1 and _FORM.match(text, match.end())):
        return []  # Economy, Trade, and Industry
    return [Word(",", ",", start, match.end(), False)] if _enumerates(text, start, run) else None


def _enumerates(text: str, start: int, run: list[Word]) -> bool:
    """Whether this comma stands inside a name (Ministry of Economy, Trade and Industry)."""
    governed = any(w.low in ("of", "for") for w in run) and any(w.low in GOVERNING for w in run)
    return bool((_ENUMERATION if governed else _LISTED).match(text, start))


class _Form(NamedTuple):
    """A word as it is written: what is read of it wherever it stands."""

    text: str
    low: str
    owner: bool
    capital: bool
    joined: bool  # to a word for what is done with it: Hangzhou-based


@lru_cache(maxsize=_REMEMBERED)
def _form(text: str) -> _Form:
    """What is read of a word; most words come again, in the next text if not in this one."""
    owner = text.endswith(("'s", "’s")) and len(text) > 2  # the ending
    if owner and not _is_whole(text):
        text = text[:-2]
    low = text.casefold().replace("’", "'")
    return _Form(text, low, owner, _is_capital(text), _JOINED.search(low) is not None)


def _is_whole(text: str) -> bool:
    low = text.casefold().replace("’", "'")
    return low in _table() or low in _owners() or low[:-2] in words_of("possessive")


@cache
def _owners() -> frozenset[str]:
    """The words with 's that end names of the table: Standard & Poor's."""
    names = (words for found in _table().values() for words, _, _ in found)
    return frozenset(words[-1] for words in names if words[1:] and words[-1].endswith("'s"))


def _owner_inside(word: Word) -> bool:
    return word.low.endswith("'s")


def _is_capital(text: str) -> bool:
    return (
        text[0].isupper()
        or text[0] == "("
        or (text[0].isdigit() and text[-1:].isupper())
        or (text[0].islower() and len(text) > 1 and text[1].isupper())
    )


def _inside(text: str, word: Word, before: str) -> bool:
    """Words in lower case that stay inside a name: of, municipal, news agency, committee."""
    low = word.low
    if low in JOINTS or (low == "news" and text.startswith("news agency", word.start)):
        return True
    if low == "government":
        return before in words_of("place")
    if before == "no" and low.isdigit():  # Beijing No. 2 Intermediate People's Court
        return True
    if low == "agency":
        return before == "news" or low in words_of("place")
    return low in words_of("place") or (
        low in ("committee", "central") and before in ("party", "central")
    )


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Names of the table by their first two words: all words, the name, the id; longest first."""
    names: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name, identifier in directory().clear.items():
        if name[0].isascii():
            words = tuple(_plain(m[0].casefold()) for m in re.finditer(rf"{_WORD}|&|,", name))
            if words[:1] == ("the",):
                words = words[1:]
            names.setdefault(" ".join(words[:2]), []).append((words, name, identifier))
    for found in names.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return names


def _plain(word: str) -> str:
    """A word as names are compared: they are written with & or with and."""
    return "and" if word == "&" else word


def known(run: list[Word], i: int) -> tuple[int, str] | None:
    """The number of words and the id of the table's name that begins at word `i`, if any."""
    table = _table()
    if i + 1 < len(run):
        for words, _, identifier in table.get(f"{run[i].low} {_plain(run[i + 1].low)}", ()):
            if tuple(_plain(word.low) for word in run[i : i + len(words)]) == words:
                return len(words), identifier
    for _, name, identifier in table.get(run[i].low, ()):
        if _same_case(run[i].text, name):
            return 1, identifier
    return None


def _same_case(text: str, name: str) -> bool:
    """One word must be written as the table has it: MOST is a ministry, most is a word."""
    name = name.removesuffix(".")
    return text == name or (not name.isupper() and text.casefold() == name.casefold())
