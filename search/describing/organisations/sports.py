"""Clubs and teams in texts about sport: by the table of clubs, and by lines of results.

Leeds, the Giants and 火箭 are clubs only where a text is about sport, and the teams that a table
of results lists are clubs without being in any table. Touches the directory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from search.analysis import fold
from search.describing.organisations.endings import words_of
from search.describing.organisations.mention import Mention
from search.describing.organisations.patterns import stands_alone
from search.describing.organisations.places import places
from search.describing.organisations.said import latin_words
from search.describing.organisations.table import club_names
from search.describing.wordlist import WordList

_ENOUGH = 2  # different words of sport that make a text one about sport
_ABBREVIATION = 4  # letters that a name in capitals may have and be one
_WORD = r"[A-Z][\w.'’&-]{0,20}"
_NAME = rf"{_WORD}(?: (?:{_WORD}|\d{{2}}(?= \d))){{0,3}}"  # Schalke 04 1
_COUNTRY = r"(?: \([A-Z][\w ]{1,20}\))?"
_END = r"(?: \([^()\n]{0,80}\))?[ .,]*$"
_SCORE = r" \d{1,3}(?: points)?"
_RESULT = re.compile(
    rf"\n *({_NAME}){_COUNTRY}{_SCORE}[ ,;-]{{1,3}}({_NAME}){_COUNTRY}{_SCORE}{_END}",
    re.MULTILINE,
)
_FIXTURE = re.compile(
    rf"\n *({_NAME}){_COUNTRY} (?:v|V|at|AT) ({_NAME}){_COUNTRY}{_END}", re.MULTILINE
)
_STANDING = re.compile(
    rf"\n *(?:\d{{1,2}}\. )?({_WORD}(?: {_WORD}){{0,3}})(?: [.\d]{{1,5}}){{3,12}}(?: .{{1,8}})?$",
    re.MULTILINE,
)
_DATELINE = re.compile(r"^[A-Z][A-Z .,'-]{2,40}(?:[-—,(]|\d{4}|[A-Z][a-z]+ ?\d)", re.MULTILINE)
_BEFORE = re.compile(r"\b(?:in|at|from|near|to|of|outside|leaving|around|via) $|, $", re.IGNORECASE)
_CAPITAL_BEFORE = re.compile(r"(?<![.!?] )\b([A-Z][a-z]+|[A-Z]\.) $")
_CAPITAL_AFTER = re.compile(r" ([A-Z][a-z]+)")
_CAPITALISED = re.compile(r"(?<![\w'-])[A-Z0-9]\w*")
_WORD_GOES_ON = re.compile(r"[\w-]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z-]{2,20}")
_HAN = re.compile(r"[\u3400-\u9fff]")


def sport_mentions(text: str, folded: str) -> list[Mention]:
    """The clubs and teams of a text about sport, in no order, perhaps overlapping."""
    teams = _teams(text)
    if not teams and not _is_about_sport(text, folded):
        return []
    return [*_clubs(text, folded), *_named_again(text, teams)]


def _is_about_sport(text: str, folded: str) -> bool:
    latin, chinese = _words()
    told = 0 if folded.isascii() else len(chinese.found_in(folded))
    if told + sum(map(latin_words(text).__contains__, _first_parts())) < _ENOUGH:
        return False
    return told + len(latin.intersection(map(str.lower, _LATIN.findall(folded)))) >= _ENOUGH


@cache
def _first_parts() -> tuple[bytes, ...]:
    """What the Latin words of sport begin with in front of a hyphen."""
    return tuple(word.partition("-")[0].encode() for word in _words()[0])


@cache
def _words() -> tuple[frozenset[str], WordList]:
    words = words_of("sport")
    chinese = WordList(fold(word) for word in words if not word.isascii())
    return frozenset(word for word in words if word.isascii()), chinese


def _teams(text: str) -> dict[str, str]:
    """Name → id of the teams that lines of results, fixtures and standings list."""
    found: dict[str, str] = {}
    text = "\n" + text  # so that all lines begin with what is fast to find
    for line in (_RESULT, _FIXTURE, *((_STANDING,) if "tandings" in text else ())):
        for match in line.finditer(text):
            for name in match.groups():
                if _is_team(name):
                    found.setdefault(name, _id(name))
    return found


def _is_team(name: str) -> bool:
    """Whether the name is neither a country nor made of words such as Monday and President."""
    place = places().find(name)
    country = place is not None and place.level in ("country", "macro")
    return not country and not any(word.casefold() in words_of("start") for word in name.split())


def _id(name: str) -> str:
    known = club_names().get(name) or club_names().get(name.title())
    written = name.title() if name.isupper() and len(name) > _ABBREVIATION else name
    return known.id if known else f"{written} team" if places().find(written) else written


def _named_again(text: str, teams: dict[str, str]) -> Iterator[Mention]:
    """Every place where one of the teams of the results is named."""
    if not teams:
        return
    names = "|".join(re.escape(name) for name in sorted(teams, key=len, reverse=True))
    for match in re.finditer(rf"(?<![A-Za-z0-9])(?:{names})(?![A-Za-z0-9])", text):
        if not _is_place_here(text, match.start()):
            yield Mention(match.start(), match.end(), teams[match[0]], "result")


def _clubs(text: str, folded: str) -> Iterator[Mention]:
    """The clubs of the table."""
    known = club_names()
    end = 0
    for match in _CAPITALISED.finditer(text):
        start = match.start()
        for name in _latin().get(match[0].casefold(), ()) if start >= end else ():
            written = text[start : start + len(name)]
            if written in (name, name.upper()) and not _WORD_GOES_ON.match(text, start + len(name)):
                end = start + len(name)
                place = known[name].place and _is_place_here(text, start)
                if not place and not _is_part_of_name(text, start, end):
                    yield Mention(start, end, known[name].id, "club")
                break
    if _HAN.search(folded):
        for match in _chinese().finditer(folded):
            club = known[match[0]]
            if stands_alone(folded, match.start(), match.end()) and not club.place:
                yield Mention(match.start(), match.end(), club.id, "club")


def _is_part_of_name(text: str, start: int, end: int) -> bool:
    """Whether the name is part of a longer one: Jon Preston, AEK Larnaca."""
    if text[start:end].isupper() and end - start > 4:
        return False
    before = _CAPITAL_BEFORE.search(text, max(0, start - 24), start)
    after = _CAPITAL_AFTER.match(text, end)
    return any(word and word[1].casefold() not in words_of("start") for word in (before, after))


def _is_place_here(text: str, start: int) -> bool:
    """Whether a preposition or a dateline makes the name that of a place."""
    before = text[max(0, start - 9) : start]
    line_start = not before or before.endswith("\n")
    return bool(_BEFORE.search(before)) or (line_start and bool(_DATELINE.match(text, start)))


@cache
def _latin() -> dict[str, tuple[str, ...]]:
    """Names by their first word in lower case, the longest first."""
    names: dict[str, list[str]] = {}
    for name in sorted(filter(str.isascii, club_names()), key=len, reverse=True):
        first = _CAPITALISED.match(name)
        names.setdefault(first[0].casefold() if first else name, []).append(name)
    return {first: tuple(found) for first, found in names.items()}


@cache
def _chinese() -> re.Pattern[str]:
    names = sorted((n for n in club_names() if not n.isascii()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))
