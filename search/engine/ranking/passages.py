"""What was typed, said in other words within one passage, counts for more.

Long texts have some alternative of every word somewhere. Bodies are parted into passages that
overlap by half; a document's best one is that in which most of what was typed is, each word by
its rarity and by how surely what stands there means it (passage-level evidence: Callan,
SIGIR 1994). Looked for in the best documents of the other language only. Touches mapped
segments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Ints
from search.engine.matching.runs import Run, Window
from search.engine.matching.tree import matching_fields, run_of
from search.engine.segments.collection import Collection, Postings
from search.query import And, Expanded, Leaf, Node, Phrase, Word, typed, units

PASSAGE: Final = 1.0  # for each word in the best passage
WIDTH: Final = 32  # positions: a sentence or two in Chinese, several in English
FEWEST: Final = 4  # words; fewer are a title, or near each other by chance
LONG: Final = 2 * WIDTH  # positions; of shorter texts on average a passage says nothing more
MOST: Final = 6  # alternatives of a word, the surest

Scores = NDArray[np.float64]
_Way: TypeAlias = tuple[str, Run, int, float]
"""A field, terms in a row there, which word they stand for and how surely."""

_POSITION: Final = (1 << 32) - 1


def add_passages(
    node: Node, collection: Collection, documents: Ints, idf: Callable[[Word], float]
) -> Scores:
    """Return what is added to the scores of the given documents."""
    added = np.zeros(len(documents))
    words = [unit for unit in units(node) if isinstance(unit, Expanded)]
    lengths = collection.fields["body_runs"].norms
    if len(words) < FEWEST or lengths is None or not len(documents):
        return added
    if lengths.take(documents).mean() < LONG:
        return added
    ways = [way for number, word in enumerate(words) for way in _ways(number, word)]
    worth = np.array([sum(idf(w) for w in typed(u) if isinstance(w, Word)) for u in words])
    for name in dict.fromkeys(name for name, *_ in ways):
        here = [way for way in ways if way[0] == name]
        np.maximum(added, _best(collection.fields[name], documents, here, worth), out=added)
    return PASSAGE * added


def _ways(number: int, word: Expanded) -> Iterator[_Way]:
    """Yield how a word may stand in a body: as typed, in either channel, and in other words."""
    for one in typed(word):
        if isinstance(one, Word) and not one.han:
            yield "body_runs", Run(one.runs), number, 1.0
    others = sorted(word.alternatives, key=lambda other: -other.weight)[:MOST]
    weights: dict[Leaf | And, float] = {other.leaf: other.weight for other in others}
    weights |= dict.fromkeys(typed(word), 1.0)
    for leaf, weight in weights.items():
        if isinstance(leaf, Word | Phrase) and leaf.scope != "title":
            run = run_of(leaf)
            if not run.open_end:
                yield matching_fields(leaf)[1], run, number, weight


def _best(field: Postings, documents: Ints, ways: Sequence[_Way], worth: Scores) -> Scores:
    """Return what the best passage of each document has."""
    best = np.zeros(len(documents))
    window = Window(field, documents, [run.terms for _, run, _, _ in ways])
    found = [window.places(run.terms, run.slop) for _, run, _, _ in ways]
    places = np.concatenate(found)
    counts = [len(each) for each in found]
    word = np.repeat([number for _, _, number, _ in ways], counts)
    weight = np.repeat([weight for _, _, _, weight in ways], counts)
    owner, position = documents.searchsorted(places >> 32), places & _POSITION
    for shift in (0, WIDTH // 2) if len(places) else ():
        passages, inverse = np.unique(
            (owner << 32) + (position + shift) // WIDTH, return_inverse=True
        )
        has = np.zeros((len(passages), len(worth)))
        np.maximum.at(has, (inverse, word), weight)
        np.maximum.at(best, passages >> 32, has @ worth)
    return best
