"""The day of publication that a page marks or that its scripts have, where no meta says it."""

from __future__ import annotations

import pytest

from search.reading.html import parse_html

ARTICLE = "<h1>A page</h1><p>It has a sentence.</p>"
WECHAT = '<script>var ct = "1471390200"; var user = "a";</script><div id="js_content">Text</div>'


def stated(markup: str) -> str:
    return parse_html(f"<html><body>{markup}{ARTICLE}</body></html>").hints.published


def times(*days: str, of: str = "published") -> str:
    """Time elements of a class."""
    return "".join(f'<time class="{of}" datetime="{day}">a day</time>' for day in days)


def script(code: str) -> str:
    return f"<script>{code}</script>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<abbr class="published" title="2016-08-17">Wed</abbr>', "2016-08-17"),
        (times("2016-08-17", of="entry-date published") + times("2016-09-01", of=""), "2016-08-17"),
        (times("2016-08-17", "2016-08-18"), ""),
        (times("PT7M", "2016-08-17", of=""), "2016-08-17"),
        (times("P2DT7M", of=""), ""),
        ('<meta name="parsely-pub-date" content="2016-08-17T08:00:00Z">', "2016-08-17T08:00:00Z"),
        (times("2016-08-17", "2016-08-17", of=""), "2016-08-17"),
        (script('var a = {"pubtime": "2016/08/17 10:00"};'), "2016-08-17"),
        (script(r'window.s = "{\"publishTime\":\"2016-08-17 10:00\"}"'), "2016-08-17"),
        (script('x = {"publishTime": "2016-08-17"}; y = {"pubTime": "2016-08-18"}'), ""),
        (script('x = {"lastpublishTime": "2016-08-17", expires: "2016-08-18"}'), ""),
        ('<p>"publishTime": "2016-08-17"</p>', ""),
        (WECHAT, "2016-08-17T07:30:00+08:00"),
        (script('var pct = "1471390200"'), ""),
        ("", ""),
    ],
)
def test_marks_and_scripts_give_the_day_where_they_agree(markup: str, expected: str) -> None:
    assert stated(markup) == expected


def test_a_meta_element_is_surer_than_a_script() -> None:
    head = '<meta property="article:published_time" content="2016-08-16">'
    assert stated(f'{head}<script>var a = {{"pubtime": "2016-08-17"}};</script>') == "2016-08-16"
    assert stated('<meta itemprop="dateUpdate" content="2016-08-17 10:00">') == "2016-08-17 10:00"


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (times("2017-03-01", of=""), "2017-03-01"),
        (times("2017-03-01", "2017-03-09", of=""), ""),
        ("", ""),
    ],
)
def test_the_time_beside_the_heading_is_the_pages_not_those_of_other_stories(
    beside: str, expected: str
) -> None:
    others = f"<ul><li>{times('2025-01-01', of='')}</li><li>{times('2025-01-02', of='')}</li></ul>"
    page = f"<div><h1>A page</h1><div>{beside}</div></div><p>It has a sentence.</p>"
    around = f"<main>{others}<section><article>{page}</article></section></main>"
    assert parse_html(f"<html><body>{around}</body></html>").hints.published == expected
