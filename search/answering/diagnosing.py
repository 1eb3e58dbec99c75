"""Why little or nothing was found, and what else to ask. Touches the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from search.answering.correcting import corrections
from search.engine import Engine, Filters
from search.frozen import replace
from search.guidance import Diagnosis, Suggestion, WithoutFacet, WordCount
from search.query import And, Facet, Node, Not, typed

FEW: Final = 3  # answers below which a query is diagnosed
_MOST: Final = 3  # suggestions


def diagnose(node: Node, filters: Filters, total: int, engine: Engine) -> Diagnosis:
    """Count the documents of each part of a query alone, and of the whole without each of
    the facets that are filtered by, where that is more than `total`.
    """
    parts = node.nodes if isinstance(node, And) else (node,)
    words = tuple(
        WordCount(text, engine.count(part))
        for part in parts
        if not isinstance(part, Not) and (text := typed_text(part))
    )
    without = []
    for name in filters.__slots__:
        if getattr(filters, name):
            count = _total(engine, node, replace(filters, **{name: ()}))
            if count > total:
                without.append(WithoutFacet(name, count))
    return Diagnosis(words, tuple(without))


def suggest_queries(
    text: str,
    read: Callable[[str], Node],
    filters: Filters,
    engine: Engine,
    total: int,
    *,
    few: bool,
) -> tuple[Suggestion, ...]:
    """Return the other spellings of a query that find something, at least as much as the
    query itself did (`total`, 0 where it had to be relaxed).
    """
    found = []
    for other in corrections(text, engine, few):
        count = _total(engine, read(other), filters)
        if count >= max(1, total):
            found.append(Suggestion(other, count))
    return tuple(found[:_MOST])


def typed_text(node: Node) -> str:
    """Return a part of a query as it was typed."""
    texts = [
        f"{leaf.name}:{leaf.text}" if isinstance(leaf, Facet) else getattr(leaf, "text", "")
        for leaf in typed(node)
    ]
    return " ".join(dict.fromkeys(filter(None, texts)))


def _total(engine: Engine, node: Node, filters: Filters) -> int:
    return engine.search(node, filters, "relevance", 0, 1).total
