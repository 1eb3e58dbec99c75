"""Why little or nothing was found, and what else to ask. Touches the engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from search.analysis.latin import surface
from search.answering.correcting import corrections
from search.answering.misnamed import renamed
from search.answering.naming import Names, normal
from search.describing.media import publisher_label
from search.engine import Engine, Filters
from search.expansion import is_listed, missing, side_by_side
from search.guidance import Diagnosis, Suggestion, WithoutFacet, WordCount
from search.parsing.fields import FIELDS
from search.parsing.lexemes import clipped, exchanged, loosened
from search.query import (
    And,
    Facet,
    Leaf,
    Node,
    Not,
    Note,
    Nothing,
    Or,
    Phrase,
    Word,
    expansions,
    literal,
    typed,
)

FEW: Final = 3  # answers below which a query is diagnosed
_MOST: Final = 3  # suggestions
_LONGEST: Final = 12  # parts of what was typed as one word
_SPELLINGS: Final = ("spelling", "OpenCC")  # of the same word
_LIKELY: Final = 0.5  # weight of what a word means indeed
_TITLE: Final = "title:"
_APART: Final = '-()"“”「」'
_TITLES: Final = "|".join(name for name, field in FIELDS.items() if field == "title")
_TITLE_FIELD: Final = re.compile(f"^(?:{_TITLES})[:：]", re.IGNORECASE)
_CHARACTERS: Final = 256  # of a query that may be too strict


def diagnose(text: str, node: Node, wide: Node, filters: Filters, engine: Engine) -> Diagnosis:
    """Count the documents of each part of a query (`text`, read as `node`) alone, and of all
    that is looked for (`wide`) without each of the facets that are filtered by and without all of
    them, where that is more.

    What was typed as one word and read as several comes before these, and alone where no
    document has any of them. What is ruled out is a part where documents have it.
    """
    parts = node.nodes if isinstance(node, And) else (node,)
    parts = tuple(p for p in parts if not isinstance(p, Not) or engine.count(p.node))
    parts = tuple(literal(p) if isinstance(p, Phrase) else p for p in parts)
    words: list[WordCount] = []
    for whole in _as_typed(text, parts):
        counts = [WordCount(typed_text(part), engine.count(part)) for part in whole]
        if len(whole) > 1:
            words.append(WordCount(_joined(c.text for c in counts), engine.count(And(whole))))
        words += counts if len(whole) == 1 or any(c.count for c in counts) else ()
    without = []
    chosen = [name for name in filters.__struct_fields__ if getattr(filters, name)]
    total = most = engine.count(wide, filters) if chosen else 0
    for name in chosen:
        count = engine.count(wide, replace(filters, **{name: ()}))
        if count > total:
            without.append(WithoutFacet(name, count))
            most = max(most, count)
    unfiltered = engine.count(wide) if len(chosen) > 1 else 0
    return Diagnosis(tuple(words), tuple(without), unfiltered if unfiltered > most else 0)


def _as_typed(text: str, parts: Iterable[Node]) -> Iterator[tuple[Node, ...]]:
    """The parts of a query that are looked for, those together that were typed as one word.
    Where all that was typed says nothing, there is no part to name.
    """
    chunks = {_TITLE_FIELD.sub(_TITLE, chunk) for chunk in text.split()}
    unread = Nothing(text.strip())
    left = tuple(p for p in parts if p != unread and typed_text(p))
    while left:
        ends = range(min(len(left), _LONGEST), 1, -1)
        end = next((e for e in ends if _joined(map(typed_text, left[:e])) in chunks), 1)
        yield left[:end]
        left = left[end:]


def suggest_queries(
    text: str,
    node: Node,
    read: Callable[[str], tuple[Node, Node]],
    filters: Filters,
    engine: Engine,
    total: int,
    names: Names,
    *,
    few: bool,
) -> tuple[Suggestion, ...]:
    """Return the other spellings of a query, read as `node`, that find something, at least
    as much as the query itself did (`total`, 0 where it had to be relaxed). Words that
    documents have in translation or in the name of a body are no slips, nor are those of the
    dictionary where documents have all of the query. Few know whether a body publishes or is
    written of.

    Where nothing was found, a file may be called so. `read` gives what a query says, and what
    is looked for in the end.
    """
    found: dict[str, Suggestion] = {}
    named = _named(node, names, engine) if few else {}
    known = {*_translated(node), *named, *(_listed(node) if total else ())}
    others = corrections(text, engine, few, names.sounds, known)
    others = [*named.get(text.strip(), ()), *others]
    if few and (other := exchanged(text)) != text:
        others = [other, *others]
    if not total:
        shorter = text[:_CHARACTERS]
        called = filter(None, [names.files.query(text)])
        others = [*renamed(shorter), *called, *clipped(shorter), *others, *loosened(shorter)]
    for other in others:
        if len(found) < _MOST and other not in found:
            strictly, wide = read(other)
            if engine.count(strictly, filters) >= max(1, total):
                found[other] = Suggestion(other, engine.count(wide, filters))
    return tuple(found.values())


def _named(node: Node, names: Names, engine: Engine) -> dict[str, tuple[str, ...]]:
    """The typed words in Latin letters that no document has, with the English names of bodies
    that they are a word of.
    """
    words = (leaf for leaf in typed(node) if isinstance(leaf, Word) and not leaf.han)
    found: dict[str, tuple[str, ...]] = {}
    for word in (leaf.text for leaf in words if not engine.count(leaf)):
        ids = dict.fromkeys((*names.organisation(word), *names.publisher(word)))
        called = dict.fromkeys(publisher_label(value, "en") for value in ids)
        if fit := tuple(name for name in called if normal(word) in normal(name).split()):
            found[word] = fit
    return found


def _translated(node: Node) -> frozenset[str]:
    """The typed words in Latin letters whose likely translation documents have."""
    return frozenset(
        word.text
        for term in expansions(node)
        if any(a.source not in _SPELLINGS and a.weight >= _LIKELY for a in term.alternatives)
        for word in typed(term)
        if isinstance(word, Word) and not word.han
    )


def _listed(node: Node) -> Iterator[str]:
    """The typed words in Latin letters that the dictionary has."""
    words = (leaf for leaf in typed(node) if isinstance(leaf, Word) and not leaf.han)
    return (word.text for word in words if is_listed(surface(word.text)))


def cut_notes(node: Node, count: Callable[[Node], int]) -> tuple[Note, ...]:
    """Return notes on the quotations that end inside a word or number of documents."""
    quoted = (leaf for leaf in typed(node) if isinstance(leaf, Phrase) and not leaf.open_end)
    return tuple(
        Note("cut-word", leaf.text)
        for leaf in quoted
        if not count(leaf) and count(replace(leaf, open_end=True))
    )


def lacking_notes(node: Node, count: Callable[[Node], int]) -> tuple[Note, ...]:
    """Return notes on what no document has of a query of which none has all: which words, and
    which parts of Chinese ones documents may have nevertheless.
    """
    lacking = missing(node, count)
    words = [leaf for leaf in lacking if isinstance(leaf, Word) and leaf.han]
    parts = [f"{word.text} ({found})" for word in words if (found := _parts(word, count))]
    notes = [Note("pieces", "; ".join(parts))] if parts else []
    if not parts or len(lacking) < len(set(typed(node))):
        notes.insert(0, Note("relaxed", " ".join(getattr(leaf, "text", "") for leaf in lacking)))
    return tuple(notes)


def _parts(leaf: Word, count: Callable[[Node], int]) -> str:
    """The stretches of a Chinese word that documents have, each of them by itself."""
    has = [bool(count(Phrase(run, (run,), scope=leaf.scope))) for run in leaf.runs]
    found: list[str] = []
    for number, (run, known) in enumerate(zip(leaf.runs, has, strict=True)):
        if known and number and has[number - 1]:
            found[-1] += run[-1]
        elif known:
            found.append(run)
    return ", ".join(found)


def typed_text(node: Node) -> str:
    """Return a part of a query as it was typed."""
    if isinstance(node, Not):
        inside = typed_text(node.node)
        return f"-({inside})" if " OR " in inside else f"-{inside}"
    if isinstance(node, Or):
        return " OR ".join(dict.fromkeys(filter(None, map(typed_text, node.nodes))))
    texts = [
        f"({text})" if isinstance(child, Or) and " OR " in text else text
        for child in (node.nodes if isinstance(node, And) else ())
        if (text := typed_text(child))
    ]
    shown = list(dict.fromkeys(texts or filter(None, map(_text, typed(node)))))
    if all(text.startswith(_TITLE) for text in shown[1:]):
        shown[1:] = [text.removeprefix(_TITLE) for text in shown[1:]]
    return _spaced(shown)


def _spaced(texts: Iterable[str]) -> str:
    """What stands side by side: fields, quotations and parentheses apart, Chinese words not."""
    shown = ""
    for text in texts:
        apart = shown and (":" in text or text[0] in _APART or shown[-1] in _APART)
        shown = f"{shown} {text}" if apart else side_by_side([shown, text])
    return shown


def _joined(texts: Iterable[str]) -> str:
    """The parts of what was typed as one word."""
    first, *others = texts
    return first + "".join(text.removeprefix(_TITLE) for text in others)


def _text(leaf: Leaf) -> str:
    text = getattr(leaf, "text", "")
    if isinstance(leaf, Facet):
        return f"{leaf.name}:{text}"
    return _TITLE + text if text and getattr(leaf, "scope", "any") == "title" else text
