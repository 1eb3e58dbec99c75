"""How well documents answer: the sum of what their words are worth. Touches segments.

Alternatives of one typed term are scored as one term of their own, a probabilistic
structured query (Darwish and Oard, SIGIR 2003): its frequency in a document is the
weighted sum of theirs, and so is its document frequency, to which that of the typed term
is added, so that a translation never counts for rarer than the word it stands for. The
alternatives count only where a document lacks the typed term, so that documents that have
what was typed keep the order they have without any expansion. In documents in the other
language they count in any case: a word of the query there is mostly a name or a line of
code, and what the page is about is said in its own words. What a leaf alone is worth is in
`weighing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from search.engine.arrays.postings import Array, Ints, Mask
from search.engine.arrays.sets import member, summed
from search.engine.matching.runs import count_run
from search.engine.matching.tree import in_scope, match, run_of
from search.engine.ranking.weighing import Scored, Scores, Weigher, weight
from search.engine.segments.collection import Collection, total
from search.engine.segments.fields import SCORED_WORDS
from search.query import (
    Alternative,
    And,
    Expanded,
    Leaf,
    Near,
    Phrase,
    Word,
    leaves,
    typed,
    units,
)

_WORDS: Final = 4096  # words whose idf is remembered

# What an alternative is worth beside the typed word where both say equally much.
ALTERNATIVE: Final = 0.9


class Ranker:
    """Scores documents with the statistics of all segments."""

    def __init__(self, collection: Collection, lengths: dict[str, int]) -> None:
        """`lengths`: the number of tokens of each field over all segments."""
        self._collection = collection
        self._weigher = Weigher(collection, lengths)
        self.rarity = lru_cache(_WORDS)(self._rarity)

    def score(
        self, wanted: Sequence[Expanded | Leaf], documents: Ints, other: Mask | None = None
    ) -> Scores:
        """Return the scores of the given documents; `other` marks those in another language
        than the query.
        """
        scores = np.zeros(len(documents))
        for unit in _distinct(wanted):
            if isinstance(unit, Expanded):
                self._add_expanded(unit, documents, scores, other)
            else:
                self._weigher.add(unit, documents, scores)
        return scores

    def _rarity(self, word: Word) -> float:
        """Return the idf of a word in bodies; of several terms, that of the rarest."""
        run = run_of(word)
        name = "body_runs" if word.han else "body"
        field = self._collection.fields[name]
        look_up = field.prefix_ranges if run.open_end else field.ranges
        rarest = min((total(look_up(term)) for term in run.terms), default=0)
        return self._weigher.idf(rarest)

    def parts(
        self, wanted: Sequence[Expanded | Leaf], documents: Ints, other: Mask | None = None
    ) -> Iterator[tuple[Expanded | Leaf, Scored | None, Scores]]:
        """Yield what each term of each leaf adds to `score`, and for an expansion (without a
        term) what its alternatives add to its typed words.
        """
        for unit in _distinct(wanted):
            if isinstance(unit, Expanded):
                yield from self.parts(units(unit.typed), documents, other)
                literal = self.score(units(unit.typed), documents, other)
                whole = self.score([unit], documents, other)
                yield unit, None, whole - literal
                continue
            for scored, added in self._weigher.parts(unit, documents):
                yield unit, scored, added

    def _add_expanded(
        self, unit: Expanded, documents: Ints, scores: Scores, other: Mask | None
    ) -> None:
        """Add what the typed words give where a document in their language has them all;
        elsewhere what they or the alternatives give, whichever is more.
        """
        literal = self.score(units(unit.typed), documents, other)
        others = self._score_alternatives(unit, documents)
        lacking = ~member(documents, match(self._collection, And(typed(unit.typed))))
        if other is not None:
            lacking |= other
        scores += literal
        scores += np.maximum(others - literal, 0) * lacking

    def _score_alternatives(self, unit: Expanded, documents: Ints) -> Scores:
        scores = np.zeros(len(documents))
        words = [leaf for leaf in typed(unit.typed) if isinstance(leaf, Word)]
        first = leaves(unit.alternatives[0].leaf)[0]
        scope = first.scope if isinstance(first, Word | Phrase | Near) else "any"
        counted = {z: self._counts(unit.alternatives, z) for z in in_scope(SCORED_WORDS, scope)}
        frequency = max(found + self._rarest(words, z) for z, (_, found) in counted.items())
        for zone, (parts, found) in counted.items():
            worth = sum(
                sum(weight(zone, term) for term in word.words)
                + sum(weight(f"{zone}_runs", term) for term in word.runs)
                for word in words
            )
            if found:  # few are in a headline or in page chrome, and not many in a title
                whole = ALTERNATIVE * worth * self._weigher.idf(frequency)
                tf = summed(parts, documents, self._collection.size)
                has = (tf > 0).nonzero()[0]
                worths = self._weigher.saturated(
                    tf.take(has), self._collection.fields[zone], documents.take(has), whole
                )
                np.add.at(scores, has, worths)  # twice as fast as by an index
        return scores

    def _counts(
        self, alternatives: Sequence[Alternative], zone: str
    ) -> tuple[list[tuple[Ints, Array]], float]:
        """Return the documents of each alternative with its weighted frequencies, and in how many
        documents they are.
        """
        counted, found = [], 0.0
        for alternative in alternatives:
            leaf = alternative.leaf
            if isinstance(leaf, Near | And):
                docs = match(self._collection, leaf)
                freqs = _frequencies(self._collection, leaf, zone, docs) / len(leaf.nodes)
            else:
                docs, freqs = _count(self._collection, leaf, zone)
            counted.append((docs, alternative.weight * freqs))
            found += alternative.weight * len(docs)
        return counted, found

    def _rarest(self, words: Sequence[Word], zone: str) -> int:
        """Return at most how many documents have all of the typed words in a zone."""
        terms = [(_counted(word, zone), term) for word in words for term in run_of(word).terms]
        return min(self._collection.fields[name].frequency(term) for name, term in terms)


def _distinct(wanted: Sequence[Expanded | Leaf]) -> list[Expanded | Leaf]:
    """Each unit once; a word that an expansion is of is scored there."""
    inside = {leaf for unit in wanted if isinstance(unit, Expanded) for leaf in typed(unit)}
    each = dict.fromkeys(wanted)
    return [unit for unit in each if unit not in inside] if inside else [*each]


def _counted(leaf: Word | Phrase, zone: str) -> str:
    """Return the field of a zone in which is counted how often a document has a leaf."""
    return zone if isinstance(leaf, Word) and not leaf.han else f"{zone}_runs"


def _count(collection: Collection, leaf: Word | Phrase, zone: str) -> tuple[Ints, Array]:
    """Return the documents with an alternative in a zone, and how often each has it."""
    kept = collection.memory.get((leaf, zone))
    if kept is None:
        kept = count_run(collection.fields[_counted(leaf, zone)], run_of(leaf))
        collection.memory.keep((leaf, zone), *kept)
    documents, frequencies = kept
    return documents, frequencies


def _frequencies(collection: Collection, node: Near | And, zone: str, documents: Ints) -> Scores:
    """Return how often documents have words that may stand apart in a zone, all together."""
    words = (leaf for leaf in leaves(And(node.nodes)) if isinstance(leaf, Word | Phrase))
    each = [_count(collection, leaf, zone) for leaf in words]
    return summed(each, documents, collection.size)
