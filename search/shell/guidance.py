"""What helps on, laid out for people: remarks on a query, suggestions. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from search.shell.terminal import Paper, width

if TYPE_CHECKING:
    from search import Diagnosis, Explained, Note, Reading, Results, Suggested

FACETS = {
    "date": "--date",
    "region": "--region",
    "organisation": "--organisation",
    "language": "--language",
    "event": "--event",
    "organisation_type": "--organisation-type",
    "amount": "--amount",
}

MOST_ALTERNATIVES = 8
"""Of more alternatives to the words of a query only so many are named."""

MOST_QUOTED = 80
"""Of a longer part of a query a note quotes only so many characters."""

NOTES = {
    "unclosed-quote": "a quotation mark is not closed; what follows was read as words: {}",
    "stray-operator": "an operator stands where it has nothing to join and was left out: {}",
    "empty-field": "a field has no value and was left out: {}",
    "unknown-field": "no field is called {} so both sides are words to look for; fields are "
    "title: region: org: orgtype: lang: date: event: amount: file:",
    "unknown-region": "no region is called {}",
    "unknown-organisation": "no organisation is called {}",
    "unknown-language": "no language is called {}",
    "unknown-event": "this is not a year or a range of years: {}",
    "unknown-organisation_type": "no type of organisation is called {}",
    "unknown-amount": "this is not an amount or a range of amounts: {}",
    "unknown-file": "no file is called {}",
    "many-files": "very many files are called so, of which the first were looked at: {}",
    "ruled-out": "only what is typed is ruled out; what says it in other words is still there: {}",
    "bad-date": "this is not a date or range of dates: {}",
    "too-long": "the query is too long; this was left out: {}",
    "many-words": "this stands for very many words, of which the first were looked for: {}",
    "late": "this took long: looked for what was typed alone, without the other language",
    "no-fuzzy": "only a single word in Latin letters can be spelt almost so; read as it is: {}",
    "no-words": "there is no letter, number or Chinese character here to look for: {}",
    "pieces": "no document holds this as a whole, only the parts in brackets: {}",
    "region-namesakes": "several places have this name, and all of them count: {}",
    "region-members": "what is about these places counts too: {}",
    "relaxed": "no document holds all of the words; without: {}",
    "relaxed-bare": "no document holds all of the words",
}
"""What the codes of notes mean, in sentences; `{}` stands for the part of the query."""


def remarks(results: Results) -> Iterator[str]:
    """How a query was read, what was looked for beside it, and what else it may have been."""
    for remark in results.notes:
        yield note(remark)
    if results.expansions:
        named = [f"{e.text} ({e.word})" for e in results.expansions[:MOST_ALTERNATIVES]]
        more = len(results.expansions) - len(named)
        yield f"also looked for: {', '.join([*named, f'{more} more'] if more else named)}"
    for suggestion in results.suggestions:
        yield f"did you mean: {suggestion.query} ({counted(suggestion.total)})"
    if results.diagnosis and not results.total:
        yield from _reasons(results.diagnosis)


def note(remark: Note) -> str:
    """A note as a sentence."""
    text = remark.text
    bare = None if text else NOTES.get(f"{remark.code}-bare")
    sentence = bare or NOTES.get(remark.code, remark.code.replace("-", " ") + ": {}")
    return sentence.replace("{}", text if len(text) <= MOST_QUOTED else text[:MOST_QUOTED] + "…")


def _reasons(diagnosis: Diagnosis) -> Iterator[str]:
    if len(diagnosis.words) > 1 or diagnosis.without:
        for word in diagnosis.words:
            yield f"{word.text}: {counted(word.count)}"
    for facet in diagnosis.without:
        yield f"without {FACETS.get(facet.facet, facet.facet)}: {counted(facet.count)}"


def suggestions(found: Sequence[Suggested], paper: Paper) -> str:
    """One suggestion on a line, with its kind and how many documents there are."""
    column = max((width(item.text) for item in found), default=0)
    lines = []
    for item in found:
        blank = " " * (column + 2 - width(item.text))
        facts = paper.styled(f"{item.kind}, {counted(item.count)}", "faint")
        lines.append(paper.styled(item.text, "") + blank + facts)
    return "".join(line + "\n" for line in lines)


def explained(told: Explained, paper: Paper) -> str:
    """How a query is read, and what adds to the score of a document, if one was named."""
    lines = [told.tree]
    lines += [note(remark) for remark in told.notes]
    lines += [f"left out, since it says nothing: {word}" for word in told.dropped]
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


def _reading(part: Reading) -> str:
    facts = [
        f"{part.kind}, {counted(part.count)}",
        f"as {part.folded}" if part.folded else "",
        f"words {' '.join(part.words)}" if part.words else "",
        f"runs {' '.join(part.runs)}" if part.runs else "",
    ]
    return f"{part.text or '*'}: {'; '.join(filter(None, facts))}"


def counted(number: int) -> str:
    """A number of documents in words."""
    if not number:
        return "no document"
    return f"{number:,} document{'' if number == 1 else 's'}"
