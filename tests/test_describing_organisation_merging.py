"""Several names of one body in a document give one value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import clean
from search.describing.organisations.joining import one_id
from search.describing.organisations.mentioned import organisations
from search.describing.organisations.table import directory


def ids(text: str) -> list[str]:
    return [value.id for value in organisations(clean(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("特洛伊大学（Troy University）开学。特洛伊大学说，Troy University 很大。", "特洛伊大学"),
        ("英杰华投资公司（the Aviva Investors）表示，Aviva Investors 增持。", "英杰华投资公司"),
        ("Blue Harbour Institute (蓝港研究院) opened. 蓝港研究院成立。", "Blue Harbour Institute"),
        ("Pennsylvania State University (Penn State) won.", "Pennsylvania State University"),
        (
            "深圳市云海软件有限公司（“云海软件”）成立，云海软件发布产品。",
            "深圳市云海软件有限公司",
        ),
    ],
)
def test_names_defined_side_by_side_are_one_body(text: str, name: str) -> None:
    assert ids(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("北京金隅（集团）有限公司上市。北京金隅集团有限公司盈利。", "北京金隅（集团）有限公司"),
        ("Redwood Tools Co., Ltd. grew. Redwood Tools Limited sold it.", "Redwood Tools Co., Ltd"),
        (
            "The Supreme Court of Puerto Rico ruled. The Puerto Rico Supreme Court sat.",
            "Supreme Court of Puerto Rico",
        ),
    ],
)
def test_names_that_differ_in_form_alone_are_one_body(text: str, name: str) -> None:
    assert len(ids(text)) == 1
    assert name in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "University of Washington beat Washington University.",
        "北京金隅有限公司与上海金隅有限公司签约。",
        "蓝港研究院（北京）与红港研究院（上海）签约。",
        "The Blue Harbour Institute (Boston) met the Red Harbour Institute (Boston).",
    ],
)
def test_bodies_of_like_names_stay_apart(text: str) -> None:
    assert len(ids(text)) == 2


def test_a_ministry_abroad_is_not_that_of_china() -> None:
    abroad = ids("WARSAW -- Poland will leave the treaty, the Ministry of Justice said.")
    assert abroad == ["Ministry of Justice"]
    assert ids("China will sign the treaty, the Ministry of Justice said.") == ["司法部"]


def test_a_ministry_in_a_text_that_names_no_place_is_the_one_that_is_known() -> None:
    social = "The Ministry of Human Resources and Social Security told platforms to pay riders."
    assert (
        ids(social)
        == ids("人力资源社会保障部要求平台企业保障外卖骑手。")
        == ["人力资源和社会保障部"]
    )
    assert ids("They asked the ministry of justice.") == []


def test_what_a_conjunction_joins_is_parted_at_the_right_place() -> None:
    assert ids("The Ministry of Labor and the Family will withdraw.") == [
        "Ministry of Labor and the Family"
    ]
    assert ids("The Democratic and Republican Party primaries began.") == ["美国共和党"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("北京上海金隅集团有限公司AbC of", min_size=1, max_size=12), max_size=6))
def test_joining_ends_with_a_name_that_is_its_own(names: list[str]) -> None:
    longer = one_id(names)
    assert set(longer.values()) <= set(names)
    assert all(longer[name] != name for name in longer)


def test_bodies_of_counties_of_one_name_are_told_apart_by_the_city_in_front() -> None:
    found = ids("北京市朝阳区人民政府和长春市朝阳区人民政府签订协议。")
    assert set(found) == {"北京市朝阳区人民政府", "长春市朝阳区人民政府"}
    assert set(ids("长春市和平区科技局来函。")) != set(ids("沈阳市和平区科技局来函。"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("长春市召开会议。会议由朝阳区人民政府承办。", "长春市朝阳区人民政府"),
        (
            "长春市朝阳区招商。北京的企业、北京的专家来了。朝阳区科技局接待。",
            "长春市朝阳区科学技术局",
        ),
        ("上海和广州来人。朝阳区人民政府接待。", "朝阳区人民政府"),
        ("海淀区人民政府接待。", "海淀区人民政府"),
    ],
)
def test_the_body_of_a_county_of_a_shared_name_is_that_of_the_city_that_the_text_names(
    text: str, name: str
) -> None:
    assert name in ids(text)


def test_who_asks_for_a_body_of_a_county_of_a_shared_name_finds_those_of_all() -> None:
    found = directory().find("朝阳区人民政府")
    assert {"朝阳区人民政府", "北京市朝阳区人民政府", "长春市朝阳区人民政府"} == set(found)
    assert directory().find("长春市朝阳区政府") == ("长春市朝阳区人民政府",)
    label = directory().label("长春市朝阳区人民政府", "en")
    assert label == "Changchun Chaoyang District People's Government"
    assert directory().find(label) == ("长春市朝阳区人民政府",)
    assert directory().find("Changchun Chaoyang District Government") == ("长春市朝阳区人民政府",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("BYD Company rose. BYD Co., Ltd said so.", ["比亚迪股份有限公司"]),
        (
            "成都高新区管委会表示。成都市高新区管理委员会、成都高新技术产业开发区管委会同意。",
            ["成都高新区管理委员会"],
        ),
        ("資策會與東海大學合作。資訊工業策進會表示。", ["财团法人资讯工业策进会", "东海大学"]),
    ],
)
def test_long_and_short_forms_of_one_body_are_one(text: str, named: list[str]) -> None:
    assert ids(text) == named


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("海南州教育局开会。青海省海南藏族自治州教育局说。", "海南藏族自治州教育局"),
        ("德宏州人民政府、德宏傣族景颇族自治州人民政府", "德宏傣族景颇族自治州人民政府"),
        ("长阳县教育局、长阳土家族自治县教育局", "长阳土家族自治县教育局"),
    ],
)
def test_an_autonomous_division_has_the_same_body_without_its_peoples(text: str, body: str) -> None:
    assert ids(text) == [body]


def test_what_all_counties_of_a_province_have_names_no_county() -> None:
    assert ids("河南县级财政、河南县域经济改革。县教育局开会。") == []
