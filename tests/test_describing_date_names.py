"""Dates that stand in the name of a file, in two digits, spread, by Greenwich's clock or in a
wire's code: read where they mean but one day, and left alone elsewhere.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.describing.dates.publication import publication_date
from search.describing.dates.words import mentions
from search.document import CleanText, Hints, Value

TODAY = date(2026, 1, 1)
BODY = (
    "The park was opened to small companies this spring, and forty of them have signed up so far."
)
ZH_BODY = (
    "近日，全区新增三家孵化器，至此总数达到十一家，带动就业一千余人，得到各方面的好评与支持。" * 2
)


def value(text: str, path: str = "", hints: Hints | None = None) -> Value | None:
    return publication_date(CleanText(text), hints or Hints(), TODAY, path)


def found(text: str, path: str = "", hints: Hints | None = None) -> str:
    stated = value(text, path, hints)
    return stated.id if stated else "-"


def titled(line: str, body: str = BODY) -> str:
    return f"Parks of the West\n{line}\n{body}"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2016-08-17_xinhua.html", "2016-08-17"),
        ("news/t20160817_123.htm", "2016-08-17"),
        ("20160817.txt", "2016-08-17"),
        ("a/2016_08_17 report.pdf", "2016-08-17"),
        ("2016.08.17.docx", "2016-08-17"),
        ("页面20160817183000.txt", "2016-08-17"),
        ("简报2016年8月17日.txt", "2016-08-17"),
        ("科技简报（２０１６年８月）.txt", "2016-08"),
        ("2015-11_brief.txt", "2015-11"),
        ("a.example/2016/08/17/x.html", "2016-08-17"),
        ("a.example/2016-08/17/content_5.htm", "2016-08-17"),
    ],
)
def test_the_name_of_a_file_gives_the_date_of_a_text_that_states_none(
    path: str, expected: str
) -> None:
    stated = value(f"Parks of the West\n{BODY}", path)
    assert stated is not None
    assert stated.id == expected
    assert stated.evidence[0].rule == "file name"
    assert stated.evidence[0].quote == path
    assert stated.name in path or not path.isascii()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "report160817.txt",
        "17082016.txt",
        "08-17-2016.txt",
        "20161317.txt",
        "20160230.txt",
        "120160817.txt",
        "2010-2015 statistics.txt",
        "2011-12 budget.txt",
        "20160801-20160831.txt",
        "IMG_20160817_101112.txt",
        "site backup 2016-08-17.txt",
        "微信图片_20160817101112.pdf",
        "数据截至2016年8月17日.txt",
        "20991231.txt",
        "2016-08-17/notes.txt",
        "2016/08/17/notes.txt",
        "rows of 20160817.csv#4",
        "3.2016.08.17.1.txt/" * 20 + "x.txt",
    ],
)
def test_a_name_that_is_no_day_of_the_text_gives_none(path: str) -> None:
    assert found(f"Parks of the West\n{BODY}", path) == "-"


def test_whatever_states_the_date_is_surer_than_the_name_of_the_file() -> None:
    assert found(titled("Published: 2015-01-02"), "20160817.txt") == "2015-01-02"
    signed = f"关于申报的通知\n{ZH_BODY}\n市科学技术局\n二〇一五年一月二日"
    assert found(signed, "20160817.txt") == "2015-01-02"
    assert found(titled(""), "20160817.html", Hints(published="2015-01-02")) == "2015-01-02"


def test_the_name_of_a_file_is_surer_than_the_property_of_a_tool() -> None:
    assert (
        found(titled(""), "20160817.pdf", Hints(published="D:20190301", trusted=False))
        == "2016-08-17"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The tour begins June 26 in the old port.", "2018-06-26"),
        ("The tour begins June 27 in the old port.", "-"),
        ("局长今日(六月二十六日)致辞。", "2018-06-26"),
    ],
)
def test_the_folders_of_a_text_give_a_day_that_it_speaks_of(line: str, expected: str) -> None:
    assert found(titled(line), "news/2018/06/26/tour.txt") == expected


def test_a_dateline_takes_its_year_from_the_name_of_the_file() -> None:
    text = f"大赛落幕\n新华社北京12月31日电　{ZH_BODY}"
    assert found(text, "20170102_a.txt") == "2016-12-31"
    assert found(text, "a.txt") == "-"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Posted 08/17/16 by Jenny", "2016-08-17"),
        ("Date: 12/31/99", "1999-12-31"),
        ("Aug 17, '16 | Vol. 3", "2016-08-17"),
        ("17 August ’16", "2016-08-17"),
        ("17-Aug-16", "2016-08-17"),
        ("16年8月17日 星期三", "2016-08-17"),
        ("发布时间：97年8月17日", "1997-08-17"),
        ("Posted 17/08/16 by Jenny", "-"),
        ("Posted 08/09/16 by Jenny", "-"),
        ("Posted 16/08/17 by Jenny", "-"),
        ("Ratio 08/17/16 of the mixture is the best", "-"),
        ("The class of '16", "-"),
    ],
)
def test_years_of_two_digits_count_where_one_reading_is_left(line: str, expected: str) -> None:
    assert found(titled(line)) == expected


def test_a_year_of_two_digits_in_traditional_script_is_minguos() -> None:
    assert found(f"育成中心開幕\n發布日期：98年8月17日\n{BODY}") == "2009-08-17"
    assert found(f"育成中心开幕\n发布日期：98年8月17日\n{BODY}") == "1998-08-17"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"我区新增孵化器\n发布时间： 2 0 1 6 - 0 8 - 1 7　浏览：9\n{ZH_BODY}", "2016-08-17"),
        (f"我区新增孵化器\n日期：2 0 1 6 年 8 月 1 7 日\n{ZH_BODY}", "2016-08-17"),
        (f"关于申报的通知\n{ZH_BODY}\n市科技局\n二 〇 一 六 年 八 月 十 七 日", "2016-08-17"),
        (f"My workshop\nApr 28 Sun 2013 22:41\n{BODY}", "2013-04-28"),
        (f"My workshop\nPosted by: Li Na on December 5, 2018\n{BODY}", "2018-12-05"),
        (f"半年補助百家\n{ZH_BODY}（編輯：張良知）1050817", "2016-08-17"),
        (f"半年補助百家\n{ZH_BODY}（編輯：張良知）1051317", "-"),
        (f"半年補助百家\n{ZH_BODY}（電話）1050817", "-"),
        (f"補貼要點\n中華民國106年4月24日府產字第1060061234號函頒\n{ZH_BODY}", "2017-04-24"),
        (f"補貼要點\n106年4月24日府產字第1060061234號會議紀錄\n{ZH_BODY}", "-"),
    ],
)
def test_dates_in_the_forms_of_offices_wires_and_diaries(text: str, expected: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "17 AUG 2016 - 4:20PM",
        "17 August 2016, 16:20 HKT",
        "Submitted by admin on Wed, 08/17/2016 - 10:15",
        "on 2016-08-17",
        "Interview: Tom Ferris, 17 August 2016",
        "字級： 2016-08-17 12:21 聯合晚報 記者王／即時報導",
        "撰文者：林美玲產業動態2016.08.17",
    ],
)
def test_a_line_below_the_title_gives_the_date_beside_clock_credit_or_tools(line: str) -> None:
    assert found(titled(line)) == "2016-08-17"


def test_an_issue_says_when_it_came_out() -> None:
    assert found(f"城市孵化\n季刊　2011年第3期（总第27期）　2011年9月出版\n{ZH_BODY}") == "2011-09"
    assert found(f"城市孵化\n季刊　2011年第3期　2011年9月写成\n{ZH_BODY}") == "-"


def test_a_range_of_days_is_no_clock() -> None:
    assert found(titled("Fair of small firms 17 August 2016 - 19")) == "-"
    assert found(titled("17 August 2016 - 4 September 2016")) == "-"


def test_a_place_and_a_day_at_the_foot_sign_a_paper() -> None:
    assert found(f"中期業績公告\n{ZH_BODY}\n主席\n香港，二〇一六年八月十七日") == "2016-08-17"
    assert found(f"中期業績公告\n{ZH_BODY}\n主席\n以前，二〇一六年八月十七日") == "-"


@pytest.mark.parametrize(
    ("published", "line", "expected"),
    [
        ("2016-08-16T23:10:00Z", "Published: 17 August 2016", "2016-08-17"),
        ("2016-08-18T03:10:00+00:00", "17 August 2016", "2016-08-17"),
        ("2016-08-16T23:10:00Z", "Updated: 17 August 2016", "2016-08-16"),
        ("2016-08-16T03:10:00Z", "Published: 17 August 2016", "2016-08-16"),
        ("2016-08-16T23:10:00Z", "Published: 19 August 2016", "2016-08-16"),
        ("2016-08-16T23:10:00+08:00", "Published: 17 August 2016", "2016-08-16"),
        ("2016-08-16", "Published: 17 August 2016", "2016-08-16"),
        ("08/09/2016", "Published: 9 August 2016", "2016-08-09"),
        ("2016", "Published: 17 August 2016", "2016-08-17"),
        ("2016-07", "Published: 17 August 2016", "2016-07"),
        ("9999-12-31T23:10:00Z", "", "-"),
    ],
)
def test_a_moment_by_greenwichs_clock_is_the_day_that_readers_saw(
    published: str, line: str, expected: str
) -> None:
    assert found(titled(line), hints=Hints(published=published)) == expected


def test_a_date_below_the_title_counts_whatever_long_menu_stands_above() -> None:
    menu = "".join(f"menu {number}\n\n" for number in range(80))
    text = f"{menu}Parks of the West\nAnna Roth 2016-08-17\n{BODY} {BODY}"
    assert found(text, hints=Hints(title="Parks of the West")) == "2016-08-17"
    assert found(text.replace(" 2016-08-17", ""), hints=Hints(title="Parks of the West")) == "-"


@given(st.text(max_size=60) | st.text("0123456789年月日-_./# 截至img", max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_name_of_a_file_gives_a_day_of_the_calendar_or_none(path: str) -> None:
    stated = value(f"Parks of the West\n{BODY}", path)
    if stated is not None:
        date(*[*map(int, stated.id.split("-")), 1, 1][:3])
        assert stated.evidence[0].rule == "file name"


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_a_year_of_two_digits_is_of_this_century_or_the_last(day: date) -> None:
    (mention,) = mentions(f"{day:%d %b} '{day:%y}")
    assert (mention.year, mention.month, mention.day) == (day.year, day.month, day.day)
