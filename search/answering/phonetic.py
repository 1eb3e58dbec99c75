"""Letters → the Chinese phrases of the index that they may spell: pinyin or its initials.

A chain of Han bigrams, each of which stands in documents, is followed from character to
character, as an input method would do over the index's own text. Touches the engine's
vocabulary and the table of sounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from search.analysis import words
from search.analysis.stopwords import stop_words
from search.answering.sounds import abbreviated, heard, read_as, syllables
from search.engine import Vocabulary
from search.engine.arrays.postings import Ints, Mask
from search.engine.segments.pairs import CHARACTERS, Numbers, spelt

_BIGRAMS: Final = 50_000  # pairs of characters, the commonest
_BEAM: Final = 32  # beginnings of phrases that are followed
_LONGEST: Final = 8  # characters of a phrase
_SOUNDS: Final = 256  # of which the characters are remembered

Chain = tuple[int, str]  # at most how many documents have it, and its characters


class Phonetic:
    """What letters may spell, by the bigrams of one index; made when it is first asked."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def phrases(self, letters: str, most: int) -> list[str]:
        """Return phrases of two to eight characters for lower-case letters, likely ones first.

        Letters are whole syllables, of which the last may be only begun, or else some or all
        of them are initials.
        """
        if not re.fullmatch("[a-z]+(?:[ '’][a-z]+)*", letters):
            return []
        for read in (syllables, abbreviated) if letters.isalpha() else (syllables,):
            found = {chain for way in read(letters) for chain in self._spelt(way)}
            if found:
                break
        return [characters for _, characters in sorted(found, key=_likely)[:most]]

    def words(self, letters: str, most: int) -> list[str]:
        """Return of the phrases those that letters may mean: words of the dictionary that
        documents have first.

        Initials, and a syllable only begun, fit nearly any two characters: those must be a word,
        and so must three that whole syllables and initials beside them spell. What they spell
        is no piece of a word either, and none is offered beside words.
        """
        found = self.phrases(letters, 2 * most)
        known = self._vocabulary.count_word
        ways = [way for way in syllables(letters) if len(way) > 1]
        whole = any(len(way) == 2 and read_as(way[1]) for way in ways)
        enough = {len(way) for way in ways} | {len(letters)}
        long = [x for x in found if len(x) > 3 or (len(x) > 2 and len(x) in enough)]
        sure = [x for x in found if whole or x in long or known(x)]
        in_use = [text for text in sure if known(text)]
        spelt = any(read_as(way[-1]) for way in ways)
        left = [text for text in sure if text not in in_use and (spelt or not _cut(text))]
        others = [text for text in left if not in_use or (spelt and len(text) > 2)]
        return [*in_use, *others][:most]

    def _spelt(self, sounds: Sequence[str]) -> list[Chain]:
        """The chains of which each character is read with a sound that begins so; all but
        the last syllable are whole, single letters may be any syllable's beginning.
        """
        if not 2 <= len(sounds) <= _LONGEST:
            return []
        last = len(sounds) - 1
        whole = [i < last and len(x) > 1 and bool(read_as(x)) for i, x in enumerate(sounds)]
        first, *others = map(_reading_so, sounds, whole)
        chains = list(self._pairs.first(first, others[0], _BEAM))
        for fits in others[1:]:
            longer = [
                (min(documents, own), chain + pair[1])
                for documents, chain in chains
                for own, pair in self._pairs.following(chain[-1], fits)
            ]
            chains = sorted(longer, key=_likely)[:_BEAM]
        return chains

    @cached_property
    def _pairs(self) -> _Pairs:
        return _Pairs(*self._vocabulary.pairs(_BIGRAMS))


class _Pairs:
    """Pairs of characters and their documents, the commonest first, by each character."""

    def __init__(self, pairs: Numbers, documents: Ints) -> None:
        self._first, self._second = pairs // CHARACTERS, pairs % CHARACTERS
        self._known = list(zip(documents.tolist(), spelt(pairs), strict=True))
        self._order = np.argsort(self._first, kind="stable")
        self._sorted = self._first[self._order]

    def first(self, first: Mask, second: Mask, most: int) -> Iterator[Chain]:
        """The commonest pairs of characters that are marked, by their numbers."""
        places = np.flatnonzero(first[self._first] & second[self._second])[:most]
        return (self._known[place] for place in places.tolist())

    def following(self, character: str, second: Mask) -> Iterator[Chain]:
        """The pairs of a character and one that is marked, the commonest first."""
        low, high = self._sorted.searchsorted((ord(character), ord(character) + 1)).tolist()
        places = self._order[low:high]
        return (self._known[place] for place in places[second[self._second[places]]].tolist())


@lru_cache(_SOUNDS)
def _reading_so(sound: str, whole: bool) -> Mask:
    """Mark the characters that are read with a sound, or with one that begins so."""
    marked = np.zeros(CHARACTERS, bool)
    marked[[ord(one) for one in heard(sound, whole=whole) if ord(one) < CHARACTERS]] = True
    return marked


def _cut(text: str) -> bool:
    """Whether a text begins or ends with a piece of a word (族自治州, 公告公), or has no word."""
    parts = words(text)
    singles = [len(part.text) == 1 for part in parts]
    lone = singles[:2] == [True, False] or singles[-2:] == [False, True]
    return lone or all(singles) or any(p.text in stop_words() for p in parts)


def _likely(chain: Chain) -> tuple[int, str]:
    return -chain[0], chain[1]
