"""Which documents have several runs near each other, in any order. Touches mapped segments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Final

import numpy as np

from search.engine.arrays.postings import Ints
from search.engine.arrays.sets import NONE, collected, intersect
from search.engine.matching.runs import Run, having, starts
from search.engine.segments.collection import Postings

_CHINESE: Final = "\u2e80"  # from here on scripts have no spaces, and terms are pairs


def match_near(field: Postings, parts: Sequence[Run], slop: int) -> Ints:
    """Return the documents in which some stretch has each of the parts, and at most `slop`
    positions that are in none of them.
    """
    documents = reduce(intersect, sorted((having(field, part) for part in parts), key=len))
    if not len(documents):
        return NONE
    places = [np.sort(starts(field, part, documents)) for part in parts]
    widths = [_width(part) for part in parts]
    room = sum(widths) + slop
    found = []
    for first, (begin, width) in enumerate(zip(places, widths, strict=True)):
        for other, (following, its) in enumerate(zip(places, widths, strict=True)):
            if other != first:
                begin = _followed(begin, following, width, room - its)
        found.append(begin >> 32)
    return collected(found, field.size)


def _followed(begin: Ints, following: Ints, nearest: int, farthest: int) -> Ints:
    """Keep the places behind which one of the following (ascending) lies so near or far."""
    at = following.searchsorted(begin + nearest)
    inside = at < len(following)
    there = following[np.minimum(at, len(following) - 1)]
    return begin.compress(inside & (there - begin <= farthest))


def _width(part: Run) -> int:
    """How many positions a part takes: of Chinese, one for each character."""
    pairs = len(part.terms[-1]) == 2 and part.terms[-1] >= _CHINESE
    return len(part.terms) + (pairs and not part.open_end)
