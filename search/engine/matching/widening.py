"""How much of a query documents have, where none has all: each word weighs by its rarity.

Touches mapped segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Ints
from search.engine.arrays.sets import member
from search.engine.matching.tree import match, tally
from search.engine.segments.collection import Collection
from search.query import Expanded, Most, Node, Or, units

Scores = NDArray[np.float64]

_WANTED: Final = 20  # documents that are wanted at least
ENOUGH: Final = 0.6  # of what the best document has: whoever has this answers in any case, and
# of the weightiest word: whoever has less has only what says little
_LEAST: Final = 0.3  # whoever has less does not answer
_BESIDE: Final = 0.35  # nor who has less of what the best in any language has
LONG: Final = 6  # words; those of a longer query are likely copied from a text, not chosen
_LIKELY: Final = 0.5  # of the likeliest rendering: others are half of a word


def most(
    collection: Collection, words: Sequence[Sequence[Node]], among: Sequence[Node], *, chosen: bool
) -> list[Most | None]:
    """Return, for each of the trees in `among`, what to ask of its documents instead of all of
    the words: enough of them that some documents answer, and the best that there are, if they
    have no less beside the best of all trees than one who chose the words would look at. None
    where none has more than words that say little beside the others. The pieces of a word weigh
    as one.
    """
    parts = [(piece, len(pieces)) for pieces in words for piece in pieces]
    counts = [len(match(collection, piece)) for piece, _ in parts]
    worth = [
        (piece, (log(collection.size / (n + 1)) + 1) / size)
        for (piece, size), n in zip(parts, counts, strict=True)
        if n
    ]
    if not worth:
        return [None] * len(among)
    least = ENOUGH * max(weight for _, weight in worth)
    nodes, weights = zip(*(half for part in worth for half in _halves(*part)), strict=True)
    counted = tally(collection, nodes, weights)
    each = [counted.take(match(collection, tree)) for tree in among]
    best = max(float(has.max(initial=0)) for has in each)
    strict = chosen and len(words) <= LONG
    return [_demand(nodes, weights, has, least, best, strict) for has in each]


def _halves(node: Node, weight: float) -> Iterator[tuple[Node, float]]:
    """A word and what it weighs, or its likely renderings and all of them, each with a half."""
    likely = _likely(node)
    yield node, weight if likely == node else weight / 2
    if likely != node:
        yield likely, weight / 2


def _likely(node: Node) -> Node:
    """A tree without the renderings of a word that are much less likely than another."""
    if isinstance(node, Or):
        return Or(tuple(map(_likely, node.nodes)))
    if not isinstance(node, Expanded):
        return node
    least = _LIKELY * max(other.weight for other in node.alternatives)
    return Expanded(node.typed, tuple(a for a in node.alternatives if a.weight >= least))


def _demand(
    nodes: tuple[Node, ...],
    weights: tuple[float, ...],
    has: np.ndarray,
    least: float,
    other: float,
    strict: bool,
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
    beside = min(_BESIDE * other, max(best, _LEAST * other)) if strict else 0.0
    return Most(nodes, max(enough, least, beside), weights)


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
