"""A title that says in other words what was typed, and nothing else, counts for more.

What `proximity` does for a title that is the query, for alternatives: how much of a title
they make up, times how much of what was typed is in it. Touches mapped segments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.engine.collection import Collection
from search.engine.matching import match, matching_fields, run_of
from search.engine.postings import Ints, Mask
from search.engine.runs import match_run
from search.engine.sets import member
from search.query import Expanded, Leaf, Node, Phrase, Word, leaves, literal, typed, units

TITLE: Final = 1.0  # for each word, of a title that is nothing else

Scores = NDArray[np.float64]


def add_titles(
    node: Node, collection: Collection, documents: Ints, other: Mask, idf: Callable[[Word], float]
) -> Scores:
    """Return what is added to the scores of the given documents; nothing to those that have
    what was typed, unless they are marked as in the `other` language.
    """
    worth = TITLE * sum(idf(leaf) for leaf in typed(node) if isinstance(leaf, Word))
    counting = other | ~member(documents, match(collection, literal(node)))
    return worth * _said(collection, units(node), documents) * counting


def _said(collection: Collection, parts: Sequence[Expanded | Leaf], documents: Ints) -> Scores:
    """Return how much of each title the parts make up, times how many of them it has."""
    lengths = collection.fields["title_runs"].norms
    if lengths is None or not len(documents):
        return np.zeros(len(documents))
    length, having = np.zeros(len(documents)), np.zeros(len(documents))
    for part in parts:
        longest = np.zeros(len(documents))
        for leaf in dict.fromkeys(leaves(part)):
            if isinstance(leaf, Word | Phrase):
                field = collection.fields[matching_fields(leaf)[0]]
                has = member(documents, match_run(field, run_of(leaf)))
                longest[has] = np.maximum(longest[has], _length(leaf))
        length += longest
        having += longest > 0
    return np.minimum(1.0, length / np.maximum(1, lengths[documents])) * having / len(parts)


def _length(leaf: Word | Phrase) -> int:
    """How many terms a text has that consists of it."""
    han = isinstance(leaf, Word) and leaf.han and len(leaf.runs[0]) > 1
    return len(leaf.runs) + han
