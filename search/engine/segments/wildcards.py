"""Which terms a wildcard pattern stands for. Touches mapped memory only.

What every such term must have (its beginning, its end, its length, each stretch between
wildcards) is compared in all terms at once; only what is left is compared with the pattern.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from search.engine.arrays.postings import Array, Ints, Mask
from search.engine.segments.deadline import look_at_the_clock
from search.engine.segments.lexicon import Lexicon

MAX_EXPANSIONS: Final = 1024  # terms that one wildcard may stand for
_TRIED: Final = 1 << 14  # terms that are compared with the whole pattern, at most
_WILD: Final = {"*": ".*", "?": "."}
_WIDEST: Final = 4  # bytes of a character in UTF-8


def expand(lexicon: Lexicon, pattern: str) -> tuple[Ints, bool]:
    """Return the numbers of the terms that a wildcard pattern stands for, and whether there
    may be more of them than the first so many that are given.
    """
    pattern = re.sub(r"\*+", "*", pattern)
    parts = re.split(r"[*?]", pattern)
    low, high = lexicon.prefix(_encoded(parts[0]))
    if pattern == parts[0] + "*":
        end = min(high, low + MAX_EXPANSIONS)
        return np.arange(low, end), end < high
    shape = re.compile("".join(_WILD.get(c, re.escape(c)) for c in pattern), re.DOTALL)
    found: list[int] = []
    candidates = _candidates(lexicon, pattern, parts, low, high)
    for number in candidates[:_TRIED].tolist():
        if shape.fullmatch(lexicon[number].decode("utf-8", "replace")):
            found.append(number)
            if len(found) > MAX_EXPANSIONS:
                break
    cut = len(found) > MAX_EXPANSIONS or len(candidates) > _TRIED
    return np.array(found[:MAX_EXPANSIONS], np.int64), cut


def _candidates(lexicon: Lexicon, pattern: str, parts: list[str], low: int, high: int) -> Ints:
    """Return the terms of a range that may match: as long as they must be, with the end that
    they must have and all that stands between wildcards.
    """
    look_at_the_clock()
    blob, ends = lexicon.between(low, high)
    lengths = np.diff(ends)
    literal, wild = len(_encoded("".join(parts))), pattern.count("?")
    fits = lengths >= literal + wild
    if "*" not in pattern:
        fits &= lengths <= literal + _WIDEST * wild
    if parts[-1]:
        fits &= _ending(blob, ends, _encoded(parts[-1]), fits)
    inner = sorted(map(_encoded, set(parts[1:-1]) - {""}), key=len, reverse=True)
    for part in inner:
        fits &= _having(blob, ends, part)
    return low + np.flatnonzero(fits)


def _ending(blob: Array, ends: Ints, part: bytes, chosen: Mask) -> Mask:
    """Mark those of the chosen terms, all long enough, that end with a part."""
    found = chosen.copy()
    for back, byte in enumerate(reversed(part), 1):
        still = np.flatnonzero(found)
        found[still] = blob.take(ends.take(still + 1) - back) == byte
    return found


def _having(blob: Array, ends: Ints, part: bytes) -> Mask:
    """Mark the terms that have a part anywhere."""
    rest = len(part) - 1
    last = np.flatnonzero(blob[rest:] == part[-1])  # of a Chinese character the rarest byte
    for place in range(rest - 1, -1, -1):
        last = last[blob.take(last + place) == part[place]]
    numbers = ends.searchsorted(last, "right") - 1
    found = np.zeros(len(ends) - 1, bool)
    found[numbers[last + len(part) <= ends.take(numbers + 1)]] = True
    return found


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
