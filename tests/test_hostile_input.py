"""A folder made to do harm is indexed within bounds, everything in it accounted for.

The short version of `python -m tests.reliability.hostile`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from reliability.hostile import attack

from search import Settings


@pytest.mark.skipif(sys.platform != "linux", reason="the folder has names of bytes, pipes, links")
def test_a_hostile_folder_costs_no_neighbour_and_nothing_stays_unnamed(tmp_path: Path) -> None:
    place = tmp_path / "hostile"
    settings = Settings(index=place / "index", workers=2)
    seen = attack(place, entries=330, settings=settings, bulk=1)
    assert seen.problems == []
    assert seen.found > 100
    assert seen.indexed > 200
