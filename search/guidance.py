"""What helps on: corrections, reasons why nothing was found, suggestions, explained scores.

Plain data, part of the results contract. Standard library only.
"""

from __future__ import annotations

from typing import Any

from search.frozen import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query that was perhaps meant, and how many documents it finds with the same
    filters.
    """

    query: str
    total: int


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many documents of the whole index have one part of a query."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class WithoutFacet:
    """How many documents the query would find if nothing were chosen in this facet."""

    facet: str
    count: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why little or nothing was found: the parts of the query one by one, and the facets
    that could be dropped (those that would give more). `unfiltered`: how many documents there are
    without any filter, 0 where dropping one facet gives as many.
    """

    words: tuple[WordCount, ...]
    without: tuple[WithoutFacet, ...] = ()
    unfiltered: int = 0

    def as_json(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {
            "words": [asdict(word) for word in self.words],
            "without": [asdict(facet) for facet in self.without],
            "unfiltered": self.unfiltered,
        }


@dataclass(frozen=True, slots=True)
class Suggested:
    """A way to go on from what was typed so far. `kind` is `term`, `region`, `organisation`,
    `publisher` or `title`; `id` that of the value or the document, empty for a term; `count` is of
    documents.
    """

    text: str
    kind: str
    count: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one part of a query adds to the score of a document.

    `leaf` is the part as typed or expanded, `field` and `term` what was looked up; `score`
    is added as it stands.
    """

    leaf: str
    field: str
    term: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
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
