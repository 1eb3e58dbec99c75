"""Cities whose English names are the same: their bodies are those of the city that is meant."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.places.regions import regions


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Yulin (Guangxi) and Yulin (Shaanxi) differ.", {"450900", "610800"}),
        ("Taizhou, a city in Zhejiang, and Taizhou, Jiangsu", {"331000", "321200"}),
        ("Haidian (Beijing) grows.", {"110108"}),
    ],
)
def test_a_namesake_is_told_by_what_is_said_behind_it(text: str, places: set[str]) -> None:
    assert places <= {value.id for value in regions(clean(text))}


@pytest.mark.parametrize(
    "text",
    [
        "The shop is at 1266 Nanjing West Road.",
        "The shop is at 8 Tianjin North Second Street.",
        "Walk down Guangxi Bei Lu.",
        "Visit Chongqing Hotpot Street.",
        "They had a Turkey dinner and Guinea pigs.",
    ],
)
def test_a_street_or_a_dish_is_no_place_that_its_name_begins_with(text: str) -> None:
    assert not regions(clean(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nanjing West is a station. Nanjing grows.", "320100"),
        ("Turkey won. Turkey celebrated with a dinner.", "TR"),
        ("Beijing East Asia Forum opened.", "110000"),
    ],
)
def test_a_place_before_such_a_word_stays_one(text: str, place: str) -> None:
    assert place in {value.id for value in regions(clean(text))}
