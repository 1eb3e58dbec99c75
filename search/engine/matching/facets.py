"""Facets: which documents pass a choice, and how many have each value.

Touches mapped segments only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from search.engine.arrays.postings import Array, Ints, Mask
from search.engine.arrays.valuesets import ValueSets, join
from search.engine.matching.counted import Counted
from search.engine.matching.tree import date_mask, match
from search.engine.segments.collection import Collection
from search.facets import UNSTATED, FacetName
from search.query import Facet

Counts = Mapping[str, Counted]


class Filters(Struct, frozen=True):
    """Resolved facet choices: the document needs any value of each facet that has some.

    `date` and `event` hold pairs of ISO days, either may be empty; `amount` pairs of the first
    term and the first behind it (see `amounts.bounds`); the others are ids. `UNSTATED` (as both
    of a pair) means the documents without any value.
    """

    date: tuple[tuple[str, str], ...] = ()
    region: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    event: tuple[tuple[str, str], ...] = ()
    organisation_type: tuple[str, ...] = ()
    amount: tuple[tuple[str, str], ...] = ()
    publisher: tuple[str, ...] = ()


_NAMED: tuple[FacetName, ...] = (
    "region",
    "organisation",
    "publisher",
    "language",
    "organisation_type",
)


def masks(collection: Collection, filters: Filters) -> dict[str, Mask]:
    """Return a mask for each facet in which something is chosen."""
    found = {}
    if filters.date:
        found["date"] = np.logical_or.reduce(
            [date_mask(collection, first, last) for first, last in filters.date]
        )
    for name in _NAMED:
        if values := getattr(filters, name):
            found[name] = _mask(collection, [Facet("", name, values)])
    ranges: tuple[FacetName, ...] = ("event", "amount")
    for name in ranges:
        if pairs := getattr(filters, name):
            found[name] = _mask(collection, [Facet("", name, ends) for ends in pairs])
    return found


def _mask(collection: Collection, facets: list[Facet]) -> Mask:
    mask = np.zeros(collection.size, bool)
    for facet in facets:
        mask[match(collection, facet)] = True
    return mask


def under(documents: Ints, masks: list[Mask]) -> Ints:
    """Keep the documents that all masks mark."""
    for mask in masks:
        documents = documents.compress(mask.take(documents))
    return documents


class Counter:
    """Counts the facet values of documents; threads may share it."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._joined: dict[str, tuple[Array, ValueSets, int]] = {}

    def count(
        self,
        names: Sequence[str],
        matching: Ints,
        chosen: dict[str, Mask],
        filters: Filters,
    ) -> Counts:
        """Return the counts of some facets: of the documents that match, under the choices in
        all other facets.

        Where a date within one year is chosen, that year's months and days are counted too; of
        events, of which a document has several, the days of the months that are chosen.
        """
        counts: dict[str, Counted] = {}
        everything = under(matching, list(chosen.values())) if names else matching
        for name in names:
            documents = everything
            if name in chosen:
                others = [mask for other, mask in chosen.items() if other != name]
                documents = under(matching, others)
            values, sets, unstated = self._values(name)
            total = sets.count(documents)
            if name == "date" and (years := _years(filters.date)):
                days = self._collection.column("first").take(documents)
                values, total = _with_periods(days, years, values, total)
            if finer := self._finer(name, filters, documents):
                values = np.concatenate([values, np.array([*finer, None], object)[:-1]])
                total = np.concatenate([total, [*finer.values()]])
            counts[name] = Counted(values, total, unstated)
        return counts

    def _finer(self, name: str, filters: Filters, documents: Ints) -> dict[str, int]:
        """Return how many of some documents have what is finer than the values of a facet."""
        asked: dict[str, Facet] = {}
        if name == "language":
            scripts = (value for value in filters.language if "-" in value)
            asked = {value: Facet("", "language", (value,)) for value in scripts}
        if name == "event":
            months = (f"{year:04}-{n:02}" for year in _years(filters.event) for n in range(1, 13))
            opened = {first[:7] for first, last in filters.event if first[:7] == last[:7]}
            days = (f"{month}-{n:02}" for month in opened - {UNSTATED} for n in range(1, 32))
            asked = {month: _event(f"{month}-01", f"{month}-31") for month in months}
            asked |= {day: _event(day, day) for day in days}
        marked = np.zeros(self._collection.size, bool)
        marked[documents] = True
        found = {one: match(self._collection, facet) for one, facet in asked.items()}
        counts = {one: int(marked.take(having).sum()) for one, having in found.items()}
        return {one: count for one, count in counts.items() if count or name == "language"}

    def _values(self, name: str) -> tuple[Array, ValueSets, int]:
        """Return the values of all segments together, which of them documents have, and the
        number of what stands for none.
        """
        if name not in self._joined:
            fields = [field for _, field in self._collection.fields[name].parts]
            if len(fields) == 1:
                values, sets = [*fields[0].values, UNSTATED], fields[0].sets
            else:
                number: dict[str, int] = {}
                places = [
                    np.array([number.setdefault(v, len(number)) for v in (*field.values, UNSTATED)])
                    for field in fields
                ]
                values = [*number] or [UNSTATED]
                sets = join([field.sets for field in fields], places, len(values) - 1)
            strings = np.array([*values, None], object)[:-1]
            self._joined[name] = strings, sets, values.index(UNSTATED)
        return self._joined[name]


def _with_periods(days: Array, years: list[int], values: Array, total: Ints) -> tuple[Array, Ints]:
    """Return values and their counts with those of the months and days of some years, as far as
    they are known; days are numbers like 20160800.
    """
    days = days[np.isin(days // 10_000, years)]
    months, in_month = np.unique(days[days // 100 % 100 > 0] // 100, return_counts=True)
    days, on_day = np.unique(days[days % 100 > 0], return_counts=True)
    names = [
        *(f"{month // 100}-{month % 100:02}" for month in months.tolist()),
        *(f"{day // 10_000}-{day // 100 % 100:02}-{day % 100:02}" for day in days.tolist()),
    ]
    return (
        np.concatenate([values, np.array([*names, None], object)[:-1]]),
        np.concatenate([total, in_month, on_day]),
    )


def _event(first: str, last: str) -> Facet:
    return Facet("", "event", (first, last))


def _years(chosen: Sequence[tuple[str, str]]) -> list[int]:
    """Return the years within which a date is chosen."""
    pairs = ((first[:4], last[:4]) for first, last in chosen)
    return sorted({int(first) for first, last in pairs if first.isdigit() and first == last})
