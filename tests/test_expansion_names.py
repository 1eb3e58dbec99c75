"""Names of places and organisations are looked for whole or not at all."""

from __future__ import annotations

from pathlib import Path

from index_fixtures import Shelf, ask, paths


def test_a_name_is_not_looked_for_by_the_kind_of_place_that_is_part_of_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("county.txt", "Farmers of the region met the mayor. The rural county is large.")
    shelf.write("awat.txt", "Farmers of Awat grow cotton.")
    shelf.update()
    assert paths(ask(shelf.open(), "阿瓦提县", expand=True)) == ["awat.txt"]
