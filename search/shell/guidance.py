"""What helps on, laid out for people: remarks on a query, suggestions. Words are `wording`'s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from search.shell.safety import safe
from search.shell.terminal import Paper, width
from search.shell.wording import documents, words

if TYPE_CHECKING:
    from search import Diagnosis, Doubt, Explained, Note, Reading, Results, Suggested

FACETS = {
    "date": "--date",
    "region": "--region",
    "organisation": "--organisation",
    "publisher": "--publisher",
    "language": "--language",
    "event": "--event",
    "organisation_type": "--organisation-type",
    "amount": "--amount",
}

MOST_ALTERNATIVES = 8
"""Of more alternatives to the words of a query only so many are named."""

MOST_DOUBTS = 10
"""More doubtful values of a kind than these are only counted."""

MOST_QUOTED = 80
"""Of a longer part of a query a note quotes only so many characters."""


def remarks(results: Results) -> Iterator[str]:
    """How a query was read, what was looked for beside it, and what else it may have been."""
    ui = results.query.ui
    said = words(ui)
    for remark in results.notes:
        yield note(remark, ui)
    if results.expansions:
        named = [f"{e.text} ({e.word})" for e in results.expansions[:MOST_ALTERNATIVES]]
        if rest := len(results.expansions) - len(named):
            named.append(said["more"].format(rest))
        yield said["also"].format(said["comma"].join(named))
    for suggestion in results.suggestions:
        yield said["meant"].format(suggestion.query, counted(suggestion.total, ui))
    if results.diagnosis and not results.total:
        yield from _reasons(results.diagnosis, ui)


def note(remark: Note, ui: str) -> str:
    """A note as a sentence; one of a kind without a sentence begins with its code."""
    said, text = words(ui), remark.text
    bare = None if text else said.get(f"note-{remark.code}-bare")
    sentence = bare or said.get(f"note-{remark.code}", remark.code.replace("-", " ") + ": {}")
    return sentence.replace("{}", text if len(text) <= MOST_QUOTED else text[:MOST_QUOTED] + "…")


def _reasons(diagnosis: Diagnosis, ui: str) -> Iterator[str]:
    reason = words(ui)["reason"]
    if len(diagnosis.words) > 1 or diagnosis.without:
        for word in diagnosis.words:
            yield reason.format(word.text, counted(word.count, ui))
    for facet in diagnosis.without:
        without = words(ui)["without"].format(FACETS.get(facet.facet, facet.facet))
        yield reason.format(without, counted(facet.count, ui))
    if diagnosis.unfiltered:
        yield reason.format(words(ui)["unfiltered"], counted(diagnosis.unfiltered, ui))


def suggestions(found: Sequence[Suggested], paper: Paper, ui: str) -> str:
    """One suggestion on a line, with its kind and how many documents there are."""
    column = max((width(item.text) for item in found), default=0)
    lines = []
    for item in found:
        blank = " " * (column + 2 - width(item.text))
        kind = words(ui).get(f"kind-{item.kind}", item.kind)
        facts = words(ui)["suggested"].format(kind, counted(item.count, ui))
        lines.append(paper.styled(item.text, "") + blank + paper.styled(facts, "faint"))
    return "".join(line + "\n" for line in lines)


def explained(told: Explained, paper: Paper, ui: str) -> str:
    """How a query is read, and what adds to the score of a document, if one was named: its
    sentences in the language `ui`, the names of what was looked up as programs have them.
    """
    lines = [told.tree]
    lines += [note(remark, ui) for remark in told.notes]
    lines += [words(ui)["dropped"].format(word) for word in told.dropped]
    lines += ["", *map(_reading, told.readings)]
    sources = [f"{e.word} → {e.text} ({e.source}, {e.weight:.2f})" for e in told.expansions]
    lines += ["", *sources] if sources else []
    if told.hit:
        lines += ["", told.hit.title or told.hit.path]
        for part in told.contributions:
            where = " ".join(filter(None, (part.field, part.term)))
            lines.append(f"{part.score:12.6f}  {part.leaf}  {where}".rstrip())
        lines.append(f"{told.hit.score:12.6f}  in all")
    return "".join(line + "\n" for text in lines for line in paper.block(text))


def doubts(found: Iterable[Doubt], paper: Paper, ui: str) -> str:
    """What is doubtful, by kind: how many there are, what to do about them, and the first."""
    parts = []
    for kind, group in groupby(found, lambda doubt: doubt.kind):
        inside, said = list(group), words(ui)
        parts.append(paper.styled(said[f"doubt-{kind}"].format(f"{len(inside):,}"), "title"))
        parts += paper.block(said[f"doubt-{kind}-how"], (), 0, "faint")
        for doubt in inside[:MOST_DOUBTS]:
            said_of_it = doubt.text.removesuffix(f": {doubt.line}") if doubt.line else doubt.text
            parts += paper.block(f"{doubt.path}: {said_of_it}", (), 2)
            # It is to be copied: tabs between its cells, and no break.
            parts += ["\t".join(map(safe, doubt.line.split("\t")))] if doubt.line else []
        if more := len(inside[MOST_DOUBTS:]):
            listed = said["doubts-more"].format(f"{more:,}")
            parts.append(paper.styled(f"  {listed}", "faint"))
        parts.append("")
    return "\n".join(parts)


def _reading(part: Reading) -> str:
    facts = [
        f"{part.kind}, {counted(part.count, 'en')}",
        f"as {part.folded}" if part.folded else "",
        f"words {' '.join(part.words)}" if part.words else "",
        f"runs {' '.join(part.runs)}" if part.runs else "",
    ]
    return f"{part.text or '*'}: {'; '.join(filter(None, facts))}"


def counted(number: int, ui: str) -> str:
    """A number of documents in words."""
    return documents(number, ui) if number else words(ui)["documents-none"]
