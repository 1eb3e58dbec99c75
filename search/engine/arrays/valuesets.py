"""The values of a facet by document, made to be counted. Touches numpy only.

Documents with the same values share one set of them, and most do: many documents are
counted as sets first, of which there are far fewer. Value numbers are those of the facet's
terms; one more stands for *not stated*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from search.engine.arrays.postings import Array, FieldPostings, Ints, Mask, narrow, spread
from search.engine.arrays.sets import NONE

_WIDTH: Final = 16  # values by which documents are compared; who has more is a set alone
_FEW: Final = 4  # how many times fewer documents than sets there are where sets do not help
_USUAL: Final = 4  # of so many documents one has the usual set, where it pays to count it apart
_MANY: Final = 2  # documents for each set from which on sets are counted first
_ROW: Final = 4  # values that are read at once


def value_sets(postings: FieldPostings, size: int) -> Iterator[tuple[str, Array]]:
    """Turn term → documents round, as arrays for `ValueSets`.

    `sets` has the set of each document; the values of set s are `ordinals[rows[s]:rows[s+1]]`.
    """
    unstated = len(postings.terms)
    stated = np.bincount(postings.docs, minlength=size) > 0
    lacking = np.flatnonzero(~stated)
    docs = np.concatenate([postings.docs.astype(np.int64), lacking])
    values = np.repeat(np.arange(unstated), np.diff(postings.starts))
    values = np.concatenate([values, np.full(len(lacking), unstated)])
    values = values[np.argsort(docs, kind="stable")]
    rows = np.concatenate([[0], np.cumsum(np.bincount(docs, minlength=size))]).astype(np.int64)
    keys = _columns(values, rows, unstated + 1)
    longer = np.flatnonzero(np.diff(rows) > _WIDTH)
    keys[longer, -1] = unstated + 2 + np.arange(len(longer))  # each is a set of its own
    _, first, sets = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    counts = np.diff(rows)[first]
    starts = np.concatenate([[0], np.cumsum(counts)])
    values = values[spread(rows[first], counts)]
    yield "sets", narrow(sets.ravel())
    yield "ordinals", narrow(values)
    yield "rows", narrow(starts)


def _columns(values: Ints, rows: Ints, empty: int) -> Ints:
    """Return the first values of each row, in columns of equal width."""
    counts = np.diff(rows)
    width = max(1, min(_WIDTH, int(counts.max(initial=0))))
    places = np.minimum(rows[:-1, None] + np.arange(width), max(0, len(values) - 1))
    return np.where(counts[:, None] > np.arange(width), values[places], empty)


class ValueSets:
    """The values of a facet; `size` is the number of its terms."""

    def __init__(self, size: int, arrays: Mapping[str, Array]) -> None:
        self._size = size
        self._sets, self._rows = arrays["sets"], arrays["rows"]
        self._ordinals = arrays["ordinals"]

    @cached_property
    def _begins(self) -> Ints:
        """Where the values of each set begin, and those of the last end."""
        return self._rows.astype(np.int64)

    @cached_property
    def _counts(self) -> Ints:
        """How many values each set has."""
        return np.diff(self._begins)

    @cached_property
    def _table(self) -> tuple[Array, Ints, Ints]:
        """The values of each set in rows of `_ROW`, the last one filled with a number that is no
        value; the first row of each set, and how many rows it has. To find rows costs a quarter of
        finding values, and to read one hardly more than a value.
        """
        counts = (self._counts + (_ROW - 1)) // _ROW
        firsts = np.cumsum(counts) - counts
        kind = np.min_scalar_type(self._size + 1)
        table = np.full(int(counts.sum()) * _ROW, self._size + 1, kind)
        table[spread(firsts * _ROW, self._counts)] = self._ordinals
        return table.reshape(-1, _ROW), firsts, counts

    @cached_property
    def _only(self) -> Array | None:
        """The value of each document, where every set is one value."""
        single = len(self._ordinals) == len(self._rows) - 1
        return self._ordinals.take(self._sets) if single else None

    @cached_property
    def _usual(self) -> tuple[int, int]:
        """The set of one value that many documents have (often: not stated), and its value;
        -1 where there is none.
        """
        if not len(self._sets):
            return -1, 0
        times = np.bincount(self._sets, minlength=len(self._counts)) * (self._counts == 1)
        usual = int(times.argmax())
        if times[usual] * _USUAL < len(self._sets):
            return -1, 0
        return usual, int(self._ordinals[self._begins[usual]])

    @cached_property
    def _shared(self) -> bool:
        """Whether most sets are those of several documents, beside the usual one."""
        return int((self._sets != self._usual[0]).sum()) > _MANY * len(self._counts)

    def count(self, documents: Ints) -> Ints:
        """Return how many of the documents have each value, and last how many have none."""
        if self._only is not None:
            return np.bincount(self._only.take(documents), minlength=self._size + 1)
        sets = self._sets.take(documents)
        usual, value = self._usual
        if usual < 0:
            return self._count(sets)
        others = sets.compress(sets != usual)
        total = self._count(others)
        total[value] += len(sets) - len(others)
        return total

    def _count(self, sets: Array) -> Ints:
        """Return how often each value is in some sets, each as often as it is named."""
        if not len(sets):
            return np.zeros(self._size + 1, np.int64)
        table, firsts, counts = self._table
        weights = None
        if self._shared and len(sets) * _FEW > len(counts):
            times = np.bincount(sets, minlength=len(counts))
            sets = (times > 0).nonzero()[0]
            weights = times.take(sets).repeat(counts.take(sets) * _ROW)
        values = table.take(spread(firsts.take(sets), counts.take(sets)), axis=0).ravel()
        found = np.bincount(values, weights, self._size + 2)[:-1]
        return found if weights is None else found.astype(np.int64)

    @cached_property
    def unstated(self) -> Mask:
        """A mask of the documents without a value."""
        lacking: Mask = self._ordinals.take(self._begins[:-1]) == self._size
        return lacking.take(self._sets)

    def arrays(self, places: Ints) -> tuple[Array, Array, Array]:
        """Return the set of each document, how many values each set has, and the values of all
        sets, by the numbers that they have among those of all segments.
        """
        return self._sets, self._counts, places.take(self._ordinals)


def join(parts: Sequence[ValueSets], places: Sequence[Ints], size: int) -> ValueSets:
    """Return the values of the documents of several segments; sets of one value are the same in
    all of them.

    `places`: the number of each value of a segment (and of none) among `size` + 1 of all.
    """
    found = [part.arrays(place) for part, place in zip(parts, places, strict=True)]
    bases = np.cumsum([0, *(len(counts) for _, counts, _ in found)]).tolist()
    sets = [sets.astype(np.int64) + base for (sets, _, _), base in zip(found, bases, strict=False)]
    counts = np.concatenate([NONE, *(counts for _, counts, _ in found)])
    ordinals = np.concatenate([NONE, *(ordinals for _, _, ordinals in found)])
    rows = np.cumsum(np.concatenate([[0], counts]), dtype=np.int64)
    single = (counts == 1).nonzero()[0]
    values = ordinals.take(rows.take(single))
    first, same = np.zeros(size + 1, np.int64), np.arange(len(counts))
    first[values[::-1]] = single[::-1]
    same[single] = first.take(values)
    numbers = same.take(np.concatenate([NONE, *sets]))
    return ValueSets(size, {"sets": narrow(numbers), "ordinals": narrow(ordinals), "rows": rows})
