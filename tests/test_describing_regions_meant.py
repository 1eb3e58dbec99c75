"""Places whose names people and other places have too, and what a text is about."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.places.regions import regions


def ids(text: str) -> set[str]:
    return {value.id for value in regions(clean(text))}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MaliVai Washington lost. Washington, who had climbed up, was tired.", "US-WAS"),
        ("Neil Jordan made a film. Jordan said that he liked it.", "JO"),
        ("Police arrested Sudesh Amman. Amman was 20 years old.", "JO-AMM"),
        ("德鲁·休斯顿说，他读过米兰·昆德拉。", "US-HOU"),
    ],
)
def test_a_family_name_is_no_place(text: str, place: str) -> None:
    assert place not in ids(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Downtown Houston flooded. Houston is large.", "US-HOU"),
        ("The talks were held in Washington. Washington agreed.", "US-WAS"),
        ("PHILADELPHIA AT HOUSTON\nNEW YORK AT DALLAS", "US-DAL"),
        ("Denzel Washington made a film in Washington.", "US-WAS"),
        ("On Monday Houston was flooded.", "US-HOU"),
        ("本次展览到过美国·纽约，法国·巴黎。", "FR-PAR"),
    ],
)
def test_a_place_stays_one_where_no_given_name_stands_in_front(text: str, place: str) -> None:
    assert place in ids(text)


def test_the_state_is_meant_beside_other_states_and_the_country_elsewhere() -> None:
    assert ids("Several cities in New Jersey and in Georgia joined.") == {"US-NJ", "US-GA"}
    assert "GE" in ids("The ministers met in Georgia. Russia and Armenia came too.")
    assert "GE" in ids("In Georgia, in Tbilisi, a guest from New Jersey spoke.")
    assert ids("佐治亚州州长会见纽约州州长。") == {"US-GA", "US-NY"}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("他说了很多。" * 40 + "后来去了黑龙江省友谊县。", {"230000", "230522"}),
        ("他说了很多。" * 40 + "后来去了贵州、四川和湖南。", set()),
    ],
)
def test_the_only_place_is_what_a_text_is_about_and_one_of_a_list_is_not(
    text: str, about: set[str]
) -> None:
    values = regions(clean(text))
    assert about == {value.id for value in values if value.role == "about"} & {
        "230000",
        "230522",
        "520000",
        "510000",
        "430000",
    }
