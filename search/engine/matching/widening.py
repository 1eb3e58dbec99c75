"""How much of a query documents have, where none has all: each word weighs by its rarity.

Touches mapped segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Ints
from search.engine.arrays.sets import member
from search.engine.matching.tree import match, tally
from search.engine.segments.collection import Collection
from search.query import Expanded, Most, Node, units

Scores = NDArray[np.float64]

_WANTED: Final = 20  # documents that are wanted at least
ENOUGH: Final = 0.6  # of what the best document has: whoever has this answers in any case, and
# of the weightiest word: whoever has less has only what says little
_LEAST: Final = 0.3  # whoever has less does not answer


def most(collection: Collection, words: Sequence[Node], among: Sequence[Node]) -> list[Most | None]:
    """Return, for each of the trees in `among`, what to ask of its documents instead of all of
    the words: enough of them that some documents answer, and the best that there are. None
    where none has more than words that say little beside the others.
    """
    counts = [len(match(collection, word)) for word in words]
    if not any(counts):
        return [None] * len(among)
    nodes = tuple(word for word, n in zip(words, counts, strict=True) if n)
    weights = tuple(log(collection.size / (n + 1)) + 1 for n in counts if n)
    counted = tally(collection, nodes, weights)
    each = [counted.take(match(collection, tree)) for tree in among]
    least = ENOUGH * max(weights)
    return [_demand(nodes, weights, has, least) for has in each]


def _demand(
    nodes: tuple[Node, ...], weights: tuple[float, ...], has: np.ndarray, least: float
) -> Most | None:
    best = float(has.max(initial=0))
    if best <= least:
        return None
    enough = ENOUGH * best
    # Mostly enough have nearly all, and who comes after them need not be put in order.
    if np.count_nonzero(has > np.float32(enough)) < _WANTED:
        some = has.compress(has > 0)
        place = len(some) - _WANTED
        last = float(np.partition(some, place)[place] if place >= 0 else has.min())
        enough = min(max(last, _LEAST * best), enough)
    return Most(nodes, max(enough, least), weights)


def weight(collection: Collection, node: Node, documents: Ints) -> tuple[Scores, float]:
    """Return what weighs that of a query which each document has, in whatever language, and what
    all of it weighs. Who has the words of a term but not side by side has these.
    """
    has, total = np.zeros(len(documents)), 0.0
    for unit in units(node):
        having = match(collection, unit)
        here = member(documents, having)
        if isinstance(unit, Expanded) and len(units(unit.typed)) > 1:
            inside, worth = weight(collection, unit.typed, documents)
            has += np.where(here, worth, inside)
        else:
            worth = log(collection.size / (len(having) + 1)) + 1 if len(having) else 0.0
            has += worth * here
        total += worth
    return has, total
