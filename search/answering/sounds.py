"""How Chinese characters sound: syllables of pinyin without tones, and who shares them.

Touches `sounds.tsv` and `readings.tsv` in `search/data/`. Characters are folded (simplified).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from search.analysis.data import rows

_MOST: Final = 96  # homophones of one character, the commonest
_SPLITS: Final = 4  # ways to read letters as syllables
_PARTING: Final = " '’"  # between syllables
_BEGINNINGS: Final = frozenset([*"bpmfdtnlgkhjqxrzcsywaeo", "zh", "ch", "sh"])


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


@lru_cache(maxsize=1024)
def own_reading(character: str) -> str:
    """How a character is read that is none of the simplified ones; empty where nobody says."""
    return next((row[0] for row in rows("readings.tsv") if character in row[1]), "")


def homophones(character: str, written: str = "") -> str:
    """The characters that share a reading with this one, without it, the commonest first. One
    that was `written` otherwise may also have a sound of its own (彊, which is 强, as 疆).
    """
    own = own_reading(written) if written and written != character else ""
    sounds = dict.fromkeys((*readings(character), *filter(None, [own])))
    shared = [read_as(syllable).replace(character, "")[:_MOST] for syllable in sounds]
    return "".join(dict.fromkeys("".join(shared)))[:_MOST]


@lru_cache(maxsize=1024)
def syllables(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read lower-case letters as whole syllables, the last of which may be only
    begun (`chuangk` → chuang, k); the fewest syllables first, a few ways at most. A blank or an
    apostrophe parts syllables (`xi'an`).
    """
    return _ways(letters, frozenset())


@lru_cache(maxsize=1024)
def abbreviated(letters: str) -> tuple[tuple[str, ...], ...]:
    """As `syllables`, with any syllable as its initial (`daxm` → da, x, m)."""
    return _ways(letters, _BEGINNINGS)


def _ways(letters: str, begun: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The ways to part letters into syllables, or those that may be only `begun`."""
    table = _characters()
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in letters)]
    for start, first in enumerate(letters):
        if first in _PARTING and start:
            ways[start + 1] += ways[start]
            continue
        for end in range(start + 1, min(len(letters), start + 6) + 1):
            piece = letters[start:end]
            last = end == len(letters) and any(known.startswith(piece) for known in table)
            if piece in table or piece in begun or last:
                ways[end] += [(*way, piece) for way in ways[start]]
                ways[end] = sorted(ways[end], key=len)[:_SPLITS]
    return tuple(ways[-1])
