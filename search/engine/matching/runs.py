"""Where terms stand in a row in one field. Touches mapped segments only.

A place is one number, document × 2³² + position, so that all documents are checked at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final, NamedTuple

import numpy as np

from search.engine.arrays.postings import Array, Ints
from search.engine.arrays.sets import NONE, collected, intersect
from search.engine.segments.collection import Postings, Ranges, Tokens, total

_OFTEN: Final = 8  # times more postings than places from which on documents are looked up first
_TRUE: Final = np.ones(1, bool)


class Run(NamedTuple):
    """Consecutive terms in one field; the last may be a prefix (one Han character)."""

    terms: tuple[str, ...]
    open_end: bool = False
    slop: int = 0


def match_run(field: Postings, run: Run) -> Ints:
    """Return the documents that have the terms of a run in a row (within its slop)."""
    if len(run.terms) == 1 and not run.open_end:
        return field.documents(field.ranges(run.terms[0]))
    if run.open_end or run.slop:
        return having(field, run)
    return _counted(_remembered(field, run))[0]


def count_run(field: Postings, run: Run) -> tuple[Ints, Array]:
    """Return the documents that have a run, and how often each has it."""
    if len(run.terms) == 1 and not run.open_end:
        ranges = field.ranges(run.terms[0])
        return field.documents(ranges), field.frequencies(ranges)
    found = _remembered(field, run)
    return _counted(np.sort(found) if run.open_end and len(run.terms) == 1 else found)


def having(field: Postings, run: Run) -> Ints:
    """Return the documents that have a run."""
    return collected([_remembered(field, run)], field.size)


def _remembered(field: Postings, run: Run) -> Ints:
    """Return the document of every place where a run begins, ascending; of a single term or
    prefix, of every posting. Who looks for them may want to count the run in them later.
    """
    ranges = _ranges(field, run)
    if not ranges:  # most rows are in no title, where a term of them is in none
        return NONE
    if len(ranges) == 1:
        return field.documents(ranges[0])
    kept = field.memory.get((field.name, run))
    if kept is None:
        simple = not run.open_end and not run.slop
        places = _in_a_row(field, ranges) if simple else _starts(field, run, ranges)
        kept = (places >> 32,)
        field.memory.keep((field.name, run), *kept)
    return kept[0]


def _ranges(field: Postings, run: Run) -> list[Ranges]:
    """Return where the postings of each term are in the segments that have all of them; nothing
    where none has, or there are no terms.
    """
    found: list[Ranges] = []
    for number, term in enumerate(run.terms, 1):
        prefix = run.open_end and number == len(run.terms)
        found.append(field.prefix_ranges(term) if prefix else field.ranges(term))
        if not found[-1]:
            return []
    if not found:
        return []
    shared = set.intersection(*({piece[0] for piece in ranges} for ranges in found))
    if not shared:
        return []
    return [[piece for piece in ranges if piece[0] in shared] for ranges in found]


def _counted(found: Ints) -> tuple[Ints, Array]:
    """Return the different ones of ascending numbers, and how often each occurs."""
    if not len(found):
        return NONE, NONE
    bounds = np.concatenate([_TRUE, found[1:] != found[:-1], _TRUE]).nonzero()[0]
    return found[bounds[:-1]], bounds[1:] - bounds[:-1]


class Window:
    """Some documents of one field, in which terms are looked for in a row."""

    def __init__(self, field: Postings, documents: Ints, rows: Iterable[Sequence[str]]) -> None:
        """`documents`: not none, ascending; `rows`: all that may be asked for."""
        split = field.split(documents)
        chosen: dict[str, Sequence[Tokens]] = {}
        for row in rows:
            for term in row:
                if term not in chosen:
                    chosen[term] = field.having(field.ranges(term), split)
                if not chosen[term]:
                    break  # and so the row is nowhere
        self._places = dict(zip(chosen, field.read([*chosen.values()]), strict=True))
        self._documents = documents

    def count(self, terms: tuple[str, ...], slop: int) -> tuple[Ints, Array]:
        """Return which of the documents (by their place among them) have terms in a row, and
        how often.
        """
        documents, times = _counted(self.places(terms, slop) >> 32)
        return self._documents.searchsorted(documents), times

    def places(self, terms: tuple[str, ...], slop: int) -> Ints:
        """Return where terms in a row begin."""
        places = NONE
        for distance, term in enumerate(terms):
            found = self._places.get(term, NONE)
            places = _followed(places, found, distance, slop) if distance else found
            if not len(places):
                break
        return places


def _in_a_row(field: Postings, ranges: Sequence[Ranges]) -> Ints:
    """Return every place where the terms of some postings stand in a row, ascending.

    Begins with the rarest: of a term that is much more frequent than the places that are left
    only the documents of those are read, else all, which spares looking for them.
    """
    begins = NONE
    for number, i in enumerate(sorted(range(len(ranges)), key=lambda i: total(ranges[i]))):
        if not number:
            begins = field.places(ranges[i]) - i
            continue
        if total(ranges[i]) > _OFTEN * len(begins):
            documents = _counted(begins >> 32)[0]
            (following,) = field.read([field.having(ranges[i], field.split(documents))])
        else:
            following = field.places(ranges[i])
        begins = _followed(begins, following, i, 0)
        if not len(begins):
            break
    return begins


def starts(field: Postings, run: Run, documents: Ints) -> Ints:
    """Return every place in documents (ascending, with all of the terms) where term i stands i
    places behind term 0, or up to its slop later.
    """
    split, last = field.split(documents), len(run.terms) - 1
    places = NONE
    for distance, ranges in enumerate(_ranges(field, run)):
        (found,) = field.read([field.having(ranges, split)])
        if run.open_end and distance == last:
            found = np.sort(found)
        places = _followed(places, found, distance, run.slop) if distance else found
        if not len(places):
            return NONE
    return places


def _starts(field: Postings, run: Run, ranges: Sequence[Ranges]) -> Ints:
    """Return every place where a run begins of which the last term is a prefix, or that has a
    slop.
    """
    posted = [field.documents(some) for some in ranges]
    if run.open_end:
        posted[-1] = collected(posted[-1:], field.size)
    documents = reduce(intersect, sorted(posted, key=len))
    return starts(field, run, documents) if len(documents) else NONE


def _followed(places: Ints, following: Ints, distance: int, slop: int) -> Ints:
    """Keep the starts that have a following place at `distance`, or up to `slop` later."""
    if not len(following):
        return NONE
    target = places + distance
    if not slop:  # two ascending rows are merged by a stable sort, quicker than looked up
        both = np.concatenate([target, following])
        both.sort(kind="stable")
        return both[:-1].compress(both[1:] == both[:-1]) - distance
    at = following.searchsorted(target)
    inside = at < len(following)
    nearest = following[np.minimum(at, len(following) - 1)]
    return places.compress(inside & (nearest - target <= slop))
