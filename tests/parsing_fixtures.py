"""Queries read with a resolver that knows next to nothing."""

from __future__ import annotations

from search.facets import FacetName
from search.parsing import Limits, parse
from search.query import Leaf, Node, Parsed, leaves

_VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("region", "新疆"): ("650000",),
    ("region", "Xinjiang"): ("650000",),
    ("organisation", "科技部"): ("most",),
    ("organisation", "Ministry of Science"): ("most",),
    ("publisher", "新华社"): ("xinhua",),
    ("file", "plan"): ("id-plan",),
}


class Names:
    """A resolver that knows one place, one organisation and the neighbours of one word."""

    def facet(self, name: FacetName, value: str) -> tuple[str, ...]:
        return _VALUES.get((name, value), ())

    def between(self, before: str, after: str) -> str:
        return "客新" if before + after == "创空" else ""

    def near(self, word: str, distance: int) -> tuple[str, ...]:
        return {1: ("maker",), 2: ("maker", "market")}[distance] if word == "makre" else ()


def read(text: str, limits: Limits | None = None) -> Parsed:
    """What is made of a query, with its notes."""
    return parse(text, resolve=Names(), limits=limits)


def tree(text: str) -> Node:
    """The tree of a query."""
    return read(text).node


def asked(text: str) -> tuple[Leaf, ...]:
    """What a query looks for, one by one."""
    return leaves(tree(text))
