"""Bodies with a head that stands in front, inside or at the end of their name."""

from __future__ import annotations

import pytest
from organisations_fixtures import ids


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Centre for the History of Coal met.", "Centre for the History of Coal"),
        ("It is from the Center for Strategic Minerals Policy.",
         "Center for Strategic Minerals Policy"),
        ("She taught at the School of Oriental and African Studies.",
         "School of Oriental and African Studies"),
        ("The Fund for Peatland Repair paid.", "Fund for Peatland Repair"),
        ("He chairs the Swedish Chamber of Commerce in Shanghai.",
         "Swedish Chamber of Commerce in Shanghai"),
        ("The Companhia de Navegação do Oriente (CNO) sailed.",
         "Companhia de Navegação do Oriente"),
        ("Banco del Valle Norte lent the money.", "Banco del Valle Norte"),
        ("She left Universität Tübingen in May.", "Universität Tübingen"),
        ("The Université de Haute Alsace agreed.", "Université de Haute Alsace"),
    ],
)  # fmt: skip
def test_a_head_in_front_begins_a_name(text: str, name: str) -> None:
    assert ids(text) == [name]


@pytest.mark.parametrize(
    "text",
    ["They opened a Center of the town.", "The Banco was shut.", "It is the School of the future."],
)
def test_a_head_alone_is_no_name(text: str) -> None:
    assert not ids(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("园艺林学学院院长表示，将推广新品种。", "园艺林学学院"),
        ("本次比赛由计算机科学与技术学院承办。", "计算机科学与技术学院"),
        ("粤汉铁路局接到来电。", "粤汉铁路局"),
        ("他借了津浦铁路管理局的相机。", "津浦铁路管理局"),
        ("石油工业部的一位负责人说，产量增加了。", "石油工业部"),
        ("来宾有雪兰莪番禺会馆访问团。", "雪兰莪番禺会馆"),
        ("昨日，林下公园、太鲁阁国家公园管理处设站。", "太鲁阁国家公园管理处"),
        ("部分款项由恒生银行贷款。", "恒生银行"),
    ],
)
def test_an_unusual_name_is_read_whole(text: str, name: str) -> None:
    assert ids(text) == [name]


@pytest.mark.parametrize(
    "text", ["二级学院负责管理。", "独立学院和职业学院转设。", "各省石油工业部门。"]
)
def test_a_kind_of_school_or_office_is_no_body(text: str) -> None:
    assert not ids(text)


def test_two_forms_of_a_court_are_one() -> None:
    text = "杭州西湖法院集中执行。昨日，杭州市西湖区人民法院出动干警。西湖法院负责人表示。"
    assert ids(text) == ["杭州市西湖区人民法院"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("香港今日有雨。議員在立法會會議上提問。", "香港特别行政区立法会"),
        ("香港市面上二十款充電器由消費者委員會測試。", "香港消费者委员会"),
    ],
)
def test_a_region_calls_its_bodies_without_its_name(text: str, name: str) -> None:
    assert name in ids(text)


def test_elsewhere_such_a_name_is_not_that_of_the_region() -> None:
    assert "香港消费者委员会" not in ids("浙江省的消费者委员会今日测试充电器。香港人也来了。")


def test_an_acronym_that_the_text_explains_otherwise_is_not_the_known_body() -> None:
    assert ids("The fall armyworm (FAW) ate maize. FAW came in 2019.") == []
    assert ids("In Changchun FAW builds cars.") == ["中国第一汽车集团有限公司"]


def test_headings_of_a_policy_name_nobody() -> None:
    text = "Improve Governance\n\nOne Country, Two Systems is kept in an Ageing Society as well.\n"
    assert ids(text) == []
