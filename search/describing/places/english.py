"""English names of places in a text, each judged by the words around it.

Names are looked up by their first word, which must begin with a capital letter; accents,
hyphens and apostrophes do not matter. Touches the gazetteer, its compiled table and
`search/data/region-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from msgspec.structs import replace

from search.describing.places import lettering
from search.describing.places.gazetteer import Region, gazetteer
from search.describing.places.lettering import comparable, lower, plain
from search.describing.places.placed import (
    is_dateline,
    is_placed,
    is_said_of,
    is_syllable,
    is_ticker,
    word_after,
    word_before,
)
from search.describing.places.words import (
    CITY,
    LESSER,
    Candidate,
    Form,
    Name,
    Names,
    by_heads,
    depth,
    is_lesser,
    words,
)
from search.describing.wordlist import late

TABLE = "place-beginnings-english.tsv"
# Names of what is called like a place, but is something else (Turkey dinner).
_NAMESAKES = late(lambda: rf"(?:{'|'.join(filter(str.isascii, words('namesake')))})\b")


def candidates(text: str) -> list[Candidate]:
    """What may be a place in a text, in order, without overlaps."""
    found = _without_lines(text, list(_named(text)))
    people = _people(text, {c.name.text for c in found} & _families())
    if not people:
        return found
    return [c for c in found if c.name.text not in people or c.full or _is_inside(text, c)]


def _without_lines(text: str, found: list[Candidate]) -> list[Candidate]:
    """The places without the pairs that a railway or a road is named after."""
    lines = {
        candidate
        for this, after in pairwise(found)
        if text[this.end : after.start] in _DASHES and _LINES.match(text, after.end)
        for candidate in (this, after)
        if not _is_large(candidate.name)
    }
    return [candidate for candidate in found if candidate not in lines] if lines else found


def _people(text: str, names: set[str]) -> set[str]:
    """Those of these names in front of which a given name stands: MaliVai Washington."""
    if not names:
        return names
    written = "|".join(re.escape(name.title()) for name in sorted(names))
    named = re.finditer(rf"{_GIVEN}({written})(?![\w-])", text)
    return {comparable(m[2]) for m in named if m[1] not in words("ungiven")}


@cache
def _families() -> frozenset[str]:
    return frozenset(map(comparable, words("family")))


def _is_inside(text: str, found: Candidate) -> bool:
    """Whether something is said to be in a place."""
    return bool(_IN.search(text, max(0, found.start - 4), found.start)) and not text.startswith(
        ("'s", "’s"), found.end
    )


def _named(text: str) -> Iterator[Candidate]:
    end = 0
    for match in _CAPITALISED.finditer(text):
        start = match.start()
        named = _named_by(match[0]) if start >= end else ()
        joined = (
            _joined(text, start)
            if text[match.end() : match.end() + 1] in lettering.PARTING
            else None
        )
        if joined and start >= end:
            end = joined.end
            yield joined
        if joined or not named:
            continue
        near = plain(text[start : start + _LONGEST])
        if other := _NAMESAKES.match(near):
            end = start + other.end()
            continue
        small = lower(near)
        for name in named:
            if small.startswith(name.text):
                found = _candidate(near, plain(text[max(0, start - 30) : start]), name, start)
                if found:
                    end = found.end
                    yield found
                    break


def _joined(text: str, start: int) -> Candidate | None:
    """The place of China whose name is written syllable by syllable, as it once was: Wei-hai-wei,
    T'ien-tsin, Chao-t'ong-fu.
    """
    end, whole, seat = lettering.syllables(text, start)
    before = word_before(plain(text[max(0, start - 30) : start])) if end else ""
    if before[:1].isupper() and before.lower() not in words("before") | words("lower"):
        return None  # Chiang Kai-shek
    for spelled in filter(None, (whole, seat)):
        for name in _named_by(spelled):
            known = name.text == spelled and name.sure and not name.rule
            lower_one = spelled == whole or depth(name.ids[0]) >= CITY  # a province is no seat
            if known and lower_one and name.ids[0].isdecimal():
                return Candidate(name, start, end)
    return None


def _candidate(near: str, before: str, name: Name, start: int) -> Candidate | None:
    end = start + len(name.text)
    surface, after = near[: len(name.text)], near[len(name.text) :]
    goes_on = after[:1].isalnum() or after[:1] == "$" or is_ticker(before, after)
    if goes_on or not _well_capitalised(surface, name):
        return None
    level = _level_after(name, after)
    if level:
        named = _of_level(name, (level[1] or level[2]).casefold())
        return Candidate(named, start, end + level.end(), full=True)
    lost = name.rule == LESSER and not is_placed(before, surface, after)
    if lost or name.rule == "never" or is_syllable(surface, word_before(before)):
        return None
    next_word, previous = word_after(after), word_before(before)
    if _is_called_after(after, next_word):
        return None
    if surface == "US" and previous in words("pronoun"):
        return None
    if name.rule == "preposition":
        led = previous.lower() in words("before")
        if next_word[:1].isupper() or (previous[:1].isupper() and not led):
            return None
        clear = led or is_dateline(before, surface, after)
        name = replace(name, rule="" if clear else "context")
    if name.rule == "parent" and is_said_of(name, previous, next_word):
        name = replace(name, rule="context")
    if not name.full and _is_persons(name, previous, after) and not _is_large(name):
        return None
    owner = _INSTITUTION_OF.search(before) if before.endswith(_OF) else None
    weak = {next_word.casefold(), owner[1].casefold() if owner else ""} & words("institution")
    return Candidate(name, start, end, bool(weak), name.full)


def _level_after(name: Name, after: str) -> re.Match[str] | None:
    """The word for a level behind the name of a place that may have one."""
    none = name.full or name.rule == LESSER or _is_large(name)
    return None if none else _LEVEL.match(after)


def _is_persons(name: Name, previous: str, after: str) -> bool:
    """Whether a family name or a given one stands in front of a name, or a family name alone
    behind that of a city (Dalian Li said).
    """
    if previous in words("surname") or previous in words("given"):
        return True
    family = _FAMILY.match(after) if after[1:2].isupper() else None
    alone = family is not None and family[1] in words("surname")
    return alone and depth(name.ids[0]) == CITY and previous.lower() not in words("before")


def _is_called_after(after: str, next_word: str) -> bool:
    """Whether what follows a name makes it that of a people, a street or an event."""
    if next_word in words("street") | words("event") or next_word.casefold() in words("people"):
        return True
    return _street_after().match(after) is not None


@cache
def _street_after() -> re.Pattern[str]:
    """The rest of a street's name between which and the place a direction stands."""
    directions, streets = ("|".join(filter(str.isascii, words(w))) for w in ("side", "street"))
    return re.compile(rf"(?: (?:{directions})){{1,2}} (?:{streets})\b")


_DASHES = ("-", "–", "—")
# A name and what follows it are looked for in this many characters.
_LONGEST = 120
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ](?<![A-Za-z0-9@/_.].)[A-Za-zÀ-ɏ]*")
# The word for a level, right behind a name or behind the last one of a list.
_LEVEL = re.compile(
    r"[ ](Province|Municipality|City|District|County|Prefecture|League|Banner"
    r"|(?:Uygur[ ]|Uyghur[ ]|Hui[ ]|Zhuang[ ])?Autonomous[ ](?:Region|Prefecture|County))\b"
    r"|(?=(?:(?:,[ ][a-z']{2,20}){0,6},?[ ]and[ ][a-z']{2,20})?[ ](districts|counties)\b)",
    re.IGNORECASE,
)
_FAMILY = re.compile(r" ([A-Z][a-z]+)(?![\w-]| [A-Z]|['’]s)")
_GIVEN = r"(?<![A-Za-z])([A-Z][a-z]{1,14}|[A-Z][a-z]+[A-Z][a-z]+|[A-Z]\.)(?: [A-Z]\.)? "
_IN = re.compile(r"\b[Ii]n \Z")
_OF = (" of ", " of the ")
_INSTITUTION_OF = re.compile(r"\b([A-Z][a-z]+) of (?:the )?\Z")  # Bank of China
_TOWNSHIP = re.compile(r"([a-z' ]{2,20}) (?:township|district)$")
_LINES = late(
    lambda: rf" (?:[a-z-]{{1,12}} )?(?:{'|'.join(filter(str.isascii, words('line')))})\b",
    re.IGNORECASE,
)


def _of_level(name: Name, word: str) -> Name:
    """The name with the word for its level: sure of itself, and that level's if it is one."""
    level = {"districts": "district", "counties": "county"}.get(word, word)
    text = f"{name.text} {level}"
    levelled = [full for full in _heads().get(_head(text)) if full.text == text]
    return levelled[0] if levelled else replace(name, rule="")


def _well_capitalised(surface: str, name: Name) -> bool:
    """Whether a name is written as a name: capitals, abbreviations in capitals throughout."""
    if len(name.text) <= 4 and name.rule == "" and _is_abbreviation(name.text):
        return surface.isupper()
    return all(
        part[:1].isupper() or part.casefold() in words("lower") for part in surface.split(" ")
    )


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(_heads().notes())


def _is_abbreviation(text: str) -> bool:
    return text in _abbreviations()


def _is_large(name: Name) -> bool:
    region = gazetteer().region(name.ids[0])
    return region is not None and region.level in ("macro", "country")


@lru_cache(maxsize=8192)
def _named_by(word: str) -> tuple[Name, ...]:
    """The names that begin with a word; asked of each capital, so common words are remembered."""
    return _heads().get(comparable(word))


@cache
def _heads() -> Names:
    return Names(TABLE, entries)


def entries() -> dict[str, tuple[str, ...]]:
    """Names in lower case by their first run of letters; under none, the abbreviations."""
    abbreviations = {
        comparable(name)
        for region in gazetteer()
        for name in region.names
        if name.isascii() and name.removeprefix("the ").replace(".", "").isupper()
    }
    return {"": tuple(sorted(abbreviations)), **by_heads(_forms, _head)}


def _head(text: str) -> str:
    first = re.match("[a-z]+", text)
    return first[0] if first else ""


def _forms(region: Region) -> Iterator[Form]:
    """The English names of a region in comparable form.

    Too many counties share their syllables for the bare name of one to mean it by itself.
    """
    for name in region.names:
        text = comparable(name)
        if len(text) > 1 and text.isascii() and not text.startswith("cn "):
            full = region.level in ("county", "zone") and name == region.en and " " in text
            bare = region.level == "county" and " " not in name and region.en.startswith(name + " ")
            rule = LESSER if is_lesser(region) else "parent" if bare else ""
            yield text, full, rule
            if region.id.startswith("TW-") and (bared := _TOWNSHIP.match(text)):
                yield bared[1], False, "parent"
            if "'" in text:
                yield text.replace("'", ""), full, rule
