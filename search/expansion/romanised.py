"""Chinese names that no list has, in the other script: Kangmei, 康美, by how they are read.

Letters that are whole syllables may be any characters read so: those are taken that documents
have as a name, before what names of bodies and places end in. Touches `sounds.tsv`,
`organisation-suffixes.tsv` and `place-levels.txt` in `search/data/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice, pairwise, product
from typing import Final

from search.analysis import fold
from search.analysis.data import lines, rows
from search.analysis.stopwords import stop_words
from search.expansion.inside import pieces
from search.expansion.table import is_listed, table
from search.expansion.words import has_han

_MOST: Final = 2  # names of one reading, the second half as frequent at least
_SHORT: Final = 2  # characters that chance puts side by side
_LONGEST: Final = 4  # syllables of a name
_TRIED: Final = 8  # runs of characters of one reading that are looked at, the commonest
_READINGS: Final = 4  # ways to read the characters of a name
_SHARE: Final = 5  # of so many documents one has it as a name,
_WORD: Final = 2  # and each second of those that have a word

Has = Callable[[str], int]
Pairs = Callable[[str, str], dict[str, int]]


def romanised(text: str, has: Has, alone: Has, pairs: Pairs) -> Iterator[str]:
    """Yield what a name with a capital, or of characters, is in the other script, the surest
    first. `has` tells how many documents have a text, `alone` how many have it as a word or
    between words, `pairs` which characters of two sets stand side by side, and in how many.
    """
    if has_han(text):  # what consists of known words is rendered by these
        name = fold(text)
        yield from () if pieces(name) else filter(has, _in_letters(name))
        return
    letters = text.replace("-", "").replace("'", "").replace("’", "")
    if not (letters.isascii() and letters.isalpha() and letters[0].isupper()):
        return
    ways = [way for way in _ways(letters.lower(), _LONGEST) if len(way) > 1]
    units = {name: n for way in ways for name in _written(way, has, pairs) if (n := alone(name))}
    names = {name: n for name in units if (n := _as_name(name, units[name], has, pairs))}
    best = sorted(names, key=lambda name: (-names[name], name))[:_MOST]
    yield from (name for name in best if 2 * names[name] >= names[best[0]])


def _ways(letters: str, most: int) -> Iterator[tuple[str, ...]]:
    """The ways to read letters as at most so many whole syllables."""
    if not letters:
        yield ()
    for size in range(1, min(6, len(letters)) + 1) if most else ():
        if letters[:size] in _sounds():
            for rest in _ways(letters[size:], most - 1):
                yield (letters[:size], *rest)


def _written(way: tuple[str, ...], has: Has, pairs: Pairs) -> list[str]:
    """The commonest runs of characters in documents that are read so."""
    read = [_sounds()[syllable] for syllable in way]
    found = pairs(read[0], read[1])
    for before, after in pairwise(read[1:]):
        known = pairs(before, after)
        found = {
            name + pair[1]: min(count, known[pair])
            for name, count in found.items()
            for pair in known
            if pair[0] == name[-1]
        }
    if len(way) > 2:
        found = {name: count for name in found if (count := has(name))}
    found = {name: count for name, count in found.items() if stop_words().isdisjoint(name)}
    return sorted(found, key=lambda name: (-found[name], name))[:_TRIED]


def _as_name(name: str, alone: int, has: Has, pairs: Pairs) -> int:
    """How many documents have the characters before what names of bodies and places end in, a
    word before that of a body; none where so few do that the rest means something else. Three
    characters are no chance.
    """
    word = any(not one.text[0].isupper() for one in table("dictionary-chinese").find(name))
    endings = _bodies() if word else (*_bodies(), *_levels())
    behind = {pair[1] for pair in pairs(name[-1], "".join({ending[0] for ending in endings}))}
    found = sum(has(name + ending) for ending in endings if ending[0] in behind)
    if len(name) > _SHORT and not word:
        return alone + found
    return found if (_WORD if word else _SHARE) * found >= alone else 0


def _in_letters(name: str) -> Iterator[str]:
    """A name as one word in letters that is none of English texts."""
    for way in islice(product(*map(_read, name)), _READINGS if 1 < len(name) <= _LONGEST else 0):
        joined = "".join(way)
        if not is_listed(joined) and joined not in stop_words():
            yield joined.capitalize()


@cache
def _bodies() -> tuple[str, ...]:
    companies = (row[0] for row in rows("organisation-suffixes.tsv") if row[1] == "company")
    return tuple(dict.fromkeys(companies))


@cache
def _levels() -> tuple[str, ...]:
    return tuple(row[0] for row in rows("place-levels.txt"))


@cache
def _sounds() -> dict[str, str]:
    return {sound: row.partition("\t")[2] for sound, row in lines("sounds.tsv").items()}


@cache
def _read(character: str) -> tuple[str, ...]:
    return tuple(sound for sound, row in _sounds().items() if character in row)
