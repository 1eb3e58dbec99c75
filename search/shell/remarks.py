"""What the codes of notes mean, in sentences. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search import Note

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


def note(remark: Note) -> str:
    """A note as a sentence."""
    text = remark.text
    bare = None if text else NOTES.get(f"{remark.code}-bare")
    sentence = bare or NOTES.get(remark.code, remark.code.replace("-", " ") + ": {}")
    return sentence.replace("{}", text if len(text) <= MOST_QUOTED else text[:MOST_QUOTED] + "…")
