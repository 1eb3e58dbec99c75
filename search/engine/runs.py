"""Where terms stand in a row in one field. Touches mapped segments only."""

from __future__ import annotations

from functools import reduce
from typing import Final, cast

import numpy as np

from search.engine.postings import Array, Ints
from search.engine.segment import Field
from search.engine.sets import NONE, collected, intersect, member, ranks
from search.frozen import dataclass

_TRUE: Final = np.ones(1, bool)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive terms in one field; the last may be a prefix (one Han character)."""

    terms: tuple[str, ...]
    open_end: bool = False
    slop: int = 0


def match_run(field: Field, run: Run) -> Ints:
    """Return the documents that have the terms of a run in a row (within its slop)."""
    found = _occurrences(field, run)
    plain = len(run.terms) == 1 and not run.open_end
    return found if plain else collected([found], field.size)


def count_run(field: Field, run: Run) -> tuple[Ints, Array]:
    """Return the documents that have a run, and how often each has it."""
    if len(run.terms) == 1 and not run.open_end:
        low, high = field.range(run.terms[0])
        return field.docs[low:high], field.freqs.between(low, high)
    found = _occurrences(field, run)
    return _counted(np.sort(found) if run.open_end and len(run.terms) == 1 else found)


def _counted(found: Ints) -> tuple[Ints, Array]:
    """Return the different ones of ascending numbers, and how often each occurs."""
    if not len(found):
        return NONE, NONE
    bounds = np.concatenate([_TRUE, found[1:] != found[:-1], _TRUE]).nonzero()[0]
    return found[bounds[:-1]], bounds[1:] - bounds[:-1]


class Window:
    """Some documents, in which the places of a term are looked for once for many runs."""

    def __init__(self, field: Field, documents: Ints) -> None:
        """`documents`: not none, ascending."""
        self._field = field
        self._documents = documents
        self._places: dict[str, Ints] = {}

    def count(self, terms: tuple[str, ...], slop: int) -> tuple[Ints, Array]:
        """Return which of the documents (by their place among them) have terms in a row, and
        how often.
        """
        places = NONE
        for distance, term in enumerate(terms):
            found = self._find(term)
            places = _followed(places, found, distance, slop) if distance else found
            if not len(places):
                return NONE, NONE
        return _counted(places >> 32)

    def _find(self, term: str) -> Ints:
        """Return where a term stands: place of the document × 2³² + position."""
        if term not in self._places:
            self._places[term] = NONE
            low, high = self._field.range(term)
            posted = self._field.docs[low:high]
            has = member(self._documents, posted).nonzero()[0]
            if len(has):
                chosen = ranks(posted, self._documents.take(has))
                which, positions = self._field.positions(low, high, chosen)
                self._places[term] = (has.take(which) << 32) + positions
        return self._places[term]


def _occurrences(field: Field, run: Run) -> Ints:
    """Return the document of every place where a run begins, ascending; of a single term or
    prefix, of every posting.
    """
    if not run.terms:
        return NONE
    ranges = [field.range(term) for term in run.terms]
    if run.open_end:
        ranges[-1] = field.prefix_range(run.terms[-1])
    if any(low == high for low, high in ranges):
        return NONE
    posted = [field.docs[low:high] for low, high in ranges]
    if len(posted) == 1:
        return posted[0]
    having = [*posted[:-1], collected(posted[-1:], field.size)] if run.open_end else posted
    documents = reduce(intersect, sorted(having, key=len))
    return _in_a_row(field, ranges, posted, documents, run) if len(documents) else NONE


def _in_a_row(
    field: Field, ranges: list[tuple[int, int]], posted: list[Ints], documents: Ints, run: Run
) -> Ints:
    """Return the document of every place where term i stands i places behind term 0.

    A place is one number, document × 2³² + position, so that all documents are checked
    at once. `posted`: the documents of each term's postings.
    """
    last = len(ranges) - 1
    places = NONE
    for distance, (bounds, having) in enumerate(zip(ranges, posted, strict=True)):
        if run.open_end and distance == last:
            found = np.sort(_places_of_prefix(field, bounds, having, documents))
        else:
            which, positions = field.positions(*bounds, ranks(having, documents))
            found = (which << 32) + positions
        places = _followed(places, found, distance, run.slop) if distance else found
        if not len(places):
            return NONE
    return cast(Ints, documents[places >> 32])


def _places_of_prefix(field: Field, bounds: tuple[int, int], posted: Ints, documents: Ints) -> Ints:
    """Return where any of neighbouring terms stands in documents, in no order."""
    chosen = member(posted, documents).nonzero()[0]
    which, positions = field.positions(*bounds, chosen)
    owner = documents.searchsorted(posted[chosen])
    return (owner[which] << 32) + positions


def _followed(places: Ints, following: Ints, distance: int, slop: int) -> Ints:
    """Keep the starts that have a following place at `distance`, or up to `slop` later."""
    if not len(following):
        return NONE
    target = places + distance
    at = following.searchsorted(target)
    inside = at < len(following)
    nearest = following[np.minimum(at, len(following) - 1)]
    return places[inside & (nearest - target <= slop)]
