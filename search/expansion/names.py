"""Names of places and organisations in the other language. Touches the knowledge tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from search.analysis import fold
from search.analysis.data import rows
from search.analysis.lookup import Listed, compiled
from search.describing.organisations.table import directory
from search.describing.places.gazetteer import Region, gazetteer
from search.expansion.table import Candidate
from search.expansion.words import has_han, key

Keys = dict[str, tuple[str, ...]]

_LATER: Final = 0.05
_LARGE: Final = ("world", "macro", "country", "province", "city")


@lru_cache(maxsize=1 << 12)
def places(text: str, *, sure: bool = True) -> tuple[Candidate, ...]:
    """Return the names in the other language of the place called `text`.

    A county is meant only by its full name: two characters of it are often an everyday word
    (资源, 合作), and what stands before `County` for one is a family name. Unless `sure` (typed
    with a capital), an English word must be the name of something larger than a county.
    """
    han = has_han(text)
    wanted = "".join(fold(text).split()) if han else text
    ids = (*gazetteer().find(text), *gazetteer().also(text))
    ids = ids or (() if han else _listed(PLACE_KEYS, place_keys, key(text)))
    for region in map(gazetteer().region, ids):
        if not region or set(ids).intersection(gazetteer().ancestors(region.id)):
            continue  # what finds the prefecture of Altay finds its city as well
        large = region.level in _LARGE
        if not (large or region.zh == wanted or (sure and not han)):
            continue
        if not (large or han or len(region.zh) > 2 or text.casefold() == region.en.casefold()):
            continue  # Zhao is mostly a person; 赵县 is called Zhao County
        if len(text) == 2 and text.isupper() and text not in region.names:
            continue  # the code of a country: AI and IT are not Anguilla and Italy
        if han:
            return _weighed([region.en, *_of(region.aliases, False)])
        return _weighed(_chinese_names(region, large))
    return ()


@lru_cache(maxsize=1 << 12)
def another_place(text: str, other: str) -> bool:
    """Whether a translation of the place called `text` is the name of other places.

    Dictionaries drop the tones of Shanxi (山西) and write it for Shaanxi (陕西) as well. Places
    of which one lies in the other may share names (Jilin, 吉林市), and so may those whose
    English names do (Korea and 朝鲜, North Korea).
    """
    if len(other) == 2 and not has_han(other):
        return False  # the code of a country, or a word
    own, others = gazetteer().find(text), gazetteer().find(other)
    chinese, english = (own, other) if has_han(text) else (others, text)
    regions = [region for id in chinese if (region := gazetteer().region(id))]
    if any(fold(english).casefold() in region.en.casefold() for region in regions):
        return False
    return bool(own and others) and not any(_together(a, b) for a in own for b in others)


def _together(a: str, b: str) -> bool:
    return a == b or a in gazetteer().ancestors(b) or b in gazetteer().ancestors(a)


def apostrophes(text: str) -> Iterator[str]:
    """The name of the place `text` in pinyin, with and without its apostrophe: Xian, Xi'an."""
    if not text.isascii() or not text.replace("'", "").isalpha():
        return
    bare = text.replace("'", "").casefold()
    for region in map(gazetteer().region, gazetteer().find(text)):
        for name in region.names if region else ():
            plain = name.replace("'", "")
            if "'" in name and plain.casefold() == bare:
                yield from (name, plain.capitalize())


def _chinese_names(region: Region, large: bool) -> list[str]:
    """The short name where it is a name by itself, as it finds the long one as well; two
    characters of a county's are not.
    """
    short = region.zh_short if len(region.zh_short) > (1 if large else 2) else region.zh
    return [short, *(name for name in _of(region.aliases, True) if short not in name)]


@lru_cache(maxsize=1 << 12)
def organisations(text: str, *, capitals: bool) -> tuple[Candidate, ...]:
    """Return the names in the other language of the body called `text`.

    Acronyms are understood in capitals only.
    """
    han = has_han(text)
    if han:
        identifiers: Iterable[str] = directory().find(text)
    else:
        identifiers = _listed(KEYS, english_keys, key(text))
    for identifier in identifiers:
        body = directory().organisation(identifier)
        names = (body.zh, body.en, *body.aliases) if body else (identifier,)
        if han:
            english = [*_of(names, False)] or [*filter(None, [directory().label(identifier, "en")])]
            return _weighed(name for name in english if not has_han(name))
        if capitals or not _is_acronym(text, names):
            return _weighed(_shortest(_of(names, True)))
    return ()


def _is_acronym(text: str, names: tuple[str, ...]) -> bool:
    return any(name.isupper() and key(name) == key(text) for name in names)


def _shortest(names: Iterable[str]) -> list[str]:
    """Without names that hold another one: the shorter one finds them."""
    listed = list(names)
    return [n for n in listed if not any(o != n and o in n and len(o) > 1 for o in listed)]


def _of(names: Iterable[str], han: bool) -> Iterator[str]:
    return (name for name in names if name and has_han(name) == han)


def _weighed(names: Iterable[str]) -> tuple[Candidate, ...]:
    distinct = dict.fromkeys(names)
    return tuple(Candidate(name, max(0.5, 1 - _LATER * i)) for i, name in enumerate(distinct))


KEYS: Final = "organisation-keys.tsv"
PLACE_KEYS: Final = "place-keys.tsv"
SOURCES: Final = {KEYS: "organisations.tsv", PLACE_KEYS: "regions.tsv"}


@cache
def _compiled(name: str) -> Listed | None:
    return compiled(name, [SOURCES[name]])


def _listed(name: str, make: Callable[[], Keys], wanted: str) -> tuple[str, ...]:
    """What a key stands for, from the compiled table or else made anew."""
    return (_compiled(name) or make()).get(wanted, ())


@cache
def place_keys() -> Keys:
    """The ids of large places by the keys of their English names, where these have words that
    say nothing: a query has lost those of People's Republic of China.
    """
    found: dict[str, tuple[str, ...]] = {}
    for region in gazetteer():
        for name in _of(region.names, False) if region.level in _LARGE else ():
            if key(name) != name.casefold():
                found[key(name)] = tuple(dict.fromkeys((*found.get(key(name), ()), region.id)))
    return found


@cache
def english_keys() -> Keys:
    """The ids of bodies by the keys of their English names."""
    found: dict[str, tuple[str, ...]] = {}
    for zh, en, _, others in rows("organisations.tsv"):
        for name in (en, *others.replace("?", "").split("|")):
            if name and not has_han(name):
                found[key(name)] = (*found.get(key(name), ()), zh)
    return found
