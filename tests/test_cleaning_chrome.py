"""Page chrome, through the door, on pages written for the purpose and on the seeds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS

from search.cleaning import clean
from search.cleaning.lines import rows

PAGES = sorted((Path(__file__).parent / "files" / "chrome").glob("*.txt"))
TEXT = ("title", "body")
LOWEST_F1, LOWEST_KIND_SHARE = 0.98, 0.88


def read(path: Path) -> list[tuple[str, str]]:
    """Read rows `kind<TAB>line` of one flattened page."""
    rows = [row.split("\t", 1) for row in path.read_text(encoding="utf-8").splitlines()]
    return [(kind, line) for kind, line in rows]


def found(lines: list[str]) -> list[str]:
    """The kind of each line of a page, empty for its text."""
    text = "\n\n".join(lines)
    spans = {span.start: span.kind for span in clean(text).chrome}
    kinds, position = [], 0
    for line in lines:
        kinds.append(spans.get(position, ""))
        position += len(line) + 2
    return kinds


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_headline_is_never_chrome(path: Path) -> None:
    rows = read(path)
    kinds = found([line for _, line in rows])
    assert [kind for kind, (label, _) in zip(kinds, rows, strict=True) if label == "title"] == [""]


def test_lines_of_varied_pages_are_told_apart() -> None:
    pairs = []
    for path in PAGES:
        rows = read(path)
        kinds = found([line for _, line in rows])
        pairs += [(label, kind) for (label, _), kind in zip(rows, kinds, strict=True)]
    hit = sum(label not in TEXT and kind != "" for label, kind in pairs)
    miss = sum((label not in TEXT) != (kind != "") for label, kind in pairs)
    same = sum(label == kind for label, kind in pairs)
    assert len(PAGES) >= 12
    assert 2 * hit / (2 * hit + miss) >= LOWEST_F1
    assert same / sum(label not in TEXT for label, _ in pairs) >= LOWEST_KIND_SHARE


@pytest.mark.parametrize(
    ("seed", "first", "last", "title"),
    [
        ("000", 14, 133, 4),
        ("001", 13, 51, 5),
        ("002", 4, 8, 1),
        ("003", 10, 38, 1),
        ("004", 4, 10, 1),
    ],
)
def test_the_seeds_keep_their_text_and_lose_their_frame(
    seed: str, first: int, last: int, title: int
) -> None:
    result = clean(next(SEEDS.glob(f"{seed}*")).read_text(encoding="utf-8"))
    spans = {result.text.count("\n", 0, span.start) + 1: span.kind for span in result.chrome}
    for number, line in enumerate(result.text.split("\n"), 1):
        inside = first <= number <= last or number == title
        if line.strip() and spans.get(number) != "caption":
            assert (number not in spans) == inside, line


@pytest.mark.parametrize(
    "line",
    [
        "為創客提供培訓、遠程技術支持和市場營銷等服務,促進線上線下融合服務。",
        "The copyright of drawings that you submit stays with you.",
        "联系电话:010-12345678",
        "来源不明的旧书请先交给管理员登记。",
        "教育",
        "2016年8月15日是报名的最后一天。",
        "12",
    ],
)
def test_a_line_of_text_that_resembles_chrome_is_text(line: str) -> None:
    before = "第一段讲述这件事情的来龙去脉,足够长,因此没有人会把它当作菜单,也没有人会把它当作标题。"
    assert clean(f"标题在这里写得稍长一些\n{before}\n{line}").chrome == ()


@pytest.mark.parametrize("heading", ["延伸阅读", "相關新聞", "Related Stories", "熱門推薦:"])
def test_other_stories_end_where_the_text_plainly_resumes(heading: str) -> None:
    body = "这一段是文章自己的内容,讲的是同一件事情,句子完整,篇幅也足够长,"
    body += "不会被看成别处的摘要或者链接,读者一看就明白。"
    text = f"一个足够长的文章标题\n{body}\n{heading}\n别的新闻的标题\n{body}\n{body}"
    assert [span.kind for span in clean(text).chrome] == ["related", "related"]


@pytest.mark.parametrize("line", ["版权所有 ©　２０２０ 某某网", "版權所有 © 2020 某某網"])
def test_script_and_width_do_not_matter(line: str) -> None:
    assert [span.kind for span in clean(line).chrome] == ["copyright"]


GUARDED = [(pattern, words) for _, _, pattern, words in rows() if words]


@pytest.mark.parametrize(("pattern", "words"), GUARDED, ids=[words[0] for _, words in GUARDED])
def test_no_line_matches_a_guarded_pattern_without_one_of_its_words(
    pattern: str, words: tuple[str, ...]
) -> None:
    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.from_regex(re.compile(rf"(?:{pattern})\Z"), fullmatch=True))
    def holds_a_word(line: str) -> None:
        assert any(word in line for word in words)

    holds_a_word()


def test_a_day_that_something_happened_on_is_the_pages_date_and_no_clock() -> None:
    body = "八月的乌鲁木齐，众创空间里坐满了年轻人，他们带着自己的项目来到这里寻找合作伙伴。" * 3
    for day, kind in [
        ("2016年8月15日 星期一 发布", "day"),
        ("2016年8月15日 星期一 晴", "navigation"),
    ]:
        assert found(["新疆众创空间快速发展，创业者迎来好时机", day, body]) == ["", kind, ""]


PROSE = (
    "八月的乌鲁木齐，众创空间里坐满了年轻人，他们带着自己的项目来到这里寻找合作伙伴。" * 3,
    "The county opened a second maker space in the old textile mill beside the river, and "
    "forty young people moved in during the first week of the autumn term.",
)


@pytest.mark.parametrize(
    "line",
    [
        "Skip to Content Feature Image",
        "You are on page 1of 35",
        "友善列印 轉寄好友 字級設定：大 中 小",
        "[Font: Small Middle Big] [Close] [Print]",
        "Font size: S M L  Print",
        "A- A A+",
        "分享：LINE Facebook 列印",
        "Print this page | Send to a friend | RSS",
        "- 3 -",
        "– 12 –",
        "Page 3 of 8",
        "(下轉第三版)",
        "（转第A2页）",
        "Continued on Page 4",
        "See HARBOUR, Page 12",
        "***************",
        "点击上方蓝字关注我们",
        "附件：實施辦法（PDF, 1.2 MB）",
        "Related: A new port opens (May 2, 2018)",
        "地址：上海市南京路1号  电话：021-12345678",
        "浏览次数 : 641 ｜ 更新时间 : 105/03/22 09:12",
        "[Photo provided to example.com]",
        "You must be logged in to post a comment.",
    ],
)
@pytest.mark.parametrize("prose", PROSE)
def test_what_only_a_page_says_is_chrome_wherever_it_stands(line: str, prose: str) -> None:
    lines = ["The mill of the county opens its doors", prose, line, prose]
    assert [bool(kind) for kind in found(lines)] == [False, False, True, False]


@pytest.mark.parametrize(
    "line",
    [
        "12  15  18  20",
        "[1 2 3 4]",
        "关键词：土地利用；氮负荷；模型",
        "By order of the Board",
        "1/2",
        "Page 4 of the report tells why.",
        "详见第三版。",
        "Oranges 17  Apples 18  Pears 20",
        "2015 | 12.5 | 13.1 | 14.0",
        "==========",
    ],
)
@pytest.mark.parametrize("prose", PROSE)
def test_what_a_text_says_as_well_is_text(line: str, prose: str) -> None:
    assert not any(found(["The mill of the county opens its doors", prose, line, prose]))


def test_a_head_that_runs_with_the_page_numbers_is_chrome() -> None:
    head, prose = "绿谷生态保育中心 · 年度报告", PROSE[0]
    inside = [f"{head} | 17", prose, f"{head} | 18", prose]
    assert found(inside) == ["header", "", "header", ""]
    beside = [head, "17", prose, head, "18", prose]
    assert found(beside) == ["header", "header", "", "header", "header", ""]
    for other in ([head, "17", prose, head, "23", prose], [head, prose, head, prose]):
        assert "header" not in found(other)  # a table has names and figures too


def test_a_row_of_names_between_bars_is_a_menu_but_a_row_of_a_table_is_not() -> None:
    row, prose = "Collections | Visit | Learn | Give", PROSE[1]
    assert found([row, "The mill opens its doors to all", prose]) == ["navigation", "", ""]
    assert not any(found(["The mill opens its doors to all", prose, row, prose]))
    table = ["Fruit | Colour | Taste | Price", "Apple | red | sweet | low"]
    assert not any(found([*table, prose]))


def test_a_tool_bar_below_the_headline_leaves_the_headline() -> None:
    lines = ["The mill of the county opens its doors", "A- A A+", "A new beginning", PROSE[1]]
    assert found(lines) == ["", "toolbar", "", ""]


def test_short_lines_between_chrome_below_the_text_are_chrome() -> None:
    lines = ["The mill opens", PROSE[1], "Back to top", "2 Mill Rd., Xincheng", "© 2020 The Mill"]
    assert [bool(kind) for kind in found(lines)] == [False, False, True, True, True]
    signed = ["The mill opens", PROSE[1], "Li Ming", "Chairman", "© 2020 The Mill"]
    assert not any(found(signed)[:4])


def test_what_stands_below_the_editor_is_no_text_unless_the_text_goes_on() -> None:
    prose = PROSE[0]
    others = [
        "大公司",
        "天山牛奶厂回应4名员工午睡被开除，员工称只有30分钟午餐时间",
        "2019-09-06107",
    ]
    page = ["绿谷孵化器本月向市民开放", prose, "作者：未知 责任编辑：王小明", *others]
    assert found(page) == ["", "", "byline", "related", "related", "related"]
    assert found([*page[:3], prose, prose])[3:] == ["", ""]
    short = "第二篇报道说，绿谷的工厂也在本月开工，首批产品年内上市。"
    assert found([*page[:3], "绿谷的工厂开工", short, short])[4:] == ["", ""]
    assert found(["责任编辑：王小明", page[0], prose, others[1]])[1:] == ["", "", ""]


@pytest.mark.parametrize(
    "line",
    [
        "Sign in with Facebook Or use your Weekly account",
        "Like on Facebook",
        "Follow us on Twitter and Instagram",
        "Facebook: http://example.com/follow",
        "使用QQ登录",
        "通过微博登录",
    ],
)
def test_calls_to_join_a_network_are_buttons(line: str) -> None:
    assert found(["The mill opens", PROSE[1], line])[2] == "toolbar"


def test_a_sentence_about_a_network_is_text() -> None:
    assert found(["The mill opens", PROSE[1], "She found the mill on Facebook."])[2] == ""
