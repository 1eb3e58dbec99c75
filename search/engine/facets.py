"""Facets of one mapped segment: which documents pass a choice, and how many have each value.

Touches mapped segments only.
"""

from __future__ import annotations

import numpy as np

from search.engine.matching import date_mask, match
from search.engine.postings import Array, Ints, Mask
from search.engine.segment import Segment
from search.frozen import dataclass
from search.query import UNSTATED, Facet, FacetName

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Filters:
    """Resolved facet choices: the document needs any value of each facet that has some.

    `date` holds pairs of ISO days, either may be empty; `amount` pairs of the first term and
    the first behind it (see `amounts.bounds`); the others are ids. `UNSTATED` (as both of a
    pair) means the documents without any value.
    """

    date: tuple[tuple[str, str], ...] = ()
    region: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    organisation_type: tuple[str, ...] = ()
    amount: tuple[tuple[str, str], ...] = ()


_NAMED: tuple[FacetName, ...] = (
    "region",
    "organisation",
    "language",
    "event",
    "organisation_type",
)


def masks(segment: Segment, filters: Filters) -> dict[str, Mask]:
    """Return a mask for each facet in which something is chosen."""
    found = {}
    if filters.date:
        found["date"] = np.logical_or.reduce(
            [date_mask(segment, first, last) for first, last in filters.date]
        )
    for name in _NAMED:
        if values := getattr(filters, name):
            found[name] = _mask(segment, [Facet("", name, values)])
    if filters.amount:
        found["amount"] = _mask(segment, [Facet("", "amount", ends) for ends in filters.amount])
    return found


def _mask(segment: Segment, facets: list[Facet]) -> Mask:
    mask = np.zeros(segment.size, bool)
    for facet in facets:
        mask[match(segment, facet)] = True
    return mask


def under(documents: Ints, masks: list[Mask]) -> Ints:
    """Keep the documents that all masks mark."""
    for mask in masks:
        documents = documents[mask[documents]]
    return documents


def count_all(
    segment: Segment, matching: Ints, chosen: dict[str, Mask], filters: Filters, counts: Counts
) -> None:
    """Add to every facet in `counts` the documents that match under the choices in all others.

    Where a date within one year is chosen, that year's months and days are counted too.
    """
    for name in counts:
        others = [mask for other, mask in chosen.items() if other != name]
        documents = under(matching, others)
        _count(segment, name, documents, counts[name])
        if name == "date" and (years := _years(filters)):
            _count_periods(segment.columns["first"][documents], years, counts["date"])


def _count(segment: Segment, name: str, documents: Ints, counts: dict[str, int]) -> None:
    values = segment.fields[name]
    numbers = values.count(documents)
    some = np.flatnonzero(numbers)
    found = zip(values.values[some].tolist(), numbers[some].tolist(), strict=True)
    if counts:
        for value, number in found:
            counts[value] = counts.get(value, 0) + number
    else:
        counts.update(found)
    if values.unstated is not None:
        _add(counts, UNSTATED, int(np.count_nonzero(values.unstated[documents])))


def _count_periods(days: Array, years: list[int], counts: dict[str, int]) -> None:
    """Count months and days, as far as they are known; days are numbers like 20160800."""
    days = days[np.isin(days // 10_000, years)]
    months = days[days // 100 % 100 > 0] // 100
    for value, number in zip(*np.unique(months, return_counts=True), strict=True):
        _add(counts, f"{value // 100}-{value % 100:02}", int(number))
    for value, number in zip(*np.unique(days[days % 100 > 0], return_counts=True), strict=True):
        _add(counts, f"{value // 10_000}-{value // 100 % 100:02}-{value % 100:02}", int(number))


def _add(counts: dict[str, int], value: str, number: int) -> None:
    if number:
        counts[value] = counts.get(value, 0) + number


def _years(filters: Filters) -> list[int]:
    """Return the years within which a date is chosen."""
    pairs = ((first[:4], last[:4]) for first, last in filters.date)
    return sorted({int(first) for first, last in pairs if first.isdigit() and first == last})
