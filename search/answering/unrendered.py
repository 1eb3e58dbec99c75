"""Which words of a query have no known rendering in the other language that documents have.

Of what is not told a reader thinks that it was looked for. Touches `analysis`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from search.analysis.latin import begins_cjk
from search.parsing import is_stop
from search.query import And, Expanded, Facet, Node, Note, Or, Pattern, Word, typed


def unrendered_notes(node: Node, count: Callable[[Node], int]) -> tuple[Note, ...]:
    """Return a note on the words of an expanded tree that are looked for only as they were
    typed, where there are documents in the other language: on all of a query, or on `some` of it.
    """
    words = tuple(dict.fromkeys(_words(node)))
    others = {"en" if word.han else "zh" for word in words}
    if not any(count(Facet("", "language", (other,))) for other in others):
        return ()
    every = {word for word in typed(node) if isinstance(word, Word) and _says(word)}
    code = "unrendered-some" if every - set(words) else "unrendered"
    return (Note(code, ", ".join(word.text for word in words)),)


def _words(node: Node) -> Iterator[Word]:
    """The words that no alternative in the other language stands for."""
    if isinstance(node, Or) and any(isinstance(one, Pattern) for one in node.nodes):
        return  # caf?
    if isinstance(node, And | Or):
        for child in node.nodes:
            yield from _words(child)
    elif isinstance(node, Expanded):
        first = next((leaf for leaf in typed(node) if isinstance(leaf, Word)), None)
        others = (begins_cjk(other.text) for other in node.alternatives)
        if first and not any(other != first.han for other in others):
            yield from _words(node.typed)
    elif isinstance(node, Word) and _says(node):
        yield node


def _says(word: Word) -> bool:
    """Whether it has a meaning to render, wherever it stands, and is no number."""
    return word.scope == "any" and any(map(str.isalpha, word.text)) and not is_stop(word)
