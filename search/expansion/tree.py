"""Expand: the words of a query tree get their alternatives, terms of several words first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, field

from search.analysis import fold
from search.analysis.stopwords import stop_words
from search.expansion.alternatives import NAMES, PART, Frequency, Terms, plain, within
from search.expansion.candidates import Case, is_term
from search.expansion.glossary import Glossary
from search.expansion.numbers import number
from search.expansion.romanised import Pairs
from search.expansion.stated import Beginning
from search.expansion.words import has_han, tokens
from search.parsing.tree import both
from search.query import (
    Alternative,
    And,
    Expanded,
    Node,
    Or,
    Word,
    typed,
)

LONGEST: Final = 6  # words of one term
_ROW: Final = 4  # words whose alternatives may stand in a row
_WORDS: Final = 16  # words of a query that are expanded
_ACRONYM: Final = 8  # letters of an acronym at most; a longer word in capitals is shouted
_INSIDE: Final = 0.5  # a word by itself where it is part of a known term


class Used(Struct, frozen=True):
    """An alternative that was looked for, and the typed words that it stands for."""

    word: str
    alternative: Alternative


class Expansion(Struct, frozen=True):
    """The expanded tree and every alternative in it, in the order of the query."""

    node: Node
    used: tuple[Used, ...] = ()


def expand(
    node: Node,
    *,
    frequency: Frequency,
    glossary: Glossary,
    stated: Beginning = lambda _: (),
    pairs: Pairs = lambda *_: {},
    without: Sequence[str] = (),
) -> Expansion:
    """Give the words of a tree their alternatives.

    `frequency` tells how many documents have a leaf: what none has is left out, and what
    many have is likelier meant; `stated` finds what they render in brackets, by how that is
    indexed, `pairs` which characters stand side by side. `without` are texts of alternatives that
    are not wanted, or typed words that are to have none.
    """
    unwanted = frozenset(map(plain, without))
    expander = _Expander(Terms(frequency, glossary, stated, unwanted, _capitals(node).case, pairs))
    return Expansion(expander.node(node), tuple(dict.fromkeys(expander.used)))


class _Capitals(Struct, frozen=True):
    """How a query uses capitals. `first` is its first word; `titled`: every word has one, but
    perhaps stop words; `shouted`: every word is in capitals.
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
            return "lower" if self.shouted or len(letters) > _ACRONYM else "acronym"
        return "unsure" if self.titled or text.startswith(self.first + " ") else "name"


def _capitals(node: Node) -> _Capitals:
    words = [x.text for x in typed(node) if isinstance(x, Word) and not x.han]
    if len(words) < 2:
        return _Capitals()
    return _Capitals(
        words[0],
        all(word[:1].isupper() or word[:1].isdigit() or word in stop_words() for word in words),
        all(word.isupper() for word in words),
    )


class _Expander(Struct):
    """Walks one tree once."""

    terms: Terms
    used: list[Used] = field(default_factory=list)
    words: int = 0

    def node(self, node: Node) -> Node:
        """The node with alternatives to its words."""
        if isinstance(node, And | Word):
            nodes = tuple(self.sequence(node.nodes if isinstance(node, And) else (node,)))
            return nodes[0] if len(nodes) == 1 else And(nodes)
        return Or(tuple(map(self.node, node.nodes))) if isinstance(node, Or) else node

    def sequence(self, nodes: Sequence[Node]) -> Iterator[Node]:
        """Nodes side by side; the longest known terms among them become one each."""
        at = 0
        while at < len(nodes):
            size, together = self.number(nodes[at:])
            if not size:
                size, together = self.known_or_composed(nodes[at:])
            yield from together
            at += size

    def known_or_composed(self, nodes: Sequence[Node]) -> tuple[int, tuple[Node, ...]]:
        """How many nodes from the first on are one term, and what stands for them."""
        size = next((n for n in range(_stretch(nodes), 1, -1) if self.known(nodes[:n])), 1)
        composed: tuple[Alternative, ...] = ()
        if size == 1:
            size, composed = self.composed(nodes)
        longer = range(_stretch(nodes), size, -1)
        if unsaid := next((n for n in longer if self.unsaid(nodes[:n])), 0):
            size, composed = unsaid, ()
        if size > 1:
            words = [node for node in nodes[:size] if isinstance(node, Word)]
            return size, self.term(words, composed)
        first = nodes[0]
        return 1, (self.word(first, 1.0) if isinstance(first, Word) else self.node(first),)

    def number(self, nodes: Sequence[Node]) -> tuple[int, tuple[Node, ...]]:
        """How many words from the first on are one number or date, and they as one term, or
        as they are where documents have it in no other writing.
        """
        words, text, others = number(nodes, self.terms.frequency)
        found = () if plain(text) in self.terms.without else self.terms.wanted(others)
        self.used += [Used(text, alternative) for alternative in found]
        return len(words), (Expanded(both(list(words)), found),) if found else tuple(words)

    def composed(self, nodes: Sequence[Node]) -> tuple[int, tuple[Alternative, ...]]:
        """How many words from the first on make, each by its alternatives, what documents
        have in a row, and what that is.
        """
        words = [node for node in nodes[: _stretch(nodes)] if isinstance(node, Word)][:_ROW]
        best: tuple[int, tuple[Alternative, ...]] = (1, ())
        listed: list[tuple[Alternative, ...]] = []
        for size, word in enumerate(words, 1):
            if _says_nothing(word) or (size > 1 and self.begins_term(nodes[size - 1 :])):
                break
            own = self.terms.alternatives(word.text, word, 1.0)
            listed.append(tuple(a for a in own if has_han(a.text) != word.han))
            rows = self.terms.in_a_row(listed, word.scope) if size > 1 else listed[0]
            if not rows:
                break
            if size > 1:
                best = size, rows
        return best

    def begins_term(self, nodes: Sequence[Node]) -> bool:
        """Whether a known term of several words begins here."""
        return any(self.known(nodes[:n]) for n in range(_stretch(nodes), 1, -1))

    def known(self, nodes: Sequence[Node]) -> bool:
        """Whether the words are one term, of which documents have a translation. Another
        spelling alone makes none: each word has its own.
        """
        words = [node for node in nodes if isinstance(node, Word)]
        if any(_stops(word) for word in words):
            return False
        found = self.terms.alternatives(_text(words), words[0], 1.0, whole=True)
        return any(alternative.source not in ("OpenCC", "spelling") for alternative in found)

    def unsaid(self, nodes: Sequence[Node]) -> bool:
        """Whether the words are one term whose translations no document has."""
        words = [node for node in nodes if isinstance(node, Word)]
        return not any(map(_stops, words)) and is_term(_text(words))

    def term(self, words: list[Word], composed: tuple[Alternative, ...] = ()) -> tuple[Node, ...]:
        """Several words that are one term: all of them, each in its own right too. Of a term of
        our glossary the words are looked for in their `own` language alone: 企业 of 小微企业 is
        any company.
        """
        text = _text(words)
        own = not composed and is_term(text)
        listed = composed or self.terms.alternatives(text, words[0], 1.0, whole=not own)
        found = self.terms.wanted(listed)
        self.used += [Used(text, alternative) for alternative in found]
        if any(alternative.source in NAMES for alternative in listed) and not composed:
            return (Expanded(And(tuple(words)), found),) if found else tuple(words)
        factor, unwanted = 1.0 if composed else _INSIDE, [a for a in listed if a not in found]
        inside = tuple(self.word(word, factor, unwanted, own=own) for word in words)
        return (Expanded(And(inside), found),) if found else inside

    def word(
        self, word: Word, factor: float, unwanted: Sequence[Alternative] = (), *, own: bool = False
    ) -> Node:
        """One word, or the word and its alternatives: no part of what is `unwanted` for the term
        that it is in (space, where that was maker space), and only of its `own` language.
        """
        self.words += 1
        if self.words > _WORDS or _says_nothing(word):
            return word
        found = self.terms.alternatives(word.text, word, factor)
        if not found and (word.han or len(word.words) > 1):
            found = self.terms.parts(word, factor * PART)
        wanted = [a for a in self.terms.wanted(found) if not own or has_han(a.text) == word.han]
        found = tuple(a for a in wanted if not any(within(other, a) for other in unwanted))
        self.used += [Used(word.text, alternative) for alternative in found]
        return Expanded(word, found) if found else word


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
