"""What leaves add to scores: BM25F with the numbers of Whoosh's own. Touches segments.

A leaf's score is the sum over its terms and fields of weight × idf × tf·(K1+1) /
(tf + K1·(1 − B + B·length/average)) (Robertson and Zaragoza, "The Probabilistic Relevance
Framework: BM25 and Beyond", 2009; per-field sums as in whoosh.scoring.BM25F), where
idf = ln(N / (df + 1)) + 1, N and the average count deleted documents too, as Whoosh does; df is
that of the field in which most documents have the term, so that a word of every text is not rare
for standing in few titles.
Of headlines the length counts nothing (their B is 0): most documents have none, so that the
average would tell how many do and not how long they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Array, Ints
from search.engine.arrays.remembered import Remembered
from search.engine.arrays.sets import collected, member, summed
from search.engine.matching.tree import in_scope
from search.engine.segments.collection import Collection, Postings, Ranges
from search.engine.segments.fields import SCORED_RUNS, SCORED_WORDS
from search.query import Leaf, Pattern, Phrase, Word

K1: Final = 1.2
B: Final = 0.75

# Chosen on the development parts of several collections (see tests/relevance). A title is
# short, which already makes a word in it worth much, and it stands in the body again; page
# chrome says next to nothing. Bigrams and surface words confirm what the words found, and
# alone carry what segmentation cut differently.
WEIGHTS: Final = {
    "title": 0.4,
    "body": 0.7,
    "chrome": 0.1,
    "headline": 0.2,
    "title_runs": 0.2,
    "body_runs": 1.1,
    "chrome_runs": 0.08,
    "headline_runs": 0.1,
}
# A stem makes one of words that are several (use, used, user), and who types one of them wants
# it first: so much of what a stem would count goes to the word in Latin letters as typed.
AS_TYPED: Final = 0.5
LATIN: Final = {
    **{stem: WEIGHTS[stem] * (1 - AS_TYPED) for stem in SCORED_WORDS},
    **{
        run: WEIGHTS[run] + WEIGHTS[stem] * AS_TYPED
        for stem, run in zip(SCORED_WORDS, SCORED_RUNS, strict=True)
    },
}
# A noun in its other number is the same word, but who types one form has mostly seen that one: so
# much of an occurrence of it counts where the other one stands in a body. In a title all of it.
OTHER_NUMBER: Final = 0.15
TITLES: Final = frozenset({"title", "title_runs"})
LENGTHLESS: Final = frozenset({"headline", "headline_runs"})
_CHINESE: Final = "\u2e80"  # from here on, words have no stems
_FEW: Final = 16  # how many times fewer documents are looked up in postings, not all scored
_LEAVES: Final = 4096  # leaves whose terms and idf are remembered
_ROOM: Final = 4 << 20  # bytes for the scores of leaves, and
_ROOM_EACH: Final = 256  # as many for each document more

Scores = NDArray[np.float64]


class Scored(NamedTuple):
    """One term (or prefix, or set of terms) in one field that adds to a leaf's score. Of a noun
    its other number counts as well.
    """

    field: str
    term: str
    kind: str = "term"  # "term" | "noun" | "prefix" | "pattern"
    numbers: tuple[str, ...] = ()


def weight(field: str, term: str) -> float:
    """Return what a term counts in a field."""
    return (WEIGHTS if term >= _CHINESE else LATIN)[field]


def scored_terms(leaf: Leaf) -> Iterator[Scored]:
    """Yield what adds to the score of a leaf; facets and the like add nothing."""
    match leaf:
        case Word(_, words, runs, han, scope, numbers):
            for name in in_scope(SCORED_WORDS, scope):
                yield from (Scored(name, term) for term in words)
            kind = "prefix" if han and len(runs) == 1 and len(runs[0]) == 1 else "term"
            for name in in_scope(SCORED_RUNS, scope):
                yield from (Scored(name, term, kind, numbers) for term in runs)
        case Phrase(_, runs, open_end, _, scope):
            for name in in_scope(SCORED_RUNS, scope):
                for i, term in enumerate(runs):
                    last = open_end and i == len(runs) - 1
                    yield Scored(name, term, "prefix" if last else "term")
        case Pattern(_, pattern, scope):
            for name in in_scope(SCORED_RUNS, scope):
                yield Scored(name, pattern, "pattern")


_Terms: TypeAlias = tuple[tuple[Scored, float, int], ...]
"""What is scored, what it is worth, and how many documents have it."""


class Weigher:
    """Scores leaves with the statistics of all segments.

    What is asked for the second time is kept: for a leaf's own documents their scores, else
    the scores of all documents that any of its terms is in.
    """

    def __init__(self, collection: Collection, lengths: dict[str, int]) -> None:
        """`lengths`: the number of tokens of each field over all segments."""
        self._collection = collection
        size = collection.size
        self._averages = {name: length / max(1, size) for name, length in lengths.items()}
        self._terms = lru_cache(_LEAVES)(self._weigh)
        self._memory = Remembered(_ROOM + _ROOM_EACH * size)

    def idf(self, frequency: float) -> float:
        """Return the idf of what so many documents have."""
        size = self._collection.size
        return log(size / (min(frequency, size) + 1)) + 1

    def saturated(self, tf: Array, field: Postings, documents: Ints, worth: float = 1.0) -> Scores:
        """Return what frequencies are worth in documents of their lengths. A title that is none,
        only the sentence with which a text begins, counts in the body and not once more.
        """
        most: float | Scores = worth * (K1 + 1)
        if field.name in TITLES:
            most = most * self._collection.column("titled").take(documents)
        if field.norms is None or field.name in LENGTHLESS:
            return np.asarray(tf * most / (tf + K1))
        average = self._averages.get(field.name) or 1.0
        below = field.norms.take(documents) * (K1 * B / average)
        below += K1 * (1 - B)
        below += tf
        return np.asarray(np.multiply(tf, most, dtype=np.float64) / below)

    def add(self, leaf: Leaf, wanted: Ints, total: Scores) -> None:
        """Add to the scores of the wanted documents what a leaf is worth."""
        terms = self._terms(leaf)
        if not terms or not len(wanted):
            return
        own = self._collection.memory.get(leaf)
        aligned = own is not None and own[0] is wanted
        key = (leaf, aligned)
        kept = self._memory.get(key)
        if kept is None or (aligned and not kept):
            added = self._anew(terms, wanted)
            total += added
            self._memory.keep(key, *((added,) if aligned else ()))
            return
        if not kept:  # asked for once before
            kept = _put_together(self._each(terms), self._collection.size)
            self._memory.keep(key, *kept)
        total += kept[0] if aligned else _at(wanted, kept[0], kept[1], self._collection.size)

    def parts(self, leaf: Leaf, wanted: Ints) -> Iterator[tuple[Scored, Scores]]:
        """Yield what each term of a leaf adds to the scores of the wanted documents."""
        for term in self._terms(leaf):
            yield term[0], self._anew((term,), wanted)

    def _weigh(self, leaf: Leaf) -> _Terms:
        """Return the terms of a leaf that any document has, and what each is worth: in all fields
        of a channel as rare as in that where it is most frequent, and a noun as the form typed.
        """
        found: list[tuple[Scored, tuple[str, bool], int]] = []
        having: dict[tuple[str, bool], int] = {}
        for scored in scored_terms(leaf):
            field = self._collection.fields[scored.field]
            if any(map(field.frequency, scored.numbers)):
                scored = scored._replace(kind="noun")
            typed = field.frequency(scored.term) if scored.kind in ("term", "noun") else 0
            frequency = typed if scored.kind == "term" else len(self._postings(scored)[0])
            key = scored.term, scored.field in SCORED_RUNS
            having[key] = max(having.get(key, 0), typed or frequency)
            if frequency:
                found.append((scored, key, frequency))
        return tuple(
            (scored, weight(scored.field, scored.term) * self.idf(having[key]), frequency)
            for scored, key, frequency in found
        )

    def _anew(self, terms: _Terms, wanted: Ints) -> Scores:
        """Return what terms are worth in the wanted documents."""
        if len(wanted) * _FEW >= sum(frequency for _, _, frequency in terms):
            return summed(self._each(terms), wanted, self._collection.size)
        total = np.zeros(len(wanted))
        parts = self._collection.fields["body"].split(wanted)
        for scored, worth, _ in terms:
            field = self._collection.fields[scored.field]
            if scored.kind == "term":
                hit, tf = field.within(field.ranges(scored.term), parts)
            else:
                docs, freqs = self._postings(scored)
                hit = member(wanted, docs).nonzero()[0]
                tf = freqs.take(docs.searchsorted(wanted.take(hit)))
            if len(hit):
                total[hit] += self.saturated(tf, field, wanted.take(hit), worth)
        return total

    def _each(self, terms: _Terms) -> list[tuple[Ints, Scores]]:
        """Return the documents of each term, and what it is worth in them."""
        found = []
        for scored, worth, _ in terms:
            docs, freqs = self._postings(scored)
            field = self._collection.fields[scored.field]
            found.append((docs, self.saturated(freqs, field, docs, worth)))
        return found

    def _postings(self, scored: Scored) -> tuple[Ints, Array]:
        """Return documents and frequencies of what is scored as one term."""
        field = self._collection.fields[scored.field]
        if scored.kind == "term":
            ranges = field.ranges(scored.term)
            return field.documents(ranges), field.frequencies(ranges)
        kept = self._collection.memory.get(scored)
        if kept is None:
            kept = _joined(field, _shares(field, scored), self._collection.size)
            self._collection.memory.keep(scored, *kept)
        documents, frequencies = kept
        return documents, frequencies


def _shares(field: Postings, scored: Scored) -> list[tuple[Ranges, float]]:
    """Return the postings of all that is scored as one term, and what of them counts."""
    if scored.kind == "noun":
        share = 1.0 if scored.field in TITLES else OTHER_NUMBER
        others = ((field.ranges(form), share) for form in scored.numbers)
        return [(field.ranges(scored.term), 1.0), *others]
    look_up = field.prefix_ranges if scored.kind == "prefix" else field.like
    return [(look_up(scored.term), 1.0)]


def _joined(
    field: Postings, shares: Sequence[tuple[Ranges, float]], size: int
) -> tuple[Ints, Array]:
    """Return the documents of several terms, each once, and how often each has any of them."""
    found = [(field.documents(some), share * field.frequencies(some)) for some, share in shares]
    return _put_together(found, size)


def _put_together(parts: Sequence[tuple[Ints, Array]], size: int) -> tuple[Ints, Scores]:
    """Return the documents of all parts, each once, and the sums of what they have there."""
    documents = collected([some for some, _ in parts], size)
    return documents, summed(parts, documents, size)


def _at(wanted: Ints, documents: Ints, scores: Scores, size: int) -> Scores:
    """Return the scores of the wanted documents, 0 for those that have none."""
    if not len(documents):
        return np.zeros(len(wanted))
    if len(wanted) * _FEW < len(documents):
        at = np.minimum(documents.searchsorted(wanted), len(documents) - 1)
        return np.where(documents.take(at) == wanted, scores.take(at), 0.0)
    return summed([(documents, scores)], wanted, size)
