"""What was typed side by side and stands side by side counts for more.

Each pair of neighbouring words is a term of its own, as rare as the rarer of the two: the
ordered window of the sequential dependence model (Metzler and Croft, "A Markov Random
Field Model for Term Dependencies", SIGIR 2005) in the clothes of BM25. A title that is
the query, all of it and nothing else, counts as one unit more. Looked for in the best
documents only, since this reorders and never finds. Touches mapped segments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.engine.matching import Run, count_run
from search.engine.postings import Small
from search.engine.segment import Segment
from search.query import And, Expanded, Most, Node, Word, typed

WINDOW: Final = 200  # documents that are looked at, the best by their words
PAIR: Final = 0.6  # a pair in the body, where a word has 1
PAIR_IN_TITLE: Final = 1.2
WHOLE_TITLE: Final = 1.0  # for each word of a title that is the query
_K1: Final = 1.2


@dataclass(frozen=True, slots=True)
class Feature:
    """Terms in a row in one field, and what one occurrence is worth.

    `length`: the tokens that the field has if it consists of nothing else, or 0 for any.
    """

    field: str
    run: Run
    worth: float
    length: int = 0


def features(node: Node, idf: Callable[[Word], float]) -> tuple[Feature, ...]:
    """Return what to look for; nothing where a query is more than words in a row."""
    parts = node.nodes if isinstance(node, And | Most) else (node,)
    rows = (typed(part) if isinstance(part, Expanded) else (part,) for part in parts)
    words = [leaf for row in rows for leaf in row if isinstance(leaf, Word) and leaf.scope == "any"]
    found = [feature for one, two in pairwise(words) for feature in _pair(one, two, idf)]
    if words:
        terms, length = _whole(words)
        worth = WHOLE_TITLE * sum(map(idf, words))
        found.append(Feature("title_runs", Run(terms, len(terms[-1]) == 1), worth, length))
    return tuple(found)


def _pair(first: Word, second: Word, idf: Callable[[Word], float]) -> Iterator[Feature]:
    rarity = max(idf(first), idf(second))
    if first.han and second.han:
        run, title, body = Run(_bigrams(_characters([first, second]))), "title_runs", "body_runs"
    else:
        run, title, body = Run(first.words + second.words), "title", "body"
    yield Feature(title, run, PAIR_IN_TITLE * rarity)
    yield Feature(body, run, PAIR * rarity)


def _whole(words: Sequence[Word]) -> tuple[tuple[str, ...], int]:
    """Return the run terms of all words in a row, and how many a title of them alone has."""
    terms: list[str] = []
    length = 0
    for han, group in groupby(words, key=lambda word: word.han):
        members = list(group)
        if han:
            characters = _characters(members)
            terms += [*_bigrams(characters), characters[-1]]
            length += len(characters)
        else:
            runs = [run for word in members for run in word.runs]
            terms += runs
            length += len(runs)
    return tuple(terms), length


def _characters(words: Sequence[Word]) -> str:
    return "".join(word.runs[0] + "".join(run[-1] for run in word.runs[1:]) for word in words)


def _bigrams(characters: str) -> tuple[str, ...]:
    return tuple(one + two for one, two in pairwise(characters))


def add_proximity(
    wanted: Sequence[Feature], segments: Sequence[Segment], documents: Sequence[Small]
) -> list[NDArray[np.float64]]:
    """Return what the features add to the scores of the given documents of each segment."""
    added = [np.zeros(len(chosen)) for chosen in documents]
    for feature in wanted:
        for segment, chosen, total in zip(segments, documents, added, strict=True):
            if not len(chosen):
                continue
            field = segment.fields[feature.field]
            having, times = count_run(field, feature.run, chosen)
            at = np.searchsorted(chosen, having)
            inside = np.flatnonzero(chosen[np.minimum(at, len(chosen) - 1)] == having)
            if feature.length and field.norms is not None:
                inside = inside[field.norms[having[inside]] == feature.length]
            tf = times[inside]
            total[at[inside]] += feature.worth * tf * (_K1 + 1) / (tf + _K1)
    return added


def split(best: NDArray[np.int64], sizes: Sequence[int]) -> list[NDArray[np.int64]]:
    """Part ascending places in the joined list of found documents by segment."""
    bounds = np.cumsum([0, *sizes])
    return [best[(best >= low) & (best < high)] - low for low, high in pairwise(bounds.tolist())]
