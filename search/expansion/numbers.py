"""Words of a query that are a number or a date → its other writings that documents have.

What they stand for does not depend on a language, so nothing in them is looked up in a dictionary:
家 behind a number is no home.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from search.analysis import runs
from search.expansion.dates import Writing, dates
from search.expansion.words import side_by_side
from search.parsing.leaves import phrase
from search.query import Alternative, Node, Word

SOURCE: Final = "numbers"
_WORDS: Final = 6  # words of one number or date
_ISBN: Final = re.compile(r"(?=[\d-]{9,16}[\dXx]$)(?:97[89]-?)?(?:\d-?){9}[\dXx]", re.ASCII)
_SCALES: Final = ("illion", "housand", "undred")
_WEIGHT: Final = 0.95  # of another writing


def number(
    nodes: Sequence[Node], frequency: Callable[[Node], int]
) -> tuple[list[Word], str, tuple[Alternative, ...]]:
    """Return the longest number or date that the first words are, its text, and the other
    writings of it that documents have; no words where they are none.
    """
    for words in _stretches(nodes):
        text = side_by_side([word.text for word in words])
        others = dates(text) or tuple(map(Writing, _amounts(text)))
        if others:
            own = tuple(run.text for run in runs(text))
            found = (_alternative(other, own, words[0], frequency) for other in others)
            return words, text, tuple(filter(None, found))
    return [], "", ()


def _amounts(text: str) -> tuple[str, ...]:
    """The other ways to write a number; the tables are read for what begins or ends like one."""
    if _ISBN.fullmatch(text):
        return _isbn(text)
    if not (text[0].isnumeric() or text[0] == "两" or text.lower().endswith(_SCALES)):
        return ()
    from search.expansion.amounts import amounts

    return amounts(text)


def _isbn(text: str) -> tuple[str, ...]:
    """The number of a book with its hyphens wherever they may stand, and without them: how
    long its group and its publisher are (ISO 2108) only a list of all publishers tells.
    """
    digits = text.replace("-", "")
    prefix, rest, check = digits[:-10], digits[-10:-1], digits[-1]
    parted = [
        "-".join(
            filter(None, (prefix, rest[:group], rest[group:publisher], rest[publisher:], check))
        )
        for group in range(1, 6)
        for publisher in range(group + 1, len(rest))
    ]
    return (digits, f"{prefix}-{rest}{check}".lstrip("-"), *parted)


def _stretches(nodes: Sequence[Node]) -> Iterator[list[Word]]:
    """Words from the first on that may be a number together, the most first."""
    words: list[Word] = []
    for node in nodes[:_WORDS]:
        if not isinstance(node, Word) or node.scope != getattr(nodes[0], "scope", None):
            break
        words.append(node)
    yield from (words[:size] for size in range(len(words), 0, -1))


def _alternative(
    other: Writing, own: tuple[str, ...], word: Word, frequency: Callable[[Node], int]
) -> Alternative | None:
    """Another writing, if it is another and documents have it."""
    terms = runs(other.text)
    leaf = phrase(other.text, terms, other.slop, word.scope)
    if leaf is None or tuple(t.text for t in terms) == own or not frequency(leaf):
        return None
    return Alternative(leaf, _WEIGHT, SOURCE, other.text)
