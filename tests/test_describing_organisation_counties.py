"""Bodies of places whose names are short or shared: none takes another place of the text."""

from __future__ import annotations

import pytest
from organisations_fixtures import ids


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("河南省新县与江西省新干县结对。\n\n新县人民政府县长表示，双方合作。", {"新县人民政府"}),
        ("江苏省睢宁县考察沛县\n\n沛县人民政府接待。", {"沛县人民政府"}),
        ("易县人民政府与涞水县人民政府签约", {"易县人民政府", "涞水县人民政府"}),
        ("沛县县委书记、沛县人民政府县长出席", {"中共沛县委", "沛县人民政府"}),
        ("忠县人民法院、渠县教育局参加", {"忠县人民法院", "渠县教育局"}),
    ],
)
def test_a_county_of_two_characters_has_its_own_bodies(text: str, named: set[str]) -> None:
    assert set(ids(text)) == named


@pytest.mark.parametrize("text", ["省、市和县人民政府应当公布。", "提高县级财力，振兴县域经济。"])
def test_what_only_reads_like_a_county_has_no_body(text: str) -> None:
    assert not ids(text)


def test_the_county_itself_is_the_one_that_the_text_names() -> None:
    assert ids("涞水县发展很快。县人民政府表示支持。") == ["涞水县人民政府"]
    assert ids("沛县发展很快。县人民政府表示支持。") == ["沛县人民政府"]


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Jilin Municipal Government", "吉林市人民政府"),
        ("Jilin City People's Government", "吉林市人民政府"),
        ("Jilin Municipal Bureau of Finance", "吉林市财政局"),
        ("Jilin Municipal Finance Bureau", "吉林市财政局"),
        ("Jilin Municipal Party Committee", "中共吉林市委"),
        ("Jilin Provincial Government", "吉林省人民政府"),
        ("Jilin Provincial Party Committee", "中共吉林省委"),
        ("Hebei District Government", "河北区人民政府"),
        ("Shanghai Municipal Government", "上海市人民政府"),
    ],
)
def test_the_word_for_a_level_tells_a_city_from_its_province(name: str, identifier: str) -> None:
    assert identifier in ids(f"The plan was approved, the {name} said.")


def test_a_province_and_the_city_of_its_name_have_a_government_each() -> None:
    text = "The Jilin Provincial Government met Jilin City Government."
    assert ids(text) == ["吉林省人民政府", "吉林市人民政府"]
