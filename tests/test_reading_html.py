"""Pages: their text as a browser lays it out, and what they say of themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reading_fixtures import made, refused, sample

from search.reading.html import parse_html


def test_a_page_is_read_in_lines_with_its_navigation_and_without_its_scripts() -> None:
    (source,) = sample("bridge.html")
    assert source.text.split("\n") == [
        "首页 | 新闻",
        "",
        "青石镇修复百年石桥",
        "",
        "发布时间：2019-04-12\u00a0\u00a0来源：青石镇文化站",
        "",
        "历时七个月，横跨柳河的百年石桥修复完成，昨日重新开放。",
        "",
        "工程使用原来的石料&石灰。",
        "桥长四十二米。",
        "",
        "项目\t数额",
        "石料\t310吨",
        "",
        "版权所有：青石镇人民政府",
    ]


def test_a_page_says_its_title_date_source_and_language_itself() -> None:
    hints = sample("bridge.html")[0].hints
    assert hints.title == "青石镇修复百年石桥"
    assert hints.published == "2019-04-12 09:30"
    assert hints.publisher == "青石镇文化站"
    assert hints.language == "zh-CN"
    assert hints.url == "http://www.example.cn/2019/0412/bridge.html"
    assert hints.trusted


@pytest.mark.parametrize(
    ("markup", "field", "value"),
    [
        ("<title>A &amp; B</title>", "title", "A & B"),
        ("<title>Site</title><meta property=og:title content=Story>", "title", "Story"),
        (
            "<meta property='article:published_time' content='2020-01-02T03:04Z'>",
            "published",
            "2020",
        ),
        ("<time datetime=2017-08-09 pubdate>Wednesday</time>", "published", "2017-08-09"),
        ("<p><time datetime=2016-08-09>then</time>", "published", "2016-08-09"),
        ("<p><time datetime=2016>a</time><time datetime=2017>b</time>", "published", ""),
        ("<meta property=og:site_name content='The Paper'>", "publisher", "The Paper"),
        ("<meta name=publisher content='The Paper'>", "publisher", "The Paper"),
        ("<meta name=application-name content='The Paper'>", "publisher", "The Paper"),
        (
            '<script type="application/ld+json">{"@type":"WebSite","name":"The Paper"}</script>',
            "publisher",
            "The Paper",
        ),
        ("<meta name=author content='  J.\n Doe '>", "author", "J. Doe"),
        ("<html lang=en-GB>", "language", "en-GB"),
    ],
)
def test_facts_in_markup_become_hints(tmp_path: Path, markup: str, field: str, value: str) -> None:
    (source,) = made(tmp_path, "a.html", f"{markup}<body>words".encode())
    found = getattr(source.hints, field)
    assert found.startswith(value)
    assert bool(found) == bool(value)


def test_linked_data_of_a_news_page_is_read(tmp_path: Path) -> None:
    data = {
        "@graph": [
            {"@type": "Organization", "name": "Other"},
            {
                "@type": "NewsArticle",
                "headline": "Ferry adds trips",
                "datePublished": "2020-05-06",
                "publisher": {"name": "Harbour Post"},
                "author": [{"name": "R. Ames"}],
            },
        ]
    }
    page = f'<script type="application/ld+json">{json.dumps(data)}</script><body>words'
    hints = made(tmp_path, "a.html", page.encode())[0].hints
    assert (hints.title, hints.published) == ("Ferry adds trips", "2020-05-06")
    assert (hints.publisher, hints.author) == ("Harbour Post", "R. Ames")


@pytest.mark.parametrize("data", ["{", "[" * 100_000, '"text"', '{"headline": {"a": 1}}'])
def test_broken_linked_data_costs_nothing_else(tmp_path: Path, data: str) -> None:
    page = f'<title>T</title><script type="application/ld+json">{data}</script><body>words'
    (source,) = made(tmp_path, "a.html", page.encode())
    assert (source.text, source.hints.title) == ("words", "T")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<pre>if a:\n    b\tc</pre>", "if a:\n    b\tc"),
        ("a <b>bold</b>\n word<br>next", "a bold word\nnext"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<ul><li>one</li> <li>two</li></ul>", "one\ntwo"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<br><br><br><br>a<br><br><br>b", "a\n\nb"),
        ("&lt;b&gt; &amp;amp; &copy; &#20013;", "<b> &amp; © 中"),
        ("新<!-- > -->疆<template>x</template><style>y</style>", "新疆"),
        ('<a title="x > y">link</a>', "link"),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字</ruby>", "漢字"),
        ("<svg><text>x</text></svg>after", "after"),
        ("\x03a\x04b", "ab"),
    ],
)
def test_markup_is_laid_out_as_a_browser_would(tmp_path: Path, markup: str, text: str) -> None:
    assert made(tmp_path, "a.htm", markup.encode())[0].text == text


def test_a_page_with_a_wrong_charset_is_read_all_the_same(tmp_path: Path) -> None:
    page = "<meta charset=iso-8859-1><p>海边的灯塔年久失修"
    assert made(tmp_path, "a.html", page.encode("gbk"))[0].text == "海边的灯塔年久失修"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "x",
        "<b>x</i>" * 100_000,
        "<div>" * 9000 + "</div>" * 9000,
        "<p>" + "".join(f"<font size={n}>" for n in range(3000)) + "<p>x" * 3000,
    ],
)
def test_a_page_that_nests_without_end_is_refused(tmp_path: Path, markup: str) -> None:
    assert "deep" in refused(tmp_path, "a.html", markup.encode())


def test_a_long_table_without_end_tags_is_not_deep(tmp_path: Path) -> None:
    (source,) = made(tmp_path, "a.html", b"<table>" + b"<tr><td>a<td>b" * 6000)
    assert source.text.startswith("a\tb\na\tb\n")


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("Ferry adds trips - Harbour Watch", "Ferry adds trips", "Ferry adds trips"),
        ("渡轮加开班次-EDN 港湾之声", "渡轮加开班次", "渡轮加开班次"),
        (
            "渡轮公司从下周一起加开六班 港湾网",
            "渡轮公司从下周一起加开六班",
            "渡轮公司从下周一起加开六班",
        ),
        ("Ferry adds trips | Harbour", "Harbour", "Ferry adds trips | Harbour"),
        ("Ferries of the bay", "Ferries", "Ferries of the bay"),
        ("Ferry adds trips", "<a>Harbour Watch</a>", "Ferry adds trips"),
        ("The ferry&amp;#8217;s trips", "Trips", "The ferry’s trips"),
        (
            "Best ferry trips of 2026 - Bay",
            "Our six favourite ferry trips",
            "Our six favourite ferry trips",
        ),
        ("渡轮加开班次：便利上班族 - 港湾网", "渡轮公司加开班次", "渡轮公司加开班次"),
        ("Ferry trips of the bay", "[Travel] Ferry trips of the bay", "Ferry trips of the bay"),
        (
            "Ferry adds trips for commuters - Bay Watch",
            "Bay Watch",
            "Ferry adds trips for commuters - Bay Watch",
        ),
        ("Ferry trips", "Ferry trips</h1><h1>More ferry trips", "Ferry trips"),
    ],
)
def test_the_heading_in_a_pages_title_is_its_title(title: str, heading: str, expected: str) -> None:
    page = f"<title>{title}</title><body><h1>{heading}</h1><p>words"
    assert parse_html(page).hints.title == expected


def test_a_quotation_mark_that_ended_an_attribute_cuts_no_title() -> None:
    page = (
        '<title>Prize: 7 million! "Our Nobel" goes to her_News</title>'
        '<meta property="og:title" content="Prize: 7 million! "Our Nobel" goes to her">'
        '<h1>Prize: 7 million! "Our Nobel" goes to her</h1><p>words'
    )
    assert parse_html(page).hints.title == 'Prize: 7 million! "Our Nobel" goes to her'


def test_a_title_that_stands_in_the_body_does_not_show() -> None:
    assert parse_html("<body><p>words</p><title>Ferry adds trips</title>").text == "words"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<div><a>Home</a><a>Tech</a><a><b>China</b></a></div>", "Home Tech China"),
        ("<span><a>首页</a></span><span><a>新闻</a></span>", "首页 新闻"),
        ("<a>Home</a><a></a><a>Tech</a>", "Home Tech"),
        ("<p>热爱<a>中国</a>人民</p>", "热爱中国人民"),
        ("<p>中<a name=x></a><a>国</a>人</p>", "中国人"),
        ("<p><a>中</a><a name=x></a>国<a>人</a></p>", "中国人"),
        ("<p>un<a>like</a>ly <a>Home</a>-<a>Tech</a></p>", "unlikely Home-Tech"),
    ],
)
def test_links_side_by_side_are_set_apart_and_running_text_is_not(markup: str, text: str) -> None:
    assert parse_html(markup).text == text


STORY = "<p>历时七个月，横跨柳河的百年石桥修复完成，昨日重新开放，许多居民前来参观。</p>" * 4
UNSEEN = ["hidden", 'style="color:red; DISPLAY : none"', 'style="visibility:hidden"']


@pytest.mark.parametrize("attribute", UNSEEN)
def test_what_a_page_hides_is_no_text_however_much_it_is(attribute: str) -> None:
    spam = "".join(f"<a href='/{n}'>活力影院</a> <b>铭鑫</b> " for n in range(2000))
    page = parse_html(f"<div {attribute}><br>{spam}<p>更多</p></div>{STORY}<p {attribute}>码</p>")
    assert page.text == parse_html(STORY).text
    shown = f'<div class="a hidden b" data-style="display:none">请输入验证码</div>{STORY}'
    assert "请输入验证码" in parse_html(shown).text


@pytest.mark.parametrize("attribute", [*UNSEEN, 'aria-hidden="true"'])
def test_what_a_page_hides_is_its_text_where_it_shows_next_to_none(attribute: str) -> None:
    page = parse_html(f"<div {attribute}>{STORY}</div><p>页尾</p>")
    assert page.text == parse_html(f"{STORY}<p>页尾</p>").text
    assert not page.chrome
    assert parse_html(f"<body {attribute}><p>一句话</p></body>").text == "一句话"


def test_what_is_hidden_from_screen_readers_only_is_chrome() -> None:
    page = parse_html(f'<div aria-hidden="true">请输入验证码</div>{STORY}')
    [hidden] = page.chrome
    assert page.text[hidden.start : hidden.end].strip() == "请输入验证码"


def test_the_code_that_a_server_should_have_run_is_no_text() -> None:
    code = '<%@ page import="java.util.*"%>\n<%\nif (a<b) {%>'
    assert parse_html(f"{code}<p>石桥 <%=name%>重新开放</p>").text == "石桥 重新开放"
    assert parse_html("<p>少于<%五</p>").text == "少于<%五"
