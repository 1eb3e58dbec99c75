"""Bodies in lists that share a head or a place, and what quotation marks make no body."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import clean
from search.describing.organisations.mentioned import organisations


def ids(text: str) -> set[str]:
    return {value.id for value in organisations(clean(text))}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "合肥、芜湖、蚌埠市科技局参加了会议。",
            {"合肥市科学技术局", "芜湖市科学技术局", "蚌埠市科学技术局"},
        ),
        (
            "会议由南宁、柳州、桂林三市科技局主办。",
            {"南宁市科学技术局", "柳州市科学技术局", "桂林市科学技术局"},
        ),
        ("合肥市科技局、财政局联合发文。", {"合肥市科学技术局", "合肥市财政局"}),
        (
            "安徽省发布通知。省科技厅、财政厅和教育厅负责。",
            {"安徽省科学技术厅", "安徽省财政厅", "安徽省教育厅"},
        ),
        (
            "安徽省科技、财政等部门要密切配合。",
            {"安徽省科学技术厅", "安徽省财政厅"},
        ),
        ("合肥市財政、教育部門已派員。", {"合肥市财政局", "合肥市教育局"}),
    ],
)
def test_a_list_names_a_body_for_each_of_its_places_or_subjects(text: str, names: set[str]) -> None:
    assert ids(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "科技、财政、税务等部门要密切配合。",
        "各省科技、财政等部门要密切配合。",
        "科技、教育事业发展很快。",
        "他说财政局、科技厅都好。",
    ],
)
def test_departments_of_no_named_place_are_no_bodies(text: str) -> None:
    assert not ids(text)


def test_a_place_of_another_level_in_front_of_a_list_is_not_in_it() -> None:
    assert ids("代表来自北京、蚌埠市科技局。") == {"蚌埠市科学技术局"}


def test_the_evidence_of_a_body_in_a_list_is_the_list() -> None:
    text = "合肥、芜湖市科技局参加了会议。"
    (hefei,) = (value for value in organisations(clean(text)) if value.id.startswith("合肥"))
    (evidence,) = hefei.evidence
    assert text[evidence.start : evidence.end] == "合肥、芜湖市科技局"
    assert hefei.name == "合肥市科学技术局"


@pytest.mark.parametrize(
    "text",
    [
        "该厂获评“灯塔工厂”。",
        "入选“全球灯塔工厂”名单。",
        "它被认定为“国家技术创新示范企业集团”。",
        "公司荣获“全国文明单位”称号和“金牌供应商公司”奖。",
        "他入選「國際青年科學家學會」獎。",
        "团队列入“星火科技学院”计划。",
    ],
)
def test_awards_and_plans_in_quotation_marks_are_no_bodies(text: str) -> None:
    assert not ids(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“云海科技公司”成立。", "云海科技公司"),
        ("他创办了“北辰书店”。", "北辰书店"),
        ("由“中国科学院”命名。", "中国科学院"),
    ],
)
def test_a_body_may_stand_in_quotation_marks(text: str, name: str) -> None:
    assert name in ids(text)


_PARTS = (
    "合肥",
    "、",
    "芜湖",
    "市",
    "科技",
    "财政",
    "局",
    "厅",
    "等",
    "部门",
    "两",
    "和",
    "省",
    "安徽",
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_PARTS)))
def test_any_list_is_read_and_its_evidence_stands_in_it(words: list[str]) -> None:
    text = "".join(words)
    for value in organisations(clean(text)):
        assert all(0 <= e.start < e.end <= len(text) for e in value.evidence)
