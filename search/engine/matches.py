"""What the engine answers with: documents by number, scores and their parts, counts.

Touches nothing but the query's types.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from search.engine.matching.counted import Counted
from search.query import Expanded, Leaf


class Match(Struct, frozen=True):
    """One matching document: its number in the whole generation, its score, and the
    near-duplicates of it, by number and best first, that it stands for.
    """

    document: int
    score: float
    others: tuple[int, ...] = ()


class Part(Struct, frozen=True):
    """What a term of a leaf adds to a score, in a field; an expansion without a term stands
    for its alternatives. Without a leaf, `term` says what ranking adds for words that stand
    `side by side` or are in the other `language`.
    """

    leaf: Expanded | Leaf | None
    field: str
    term: str
    score: float


class Matches(Struct, frozen=True):
    """`total` counts all; `top` is the page asked for; `counts[facet][value]` counts the
    documents that match the query and the choices in all *other* facets. `grouped` documents
    are in no page of their own, because another stands for them. `weak_from` is the first of the
    others, counted from 1, that has less than half of the best score; 0 where none has.
    """

    total: int
    top: tuple[Match, ...]
    counts: Mapping[str, Counted] = field(default_factory=dict)
    grouped: int = 0
    weak_from: int = 0
