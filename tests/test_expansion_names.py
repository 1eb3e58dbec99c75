"""Names of places and organisations are looked for whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import Shelf, ask, paths

from search.expansion.names import places


def test_a_name_is_not_looked_for_by_the_kind_of_place_that_is_part_of_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("county.txt", "Farmers of the region met the mayor. The rural county is large.")
    shelf.write("awat.txt", "Farmers of Awat grow cotton.")
    shelf.update()
    assert paths(ask(shelf.open(), "阿瓦提县", expand=True)) == ["awat.txt"]


@pytest.mark.parametrize(
    ("name", "chinese"),
    [
        ("Altay", "阿勒泰"),
        ("hotan", "和田"),
        ("Hotan", "和田"),
        ("Kashgar", "喀什"),
        ("Dali", "大理"),
    ],
)
def test_a_name_of_a_prefecture_and_its_seat_is_that_of_both(name: str, chinese: str) -> None:
    assert [found.text for found in places(name, sure=name[0].isupper())] == [chinese]


@pytest.mark.parametrize(("text", "found"), [("Zhao", []), ("Zhao County", ["赵县"])])
def test_what_stands_before_county_for_one_character_is_no_place_by_itself(
    text: str, found: list[str]
) -> None:
    assert [place.text for place in places(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("法国", {"France", "French"}),
        ("卡塔尔", {"Qatar", "Qatari"}),
        ("Filipino", {"菲律宾"}),
        ("苏格兰", {"Scotland", "Scottish"}),
        ("Wales", {"威尔士"}),
    ],
)
def test_a_country_is_found_by_what_its_people_are_called_and_a_part_not_by_the_whole(
    text: str, found: set[str]
) -> None:
    texts = {place.text for place in places(text)}
    assert found <= texts
    assert not texts & {"Britain", "UK", "England", "英国"}
