"""What is read from annotated documents: precision, recall and F1 per facet hold their floors.

The texts, what a reader says of them, and what counts as right: `extraction/README.md`.
`extraction/floors.json` may rise and never fall. Regions and organisations have larger sets of
their own in `files/regions` and `files/organisations`.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from extraction.measure import FACETS, HERE, SETS, Annotated, Marks, documents, labels, measured

_FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads(
    (HERE / "floors.json").read_text("utf-8")
)
_ALL: list[Annotated] = [doc for name in SETS for doc in documents(name)]


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("name", SETS)
def test_a_facet_is_read_as_well_as_before(name: str, facet: str) -> None:
    marks, floor = measured(facet, documents(name)), _FLOORS[name][facet]
    reached = marks.scores
    low = {
        score: (reached[score], floor[score]) for score in floor if reached[score] < floor[score]
    }
    assert not low, f"{facet}: reached and floor: {low}; wrong {marks.wrong}, missed {marks.missed}"


@pytest.mark.parametrize("half", ["known", "blind"])
def test_the_labels_of_figures_hold_their_floors(half: str) -> None:
    exact, near, wrong = labels(half)
    floor = json.loads((HERE / "label-floors.json").read_text("utf-8"))[half]
    assert exact >= floor["exact"], exact
    assert near >= floor["overlap"], wrong


def test_every_facet_of_every_set_has_a_floor_for_precision_recall_and_f1() -> None:
    assert {name: set(facets) for name, facets in _FLOORS.items()} == {
        name: set(FACETS) for name in SETS
    }
    assert all(
        set(floor) == {"p", "r", "f1"} for facets in _FLOORS.values() for floor in facets.values()
    )


def test_eighty_documents_or_more_half_of_them_chinese_in_both_scripts() -> None:
    parts = Counter(doc.part for doc in _ALL)
    assert len({doc.name for doc in _ALL}) == len(_ALL) >= 80
    assert parts["hans"] + parts["hant"] >= len(_ALL) / 2
    assert min(parts["hans"], parts["hant"], parts["en"]) >= 15


@pytest.mark.parametrize("doc", _ALL, ids=lambda doc: doc.name)
def test_an_annotation_fits_its_text(doc: Annotated) -> None:
    gold: dict[str, Any] = doc.gold
    lines = gold["text"].split("\n")
    assert gold["script"] == {"hans": "Hans", "hant": "Hant", "en": "Latn"}[doc.part]
    assert "".join(gold["title"].split()).casefold() in "".join(gold["text"].split()).casefold()
    assert all(line in lines for line in (*gold["chrome"], *gold["optional"]["chrome"]))
    assert all(any(form in gold["text"] for form in forms) for forms in gold["organisations"])
    assert set(gold["about"]) <= set(gold["regions"])


def test_marks_count_what_is_right_wrong_and_missed() -> None:
    marks = Marks(2, ("a",), ("b",)) + Marks(1, (), ("c",))
    assert marks == Marks(3, ("a",), ("b", "c"))
    assert marks.scores == {"p": 3 / 4, "r": 3 / 5, "f1": 6 / 9}
    assert set(Marks().scores.values()) == {1.0}
