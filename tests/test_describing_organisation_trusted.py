"""What is shown as a body is one: no verb in front, no credit, no ministry of another country."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.organisations.mentioned import organisations


def ids(text: str) -> set[str]:
    return {value.id for value in organisations(clean(text))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("總統上午參訪禾鴻紡織公司，肯定成果。", "禾鸿纺织公司"),
        ("第6屆新竹心潤協會舉行書法賽。", "新竹心润协会"),
        ("2024台北市健康城市聯盟獲獎。", "台北市健康城市联盟"),
    ],
)
def test_no_visit_session_or_year_begins_a_name(text: str, name: str) -> None:
    assert ids(text) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "会议要求坚持党要管党，始终永葆党的先进性。",
        "他下午不要回学校了，孙女上大学。",
        "国务院能源主管部门负责。",
    ],
)
def test_what_is_done_makes_no_body(text: str) -> None:
    assert ids(text) <= {"国务院"}


def test_a_name_behind_other_words_is_that_which_stands_alone_elsewhere() -> None:
    assert ids("记者走访禾鸿纺织公司。禾鸿纺织公司说，订单增加。") == {"禾鸿纺织公司"}


def test_one_character_in_front_of_a_ministry_is_its_country() -> None:
    assert ids("集结点遭袭。俄国防部表示，俄方人员安全。") == {"俄罗斯国防部"}
    assert ids("9日国防部举行记者会，中国代表出席。") == {"国防部"}


def test_the_institute_of_taiwan_that_is_short_for_the_academy_is_its_own() -> None:
    assert ids("台灣的中科院與台北的廠商在台中合作。") == {"国家中山科学研究院"}
    assert ids("中科院在北京发布报告。") == {"中国科学院"}


@pytest.mark.parametrize(
    "text",
    [
        "Rescue workers at the scene. (Ana Moneybaker/The New York Times)",
        "The tower at night. Image copyright EPA\nIt was built in 1990.",
        "A view of the shuttle. (Ana Moneybaker via AP)",
        "The shuttle rose. (Reuters)",
    ],
)
def test_who_took_a_picture_is_no_body_of_the_text(text: str) -> None:
    assert ids(text) == set()


def test_two_bodies_joined_by_and_are_two_behind_an_article_too() -> None:
    text = "Both the United Nations and European Union stressed it."
    assert ids(text) == {"联合国", "欧洲联盟"}


@pytest.mark.parametrize(
    "name", ["US Department of Commerce", "U.S. Department of Commerce", "US Commerce Department"]
)
def test_a_department_of_the_united_states_is_one_however_it_is_called(name: str) -> None:
    assert ids(f"The {name} said so on Friday.") == {"美国商务部"}
