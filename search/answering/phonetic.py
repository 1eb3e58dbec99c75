"""Letters → the Chinese phrases of the index that they may spell: pinyin or its initials.

A chain of Han bigrams, each of which stands in documents, is followed from character to
character, as an input method would do over the index's own text. Touches the engine's
vocabulary and the table of sounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from search.answering.sounds import readings, syllables
from search.engine import Entry, Vocabulary

_BIGRAMS: Final = 50_000  # pairs of characters, the commonest
_BEAM: Final = 32  # beginnings of phrases that are followed
_LONGEST: Final = 8  # characters of a phrase

Chain = tuple[int, str]  # at most how many documents have it, and its characters


class Phonetic:
    """What letters may spell, by the bigrams of one index; made when it is first asked."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def phrases(self, letters: str, most: int) -> list[str]:
        """Return phrases of two to eight characters for lower-case letters, likely ones first.

        Letters are whole syllables, of which the last may be only begun, or else initials.
        """
        if not (letters.isascii() and letters.isalpha()):
            return []
        ways = [way for way in syllables(letters) if len(way) > 1]
        found = {chain for way in ways for chain in self._spelt(way)}
        if not found:
            found = set(self._spelt(letters))
        return [characters for _, characters in sorted(found, key=_likely)[:most]]

    def _spelt(self, sounds: Sequence[str]) -> list[Chain]:
        """The chains of which each character is read with a sound that begins so; all but
        the last syllable are whole, single letters may be any syllable's beginning.
        """
        if not 2 <= len(sounds) <= _LONGEST:
            return []
        whole = [len(sound) > 1 and i < len(sounds) - 1 for i, sound in enumerate(sounds)]
        chains = [
            (documents, pair)
            for documents, pair in self._starting.get((sounds[0][0], sounds[1][0]), ())
            if _sounds(pair[0], sounds[0], whole[0]) and _sounds(pair[1], sounds[1], whole[1])
        ][:_BEAM]
        for sound, is_whole in zip(sounds[2:], whole[2:], strict=True):
            longer = [
                (min(documents, pair_documents), chain + pair[1])
                for documents, chain in chains
                for pair_documents, pair in self._following.get((chain[-1], sound[0]), ())
                if _sounds(pair[1], sound, is_whole)
            ]
            chains = sorted(longer, key=_likely)[:_BEAM]
        return chains

    @cached_property
    def _starting(self) -> dict[tuple[str, str], list[Chain]]:
        """The pairs by the initials of both characters, the commonest first."""
        table: dict[tuple[str, str], list[Chain]] = {}
        for term, documents, _ in self._pairs:
            for first in _initials(term[0]):
                for second in _initials(term[1]):
                    table.setdefault((first, second), []).append((documents, term))
        return table

    @cached_property
    def _following(self) -> dict[tuple[str, str], list[Chain]]:
        """The pairs by their first character and the initial of the second."""
        table: dict[tuple[str, str], list[Chain]] = {}
        for term, documents, _ in self._pairs:
            for second in _initials(term[1]):
                table.setdefault((term[0], second), []).append((documents, term))
        return table

    @cached_property
    def _pairs(self) -> list[Entry]:
        return self._vocabulary.bigrams(_BIGRAMS)


def _initials(character: str) -> set[str]:
    return {syllable[0] for syllable in readings(character)}


def _sounds(character: str, sound: str, whole: bool) -> bool:
    known = readings(character)
    return sound in known if whole else any(syllable.startswith(sound) for syllable in known)


def _likely(chain: Chain) -> tuple[int, str]:
    return -chain[0], chain[1]
