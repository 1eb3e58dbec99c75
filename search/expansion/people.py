"""Chinese people in the other script: Liu Cigui, 刘赐贵, by how the characters are read.

No list has the names of all people, so those are taken that documents have: of a name in letters
the characters that may be read so, of one in characters its letters. Touches `surnames.tsv` and
`sounds.tsv` in `search/data/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import Final

from search.analysis import fold
from search.analysis.data import lines
from search.analysis.stopwords import stop_words
from search.expansion.table import table
from search.expansion.words import forms, has_han

SOURCE: Final = "pinyin"

_COMMON: Final = 40  # characters of one syllable, the commonest
_WORD: Final = 0.2  # weight of what a word means that no name is
_GIVEN: Final = 2  # characters of a given name at most
_MOST: Final = 4  # people of one name

Has = Callable[[str], int]


def people(text: str, has: Has) -> Iterator[str]:
    """Yield the names of Chinese people that `has` (how many documents have a text) knows and
    that are written otherwise in the other language, the commonest first.
    """
    if has_han(text):
        yield from (name for name in _in_letters(fold(text)) if has(name))
        return
    words = text.replace("-", "").replace("'", "").replace("’", "").lower().split()
    if len(words) != 2 or words[0] not in _surnames() or _everyday(words[1]):
        return
    found = {
        name: has(name)
        for family in _family(words[0])
        for syllables in _parted(words[1])
        for name in _written(family, syllables, has)
    }
    yield from sorted(found, key=lambda name: (-found[name], name))[:_MOST]


def _everyday(word: str) -> bool:
    """Whether a word of letters is one of English texts: `He Can`, `Song Dance`."""
    listed = (one for form in forms(word) for one in table("dictionary-english").find(form))
    return word in stop_words() or any(not one.sign and one.weight > _WORD for one in listed)


def _family(syllables: str) -> list[str]:
    """The family names that are read so, each of one character or of two."""
    row = _surnames()[syllables].partition("\t")[2]
    return [row] if syllables not in _sounds() else list(row)


def _parted(letters: str) -> Iterator[tuple[str, ...]]:
    """The ways to read letters as the syllables of a given name."""
    known = _sounds()
    if letters in known:
        yield (letters,)
    for at in range(1, len(letters)):
        if letters[:at] in known and letters[at:] in known:
            yield letters[:at], letters[at:]


def _written(name: str, syllables: tuple[str, ...], has: Has) -> Iterator[str]:
    """The names that begin so, go on with characters for the syllables, and are in documents."""
    if not syllables:
        yield name
        return
    for character in _sounds()[syllables[0]].partition("\t")[2][:_COMMON]:
        if has(name + character):
            yield from _written(name + character, syllables[1:], has)


def _in_letters(name: str) -> Iterator[str]:
    """How a Chinese name is written in letters, if it looks like one."""
    for size in (2, 1):
        family, given = name[:size], name[size:]
        if 0 < len(given) <= _GIVEN:
            for first in _reading(family):
                for rest in product(*map(_readings, given)):
                    yield f"{first.capitalize()} {''.join(rest).capitalize()}"


def _reading(family: str) -> list[str]:
    """How a family name is read; nothing for what is none."""
    listed = _surnames().items()
    return [s for s, line in listed if family in (_family(s) if line else ())]


def _readings(character: str) -> list[str]:
    return [syllable for syllable, line in _sounds().items() if character in line]


@cache
def _surnames() -> dict[str, str]:
    return lines("surnames.tsv")


@cache
def _sounds() -> dict[str, str]:
    return lines("sounds.tsv")
