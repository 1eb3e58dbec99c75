"""More like this: a document → the tree of the words that tell it from the others.

Touches the analyser and the engine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from math import log
from typing import Final

from msgspec.structs import replace

from search.analysis import runs, words
from search.analysis.latin import HAN, surface
from search.analysis.stopwords import stop_words
from search.document import CleanText
from search.engine import Engine, Filters, Match
from search.query import And, Expanded, Facet, Most, Node, Nothing, Word
from search.updating.indexing import split_chrome

MOST: Final = 25  # words that stand for a document
_TRIED: Final = 2 * MOST  # of these, where only those count that the other language has
_COUNTED: Final = 200  # words whose documents are counted, the most frequent in the text
_READ: Final = 20_000  # characters of a text
_TITLE: Final = 3  # a word of the title counts as often as so many in the text
_SHARED: Final = 0.2  # of the words, that a similar document has
_NAME: Final = 4  # characters
_LEAST: Final = 0.5  # of the sum of the words' weights, that the score of a similar document has
_RETURNED: Final = 0.1  # of the weights of the other's words, that a document has itself
_LEAST_ACROSS: Final = 0.8  # in the other language, where words have several meanings
_HAN: Final = re.compile(f"[{HAN}]")


Count = Callable[[str], int]


def alike(
    engine: Engine, number: int, limit: int, language: str, expand: Callable[[Node], Node] | None
) -> tuple[Node, list[Match]]:
    """Return what was looked for, and at most so many documents like one, best first; only those in
    a `language` if one is named. `expand` is given where that is another one.

    A few words of a short text stand scattered in any long one, so each must be like the other.
    """
    node = _likeness_of(engine, number, expand)
    filters = Filters(language=(language,) if language else ())
    top = engine.search(node, filters, "relevance", 0, limit + 1, facets=()).top
    enough = least(node, across=expand is not None)
    near = [one for one in top if one.document != number and one.score >= enough]
    itself = Facet("", "file", (engine.heading(number).id,))

    def in_return(one: Match) -> bool:
        """Whether the document has some of what tells the other from all."""
        back = _likeness_of(engine, one.document, expand)
        if not isinstance(back, Most):
            return True
        asked = replace(back, least=_RETURNED * sum(back.weights))
        return bool(engine.count(And((itself, asked))))

    return node, list(islice(filter(in_return, near), limit))


def _likeness_of(engine: Engine, number: int, expand: Callable[[Node], Node] | None) -> Node:
    text, chrome = engine.text(number)
    return likeness(
        engine.heading(number).title,
        split_chrome(CleanText(text, chrome=chrome))[0],
        size=engine.size,
        count=engine.vocabulary.count_word,
        pairs=engine.vocabulary.count,
        expand=expand,
    )


def likeness(
    title: str,
    text: str,
    *,
    size: int,
    count: Count,
    pairs: Count = lambda _: 0,
    expand: Callable[[Node], Node] | None = None,
) -> Node:
    """Return what to look for to find documents like this one; itself is among them.

    The words with the highest tf·idf (Salton and Buckley 1988), of which a document needs what
    weighs a fifth, each by its idf. `size` is the number of documents, `count` tells how many
    have a word, `pairs` how many two characters side by side; `expand` gives a word its
    alternatives, to look for the same in the other language, where it weighs as surely as the
    best of them means it.
    """
    chosen: dict[Node, float] = {}
    # What it alone has says nothing, but in other words.
    telling = _telling(title, text, size, count, pairs, fewest=1 if expand else 2)
    for word, documents in islice(telling, _TRIED if expand else MOST):
        node = expand(word) if expand else word
        others = node.alternatives if isinstance(node, Expanded) else ()
        if others or documents > 1:
            sure = max((other.weight for other in others), default=1.0)
            chosen[node] = sure * log(1 + size / documents)
        if len(chosen) == MOST:
            break
    if not chosen:
        return Nothing(title)
    weights = tuple(chosen.values())
    return Most(tuple(chosen), _SHARED * sum(weights), weights)


def least(node: Node, *, across: bool) -> float:
    """Return the score from which a document is like the one that `node` was made of; `across`
    languages, 280 twins of news and encyclopaedic passages had 0.78 of its weights and more, 96
    per cent of the others less than 0.8.
    """
    weights = node.weights if isinstance(node, Most) else ()
    return (_LEAST_ACROSS if across else _LEAST) * sum(weights)


def _telling(
    title: str, text: str, size: int, count: Count, pairs: Count, fewest: int
) -> Iterator[tuple[Word, int]]:
    """The words that tell most about a text, best first, and how many documents have them,
    `fewest` or more.
    """
    shown: dict[str, str] = {}
    times: Counter[str] = Counter()
    for part, weight in ((title, _TITLE), (text[:_READ], 1)):
        for term, typed in _terms(part):
            times[term] += weight
            shown.setdefault(term, typed)
    scored = []
    for term, often in times.most_common(_COUNTED):
        name = term.split()
        documents = min(map(pairs, map("".join, pairwise(name))), default=0) or count(term)
        if documents >= fewest and (often > 1 or len(name) == 1):  # a text comes back to a name
            scored.append(((1 + log(often)) * log(1 + size / documents), term, documents))
    for _, term, documents in sorted(scored, key=lambda item: (-item[0], item[1])):
        yield _word(term, shown[term]), documents


def _terms(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text that say something, as terms and as they stand there, and the names
    that no dictionary has: characters that are words of their own, side by side.
    """
    stops = stop_words()
    name = ""
    end = 0
    for token in words(text):
        typed = text[token.start : token.end]
        han = _HAN.match(token.text) is not None
        says_nothing = token.text.isdigit() or not stops.isdisjoint((token.text, surface(typed)))
        single = han and len(token.text) == 1 and not says_nothing
        if not (single and token.start == end):
            yield from _name(name)
            name = ""
        if single:
            name += token.text
        elif len(token.text) > (1 if han else 2) and not says_nothing:
            yield token.text, typed
        end = token.end
    yield from _name(name)


def _name(characters: str) -> Iterator[tuple[str, str]]:
    if 1 < len(characters) <= _NAME:
        yield " ".join(characters), characters


def _word(term: str, typed: str) -> Word:
    found = tuple(run.text for run in runs(typed))
    if _HAN.match(term):
        return Word(typed, tuple(term.split()), found[:-1], han=True)
    return Word(typed, (term,), found, han=False)
