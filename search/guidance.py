"""What helps on: corrections, reasons why nothing was found, suggestions, explained scores.

Plain data, part of the results contract. Standard library and msgspec only.
"""

from __future__ import annotations

from msgspec import Struct


class Suggestion(Struct, frozen=True):
    """Another query that was perhaps meant, and how many documents it finds with the same
    filters.
    """

    query: str
    total: int


class WordCount(Struct, frozen=True):
    """How many documents of the whole index have one part of a query."""

    text: str
    count: int


class WithoutFacet(Struct, frozen=True):
    """How many documents the query would find if nothing were chosen in this facet."""

    facet: str
    count: int


class Diagnosis(Struct, frozen=True):
    """Why little or nothing was found: the parts of the query one by one, and the facets
    that could be dropped (those that would give more). `unfiltered`: how many documents there are
    without any filter, 0 where dropping one facet gives as many.
    """

    words: tuple[WordCount, ...]
    without: tuple[WithoutFacet, ...] = ()
    unfiltered: int = 0


class Suggested(Struct, frozen=True):
    """A way to go on from what was typed so far. `kind` is `term`, `region`, `organisation`,
    `publisher` or `title`; `id` that of the value or the document, empty for a term; `count` is of
    documents.
    """

    text: str
    kind: str
    count: int
    id: str = ""


class Contribution(Struct, frozen=True):
    """What one part of a query adds to the score of a document.

    `leaf` is the part as typed or expanded, `field` and `term` what was looked up; `score`
    is added as it stands.
    """

    leaf: str
    field: str
    term: str
    score: float


class Reading(Struct, frozen=True):
    """One part of a query as it was read: what was typed, what kind of part it is, its
    terms in both channels; `folded` is the text in simplified characters where it differs;
    `count` how many documents have it.
    """

    text: str
    kind: str
    words: tuple[str, ...]
    runs: tuple[str, ...]
    folded: str
    count: int
