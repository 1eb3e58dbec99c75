"""What a name of places stands for: all places of that name, and the places in a part of the world.

Chaoyang is a city and three districts, told apart by what they lie in. Who asks for 长三角 or
Central Asia by its name wants what is about the places in it as well; its id stands for itself
alone, as in the counts of facets. Touches the gazetteer, `search/data/region-members.tsv` and
`region-apart.tsv`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from search.analysis.data import rows
from search.describing.places.gazetteer import gazetteer, key
from search.facets import Filter
from search.query import Facet, Node, Note, leaves
from search.results import FacetValue, Label

_LEVELS: Final = (" City", " District", " County")
_BELOW_PROVINCES: Final = frozenset({"city", "county"})
_SHOWN: Final = 12  # places that a note names


def region_ids(name: str) -> tuple[str, ...]:
    """Return the ids of all that a name stands for; none where no place has it."""
    return _with_members(name, _with_namesakes(name, gazetteer().find(name)))


def _with_namesakes(name: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids that a name stands for (`found`), and those of the other cities, prefectures,
    districts and counties that go by it, with or without the word for their level: Chaoyang is a
    city and three districts, Altay a city and the prefecture around it. Provinces and what is
    larger have no namesakes, and an id stands for itself.
    """
    regions = [region for id in found if (region := gazetteer().region(id))]
    if any(r.level not in _BELOW_PROVINCES for r in regions) or _is_code(name):
        return found
    bare = name.strip()
    longer = (id for level in _LEVELS if bare for id in gazetteer().find(bare + level))
    return tuple(dict.fromkeys((*found, *gazetteer().also(bare), *longer)))


def _with_members(name: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids that a name stands for (`found`), and those of the places in them."""
    parts = found if found else _named().get(key(name), ())
    if name.strip().upper() in found:
        return found
    members = (member for part in parts for member in _members_of(part))
    return tuple(dict.fromkeys((*parts, *members)))


def notes(node: Node, chosen: Filter, ui: str) -> tuple[Note, ...]:
    """Return what to say of the names of places that are asked for in a query or chosen beside
    it: which places are in the parts that they name, and which several places have a name.
    """
    names = _asked(node, chosen)
    inside = (Note("region-members", told) for told in _members_told(names, ui))
    shared = (Note("region-namesakes", told) for told in _namesakes_told(names, ui))
    return (*inside, *shared)


def held(node: Node, chosen: Filter, counts: Mapping[str, int], ui: str) -> tuple[Note, ...]:
    """Return what to say of the places that count to one that is asked for, and that many readers
    look for apart from it, where there are documents about them (`counts`).
    """
    told = []
    for whole in dict.fromkeys(i for name in _asked(node, chosen) for i in gazetteer().find(name)):
        parts = (id for id in _apart().get(whole, ()) if id in counts)
        inside = [(gazetteer().label(id, ui), counts[id]) for id in parts]
        if inside:
            listed = ", ".join(f"{label} {count:,}" for label, count in inside)
            told.append(Note("region-held", f"{gazetteer().label(whole, ui)}: {listed}"))
    return tuple(told)


@cache
def _apart() -> dict[str, tuple[str, ...]]:
    """The ids of the places that many look for apart from the one that holds them, by its id."""
    return {whole: tuple(parts.split()) for whole, parts in rows("region-apart.tsv")}


def _asked(node: Node, chosen: Filter) -> tuple[str, ...]:
    """The names of places that are asked for in a query or chosen beside it."""
    typed = (x.text for x in leaves(node) if isinstance(x, Facet) and x.name == "region")
    return tuple(dict.fromkeys((*typed, *chosen.regions)))


def _members_told(names: Iterable[str], ui: str) -> Iterator[str]:
    for name in names:
        ids = _with_members(name, gazetteer().find(name))
        inside = [id for id in ids if id not in _members()]
        if inside and (len(inside) < len(ids) or key(name) in _named()):
            shown = ", ".join(gazetteer().label(id, ui) for id in inside[:_SHOWN])
            yield f"{name}: {shown}{', …' if inside[_SHOWN:] else ''}"


def _namesakes_told(names: Iterable[str], ui: str) -> Iterator[str]:
    for name in names:
        ids = _with_namesakes(name, gazetteer().find(name))
        apart = [id for id in ids if not set(ids) & set(gazetteer().ancestors(id))]
        if len(apart) > 1:
            yield f"{name}: {'; '.join(_placed(id, ui) for id in apart[:_SHOWN])}"


def told_apart(values: Iterable[FacetValue]) -> dict[str, str]:
    """Map the values of a facet whose label others have too to a label that says what they lie
    in, as far as the facet lists it: Chaoyang District, Beijing.
    """
    named = {value.value: value for value in values}
    shared = Counter(value.label for value in named.values())
    return {
        id: _inside(value.label, named[value.parent].label)
        for id, value in named.items()
        if shared[value.label] > 1 and value.parent in named
    }


def placed(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Return labels of places, those that other places have too with what the place lies in:
    `Chaoyang District, Beijing`, for a page that shows no tree.
    """
    return tuple(map(_placed_if_shared, labels))


def _placed_if_shared(one: Label) -> Label:
    ui = "en" if one.label.isascii() else "zh"
    others = (id for id in gazetteer().find(one.label) if id != one.id)
    shared = any(gazetteer().label(id, ui) == one.label for id in others)
    return Label(one.id, _placed(one.id, ui)) if shared else one


def _placed(id: str, ui: str) -> str:
    above = next(iter(gazetteer().ancestors(id)), "")
    label = gazetteer().label(id, ui)
    return _inside(label, gazetteer().label(above, ui)) if above else label


def _inside(label: str, parent: str) -> str:
    if label.startswith(parent):  # a zone is named after its city: it says already where it lies
        return label
    return f"{label}, {parent}" if label.isascii() else parent + label


def _is_code(name: str) -> bool:
    return any(character.isdigit() for character in name)


def _members_of(part: str) -> Iterator[str]:
    """Every place in a part, and the parts in it."""
    for member in _members().get(part, ()):
        yield member
        yield from _members_of(member)


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
