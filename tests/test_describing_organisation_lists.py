"""Lists of departments of no named place, and what quotation marks make no body."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import clean
from search.describing.organisations.mentioned import organisations


def ids(text: str) -> set[str]:
    return {value.id for value in organisations(clean(text))}


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


@pytest.mark.parametrize(
    "text",
    [
        "She writes about economics. Follow her on Twitter: @roe.\n",
        "The remix is out.\nCourtesy of MailBird's Instagram page\n",
        "團隊到各區謝票。照片來源：林小明Facebook\n",
    ],
)
def test_the_network_that_somebody_is_followed_or_shown_on_is_no_subject(text: str) -> None:
    assert not {"Meta公司", "推特公司"} & set(ids(text))


def test_firms_that_others_are_like_are_named() -> None:
    assert "推特公司" in ids(
        "Firms like Facebook and Twitter have offices, and some follow Twitter.\n"
    )
