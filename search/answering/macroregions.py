"""Parts of the world and of China → the places in them: 长三角 is Shanghai and three provinces.

Who asks for a part by its name wants what is about the places in it as well; its id stands for
itself alone, as in the counts of facets. Touches `search/data/region-members.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from search.analysis.data import rows
from search.describing.places.gazetteer import gazetteer, key
from search.query import Facet, Filter, Node, Note, leaves

_SHOWN: Final = 12  # places that a note names


def with_members(name: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids that a name stands for (`found`), and those of the places in them."""
    parts = found if found else _named().get(key(name), ())
    if name.strip().upper() in found:
        return found
    members = (member for part in parts for member in _inside(part))
    return tuple(dict.fromkeys((*parts, *members)))


def notes(node: Node, chosen: Filter, ui: str) -> tuple[Note, ...]:
    """Return notes on the parts that are asked for in a query or chosen beside it: which places
    they stand for.
    """
    asked = (x.text for x in leaves(node) if isinstance(x, Facet) and x.name == "region")
    told = dict.fromkeys(_told((*asked, *chosen.regions), ui))
    return tuple(Note("region-members", text) for text in told)


def _told(names: Iterable[str], ui: str) -> Iterator[str]:
    for name in names:
        ids = with_members(name, gazetteer().find(name))
        inside = [id for id in ids if id not in _members()]
        if inside and (len(inside) < len(ids) or key(name) in _named()):
            shown = ", ".join(gazetteer().label(id, ui) for id in inside[:_SHOWN])
            yield f"{name}: {shown}{', …' if inside[_SHOWN:] else ''}"


def _inside(part: str) -> Iterator[str]:
    """Every place in a part, and the parts in it."""
    for member in _members().get(part, ()):
        yield member
        yield from _inside(member)


@cache
def _members() -> dict[str, tuple[str, ...]]:
    """What is in the parts that have an id."""
    return {name: tuple(ids.split()) for name, ids in _rows() if gazetteer().region(name)}


@cache
def _named() -> dict[str, tuple[str, ...]]:
    """What names that are no region's stand for, by their keys."""
    return {
        key(name): tuple(ids.split())
        for names, ids in _rows()
        if not gazetteer().region(names)
        for name in names.split("|")
    }


def _rows() -> Iterator[tuple[str, str]]:
    return ((names, ids) for names, ids in rows("region-members.tsv"))
