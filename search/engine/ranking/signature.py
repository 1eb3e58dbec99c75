"""The terms of a text → 64 bits that hardly differ where texts hardly differ. Touches numpy.

SimHash (Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002) as
Manku, Jain and Das Sarma use it ("Detecting Near-Duplicates for Web Crawling", WWW 2007):
what is nearly the same has signatures that differ in few of 64 bits. `grouping` says in how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

FEWEST: Final = 20  # terms; shorter texts are alike by chance
_BLOCK: Final = 1 << 14  # terms that are hashed at once: bounds the memory
_TEXTS: Final = 64  # texts that are counted at once
_BREAK: Final = "\n"  # stands in no term
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio

_COUNTS: Final = 8 * 256
_BYTES: Final = np.arange(8) * 256
_BITS: Final = np.unpackbits(np.arange(256, dtype=np.uint8)).reshape(256, 8).astype(float)

_Bits = NDArray[np.uint64]


def signature(terms: Sequence[str]) -> int:
    """Return the signature of a text by its terms in order, 0 if there are too few.

    What is counted are pairs of neighbours, so that order matters; the same on every machine.
    """
    return int(signatures([terms])[0])


def signatures(texts: Sequence[Sequence[str]]) -> _Bits:
    """Return the signatures of many texts, which costs a third of one after the other."""
    groups = (texts[start : start + _TEXTS] for start in range(0, len(texts), _TEXTS))
    return np.concatenate([np.zeros(0, np.uint64), *map(_signatures, groups)])


def _signatures(texts: Sequence[Sequence[str]]) -> _Bits:
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    of = np.arange(len(texts)).repeat(sizes)
    terms = list(chain.from_iterable(texts))
    counts = np.zeros(len(texts) * _COUNTS, np.int64)  # how often each byte has each value
    for start in range(0, len(terms) - 1, _BLOCK):
        hashes = _hashes(terms[start : start + _BLOCK + 1])
        text = of[start : start + len(hashes)]
        within = (text[:-1] == text[1:]).nonzero()[0]
        pairs = _mixed(hashes[within] + _mixed(hashes[within + 1]))
        values = pairs.astype("<u8").view(np.uint8).reshape(-1, 8) + _BYTES
        values += (text[within] * _COUNTS)[:, None]
        first, last = text[[0, -1]] * _COUNTS + (0, _COUNTS)
        counts[first:last] += np.bincount(values.ravel() - first, minlength=last - first)
    ones = counts.reshape(len(texts), 8, 256).astype(float) @ _BITS
    packed = np.packbits(2 * ones > (sizes - 1)[:, None, None], axis=2)
    return np.where(sizes < FEWEST, 0, packed.reshape(-1, 8).copy().view("<u8").ravel())


def _hashes(terms: Sequence[str]) -> _Bits:
    """Return 64 bits for each term: the sum of its characters, each times its place's number."""
    text = _BREAK.join(terms).encode("utf-32-le", "surrogatepass") + _BREAK.encode("utf-32-le")
    characters = np.frombuffer(text, "<u4").astype(np.uint64)
    ends = np.flatnonzero(characters == ord(_BREAK))
    starts = np.concatenate([[0], ends[:-1] + 1])
    places = np.arange(len(characters)) - np.repeat(starts, np.diff(starts, append=len(characters)))
    factors = _mixed(np.arange(1, int(places.max()) + 2, dtype=np.uint64))
    return np.add.reduceat(characters * factors[places], starts)


def _mixed(numbers: _Bits) -> _Bits:
    """Spread every bit over all (SplitMix64; Steele, Lea and Flood, OOPSLA 2014)."""
    mixed = numbers * _STEP
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
