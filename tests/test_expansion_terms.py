"""Terms and words whose alternatives would find too much: what is looked for, and what is not."""

from __future__ import annotations

import pytest
from parsing_fixtures import tree
from test_expansion import others

from search.expansion import Glossary, expand
from search.expansion.candidates import find
from search.query import Everything, Node


@pytest.mark.parametrize(
    ("text", "wrong", "kept"),
    [
        ("科技部", "MOST", "Ministry of Science and Technology"),
        ("世卫组织", "WHO", "World Health Organization"),
        ("美国", "US", "United States"),
        ("联合国", "", "UN"),
        ("国家发改委", "", "NDRC"),
        ("工商银行", "", "ICBC"),
        ("电动车", "", "EV"),
        ("most", "Ministry of Science and Technology", "最"),
        ("electric", "电", "电气"),
        ("countries", "国", "国家"),
        ("computing", "计", "计算"),
        ("互联网", "net", "internet"),
        ("网络", "net", "network"),
        ("tender", "提出", "招标"),
        ("中小企业", "media", "small and medium enterprises"),
        ("wifi", "", "wi-fi"),
        ("r & d", "", "研发"),
        ("存在", "be", "existence"),
        ("容器", "can", "container"),
        ("意志", "will", "willpower"),
    ],
)
def test_what_is_another_word_in_most_texts_is_not_looked_for(
    text: str, wrong: str, kept: str
) -> None:
    offered = others(text)
    assert kept in offered
    assert wrong not in offered


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("降准", "reserve requirement ratio cut"),
        ("三峡", "Three Gorges"),
        ("三峡升船机", "Three Gorges ship lift"),
        ("兵马俑", "Terracotta Warriors"),
        ("北交所", "Beijing Stock Exchange"),
        ("中概股", "US-listed Chinese stocks"),
        ("泰山", "Mount Tai"),
        ("以旧换新", "trade-in program"),
    ],
)
def test_a_term_of_the_news_leads_to_the_other_language_and_back(
    chinese: str, english: str
) -> None:
    assert english in others(chinese)
    assert chinese in others(english)


@pytest.mark.parametrize("text", ["C", "c", "é", "m", "x"])
def test_a_letter_by_itself_stands_for_no_word(text: str) -> None:
    assert others(text) == set()


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("小微企业", "micro and small enterprises", "company"),
        ("数字经济", "digital economy", "economic"),
        ("污水处理", "wastewater treatment", "handle"),
        ("labour law", "劳动法", "法"),
        ("cloud computing", "云计算", "计算"),
    ],
)
def test_a_term_of_the_glossary_is_not_what_its_parts_are(text: str, whole: str, part: str) -> None:
    assert whole in others(text)
    assert part not in others(text)


@pytest.mark.parametrize(
    ("row", "one", "other", "kept"),
    [
        (40, 60, 90, True),  # 文本分类: where one stands, the other mostly follows
        (8, 60, 90, True),  # more often than chance brings both into a text
        (3, 300, 400, False),  # 规定管理: both are everywhere, and some have them in a row
        (1, 1, 900, True),  # the only text that has one of them
    ],
)
def test_two_translations_side_by_side_by_chance_are_no_term(
    row: int, one: int, other: int, *, kept: bool
) -> None:
    counts = {"文本": one, "分类": other, "文本分类": row}

    def frequency(node: Node) -> int:
        return 1000 if isinstance(node, Everything) else counts.get(getattr(node, "text", ""), 0)

    found = expand(tree("text classification"), frequency=frequency, glossary=Glossary({}))
    assert ("文本分类" in {used.alternative.text for used in found.used}) == kept


def test_a_known_word_is_looked_for_by_its_parts_where_no_document_has_its_translation() -> None:
    def frequency(node: Node) -> int:
        return "Council" not in getattr(node, "text", "")

    used = expand(tree("人权委员会"), frequency=frequency, glossary=Glossary({})).used
    assert any("human rights" in one.alternative.text for one in used)


def test_a_name_with_an_apostrophe_is_not_the_word_that_it_has_the_letters_of() -> None:
    assert "改变" not in others("Chang'e")
    assert "西安" in others("Xi'an")


@pytest.mark.parametrize(
    ("typed", "own", "other"),
    [
        ("goods", "货物", "好"),
        ("movies", "电影", "影音"),
        ("rivers", "河", "百川"),
        ("rights", "权利", "右"),
    ],
)
def test_what_a_plural_means_comes_before_what_another_word_of_its_form_does(
    typed: str, own: str, other: str
) -> None:
    weights: dict[str, float] = {}
    for one in find(typed, "lower", Glossary({}), lambda _: ()):
        weights[one.text] = max(one.weight, weights.get(one.text, 0.0))
    assert weights[own] > 2 * weights.get(other, 0.0)
    assert weights[own] == max(w for text, w in weights.items() if text != typed)


def test_renderings_are_looked_for_in_irregular_forms_and_as_texts_have_them() -> None:
    assert "indices" in others("指数")
    assert {"增长", "成长"} <= set(others("growth"))
    assert "城镇" in others("urban")


def test_no_single_word_of_a_name_stands_for_it() -> None:
    def frequency(node: Node) -> int:
        return getattr(node, "text", "") == "rights"

    used = expand(tree("知识产权"), frequency=frequency, glossary=Glossary({})).used
    assert "rights" not in {one.alternative.text for one in used}


@pytest.mark.parametrize(
    ("text", "part", "wrong"),
    [
        ("主教练", "coach", "bishop"),
        ("新教练", "coach", "Protestant"),
        ("党组织", "organization", "leading party group"),
        ("日产量", "output", "Nissan"),
        ("中国队", "China", ""),
        ("投资方", "investment", "employers"),
    ],
)
def test_a_word_that_no_dictionary_knows_is_the_likeliest_of_its_parts(
    text: str, part: str, wrong: str
) -> None:
    offered = others(text)
    assert part in offered
    assert wrong not in offered


@pytest.mark.parametrize(("text", "other"), [("核聚变", "fusion"), ("美洲豹", "")])
def test_a_term_whose_renderings_no_document_has_is_at_least_what_it_ends_in(
    text: str, other: str
) -> None:
    def frequency(node: Node) -> int:
        return getattr(node, "text", "") in {"fusion", "America"}

    used = expand(tree(text), frequency=frequency, glossary=Glossary({})).used
    assert {one.alternative.text for one in used} == {*other.split()}
