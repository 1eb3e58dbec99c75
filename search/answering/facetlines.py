"""Counts of a facet's values → the lines that are shown of it. Touches the knowledge tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from search.answering.naming import (
    day_bounds,
    language_label,
    organisation_type_label,
    unstated_label,
)
from search.describing.media import publisher_label
from search.describing.places.gazetteer import gazetteer
from search.engine import Counted, Filters
from search.facets import UNSTATED
from search.parsing.fields import DATED
from search.results import FacetValue, Label

Dates = tuple[tuple[str, str], ...]


def labels(ids: Iterable[str], facet: str, ui: str) -> tuple[Label, ...]:
    """Return the values of a facet, each once, with their names in the reader's language."""
    return tuple(_label(i, facet, ui) for i in dict.fromkeys(ids))


@lru_cache(maxsize=1 << 14)
def _label(value: str, facet: str, ui: str) -> Label:
    return Label(value, _FACETS[facet][0](value, ui))


def facet_lines(
    counts: Mapping[str, Counted], filters: Filters, ui: str, most: int
) -> dict[str, tuple[FacetValue, ...]]:
    """The lines of every facet, labelled in the reader's language: so many at most, besides
    those that are selected.
    """
    made = {
        name: _values(name, counts[name], set(getattr(filters, name)), ui, most)
        for name in counts
        if name not in DATED
    }
    dated = {name: _dates(counts[name], getattr(filters, name), ui, most) for name in DATED}
    return {name: (dated | made)[name] for name in counts}


def unlisted(
    counts: Mapping[str, Counted], lines: Mapping[str, Iterable[FacetValue]]
) -> dict[str, int]:
    """How many values more than its lines a facet has, by facet; of days the years count."""
    known = {name: len(of) for name, of in counts.items()}
    known |= {name: sum(map(_is_year, counts[name])) for name in DATED}
    shown = {
        name: sum(1 for one in of if one.count and (name not in DATED or _is_year(one.value)))
        for name, of in lines.items()
    }
    return {name: known[name] - shown[name] for name in lines if known[name] > shown[name]}


def _is_year(date: str) -> bool:
    return "-" not in date


def _values(
    facet: str, counts: Counted, chosen: set[str], ui: str, most: int
) -> tuple[FacetValue, ...]:
    """Make the lines of a facet by count, then by label.

    What is chosen is always among them, even where it has no answers left; what is not
    stated comes last.
    """
    label, parent = _FACETS[facet]
    # A large index has ten thousand organisations, and a label for each takes longer than the
    # search. What is not stated may be one of those that are asked for.
    known = {**counts.foremost(most + 1), **{value: counts.get(value, 0) for value in chosen}}
    unstated = known.pop(UNSTATED, None)
    lines = [(-count, label(value, ui), value) for value, count in known.items()]
    lines.sort()
    if len(lines) > most:
        shown = {*(value for _, _, value in lines[:most]), *chosen}
        if parent is not _none:
            shown |= {above for value in shown for above in _all_above(value, parent)}
        lines = [line for line in lines if line[2] in shown]
    made = [FacetValue(v, name, -n, v in chosen, parent(v)) for n, name, v in lines]
    if unstated is not None:
        made.append(FacetValue(UNSTATED, unstated_label(ui), unstated, UNSTATED in chosen))
    return tuple(made)


def _all_above(value: str, parent: Callable[[str], str]) -> Iterator[str]:
    """What contains a value, up to the top: a place is never shown without its province."""
    while value := parent(value):
        yield value


def _dates(counts: Mapping[str, int], chosen: Dates, ui: str, most: int) -> tuple[FacetValue, ...]:
    """The lines of days: all years newest first, the months of a year in which
    something is chosen, the days of a month in which something is chosen.
    """
    selected = _chosen_years(counts, chosen)
    periods = {_period(first, last) for first, last in chosen} - {""}
    selected |= periods
    opened = {part for period in periods - {UNSTATED} for part in (period[:4], period[:7])}
    years = sorted((v for v in {*counts, *selected} if v.isdigit()), reverse=True)
    kept = {year for i, year in enumerate(years) if i < most or year in selected | opened}
    values = [v for v in {*counts, *selected} if v in kept or _above(v) in opened]
    values.sort(reverse=True)
    values += [UNSTATED] if UNSTATED in counts or UNSTATED in selected else []
    names = {UNSTATED: unstated_label(ui)}
    return tuple(
        FacetValue(v, names.get(v, v), counts.get(v, 0), v in selected, _above(v)) for v in values
    )


def _above(date: str) -> str:
    """The month of a day, the year of a month, nothing above a year."""
    return date.rpartition("-")[0]


def _period(first: str, last: str) -> str:
    """The year, month or day that two days are the ends of; else nothing."""
    if first == last == UNSTATED:
        return UNSTATED
    for text in (first[:4], first[:7], first):
        if text and day_bounds(text) == (first, last):
            return text
    return ""


def _chosen_years(counts: Iterable[str], chosen: Dates) -> set[str]:
    """The years that are chosen as a whole."""
    return {
        year
        for year in counts
        for first, last in chosen
        if len(year) == 4
        and year != UNSTATED
        and first != UNSTATED
        and (first or "0") <= f"{year}-01-01"
        and f"{year}-12-31" <= (last or "9999")
    }


# The tables never change in a process, and each answer asks for two hundred names.
@lru_cache(maxsize=1 << 16)
def _parent(region: str) -> str:
    return next(iter(gazetteer().ancestors(region)), "")


@lru_cache(maxsize=1 << 16)
def _region(value: str, ui: str) -> str:
    return gazetteer().label(value, ui)


@lru_cache(maxsize=1 << 16)
def _body(value: str, ui: str) -> str:
    """An organisation is called the same where it publishes and where a text tells of it."""
    return publisher_label(value, ui)


def _none(_: str) -> str:
    return ""


_FACETS: dict[str, tuple[Callable[[str, str], str], Callable[[str], str]]] = {
    "region": (_region, _parent),
    "organisation": (_body, _none),
    "publisher": (_body, _none),
    "language": (language_label, lambda value: value.rpartition("-")[0]),
    "organisation_type": (organisation_type_label, _none),
}
