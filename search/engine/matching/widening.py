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
ENOUGH: Final = 0.6  # of what the best document has: whoever has this answers in any case
_LEAST: Final = 0.3  # whoever has less does not answer


def most(collection: Collection, words: Sequence[Node], among: Sequence[Node]) -> list[Most | None]:
    """Return, for each of the trees in `among`, what to ask of its documents instead of all of
    the words: enough of them that some documents answer, and the best that there are. None
    where none has any of the words.
    """
    counts = [len(match(collection, word)) for word in words]
    size = collection.size
    known = [(word, log(size / (n + 1)) + 1) for word, n in zip(words, counts, strict=True) if n]
    nodes, weights = tuple(word for word, _ in known), tuple(weight for _, weight in known)
    counted = tally(collection, nodes, weights)
    return [_demand(nodes, weights, counted.take(match(collection, tree))) for tree in among]


def _demand(nodes: tuple[Node, ...], weights: tuple[float, ...], has: np.ndarray) -> Most | None:
    best = float(has.max(initial=0))
    if not best:
        return None
    # Mostly enough have nearly all, and who comes after them need not be put in order.
    if np.count_nonzero(has > np.float32(ENOUGH * best)) >= _WANTED:
        return Most(nodes, ENOUGH * best, weights)
    some = has.compress(has > 0)
    place = len(some) - _WANTED
    enough = float(np.partition(some, place)[place] if place >= 0 else has.min())
    return Most(nodes, min(max(enough, _LEAST * best), ENOUGH * best), weights)


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
