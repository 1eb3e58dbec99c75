"""Counts of a facet's values → the lines that are shown of it. Touches the knowledge tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from search.describing.gazetteer import gazetteer
from search.describing.organisation_table import directory
from search.engine import Filters
from search.naming import language_label
from search.results import FacetValue, Label

_MOST: Final = 100  # values of a facet, besides the selected ones


def labels(ids: Iterable[str], facet: str, ui: str) -> tuple[Label, ...]:
    """Return the values of a facet, each once, with their names in the reader's language."""
    label, _ = _FACETS[facet]
    return tuple(Label(i, label(i, ui)) for i in dict.fromkeys(ids))


def facet_lines(
    counts: dict[str, dict[str, int]], filters: Filters, ui: str
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the lines of all facets from the engine's counts."""
    chosen: dict[str, set[str]] = {
        "date": _chosen_years(counts["date"], filters),
        "region": set(filters.region),
        "organisation": set(filters.organisation),
        "language": set(filters.language),
    }
    return {name: _values(name, counts[name], chosen[name], ui) for name in counts}


def _values(
    facet: str, counts: dict[str, int], chosen: set[str], ui: str
) -> tuple[FacetValue, ...]:
    """Make the lines of a facet: dates newest first, the others by count, then by label.

    What is chosen is always among them, even where it has no answers left.
    """
    label, parent = _FACETS[facet]
    values = [
        FacetValue(value, label(value, ui), counts.get(value, 0), value in chosen, parent(value))
        for value in {*counts, *chosen}
    ]
    if facet == "date":
        values.sort(key=lambda v: v.value, reverse=True)
    else:
        values.sort(key=lambda v: (-v.count, v.label, v.value))
    return tuple(v for i, v in enumerate(values) if i < _MOST or v.selected)


def _parent(region: str) -> str:
    return next(iter(gazetteer().ancestors(region)), "")


def _none(_: str) -> str:
    return ""


_FACETS: dict[str, tuple[Callable[[str, str], str], Callable[[str], str]]] = {
    "date": (lambda value, _: value, _none),
    "region": (lambda value, ui: gazetteer().label(value, ui), _parent),
    "organisation": (lambda value, ui: directory().label(value, ui), _none),
    "language": (language_label, _none),
}


def _chosen_years(counts: Iterable[str], filters: Filters) -> set[str]:
    """Return the years that are chosen as a whole."""
    whole = {first[:4] for first, last in filters.date if _is_year(first, last)}
    return whole | {
        year
        for year in counts
        for first, last in filters.date
        if (first or "0") <= f"{year}-01-01" and f"{year}-12-31" <= (last or "9999")
    }


def _is_year(first: str, last: str) -> bool:
    return bool(first) and (first, last) == (f"{first[:4]}-01-01", f"{first[:4]}-12-31")
