"""Titles and publication dates of files of many shapes hold their floors.

The files, what a reader says of them, and what counts as right: `extraction/README.md`.
`extraction/heads-floors.json` may rise and never fall.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from extraction.heads import SETS, heads, marks
from extraction.measure import HERE

_FLOORS: dict[str, dict[str, dict[str, float]]] = json.loads(
    (HERE / "heads-floors.json").read_text("utf-8")
)


def lines(name: str) -> list[dict[str, Any]]:
    """What a reader says of the files of a set."""
    text = (HERE / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", SETS)
def test_titles_and_dates_are_read_as_well_as_before(name: str, tmp_path: Path) -> None:
    found = marks(list(heads(name, tmp_path)))
    assert set(found) == set(_FLOORS[name])
    low = [
        (facet, score, found[facet].scores[score], floor)
        for facet, floors in _FLOORS[name].items()
        for score, floor in floors.items()
        if found[facet].scores[score] < floor
    ]
    assert not low, [(facet, found[facet].wrong, found[facet].missed) for facet, *_ in low]


def test_a_hundred_files_half_of_them_chinese_and_fifteen_without_a_date() -> None:
    rows = [row for name in SETS for row in lines(name)]
    parts = Counter(row["name"].partition("-")[0] for row in rows)
    assert len({row["name"] for row in rows}) == len(rows) >= 100
    assert set(parts) == {"hans", "hant", "en"}
    assert parts["hans"] + parts["hant"] > parts["en"]
    assert sum(row["date"] is None for row in rows) >= 15
    assert sum(row["file"].endswith(("htm", "html")) for row in rows) >= 40
