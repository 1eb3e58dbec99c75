"""Which Han characters stand side by side: the bigrams of a field as numbers, so that all that
may stand before or behind a character are asked for at once. Touches mapped memory only.

A pair is one number, that of its first character × 2¹⁶ + that of its second: characters of the
basic plane, as nearly all are. Of others, and of characters that are none, there is nothing.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Array, Ints
from search.engine.segments.lexicon import Lexicon

CHARACTERS: Final = 1 << 16  # of the basic plane
_BITS: Final = 16
_HAN: Final = "\u3400", "\ua000"  # the characters that pairs begin with, end excluded
_BYTES: Final = 3  # of each of them in UTF-8, and
_LEAD: Final = 0xE0  # what the first of so many bytes is at least

Numbers: TypeAlias = NDArray[np.uint32]

NO_PAIRS: Final[Numbers] = np.zeros(0, np.uint32)


class Pairs:
    """The pairs of one field of a segment, ascending, and how many documents have each."""

    def __init__(self, lexicon: Lexicon, starts: memoryview) -> None:
        """`starts`: where the postings of each term begin, and where those of the last end."""
        low, high = (lexicon.prefix(first.encode())[0] for first in _HAN)
        blob, ends = lexicon.between(low, high)
        chosen = np.flatnonzero(np.diff(ends) == 2 * _BYTES)
        begins = ends.take(chosen)
        # Four bytes at a time, from wherever they begin: the middle two are read twice.
        view = np.ndarray(max(0, len(blob) - _BYTES), ">u4", blob, strides=(1,))
        first = view[begins].astype(np.uint32)
        last = view[begins + (2 * _BYTES - 4)].astype(np.uint32)
        pairs = (last >> 16) & 255 >= _LEAD
        keys: Array = (_character(first >> 8) << _BITS) | _character(last)
        self.keys: Numbers = keys[pairs].astype(np.uint32, copy=False)
        found = np.diff(np.asarray(starts[low : high + 1])).take(chosen[pairs])
        self.documents: Numbers = found.astype(np.uint32)

    def following(self, character: str) -> Ints:
        """Return, for each character by its number, how many documents have it behind this
        one.
        """
        number = ord(character)
        if number >= CHARACTERS:
            return np.zeros(CHARACTERS, np.int64)
        low = int(self.keys.searchsorted(np.uint32(number << _BITS)))
        high = int(self.keys.searchsorted(np.uint32((number << _BITS) | (CHARACTERS - 1)), "right"))
        found = np.zeros(CHARACTERS, np.int64)
        found[self.keys[low:high] & (CHARACTERS - 1)] = self.documents[low:high]
        return found

    def preceding(self, character: str, before: Ints) -> Ints:
        """Return how many documents have each of some characters, by their numbers, before
        this one.
        """
        number = ord(character)
        if number >= CHARACTERS or not len(self.keys):
            return np.zeros(len(before), np.int64)
        wanted = (before.astype(np.uint32) << _BITS) | np.uint32(number)
        at = np.minimum(self.keys.searchsorted(wanted), len(self.keys) - 1)
        return np.where(self.keys.take(at) == wanted, self.documents.take(at), 0).astype(np.int64)


def spelt(pairs: Numbers) -> list[str]:
    """Return pairs as the two characters that they are."""
    return [chr(key >> _BITS) + chr(key & (CHARACTERS - 1)) for key in pairs.tolist()]


def _character(last: Array) -> Array:
    """The numbers of characters of which the last three bytes are the UTF-8."""
    return ((last >> 4) & 0xF000) | ((last >> 2) & 0xFC0) | (last & 0x3F)
