"""What a person chose in each facet → the ids that the engine filters by, and notes on names
that nobody has. Touches `naming`.
"""

from __future__ import annotations

from search.answering.naming import Names, day_bounds, language_code, normal, organisation_types
from search.engine import Filters
from search.errors import QueryError
from search.facets import NOT_STATED, UNSTATED, FacetName, Filter
from search.parsing.fields import languages
from search.query import Note


def resolve(chosen: Filter, names: Names) -> Filters:
    """Resolve what was typed for each facet. Raises QueryError for what makes no sense."""
    regions: list[str] = []
    for name in chosen.regions:
        found = names.region(name)
        if not found:
            raise QueryError(f"region: {name!r} is not a place that Mulu knows")
        regions.extend(found)
    organisations = [i for n in chosen.organisations for i in names.organisation(n) or (n,)]
    publishers = [i for n in chosen.publishers for i in names.publisher(n) or (n,)]
    return Filters(
        date=tuple(day_bounds(text, "date") for text in chosen.dates),
        region=tuple(dict.fromkeys(regions)),
        organisation=tuple(dict.fromkeys(organisations)),
        language=tuple(
            UNSTATED if name.casefold() in NOT_STATED else language_code(name)
            for name in chosen.languages
        ),
        event=tuple(day_bounds(text, "event") for text in chosen.events),
        organisation_type=_kinds(names, chosen.organisation_types),
        amount=tuple(_amount(names, text) for text in chosen.amounts),
        publisher=tuple(dict.fromkeys(publishers)),
    )


def unknown(chosen: Filter, filters: Filters, names: Names) -> tuple[Note, ...]:
    """Return a note on each name that was chosen (`filters`: as it was resolved) and that no
    publisher, organisation or language has.
    """
    bodies: list[tuple[FacetName, str]]
    bodies = [("publisher", n) for n in chosen.publishers if n in filters.publisher]
    bodies += [("organisation", n) for n in chosen.organisations if n in filters.organisation]
    found = [(facet, name) for facet, name in bodies if not names.facet(facet, name)]
    tongues = (n for n in chosen.languages if normal(n) not in {*languages(), *NOT_STATED})
    found += [("language", name) for name in tongues]
    return tuple(Note(f"unknown-{facet}", name) for facet, name in found)


def _kinds(names: Names, typed: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for text in typed:
        unstated = text.casefold() in NOT_STATED
        values = (UNSTATED,) if unstated else names.facet("organisation_type", text)
        if not values:
            listed = ", ".join(organisation_types())
            raise QueryError(f"organisation_type: {text!r} is no kind; there are {listed}")
        found.extend(values)
    return tuple(dict.fromkeys(found))


def _amount(names: Names, text: str) -> tuple[str, str]:
    unstated = text.casefold() in NOT_STATED
    ends = (UNSTATED, UNSTATED) if unstated else names.facet("amount", text)
    if not ends:
        raise QueryError(f"amount: {text!r} is no amount; write >1e9, 8500万元 or 1e6..5e6CNY")
    return ends[0], ends[1]
