"""What makes the words in front of an ending a name: a place or a brand, no ordinary words alone.

A word is ordinary where a list of `data/` has it, or where the dictionaries have it for something
other than a name and no known body is called by it: 志工 (volunteers), but not 光明 (light).
Reads `data/lookup/`, the words of `data/organisation-words.tsv` and the directory.
"""

from __future__ import annotations

import re
from functools import cache

from search.analysis import fold
from search.analysis.lookup import FOLDER, Lookup
from search.describing.organisations.endings import plain, stops, words_of
from search.describing.organisations.places import places
from search.describing.organisations.table import directory
from search.describing.wordlist import late

_PAIR = 4  # characters of a word that is made of two words
_TOLD = 3  # characters in front of the ending that make a dictionary's word a name
_MEMBERS = "会"  # ends names of bodies that say what their members do: 离岛工业协会
_ACRONYM = range(2, 5)  # letters
_NAME, _ABBREVIATION = "^", "!"  # how the dictionaries mark candidates
_EXPLAINED = re.compile("[^/]*[cpdw][0-9]{2}(?:/|$)")  # by a dictionary, not learned from texts
COUNTRYWIDE = late(lambda: "|".join(sorted(words_of("countrywide"))))


def first_proper(words: list[str], start: int, ending: int) -> tuple[int, str]:
    """Where the name begins, at its first proper word, and what that is: place, brand or
    nothing, then `start` is behind the words. A word of the dictionary that includes the
    ending (第二军医大学) is as good as a place.
    """
    text = "".join(words)
    position = 0
    for number, word in enumerate(words):
        if COUNTRYWIDE.match(text, position) or places().at(text, position):
            return start + position, "place"
        last = number == len(words) - 1
        front = len(word) - ending
        if (
            last
            and not _is_ordinary(word)
            and (front >= _TOLD or (front == 2 and not _is_ordinary(word[:2])))
        ):
            return start + position, "place"
        if not last and _is_brand(words, number):
            return start + position, "brand"
        position += len(word)
    return start + len(text), ""


def has_brand(words: list[str], size: int) -> bool:
    """Whether a brand is among the first `size` characters, those in front of the ending."""
    text = "".join(words)
    position = 0
    for number, word in enumerate(words[:-1]):
        if position >= size:
            break
        at = places().at(text, position)
        if not at and not COUNTRYWIDE.match(text, position) and _is_brand(words, number):
            return True
        position += len(word)
    return False


def _is_brand(words: list[str], number: int) -> bool:
    """A word that is no ordinary one, or single characters side by side, which are no word."""
    word = words[number]
    if not word.isalnum() or (word.isascii() and _is_acronym(words, number)):
        return False
    following = words[number + 1 : -1]
    if _is_single(word):
        return _is_single(*following[:1]) and not _is_ordinary(word + following[0])
    field = not following and words[-1].endswith(_MEMBERS)
    if field or _is_single(*following[:1]) > _is_single(*following[1:2]):
        return not is_listed(word)
    return not (_is_ordinary(word) or (len(word) == _PAIR and _is_ordinary(word[:2], word[2:])))


def _is_single(word: str = "") -> bool:
    """Whether this is a Chinese character that belongs to no word."""
    return len(word) == 1 and "\u3400" <= word <= "\u9fff"


def is_listed(*words: str) -> bool:
    """Whether these words name nobody, as `data/` says."""
    return all(word in plain() or word in stops() for word in words)


def _is_ordinary(*words: str) -> bool:
    """Whether these words name nobody, as `data/` or the dictionaries say."""
    return all(is_listed(word) or _is_common(word) for word in words)


def is_word(word: str) -> bool:
    """Whether `data/` has a word or the dictionaries have it, be it a name."""
    return is_listed(word) or _dictionary("chinese").find(word) is not None


@cache
def _is_common(word: str) -> bool:
    """Whether the dictionaries explain a word, as no name, and no known body has it in its name."""
    found = (_dictionary("chinese").find(word) if len(word) > 1 else None) or _NAME
    explained = _NAME not in found and _EXPLAINED.match(found)
    return bool(explained) and word not in _known_names()


def _is_acronym(words: list[str], number: int) -> bool:
    """Whether letters stand for words that name nobody, in front of an ordinary word: IC设计厂."""
    letters = words[number]
    if len(letters) not in _ACRONYM or number + 2 >= len(words):
        return False
    return _ABBREVIATION in (_dictionary("english").find(letters.casefold()) or "")


@cache
def _dictionary(language: str) -> Lookup:
    return Lookup(FOLDER / f"dictionary-{language}.tsv")


@cache
def _known_names() -> str:
    """All Chinese names of the table, folded."""
    return fold("|".join(name for name in directory().clear if name[0] >= "\u3400"))
