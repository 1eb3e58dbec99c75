"""Documents in other words than the typed ones, beside those that have what was typed.

One scale for both; and what a title is worth that says in other words what was typed, and
nothing else: for alternatives what `proximity` does for a title that is the query. Touches
mapped segments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Ints, Mask
from search.engine.arrays.sets import member
from search.engine.matching.runs import Run, match_run
from search.engine.matching.tree import match, matching_fields, run_of
from search.engine.matching.widening import ENOUGH, LONG
from search.engine.ranking.proximity import WHOLE, Rows, in_text
from search.engine.segments.collection import Collection
from search.query import (
    Expanded,
    Facet,
    Leaf,
    Node,
    Phrase,
    Word,
    asked,
    leaves,
    literal,
    ruled_out,
    typed,
    units,
)

Scores = NDArray[np.float64]

# How far documents found through alternatives are moved up at most, what is a good literal
# one beside the best, and where they come behind those.
MOST_LIFT: Final = 1.5
GOOD: Final = 0.5
BEHIND: Final = 0.99
# However poor the literal ones are, the others keep so much of their score: a word in a
# listing is no better answer than a page that is about it in other words.
LEAST: Final = 0.5
RENDERED: Final = 0.8  # of a literal score times what it has of the query: a rendering weighs less
ALL: Final = 0.999  # of a query, rounding set aside
CLEARLY: Final = 1.8  # times the score of who lacks a chosen word: who has all comes first
LACKING: Final = 2  # the power of what is left of a query, by which who lacks much of it loses
CHOSEN: Final = 0.7  # of what was typed is in its words; of questions about half
_CHINESE: Final = "\u2e80"  # from here on, terms are pairs of characters
TITLE: Final = 1.0  # for each word, of a title that is nothing else


def tempered(
    scores: Scores,
    literally: Mask,
    *,
    lift: bool,
    share: Scores | None = None,
    chosen: bool = False,
) -> Scores:
    """Bring documents that need alternatives to the scale of those that have what was typed.

    Lengths and idf differ between languages, so the two lists are compared each by its own
    best: the best document through alternatives comes behind every literal one that is at
    least `GOOD` times as good as the best of those. It comes before them where they have too little
    of the query beside its `share`; where the words were `chosen`, also where they have not enough
    and its share and score are worth more, or where they lack some, it none, and its score is
    worth much more. It is moved up only if `lift` is set, and where it has
    too little of what they have nothing keeps it from coming behind them. Literal ones with less of
    a query whose words were chosen than it has, and not enough of it, lose by what they lack.
    """
    if literally.all() or not literally.any():
        return scores
    plain, others = scores.compress(literally), scores.compress(~literally)
    other = others.max()
    if other <= 0:
        return scores
    good = plain >= GOOD * plain.max()
    goal, least = BEHIND * plain.compress(good).min(), LEAST
    poor: Scores | float = 1.0
    if share is not None:
        most = share.compress(literally).compress(good).max()
        best = share.compress(~literally)[others.argmax()]
        worth = most < ENOUGH and best * other > RENDERED * most * plain.max()
        whole = most < ALL <= best and other > CLEARLY * plain.max()
        if most < ENOUGH * best or (chosen and (worth or whole)):
            goal = plain.max() / BEHIND
        elif best < ENOUGH * most:
            least = 0.0
        if chosen and best:
            poor = np.minimum(1.0, share / min(best, ENOUGH)) ** LACKING
    factor = max(least, min(MOST_LIFT if lift else 1.0, goal / other))
    return scores * np.where(literally, poor, factor)


def other_language(node: Node, rows: Rows) -> Facet:
    """The documents in the other language than that of a query: English ones for a query with
    Chinese in it, be it a stop word, whose Latin letters are names, else Chinese ones. What is
    ruled out is in no language that is asked for.
    """
    words = (run for leaf in typed(node) if isinstance(leaf, Word) for run in leaf.runs)
    unwanted = {run for leaf in ruled_out(node) if isinstance(leaf, Word) for run in leaf.runs}
    kept = (term for row in rows[:1] for term in row if term not in unwanted)
    han = any("\u2e80" <= term < "\uac00" for term in chain(words, kept))
    return Facet("", "language", ("en" if han else "zh",))


def may_lift(node: Node, rows: Rows, collection: Collection) -> bool:
    """Tell whether documents in other words may be as good as those that have what was typed:
    not if it is long, or some document has all of it (the first of its `rows`) as it stands.
    """
    words = len(typed(asked(node)))
    if words > LONG:
        return False
    row = Run(in_text(rows[0]) if rows else ())
    return words < 2 or not len(match_run(collection.fields["body_runs"], row))


def were_chosen(node: Node, rows: Rows) -> bool:
    """Tell whether words were chosen one by one: most of what was typed says something. A text
    that answers a question may well lack some of the words that it is put in.
    """
    said = {run for leaf in typed(node) if isinstance(leaf, Word) for run in leaf.runs}
    row = [term for term in (rows[0] if rows else ()) if term < _CHINESE]
    row += [pair for piece in rows[1:] for pair in piece]
    return sum(term in said for term in row) >= CHOSEN * len(row)


def add_titles(
    node: Node, collection: Collection, documents: Ints, other: Mask, idf: Callable[[Word], float]
) -> Scores:
    """Return what is added to the scores of the given documents; nothing to those that have
    what was typed, unless they are marked as in the `other` language, nor for words that are
    looked for in titles only: there those that have them as typed gain nothing either.
    """
    words = [leaf for leaf in typed(node) if isinstance(leaf, Word) and leaf.scope == "any"]
    worth = TITLE * sum(map(idf, words))
    counting = other | ~member(documents, match(collection, literal(node)))
    parts = units(node)
    said = _said(collection, parts, documents)
    row = WHOLE * (said >= 1.0) if len(words) > 1 else 0.0  # as where it stands so in a text
    return worth * (TITLE * said + row) * counting


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
