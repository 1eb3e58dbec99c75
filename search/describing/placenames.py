"""Every place that a text may name, found in one pass: names to candidates, not yet decided.

Chinese names are looked up by their first two characters, English ones by their first
word. What can be told from the nearest characters is told here: names inside longer words,
streets, family names, words that are also names. What needs the whole document is left to
`regions`. Touches the gazetteer and `search/data/region-words.tsv`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import add
from unicodedata import combining, normalize

from search.analysis import fold, segments
from search.analysis.data import rows
from search.describing.gazetteer import Region, gazetteer

# How far around a name the words are looked at, in characters.
_AROUND = 8

# A name in comparable form, whether it is a full one, and the rule that it starts with.
Form = tuple[str, bool, str]

_EXTRA_CHINESE = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


@dataclass(frozen=True, slots=True)
class Name:
    """One name and the places that it may mean, best first.

    `sure` says that the name holds the word for its level (滨江区, Binjiang District) or is
    a country's, province's or city's; others need something of theirs in the document.
    `rule` is the name's rule in `region-words.tsv`, or empty.
    """

    text: str
    ids: tuple[str, ...]
    sure: bool
    full: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name found at `[start, end)`; `weak` where it is only part of an institution's."""

    name: Name
    start: int
    end: int
    weak: bool = False
    full: bool = False


def candidates(folded: str) -> list[Candidate]:
    """What may be a place in a folded text, in order, without overlaps."""
    found = [*_chinese(folded), *_english(folded)]
    return sorted(found, key=lambda candidate: candidate.start)


# Chinese


def _chinese(folded: str) -> Iterator[Candidate]:
    heads = _chinese_heads()
    end = 0
    pairs = map(add, folded, folded[1:])
    for start in [i for i, pair in enumerate(pairs) if pair in heads]:
        if start < end:
            continue
        for name in heads[folded[start : start + 2]]:
            if folded.startswith(name.text, start):
                found = _chinese_candidate(folded, name, start)
                if found:
                    end = found.end
                    yield found
                    break


def _chinese_candidate(folded: str, name: Name, start: int) -> Candidate | None:
    end = start + len(name.text)
    full = name.full
    if full and folded[end - 1 : end + 1] in _words("word"):
        return None
    if not full:
        if _words_after().match(folded, end):
            return None
        if _has_another_level(folded, name, end) and _stands_alone(folded, start, end + 1):
            end, full = end + 1, True
        elif name.rule == "never":
            return None
    short = end - start < (3 if full else 4)
    if short and not _stands_alone(folded, start, end):
        return None
    weak = not full and _institution_after().match(folded, end) is not None
    return Candidate(name, start, end, weak, full)


def _has_another_level(folded: str, name: Name, end: int) -> bool:
    """Whether a county's name goes on with the word for a level that it once had (富阳市)."""
    if name.sure or name.rule or folded[end : end + 2] in _words("word"):
        return False
    return folded[end : end + 1] in ("市", "区", "县")


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether words begin at `start` and end at `end`: 青海南部 holds no 海南."""
    first = max(0, start - _AROUND)
    position = first
    begins = False
    for piece in segments(folded[first : end + _AROUND]):
        if position == start:
            begins = True
        position += len(piece)
        if position >= end:
            break
    return begins and position == end


@cache
def _chinese_heads() -> dict[str, tuple[Name, ...]]:
    """Names by their first two characters, longest first."""
    heads: dict[str, list[Name]] = defaultdict(list)
    for name in _names(_chinese_forms):
        heads[name.text[:2]].append(name)
    return {
        head: tuple(sorted(names, key=lambda name: -len(name.text)))
        for head, names in heads.items()
    }


def _chinese_forms(region: Region) -> Iterator[Form]:
    """The Chinese names of a region in comparable form."""
    for name in region.names:
        if not name.isascii() and "一" <= name[0] <= "鿿" and len(name) > 1:
            full = len(name) > 2 and (name == region.zh) and name != region.zh_short
            yield fold(name), full, ""
    for suffix, short in _EXTRA_CHINESE.items():
        if region.zh.endswith(suffix):
            yield fold(region.zh_short + short), True, ""
    if region.level == "zone":
        yield fold(region.zh), True, ""


@cache
def _words_after() -> re.Pattern[str]:
    words = sorted(_words("street") | _words("people"), key=len, reverse=True)
    chinese = "|".join(word for word in words if not word.isascii())
    return re.compile(rf"[东南西北中]?[一二三四五六]?(?:{chinese})(?![线径])")


@cache
def _institution_after() -> re.Pattern[str]:
    return re.compile("|".join(word for word in _words("institution") if not word.isascii()))


# English


def _english(folded: str) -> Iterator[Candidate]:
    plain = folded.translate(_plain_letters())
    lower = plain.translate(_LOWER)
    heads = _english_heads()
    end = 0
    for match in _CAPITALISED.finditer(plain):
        start = match.start()
        if start < end:
            continue
        for name in heads.get(lower[start : match.end()], ()):
            if lower.startswith(name.text, start):
                found = _english_candidate(plain, name, start)
                if found:
                    end = found.end
                    yield found
                    break


def _english_candidate(plain: str, name: Name, start: int) -> Candidate | None:
    end = start + len(name.text)
    surface = plain[start:end]
    after = plain[end : end + 40]
    if after[:1].isalnum() or after[:1] == "$" or not _well_capitalised(surface, name):
        return None
    level = _ENGLISH_LEVEL.match(after)
    if level and not name.full:
        return Candidate(name, start, end + level.end(), False, True)
    if name.rule == "never":
        return None
    follows = _NEXT_WORD.match(after)
    next_word = follows[1] if follows else ""
    if next_word.casefold() in _words("street"):
        return None
    before = _WORD_BEFORE.search(plain, max(0, start - 30), start)
    previous = before[1] if before else ""
    if name.rule == "preposition" and (previous not in _PREPOSITIONS or next_word[:1].isupper()):
        return None
    if not name.full and previous in _words("surname") and not _is_large(name):
        return None
    return Candidate(name, start, end, next_word.casefold() in _words("institution"), name.full)


_CAPITALISED = re.compile(r"(?<![A-Za-z0-9@/_.])[A-Z][A-Za-z]*")
_ENGLISH_LEVEL = re.compile(
    r"[ ](?:Province|Municipality|City|District|County|Prefecture|League|Banner"
    r"|(?:Uygur[ ]|Uyghur[ ]|Hui[ ]|Zhuang[ ])?Autonomous[ ](?:Region|Prefecture|County))\b",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"(?:['’]s)?[ ]([A-Za-z]+)")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)[ ]$")
_PREPOSITIONS = frozenset(
    "in from to of near via across into between through at visit visited and including".split()
)
_SMALL_WORDS = frozenset(
    "province municipality city district county prefecture region league banner autonomous zone "
    "area park of and the new special administrative township".split()
)
_LOWER = {ord(c): ord(c) + 32 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _well_capitalised(surface: str, name: Name) -> bool:
    """Whether a name is written as a name: capitals, abbreviations in capitals throughout."""
    if len(name.text) <= 4 and name.rule == "" and _is_abbreviation(name.text):
        return surface.isupper()
    words = surface.split(" ")
    return all(word[:1].isupper() or word.casefold() in _SMALL_WORDS for word in words)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(
        _english_text(name)
        for region in gazetteer()
        for name in region.names
        if name.isascii() and name.removeprefix("the ").replace(".", "").isupper()
    )


def _is_abbreviation(text: str) -> bool:
    return text in _abbreviations()


def _is_large(name: Name) -> bool:
    region = gazetteer().region(name.ids[0])
    return region is not None and region.level in ("macro", "country", "province")


@cache
def _plain_letters() -> dict[int, str]:
    """Accented letters → plain ones, hyphens → spaces, one apostrophe: all one for one."""
    table = {ord("’"): "'", ord("‘"): "'", ord("-"): " ", ord("\u00a0"): " "}
    table |= {point: " " for point in (0x2010, 0x2011)}
    for point in range(0xC0, 0x250):
        letters = [c for c in normalize("NFD", chr(point)) if not combining(c)]
        if len(letters) == 1:
            table[point] = letters[0]
    return table


def _english_text(name: str) -> str:
    return name.removeprefix("the ").translate(_plain_letters()).translate(_LOWER)


@cache
def _english_heads() -> dict[str, tuple[Name, ...]]:
    """Names in lower case by their first run of letters, longest first."""
    heads: dict[str, list[Name]] = defaultdict(list)
    for name in _names(_english_forms):
        first = re.match("[a-z]+", name.text)
        if first:
            heads[first[0]].append(name)
    return {
        head: tuple(sorted(names, key=lambda name: -len(name.text)))
        for head, names in heads.items()
    }


def _english_forms(region: Region) -> Iterator[Form]:
    """The English names of a region in comparable form.

    Too many counties share their syllables for the bare name of one to mean it by itself.
    """
    for name in region.names:
        text = _english_text(name)
        if len(text) > 1 and text.isascii() and not text.startswith("cn "):
            full = region.level in ("county", "zone") and name == region.en and " " in text
            bare = region.level == "county" and region.en.startswith(name + " ")
            yield text, full, "parent" if bare else ""
            if "'" in text:
                yield text.replace("'", ""), full, "parent" if bare else ""


# Both


def _names(forms: Callable[[Region], Iterator[Form]]) -> Iterator[Name]:
    """Every form of every region, those of one text together."""
    places: dict[str, dict[str, tuple[bool, str]]] = defaultdict(dict)
    for region in gazetteer():
        if region.level != "world":
            for text, full, rule in forms(region):
                known = places[text].get(region.id, (False, rule))
                places[text][region.id] = (known[0] or full, known[1] and rule)
    rules = _rules()
    for text, ids in places.items():
        full = any(full for full, _ in ids.values())
        chosen = _rank([id for id in ids if ids[id][0] == full])
        sure = full or depth(chosen[0]) != _COUNTY
        yield Name(text, chosen, sure, full, rules.get(text, ids[chosen[0]][1]))


def _rank(ids: list[str]) -> tuple[str, ...]:
    """Provinces and what is larger stand alone; else all, cities before counties."""
    levels = {id: depth(id) for id in ids}
    best = min(levels.values())
    kept = [id for id in ids if levels[id] == best] if best <= _PROVINCE else ids
    return tuple(sorted(kept, key=lambda id: levels[id]))


_ORDER = ("macro", "country", "province", "city", "zone", "county")
_PROVINCE = _ORDER.index("province")
_COUNTY = _ORDER.index("county")


def depth(id: str) -> int:
    """How far down the tree the level of a place is."""
    region = gazetteer().region(id)
    return _ORDER.index(region.level) if region else len(_ORDER)


@cache
def _rules() -> dict[str, str]:
    """The rule of each name that has one, in the forms of both languages."""
    rules: dict[str, str] = {}
    for rule in ("never", "context", "preposition", "parent"):
        rules |= {fold(word) if not word.isascii() else word.lower(): rule for word in _words(rule)}
    return {text.replace("-", " "): rule for text, rule in rules.items()}


@cache
def _words(rule: str) -> frozenset[str]:
    """The words of one rule."""
    return frozenset(
        word
        for name, words in rows("region-words.tsv")
        if name == rule
        for word in (words.split("|") if words.isascii() else fold(words).split(" "))
    )
