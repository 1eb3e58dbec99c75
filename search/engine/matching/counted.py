"""How many documents have each value of a facet, as arrays. Touches numpy only.

A large index has ten thousand organisations, of which an answer shows a hundred: most of the
counts are never made to numbers of Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from search.engine.arrays.postings import Array, Ints


class Counted(Mapping[str, int]):
    """The counts of the values that any document has."""

    def __init__(self, values: Array, total: Ints, unstated: int) -> None:
        """`values`: strings, of which number `unstated` stands for the documents without any;
        `total`: how many documents have each, none for some.
        """
        self._values, self._total, self._unstated = values, total, unstated
        self._some = (total > 0).nonzero()[0]

    def foremost(self, most: int) -> dict[str, int]:
        """Return the counts of so many of the commonest values, of all that are as common as the
        last of these, and of what is not stated.
        """
        if len(self._some) <= most:
            return self._all
        total = self._total.take(self._some)
        least = np.partition(total, len(total) - most)[len(total) - most]
        chosen = total >= least
        chosen |= self._some == self._unstated
        return self._dictionary(self._some[chosen])

    def __getitem__(self, value: str) -> int:
        return self._all[value]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._some)

    @cached_property
    def _all(self) -> dict[str, int]:
        return self._dictionary(self._some)

    def _dictionary(self, places: Ints) -> dict[str, int]:
        values, total = self._values[places].tolist(), self._total[places].tolist()
        return dict(zip(values, total, strict=True))
