"""What is asked for: the Query a caller makes and the tree that parsing makes of it.

Trees are made of frozen nodes. Leaves already hold the terms that the analyser made of
the typed text, so that the engine never analyses. Two channels of terms (see
`analysis`): `words` (jieba words and English stems) and `runs` (Han bigrams and folded
surface words). Standard library and msgspec, besides `facets`.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from search.facets import FacetName, Filter

Scope = Literal["any", "text", "title"]  # all of a document, without its page chrome, its title
Sort = Literal["relevance", "newest", "oldest", "title"]

SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "title")


class Query(Struct, frozen=True):
    """One search. `page` counts from 1; `limit` is the number of hits on a page (1–200).

    `ui` is the language of labels (`en` or `zh`); it never filters content. `expand`
    looks for words in the other language and other spellings too; `without` names
    alternatives that are not wanted, or typed words that are to have none. `group` lets
    the best of near-duplicates stand for the others, where they are ranked by relevance and
    are more than fit on a page; the forms for programs list every document instead. `strict` is
    for documents alone that have all of the words, as `AND` between them is. `values` of a facet
    are listed, besides those that are chosen and what these lie in.
    """

    text: str = ""
    filter: Filter = Filter()
    sort: Sort = "relevance"
    page: int = 1
    limit: int = 10
    ui: str = "en"
    expand: bool = True
    without: tuple[str, ...] = ()
    group: bool = True
    strict: bool = False
    values: int = 100


class Word(Struct, frozen=True, cache_hash=True):
    """One word. A document holds it if it has all `words` in a row (English: one stem, or
    several for `e-works`) or, for Han, all `runs` in a row (a word inside another is found).
    `han` tells which of the two decides; the other only scores. A single Han character has
    `runs == (character,)` and means any run term that starts with it. `numbers`: how the only
    word of a query, if English, is spelt in its other number (firms); that only scores.
    """

    text: str
    words: tuple[str, ...]
    runs: tuple[str, ...]
    han: bool
    scope: Scope = "any"
    numbers: tuple[str, ...] = ()


class Phrase(Struct, frozen=True, cache_hash=True):
    """A quoted run, exact but for case, width, accents and script.

    `runs` stand in consecutive positions (within `slop` extra ones). Where `open_end`
    is True the last term is one Han character and means any run term starting with it.
    Documents in the language `spared` need not have it: it was copied with its marks, and the
    words in it are asked for as well.
    """

    text: str
    runs: tuple[str, ...]
    open_end: bool = False
    slop: int = 0
    scope: Scope = "any"
    spared: str = ""


class Near(Struct, frozen=True, cache_hash=True):
    """Runs near each other in any order, at most `slop` words or Chinese characters apart; or
    words, of one script.
    """

    text: str
    nodes: tuple[Phrase, ...] | tuple[Word, ...]
    slop: int
    scope: Scope = "any"


class Pattern(Struct, frozen=True, cache_hash=True):
    """A word with wildcards (`*` any characters, `?` one) over single run terms."""

    text: str
    pattern: str
    scope: Scope = "any"


class Facet(Struct, frozen=True, cache_hash=True):
    """`region:`, `org:`, `lang:`, `date:` and so on inside a query; values are resolved ids.

    For `date` the two values are the first and last ISO day, either may be empty, for
    `amount` the first term and the first behind it, for `file` the ids of documents.
    """

    text: str
    name: FacetName
    values: tuple[str, ...]


class And(Struct, frozen=True, cache_hash=True):
    """All of the nodes."""

    nodes: tuple[Node, ...]


class Or(Struct, frozen=True, cache_hash=True):
    """Any of the nodes."""

    nodes: tuple[Node, ...]


class Most(Struct, frozen=True, cache_hash=True):
    """At least `least` of the nodes; where they have `weights`, nodes that weigh so much."""

    nodes: tuple[Node, ...]
    least: float
    weights: tuple[float, ...] = ()


class Not(Struct, frozen=True, cache_hash=True):
    """Every document that the node does not hold."""

    node: Node


class Everything(Struct, frozen=True, cache_hash=True):
    """All documents (`*`, or a query of filters alone)."""


class Nothing(Struct, frozen=True, cache_hash=True):
    """No document: what is left of a part that has no terms (`region:Atlantis`)."""

    text: str = ""


class Alternative(Struct, frozen=True, cache_hash=True):
    """Another way to say what was typed. `weight` is in (0, 1], `source` says who knows
    it (`glossary`, `CC-CEDICT`, `gazetteer`, …), `text` is how it is shown. Words of it that
    may stand apart are near each other, or an And of words or of Ors of words.
    """

    leaf: Word | Phrase | Near | And
    weight: float
    source: str
    text: str

    @property
    def whole(self) -> bool:
        """Whether it stands as it is shown, not in parts that may stand apart."""
        return isinstance(self.leaf, Word | Phrase)


class Expanded(Struct, frozen=True, cache_hash=True):
    """Typed words (one, or several that are one term) or any of the alternatives to them."""

    typed: Node
    alternatives: tuple[Alternative, ...]


class Widened(Struct, frozen=True, cache_hash=True):
    """What is `asked`, and `others` that are taken as well because too few documents have all
    of it. What a document is worth, and what is marked in it, `asked` alone says.
    """

    asked: Node
    others: Node


Leaf = Word | Phrase | Near | Pattern | Facet | Everything | Nothing
Node = And | Or | Most | Not | Expanded | Widened | Leaf


class Parsed(Struct, frozen=True):
    """A query tree and how it was read; where AND was typed it is `strict`: no word may lack."""

    node: Node
    notes: tuple[Note, ...] = ()
    strict: bool = False


class Note(Struct, frozen=True):
    """Something worth saying about a query or its answer.

    `code` names the message (`unclosed-quote`, `relaxed`, …), `text` is the part of the query.
    """

    code: str
    text: str = ""


def leaves(node: Node) -> tuple[Leaf, ...]:
    """The positive leaves of a tree from left to right: what a hit can be marked with.

    Alternatives follow the words that they stand for.
    """
    if isinstance(node, Expanded):
        others = (leaf for other in node.alternatives for leaf in leaves(other.leaf))
        return (*leaves(node.typed), *others)
    if isinstance(node, And | Or | Most):
        return tuple(leaf for child in node.nodes for leaf in leaves(child))
    if isinstance(node, Widened):
        return tuple(dict.fromkeys((*leaves(node.asked), *leaves(node.others))))
    if isinstance(node, Not):
        return ()
    return (node,)


def units(node: Node) -> tuple[Expanded | Leaf, ...]:
    """What adds to a score: the positive leaves outside of expansions, and the expansions."""
    if isinstance(node, And | Or | Most | Near):
        return tuple(unit for child in node.nodes for unit in units(child))
    if isinstance(node, Widened):
        return units(node.asked)
    if isinstance(node, Not):
        return ()
    return (node,)


def ruled_out(node: Node) -> tuple[Leaf, ...]:
    """What no document may have, from left to right."""
    if isinstance(node, And | Or):
        return tuple(leaf for child in node.nodes for leaf in ruled_out(child))
    if isinstance(node, Widened):
        return ruled_out(node.asked)
    return leaves(node.node) if isinstance(node, Not) else ()


def has_choice(node: Node) -> bool:
    """Whether a tree has an OR outside of what it excludes."""
    if isinstance(node, And | Most):
        return any(map(has_choice, node.nodes))
    if isinstance(node, Widened):
        return has_choice(node.asked)
    return isinstance(node, Or)


def typed(node: Node) -> tuple[Leaf, ...]:
    """The positive leaves without alternatives: what a person typed."""
    if isinstance(node, Expanded):
        return typed(node.typed)
    if isinstance(node, And | Or | Most):
        return tuple(leaf for child in node.nodes for leaf in typed(child))
    return typed(node.asked) if isinstance(node, Widened) else leaves(node)


def asked(node: Node) -> Node:
    """What a tree asks for in full, where it takes documents as well that have less."""
    return node.asked if isinstance(node, Widened) else node


def expansions(node: Node) -> tuple[Expanded, ...]:
    """The outermost expansions of a tree, each once, that are not ruled out."""
    return tuple(dict.fromkeys(unit for unit in units(node) if isinstance(unit, Expanded)))


def literal(node: Node) -> Node:
    """The tree without alternatives: of documents in every language what was typed is asked."""
    if isinstance(node, Phrase) and node.spared:
        return replace(node, spared="")
    if isinstance(node, Expanded):
        return literal(node.typed)
    if isinstance(node, And | Or):
        return type(node)(tuple(map(literal, node.nodes)))
    if isinstance(node, Widened):
        return Widened(literal(node.asked), literal(node.others))
    if isinstance(node, Most):
        return Most(tuple(map(literal, node.nodes)), node.least, node.weights)
    return node
