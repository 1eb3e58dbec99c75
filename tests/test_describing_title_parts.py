"""Titles of pages out of what their markup says, between names of sites, sections and software."""

from __future__ import annotations

import pytest

from search.describing.publisher import publisher
from search.describing.title import title
from search.document import CleanText, Hints

BODY = (
    "The park was opened to small companies this spring, and forty of them have signed up so far."
)
ZH = "办公室的门总是开着，一天里有几十个人进进出出，喊她园长，而她说自己其实更像是物业。" * 2


def named(hint: str, *lines: str) -> str:
    return title(CleanText("\n".join(lines)), Hints(title=hint), "a.html").name


@pytest.mark.parametrize(
    ("hint", "line", "expected"),
    [
        ("园区简介-某某科技园", "园区简介", "园区简介"),
        ("我的小屋开张了 @ 阿德的手作笔记 :: 痞客邦 ::", "我的小屋开张了", "我的小屋开张了"),
        ("某某市人民政府 - 新闻网 - 科技园竣工", "科技园竣工", "科技园竣工"),
        ("Parks grow : Archive | Genres | 6. Year", "Parks grow", "Parks grow"),
        ("Parks of the West grow | Baking blog", "Baking blog", "Parks of the West grow"),
        ("Growth: a view - News - Town", "Growth: a view", "Growth: a view"),
        ("Parks of the West - Second view", "Second view", "Parks of the West - Second view"),
    ],
)
def test_the_part_of_a_title_that_stands_in_the_text_is_the_title(
    hint: str, line: str, expected: str
) -> None:
    assert named(hint, "某某市人民政府新闻网", line, ZH, BODY) == expected


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("New Home of the Maker Barn | 创客谷仓搬家了哦！", None),
        ("木工培训 - 会员专享 | Wood working - members only", None),
        (
            "Portraits of Makers: Ann Lee | Ann Lee的创客肖像 | 谷仓网",
            "Portraits of Makers: Ann Lee | Ann Lee的创客肖像",
        ),
        ("New Home of the Maker Barn | 早报", "New Home of the Maker Barn"),
        ("创客谷仓搬家了，欢迎来玩 | Barn", "创客谷仓搬家了，欢迎来玩"),
        ("New Home of the Maker Barn | All about barns", "New Home of the Maker Barn"),
    ],
)
def test_a_title_in_both_languages_is_whole(hint: str, expected: str | None) -> None:
    assert named(hint, "Barn", ZH, BODY) == (expected or hint)


def test_a_section_that_the_path_to_the_page_names_is_no_part_of_its_title() -> None:
    hint = "合租办公室，坐标杭州滨江 - 创业交流 - 钱江论坛 - Powered by Discuz!"
    path = "论坛 › 创业交流 › 合租办公室，坐标杭州滨江"
    assert named(hint, "钱江论坛", path, "[求租] 合租办公室", ZH) == "合租办公室，坐标杭州滨江"
    assert named("Rents - a short view", "Home", "View", BODY) == "Rents - a short view"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("標題  [心得] 參加黑客松的一點心得", "[心得] 參加黑客松的一點心得"),
        ("标　　题：关于申报的通知", "关于申报的通知"),
        ("标 题：    关于申报的通知", "关于申报的通知"),
        ("Subject: Visit of the delegation", "Visit of the delegation"),
    ],
)
def test_a_line_that_is_labelled_as_the_title_is_the_title(line: str, expected: str) -> None:
    assert named("", "作者  maker01 (小創)", line, f"{ZH}{ZH}") == expected
    assert named("", "Subject matters to us all", BODY) == "Subject matters to us all"


@pytest.mark.parametrize(
    "head", ["THE HANKOW OBSERVER", "江城晚報", "創業週刊", "Consett Magazine"]
)
def test_the_name_of_a_paper_above_its_date_is_no_headline(head: str) -> None:
    lines = (head, "Saturday, April 17, 1937", "Wheat from the West: A Letter to the Town", BODY)
    assert named("", *lines) == lines[2]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("关于印发《科技创新券使用", "管理细则》的通知"),
            "关于印发《科技创新券使用管理细则》的通知",
        ),
        (("关于进一步促进科技创新发展的", "若干意见"), "关于进一步促进科技创新发展的若干意见"),
        (
            ("Seed Capital and Firms:", "Evidence from Tianjin"),
            "Seed Capital and Firms: Evidence from Tianjin",
        ),
        (("Seed Capital for the", "Towns of Tianjin"), "Seed Capital for the Towns of Tianjin"),
        (("SEED CAPITAL IN THE", "TOWNS OF:"), "SEED CAPITAL IN THE"),
        (("Published on behalf by the", "Towns of Tianjin"), "Towns of Tianjin"),
        (("关于召开工作会议的通知", "会议说明"), "关于召开工作会议的通知"),
    ],
)
def test_a_headline_that_is_broken_in_two_lines_is_read_as_one(
    lines: tuple[str, str], expected: str
) -> None:
    assert named("", *lines, f"{ZH}{ZH}") == expected


def test_a_headline_may_have_more_lines_than_two() -> None:
    lines = ("SEED CAPITAL IN THE", "TOWNS AND VILLAGES OF", "TIANJIN: A STUDY")
    assert named("", *lines, BODY) == " ".join(lines)


@pytest.mark.parametrize(
    "line", ["Working Paper 2007-14", "Contact: Ann Roe, Press Office", "Document of"]
)
def test_lines_that_papers_have_above_their_titles_are_none(line: str) -> None:
    assert (
        named("", line, "Seed capital in the towns of Tianjin", BODY)
        == "Seed capital in the towns of Tianjin"
    )


@pytest.mark.parametrize(
    "head",
    [
        "证券代码：600123　证券简称：云杉科技　公告编号：2019-033\n云杉谷科技股份有限公司",
        "股票代码：600123　　股票简称：云杉科技\n\n云杉谷科技股份有限公司",
        "云杉谷科技股份有限公司",
    ],
)
def test_a_listed_firms_notice_is_not_called_by_its_code_nor_by_the_firm(head: str) -> None:
    foot = "特此公告。\n云杉谷科技股份有限公司董事会\n2019年7月19日"
    body = "本公司董事会及全体董事保证公告内容不存在任何虚假记载。"
    text = f"{head}\n关于对外投资的公告\n{body}\n{foot}"
    assert title(CleanText(text), Hints(), "a.txt").name == "关于对外投资的公告"
    publishes = publisher(CleanText(text), Hints())
    assert publishes is not None
    assert publishes.id == "云杉谷科技股份有限公司"


@pytest.mark.parametrize("label", ["甲方：", "甲    方：", "甲方（转让方）："])
def test_a_contract_is_not_called_by_one_of_its_parties(label: str) -> None:
    parties = f"{label}四川大学\n{label.replace('甲', '乙')}成都云杉科技有限公司"
    text = f"技术转让合同\n{parties}\n第一条 甲方将其拥有的专利技术转让给乙方，乙方同意受让。"
    assert title(CleanText(text), Hints(), "a.txt").name == "技术转让合同"


def test_a_contract_is_not_called_by_its_price() -> None:
    parties = "甲方：四川大学\n乙方：成都云杉科技有限公司"
    text = f"技术转让合同\n{parties}\n合同金额：人民币捌佰伍拾万元整\n签订日期：2013年12月24日"
    assert title(CleanText(text), Hints(), "a.txt").name == "技术转让合同"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("重磅！又第一", "原创 小布 苏州发布 2022-07-26 20:15", ZH), "重磅！又第一"),
        (("磨坊网", "原标题:磨坊重新开门的公告", ZH), "磨坊重新开门的公告"),
        (("周会记录 20250310", "参会：王郑、李开封、许昌", ZH), "周会记录 20250310"),
        (
            ("Dear Professor Li,", "I should be glad to visit you on 3 May 2019.", "Yours, Anna"),
            "Dear Professor Li,",
        ),
        (("交易所對本公告的內容概不負責。", "磨坊年度業績公告", ZH), "磨坊年度業績公告"),
    ],
)
def test_bylines_those_present_and_closings_of_letters_are_no_titles(
    lines: tuple[str, ...], expected: str
) -> None:
    assert named("", *lines) == expected


@pytest.mark.parametrize(
    ("expected", "lines"),
    [
        ("[河东工艺]关于召开会议的公告", ("[河东工艺]关于召开会议的公告 下载公告",)),
        ("河东工艺招股说明书摘要", ("河东工艺招股说明书摘要 | ||||", "---|---|---|")),
        ("縣長主持第27次縣務會議", ("縣長主持第27次縣務會議 發布日期:2013-10-21",)),
        (
            "作坊与商店再聚首 五共识开启新时代",
            (
                "作坊与商店再聚首 五共识开启新时代",
                "2017-03-22 08:40  河东  字号:【】【】",
                "聚焦博览会",
            ),
        ),
    ],
)
def test_what_pages_set_behind_a_title_or_below_it_is_no_part_of_it(
    expected: str, lines: tuple[str, ...]
) -> None:
    assert title(CleanText("\n".join((*lines, ZH))), Hints(), "a.txt").name == expected


@pytest.mark.parametrize(
    ("expected", "lines"),
    [
        ("工艺消息", ("工艺消息", "文 / 企划处 林小明", "1. 河东工艺作坊开幕")),
        (
            "河东工艺的下一步在哪里?",
            ("便民服务", "河东工艺的下一步在哪里?", "问1 为何不办作坊而要办学校?(64票)"),
        ),
        (
            "河东作坊在春天开幕",
            ("2020年09月20日", "首页 新闻 河东作坊在春天开幕", "河东作坊在春天开幕"),
        ),
    ],
)
def test_parts_of_a_page_and_the_path_to_it_are_no_title(
    expected: str, lines: tuple[str, ...]
) -> None:
    assert title(CleanText("\n".join((*lines, ZH))), Hints(), "a.txt").name == expected


def test_whoever_took_a_picture_is_no_title() -> None:
    text = f"{ZH}\n记者 王小明 通讯员 李小红 摄"
    assert "王小明" not in title(CleanText(text), Hints(), "a.txt").name


def test_a_property_completes_a_heading_that_is_broken_over_lines_below_menus() -> None:
    lines = [
        "Home | World | Business",
        "Tug of war: a town by the sea",
        "doubles down on ferries",
        "with forty new trips, says mayor",
        "Morning Post",
        BODY,
    ]
    whole = "Tug of war: a town by the sea doubles down on ferries with forty new trips, says mayor"
    for hint in (whole, f"{whole} - Morning Post"):
        hints = Hints(title=hint, trusted=False)
        assert title(CleanText("\n".join(lines)), hints, "a.pdf").name == whole
    other = Hints(title="Tug of war: a town by the sea and others", trusted=False)
    assert title(CleanText("\n".join(lines)), other, "a.pdf").name != whole


def test_a_pile_of_headlines_is_no_text_below_which_others_begin() -> None:
    pile = "渡轮加开班次" + "便利上班族：实名认证难，有乘客买“七张”票" * 10
    lines = [
        pile,
        "客户端",
        "相关新闻",
        "渡轮下周起加开六个班次",
        "2019-12-10 07:57 来源： 港湾网",
        ZH,
        ZH,
    ]
    hints = Hints(title="渡轮下周起加开六个班次-港湾网", trusted=False)
    found = title(CleanText("\n".join(lines)), hints, "a.pdf")
    assert (found.name, found.evidence[0].rule) == ("渡轮下周起加开六个班次", "property")
