"""Corrections by names that several places have."""

from __future__ import annotations

import pytest

from search.document import Metadata, Value
from search.updating.corrections import correct, parse_corrections


def test_a_name_of_several_places_is_refused_with_all_of_them() -> None:
    problems = parse_corrections("a.txt\tadd\tregion\t龙潭区").problems
    assert [str(problem) for problem in problems] == [
        "line 1: '龙潭区' may be 220203, TW-TAO-08 (吉林市龙潭区, 桃园市龙潭区);"
        " write the code that is meant"
    ]


@pytest.mark.parametrize(
    "name", ["桃園市龍潭區", "桃园龙潭区", "桃园龙潭", "Longtan District, Taoyuan"]
)
def test_the_city_in_front_tells_which_place_is_meant(name: str) -> None:
    [line] = parse_corrections(f"a.txt\tadd\tregion\t{name}").lines
    assert line.new == ("TW-TAO-08", name)


def test_a_short_name_means_also_the_place_that_is_listed_with_its_level() -> None:
    """龙潭 is a district of 吉林, but the document may have that of 桃園."""
    [line] = parse_corrections("a.txt\tremove\tregion\t龙潭").lines
    value = Value("TW-TAO-08", "龍潭", "about")
    facts = Metadata(Value("t", "t"), "zh", "Hant", regions=(value,))
    assert correct(facts, (line,)).regions == ()
