"""Which bodies a text names: whole names, no bodies that do not exist, nobody else's name."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.organisations.mentioned import organisations
from search.describing.organisations.table import directory


def ids(text: str) -> list[str]:
    return [value.id for value in organisations(clean(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Customers include the Industrial and Commercial Bank of China.", "中国工商银行"),
        ("太原理工大学、中北大学派人参加。", "中北大学"),
        ("聯華電子宣布擴產。", "联华电子股份有限公司"),
        ("Shares of Wistron rose by ten percent.", "纬创资通股份有限公司"),
    ],
)
def test_a_name_of_the_table_is_read_whole(text: str, name: str) -> None:
    assert name in ids(text)


@pytest.mark.parametrize("text", ["Tsinghua Starlight sold it.", "A fund of Fudan Microchip rose."])
def test_a_firm_named_after_a_university_is_not_the_university(text: str) -> None:
    assert not {"清华大学", "复旦大学"} & set(ids(text))


@pytest.mark.parametrize(
    "text",
    [
        "Tsinghua President Qiu Yong spoke.",
        "He came from Tsinghua.",
        "Tsinghua Professor Li Ming said so.",
        "Students of Tsinghua and Fudan met.",
    ],
)
def test_a_university_is_known_by_its_short_name(text: str) -> None:
    assert "清华大学" in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "（二）众创空间面积不少于500平方米。",
        "新疆眾創空間發展迅速",
        "会议由三市科技局主办。",
        "Kunshan Party Secretary Zhou said so.",
    ],
)
def test_numbers_places_and_offices_make_no_body(text: str) -> None:
    assert not ids(text)


def test_a_brand_in_front_makes_a_makerspace_a_body() -> None:
    assert ids("新疆驼铃梦坊众创空间开业。") == ["新疆驼铃梦坊众创空间"]


@pytest.mark.parametrize(
    ("text", "identifier", "english"),
    [
        ("臺北市政府宣布。", "台北市政府", "Taipei City Government"),
        ("雲林縣政府宣布。", "云林县政府", "Yunlin County Government"),
        ("Kaohsiung City Government agreed.", "高雄市政府", "Kaohsiung City Government"),
        ("成都市政府宣布。", "成都市人民政府", "Chengdu People's Government"),
    ],
)
def test_a_government_is_called_as_it_calls_itself(
    text: str, identifier: str, english: str
) -> None:
    assert ids(text) == [identifier]
    assert directory().label(identifier, "en") == english


def test_a_newspaper_and_its_web_site_are_two_bodies() -> None:
    assert directory().find("人民网") == ("人民网",)
    assert directory().find("人民日报") == ("人民日报",)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("到永康國中就學。", "永康国中"),
        ("麻豆國小校長李貞儀表示，學生很棒。", "麻豆国小"),
        ("安徽江淮汽车集团股份有限公司发布新车。", "江淮汽车"),
    ],
)
def test_schools_of_taiwan_and_the_long_name_of_a_firm_are_read(text: str, body: str) -> None:
    assert ids(text) == [body]


@pytest.mark.parametrize("text", ["刘国中出席会议。", "美国中期选举将近。", "全国中小学开学。"])
def test_the_end_of_a_name_or_of_a_country_is_no_school(text: str) -> None:
    assert not ids(text)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("他一直给澳门一酒店送菜。", []),
        ("他在自贡市一医院看病。", ["自贡市一医院"]),
        ("进一步提高长江基金投资灵活度。", ["长江基金"]),
    ],
)
def test_one_of_a_kind_and_what_is_done_are_no_part_of_a_name(text: str, bodies: list[str]) -> None:
    assert ids(text) == bodies
