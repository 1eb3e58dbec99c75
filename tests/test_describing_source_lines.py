"""Lines that give a page's source and day without a label: dates and publishers."""

from __future__ import annotations

from datetime import date

import pytest

from search.cleaning import clean
from search.describing.dates.publication import publication_date
from search.describing.publisher import publisher
from search.document import CleanText, Hints

ZH = (
    "创客中心由三所大学共同设立，面积一万平方米，预计年底启用，可容纳二百个创业团队进驻，"
    "并提供资金和工具，帮助年轻人把想法做成产品。"
)
EN = (
    "The alliance was set up by fifteen organizations on Monday. It is to give advice to young "
    "companies in the zone, and to help them with rooms, money and tools."
)


def day(text: str) -> str:
    value = publication_date(CleanText(text), Hints(), date(2026, 1, 1))
    return value.id if value else "-"


def source(text: str) -> str:
    value = publisher(CleanText(text), Hints())
    return value.name if value else "-"


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("-", f"A\n\n{EN}\n\nSource: Reuters, 2021-02-03\nSource: Xinhua, 2021-02-05"),
    ],
)
def test_the_day_of_a_source_line_is_the_pages(expected: str, text: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ("China Daily", "By Liu Kun in Wuhan (China Daily)  Updated: 2013-07-08"),
        ("China Daily", "China Daily — Updated: July 8, 2013"),
        ("新华社", "2017-09-05 08:12:33　新华社"),
        ("经济参考报", "经济参考报  2012年05月03日 第07版"),
        ("Xinhua News Agency", "Xinhua News Agency July 2, 2010"),
        ("-", "Source: Getty"),
        ("SCMP", "SCMP, Tuesday 5 November 2019"),
        ("Xinhua", "By Zhang Wei | Xinhua | Published: 2013-07-08"),
        ("-", "By Liu Kun, July 8, 2013"),
        ("-", "On July 8, 2013, Xinhua, the news agency, wrote this."),
    ],
)
def test_a_medium_beside_the_day_is_the_publisher(expected: str, line: str) -> None:
    assert source(f"Alliance set up in the zone\n\n{line}\n\n{EN}") == expected


@pytest.mark.parametrize(
    ("expected", "head", "foot"),
    [
        ("2018-09-27", "故宮南院年底展出", "本報記者林小明 2018.9.27"),
        ("2019-04-24", "首季入境旅客", "（澳門，2019年4月24日）"),
    ],
)
def test_a_reporter_or_a_place_signs_with_the_day(expected: str, head: str, foot: str) -> None:
    assert day(f"{head}\n\n{ZH}\n\n{ZH}\n\n{foot}\n") == expected


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ("江城晚报", "江城晚报记者 赵铁 济南8日电"),
        ("THE TREATY PORTS GAZETTE", "THE TREATY PORTS GAZETTE, July 29, 1924"),
        ("-", "新聞稿 2014年2月27日"),
    ],
)
def test_a_paper_in_front_of_its_reporter_or_its_day_is_the_publisher(
    expected: str, line: str
) -> None:
    assert source(f"FLOODS NORTH OF THE RIVER\n{line}\n\n{ZH}") == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("2018年5月1日 来源于 财新网", "财新网"),
        ("来源：江城晚报海外版2022-11-16 09:28", "江城晚报海外版"),
        ("来源：北京2022年冬奥会组委会", "北京2022年冬奥会组委会"),
        ("Taipei, July 7, 2016 (CNA) The ministry said on Thursday that firms grow.", "CNA"),
        ("Channel Five (CNA) Singapore said so.", "-"),
        ("发布机构\t浙江省科学技术厅\n发布日期\t2019-05-06", "浙江省科学技术厅"),
        ("发布机构\t云杉市人力社保局", "云杉市人力社保局"),
        ("题名\t来源\t日期", "-"),
    ],
)
def test_a_source_without_a_colon_is_read_where_its_name_is_known(head: str, expected: str) -> None:
    assert source(f"创新的故事\n{head}\n{ZH}") == expected


def test_a_department_alone_publishes_only_where_nothing_names_its_body() -> None:
    text = f"关于公布名单的通知\n2019-05-06 来源：高新处\n{ZH}"
    assert source(text) == "高新处"
    assert source(f"{text}\n浙江省科学技术厅\n2019年4月28日") == "浙江省科学技术厅"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("有線新聞", f"作坊開幕\n【有線新聞】縣長昨日主持開幕。\n{ZH}"),
        ("河東新聞雲", f"作坊開幕\n[河東新聞雲]記者 王小明/河東報導\n{ZH}"),
        ("河東工藝委員會", f"主席發言全文\n下稿代河東工藝委員會發出:\n{ZH}"),
        ("河东科技网", f"河东科技网7月22日消息 据介绍,{ZH}"),
        ("河东科技网", f"作坊开幕\n2017-03-22 08:40  河东科技网  字号:【】\n{ZH}"),
    ],
)
def test_who_publishes_is_named_in_brackets_or_beside_a_day_and_signs(name: str, text: str) -> None:
    assert source(text) == name


@pytest.mark.parametrize(
    "text",
    [
        f"作坊開幕\n【本地新聞】縣長昨日主持開幕。\n{ZH}",
        f"作坊开幕\n【工作简报】县长昨日主持开幕。\n{ZH}",
        f"据河东科技网7月22日消息,{ZH}",
        f"{ZH}\n已收到全部材料\n2004-12-24",
        f"织密乡村防护网 2020-05-06 10:20\n{ZH}",
        f"织密乡村防护网\n2020-05-06 10:20\n{ZH}",
    ],
)
def test_sections_and_quoted_sites_publish_nothing(text: str) -> None:
    assert source(text) == "-"


def test_a_label_of_the_day_may_stand_right_behind_a_count_or_a_section() -> None:
    assert day(f"作坊开幕\n点击:0时间:2021-09-24 13:09:45\n{ZH}") == "2021-09-24"
    text = clean(f"作坊开幕\n栏目:工艺资讯 发布时间:2025-08-21\n{ZH}")
    value = publication_date(text, Hints(), date(2026, 1, 1))
    assert value is not None
    assert value.id == "2025-08-21"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("青岛发布", f"青岛发布\n2022-03-04 10:20\n{ZH}"),
        ("青岛晚报", f"青岛晚报2019年5月6日讯(记者 王小明){ZH}"),
        ("青岛日报", f"作坊开幕\n青岛日报/观海新闻记者 王小明\n2021-03-05 08:11\n{ZH}"),
        (
            "青岛市人民政府",
            f"青岛市人民政府门户网站\n作坊开幕\n日期:2021-03-05 【字体:大 中】\n{ZH}",
        ),
    ],
)
def test_accounts_papers_and_portals_of_places_publish(name: str, text: str) -> None:
    assert source(text) == name


@pytest.mark.parametrize(
    "line",
    [
        "China Daily (USA) - 2016-09-02 - G20 2016 CHINA - By MENG JING in Hangzhou",
        "中央社記者王大明台北105年9月2日電",
        "(中央社記者王大明台北105年9月2日電)花蓮今天有感。",
    ],
)
def test_the_day_of_an_edition_or_of_an_agency_of_taiwan_is_that_of_the_report(line: str) -> None:
    assert day(f"作坊開幕\n\n{line}\n\n{ZH}") == "2016-09-02"


def test_news_agencies_without_a_name_publish_nothing() -> None:
    assert source(f"Fire in a workshop\nSource: News agencies\n{EN}") == "-"
    assert source(f"Fire in a workshop\nSource: Harbor Herald and news agencies\n{EN}") == (
        "Harbor Herald"
    )


def test_a_label_ends_the_name_that_runs_into_it() -> None:
    line = "發稿單位：工務局發稿時間：111年6月14日09:25發稿人：王某閔"
    assert source(f"創客中心年內啟用\n發布日期：2022-06-14\n{line}\n{ZH}") == "工務局"


def test_a_body_heads_a_page_also_with_its_parts_beside_it() -> None:
    head = "臺南市政府 臺南市政府都市發展局綜合企劃科"
    assert source(f"{head}\n創客中心年內啟用\n發布日期：2022-06-14\n{ZH}") == "臺南市政府"


def test_a_body_with_a_long_name_behind_the_day_gives_it() -> None:
    body = "The National People’s Congress of the People’s Republic of China"
    assert day(f"Mayor: city to develop its harbour\n2024-03-11 {body}\n\n{EN}") == "2024-03-11"
