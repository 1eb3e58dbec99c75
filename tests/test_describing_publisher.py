"""The publisher of a page: who brings the text, never who made the software."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS

from search.cleaning import clean
from search.describing import describe
from search.describing.publisher import publisher
from search.document import CleanText, Hints, Span

BODY = "The alliance was set up by fifteen organizations on Monday. It is to advise all companies."


def found(text: str, hints: Hints | None = None) -> tuple[str, str]:
    value = publisher(CleanText(text), hints or Hints())
    return (value.id, value.name) if value else ("", "")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("000", "中国日报"),
        ("001", "中国日报"),
        ("002", ""),
        ("003", "中国产业经济信息网"),
        ("004", ""),
    ],
)
def test_the_seeds_have_their_publishers(number: str, expected: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*")
    value = publisher(clean(path.read_text(encoding="utf-8")), Hints())
    assert (value.id if value else "") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("来源：新华网  发布时间：2016-08-15", ("新华社", "新华网")),
        ("2016年08月15日 10:15　来源：中国新闻网　参与互动", ("中国新闻网", "中国新闻网")),
        ("來源:中國產業經濟信息網   時間:2017-12-27", ("中国产业经济信息网", "中國產業經濟信息網")),
        ("信息来源：市科技局 发布日期：2016-08-15", ("市科技局", "市科技局")),
        ("2016年08月15日10:15 来源：人民网", ("人民网", "人民网")),
        ("来源：光明日报 作者：王明", ("光明日报", "光明日报")),
        ("（来源：科技日报）", ("科技日报", "科技日报")),
        ("Source: Xinhua| 2018-05-21 19:12:12|Editor: Liangyu", ("新华社", "Xinhua")),
        ("Source: China Daily", ("中国日报", "China Daily")),
        ("( chinadaily.com.cn )", ("中国日报", "chinadaily.com.cn")),
        ("(Xinhua)", ("新华社", "Xinhua")),
        ("转自：中国高新技术产业导报", ("中国高新技术产业导报", "中国高新技术产业导报")),
        ("Source: The Valley Gazette", ("The Valley Gazette", "The Valley Gazette")),
        ("来源：本站原创", ("", "")),
        ("来源：网络", ("", "")),
        ("来源：", ("", "")),
        ("Produced By 大汉网络 大汉版通发布系统", ("", "")),
        ("技术支持：某某软件公司", ("", "")),
        ("资金来源：财政拨款", ("", "")),
    ],
)
def test_a_line_names_the_publisher(line: str, expected: tuple[str, str]) -> None:
    assert found(f"A page about an alliance\n{line}\n{BODY}") == expected


def test_the_text_comes_before_the_markup_and_the_markup_before_the_address() -> None:
    hints = Hints(publisher="Xinhuanet", url="https://www.chinadaily.com.cn/a/1.html")
    assert found(f"Headline\nSource: Reuters\n{BODY}", hints) == ("路透社", "Reuters")
    assert found(f"Headline\n{BODY}", hints) == ("新华社", "Xinhuanet")
    assert found(f"Headline\n{BODY}", Hints(url=hints.url)) == ("中国日报", "中国日报")


def test_a_subdomain_belongs_to_its_site_but_a_ministry_is_not_the_government() -> None:
    assert found(BODY, Hints(url="http://tech.huanqiu.com/1.html"))[0] == "环球网"
    assert found(BODY, Hints(url="https://www.gov.cn/1.html"))[0] == "中国政府网"
    assert found(BODY, Hints(url="http://kjt.example.gov.cn/1.html"))[0] == ""


def test_properties_that_tools_fill_in_name_no_publisher() -> None:
    assert found(BODY, Hints(publisher="Acrobat Distiller", trusted=False)) == ("", "")


def test_sources_of_other_stories_are_not_the_publisher() -> None:
    text = f"Headline\n{BODY}\nSource: Reuters\n"
    start = text.index("Source")
    chrome = (Span(start, len(text), "related"),)
    assert publisher(CleanText(text, chrome=chrome), Hints()) is None


def test_the_table_of_media_is_well_formed() -> None:
    table = (resources.files("search") / "data" / "media.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    domains = [row[0] for row in rows]
    assert all(len(row) == 4 and row[0] and row[1] for row in rows)
    assert len(domains) == len(set(domains)) > 100
    for _, site, _, others in rows:
        papers = [name for name in others.split("|") if name.endswith("报") and site not in name]
        assert not (site.endswith(("网", "在线")) and papers), "a paper is not its house's site"


@pytest.mark.parametrize("paper", ["甘肃日报", "四川日报", "新疆日报", "大众日报", "内蒙古日报"])
def test_a_newspaper_is_not_the_web_site_of_its_house(paper: str) -> None:
    assert found(f"磨坊重新开门\n来源：{paper}\n{BODY}") == (paper, paper)


@given(st.text(), st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_text_and_any_hint_give_a_name_that_stands_where_it_says(text: str, hint: str) -> None:
    for page in (text, f"来源：{text}"):
        value = publisher(CleanText(page), Hints(publisher=hint, url=hint))
        if value is not None:
            assert value.role == "publisher"
            evidence = value.evidence[0]
            if evidence.start >= 0:
                assert page[evidence.start : evidence.end] == value.name


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2019-09-07 来源: 绿谷晚报举报", "绿谷晚报"),
        ("2015-05-21 来源：绿谷经济报道(广州)  作者：李明", "绿谷经济报道"),
        ("2015-05-21 来源：绿谷经济报道(广州 作者：李明", "绿谷经济报道"),
        ("来源： size=20", ""),
        ("2005-04-05 来源：转载文章", ""),
    ],
)
def test_a_source_ends_before_tools_and_open_brackets(line: str, expected: str) -> None:
    assert found(f"磨坊重新开门\n{line}\n{BODY}")[1] == expected


def test_an_address_of_a_known_medium_is_shown_by_its_name() -> None:
    name = found(f"New mill\n{BODY}", Hints(publisher="https://www.gov.cn/"))[1]
    assert name == "中国政府网"


@pytest.mark.parametrize("label", ["发稿单位", "發稿單位", "供稿单位"])
def test_who_sent_a_text_in_published_it(label: str) -> None:
    assert found(f"磨坊重新开门\n{label}：绿谷市教育局\n{BODY}")[1] == "绿谷市教育局"


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        ("海淀区教育局\n2019年5月6日", "海淀区教育局"),
        ("海淀区教育局 2019年5月6日", "海淀区教育局"),
        ("科技部 财政部\n二〇一九年五月六日\n附件：名单", "科技部"),
        ("臺南市政府教育局\n中華民國108年5月6日", "臺南市政府教育局"),
        ("深圳云海科技有限公司\n2019年5月6日", "深圳云海科技有限公司"),
        ("他是海淀区教育局局长\n2019年5月6日", ""),
        ("会议由海淀区教育局主办\n2019年5月6日", ""),
        ("王小明\n2019年5月6日", ""),
        ("2019年5月6日", ""),
    ],
)
def test_who_signed_a_notice_at_its_foot_published_it(foot: str, expected: str) -> None:
    assert found(f"关于开放磨坊的通知\n各有关单位：\n{BODY}\n{foot}")[1] == expected


def test_a_stated_source_wins_over_a_signature() -> None:
    text = f"关于开放磨坊的通知\n来源：绿谷晚报\n{BODY}\n海淀区教育局\n2019年5月6日"
    assert found(text)[1] == "绿谷晚报"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("BEIJING, Aug. 15 (Xinhua) -- Fifteen bodies met.", "Xinhua"),
        ("HONG KONG, June 5 2018 (Reuters) - Shares fell.", "Reuters"),
        ("新华社乌鲁木齐8月15日电（记者 王明）十五家单位成立联盟。", "新华社"),
        ("（中央社記者王明台北15日電）十五家單位成立聯盟。", "中央社"),
        ("【中新社兰州九月三日电】十五家单位成立联盟。", "中新社"),
        ("He came on 15 August (Tuesday) - and left.", ""),
        ("王明在8月15日电话中表示，联盟成立了。", ""),
    ],
)
def test_the_agency_of_a_dateline_is_the_publisher(line: str, expected: str) -> None:
    assert found(f"A page about an alliance\n\n{line} {BODY}")[1] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("A town and its mills\nThe Valley Ledger, November 8, 2013", "The Valley Ledger"),
        ("山城日报 一九五八年九月十四日 第二版\n一座小城的水泥厂", "山城日报"),
        ("2016-11-23 03:12 山城晚報 記者王明╱新竹報導\n一座小城的水泥廠", "山城晚報"),
        ("全市统计公报发布\n宿迁市统计局\n2020年3月18日", "宿迁市统计局"),
        ("全市统计公报发布\n宿迁市统计局 2020-03-18 10:00", "宿迁市统计局"),
        ("吉林省科学技术厅\n关于申报项目的通知\n各市州科技局：", "吉林省科学技术厅"),
        (
            "Northland Seed Board\nShipment of potatoes to the south\n4 May 2012",
            "Northland Seed Board",
        ),
        ("会议在清华大学举行\n2020年3月18日", ""),
    ],
)
def test_a_paper_or_a_body_at_the_head_of_a_page_is_the_publisher(head: str, expected: str) -> None:
    assert found(f"{head}\n\n{BODY}")[1] == expected


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        (
            "By order of the Board\nGolden Reef Holdings Limited\nChan Tai Man\nChairman",
            "Golden Reef Holdings Limited",
        ),
        ("SOURCE Golden Reef Medical", "Golden Reef Medical"),
        ("香港特別行政區政府運輸署署長\n2019年5月24日", "香港特別行政區政府運輸署"),
        ("石河子市自来水有限责任公司", "石河子市自来水有限责任公司"),
        ("Source code is on the site", ""),
    ],
)
def test_who_signs_at_the_foot_is_the_publisher(foot: str, expected: str) -> None:
    assert found(f"A page about an alliance\n{BODY}\n\n{foot}")[1] == expected


def test_a_paper_of_taiwan_is_no_paper_of_the_mainland_of_the_same_name() -> None:
    head = "竹科廠商徵才\n2016-11-23 03:12 經濟日報 記者王明╱新竹報導"
    for title in ("", "大陸"):
        text = f"{title}{head}\n\n竹科管理局說，台灣的廠商開出職缺。{BODY}"
        assert found(text)[0] == "经济日报（台湾）"
    assert found(f"企业招聘\n来源：经济日报\n\n北京的企业招聘。{BODY}")[0] == "经济日报"


def test_a_page_about_a_body_is_not_published_by_it() -> None:
    assert found(f"清华大学\n{BODY}\n{BODY}")[1] == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("绿谷日报客户端 | 记者 朱明\n2021-08-12 14:05", "绿谷日报"),
        ("绿谷日报全媒体 2023-10-07", "绿谷日报"),
        ("【綠谷日報專訊】", "綠谷日報"),
        ("中国绿谷新闻网-绿谷日报 记者 王珊 2022-08-03", "绿谷日报"),
        ("上海市水磨研究所 · 2023年9月18日", "上海市水磨研究所"),
        ("(2022年6月30日 绿谷日报)", "绿谷日报"),
        ("拂柳报 2020-06-11", "拂柳报"),
        ("中国磨坊报 2016年10月8日", "中国磨坊报"),
        ("新华社重庆2021年3月2日电", "新华社"),
        ("Sixth Tone, Aug. 12, 2021", "Sixth Tone"),
        ("By Staff, Caixin Global", "Caixin Global"),
        ("原创 小布 苏州发布 2022-07-26 20:15 发表于江苏", "苏州发布"),
        ("潍坊融媒 2024-04-20 18:00 山东", "潍坊融媒"),
        ("[来源：绿谷日报] [编辑：2020-01-15 蒋俊]", "绿谷日报"),
        ("天气预报 2020-06-11", ""),
        ("统计公报 2020-06-11", ""),
        ("政策发布 2020-06-11", ""),
        ("本报 2020-06-11", ""),
    ],
)
def test_a_byline_names_its_medium(line: str, expected: str) -> None:
    assert found(f"磨坊重新开门\n{line}\n{BODY}")[1] == expected


@pytest.mark.parametrize(
    "line", ["（原载《绿谷都市报》2016年4月5日第8版）", "（绿谷都市报 2016年4月5日）"]
)
def test_a_paper_stands_in_brackets_at_the_foot(line: str) -> None:
    assert found(f"磨坊重新开门\n{BODY}\n{BODY}\n{line}")[1] == "绿谷都市报"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("来源:青禾新视野字体:【大 中 小】", "青禾新视野"),
        ("来源:《青禾管理》2019年06期作者:林小明", "青禾管理"),
        ("【青禾傳媒／記者林小明／青禾報導】水車已修復。", "青禾傳媒"),
        ("（青禾傳媒）【記者林小明／青禾報導】水車已修復。", "青禾傳媒"),
        ("发文机构:\n县政府网站", "县政府网站"),
        ("来源:网友投稿", ""),
        ("发文机构:\n发文日期:", ""),
    ],
)
def test_a_source_ends_where_another_label_or_an_issue_begins(line: str, name: str) -> None:
    assert found(f"青禾县修复水车三百部\n{line}\n{BODY}")[1] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"磨坊重新开门\n绿谷日报 2016-06-11\n{BODY}", []),
        (f"磨坊重新开门\n绿谷日报 2016-06-11\n{BODY}绿谷日报社长到场。", ["绿谷日报"]),
        (f"磨坊重新开门\n新华社北京8月15日电 {BODY}", []),
        (f"磨坊重新开门\n苏州市人民政府 2016-06-11\n{BODY}", ["苏州市人民政府"]),
    ],
)
def test_who_only_brings_a_text_is_not_what_it_tells_of(text: str, expected: list[str]) -> None:
    assert [body.id for body in describe(clean(text), Hints(), "a.txt").organisations] == expected


def test_an_address_in_the_markup_names_nobody() -> None:
    hints = Hints(publisher="https://plus.example/mill", trusted=True)
    assert publisher(CleanText(BODY), hints) is None
