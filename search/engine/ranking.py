"""How well documents answer: BM25F with the numbers of Whoosh's own. Touches segments.

A leaf's score is the sum over its terms and fields of weight × idf × tf·(K1+1) /
(tf + K1·(1 − B + B·length/average)) (Robertson and Zaragoza, "The Probabilistic Relevance
Framework: BM25 and Beyond", 2009; per-field sums as in whoosh.scoring.BM25F), where
idf = ln(N / (df + 1)) + 1, N and the average count deleted documents too, as Whoosh does.

Alternatives of one typed term are scored as one term of their own, a probabilistic
structured query (Darwish and Oard, SIGIR 2003): its frequency in a document is the
weighted sum of theirs, and so is its document frequency, to which that of the typed term
is added, so that a translation never counts for rarer than the word it stands for. The
alternatives count only where a document lacks the typed term, so that documents that have
what was typed keep the order they have without any expansion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.engine.matching import (
    count_run,
    in_scope,
    match,
    matching_fields,
    member,
    run_of,
)
from search.engine.names import RUN_FIELDS, WORD_FIELDS
from search.engine.postings import Array, Small
from search.engine.segment import Field, Segment
from search.engine.wildcards import expand
from search.frozen import dataclass
from search.query import (
    Alternative,
    And,
    Expanded,
    Leaf,
    Pattern,
    Phrase,
    Word,
    leaves,
    typed,
    units,
)

K1: Final = 1.2
B: Final = 0.75

# A word in the title says most, page chrome next to nothing; bigrams and surface words
# confirm what the words found, and alone carry what segmentation cut differently.
WEIGHTS: Final = {
    "title": 2.0,
    "body": 1.0,
    "chrome": 0.1,
    "title_runs": 1.0,
    "body_runs": 0.5,
    "chrome_runs": 0.05,
}

# What an alternative is worth beside the typed word where both say equally much.
ALTERNATIVE: Final = 0.9

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """One term (or prefix, or set of terms) in one field that adds to a leaf's score."""

    field: str
    term: str
    kind: str = "term"  # "term" | "prefix" | "pattern"


def scored_terms(leaf: Leaf) -> Iterator[Scored]:
    """Yield what adds to the score of a leaf; facets and the like add nothing."""
    match leaf:
        case Word(_, words, runs, han, scope):
            for name in in_scope(WORD_FIELDS, scope):
                yield from (Scored(name, term) for term in words)
            kind = "prefix" if han and len(runs) == 1 and len(runs[0]) == 1 else "term"
            for name in in_scope(RUN_FIELDS, scope):
                yield from (Scored(name, term, kind) for term in runs)
        case Phrase(_, runs, open_end, _, scope):
            for name in in_scope(RUN_FIELDS, scope):
                for i, term in enumerate(runs):
                    last = open_end and i == len(runs) - 1
                    yield Scored(name, term, "prefix" if last else "term")
        case Pattern(_, pattern, scope):
            for name in in_scope(RUN_FIELDS, scope):
                yield Scored(name, pattern, "pattern")


class Ranker:
    """Scores documents of several segments with the statistics of all of them."""

    def __init__(self, segments: Sequence[Segment], lengths: dict[str, int]) -> None:
        """`lengths`: the number of tokens of each field over all segments."""
        self._segments = segments
        self._size = sum(segment.size for segment in segments)
        self._averages = {name: length / max(1, self._size) for name, length in lengths.items()}

    def score(self, wanted: Sequence[Expanded | Leaf], documents: Sequence[Small]) -> list[Scores]:
        """Return the scores of the given documents of each segment."""
        scores = [np.zeros(len(found)) for found in documents]
        for unit in _distinct(wanted):
            if isinstance(unit, Expanded):
                self._add_expanded(unit, documents, scores)
                continue
            for scored in scored_terms(unit):
                self._add(scored, documents, scores)
        return scores

    def rarity(self, word: Word) -> float:
        """Return the idf of a word in bodies; of several terms, that of the rarest."""
        run = run_of(word)
        name = "body_runs" if word.han else "body"
        ranges = [
            [
                (s.fields[name].prefix_range if run.open_end else s.fields[name].range)(term)
                for s in self._segments
            ]
            for term in run.terms
        ]
        rarest = min((sum(high - low for low, high in found) for found in ranges), default=0)
        return log(self._size / (min(rarest, self._size) + 1)) + 1

    def parts(
        self, wanted: Sequence[Expanded | Leaf], documents: Sequence[Small]
    ) -> Iterator[tuple[Expanded | Leaf, Scored | None, list[Scores]]]:
        """Yield what each term of each leaf adds to `score`, and for an expansion (without a
        term) what its alternatives add to its typed words.
        """
        for unit in _distinct(wanted):
            if isinstance(unit, Expanded):
                yield from self.parts(units(unit.typed), documents)
                literal = self.score(units(unit.typed), documents)
                whole = self.score([unit], documents)
                yield unit, None, [one - other for one, other in zip(whole, literal, strict=True)]
                continue
            for scored in scored_terms(unit):
                added = [np.zeros(len(found)) for found in documents]
                self._add(scored, documents, added)
                yield unit, scored, added

    def _add_expanded(
        self, unit: Expanded, documents: Sequence[Small], scores: list[Scores]
    ) -> None:
        """Add what the typed words give where a document has them all; elsewhere what they
        or the alternatives give, whichever is more.
        """
        literal = self.score(units(unit.typed), documents)
        others = self._score_alternatives(unit, documents)
        words = And(typed(unit.typed))
        for segment, wanted, total, one, other in zip(
            self._segments, documents, scores, literal, others, strict=True
        ):
            lacking = ~member(wanted, match(segment, words))
            total += one
            total[lacking] += np.maximum(other - one, 0)[lacking]

    def _score_alternatives(self, unit: Expanded, documents: Sequence[Small]) -> list[Scores]:
        scores = [np.zeros(len(found)) for found in documents]
        words = [leaf for leaf in typed(unit.typed) if isinstance(leaf, Word)]
        scope = words[0].scope
        zones = zip(in_scope(WORD_FIELDS, scope), in_scope(RUN_FIELDS, scope), strict=True)
        for zone, (name, runs_name) in enumerate(zones):
            worth = sum(
                WEIGHTS[name] * len(word.words) + WEIGHTS[runs_name] * len(word.runs)
                for word in words
            )
            counted = [self._counts(segment, unit.alternatives, zone) for segment in self._segments]
            frequency = sum(df for _, df in counted) + self._rarest(words, zone)
            if not frequency:
                continue
            weight = ALTERNATIVE * worth * (log(self._size / (min(frequency, self._size) + 1)) + 1)
            average = self._averages.get(name) or 1.0
            for segment, (tf, _), wanted, total in zip(
                self._segments, counted, documents, scores, strict=True
            ):
                total += weight * _saturated(tf[wanted], segment.fields[name], wanted, average)
        return scores

    def _counts(
        self, segment: Segment, alternatives: Sequence[Alternative], zone: int
    ) -> tuple[Scores, float]:
        """Return the weighted frequency in each document of a segment, and in documents."""
        frequencies, found = np.zeros(segment.size), 0.0
        for alternative in alternatives:
            leaf = alternative.leaf
            if isinstance(leaf, And):
                docs = match(segment, leaf)
                freqs = _frequencies(segment, leaf, zone)[docs] / len(leaf.nodes)
            else:
                docs, freqs = _count(segment, leaf, zone)
            frequencies[docs] += alternative.weight * freqs
            found += alternative.weight * len(docs)
        return frequencies, found

    def _rarest(self, words: Sequence[Word], zone: int) -> int:
        """Return at most how many documents have all of the typed words in a zone."""
        terms = [
            (matching_fields(word)[zone], term) for word in words for term in run_of(word).terms
        ]
        return min(
            sum(high - low for low, high in (s.fields[name].range(term) for s in self._segments))
            for name, term in terms
        )

    def _add(self, scored: Scored, documents: Sequence[Small], scores: list[Scores]) -> None:
        postings = [_postings(segment, scored) for segment in self._segments]
        frequency = sum(len(docs) for docs, _ in postings)
        if not frequency:
            return
        weight = WEIGHTS[scored.field] * (log(self._size / (frequency + 1)) + 1)
        average = self._averages.get(scored.field) or 1.0
        for segment, (docs, freqs), wanted, total in zip(
            self._segments, postings, documents, scores, strict=True
        ):
            if not len(docs) or not len(wanted):
                continue
            at = np.searchsorted(docs, wanted)
            at[at == len(docs)] = 0
            hit = np.flatnonzero(docs[at] == wanted)
            tf = freqs[at[hit]].astype(np.float64)
            field = segment.fields[scored.field]
            total[hit] += weight * _saturated(tf, field, wanted[hit], average)


def _distinct(wanted: Sequence[Expanded | Leaf]) -> list[Expanded | Leaf]:
    """Each unit once; a word that an expansion is of is scored there."""
    inside = {leaf for unit in wanted if isinstance(unit, Expanded) for leaf in typed(unit)}
    return [unit for unit in dict.fromkeys(wanted) if unit not in inside]


def _count(segment: Segment, leaf: Word | Phrase, zone: int) -> tuple[Small, Array]:
    """Return the documents with an alternative in a zone, and how often each has it."""
    return count_run(segment.fields[matching_fields(leaf)[zone]], run_of(leaf))


def _frequencies(segment: Segment, node: And, zone: int) -> Scores:
    """Return how often documents have words that may stand apart in a zone, all together."""
    total = np.zeros(segment.size)
    for leaf in leaves(node):
        if isinstance(leaf, Word | Phrase):
            docs, freqs = _count(segment, leaf, zone)
            total[docs] += freqs
    return total


def _saturated(tf: Scores, field: Field, documents: Small, average: float) -> Scores:
    """Return what a frequency is worth in a document of its length."""
    lengths = field.norms[documents] if field.norms is not None else average
    return (tf * (K1 + 1)) / (tf + K1 * ((1 - B) + B * lengths / average))


def _postings(segment: Segment, scored: Scored) -> tuple[Small, Array]:
    """Return documents and frequencies of what is scored as one term."""
    field = segment.fields[scored.field]
    if scored.kind == "term":
        low, high = field.range(scored.term)
        return field.docs[low:high], field.freqs[low:high]
    if scored.kind == "prefix":
        low, high = field.prefix_range(scored.term)
        return _joined(field.docs[low:high], field.freqs[low:high])
    return _pattern_postings(field, scored.term)


def _pattern_postings(field: Field, pattern: str) -> tuple[Small, Array]:
    ranges = [(field.starts[n], field.starts[n + 1]) for n in expand(field, pattern)]
    if not ranges:
        return field.docs[:0], field.freqs[:0]
    return _joined(
        np.concatenate([field.docs[low:high] for low, high in ranges]),
        np.concatenate([field.freqs[low:high] for low, high in ranges]),
    )


def _joined(docs: Small, freqs: Array) -> tuple[Small, Array]:
    unique, where = np.unique(docs, return_inverse=True)
    return unique, np.bincount(where, weights=freqs.astype(np.float64), minlength=len(unique))
