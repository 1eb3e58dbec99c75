"""Trees that take documents with most of the words, where a language lacks the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from search.query import (
    And,
    Everything,
    Expanded,
    Facet,
    Leaf,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    Widened,
    Word,
    expansions,
    typed,
)

ENOUGH: Final = 10  # documents with all of a query that is long, or looked up in two languages
MANY: Final = 100  # documents with all of a query in another language
LONG: Final = 4  # words of a query that is likelier a sentence than a choice of words

Demand = Callable[[Sequence[Sequence[Node]], Sequence[Node]], Sequence[Most | None]]


def widen(node: Node, count: Callable[[Node], int], most: Demand, sentence: bool) -> Node:
    """Let documents have the weightiest of the words, where too few of their language have all.

    Where nothing is looked up in another language one document is enough, unless the query is
    long: a question has words that no answer has. Else a few are wanted in the language typed, for
    what lacks a word there must not be missing where the other one has such. In that one many are,
    as no dictionary knows every word that a translator chose: the best page may lack one, and
    others have all by chance.
    Only bare words may be lacking: what is quoted, has a field or stands in an operator is meant
    as it is typed, unless a `sentence` quotes somebody. `most` tells what to ask of the documents
    of a tree instead of all words.
    """
    parts = tuple(_parts(node))
    words = tuple(part for part in parts if _is_bare(part))
    quoted = "".join(part.text for part in parts if isinstance(part, Phrase))
    around = [w for w in words if any(getattr(x, "text", "") not in quoted for x in typed(w))]
    if words and (sentence or len(around) >= LONG):
        parts = tuple(part for part in parts if not _is_copied(part))
        words = tuple(part for part in parts if _is_bare(part) or _is_quotation(part))
    needed = tuple(part for part in parts if not isinstance(part, Everything) and part not in words)
    if not words:
        return node
    total = count(node)
    lacking: list[And] = [
        And((*needed, *among))
        for among, enough in _wanted(node)
        if total < enough or count(And((node, *among))) < enough
    ]
    if not lacking:
        return node
    pieces = dict.fromkeys(piece for word in words for piece in _pieces(word, count))
    smaller = tuple(piece for piece in pieces if not _is_character(piece[0])) or tuple(pieces)
    *demands, other = most(smaller, [*lacking, And(needed)])
    others = [_both(a, d) for a, d in zip(lacking, demands, strict=True) if d]
    if not others and not total and other:
        others = [_both(And(needed), other)]
    if not others:
        return node
    return Widened(node, others[0] if len(others) == 1 else Or(tuple(others)))


def _both(needed: And, demand: Most) -> Node:
    """What documents need in any case, and how much of the words."""
    return And((*needed.nodes, demand)) if needed.nodes else demand


def _wanted(node: Node) -> Iterator[tuple[tuple[Facet, ...], int]]:
    """The documents of each language, or all where nothing is looked up in the other one, and
    how many of them are to have all that was typed. Latin letters among Chinese are names.
    """
    words = [leaf for leaf in typed(node) if isinstance(leaf, Word)]
    if not expansions(node):
        yield (), ENOUGH if len(words) >= LONG else 1
        return
    han = any(word.han for word in words)
    yield (Facet("", "language", ("zh",)),), ENOUGH if han else MANY
    yield (Facet("", "language", ("en",)),), MANY if han else ENOUGH


def missing(node: Node, count: Callable[[Node], int]) -> tuple[Leaf, ...]:
    """The typed words that no document has, nor an alternative to them."""
    return tuple(
        leaf
        for part in _parts(node)
        if not isinstance(part, Not | Facet) and not count(part)
        for leaf in typed(part)
    )


def _parts(node: Node) -> Iterator[Node]:
    """What a tree demands, one by one."""
    if isinstance(node, And):
        for part in node.nodes:
            yield from _parts(part)
    else:
        yield node


def _is_bare(part: Node) -> bool:
    """Whether a part is a word, or words that are one term, as they are typed without operators."""
    return isinstance(part, Word | Expanded) and all(
        isinstance(leaf, Word | Phrase) and leaf.scope == "any" for leaf in typed(part)
    )


def _is_quotation(part: Node) -> bool:
    """Whether a part is a quoted run, wherever it may stand."""
    return isinstance(part, Phrase) and part.scope == "any"


def _is_copied(part: Node) -> bool:
    """Whether a part is a quotation whose words are parts as well."""
    return isinstance(part, Phrase) and bool(part.spared)


def _is_character(piece: Node) -> bool:
    """Whether a word is one Chinese character, which alone says little (大 of 大数据)."""
    piece = piece.nodes[-1] if isinstance(piece, Or) else piece
    leaf = piece.typed if isinstance(piece, Expanded) else piece
    return isinstance(leaf, Word) and leaf.han and len(leaf.text) == 1


def _pieces(part: Node, count: Callable[[Node], int]) -> Iterator[tuple[Node, ...]]:
    """A part of a query, or in place of one that no document has as it was typed, what is
    smaller: the words of a term one by one, the bigrams or stems of a word together. Who has the
    whole in other words has all of these.
    """
    if isinstance(part, Expanded):
        if count(part):
            yield (part,)
        inside = part.typed.nodes if isinstance(part.typed, And) else (part.typed,)
        for word in inside if inside[1:] or not count(part.typed) else ():
            for pieces in _pieces(word, count):
                yield tuple(Or((part, piece)) for piece in pieces)
    elif isinstance(part, Word) and not count(part) and len(part.runs) > 1:
        if any(character.isdecimal() for character in part.text):
            return  # a day or the number of a paper is that, or another one
        yield tuple(Phrase(run, (run,), scope=part.scope) for run in part.runs)
    else:
        yield (part,)
