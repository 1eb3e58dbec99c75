"""Places of one name → all of them, told apart by what they lie in. Touches the gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from search.describing.places.gazetteer import gazetteer
from search.query import Facet, Filter, Node, Note, leaves
from search.results import FacetValue, Label

_LEVELS: Final = (" City", " District", " County")
_BELOW_PROVINCES: Final = frozenset({"city", "county"})
_SHOWN: Final = 12  # places that a note names


def with_namesakes(name: str, found: tuple[str, ...]) -> tuple[str, ...]:
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


def notes(node: Node, chosen: Filter, ui: str) -> tuple[Note, ...]:
    """Return a note on each name of several places that is asked for or chosen: which they are."""
    asked = (
        leaf.text for leaf in leaves(node) if isinstance(leaf, Facet) and leaf.name == "region"
    )
    told = []
    for name in dict.fromkeys((*asked, *chosen.regions)):
        ids = with_namesakes(name, gazetteer().find(name))
        apart = [id for id in ids if not set(ids) & set(gazetteer().ancestors(id))]
        if len(apart) > 1:
            shown = "; ".join(_placed(id, ui) for id in apart[:_SHOWN])
            told.append(Note("region-namesakes", f"{name}: {shown}"))
    return tuple(told)


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
    return f"{label}, {parent}" if label.isascii() else parent + label


def _is_code(name: str) -> bool:
    return any(character.isdigit() for character in name)
