"""Trees that take documents with most of the words, where a language lacks the others."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final

from search.frozen import replace
from search.query import And, Expanded, Facet, Leaf, Most, Node, Not, Or, Word, literal, typed

_MOST: Final = 0.6  # of the words; of two both
_SOME: Final = 0.5  # of the words, where no document has most of them


def across(node: Node, count: Callable[[Node], int]) -> Node:
    """Let documents in the other language have most of the words, where none has all.

    No dictionary knows every word that a translator chose; of the words of the other
    language some are always missing. Documents in the language typed still need all.
    """
    scripts = {leaf.han for leaf in typed(node) if isinstance(leaf, Word)}
    if len(scripts) != 1:
        return node
    other = Facet("", "language", ("en" if scripts == {True} else "zh",))
    if count(And((node, other))):
        return node
    weaker = nearly(And((other, node)), count)
    return Or((node, weaker)) if count(weaker) else node


def weaken(
    full: Node,
    node: Node,
    count: Callable[[Node], int],
    relax: Callable[[Node], tuple[Node, tuple[Leaf, ...]]],
) -> tuple[Node, tuple[Leaf, ...]]:
    """Return the tree to look for instead of `node` where no document has all that was typed
    (`full`, with alternatives), and what is missing; `node` itself where nothing helps.

    What has some of the typed words is still wanted, but not what has other words for only
    some: those must stand for nearly all of it.
    """
    plain = literal(full)
    if count(plain):
        return node, ()
    weaker, missing = relax(plain)
    if full != plain:
        others = nearly(full, count)
        weaker = Or((others, node) if weaker == plain else (others, node, weaker))
        if count(others):
            missing = relax(full)[1]
    return (node, ()) if weaker == plain or not count(weaker) else (weaker, missing)


def nearly(node: Node, count: Callable[[Node], int]) -> Node:
    """Let documents have most of the words, be it through alternatives; where none has, half
    of them, through alternatives that stand for the whole of a word.
    """
    parts = node.nodes if isinstance(node, And) else (node,)
    parts = tuple(p for part in parts for p in (part.nodes if isinstance(part, And) else (part,)))
    needed = tuple(part for part in parts if isinstance(part, Not | Facet))
    words = tuple(part for part in parts if part not in needed)
    most = _with(needed, Most(words, ceil(len(words) * _MOST)))
    if count(most):
        return most
    return _with(needed, Most(tuple(map(_solid, words)), ceil(len(words) * _SOME)))


def _with(needed: tuple[Node, ...], words: Node) -> Node:
    return And((*needed, words)) if needed else words


def _solid(node: Node) -> Node:
    if not isinstance(node, Expanded):
        return node
    return replace(node, alternatives=tuple(a for a in node.alternatives if a.whole))


def _least(words: tuple[Node, ...]) -> int:
    """How many words are nearly all; one that has no alternatives counts as the others do."""
    return ceil(len(words) * _MOST)


def _parted(node: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """What a document needs in any case, and the words."""
    parts = node.nodes if isinstance(node, And) else (node,)
    needed = tuple(part for part in parts if isinstance(part, Not | Facet))
    return needed, tuple(part for part in parts if part not in needed)
