"""The only public door of the engine: open an index, bring it up to date, ask it.

    from search import Query, Settings, open_index, update

    settings = Settings(index=Path("index"))
    update(settings, [Path("seeds")])
    for hit in open_index(settings).search(Query("众创空间")).hits:
        print(hit.title)

What passes between the rooms is in `document`, `facets`, `query`, `results` and `guidance`;
`settings` are an argument everywhere and `errors` are one tree. `cli` is the program. Names are
loaded when they are first used, so that a program that only prints its help does not load the
segmenter.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.answering.library import Library
    from search.answering.naming import language_label
    from search.answering.regionnames import placed, told_apart
    from search.answering.scripts import in_script
    from search.document import Document, Evidence, Figure, Repair, Source, Span, Value, undo
    from search.errors import (
        DamagedIndex,
        DataError,
        IndexLocked,
        MuluError,
        NoIndex,
        NotFound,
        QueryError,
        ReadError,
        StaleIndex,
        StorageError,
    )
    from search.facets import Filter
    from search.guidance import (
        Contribution,
        Diagnosis,
        Reading,
        Suggested,
        Suggestion,
        WithoutFacet,
        WordCount,
    )
    from search.query import SORTS, Note, Query, Sort
    from search.results import (
        FORMULA,
        HIT_COLUMNS,
        Doubt,
        Duplicate,
        Explained,
        FacetValue,
        Failure,
        Hit,
        Label,
        Page,
        Results,
        Snippet,
        Stats,
        Update,
        hit_as_json,
        hit_as_row,
        uncalculated,
    )
    from search.settings import Settings
    from search.updating.adding import Received, receive
    from search.updating.freshness import Drift, Freshness
    from search.updating.mending import mend
    from search.updating.update import update


def open_index(settings: Settings) -> Library:
    """Open the index for reading. Raises NoIndex, StaleIndex or DamagedIndex."""
    from search.answering.library import Library

    return Library(settings)


_HOMES = {
    "search.document": (
        "Document",
        "Evidence",
        "Figure",
        "Repair",
        "Source",
        "Span",
        "Value",
        "undo",
    ),
    "search.errors": (
        "DamagedIndex",
        "DataError",
        "IndexLocked",
        "MuluError",
        "NoIndex",
        "NotFound",
        "QueryError",
        "ReadError",
        "StaleIndex",
        "StorageError",
    ),
    "search.guidance": (
        "Contribution",
        "Diagnosis",
        "Reading",
        "Suggested",
        "Suggestion",
        "WithoutFacet",
        "WordCount",
    ),
    "search.answering.library": ("Library",),
    "search.facets": ("Filter",),
    "search.query": ("SORTS", "Note", "Query", "Sort"),
    "search.results": (
        "Explained",
        "Doubt",
        "Duplicate",
        "FacetValue",
        "Failure",
        "Hit",
        "Label",
        "Page",
        "Results",
        "Snippet",
        "Stats",
        "Update",
        "FORMULA",
        "HIT_COLUMNS",
        "hit_as_json",
        "hit_as_row",
        "uncalculated",
    ),
    "search.answering.naming": ("language_label",),
    "search.answering.regionnames": ("placed", "told_apart"),
    "search.answering.scripts": ("in_script",),
    "search.settings": ("Settings",),
    "search.updating.adding": ("Received", "receive"),
    "search.updating.freshness": ("Drift", "Freshness"),
    "search.updating.mending": ("mend",),
    "search.updating.update": ("update",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "FORMULA",
    "HIT_COLUMNS",
    "SORTS",
    "Contribution",
    "DamagedIndex",
    "DataError",
    "Diagnosis",
    "Document",
    "Doubt",
    "Drift",
    "Duplicate",
    "Evidence",
    "Explained",
    "FacetValue",
    "Failure",
    "Figure",
    "Filter",
    "Freshness",
    "Hit",
    "IndexLocked",
    "Label",
    "Library",
    "MuluError",
    "NoIndex",
    "NotFound",
    "Note",
    "Page",
    "Query",
    "QueryError",
    "ReadError",
    "Reading",
    "Received",
    "Repair",
    "Results",
    "Settings",
    "Snippet",
    "Sort",
    "Source",
    "Span",
    "StaleIndex",
    "Stats",
    "StorageError",
    "Suggested",
    "Suggestion",
    "Update",
    "Value",
    "WithoutFacet",
    "WordCount",
    "hit_as_json",
    "hit_as_row",
    "in_script",
    "language_label",
    "mend",
    "open_index",
    "placed",
    "receive",
    "told_apart",
    "uncalculated",
    "undo",
    "update",
]


def __getattr__(name: str) -> Any:
    """Import a name of the door from its home when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
