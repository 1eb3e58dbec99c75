"""What was matched → what a reader sees of it: title, labels, passages and marks.

Touches the engine's records.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.analysis import fold
from search.answering.facetlines import labels
from search.answering.snippets import marks, snippets
from search.document import Document
from search.engine import Engine, Match
from search.query import Leaf, Node, leaves, typed
from search.results import Duplicate, Hit, Page


def hits(engine: Engine, top: Sequence[Match], node: Node, ui: str) -> tuple[Hit, ...]:
    """Return the hits of a page of matches; `node` is what was looked for, `ui` the language
    of the labels.
    """
    wanted = leaves(node)
    numbers = [match.document for match in top]
    through, lacking = engine.through(node, numbers), engine.lacking(node, numbers)
    own = {_plain(getattr(leaf, "text", "")) for leaf in typed(node)}  # of another branch of an OR
    others = (tuple(text for text in via if _plain(text) not in own) for via in through)
    return tuple(
        _hit(engine, match, wanted, ui, via, without)
        for match, via, without in zip(top, others, lacking, strict=True)
    )


def _plain(text: str) -> str:
    return fold(text).casefold()


def _hit(
    engine: Engine,
    match: Match,
    wanted: tuple[Leaf, ...],
    ui: str,
    via: tuple[str, ...],
    lacking: tuple[str, ...],
) -> Hit:
    heading = engine.heading(match.document)
    text, chrome = engine.text(match.document)
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
    return Page(
        document=document,
        marks=marks(document.clean.text, leaves(node), document.clean.chrome),
        regions=labels((value.id for value in facts.regions), "region", ui),
        organisations=labels((value.id for value in facts.organisations), "organisation", ui),
        publisher=next(iter(labels(publisher, "publisher", ui)), None),
    )


def _duplicate(engine: Engine, number: int) -> Duplicate:
    found = engine.heading(number)
    return Duplicate(found.id, found.path, found.title, found.language, found.script, found.date)
