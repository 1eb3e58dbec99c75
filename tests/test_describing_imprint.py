"""Publishers named in credits without a colon, letterheads in capitals and lines of rights."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.media import published_by
from search.describing.publisher import publisher
from search.document import Hints, Span

EN = (
    "Floods in the southern hills killed twenty people this week, officials said, and thousands "
    "more were moved to higher ground."
)
ZH = "新茶昨日上市，三百家企業參加了開幕式，預計成交額超過兩億元，茶農們很有信心。"


def named(text: str) -> str:
    found = publisher(clean(text), Hints())
    return found.name if found else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Floods kill 20\nBy Agence France-Presse\nJuly 4, 2012\n\n{EN}\n",
         "Agence France-Presse"),
        (f"Floods kill 20\n\n{EN}\n\nRain will go on until Friday. (Xinhua)\n", "Xinhua"),
        (f"DEPARTMENT OF AGRICULTURE\nWashington\n\nCotton imports\nMarch 4, 1938\n\n{EN}\n",
         "DEPARTMENT OF AGRICULTURE"),
        (f"FOR IMMEDIATE RELEASE\nAsian Development Bank\n\nLoan for roads\nMay 3, 2013\n\n{EN}\n",
         "Asian Development Bank"),
        (f"Tea fair opens\nMay 5, 2014\n\n{EN}\n\n"
         "Copyright © 2014 Wuyishan Chamber of Commerce. All rights reserved.\n",
         "Wuyishan Chamber of Commerce"),
        (f"新茶上市\n2014年5月5日\n\n{ZH}\n\n版權所有 © 2014 金門縣政府\n", "金門縣政府"),
        (f"新茶上市\n2014年5月5日\n\n{ZH}\n\n版权所有：武夷山市农业局 闽ICP备05001号\n",
         "武夷山市农业局"),
        (f"嘉義縣政府 公告\n發文日期：中華民國108年3月5日\n主旨：公告養殖區。\n\n{ZH}\n",
         "嘉義縣政府"),
        (f"鳳山老街整修完工\n提供單位：高雄市政府工務局\n發布日期：2017-03-04\n\n{ZH}\n",
         "高雄市政府工務局"),
        (f"臺灣新民報\n昭和七年六月一日\n\n嘉南大圳通水\n\n{ZH}\n", "臺灣新民報"),
        (f"新茶上市\n海城日報\n記者林小明/金門報導\n2014年5月5日\n\n{ZH}\n", "海城日報"),
        (f"新茶上市\n2014-05-05 12:55 聯合報／ 記者林小明／金門報導\n\n{ZH}\n", "聯合報"),
        (f"新茶上市\n\n河东新闻网5月4日讯 {ZH}\n", "河东新闻网"),
        (f"新茶上市\n\n本报金门讯（河东日报记者林小明）{ZH}\n", "河东日报"),
        (f"Floods kill 20\nBy Ann Roe in Brussels (China Daily)\nJuly 4, 2012\n\n{EN}\n",
         "China Daily"),
        (f"公告编号:2021-109\n证券代码:871245 证券简称:青山液压\n江苏青山液压股份有限公司\n"
         f"股东大会议事规则\n{ZH}\n", "江苏青山液压股份有限公司"),
        (f"山东省人民政府关于深化改革的实施意见\n鲁政发〔2014〕20号\n\n{ZH}\n", "山东省人民政府"),
        (f"Floods kill 20\n\n{EN}\n\nAbout Harbor Labs\nHarbor Labs makes sensors for rivers.\n",
         "Harbor Labs"),
    ],
)  # fmt: skip
def test_whoever_brings_a_text_is_named_around_it(text: str, expected: str) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"Floods kill 20\nBy Mary Hart\nJuly 4, 2012\n\n{EN}\n",
        f"Floods kill 20\n\n{EN}\n\nRain will go on (see page 4)\n",
        f"Floods kill 20\n\n{EN}\n\nAbout the floods\nRain began on Monday in the hills.\n",
        f"新茶上市\n\n{ZH}\n\n关于我们\n我们种茶已经三十年了，欢迎来信。\n",
        f"新茶上市\n\n据本报讯 {ZH}\n",
        f"Corporate News\n\nFloods kill 20\n\n{EN}\n",
        f"Tea fair opens\nMay 5, 2014\n\n{EN}\n\n© 2014 Mary Hart. All rights reserved.\n",
        f"SMOKE OVER THE HARBOUR\n\nA letter\nMarch 4, 1938\n\n{EN}\n",
    ],
)
def test_a_person_or_a_headline_is_no_publisher(text: str) -> None:
    assert not named(text)


def test_a_release_of_a_body_is_headed_by_it() -> None:
    text = f"屏東縣政府新聞稿\n日期：111年8月19日\n\n潮州花卉市場今天啟用盼開外銷通路\n\n{ZH}\n"
    assert named(text) == "屏東縣政府"


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("Green Valley Mills Co., Limited (GVM) opened a mill.", "Green Valley Mills Co., Limited"),
        ("Green Valley Mills today opened a mill.", "Green Valley Mills"),
        ("On Monday the mill has opened.", ""),
    ],
)
def test_a_release_is_of_the_firm_with_which_it_begins(behind: str, expected: str) -> None:
    release = f"A mill opens\n\nYIBIN, Sept. 26, 2019 /PRNewswire/ -- {behind} It grinds corn.\n"
    assert named(release) == expected


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ("© 2019 Harbor Leaf, LLC. All rights reserved.", "Harbor Leaf"),
        ("© 2019, Harbor Mail, All Rights Reserved", "Harbor Mail"),
        ("Copyright © 2019 · Harborleaf.com", "Harborleaf"),
        ("青禾 © 2019 非本网站内容青禾概不负责", ""),
    ],
)  # fmt: skip
def test_a_firm_or_a_paper_of_two_words_is_no_person(notice: str, expected: str) -> None:
    assert named(f"Floods kill 20\n\n{EN}\n\n{notice}\n") == expected


def test_a_word_of_a_menu_is_no_medium_that_bears_it_behind_the() -> None:
    page = f"Floods kill 20\nJuly 4, 2012\nAnn Roe\n{{}}\nWhat she wrote in the last weeks\n{EN}\n"
    assert named(page.format("Reporter")) == ""
    assert named(page.format("The Reporter")) == "The Reporter"


def test_a_firm_with_its_legal_form_is_the_medium_that_it_runs() -> None:
    assert published_by("CNBC LLC") == published_by("CNBC")
    assert published_by("Harbor Leaf, LLC") == "Harbor Leaf, LLC"


def test_an_invitation_behind_the_source_is_no_part_of_it() -> None:
    assert named(f"新茶上市\n2014年05月05日 12:10 来源：求是网参与互动\n{ZH}\n") == "求是网"


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ("©2016 Harbor L.P. All Rights Reserved", "Harbor L.P."),
        ("© 2022 G/O Harbor", "G/O Harbor"),
        ("© Copyright Harbor Can Sing. All Rights Reserved. Site by Mills.", "Harbor Can Sing"),
        (
            "© 2022 Harbor News & Media Limited or its affiliated companies. All rights reserved.",
            "Harbor News & Media Limited",
        ),
        ("© 2019 The Printers (Mysore) Private Ltd.", "The Printers (Mysore) Private Ltd"),
    ],
)
def test_the_name_of_who_has_the_rights_is_whole(notice: str, expected: str) -> None:
    assert named(f"Tea fair opens\nMay 5, 2014\n\n{EN}\n\n{notice}\n") == expected


def test_a_notice_of_rights_counts_in_the_foot_that_the_markup_marks() -> None:
    text = f"Tea fair opens\nMay 5, 2014\n\n{EN}\n\n©2019 Harborco\n\nLegal notes\n"
    foot = text.index("©")
    found = publisher(clean(text, (Span(foot, len(text), "footer"),)), Hints())
    assert found is not None
    assert found.name == "Harborco"
