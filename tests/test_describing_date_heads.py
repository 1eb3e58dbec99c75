"""The day at the head of minutes, datelines and papers, and the clock of a site."""

from __future__ import annotations

from datetime import date

import pytest

from search.cleaning import clean
from search.describing.dates.publication import publication_date
from search.document import CleanText, Hints

TODAY = date(2026, 1, 1)


def found(text: str) -> str:
    value = publication_date(CleanText(text), Hints(), TODAY)
    return value.id if value else "-"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "专题会议纪要\n区政府第42次会议\n时间：2021年11月3日上午\n地点：501会议室\n会议听取了汇报。",
            "2021-11-03",
        ),
        (
            "Minutes of the Twelfth Meeting\nDate: 14 March 2017\nVenue: Room 3\nThe chair spoke.",
            "2017-03-14",
        ),
        ("创客沙龙\n时间：2021年11月3日上午\n地点：501会议室\n欢迎参加。", "-"),
        (
            "HONG KONG, June 5 2018 (Reuters) - Shares of makers fell for a second day.",
            "2018-06-05",
        ),
    ],
)
def test_minutes_have_the_day_of_their_meeting_and_events_are_no_publication(
    text: str, expected: str
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("2016年8月17日 星期三\n关于停水的公告", "2016-08-17"),
        ("2016年8月17日 星期三\n首页 | 新闻 | 政务 | 服务\n关于停水的公告", "-"),
        ("2016年8月17日 星期三\n关于停水的公告\n发布时间：2015-03-02", "2015-03-02"),
    ],
)
def test_a_day_with_its_weekday_is_a_sites_clock_only_beside_menus_or_another_day(
    head: str, expected: str
) -> None:
    body = "因供水管道漏水抢修，影响东小区、老街一带居民用水，请提前储水，关好水龙头。"
    value = publication_date(clean(f"{head}\n\n{body * 3}\n"), Hints(), TODAY)
    assert (value.id if value else "-") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("前瞻月刊　2012年7月號　第313期", "2012-07"),
        ("Issue 14 | Autumn 2013", "2013"),
        ("2018年6月               Regional Innovation Review               Jun. 2018", "2018-06"),
        ("Our plans for 2013", "-"),
        ("Review of the spring 2013 season", "-"),
        ("修正日期：民國 108 年 12 月 31 日", "2019-12-31"),
        ("发布时间：2011年09月26来源：青禾日报", "2011-09-26"),
        ("2011年09月26 10:30", "2011-09-26"),
        ("发布于2011年09月30家企业之后", "2011-09"),
        ("撰文：葉文 出版：2020-05-06 08:00 更新：2020-05-07 19:12", "2020-05-06"),
    ],
)
def test_the_head_of_an_issue_tells_its_month_or_its_season(line: str, expected: str) -> None:
    body = "走進這家設在糖廠倉庫裡的公司，你找不到董事長辦公室，七個退休工程師說好誰也不當老闆。"
    assert found(f"沒有董事長的公司\n{line}\n\n{body}{body}") == expected


PROSE = "The new laboratory opens its doors to two hundred guests from universities and companies."


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("(Hong Kong, 23 March 2021) –", "2021-03-23"),
        ("(Beijing, July 31, 2018)", "2018-07-31"),
        ("Taipei, July 7, 2016 (CNA)", "2016-07-07"),
        ("Boston, Massachusetts, 5 May 2019.", "2019-05-05"),
        ("Palo Alto, California, March 3, 2018 --", "2018-03-03"),
        ("(Smith, 5 May 2019)", "-"),  # no place
        ("Smith, Nature, 5 May 2019.", "-"),
        ("Beijing, July 31, 2018 (after rain)", "-"),  # no agency
    ],
)
def test_a_place_and_a_day_in_front_of_the_text_are_a_dateline(opening: str, expected: str) -> None:
    assert found(f"A laboratory opens\n{opening} {PROSE}\n{PROSE}") == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "（2004年9月29日国务院令第1号公布　根据2015年2月6日《关于修改部分行政法规的决定》"
            "第一次修订　根据2021年3月29日《关于修改和废止部分行政法规的决定》第二次修订）",
            "2021-03-29",
        ),
        (
            "（2004年9月29日国务院令第1号公布\n根据2021年3月29日《关于修改部分行政法规的决定》修订）",
            "2021-03-29",
        ),
        ("1990年8月1日省政府令第3号公布，2001年5月1日修订，2024年8月5日第三次修订）", "2024-08-05"),
        (
            "（1997年7月3日市第八届人民代表大会常务委员会第三次会议通过　根据2020年7月24日"
            "市第十二届人民代表大会常务委员会会议《关于修改〈公园管理条例〉和"
            "〈节约用水条例〉等十件地方性法规的决定》修正）",
            "2020-07-24",
        ),
        (
            "2015年1月25日 省第十二届人民代表大会第三次会议通过\n2021年9月29日 省第十三届人民代表"
            "大会常务委员会第31次会议《关于修改〈科技条例〉等七件地方性法规的决定》修正",
            "2021-09-29",
        ),
        ("2011年12月27日 市第十三届人民代表大会第36次会议通过\n2012年7月1日 施行", "2011-12-27"),
    ],
)
def test_a_law_is_of_the_last_step_in_its_note(note: str, expected: str) -> None:
    assert found(f"水塔保护条例\n{note}\n第一条　为了保护水塔，制定本条例。") == expected


@pytest.mark.parametrize(
    "byline",
    [
        "By Ann Roe @annroe Nov 19, 2019, 7:53pm EST",
        "November 19, 2019 • words written by Ann Roe • Art by Lee Poe and Max Moe",
        "Tue 19 Nov 2019 15.26 ESTFirst published on Tue 19 Nov 2019 07.46 EST",
    ],
)
def test_authors_with_their_handles_artists_and_the_first_day_may_stand_beside_the_day(
    byline: str,
) -> None:
    body = "The county opened a park for small companies at the old mills on Monday, it said.\n" * 3
    assert found(f"A park opens at the mills\n{byline}\n{body}") == "2019-11-19"


def test_the_only_day_behind_a_name_near_the_head_is_that_of_the_page() -> None:
    body = "The county opened a park for small companies at the old mills on Monday. " * 4 + "\n"
    title, byline = "A park opens at the mills\n", "Ann Roe, April 28, 2023\nFollow me\n"
    assert found(title + body + byline + body * 20) == "2023-04-28"
    assert found(title + body * 15 + byline + body * 20) == "-"
