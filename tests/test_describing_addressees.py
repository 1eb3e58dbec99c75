"""Whom a paper is for: places and bodies of its addressees are not what it is about."""

from __future__ import annotations

import pytest

from search.describing import describe
from search.document import CleanText, Hints


@pytest.mark.parametrize(
    "addressees",
    [
        "各省、自治区、直辖市人民政府，国务院各部委、各直属机构，新疆生产建设兵团：",
        "各省、自治区、直辖市财政厅（局），\n新疆生产建设兵团财政局、人力资源社会保障局：",
        "发布时间：2020年4月17日各省、自治区、直辖市及计划单列市、新疆生产建设兵团主管部门：",
    ],
)
def test_whoever_a_paper_is_sent_to_all_over_the_country_is_none_of_its_values(
    addressees: str,
) -> None:
    text = f"财政部关于加大贴息力度的通知\n\n{addressees}\n\n创业担保贷款的额度由15万元提高。\n"
    facts = describe(CleanText(text), Hints(), "a.txt")
    assert [value.id for value in facts.regions] == []
    assert [value.id for value in facts.organisations] == ["财政部"]


def test_the_body_that_a_paper_is_sent_to_is_mentioned_by_it() -> None:
    text = (
        "贵州省科学技术厅关于下达补助经费的通知\n\n贵阳市科技局：\n"
        "现下达你市补助经费100万元，专款专用。\n\n贵州省科学技术厅\n2018年1月10日\n"
    )
    facts = describe(CleanText(text), Hints(), "a.txt")
    assert {value.id: value.role for value in facts.organisations} == {
        "贵州省科学技术厅": "about",
        "贵阳市科学技术局": "mention",
    }
    assert {value.id: value.role for value in facts.regions}["520100"] == "mention"


def test_a_sentence_about_all_provinces_keeps_its_places() -> None:
    text = (
        "各省都在建设孵化器，新疆的孵化器最多，新疆今年又建了一百家。\n具体如下：\n喀什的在河边。\n"
    )
    assert "650000" in [value.id for value in describe(CleanText(text), Hints(), "a").regions]
