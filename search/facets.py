"""The facets of documents, and what may be chosen in them. Standard library and msgspec."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

FacetName = Literal[
    "region",
    "organisation",
    "publisher",
    "language",
    "date",
    "event",
    "organisation_type",
    "amount",
    "file",
]

UNSTATED: Final = "none"
"""The value of a facet that stands for the documents without any."""

NOT_STATED: Final = frozenset({UNSTATED, "not stated", "未注明", "未註明"})
"""What a person may type for `UNSTATED`."""


class Filter(Struct, frozen=True):
    """Facet values that hits must have: OR inside one facet, AND between facets.

    Values are what a person may type (`Xinjiang`, `新疆`, `650000`; `2016`, `2016-08`,
    `2016..2017`, `..2016`; `>1e9`, `8500万元`); the library resolves them. `none` means the
    documents for which the facet is not stated.
    """

    dates: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    organisation_types: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
