"""What a reader of queries asks of an index: names and words that it cannot know itself."""

from __future__ import annotations

from typing import Protocol

from search.facets import FacetName


class Resolver(Protocol):
    """Knows the names of facet values (as ids; unknown names have none) and the index's words."""

    def facet(self, name: FacetName, value: str) -> tuple[str, ...]:
        """The values of a facet that a text stands for, best first; of `file` those are documents.
        No facet is `date` or `language`, which need no index to be read.
        """

    def between(self, before: str, after: str) -> str:
        """The characters that documents have between these two, which are Chinese."""

    def near(self, word: str, distance: int) -> tuple[str, ...]:
        """The surface words of documents at most so many slips from a word, nearest first."""
