"""The dates that a text speaks of: read where they are certain, else left out."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS

from search.cleaning import clean
from search.describing.dates.events import event_dates
from search.describing.dates.publication import publication_date
from search.describing.dates.spans import plan_years
from search.document import CleanText, Evidence, Hints, Span, Value

PUBLISHED = Value("2016-08-15", "2016-08-15")


def ids(text: str, published: Value | None = PUBLISHED) -> list[str]:
    return [value.id for value in event_dates(CleanText(text), published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was founded on June 4 in the zone.", ["2016-06-04"]),
        ("On 21 Jul., a meeting was held.", ["2016-07-21"]),
        ("It was founded on December 4 in the zone.", ["2015-12-04"]),
        ("It will be held on December 4 in the zone.", ["2016-12-04"]),
        ("The zone was established in August 1992.", ["1992-08"]),
        ("In 2007, an area was added. In 2007 a road was built.", ["2007"]),
        ("By the end of 2006, revenue had doubled.", ["2006-12"]),
        ("In June this year it had ten members.", ["2016-06"]),
        ("Last year it had ten members.", ["2015"]),
        ("during the plan (2006-2010) and later", ["2006/2010"]),
        ("It ran from July 21 to July 23, 2015.", ["2015-07-21/2015-07-23"]),
        ("It ran July 21-23, 2015 in the hall.", ["2015-07-21/2015-07-23"]),
        ("The fair is held from July 21 to 23, 2015.", ["2015-07-21/2015-07-23"]),
        ("It ran from 21 to 23 July 2015 in the hall.", ["2015-07-21/2015-07-23"]),
        ("A share that fell from July 20 to 15 percent.", ["2016-07-20"]),
        ("From January to March 2015, sales rose.", ["2015-01/2015-03"]),
        ("He did so between March and June 2006.", ["2006-03/2006-06"]),
        ("He did so in March and June 2006.", ["2006-06"]),
        ("between 1995 and 2013 in many posts", ["1995/2013"]),
        ("in 1995 and 2013 in two posts", ["1995", "2013"]),
        ("between May 2 and June 5, 2014 in the hall", ["2014-05-02/2014-06-05"]),
        ("Homes fell in the 2008 earthquake and the 2010 Harbor Games.", ["2008", "2010"]),
        ("the 2000 workers and the 2000 people of the mill", []),
        ("the 13th Five-Year Plan for the region", ["2016/2020"]),
        ("of 2000 people in 2000 companies", []),
        ("It may march on.", []),
        ("Call 2016-0815 or pay 2015 yuan.", []),
        ("1993年，第一家孵化器成立。截至2016年年底有16家。", ["1993", "2016-12"]),
        ("会议于6月4日举行。", ["2016-06-04"]),
        ("会议将于12月4日举行。", ["2016-12-04"]),
        ("下一批團隊預計12月進駐。", ["2016-12"]),
        ("今年4月动工，去年9月立项。", ["2016-04", "2015-09"]),
        ("去年增长一成。", ["2015"]),
        ("2016年3月至5月开展活动。", ["2016-03/2016-05"]),
        ("2016年3月1日至15日开展活动。", ["2016-03-01/2016-03-15"]),
        ("2006年至2010年投入加大。", ["2006/2010"]),
        ("“十三五”期间，新增十五家。", ["2016/2020"]),
        ("十二五规划提出目标。", ["2011/2015"]),
        ("二十五家企业，十五人。", []),
        ("民國105年8月15日成立。", ["2016-08-15"]),
        ("農曆八月十五舉行。", []),
        ("距今2000年前的遗址。", []),
        ("二〇一六年八月召开。", ["2016-08"]),
        ("It opened on 2016 August 15.", ["2016-08-15"]),
        ("It opened on the 3rd of May 2016.", ["2016-05-03"]),
        ("It ran 1–3 May 2016.", ["2016-05-01/2016-05-03"]),
        ("8月1-3日举行。", ["2016-08-01/2016-08-03"]),
        ("The years 2011–2015 were good.", ["2011/2015"]),
        ("第十三个五年规划提出目标。", ["2016/2020"]),
        ("The Thirteenth Five-Year Plan says so.", ["2016/2020"]),
        ("the 13th Five Year Plan", ["2016/2020"]),
        ("本月3日动工，上月签约。", ["2016-08-03", "2016-07"]),
        ("He said so yesterday; last month it rained.", ["2016-08-14", "2016-07"]),
        ("昨日召开会议。", ["2016-08-14"]),
        (
            "局長昨（14）日表示，今（15）日啟用，明日（八月十六日）開放。",
            ["2016-08-14", "2016-08-15", "2016-08-16"],
        ),
        ("局長昨（3）日表示。", []),
        ("即日起至9月20日受理。", ["2016-09-20"]),
        ("如今年轻人更多，过去年代不同，特此说明年度安排。", []),
        ("1990年代经济起飞，2010年代放缓，2015年代表大会召开。", ["2015"]),
        ("符合条件的当月起发给，本年度不再新增。", []),
        ("光绪二十四年开办。", ["1898"]),
        ("光緒三十年十二月停辦。", []),
        ("乾隆五十年重修。", ["1785"]),
        ("昭和十二年七月爆发。", ["1937-07"]),
        ("道光九十年", []),
        ("2016年农历正月初一举行。", ["2016-02-08"]),
        ("农历二〇一五年八月十五举行。", ["2015-09-27"]),
        ("今年农历五月初五举行。", ["2016", "2016-06-09"]),
        ("农历闰九月初一举行。", []),
    ],
)
def test_a_sentence_speaks_of_these_dates(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月28日至30日,博览会在贵阳举办。", ["2024-08-28/2024-08-30"]),
        ("材料请于8月15日前报省厅。", ["2024-08-15"]),
        ("12月底前公布成果。", ["2024-12"]),
        ("The expo will run from Sept. 15.", ["2024-09-15"]),
        ("Applications close on August 1.", ["2024-08-01"]),
        ("报名9月1日17:00截止。", ["2024-09-01"]),
        ("本办法11月1日起正式施行。", ["2024-11-01"]),
        ("新规将从明年起试行,1月5日前征求意见。", ["2025", "2025-01-05"]),
        ("截至8月底,全省签约五十家。", ["2023-08"]),
        ("8月20日,双方签署了协议。", ["2023-08-20"]),
        ("去年雨水多,8月20日洪峰过境。", ["2023", "2023-08-20"]),
        ("12月20日,展览在京开幕。", ["2023-12-20"]),
        ("On January 20, the hall opened.", ["2024-01-20"]),
        ("In 2023 the club grew, and on October 2 it moved.", ["2023", "2023-10-02"]),
    ],
)
def test_a_day_without_a_year_is_the_coming_one_where_that_is_near_or_planned(
    text: str, expected: list[str]
) -> None:
    assert ids(text, Value("2024-07-15", "2024-07-15")) == expected


def test_in_the_last_weeks_of_a_year_january_is_the_coming_one() -> None:
    assert ids("1月10日开幕。11月2日闭幕。", Value("2024-12-20", "")) == [
        "2025-01-10",
        "2024-11-02",
    ]
    assert ids("1月10日开幕。", Value("2024", "")) == ["2024-01-10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依該會113年1月8日發國字第11號函辦理。", ["2024-01-08"]),
        ("本縣整修期間自108年8月5日至10月31日止。", ["2019-08-05/2019-10-31"]),
        ("截至101年8月底止,新竹縣政府自99年6月29日成立窗口。", ["2012-08", "2010-06-29"]),
        ("99年6月29日,該會在沙田開會。", []),
        ("截至101年8月底,双方签约。", []),
        ("法院判處有期徒刑12年6月。臺北地院說。", []),
    ],
)
def test_years_of_minguo_need_no_name_in_texts_of_taiwan(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_days_without_a_year_need_a_publication_date() -> None:
    assert ids("On June 4, and in August 1992, and last year.", None) == ["1992-08"]


def test_days_without_a_year_take_none_from_a_property_of_the_file() -> None:
    doubtful = Value("2016-08-15", "", "", (Evidence("property"),))
    assert ids("They met on 3 May, and in 2014 again.", doubtful) == ["2014"]


def test_what_is_told_from_the_publication_is_no_more_precise_than_it() -> None:
    month = Value("2016-08", "2016-08")
    assert ids("昨日开会，上月签约，去年立项。", month) == ["2016-07", "2015"]
    assert ids("昨日开会，上月签约，去年立项。", Value("2016", "2016")) == ["2015"]


@pytest.mark.parametrize(
    "stamp",
    [
        "2016-08-15                     Review of the Innovation of Regions",
        "发布时间：2016-08-15 10:20",
        "2016-08-15 10:20",
        "By Ann Roe | Updated: 2016-08-17",
    ],
)
def test_when_the_page_came_out_is_no_event(stamp: str) -> None:
    body = "6月4日，创客中心由三所大学共同设立，面积一万平方米，预计年底启用，可容纳二百个团队。"
    assert ids(f"创客中心年内启用\n{stamp}\n{body}\n") == ["2016-06-04"]


def test_chrome_is_left_out() -> None:
    text = "On June 4 it began.\n2017-04-11\n"
    start = text.index("2017")
    value = event_dates(CleanText(text, chrome=(Span(start, len(text), "related"),)), PUBLISHED)
    assert [v.id for v in value] == ["2016-06-04"]


def test_one_date_named_twice_is_one_value_with_two_places() -> None:
    text = "On June 4 it began. Since June 4 it runs."
    (value,) = event_dates(CleanText(text), PUBLISHED)
    assert [text[e.start : e.end] for e in value.evidence] == ["June 4", "June 4"]


def test_five_year_plans_follow_each_other() -> None:
    assert plan_years(1) == (1953, 1957)
    assert plan_years(11) == (2006, 2010)
    assert all(plan_years(n)[1] + 1 == plan_years(n + 1)[0] for n in range(3, 20))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("000", {"2016-06-04"}),
        ("001", {"1992-08", "2007", "2006-12", "2005", "2006", "2006/2010", "1992/2006"}),
        ("002", {"2016-07-21"}),
        ("003", {"1993", "2016-12", "2016", "2020"}),
        ("004", {"2016-07-18", "2016-06"}),
    ],
)
def test_the_seeds_speak_of_their_dates(number: str, expected: set[str]) -> None:
    (path,) = SEEDS.glob(f"{number}_*")
    cleaned = clean(path.read_text(encoding="utf-8"))
    found = {v.id for v in event_dates(cleaned, publication_date(cleaned, Hints()))}
    assert found == expected


@given(
    st.text()
    | st.text(alphabet="0123456789年月日至-/. 二〇十五民國JunMayend ofin去今", max_size=200)
)
@settings(max_examples=100, deadline=None)
def test_every_date_parses_and_stands_where_it_says(text: str) -> None:
    for value in event_dates(CleanText(text), PUBLISHED):
        for part in value.id.split("/"):
            date(*[*map(int, part.split("-")), 1, 1][:3])
        first = value.evidence[0]
        assert text[first.start : first.end] == value.name


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "年",
        "十",
        "五",
        "2016年",
        "去年",
        "6月4日至",
        "June 4 to ",
        "十三五",
        "光绪",
        "农历",
        "本月1",
    ],
)
def test_a_text_of_one_repeated_piece_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        event_dates(CleanText(text), PUBLISHED)
        return time.process_time() - start

    seconds(1000)
    assert seconds(160_000) < 16 * seconds(20_000) + 0.5
