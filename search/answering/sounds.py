"""How Chinese characters sound: syllables of pinyin without tones, and who shares them.

Touches `search/data/sounds.tsv`. Characters are folded (simplified).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from search.analysis.data import rows

_MOST: Final = 96  # homophones of one character, the commonest
_SPLITS: Final = 4  # ways to read letters as syllables


@cache
def _characters() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("sounds.tsv")}


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for syllable, characters in _characters().items():
        for character in characters:
            found[character] = (*found.get(character, ()), syllable)
    return found


def readings(character: str) -> tuple[str, ...]:
    """The syllables that a character is read as; none where it is not Chinese or rare."""
    return _readings().get(character, ())


def read_as(syllable: str) -> str:
    """The characters that are read so, the commonest first."""
    return _characters().get(syllable, "")


def heard(sound: str, *, whole: bool) -> str:
    """The characters with a reading that is a sound, or (not `whole`) that begins with it."""
    if whole:
        return read_as(sound)
    return "".join(c for syllable, c in _characters().items() if syllable.startswith(sound))


def homophones(character: str) -> str:
    """The characters that share a reading with this one, without it, the commonest first."""
    shared = [read_as(syllable).replace(character, "")[:_MOST] for syllable in readings(character)]
    return "".join(dict.fromkeys("".join(shared)))[:_MOST]


@lru_cache(maxsize=1024)
def syllables(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read lower-case letters as whole syllables, the last of which may be only
    begun (`chuangk` → chuang, k); the fewest syllables first, a few ways at most.
    """
    table = _characters()
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in letters)]
    for start in range(len(letters)):
        for end in range(start + 1, min(len(letters), start + 6) + 1):
            piece = letters[start:end]
            begun = end == len(letters) and any(known.startswith(piece) for known in table)
            if piece in table or begun:
                ways[end] += [(*way, piece) for way in ways[start]]
                ways[end] = sorted(ways[end], key=len)[:_SPLITS]
    return tuple(ways[-1])
