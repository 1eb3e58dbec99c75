"""Publishers of pages that a converter made text: among menus, window titles and notices."""

from __future__ import annotations

import pytest
from menus_fixtures import BODY, ZH_BODY

from search.cleaning import clean
from search.describing import describe
from search.document import Hints

HEADLINE = "County opens a park for small companies at the old mills"
ZH_HEADLINE = "全区孵化器总数达到十一家 带动就业一千余人"
MENU = "Home\nSport\nScience\nTravel\nRoads\nMills\n" * 4
ZH_MENU = "首页\n体育\n旅游\n人民日报\n道路\n教育\n" * 4


def named(text: str) -> str:
    found = describe(clean(text), Hints(), "a.txt").publisher
    return found.name if found else ""


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (f"{HEADLINE} - The Harbor Leaf", "The Harbor Leaf"),
        (f"{HEADLINE} | Sport | Harbor-Leaf", "Harbor-Leaf"),
        (f"The Harbor Leaf | {HEADLINE}", "The Harbor Leaf"),
        (f"{HEADLINE}: what to know", ""),
    ],
)
def test_the_site_in_the_title_of_the_window_that_opens_a_text_publishes(
    window: str, expected: str
) -> None:
    assert named(f"{window}\n{MENU}{HEADLINE}\n17 August 2016\n{BODY}") == expected


def test_a_medium_among_the_entries_of_a_menu_publishes_nothing() -> None:
    assert named(f"{MENU}{HEADLINE}\n17 August 2016\n{BODY}{MENU}") == ""
    assert named(f"大观\n{ZH_MENU}{ZH_HEADLINE}\n2016年8月17日\n{ZH_BODY}{ZH_MENU}") == ""
    source = "2016年8月17日 来源：青禾晚报"
    assert named(f"{ZH_MENU}{ZH_HEADLINE}\n{source}\n{ZH_BODY}{ZH_MENU}") == "青禾晚报"


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ("© 2019 Harbor Leaf Weekly. All rights reserved.", "Harbor Leaf Weekly"),
        ("Copyright © 2009-2019 Mills & Weirs All rights reserved", "Mills & Weirs"),
        ("© Harborleaf 2019", "Harborleaf"),
        ("© 2010 - 2016 青禾大观 京ICP备00000000号", "青禾大观"),
        ("© 2010-2016 青禾公司版权所有", "青禾公司"),
        ("© 2019 All rights reserved.", ""),
        ("© 2019 Ann Roe. All rights reserved.", ""),
    ],
)
def test_whoever_has_the_rights_since_a_year_publishes(notice: str, expected: str) -> None:
    assert named(f"{HEADLINE}\n17 August 2016\n{BODY}\n{notice}\n") == expected


def test_an_issuing_body_stands_in_the_next_cell_of_a_table() -> None:
    row = "发文机关： | 青禾省人民政府 | 成文日期： | 2018年12月07日"
    text = f"{row}\n---|---|---|---\n标题： | {ZH_HEADLINE}\n{ZH_BODY}"
    assert named(text) == "青禾省人民政府"


def test_a_button_below_the_text_signs_nothing() -> None:
    assert named(f"{HEADLINE}\n{BODY}返回顶部\n") == ""


@pytest.mark.parametrize(
    "source",
    [
        "原文来自「青禾笔记」：小城来信",
        "文章来自【青禾笔记】",
        "文章来源：微信订阅号「青禾笔记」：小城来信",
        "本文转自公众号：《青禾笔记》",
    ],
)
def test_a_name_in_marks_behind_a_note_of_a_reprint_publishes(source: str) -> None:
    assert named(f"# {ZH_HEADLINE}\n\n{source}\n\n{ZH_BODY}") == "青禾笔记"


def test_facts_above_the_headline_name_who_publishes() -> None:
    facts = "发布机构：\n宜春市统计局\n发文日期：\n2023-03-31\n公开方式：\n主动公开\n"
    page = f"{ZH_MENU}{facts}公开范围：\n面向全社会\n# {ZH_HEADLINE}\n2023年3月28日\n{ZH_BODY}"
    assert named(page) == "宜春市统计局"


def test_of_bodies_side_by_side_above_the_day_the_first_publishes() -> None:
    heads = "宜春市统计局  国家统计局宜春调查队\n（2023年4月12日）"
    assert named(f"{ZH_HEADLINE}\n{heads}\n{ZH_BODY}") == "宜春市统计局"
