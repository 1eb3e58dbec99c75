"""What was matched → what a reader sees of it: title, labels, passages and marks.

Touches the engine's records.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from search.analysis import fold, runs
from search.answering.facetlines import labels
from search.answering.marking import places
from search.answering.snippets import marks, snippets
from search.document import Document
from search.engine import Engine, Match
from search.expansion import Used
from search.parsing.leaves import phrase
from search.query import Leaf, Node, Phrase, Word, asked, expansions, leaves, typed, units
from search.results import Duplicate, Explanation, Hit, Page

Terms = dict[Phrase, frozenset[Leaf]]

_BLOCKS: Final = 16  # of a text in which a whole term is looked for


def hits(engine: Engine, top: Sequence[Match], node: Node, ui: str) -> tuple[Hit, ...]:
    """Return the hits of a page of matches; `node` is what was looked for, `ui` the language
    of the labels.
    """
    wanted, terms = leaves(node), _terms(node)
    numbers = [match.document for match in top]
    through, lacking = engine.through(node, numbers), engine.lacking(node, numbers)
    own = {_plain(getattr(leaf, "text", "")) for leaf in typed(node)}  # of another branch of an OR
    others = (tuple(text for text in via if _plain(text) not in own) for via in through)
    return tuple(
        _hit(engine, match, wanted, terms, ui, via, without)
        for match, via, without in zip(top, others, lacking, strict=True)
    )


def _terms(node: Node) -> Terms:
    """The Chinese terms of several words, each as a row and with those of its words that are
    not asked for by themselves.
    """
    found: Terms = {}
    for term in expansions(node):
        words = [leaf for leaf in typed(term) if isinstance(leaf, Word) and leaf.han]
        text = "".join(word.text for word in words)
        row = phrase(text, runs(text), 0, words[0].scope) if len(words) > 1 else None
        if row and len(words) == len(typed(term)):
            others = (unit for unit in units(asked(node)) if unit != term)
            found[row] = frozenset(words).difference(*map(typed, others))
    return found


def _whole(wanted: tuple[Leaf, ...], terms: Terms, text: str) -> tuple[Leaf, ...]:
    """What is marked in a text: of a term that stands in it nothing but the whole (众创空间, not
    the 空间 of 国土空间).
    """
    for row, words in terms.items():
        if any(islice(places(text, (row,)), _BLOCKS)):
            wanted = (row, *(leaf for leaf in wanted if leaf not in words))
    return wanted


def _plain(text: str) -> str:
    return fold(text).casefold()


def _hit(
    engine: Engine,
    match: Match,
    wanted: tuple[Leaf, ...],
    terms: Terms,
    ui: str,
    via: tuple[str, ...],
    lacking: tuple[str, ...],
) -> Hit:
    heading = engine.heading(match.document)
    text, chrome = engine.text(match.document)
    wanted = _whole(wanted, terms, f"{heading.title}\n{text}")
    publisher = labels(filter(None, [heading.publisher]), "publisher", ui)
    return Hit(
        id=heading.id,
        path=heading.path,
        title=heading.title,
        language=heading.language,
        script=heading.script,
        date=heading.date,
        regions=labels(heading.regions, "region", ui),
        organisations=labels(heading.organisations, "organisation", ui),
        score=match.score,
        snippets=snippets(text, wanted, chrome, title=heading.title),
        title_marks=marks(heading.title, wanted),
        via=via,
        duplicates=tuple(_duplicate(engine, number) for number in match.others),
        publisher="".join(label.label for label in publisher),
        lacking=lacking,
    )


def page(document: Document, node: Node, ui: str) -> Page:
    """Return a whole document, marked with what a query looks for and labelled for a reader of
    `ui`.
    """
    facts = document.metadata
    publisher = [facts.publisher.id] if facts.publisher else []
    wanted = _whole(leaves(node), _terms(node), document.clean.text)
    return Page(
        document=document,
        marks=marks(document.clean.text, wanted, document.clean.chrome),
        regions=labels((value.id for value in facts.regions), "region", ui),
        organisations=labels((value.id for value in facts.organisations), "organisation", ui),
        publisher=next(iter(labels(publisher, "publisher", ui)), None),
    )


def _duplicate(engine: Engine, number: int) -> Duplicate:
    found = engine.heading(number)
    return Duplicate(found.id, found.path, found.title, found.language, found.script, found.date)


def explanation(used: Used) -> Explanation:
    """How an alternative is told."""
    other = used.alternative
    return Explanation(used.word, other.text, other.source, other.weight)
