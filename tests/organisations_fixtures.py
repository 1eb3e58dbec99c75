"""Organisations read from a text: their ids and the names that they stand under."""

from __future__ import annotations

from search.analysis import fold
from search.describing.organisations.mentioned import organisations
from search.document import CleanText, Value


def ids(text: str, title: str = "") -> list[str]:
    """The ids of the organisations of a text, in order."""
    return [value.id for value in organisations(CleanText(text), title)]


def surfaces(text: str, values: tuple[Value, ...]) -> set[str]:
    """What stands in the text where the evidence is, folded."""
    return {fold(text[e.start : e.end]) for value in values for e in value.evidence}
