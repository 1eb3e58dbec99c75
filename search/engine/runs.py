"""Where terms stand in a row in one field. Touches mapped segments only."""

from __future__ import annotations

from functools import reduce
from typing import cast

import numpy as np

from search.engine.postings import Array, Ints
from search.engine.segment import Field
from search.engine.sets import NONE, collected, intersect, member, ranks
from search.frozen import dataclass


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


def count_run(field: Field, run: Run, among: Ints | None = None) -> tuple[Ints, Array]:
    """Return the documents that have a run, and how often each has it.

    `among` (ascending) are the only documents to look at in runs of several terms.
    """
    if len(run.terms) == 1 and not run.open_end:
        low, high = field.range(run.terms[0])
        return field.docs[low:high], field.freqs[low:high]
    return np.unique(_occurrences(field, run, among), return_counts=True)


def _occurrences(field: Field, run: Run, among: Ints | None = None) -> Ints:
    """Return the document of every place where a run begins; of a single term or prefix,
    of every posting.
    """
    if not run.terms:
        return NONE
    ranges = [field.range(term) for term in run.terms]
    if run.open_end:
        ranges[-1] = field.prefix_range(run.terms[-1])
    if any(low == high for low, high in ranges):
        return NONE
    if len(ranges) == 1:
        return field.docs[slice(*ranges[0])]
    having = [_documents(field, r, i, run) for i, r in enumerate(ranges)]
    documents = reduce(intersect, sorted(having if among is None else [*having, among], key=len))
    return _in_a_row(field, ranges, documents, run) if len(documents) else NONE


def _documents(field: Field, bounds: tuple[int, int], i: int, run: Run) -> Ints:
    documents = field.docs[slice(*bounds)]
    prefix = run.open_end and i == len(run.terms) - 1
    return collected([documents], field.size) if prefix else documents


def _in_a_row(field: Field, ranges: list[tuple[int, int]], documents: Ints, run: Run) -> Ints:
    """Return the document of every place where term i stands i places behind term 0.

    A place is one number, document × 2³² + position, so that all documents are checked
    at once.
    """
    places = _places(field, ranges[0], documents)
    for distance, bounds in enumerate(ranges[1:], 1):
        if run.open_end and distance == len(ranges) - 1:
            following = np.sort(_places_of_prefix(field, bounds, documents))
        else:
            following = _places(field, bounds, documents)
        places = _followed(places, following, distance, run.slop)
        if not len(places):
            return NONE
    return cast(Ints, documents[places >> 32])


def _places(field: Field, bounds: tuple[int, int], documents: Ints) -> Ints:
    """Return where a term stands in documents that all have it, ascending."""
    low, high = bounds
    chosen = ranks(field.docs[low:high], documents)
    which, positions = field.positions(low, high, chosen)
    return (which << 32) + positions


def _places_of_prefix(field: Field, bounds: tuple[int, int], documents: Ints) -> Ints:
    """Return where any of neighbouring terms stands in documents, in no order."""
    low, high = bounds
    posted = field.docs[low:high]
    chosen = np.flatnonzero(member(posted, documents))
    which, positions = field.positions(low, high, chosen)
    owner = np.searchsorted(documents, posted[chosen]).astype(np.int64)
    return (owner[which] << 32) + positions


def _followed(places: Ints, following: Ints, distance: int, slop: int) -> Ints:
    """Keep the starts that have a following place at `distance`, or up to `slop` later."""
    target = places + distance
    at = np.searchsorted(following, target)
    inside = at < len(following)
    nearest = following[np.minimum(at, len(following) - 1)]
    return places[inside & (nearest - target <= slop)]
