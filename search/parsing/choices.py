"""The value that is typed behind a field → a facet of the tree, or a note on why it is none."""

from __future__ import annotations

from search.analysis import fold
from search.facets import NOT_STATED, UNSTATED, FacetName
from search.parsing.dates import date_range, either_day
from search.parsing.fields import DATED, languages
from search.parsing.resolving import Resolver
from search.query import Facet, Node, Note, Nothing


def choice(
    name: FacetName, value: str, resolve: Resolver, files: int
) -> tuple[list[Node], Note | None]:
    """The facet, and a note on a value that nobody knows: no document holds it. What is no date is
    left out, as is a day that may be two. `files`: the most that one name may stand for.
    """
    if value.casefold() in NOT_STATED:
        return [Facet(value, name, (UNSTATED, UNSTATED))], None
    if name in DATED:
        if span := date_range(value):
            return [Facet(value, name, span)], None
        if either := either_day(value):
            return [], Note("either-day", f"{value} = {' / '.join(either)}")
        return [], Note("bad-date", value)
    if name == "language":
        ids = tuple(filter(None, [languages().get(fold(value).casefold())]))
    else:
        ids = resolve.facet(name, value)
    if not ids:
        return [Nothing(value)], Note(f"unknown-{name}", value)
    many = name == "file" and len(ids) >= files
    return [Facet(value, name, ids)], Note("many-files", value) if many else None
