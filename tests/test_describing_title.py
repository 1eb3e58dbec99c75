"""The title of a page: markup first, then the line that looks like a headline."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS

from search.cleaning import clean
from search.describing.title import is_title, title
from search.document import CleanText, Hints

BODY = (
    "The alliance was set up by fifteen organizations on Monday. It is to give advice to young "
    "companies in the zone, and to help them with rooms, money and tools."
)
ZH_BODY = "创客中心由三所大学共同设立，面积一万平方米，预计年底启用，可容纳二百个创业团队进驻。"


def name(text: str, hints: Hints | None = None, path: str = "folder/notes.txt") -> str:
    return title(CleanText(text), hints or Hints(), path).name


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("000", "Entrepreneurship and innovation alliance set up in the zone"),
        ("001", "Profile of Urumqi state high-tech industrial zone"),
        (
            "002",
            "CPPCC Chairman Meeting of Binjiang District to Inspect the Deep Development Work "
            "of Maker Spaces",
        ),
        ("003", '新疆:"天山眾創行動"激活創新基因'),
        ("004", "The First Anniversary of the Founding of Hackerspace Union of Hangzhou"),
    ],
)
def test_the_seeds_have_their_titles(number: str, expected: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*")
    value = title(clean(path.read_text(encoding="utf-8")), Hints(), path.name)
    assert json.dumps(value.name) == json.dumps(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Alliance set up in the zone\nUpdated: 2016-06-06\n{BODY}",
            "Alliance set up in the zone",
        ),
        (
            f"A Site    Its Owner\nHome > News\nAlliance set up in the zone\n2016-06-06\n{BODY}",
            "Alliance set up in the zone",
        ),
        (f"# Notes on tools\n\n{BODY}", "Notes on tools"),
        (
            f"杭州市科学技术局\n2020-05-11\n局长在孵化器座谈会上的讲话\n{ZH_BODY}{ZH_BODY}",
            "局长在孵化器座谈会上的讲话",
        ),
        (
            f"Alliance set up in the zone\nII. Matters arising\nReport by the chair\n{BODY}",
            "Alliance set up in the zone",
        ),
        (f"杭州设立创客中心\n来源：杭州日报 2016-08-15\n{ZH_BODY}", "杭州设立创客中心"),
        (
            f"首页 > 新闻 > 正文\n杭州设立创客中心\n发布时间：2016-08-15\n{ZH_BODY}",
            "杭州设立创客中心",
        ),
        (f"2016-08-15\n杭州设立创客中心\n{ZH_BODY}", "杭州设立创客中心"),
        (
            f"索引号：001\n发文机关：科技局\n关于开展申报工作的通知\n各有关单位：\n{ZH_BODY}",
            "关于开展申报工作的通知",
        ),
        (
            "臺南市政府 新聞及國際關係處新聞傳播科\n傳統市場與平臺攜手合作 邀您在家逛菜市\n"
            "發布日期：2022-06-14\n為了滿足消費者減少外出頻率的採買需求，市場今天起提供外送服務。",
            "傳統市場與平臺攜手合作 邀您在家逛菜市",
        ),
    ],
)
def test_the_headline_is_told_from_the_lines_around_it(text: str, expected: str) -> None:
    assert name(text) == expected


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("杭州设立创客中心 - 新华网", "杭州设立创客中心"),
        ("杭州设立创客中心_中国政府网", "杭州设立创客中心"),
        ("杭州设立创客中心--科技--人民网", "杭州设立创客中心"),
        ("Alliance set up in the zone | China Daily", "Alliance set up in the zone"),
        ("Alliance set up in the zone - Chinadaily.com.cn", "Alliance set up in the zone"),
        (
            "A day in Xi'an - what to see and where to eat",
            "A day in Xi'an - what to see and where to eat",
        ),
        ("人民网 | 杭州设立创客中心并提供资金", "杭州设立创客中心并提供资金"),
    ],
)
def test_the_sites_name_is_taken_off_the_pages_own_title(hint: str, expected: str) -> None:
    assert name(BODY, Hints(title=hint)) == expected


def test_a_line_that_the_pages_own_title_holds_is_the_title_and_has_a_place() -> None:
    text = f"Menu\nAlliance set up in the zone\n{BODY}"
    value = title(CleanText(text), Hints(title="Alliance Set Up in the Zone - News"), "a.html")
    assert value.name == "Alliance set up in the zone"
    assert value.evidence[0].rule == "markup"
    assert text[value.evidence[0].start : value.evidence[0].end] == value.name


def test_file_properties_rank_below_the_text() -> None:
    text = f"Alliance set up in the zone\n2016-06-06\n{BODY}"
    assert name(text, Hints(title="Template A", trusted=False)) == "Alliance set up in the zone"
    assert (
        name(BODY * 3, Hints(title="Founding of the alliance", trusted=False))
        == "Founding of the alliance"
    )


@pytest.mark.parametrize(
    "hint", ["Untitled", "Microsoft Word - 文档1", "无标题文档", "report.docx"]
)
def test_titles_that_tools_fill_in_are_none(hint: str) -> None:
    assert name(f"杭州设立创客中心\n2016-08-15\n{ZH_BODY}", Hints(title=hint)) == "杭州设立创客中心"


def test_a_text_without_headline_is_named_by_its_first_sentence() -> None:
    value = title(CleanText(BODY * 3), Hints(), "a.txt")
    assert value.name == "The alliance was set up by fifteen organizations on Monday."
    assert value.evidence[0].rule == "first sentence"


def test_a_text_without_lines_is_named_by_its_file() -> None:
    assert name(" \n ", path="folder/annual report.txt") == "annual report"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Town Portal\nCouncil buys electric buses\nSource: Bureau | 2016-08-15\n{BODY}",
            "Council buys electric buses",
        ),
        (
            f"POLICY BRIEF No. 14 | June 2022\nAfter the alliance in the zone\nAnna Lee\n{BODY}",
            "After the alliance in the zone",
        ),
        (
            f"鄰里會 通訊 第42期　二○一一年五月\n創客中心三年\n文：王明\n{ZH_BODY}",
            "創客中心三年",
        ),
        (
            f"关于设立创客中心的意见\n市政办发〔2015〕12号\n{ZH_BODY}\n市政府办公室\n2015年7月20日",
            "关于设立创客中心的意见",
        ),
        (f"Notice of Meeting\nTo: All members\nDate: 2016-08-15\n{BODY}", "Notice of Meeting"),
        (f"创客周报\n————————\n2016年8月15日\n{ZH_BODY}", "创客周报"),
        (
            f"THE PARK COMPANY LIMITED\n(Incorporated with limited liability)\n"
            f"ALLIANCE OF YOUNG COMPANIES SET UP\n{BODY}",
            "ALLIANCE OF YOUNG COMPANIES SET UP",
        ),
    ],
)
def test_names_of_sites_issues_and_offices_are_no_headlines(text: str, expected: str) -> None:
    assert name(text) == expected
    assert title(clean(text), Hints(), "a.txt").name == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"第五号公报\n——城乡情况\n市统计局\n2015年7月20日\n{ZH_BODY}", "第五号公报——城乡情况"),
        (
            f"小城大业：众创空间的十年\n——以江南三镇为例\n李明\n{ZH_BODY}",
            "小城大业：众创空间的十年——以江南三镇为例",
        ),
        (
            f"Ten Years of Open Workshops\n— The case of three towns\nAnna Berg\n{BODY}",
            "Ten Years of Open Workshops — The case of three towns",
        ),
        (
            f"创客中心年内启用的三件事\n——房间\n——资金\n——工具\n{ZH_BODY}",
            "创客中心年内启用的三件事",
        ),
    ],
)
def test_a_line_behind_a_dash_is_the_second_line_of_a_headline(text: str, expected: str) -> None:
    assert name(text) == expected


@given(st.text(), st.text(max_size=40), st.booleans())
@settings(max_examples=100, deadline=None)
def test_every_text_has_a_bounded_title_that_stands_where_it_says(
    text: str, hint: str, trusted: bool
) -> None:
    value = title(CleanText(text), Hints(title=hint, trusted=trusted), "folder/file.txt")
    assert 0 < len(value.name) <= 300
    assert value.id == value.name
    evidence = value.evidence[0]
    if evidence.start >= 0:
        written = text[evidence.start : evidence.end]
        assert "".join(written.split()) == "".join(value.name.split())


@pytest.mark.parametrize(
    "stated", ["新建铁路项目环境影响报告公示", "Index of the mills of the county"]
)
def test_a_title_that_begins_like_an_empty_one_is_a_title(stated: str) -> None:
    assert name(ZH_BODY, Hints(title=stated)) == stated


@pytest.mark.parametrize(
    "stated", ["Untitled-1", "新建 Microsoft Word 文档 (2)", "Document1", "首页"]
)
def test_what_tools_write_where_there_is_no_title_is_none(stated: str) -> None:
    assert name(f"杭州设立创客中心\n\n{ZH_BODY}", Hints(title=stated)) == "杭州设立创客中心"


def test_a_title_that_is_the_sites_alone_gives_way_to_a_plain_headline() -> None:
    text = f"首页 > 要闻\n三所大学设立创客中心\n来源：杭州日报 2016-08-15\n{ZH_BODY}"
    stated = Hints(title="谢谢您访问滨江之窗")
    assert name(text, stated) == "三所大学设立创客中心"
    assert name(ZH_BODY, stated) == "谢谢您访问滨江之窗"
    assert name(text, Hints(title=stated.title, written=True)) == stated.title


def test_a_title_cut_short_is_completed_from_the_text() -> None:
    text = f"Alliance set up in the zone by fifteen bodies\nUpdated: 2016-06-06\n{BODY}"
    for stated in ("Alliance set up in the zone by...", "Alliance set up in the zone by fif…"):
        assert name(text, Hints(title=stated)) == "Alliance set up in the zone by fifteen bodies"


def test_a_date_beside_an_address_and_a_clock_stands_below_the_headline() -> None:
    text = (
        "磨坊改造调查研究报告\nhttp://www.example.org/ 2005-03-06 16:17:00\n"
        f"磨坊改造调查研究报告\n绿谷县磨坊研究课题组\n2003年5月\n{ZH_BODY}"
    )
    assert name(text) == "磨坊改造调查研究报告"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Load Balancer\n\n## Problem it addresses today\n\n{BODY}\n", "Load Balancer"),
        (f"裸机\n\n## 是什么\n\n{ZH_BODY}\n\n## 解决的问题\n\n{ZH_BODY}\n", "裸机"),
        (f"# Routing\n\n## Setting up an alliance of companies\n\n{BODY}\n", "Routing"),
        (
            f"2016-08-17\n\n## Alliance set up in the zone\n\n{BODY}\n",
            "Alliance set up in the zone",
        ),
        (f"## Alliance set up in the zone\n\n{BODY}\n", "Alliance set up in the zone"),
    ],
)
def test_a_heading_of_the_second_level_is_no_title_below_one(text: str, expected: str) -> None:
    assert name(text) == expected


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (BODY * 3, False),
        ("The alliance was set up by fifteen organizations on Monday", True),
        (f"杭州设立创客中心\n2016-08-15\n{ZH_BODY}", True),
        (f"他说，创客中心已经在杭州设立。{ZH_BODY}", False),
    ],
)
def test_a_first_sentence_is_a_title_only_where_it_is_all_of_a_text(
    text: str, written: bool
) -> None:
    assert is_title(title(CleanText(text), Hints(), "a.txt"), text) is written
