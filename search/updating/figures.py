"""Correct the figures of a document: which amount a line means, and what it makes of it.

An amount is named by its value and unit, as a person types it; without a unit it is any of
that value. Touches `describing.figures.amounts`.
"""

from __future__ import annotations

from msgspec.structs import replace

from search.describing.figures.amounts import typed
from search.document import Evidence, Figure
from search.errors import DataError


def amount_id(text: str) -> str:
    """The id of an amount that a person typed: its value and unit. Raises DataError."""
    amount = typed(text)
    if amount is None:
        raise DataError(f"{text!r} is not an amount; write 8500万元, 241家 or 1.5 billion USD")
    return f"{round(amount[0], 4)} {amount[1]}"


def with_unit(id: str) -> bool:
    """Whether the id of an amount has a unit, which a new figure needs."""
    return not id.endswith(" ")


def is_meant(figure: Figure, ids: tuple[str, ...]) -> bool:
    """Whether a figure is one of these amounts; any where none is named."""
    value = f"{figure.value} "
    return not ids or value in ids or value + figure.unit in ids


def made(id: str, name: str, evidence: Evidence) -> Figure:
    """The figure that is added for an amount."""
    value, _, unit = id.partition(" ")
    return Figure(float(value), unit, "", "", name, (evidence,))


def remade(figure: Figure, id: str, name: str, evidence: Evidence) -> Figure:
    """The figure with another amount; what it measures stays."""
    new = made(id, name, evidence)
    return replace(new, what=figure.what, evidence=(evidence, *figure.evidence))
