"""Organisations read from text: which names are found, where they end, which id they get."""

from __future__ import annotations

import pytest
from organisations_fixtures import ids, surfaces

from search.describing.organisations.mentioned import organisations
from search.document import CleanText, Span

XINJIANG_SCIENCE = "新疆维吾尔自治区科学技术厅"


def test_both_scripts_and_both_languages_give_one_id() -> None:
    simplified = ids("新疆维吾尔自治区科技厅发布通知，科技部表示支持。")
    traditional = ids("新疆維吾爾自治區科技廳發佈通知，科技部表示支持。")
    english = ids(
        "The Xinjiang Uygur autonomous region's Science and Technology Department said so. "
        "The Ministry of Science and Technology agreed."
    )
    assert set(simplified) == {XINJIANG_SCIENCE, "科学技术部"}
    assert set(traditional) == set(english) == set(simplified)


def test_a_department_without_place_belongs_to_the_place_of_the_text() -> None:
    assert XINJIANG_SCIENCE in ids(
        "Xinjiang held a fair in Urumqi. Zhang Lei spoke for "
        "the region’s Science and Technology Department."
    )
    assert "四川省科学技术厅" in ids("四川举办创新大赛，省科技厅负责人到场。")
    assert ids("省科技厅负责人到场。") == []


def test_an_acronym_that_the_text_defines_joins_its_name() -> None:
    values = organisations(
        CleanText("The Lakeside Robot Institute (LRI) opened. Later LRI hired ten people.")
    )
    assert [value.id for value in values] == ["Lakeside Robot Institute"]
    assert [e.rule for e in values[0].evidence] == ["head", "short name", "short name"]


def test_a_chinese_short_name_that_the_text_defines_joins_its_name() -> None:
    values = organisations(
        CleanText("南通海蓝船舶有限公司（以下简称“海蓝船舶”）签约。次日海蓝船舶开工。")
    )
    assert [value.id for value in values] == ["南通海蓝船舶有限公司"]
    assert len(values[0].evidence) >= 2


def test_a_short_form_joins_the_longer_name_of_the_same_text() -> None:
    text = "The Robot Makers Union of Ningbo was founded. The Robot Makers Union has ten members."
    assert ids(text) == ["Robot Makers Union of Ningbo"]


def test_a_branch_is_a_body_beside_its_parent() -> None:
    found = ids("They opened the Dark Horse Club’s Xinjiang branch.")
    assert found == ["Dark Horse Club", "Dark Horse Club Xinjiang branch"]


def test_lines_of_a_list_are_names_of_their_own() -> None:
    text = "Members:\n\nXinjiang Fruit Group Co\n\nHami Melon Trading Co\n\nUrumqi Steel Works\n"
    assert ids(text)[:2] == ["Xinjiang Fruit Group Co", "Hami Melon Trading Co"]


@pytest.mark.parametrize(
    "text",
    [
        "The Company said the Committee had met.",
        "The Annual Meeting and the Innovation Forum were held on Friday.",
        "The Research Center is new. The Standing Committee met.",
        "该公司与有关部门签约，各研究所和科技企业孵化器参加。",
        "全省众创空间和国家级科技企业孵化器达三十家，创业导师二百人。",
        "他是一名大学生，住在中心城区，在医院工作。",
        "经济委员会议论纷纷，全部办理。",
    ],
)
def test_generic_words_and_events_are_no_organisations(text: str) -> None:
    assert ids(text) == []


def test_page_chrome_and_credits_are_not_read() -> None:
    text = "科技部发布通知。\n版权所有:苏州海云网络有限公司\n"
    start = text.index("版权")
    chrome = (Span(start, len(text), "copyright"),)
    assert [value.id for value in organisations(CleanText(text, (), chrome))] == ["科学技术部"]
    assert ids("The mayor spoke. [Photo provided to China Daily]") == []


def test_foreign_ministries_are_not_the_chinese_ones() -> None:
    assert ids("俄罗斯外交部发表声明。") == ["俄罗斯外交部"]
    assert ids("外交部发表声明。") == ["外交部"]


def test_the_ministry_of_a_country_abroad_begins_with_the_country() -> None:
    text = "会后，土耳其能源部长与挪威外交部官员同车离开。"
    assert surfaces(text, organisations(CleanText(text))) == {"土耳其能源部", "挪威外交部"}


def test_clubs_are_read_only_from_texts_about_sport() -> None:
    match = "Leeds beat Everton with two late goals; the coach praised his striker."
    assert set(ids(match)) == {"利兹联队", "埃弗顿队"}
    assert ids("She moved to Leeds to study, and the Giants of the tale frightened her.") == []
    assert ids("球员们说，火箭队的教练很好，湖人客场也赢过。") == ["休斯敦火箭队", "洛杉矶湖人队"]
    assert ids("湖人指住在湖边的人。") == []


def test_lines_of_results_and_fixtures_name_their_teams() -> None:
    text = "Results on Sunday:\nGreyhill Town 2 Lorvik 0\nSandmere 1 Port Ashby 1 (halftime 1-0)\n"
    assert set(ids(text)) == {"Greyhill Town", "Lorvik", "Sandmere", "Port Ashby"}
    assert set(ids("Saturday's matches:\nGreyhill v Lorvik\n")) == {"Greyhill", "Lorvik"}
    assert ids("France 2 Norway 0\n") == []
    assert set(ids("CHICAGO 4 GREYHILL 2\nChicago 3 Greyhill 1\n")) == {"Chicago team", "Greyhill"}


def test_in_lines_of_capitals_only_names_of_the_table_count() -> None:
    assert ids("LAKESIDE PEOPLE FEAR NEW COMPANY\nToshiba fell.") == ["东芝公司"]
    assert ids("STRONG DEMAND LIFTS TOSHIBA\nShares rose on Monday.") == ["东芝公司"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The deal with Norvik Tools Corp. was signed.", {"Norvik Tools Corp."}),
        ("Zurich-based Norvik Tools Corp won.", {"Norvik Tools Corp"}),
        ("The Toshiba Classic began. A Boeing 737 landed.", set()),
        ("They crossed into the West Bank. The Soviet Union fell.", set()),
        ("The Foreign Ministry said so.", {"Foreign Ministry"}),
        (
            "The U.S. Department of Health and Human Services agreed.",
            {"U.S. Department of Health and Human Services"},
        ),
        ("U.N. officials left.", {"U.N."}),
        ("Norvik Tools Co., Ltd was sold.", {"Norvik Tools Co., Ltd"}),
        ("The Bank of China Limited agreed.", {"Bank of China Limited"}),
    ],
)
def test_english_names_end_where_they_end(text: str, names: set[str]) -> None:
    assert surfaces(text, organisations(CleanText(text))) == names


def test_a_body_of_the_table_may_be_written_with_its_legal_form() -> None:
    assert ids("中国工商银行股份有限公司与浪潮集团股份有限公司签约。") == [
        "中国工商银行",
        "浪潮集团有限公司",
    ]
    assert ids("Microsoft Corporation sued Toyota Motor Corp Ltd.") == ["微软公司", "丰田汽车公司"]


def test_names_that_differ_only_in_the_place_in_front_are_one_body() -> None:
    assert ids("徐闻县城南中学迎新。城南中学今年扩建。") == ["徐闻县城南中学"]
    assert set(ids("徐闻县城南中学与和田县城南中学结对，城南中学的师生都来了。")) == {
        "徐闻县城南中学",
        "和田县城南中学",
        "城南中学",
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("中国科学院南京地理与湖泊研究所的论文。", {"中国科学院南京地理与湖泊研究所"}),
        ("腾讯公司与凌锐研究院合作。", {"腾讯公司", "凌锐研究院"}),
        ("成都市人民政府办公厅印发通知。", {"成都市人民政府办公厅"}),
        ("青海省交通厅所属工程队进场。", {"青海省交通厅"}),
        ("国务院批准成立委员会。", {"国务院"}),
    ],
)
def test_a_part_of_a_body_goes_with_it_and_what_it_does_goes_not(
    text: str, names: set[str]
) -> None:
    assert surfaces(text, organisations(CleanText(text))) == names


def test_departments_of_hong_kong_need_no_place_in_front() -> None:
    assert ids("香港市民反应热烈。教育局昨日回应。") == ["香港教育局"]
    assert ids("四川市民反应热烈。教育局昨日回应。") == []


def test_a_company_goes_by_its_brand_once_it_was_named_in_full() -> None:
    chinese = "南京凌锐软件有限公司成立。凌锐去年盈利。"
    assert ids(chinese) == ["南京凌锐软件有限公司"]
    assert "凌锐" in surfaces(chinese, organisations(CleanText(chinese)))
    english = "Norvik Tools Ltd was founded in 1990. Norvik Tools makes saws."
    assert ids(english) == ["Norvik Tools Ltd"]
    assert "Norvik Tools" in surfaces(english, organisations(CleanText(english)))


def test_what_the_title_names_comes_first_and_what_is_named_once_below_is_a_mention() -> None:
    filler = "今天天气很好，大家都在公园里散步聊天。" * 60
    text = f"财政部发布通知。{filler}浙江大学参加。清华大学的人说，清华大学也来。{filler}武汉大学。"
    values = organisations(CleanText(text), "浙江大学的一天")
    assert [value.id for value in values][:2] == ["浙江大学", "清华大学"]
    roles = {value.id: value.role for value in values}
    assert roles == {
        "浙江大学": "about",
        "清华大学": "about",
        "财政部": "about",
        "武汉大学": "mention",
    }


def test_a_text_may_end_with_a_name_of_the_table() -> None:
    assert ids("他加入了清华大学") == ["清华大学"]
    assert ids("记者采访了中国电信") == ["中国电信集团有限公司"]
    assert ids("中国电信")[0] == "中国电信集团有限公司"


@pytest.mark.parametrize(
    "text",
    [
        "各县（市、区）民政局：\n武汉市今年的工作由武汉市民政部门负责。",
        "各盟行政公署，各旗、县人民政府：\n呼和浩特市要做好工作，呼和浩特市。",
        "有关省、自治区、直辖市和计划单列市商务厅：\n四川省的试点和四川的企业。",
        "所属区县教育局要报告，广州市有许多学校，广州市还要建。",
    ],
)
def test_who_is_written_to_at_every_place_is_no_body_of_the_place_at_hand(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("湖北省今年发展很快。省商务厅表示", {"湖北省商务厅"}),
        ("各地要学习，武汉市教育局说", {"武汉市教育局"}),
        ("省教育厅会同省民政厅印发通知。四川省。", {"四川省教育厅", "四川省民政厅"}),
        ("湖南省会同县教育局", {"会同县教育局"}),
        ("企业到江苏苏州办厂，浙江大学率队考察，全国检察院会议", {"浙江大学"}),
        ("Nankai and Stanford University agreed.", {"斯坦福大学"}),
        ("He left Washington and Lee University.", {"Washington and Lee University"}),
    ],
)
def test_words_that_join_or_tell_are_no_part_of_a_name(text: str, expected: set[str]) -> None:
    assert set(ids(text)) == expected
