"""What was typed side by side and stands side by side counts for more.

Each pair of neighbouring words is a term of its own, as rare as the rarer of the two: the
ordered window of the sequential dependence model (Metzler and Croft, "A Markov Random
Field Model for Term Dependencies", SIGIR 2005) in the clothes of BM25. A title that is
the query, all of it and nothing else, counts as one unit more. Looked for in the best
documents only, since this reorders and never finds. Touches mapped segments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Ints
from search.engine.matching.runs import Run, Window
from search.engine.segments.collection import Collection, Postings
from search.query import And, Expanded, Most, Node, Word, asked, typed

WINDOW: Final = 200  # documents that are looked at, the best by their words
PAIR: Final = 0.3  # a pair in the body, where a word has 1
PAIR_IN_TITLE: Final = 0.3
PAIR_IN_HEADLINE: Final = 0.6
SLOP: Final = 2  # words (of little meaning, mostly) that may stand between the two
WHOLE: Final = 2.0  # for each word, where all that was typed stands in a row
WHOLE_IN_HEADLINE: Final = 1.0  # beside that, where a Chinese headline ends with it
ROW_IN_HEADLINE: Final = 0.5  # and where several words stand in a headline that may go on
ROW: Final = 0.3  # for each pair of characters, where an unbroken Chinese piece stands in a row
WHOLE_TITLE: Final = 1.0  # for each word of a title that is the query
SIGNED: Final = 4.0  # for each word, where a sign of what was typed stands (互联网+)
_BEHIND: Final = frozenset(["+", "++", "%", "‰", "#"])
_BEFORE: Final = frozenset("@#$¥€£")
_K1: Final = 1.2

Rows: TypeAlias = Sequence[tuple[str, ...]]
"""Run terms of all that was typed, with the stop words, then of each unbroken Chinese piece."""


class Feature(NamedTuple):
    """Terms in a row in one field, and what one occurrence is worth.

    `length`: the tokens that the field has if it consists of nothing else, or 0 for any.
    """

    field: str
    run: Run
    worth: float
    length: int = 0


def features(node: Node, rows: Rows, idf: Callable[[Word], float]) -> tuple[Feature, ...]:
    """Return what to look for; nothing where a query is more than words in a row."""
    words = _words(node)
    found = [feature for one, two in pairwise(words) for feature in _pair(one, two, idf)]
    if words and rows:
        whole, worth = rows[0], sum(map(idf, words))
        found.append(Feature("title_runs", Run(whole), WHOLE_TITLE * worth, len(whole)))
        if len(words) > 1 or not {*in_text(whole)} <= {*words[0].runs}:  # with stop words
            found.append(Feature("body_runs", Run(in_text(whole)), WHOLE * worth))
            if in_text(whole) != whole:
                found.append(Feature("headline_runs", Run(whole), WHOLE_IN_HEADLINE * worth))
            elif len(words) > 1:
                found.append(Feature("headline_runs", Run(whole), ROW_IN_HEADLINE * worth))
        found += (Feature("body_runs", run, SIGNED * worth) for run in _signed(whole))
        for piece in rows[1:]:
            if len(piece) > 1:
                worth = sum(idf(_bigram(pair)) for pair in piece)
                found.append(Feature("body_runs", Run(piece), ROW * worth))
    return tuple(found)


def between(node: Node, rows: Rows) -> list[Word]:
    """Return the pairs of characters of unbroken pieces that are in none of the words: those
    that words share and those of stop words. They ask for nothing and add to scores like any
    pair of a word, so that no piece of a text is worth less for where it was cut out.
    """
    words = _words(node)
    inside = {run for word in words for run in word.runs}
    pairs = dict.fromkeys(pair for piece in rows[1:] for pair in piece)
    return [_bigram(pair) for pair in pairs if pair not in inside] if words else []


def _bigram(pair: str) -> Word:
    return Word(pair, (), (pair,), True)


def _words(node: Node) -> list[Word]:
    """Return the words of a query in the order typed; nothing where it is more than that."""
    node = asked(node)
    parts = node.nodes if isinstance(node, And | Most) else (node,)
    split = (typed(part) if isinstance(part, Expanded) else (part,) for part in parts)
    leaves = [leaf for some in split for leaf in some]
    words = [leaf for leaf in leaves if isinstance(leaf, Word) and leaf.scope == "any"]
    return words if len(words) == len(leaves) else []


def _signed(whole: tuple[str, ...]) -> Iterator[Run]:
    """Yield each sign that was typed with the term that it stands at."""
    for one, two in pairwise(whole):
        if two in _BEHIND or one in _BEFORE:
            yield Run((one, two))


def in_text(whole: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of all that was typed where a text goes on after it: the last character of a
    run of Han stands alone only where it ends.
    """
    lone = len(whole) > 1 and len(whole[-1]) == 1 and whole[-1] >= "\u2e80"
    return whole[:-1] if lone else whole


def _pair(first: Word, second: Word, idf: Callable[[Word], float]) -> Iterator[Feature]:
    run = Run(first.words + second.words, slop=SLOP)
    rarity = max(idf(first), idf(second))
    yield Feature("title", run, PAIR_IN_TITLE * rarity)
    yield Feature("body", run, PAIR * rarity)
    yield Feature("headline", run, PAIR_IN_HEADLINE * rarity)


def add_proximity(
    wanted: tuple[Feature, ...], collection: Collection, documents: Ints
) -> NDArray[np.float64]:
    """Return what the features add to the scores of the given documents (not none).

    It is remembered: who asks again wants the next page, or the same best in another form.
    """
    key = wanted, documents.tobytes()
    kept = collection.memory.get(key)
    if kept is None:
        kept = (_added(wanted, collection, documents),)
        collection.memory.keep(key, *kept)
    return kept[0]


def _added(
    wanted: Sequence[Feature], collection: Collection, documents: Ints
) -> NDArray[np.float64]:
    added = np.zeros(len(documents))
    by_field: dict[str, list[Feature]] = {}
    for feature in wanted:
        by_field.setdefault(feature.field, []).append(feature)
    for name, features in by_field.items():
        _add(collection.fields[name], features, documents, added)
    return added


def _add(
    field: Postings, features: Sequence[Feature], documents: Ints, total: NDArray[np.float64]
) -> None:
    """Add what the features in one field add to documents."""
    window = Window(field, documents, [feature.run.terms for feature in features])
    for feature in features:
        having, tf = window.count(feature.run.terms, feature.run.slop)
        if feature.length and field.norms is not None:
            alone = field.norms.take(documents.take(having)) == feature.length
            having, tf = having[alone], tf[alone]
        if len(having):
            total[having] += feature.worth * tf * (_K1 + 1) / (tf + _K1)
