"""What makes a Chinese name of an organisation one, and what is none, though it ends like one."""

from __future__ import annotations

import pytest

from search.analysis.segmentation import cut
from search.cleaning import clean
from search.describing.organisations.mentioned import organisations


def ids(text: str) -> set[str]:
    return {value.id for value in organisations(clean(text))}


@pytest.mark.parametrize(
    "text",
    [
        "市府輔導未登記工廠納管。",
        "志工隊每週集合一次。",
        "彩妆工厂开放参观。",
        "传呼机公司纷纷倒闭。",
        "關聯催收公司上門。",
        "國際大廠紛紛來台設點。",
        "国际车厂宣布涨价。",
        "IC設計大廠宣布漲價。",
    ],
)
def test_words_that_a_dictionary_explains_are_no_names(text: str) -> None:
    assert not ids(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("光明中学今年扩招。", "光明中学"),
        ("英杰华投资公司宣布增持。", "英杰华投资公司"),
        ("丰锐精密股份有限公司公告。", "丰锐精密股份有限公司"),
        ("离岛工业协会发表声明。", "离岛工业协会"),
    ],
)
def test_names_of_bodies_may_be_words_of_a_dictionary(text: str, name: str) -> None:
    assert name in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "共40隊報名，每隊3人。",
        "全國66支隊伍裡，本市7隊獲獎。",
        "全市197班公共化幼兒園招生。",
        "700多万辆燃气汽车在路上行驶。",
        "坚持党的建设，坚持邓小平党的建设理论。",
        "游客聚集在马赛市中心。",
        "赛前英超主队占优。",
    ],
)
def test_what_is_counted_or_a_piece_of_a_longer_word_is_no_name(text: str) -> None:
    assert not ids(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("历任华远精工集团公司党委书记。", {"华远精工集团公司"}),
        ("历任华远精工股份有限公司总会计师。", {"华远精工股份有限公司"}),
        ("他是西南大学党委书记。", {"西南大学"}),
        ("那不勒斯队vs锡耶纳队。", {"那不勒斯队", "锡耶纳队"}),
        ("经管委员会由上海银行委托北京大学办理。", {"上海银行", "北京大学"}),
        ("国票金控子公司国票综合证券遭搜索。", {"国票金控", "国票综合证券"}),
        ("-永康分行今天开业。", {"永康分行"}),
        ("交通部觀光局雲海風景區管理處長到場。", {"交通部观光局云海风景区管理处"}),
    ],
)
def test_a_name_ends_where_its_office_or_another_body_begins(text: str, names: set[str]) -> None:
    assert ids(text) == names


def test_letters_are_one_word_however_much_was_read_before() -> None:
    early = ids("IC設計大廠宣布漲價，5G台南隊出賽。")
    for _ in range(20):
        cut("我们" * 200)  # the segmenter that cuts the first characters is another one
    assert ids("IC設計大廠宣布漲價，5G台南隊出賽！") == early
