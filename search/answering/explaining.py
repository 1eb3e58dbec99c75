"""A query tree and a score in words: how it was read, what each term adds.

Touches the analyser; the numbers are the engine's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from search.analysis import fold
from search.engine import Part
from search.guidance import Contribution, Reading
from search.parsing import chunk, is_stop
from search.query import (
    And,
    Everything,
    Expanded,
    Facet,
    Leaf,
    Most,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Pattern,
    Phrase,
    Widened,
    Word,
    expansions,
    leaves,
    literal,
    ruled_out,
    typed,
)

_QUOTES: Final = frozenset('"“„＂「『‘')
_OPEN: Final = frozenset("?~～")


def in_words(node: Node) -> str:
    """Return a tree as a sentence of operators, with the alternatives in brackets."""
    match node:
        case And(nodes):
            return " AND ".join(map(_inside, nodes))
        case Or(nodes):
            return " OR ".join(map(_inside, nodes))
        case Most(nodes, least, weights):
            share = "the weightiest" if weights else f"at least {least:g}"
            return f"{share} of ({', '.join(map(in_words, nodes))})"
        case Widened(full, less):
            return f"{_inside(full)} OR {_inside(less)}"
        case Not(child):
            return f"NOT {_inside(child)}"
        case Expanded(words, alternatives):
            others = ", ".join(alternative.text for alternative in alternatives)
            return f"{_inside(words)} [or {others}]"
        case Everything():
            return "everything"
        case Nothing(text):
            return f"nothing ({text})" if text else "nothing"
        case _:
            return _leaf(node)


def _inside(node: Node) -> str:
    return f"({in_words(node)})" if isinstance(node, And | Or) else in_words(node)


def _leaf(leaf: Word | Phrase | Near | Pattern | Facet) -> str:
    if isinstance(leaf, Facet):
        return f"{leaf.name}:{leaf.text or ' '.join(leaf.values)}"
    text = leaf.text
    if isinstance(leaf, Phrase) and text[:1] not in _QUOTES:
        said = f"{text} ({' '.join(leaf.runs)})"  # of several that the text stands for
        text = f'"{text}"' if _OPEN.isdisjoint(text) else said
    if isinstance(leaf, Phrase) and leaf.spared:
        text = f"({text} OR language:{leaf.spared})"
    return f"title:{text}" if leaf.scope == "title" else text


def readings(node: Node, count: Callable[[Node], int]) -> tuple[Reading, ...]:
    """Return the parts of a query as they were read, what is ruled out, then the alternatives."""
    words = dict.fromkeys(typed(node))
    excluded = dict.fromkeys(ruled_out(node))
    found = (a.leaf for unit in expansions(node) for a in unit.alternatives)
    others = dict.fromkeys(leaf for other in found for leaf in leaves(other))
    return (
        *(_reading(leaf, type(leaf).__name__.lower(), count) for leaf in words),
        *(_reading(leaf, "excluded", count) for leaf in excluded),
        *(_reading(leaf, "alternative", count) for leaf in others if leaf not in words),
    )


def _reading(leaf: Leaf, kind: str, count: Callable[[Node], int]) -> Reading:
    text = getattr(leaf, "text", "")
    folded = fold(text)
    return Reading(
        text=text,
        kind=kind,
        words=leaf.words if isinstance(leaf, Word) else (),
        runs=_runs(leaf),
        folded=folded if folded != text else "",
        count=count(literal(leaf)),
    )


def _runs(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Word() | Phrase():
            return leaf.runs
        case Near():
            return tuple(run for part in leaf.nodes for run in part.runs)
        case Pattern():
            return (leaf.pattern,)
        case Facet():
            return () if leaf.name == "file" else leaf.values
        case _:
            return ()


def dropped(text: str, node: Node) -> tuple[str, ...]:
    """Return the stop words that were typed and are not looked for."""
    kept = {getattr(leaf, "text", "") for leaf in leaves(node)}
    found = (leaf for part in text.split() for leaf in chunk(part, "any", 16))
    return tuple(dict.fromkeys(w.text for w in found if is_stop(w) and w.text not in kept))


def contributions(parts: Iterable[Part]) -> Iterator[Contribution]:
    """Yield the parts of a score as they are told, in the order in which they are added."""
    for part in parts:
        match part.leaf:
            case None:
                yield Contribution("all words", "", part.term, part.score)
            case Expanded(words, alternatives):
                others = ", ".join(alternative.text for alternative in alternatives)
                yield Contribution(in_words(words), "", f"instead: {others}", part.score)
            case leaf:
                yield Contribution(in_words(leaf), part.field, part.term, part.score)
