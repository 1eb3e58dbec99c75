"""Expand: the words of a query tree get their alternatives, terms of several words first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, log
from typing import Final

from search.analysis import fold
from search.expansion.candidates import Case, Found, find, parts_of, pieces
from search.expansion.glossary import Glossary
from search.expansion.words import has_han, leaf, tokens
from search.parsing.stopwords import stop_words
from search.query import (
    Alternative,
    And,
    Expanded,
    Facet,
    Leaf,
    Most,
    Node,
    Not,
    Or,
    Phrase,
    Scope,
    Word,
    typed,
)

MOST: Final = 8  # alternatives of one term
LONGEST: Final = 6  # words of one term
_WORDS: Final = 16  # words of a query that are expanded
_LEAST: Final = 0.05  # weight below which an alternative says nothing
_INSIDE: Final = 0.5  # a word by itself where it is part of a known term
_PART: Final = 0.5  # part of a word that nobody knows, or no document has, as a whole
_FEW: Final = 2  # alternatives that do without parts of others
_ENOUGH: Final = 0.6  # of the words with alternatives, for a document in the other language
_UNKNOWN: Final = 3  # where fewer than one word in so many has alternatives, nothing is said

Frequency = Callable[[Leaf], int]


@dataclass(frozen=True, slots=True)
class Used:
    """An alternative that was looked for, and the typed words that it stands for."""

    word: str
    alternative: Alternative


@dataclass(frozen=True, slots=True)
class Expansion:
    """The expanded tree and every alternative in it, in the order of the query."""

    node: Node
    used: tuple[Used, ...] = ()


def expand(
    node: Node, *, frequency: Frequency, glossary: Glossary, without: Sequence[str] = ()
) -> Expansion:
    """Give the words of a tree their alternatives.

    `frequency` tells how many documents have a leaf: what none has is left out, and what
    many have is likelier meant. `without` are texts of alternatives that are not wanted,
    or typed words that are to have none.
    """
    expander = _Expander(frequency, glossary, frozenset(map(_plain, without)), _capitals(node))
    return Expansion(expander.node(node), tuple(dict.fromkeys(expander.used)))


def across(node: Node, count: Callable[[Node], int]) -> Node:
    """Let documents in the other language have most of the words, where none has all.

    No dictionary knows every word that a translator chose; of the words of the other
    language some are always missing. Documents in the language typed still need all.
    """
    parts = node.nodes if isinstance(node, And) else (node,)
    needed = tuple(part for part in parts if isinstance(part, Not | Facet))
    words = tuple(part for part in parts if part not in needed)
    scripts = {leaf.han for leaf in typed(node) if isinstance(leaf, Word)}
    known = sum(isinstance(word, Expanded) for word in words)
    least = max(1, ceil(known * _ENOUGH))
    if len(scripts) != 1 or least == len(words) or known * _UNKNOWN < len(words):
        return node
    other = Facet("", "language", ("en" if scripts == {True} else "zh",))
    if count(And((*parts, other))):
        return node
    return Or((node, And((*needed, other, Most(words, least)))))


def _plain(text: str) -> str:
    return " ".join(fold(text).casefold().split())


@dataclass(frozen=True, slots=True)
class _Capitals:
    """How a query uses capitals. `first` is its first word; `titled`: every word has one;
    `shouted`: every word is in capitals.
    """

    first: str = ""
    titled: bool = False
    shouted: bool = False

    def case(self, text: str) -> Case:
        """What the capitals of a term say."""
        letters = [c for c in text if c.isalpha()]
        if not letters or not letters[0].isupper():
            return "lower"
        if all(c.isupper() for c in letters) and len(letters) > 1:
            return "lower" if self.shouted else "acronym"
        return "unsure" if self.titled or text.startswith(self.first + " ") else "name"


def _capitals(node: Node) -> _Capitals:
    words = [x.text for x in typed(node) if isinstance(x, Word) and not x.han]
    if len(words) < 2:
        return _Capitals()
    return _Capitals(
        words[0],
        all(word[:1].isupper() or word[:1].isdigit() for word in words),
        all(word.isupper() for word in words),
    )


@dataclass(slots=True)
class _Expander:
    """Walks one tree once."""

    frequency: Frequency
    glossary: Glossary
    without: frozenset[str]
    capitals: _Capitals
    used: list[Used] = field(default_factory=list)
    words: int = 0
    known_terms: dict[tuple[str, Scope, float, bool], tuple[Alternative, ...]] = field(
        default_factory=dict
    )

    def node(self, node: Node) -> Node:
        """The node with alternatives to its words."""
        if isinstance(node, And):
            nodes = tuple(self.sequence(node.nodes))
            return nodes[0] if len(nodes) == 1 else And(nodes)
        if isinstance(node, Or):
            return Or(tuple(map(self.node, node.nodes)))
        return self.word(node, 1.0) if isinstance(node, Word) else node

    def sequence(self, nodes: Sequence[Node]) -> Iterator[Node]:
        """Nodes side by side; the longest known terms among them become one each."""
        at = 0
        while at < len(nodes):
            size = next(
                (n for n in range(_stretch(nodes[at:]), 1, -1) if self.known(nodes[at : at + n])),
                1,
            )
            if size > 1:
                yield self.term([node for node in nodes[at : at + size] if isinstance(node, Word)])
            else:
                yield self.node(nodes[at])
            at += size

    def known(self, nodes: Sequence[Node]) -> bool:
        """Whether the words are one term, of which documents have a translation. Another
        spelling alone makes none: each word has its own.
        """
        words = [node for node in nodes if isinstance(node, Word)]
        if any(_stops(word) for word in words):
            return False
        found = self.alternatives(_text(words), words[0], 1.0, whole=True)
        return any(alternative.source not in ("OpenCC", "spelling") for alternative in found)

    def term(self, words: list[Word]) -> Node:
        """Several words that are one term: all of them, each in its own right too."""
        text = _text(words)
        found = self.alternatives(text, words[0], 1.0, whole=True)
        self.used += [Used(text, alternative) for alternative in found]
        inside = tuple(self.word(word, _INSIDE) for word in words)
        return Expanded(And(inside), found)

    def word(self, word: Word, factor: float) -> Node:
        """One word, or the word and its alternatives."""
        self.words += 1
        if self.words > _WORDS or _says_nothing(word):
            return word
        found = self.alternatives(word.text, word, factor)
        if not found and word.han:
            found = self.parts(word, factor * _PART)
        self.used += [Used(word.text, alternative) for alternative in found]
        return Expanded(word, found) if found else word

    def parts(self, word: Word, factor: float) -> tuple[Alternative, ...]:
        """Alternatives to the known words inside a word that is not known as a whole."""
        found = [
            alternative
            for piece in pieces(fold(word.text))
            for alternative in self.alternatives(piece, word, factor)[: MOST // 2]
        ]
        return tuple(dict.fromkeys(found))[:MOST]

    def alternatives(
        self, text: str, word: Word, factor: float, *, whole: bool = False
    ) -> tuple[Alternative, ...]:
        """The best alternatives to a term that documents have; where these are few, also the
        parts of others, unless only the `whole` is wanted.
        """
        asked = text, word.scope, factor, whole
        if asked not in self.known_terms:
            self.known_terms[asked] = self.look_up(text, word, factor, whole)
        return self.known_terms[asked]

    def look_up(self, text: str, word: Word, factor: float, whole: bool) -> tuple[Alternative, ...]:
        """`alternatives`, when asked for the first time."""
        if _plain(text) in self.without:
            return ()
        own, case = leaf(text, word.scope), self.capitals.case(text)
        whole = whole or case == "acronym"
        best: dict[tuple[str, ...], Alternative] = {}
        lacking: list[Found] = []
        for found in find(text, case, self.glossary):
            if self.offer(best, own, found, factor, word.scope) == 0:
                lacking.append(found)
        for found in lacking if len(best) < _FEW and not whole else ():
            for part in parts_of(found.text):
                piece = Found(part, found.weight * _PART, found.source)
                self.offer(best, own, piece, factor, word.scope)
        return self.likeliest(best.values())

    def offer(
        self,
        best: dict[tuple[str, ...], Alternative],
        own: Word | None,
        found: Found,
        factor: float,
        scope: Scope,
    ) -> int:
        """Keep what was found if documents have it; return how many do, or -1 where it is
        not to be looked for.
        """
        other, weight = leaf(found.text, scope), found.weight * factor
        if other is None or weight < _LEAST or _plain(found.text) in self.without:
            return -1
        if own is not None and own.words == other.words:
            return -1
        count = self.frequency(other)
        known = best.get(other.words)
        if count and (known is None or weight > known.weight):
            best[other.words] = Alternative(other, weight, found.source, found.text)
        return count

    def likeliest(self, found: Iterable[Alternative]) -> tuple[Alternative, ...]:
        """Weigh by how many documents have an alternative: half of its weight at least."""
        counts = {a: log(1 + self.frequency(a.leaf)) for a in found}
        most = max(counts.values(), default=1.0)
        weighed = [
            replace(a, weight=round(a.weight * (0.5 + 0.5 * count / most), 4))
            for a, count in counts.items()
        ]
        chosen: list[Alternative] = []
        for other in sorted(weighed, key=lambda a: (-a.weight, a.text)):
            if not any(_holds(other.leaf, better.leaf) for better in chosen):
                chosen.append(other)
        return tuple(chosen[:MOST])


def _holds(long: Word | Phrase, short: Word | Phrase) -> bool:
    """Whether wherever the one stands the other stands as well (大学生, 学生)."""
    if has_han(long.text):
        return short.runs[0] in long.runs and fold(short.text) in fold(long.text)
    return f" {' '.join(short.runs)} " in f" {' '.join(long.runs)} "


def _stretch(nodes: Sequence[Node]) -> int:
    """How many words of one kind stand at the beginning."""
    first = nodes[0]
    if not isinstance(first, Word):
        return 1
    size = 0
    for node in nodes[:LONGEST]:
        if not isinstance(node, Word) or (node.han, node.scope) != (first.han, first.scope):
            break
        size += 1
    return size


def _text(words: Sequence[Word]) -> str:
    return ("" if words[0].han else " ").join(word.text for word in words)


def _says_nothing(word: Word) -> bool:
    """Whether it is a number or a stop word; one in capitals is a name (IT, WHO)."""
    if not any(c.isalpha() for c in word.text):
        return True
    return _stops(word) and not (len(word.text) > 1 and word.text.isupper())


def _stops(word: Word) -> bool:
    """Whether it consists of stop words."""
    stops = stop_words()
    if has_han(word.text):
        return fold(word.text) in stops
    return all(token in stops for token in tokens(word.text))
