"""What a person types for a facet value, and how values are labelled."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import QueryError
from search.answering.naming import (
    CORRECTIONS,
    Names,
    day_bounds,
    language_code,
    language_label,
    normal,
)
from search.updating.corrections import FILE

KNOWN = ["科学技术部", "Garage Cafe Co", "Café Union of Hangzhou", "天山火炬创新创业联盟"]


@pytest.fixture
def names() -> Names:
    """Names over an index that has some organisations of its own."""
    return Names(cast(Any, SimpleNamespace(values=lambda facet: KNOWN)))


@pytest.mark.parametrize("name", ["650000", "Xinjiang", "xinjiang", "新疆", "新疆維吾爾自治區"])
def test_a_region_is_found_by_code_and_by_any_name(names: Names, name: str) -> None:
    assert names.region(name) == ("650000",)


@pytest.mark.parametrize("name", ["Atlantis", "", " ", "99999999", "\0"])
def test_an_unknown_region_is_nothing(names: Names, name: str) -> None:
    assert names.region(name) == ()


@pytest.mark.parametrize(
    "name", ["科技部", "MOST", "科學技術部", "ministry of science and technology"]
)
def test_an_organisation_of_the_table_is_found_by_any_name(names: Names, name: str) -> None:
    assert "科学技术部" in names.organisation(name)


def test_an_organisation_of_the_index_is_found_by_its_whole_name_first(names: Names) -> None:
    assert names.organisation("garage  CAFE co") == ("Garage Cafe Co",)
    assert names.organisation("天山火炬創新創業聯盟") == ("天山火炬创新创业联盟",)


def test_else_those_that_contain_what_was_typed(names: Names) -> None:
    assert names.organisation("garage") == ("Garage Cafe Co",)
    assert names.organisation("天山火炬") == ("天山火炬创新创业联盟",)
    assert names.organisation("Nobody at All") == ()
    assert names.organisation("  ") == ()


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2016", ("2016-01-01", "2016-12-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2015-2", ("2015-02-01", "2015-02-28")),
        ("2016-08-15", ("2016-08-15", "2016-08-15")),
        ("2016..2017", ("2016-01-01", "2017-12-31")),
        ("2016-05..2016-06", ("2016-05-01", "2016-06-30")),
        ("..2016", ("", "2016-12-31")),
        ("2016..", ("2016-01-01", "")),
        (" 2016 .. 2017 ", ("2016-01-01", "2017-12-31")),
    ],
)
def test_dates_have_a_first_and_a_last_day(text: str, bounds: tuple[str, str]) -> None:
    assert day_bounds(text) == bounds


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2016-13", "2016-00", "2016-02-30", "0000", "2017..2016", "16", "2016-1-1-1"],
)
def test_what_is_no_date_is_told_by_name(text: str) -> None:
    with pytest.raises(QueryError, match="date"):
        day_bounds(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"\d{4}(-\d\d?){0,2}(\.\.\d{0,4}(-\d\d?)?)?"))
def test_any_text_is_two_days_in_order_or_a_query_error(text: str) -> None:
    try:
        first, last = day_bounds(text)
    except QueryError:
        return
    assert not (first and last) or first <= last


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("en", "en"),
        ("English", "en"),
        ("英語", "en"),
        ("zh", "zh"),
        ("中文", "zh"),
        ("漢語", "zh"),
        ("Dutch", "nl"),
        ("荷蘭文", "nl"),
        ("xx", "xx"),
    ],
)
def test_languages_have_names_in_both_languages(name: str, code: str) -> None:
    assert language_code(name) == code


def test_languages_are_labelled_for_the_reader() -> None:
    assert [language_label("zh", ui) for ui in ("en", "zh")] == ["Chinese", "中文"]
    assert [language_label("en", ui) for ui in ("en", "zh")] == ["English", "英文"]
    assert [language_label("nl", ui) for ui in ("en", "zh")] == ["Dutch", "荷兰语"]
    assert language_label("xx", "en") == "xx"


def test_names_are_compared_without_case_script_and_surplus_space() -> None:
    assert normal("  Garage\tCAFE ") == normal("garage cafe")
    assert normal("眾創空間") == normal("众创空间")


def test_a_merged_value_is_found_by_its_old_name(tmp_path: Path) -> None:
    assert CORRECTIONS == FILE
    lines = [
        "*\tmerge\torganisation\tGarage Cafe Co\tCafé Union of Hangzhou",
        "*\tmerge\tregion\t110000\t120000",
        "*\trename\torganisation\t天山火炬创新创业联盟\t火炬联盟",
    ]
    (tmp_path / FILE).write_text("\n".join(lines), encoding="utf-8")
    found = Names(cast(Any, SimpleNamespace(values=lambda facet: KNOWN)), [str(tmp_path)])
    assert found.organisation("garage cafe CO") == ("Garage Cafe Co", "Café Union of Hangzhou")
    assert found.region("Beijing") == ("110000", "120000")
    assert found.organisation("天山火炬创新创业联盟") == ("天山火炬创新创业联盟",)
    assert found.organisation("科技部") == ("科学技术部", "台湾科技部")
