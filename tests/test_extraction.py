"""What is read from annotated documents: precision, recall and F1 per facet hold their floors.

The documents of `extraction/documents.jsonl` were written for this test: bulletins, reports and
news of both languages and scripts, with the publication date, the regions that are named and
every figure. `extraction/floors.json` may rise and never fall. Regions and organisations have
larger sets of their own in `files/regions` and `files/organisations`.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from search.cleaning import clean
from search.describing import describe
from search.document import Hints, Metadata

_HERE = Path(__file__).parent / "extraction"
_FLOORS: dict[str, dict[str, float]] = json.loads((_HERE / "floors.json").read_text("utf-8"))
_DOCS: list[dict[str, Any]] = [
    json.loads(line) for line in (_HERE / "documents.jsonl").read_text("utf-8").splitlines()
]


@cache
def _facts(number: int) -> Metadata:
    return describe(clean(_DOCS[number]["text"]), Hints(), f"{number}.txt")


def _found(facet: str, number: int) -> Counter[Any]:
    facts = _facts(number)
    if facet == "date":
        return Counter([facts.date.id] if facts.date else [])
    if facet == "region":
        return Counter(value.id for value in facts.regions)
    return Counter((round(figure.value, 2), figure.unit) for figure in facts.figures)


def _gold(facet: str, number: int) -> Counter[Any]:
    document = _DOCS[number]
    if facet == "date":
        return Counter([document["date"]] if document["date"] else [])
    if facet == "region":
        return Counter(document["regions"])
    return Counter((round(float(value), 2), unit) for value, unit in document["figures"])


def measured(facet: str) -> dict[str, float]:
    """Precision, recall and F1 of a facet over all documents."""
    right = found = gold = 0
    for number in range(len(_DOCS)):
        mine, theirs = _found(facet, number), _gold(facet, number)
        right += (mine & theirs).total()
        found += mine.total()
        gold += theirs.total()
    precision, recall = right / found, right / gold
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / (precision + recall)}


@pytest.mark.parametrize("facet", ["date", "region", "figure"])
def test_a_facet_is_read_as_well_as_before(facet: str) -> None:
    reached, floor = measured(facet), _FLOORS[facet]
    low = {name: (reached[name], floor[name]) for name in floor if reached[name] < floor[name]}
    assert not low, f"{facet}: reached and floor: {low}"


def test_half_of_the_documents_are_chinese_in_both_scripts() -> None:
    names = Counter(document["name"].partition("-")[0] for document in _DOCS)
    assert names["hans"] + names["hant"] >= len(_DOCS) / 2
    assert min(names["hans"], names["hant"], names["en"]) >= 5
