"""Which of the found documents come first, and what those lose that lack words. Touches mapped
segments.

A *place* is one in the ascending list of the documents found.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from search.engine.arrays.postings import Array, Ints, Mask
from search.engine.ranking.otherwords import BEHIND, GOOD
from search.engine.ranking.weighing import Scores
from search.engine.segments.collection import Collection
from search.query import Sort

_NONE: Final = 1e-9  # of a query: nothing, and no division by it
_TOP: Final = 4  # partition before sorting when there are this many times more than asked


def lessened(scores: Scores, share: Scores, lacking: Mask, other: Mask) -> Scores:
    """Bring down what is `lacking` some of a query that others have all of in the language typed.

    It keeps the `share` of the query that it has, in the `other` language beside the best there:
    no dictionary knows all words. In the language typed it comes behind all good ones, too.
    """
    whole = scores.compress(~lacking & ~other)
    if not len(whole):
        return scores
    best = np.where(other, share.max(where=other, initial=_NONE), 1.0)
    scores = np.where(lacking, scores * np.minimum(1.0, share / best), scores)
    poor = lacking & ~other
    goal = BEHIND * whole.compress(whole >= GOOD * whole.max()).min()
    highest = scores.max(where=poor, initial=goal)
    return np.where(poor, scores * goal / highest, scores) if highest > goal else scores


def order(collection: Collection, found: Ints, score: Scores, sort: Sort, wanted: int) -> Ints:
    """Return the places of those that come first; ties are broken by the documents' own keys,
    so that the order does not depend on how the index came about. Where nothing ranks, as for
    `*` or a place, the newest come first.
    """
    keys = collection.column("key")
    if sort == "relevance" and not score.any():
        score = collection.column("first").take(found).astype(np.float64)
    if sort == "relevance":
        best = _best(score, wanted)
        key = keys.take(found.take(best))
        if len(best) > _TOP * wanted:
            chosen = _first(score[best], key, wanted)
            best, key = best[chosen], key[chosen]
        return best[np.lexsort((key, -score[best]))][:wanted]
    key = keys.take(found)
    if sort == "title":
        return np.lexsort((key, collection.column("sort").take(found)))[:wanted]
    first = collection.column("first").take(found).astype(np.int64)
    by_date = -first if sort == "newest" else np.where(first > 0, first, 99_999_999)
    return np.lexsort((key, -score, by_date))[:wanted]


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
