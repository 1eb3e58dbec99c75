"""Where terms stand in a row in one field. Touches mapped segments only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final, NamedTuple, TypeAlias, cast

import numpy as np

from search.engine.arrays.postings import Array, Ints
from search.engine.arrays.sets import NONE, collected, intersect, member, ranks
from search.engine.segments.collection import Postings, joined
from search.engine.segments.segment import Field

_Having: TypeAlias = tuple[Ints, Ints, Ints]

_OFTEN: Final = 8  # times more postings than places from which on documents are looked up first
_TRUE: Final = np.ones(1, bool)
_POSITION: Final = (1 << 32) - 1  # the bits of a place (document × 2³² + position) that tell it


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
        return collected(_everywhere(field, run), field.size)
    return _counted(joined(_everywhere(field, run)))[0]


def count_run(field: Postings, run: Run) -> tuple[Ints, Array]:
    """Return the documents that have a run, and how often each has it."""
    if len(run.terms) == 1 and not run.open_end:
        ranges = field.ranges(run.terms[0])
        return field.documents(ranges), field.frequencies(ranges)
    found = joined(_everywhere(field, run))
    return _counted(np.sort(found) if run.open_end and len(run.terms) == 1 else found)


def _everywhere(field: Postings, run: Run) -> list[Ints]:
    """Return the document of every place where a run begins, segment by segment."""
    found = [(base, _remembered(part, run)) for base, part in field.parts]
    return [documents + base for base, documents in found if len(documents)] or [NONE]


def _remembered(field: Field, run: Run) -> Ints:
    """Who looks for the documents of a run may want to count it in them later; most rows are
    in no title, where a term of them is in none.
    """
    if not run.open_end and not all(low < high for low, high in _ranges(field, run)):
        return NONE
    kept = field.memory.get((field.name, run))
    if kept is None:
        kept = (_occurrences(field, run),)
        field.memory.keep((field.name, run), *kept)
    return kept[0]


def _counted(found: Ints) -> tuple[Ints, Array]:
    """Return the different ones of ascending numbers, and how often each occurs."""
    if not len(found):
        return NONE, NONE
    bounds = np.concatenate([_TRUE, found[1:] != found[:-1], _TRUE]).nonzero()[0]
    return found[bounds[:-1]], bounds[1:] - bounds[:-1]


class Window:
    """Some documents of one field of a segment, in which terms are looked for in a row."""

    def __init__(self, field: Field, documents: Ints, rows: Iterable[Sequence[str]]) -> None:
        """`documents`: not none, ascending; `rows`: all that may be asked for. Positions of all
        terms are read at once, which costs hardly more than for one.
        """
        self._field, self._documents = field, documents
        self._places: dict[str, Ints] = {}
        having: dict[str, _Having | None] = {}
        for row in rows:
            for term in row:
                if term not in having:
                    having[term] = self._having(*field.range(term))
                if having[term] is None:
                    break  # and so the row is nowhere
        some = {term: found for term, found in having.items() if found}
        if some:
            self._read(some)

    def _having(self, low: int, high: int) -> _Having | None:
        """Return which of the documents have a term, where its tokens in them begin, and how
        many there are; None where none has it.
        """
        has, at = self._field.docs.find(low, high, self._documents)
        return (has, *self._field.tokens(low, high, at)) if len(has) else None

    def _read(self, having: dict[str, _Having]) -> None:
        """Read all places: place of the document × 2³² + position."""
        has, begins, counts = map(np.concatenate, zip(*having.values(), strict=True))
        places = (has << 32).repeat(counts)
        places += self._field.positions(begins, counts)
        ends = counts.cumsum()
        low = read = 0
        for term, (own, _, _) in having.items():
            read += len(own)
            high = int(ends[read - 1])
            self._places[term], low = places[low:high], high

    def count(self, terms: tuple[str, ...], slop: int) -> tuple[Ints, Array]:
        """Return which of the documents (by their place among them) have terms in a row, and
        how often.
        """
        return _counted(self.places(terms, slop) >> 32)

    def places(self, terms: tuple[str, ...], slop: int) -> Ints:
        """Return where terms in a row begin: place of the document × 2³² + position."""
        places = NONE
        for distance, term in enumerate(terms):
            found = self._places.get(term, NONE)
            places = _followed(places, found, distance, slop) if distance else found
            if not len(places):
                break
        return places


def having(field: Field, run: Run) -> Ints:
    """Return the documents of a segment that have a run."""
    return collected([_occurrences(field, run)], field.size)


def _occurrences(field: Field, run: Run) -> Ints:
    """Return the document of every place where a run begins, ascending; of a single term or
    prefix, of every posting.
    """
    if not run.terms:
        return NONE
    ranges = _ranges(field, run)
    if any(low == high for low, high in ranges):
        return NONE
    if len(ranges) == 1:
        return field.docs[slice(*ranges[0])]
    if not run.open_end and not run.slop:
        return _in_a_row(field, ranges) >> 32
    posted = [field.docs[low:high] for low, high in ranges]
    having = [*posted[:-1], collected(posted[-1:], field.size)] if run.open_end else posted
    documents = reduce(intersect, sorted(having, key=len))
    if not len(documents):
        return NONE
    return documents.take(starts(field, run, documents) >> 32)


def _in_a_row(field: Field, ranges: Sequence[tuple[int, int]]) -> Ints:
    """Return every place where the terms of some postings stand in a row, ascending: document
    × 2³² + position.

    Begins with the rarest: of a term that is much more frequent than the places that are left
    only the documents of those are read, else all, which spares looking for them.
    """
    begins = NONE
    for number, i in enumerate(sorted(range(len(ranges)), key=lambda i: _length(ranges[i]))):
        low, high = ranges[i]
        if not number:
            begins = field.places(low, high) - i
            continue
        if high - low > _OFTEN * len(begins):
            following = _places_within(field, low, high, begins + i)
        else:
            following = field.places(low, high)
        begins = _followed(begins, following, i, 0)
        if not len(begins):
            break
    return begins


def _length(bounds: tuple[int, int]) -> int:
    return bounds[1] - bounds[0]


def _places_within(field: Field, low: int, high: int, places: Ints) -> Ints:
    """Return the places of a term in the documents of some places."""
    documents = _counted(places >> 32)[0]
    has, at = field.docs.find(low, high, documents)
    if not len(has):
        return NONE
    begins, counts = field.tokens(low, high, at)
    found: Ints = (documents.take(has) << 32).repeat(counts)
    found += field.positions(begins, counts)
    return found


def starts(field: Field, run: Run, documents: Ints) -> Ints:
    """Return every place where term i stands i places behind term 0, in no order.

    A place is one number, place among the documents × 2³² + position, so that all documents
    are checked at once. `documents`: ascending, with all of the terms.
    """
    ranges = _ranges(field, run)
    posted = [field.docs[low:high] for low, high in ranges]
    last = len(ranges) - 1
    places = NONE
    for distance, (bounds, having) in enumerate(zip(ranges, posted, strict=True)):
        if run.open_end and distance == last:
            found = np.sort(_places_of_prefix(field, bounds, having, documents))
        else:
            found = _places(field, bounds, ranks(having, documents))
        places = _followed(places, found, distance, run.slop) if distance else found
        if not len(places):
            return NONE
    return places


def _ranges(field: Field, run: Run) -> list[tuple[int, int]]:
    """Return where the postings of each term are."""
    ranges = [field.range(term) for term in run.terms]
    if run.open_end:
        ranges[-1] = field.prefix_range(run.terms[-1])
    return ranges


def _places_of_prefix(field: Field, bounds: tuple[int, int], posted: Ints, documents: Ints) -> Ints:
    """Return where any of neighbouring terms stands in documents, in no order."""
    chosen = member(posted, documents).nonzero()[0]
    found = _places(field, bounds, chosen)
    owner = documents.searchsorted(posted[chosen])
    return cast(Ints, (owner[found >> 32] << 32) + (found & _POSITION))


def _places(field: Field, bounds: tuple[int, int], chosen: Ints) -> Ints:
    """Return place among the chosen × 2³² + position for some postings of a term or prefix."""
    begins, counts = field.tokens(*bounds, chosen)
    places: Ints = (np.arange(len(chosen)) << 32).repeat(counts)
    places += field.positions(begins, counts)
    return places


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
