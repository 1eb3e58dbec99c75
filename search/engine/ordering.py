"""Which of the found documents come first. Touches mapped segments.

Documents found are a list of ascending arrays, one for each segment; a *place* counts through
all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import numpy as np

from search.engine.postings import Array, Ints
from search.engine.segment import Segment
from search.engine.weighing import Scores
from search.query import Sort

_TOP: Final = 4  # partition before sorting when there are this many times more than asked


def order(
    segments: Sequence[Segment], found: Sequence[Ints], score: Scores, sort: Sort, wanted: int
) -> Ints:
    """Return which of the found come first; ties are broken by the documents' own keys,
    so that the order does not depend on how the index came about.
    """
    if sort == "relevance":
        best = _best(score, wanted)
        key = _gathered(segments, "key", found, best)
        if len(best) > _TOP * wanted:
            chosen = _first(score[best], key, wanted)
            best, key = best[chosen], key[chosen]
        return best[np.lexsort((key, -score[best]))][:wanted]
    key = column(segments, "key", found)
    if sort == "title":
        return np.lexsort((key, column(segments, "sort", found)))[:wanted]
    first = column(segments, "first", found).astype(np.int64)
    by_date = -first if sort == "newest" else np.where(first > 0, first, 99_999_999)
    return np.lexsort((key, -score, by_date))[:wanted]


def column(
    segments: Sequence[Segment], name: str, found: Sequence[Ints], places: Ints | None = None
) -> Array:
    """Return what a column says of the found documents, or of some places among them."""
    if places is None:
        return joined([s.columns[name][docs] for s, docs in zip(segments, found, strict=True)])
    ascending = np.sort(places)
    return _gathered(segments, name, found, ascending)[ascending.searchsorted(places)]


def _gathered(segments: Sequence[Segment], name: str, found: Sequence[Ints], places: Ints) -> Array:
    """Return what a column says of the documents at ascending places."""
    parts, begin, low = [], 0, 0
    for segment, docs in zip(segments, found, strict=True):
        high = int(places.searchsorted(begin + len(docs)))
        if high > low:
            parts.append(segment.columns[name].take(docs.take(places[low:high] - begin)))
        begin, low = begin + len(docs), high
    return joined(parts)


def numbers(bases: Ints, found: Sequence[Ints], places: Ints) -> list[int]:
    """Return the numbers, in the whole generation, of the documents at a few places."""
    bounds = list(accumulate(map(len, found), initial=0))
    which = [bisect_right(bounds, place) - 1 for place in places.tolist()]
    return [
        int(found[i][place - bounds[i]] + bases[i])
        for i, place in zip(which, places.tolist(), strict=True)
    ]


def _best(score: Scores, wanted: int) -> Ints:
    """Return where at least the `wanted` highest scores stand, and all that equal the last."""
    if len(score) <= _TOP * wanted:
        return np.arange(len(score))
    least = np.partition(score, len(score) - wanted)[len(score) - wanted]
    return np.flatnonzero(score >= least)


def _first(score: Scores, key: Array, wanted: int) -> Ints:
    """Return the places of the scores above the lowest and of the lowest with the first keys."""
    tied = score == score.min()
    ties = np.flatnonzero(tied)
    return np.concatenate(
        [
            np.flatnonzero(~tied),
            ties[np.argpartition(key[ties], min(wanted, len(ties)) - 1)[:wanted]],
        ]
    )


def joined(arrays: Sequence[Array]) -> Array:
    """Join arrays; one alone is not copied."""
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
