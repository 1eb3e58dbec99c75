"""The values of a facet by document, made to be counted. Touches numpy only.

Documents with the same values share one set of them, and most do: many documents are
counted as sets first, of which there are far fewer. Value numbers are those of the facet's
terms; one more stands for *not stated*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

import numpy as np

from search.engine.postings import Array, FieldPostings, Ints, Mask, narrow, spread

_WIDTH: Final = 16  # values of a set that are kept in columns, where few documents are counted
_MANY: Final = 2  # documents for each set before sets are counted first


def value_sets(postings: FieldPostings, size: int) -> Iterator[tuple[str, Array]]:
    """Turn term → documents round, as arrays for `ValueSets`.

    `sets` has the set of each document; the values of set s are `ordinals[rows[s]:rows[s+1]]`,
    and the first few also stand in row s of `table`, where the number of terms + 1 fills
    what is empty.
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
    yield "table", narrow(_columns(values, starts, unstated + 1).ravel())


def _columns(values: Ints, rows: Ints, empty: int) -> Ints:
    """Return the first values of each row, in columns of equal width."""
    counts = np.diff(rows)
    width = max(1, min(_WIDTH, int(counts.max(initial=0))))
    places = np.minimum(rows[:-1, None] + np.arange(width), max(0, len(values) - 1))
    return np.where(counts[:, None] > np.arange(width), values[places], empty)


class ValueSets:
    """The values of a facet in a mapped segment; `size` is the number of its terms."""

    def __init__(self, size: int, arrays: Mapping[str, Array]) -> None:
        self._size = size
        self._sets, self._rows = arrays["sets"], arrays["rows"]
        self._ordinals = arrays["ordinals"]
        self._table = arrays["table"].reshape(len(self._rows) - 1, -1)

    @cached_property
    def _owners(self) -> Ints:
        """The set of each of the ordinals."""
        counts = self._rows[1:].astype(np.int64) - self._rows[:-1]
        return np.repeat(np.arange(len(self._table)), counts)

    @cached_property
    def _longer(self) -> Array:
        """The sets that have more values than the table is wide."""
        return np.flatnonzero(np.diff(self._rows.astype(np.int64)) > self._table.shape[1])

    def count(self, documents: Ints) -> Ints:
        """Return how many of the documents have each value, and last how many have none."""
        sets = self._sets.take(documents)
        if len(documents) > _MANY * len(self._table):
            times = np.bincount(sets, minlength=len(self._table)).take(self._owners)
            counts = np.bincount(self._ordinals, times, self._size + 1)
            return counts.astype(np.int64)
        values = self._table.take(sets, axis=0).ravel()
        counts = np.bincount(values, minlength=self._size + 2)[: self._size + 1]
        if len(self._longer):
            times = np.bincount(sets, minlength=len(self._table)).take(self._longer)
            begins = self._rows[self._longer].astype(np.int64) + self._table.shape[1]
            more = self._rows[self._longer + 1] - begins
            rest = self._ordinals[spread(begins, more)]
            counts += np.bincount(rest, np.repeat(times, more), self._size + 1).astype(np.int64)
        return counts

    @cached_property
    def unstated(self) -> Mask:
        """A mask of the documents without a value."""
        lacking: Mask = self._table[:, 0] == self._size
        return lacking.take(self._sets)
