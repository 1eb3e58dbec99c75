"""Bodies that a text names without their place (市科技局): whose they are, and whose not."""

from __future__ import annotations

import pytest
from organisations_fixtures import ids

from search.describing.organisations.mentioned import organisations
from search.document import CleanText


@pytest.mark.parametrize(
    "text",
    [
        "各县（市）区人民政府：请认真执行。龙潭区要带头。",
        "各县、区人民法院：请认真执行。龙潭区要带头。",
        "各地级以上市科技局：请惠州、江门做好工作。",
        "部分市科技局、兄弟市教育局参加。惠州要带头。",
        "龙潭区的居民知道，市、区人民政府应当负责。",
        "省、市和县人民政府应当负责，青田县和莲都区也知道。",
    ],
)
def test_the_bodies_of_all_places_are_those_of_none(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "市科技局赴宣城学习考察。宣城介绍了经验。",
        "10月29日，市教育局局长带队前往安徽省宣城市、芜湖市。宣城市介绍了经验。",
        "我市科技局到宣城市考察。",
    ],
)
def test_who_goes_to_a_place_is_not_of_it(text: str) -> None:
    assert ids(text) == []


def test_who_hosts_those_of_a_higher_place_is_of_it() -> None:
    assert ids("省领导赴宣城调研，市科技局陪同。") == ["宣城市科学技术局"]


@pytest.mark.parametrize(
    ("text", "publisher", "body"),
    [
        ("市教育局接待了宣城市、宣城市宁国市的客人。", "池州市科学技术局", "池州市教育局"),
        ("市教育局接待了宣城市的客人。", "池州市贵池区人民政府", "池州市教育局"),
        ("市教育局接待了宣城市的客人。", "北京市海淀区教育局", "北京市教育局"),
        ("宣城很大。市教育局很小。", "安徽省教育厅", "宣城市教育局"),
        ("宣城很大。市教育局很小。", "上海证券报", "宣城市教育局"),
    ],
)
def test_a_body_without_a_place_is_of_the_place_of_the_publisher(
    text: str, publisher: str, body: str
) -> None:
    found = organisations(CleanText(text), publisher=publisher)
    assert [value.id for value in found if value.name == "市教育局"] == [body]


def test_the_body_of_a_city_is_not_that_of_a_province() -> None:
    assert ids("江苏省很大。市教育局很小。") == []


@pytest.mark.parametrize("said", ["市委、市人民政府", "省、市人民政府"])
def test_the_government_beside_its_party_or_the_province_is_that_of_its_place(said: str) -> None:
    assert "杭州市人民政府" in ids(f"杭州市很大。{said}都知道。")
