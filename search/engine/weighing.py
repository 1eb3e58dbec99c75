"""What leaves add to scores: BM25F with the numbers of Whoosh's own. Touches segments.

A leaf's score is the sum over its terms and fields of weight × idf × tf·(K1+1) /
(tf + K1·(1 − B + B·length/average)) (Robertson and Zaragoza, "The Probabilistic Relevance
Framework: BM25 and Beyond", 2009; per-field sums as in whoosh.scoring.BM25F), where
idf = ln(N / (df + 1)) + 1, N and the average count deleted documents too, as Whoosh does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.engine.matching import in_scope, spans
from search.engine.names import RUN_FIELDS, WORD_FIELDS
from search.engine.postings import Array, Ints
from search.engine.remembered import Remembered
from search.engine.segment import Field, Segment
from search.frozen import dataclass
from search.query import Leaf, Pattern, Phrase, Word

K1: Final = 1.2
B: Final = 0.75

# Chosen on the development parts of several collections (see tests/relevance). A title is
# short, which already makes a word in it worth much, and it stands in the body again; page
# chrome says next to nothing. Bigrams and surface words confirm what the words found, and
# alone carry what segmentation cut differently.
WEIGHTS: Final = {
    "title": 0.6,
    "body": 1.0,
    "chrome": 0.1,
    "title_runs": 0.3,
    "body_runs": 0.8,
    "chrome_runs": 0.08,
}
_FEW: Final = 16  # how many times fewer documents are looked up in postings, not all scored
_LEAVES: Final = 4096  # leaves whose terms and idf are remembered
_ROOM: Final = 4 << 20  # bytes for the scores of leaves, and
_ROOM_EACH: Final = 256  # as many for each document more

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


_Terms: TypeAlias = tuple[tuple[Scored, float], ...]


class Weigher:
    """Scores leaves with the statistics of several segments.

    What is asked for the second time is kept: for a leaf's own documents their scores, else
    the scores of all documents that any of its terms is in.
    """

    def __init__(self, segments: Sequence[Segment], lengths: dict[str, int]) -> None:
        """`lengths`: the number of tokens of each field over all segments."""
        self._segments = segments
        self.size = sum(segment.size for segment in segments)
        self._averages = {name: length / max(1, self.size) for name, length in lengths.items()}
        self._terms = lru_cache(_LEAVES)(self._weigh)
        self._memory = Remembered(_ROOM + _ROOM_EACH * self.size)

    def idf(self, frequency: float) -> float:
        """Return the idf of what so many documents have."""
        return log(self.size / (min(frequency, self.size) + 1)) + 1

    def saturated(self, tf: Array, field: Field, documents: Ints) -> Scores:
        """Return what frequencies are worth in documents of their lengths."""
        average = self._averages.get(field.name) or 1.0
        if field.norms is None:
            return np.asarray(tf * (K1 + 1) / (tf + K1))
        below = field.norms.take(documents) * (K1 * B / average)
        below += K1 * (1 - B)
        below += tf
        return np.asarray(np.multiply(tf, K1 + 1, dtype=np.float64) / below)

    def add(self, leaf: Leaf, documents: Sequence[Ints], scores: Sequence[Scores]) -> None:
        """Add to the scores of the given documents of each segment what a leaf is worth."""
        terms = self._terms(leaf)
        if not terms:
            return
        for number, (wanted, total) in enumerate(zip(documents, scores, strict=True)):
            if len(wanted):
                self._add(number, leaf, terms, wanted, total)

    def add_term(self, scored: Scored, documents: Sequence[Ints], scores: Sequence[Scores]) -> None:
        """Add what one term is worth."""
        terms = self._weighed(scored)
        for number, (wanted, total) in enumerate(zip(documents, scores, strict=True)):
            total += self._anew(number, terms, wanted)

    def _add(self, number: int, leaf: Leaf, terms: _Terms, wanted: Ints, total: Scores) -> None:
        segment = self._segments[number]
        own = segment.memory.get(leaf)
        aligned = own is not None and own[0] is wanted
        key = (number, leaf, aligned)
        kept = self._memory.get(key)
        if kept is None or (aligned and not kept):
            added = self._anew(number, terms, wanted)
            total += added
            self._memory.keep(key, *((added,) if aligned else ()))
            return
        if not kept:  # asked for once before
            dense = self._all(number, terms)
            documents = np.flatnonzero(dense != 0)  # of numbers as such it takes ten times as long
            kept = documents, dense[documents]
            self._memory.keep(key, *kept)
        total += kept[0] if aligned else _at(wanted, kept[0], kept[1], segment.size)

    def _weigh(self, leaf: Leaf) -> _Terms:
        """Return the terms of a leaf that any document has, and what each is worth."""
        return tuple(term for scored in scored_terms(leaf) for term in self._weighed(scored))

    def _weighed(self, scored: Scored) -> _Terms:
        frequency = sum(self._frequency(segment, scored) for segment in self._segments)
        return ((scored, WEIGHTS[scored.field] * self.idf(frequency)),) if frequency else ()

    def _frequency(self, segment: Segment, scored: Scored) -> int:
        """Return how many documents have what is scored as one term, without reading which."""
        if scored.kind == "term":
            low, high = segment.fields[scored.field].range(scored.term)
            return high - low
        return len(self._postings(segment, scored)[0])

    def _anew(self, number: int, terms: _Terms, wanted: Ints) -> Scores:
        """Return what terms are worth in the given documents of a segment."""
        segment, total = self._segments[number], np.zeros(len(wanted))
        many = sum(self._frequency(segment, scored) for scored, _ in terms)
        if len(wanted) * _FEW >= many:
            return self._all(number, terms).take(wanted)
        for scored, worth in terms:
            docs, freqs = self._postings(segment, scored)
            if not len(docs):
                continue
            at = docs.searchsorted(wanted)
            at[at == len(docs)] = 0
            hit = (docs.take(at) == wanted).nonzero()[0]
            tf = freqs.take(at[hit])
            total[hit] += worth * self.saturated(tf, segment.fields[scored.field], wanted[hit])
        return total

    def _all(self, number: int, terms: _Terms) -> Scores:
        """Return what terms are worth in every document of a segment."""
        segment, total = self._segments[number], np.zeros(self._segments[number].size)
        for scored, worth in terms:
            docs, freqs = self._postings(segment, scored)
            if len(docs):
                values = self.saturated(freqs, segment.fields[scored.field], docs)
                values *= worth
                np.add.at(total, docs, values)
        return total

    def _postings(self, segment: Segment, scored: Scored) -> tuple[Ints, Array]:
        """Return documents and frequencies of what is scored as one term."""
        field = segment.fields[scored.field]
        if scored.kind == "term":
            low, high = field.range(scored.term)
            return field.docs[low:high], field.freqs.between(low, high)
        kept = segment.memory.get(scored)
        if kept is None:
            prefix = scored.kind == "prefix"
            found = [field.prefix_range(scored.term)] if prefix else spans(field, scored.term)
            kept = _joined(field, found, segment.size)
            segment.memory.keep(scored, *kept)
        documents, frequencies = kept
        return documents, frequencies


def _joined(field: Field, spans: Sequence[tuple[int, int]], size: int) -> tuple[Ints, Array]:
    """Return the documents of several terms, each once, and how often each has any of them."""
    times = np.zeros(size)
    for low, high in spans:
        np.add.at(times, field.docs[low:high], field.freqs.between(low, high))
    documents = np.flatnonzero(times != 0)
    return documents, times[documents]


def _at(wanted: Ints, documents: Ints, scores: Scores, size: int) -> Scores:
    """Return the scores of the wanted documents, 0 for those that have none."""
    if not len(documents):
        return np.zeros(len(wanted))
    if len(wanted) * _FEW < len(documents):
        at = np.minimum(documents.searchsorted(wanted), len(documents) - 1)
        return np.where(documents.take(at) == wanted, scores.take(at), 0.0)
    dense = np.zeros(size)
    dense[documents] = scores
    return dense.take(wanted)
