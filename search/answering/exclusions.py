"""What a query rules out is ruled out as it is typed; this tells what is left of it.

A negation must not hide a document for a word that nobody typed: which of several
translations a text means is a guess, and what it would hide nobody sees. Touches the
dictionaries through `expansion`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from search.analysis.latin import begins_cjk
from search.expansion import Expansion
from search.parsing import chunk
from search.query import And, Node, Not, Note, Or, Phrase, Word, typed

_NAMED = 3  # other words that are told
_LONGEST = 16  # terms of a word
_LIKELY = 0.3  # weight of what a word is likely to mean


def ruled_out_notes(
    node: Node, expand: Callable[[Node], Expansion], count: Callable[[Node], int]
) -> tuple[Note, ...]:
    """Return a note on what was ruled out and is found in the other language nevertheless."""
    told = []
    for text in dict.fromkeys(_negated(node)):
        words = tuple(chunk(text, "any", _LONGEST))
        used = expand(And(words)).used if words else ()
        others = [
            one.alternative.text
            for one in used
            if one.word == text
            and one.alternative.weight >= _LIKELY
            and begins_cjk(one.alternative.text) != begins_cjk(text)
            and count(And((node, one.alternative.leaf)))
        ]
        if others:
            told.append(f"{text} ({', '.join(others[:_NAMED])})")
    return (Note("ruled-out", "; ".join(told)),) if told else ()


def _negated(node: Node) -> Iterator[str]:
    """The words that are ruled out and not quoted: who quotes means just that."""
    if isinstance(node, Not):
        for leaf in typed(node.node):
            if isinstance(leaf, Word | Phrase) and leaf.text[:1].isalnum():
                yield leaf.text
    elif isinstance(node, And | Or):
        for child in node.nodes:
            yield from _negated(child)
