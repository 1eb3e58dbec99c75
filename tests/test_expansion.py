"""Expansion: typed words → words of the other language, each with weight and source."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parsing_fixtures import tree

from search.expansion import Expansion, Glossary, expand
from search.query import Expanded, Node, Phrase, Word, leaves, literal, typed, units


def everywhere(_: Node) -> int:
    return 1


def expanded(text: str, glossary: Glossary | None = None, without: Sequence[str] = ()) -> Expansion:
    """The expansion of a query over documents that have every word once."""
    node = tree(text)
    return expand(node, frequency=everywhere, glossary=glossary or Glossary({}), without=without)


def others(text: str, without: Sequence[str] = ()) -> set[str]:
    """The texts of all alternatives."""
    return {used.alternative.text for used in expanded(text, without=without).used}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("company", "公司"),
        ("companies", "公司"),
        ("公司", "company"),
        ("climate change", "气候变化"),
        ("maker space", "众创空间"),
        ("眾創空間", "maker space"),
        ("high-tech zone", "高新区"),
        ("Torch Program", "火炬计划"),
        ("Ministry of Science and Technology", "科技部"),
        ("科技部", "Ministry of Science and Technology"),
        ("Zhongguancun", "中关村"),
        ("中关村", "Zhongguancun"),
        ("Urumqi", "乌鲁木齐"),
        ("軟體", "software"),
        ("軟體", "软件"),
        ("software", "软体"),
        ("網路", "网络"),
        ("colour", "color"),
        ("organization", "organisation"),
        ("Trump", "特朗普"),
        ("UN", "联合国"),
        ("WHO report", "世卫组织"),
        ("Xi'an", "西安"),
        ("African", "非洲"),
        ("Fisheries Protection Act", "法"),
        ("children", "孩子"),
        ("Nun community involvement", "修女"),
        ("title:incubator", "孵化器"),
    ],
)
def test_a_word_is_looked_up_in_the_other_language(text: str, other: str) -> None:
    assert other in others(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Trump", "将牌"),
        ("UN", "不"),
        ("African", "非洲人"),
        ("Consumer Protection Act", "作用"),
        ("US", "我们"),
        ("资源", "Ziyuan"),
        ("合作", "Hezuo"),
        ("AI", "安圭拉"),
        ("IT industry", "意大利"),
        ("Xi'an", "习"),
    ],
)
def test_names_acronyms_and_legal_words_are_not_taken_for_common_words(
    text: str, wrong: str
) -> None:
    assert wrong not in others(text)


def test_a_card_game_keeps_its_trump() -> None:
    assert "将牌" in others("trump card game")


@pytest.mark.parametrize(
    "text", ['"maker space"', "“众创空间”", "-company", "compan*", "42", "the", "*", ""]
)
def test_what_is_exact_ruled_out_or_says_nothing_has_no_alternatives(text: str) -> None:
    assert expanded(text).used == ()


def test_alternatives_stay_in_the_field_that_was_asked() -> None:
    assert {
        leaf.scope
        for used in expanded("title:(maker space incubator)").used
        for leaf in typed(used.alternative.leaf)
        if isinstance(leaf, Word | Phrase)
    } == {"title"}


def test_several_words_that_are_one_term_are_looked_up_as_one() -> None:
    words = {used.word for used in expanded("Hangzhou maker space").used}
    assert "maker space" in words


def test_what_no_document_has_is_not_offered() -> None:
    node = tree("company")
    found = expand(node, frequency=lambda _: 0, glossary=Glossary({}))
    assert (found.node, found.used) == (node, ())


def test_what_more_documents_have_weighs_more() -> None:
    def weights(counts: dict[str, int]) -> dict[str, float]:
        node = tree("company")
        found = expand(
            node,
            frequency=lambda leaf: counts.get(getattr(leaf, "text", ""), 0),
            glossary=Glossary({}),
        )
        return {used.alternative.text: used.alternative.weight for used in found.used}

    often, seldom = weights({"企业": 1000, "公司": 1}), weights({"企业": 1, "公司": 1000})
    assert often["企业"] > seldom["企业"]
    assert often["公司"] < seldom["公司"]


def test_an_alternative_can_be_left_out_alone_and_a_word_with_all_of_its_own() -> None:
    assert others("maker space", without=["创客"]) == others("maker space") - {"创客"}
    assert "maker" not in {used.word for used in expanded("maker space", without=["Maker"]).used}


pieces = st.sampled_from(
    [
        "maker space",
        "众创空间",
        '"high-tech zone"',
        "Trump",
        "軟體",
        "colour",
        "-policy",
        "OR",
        "(incubator",
        ")",
        "title:科技",
        "创*",
        "乌鲁木齐",
        "UN",
        "\ud800",
        "～",
    ]
)
queries = st.lists(pieces | st.text(max_size=6), max_size=6).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(queries)
@example("0-\x1bB")
def test_expansion_keeps_what_was_typed_and_tells_all_that_it_adds(text: str) -> None:
    node = tree(text)
    found = expanded(text)
    assert typed(found.node) == typed(node)
    assert typed(literal(found.node)) == typed(node)
    told = {leaf for used in found.used for leaf in leaves(used.alternative.leaf)}
    assert set(leaves(found.node)) <= told | set(leaves(node))
    assert all(0 < used.alternative.weight <= 1 for used in found.used)


@settings(max_examples=100, deadline=None)
@given(queries)
def test_expansion_gives_the_same_every_time(text: str) -> None:
    assert expanded(text) == expanded(text)


@settings(max_examples=100, deadline=None)
@given(queries)
def test_only_words_are_expanded(text: str) -> None:
    expansions = [u for u in units(expanded(text).node) if isinstance(u, Expanded)]
    assert all(isinstance(leaf, Word) for u in expansions for leaf in typed(u.typed))


@pytest.mark.parametrize(
    ("text", "other"),
    [("陕西", "Shanxi"), ("Shanxi", "陕西"), ("shanxi", "陕西"), ("Shaanxi", "河西")],
)
def test_a_place_is_not_looked_for_by_the_name_of_another(text: str, other: str) -> None:
    assert others(text)
    assert other not in others(text)


@pytest.mark.parametrize(("text", "other"), [("Korea", "朝鲜"), ("America", "美洲")])
def test_a_place_keeps_the_names_that_it_shares(text: str, other: str) -> None:
    assert other in others(text)


def test_a_character_that_builds_sentences_stands_for_no_word_that_it_hardly_means() -> None:
    assert "引用" in others("quotes")
    assert "被" not in others("quotes")
    assert "最" in others("most")


@pytest.mark.parametrize("text", ["court", "maker space", "National People's Congress", "人大"])
def test_what_is_taken_away_makes_room_for_nothing_else(text: str) -> None:
    offered = others(text)
    for other in offered:
        left = others(text, without=[other])
        assert other not in left
        assert left <= offered
        assert all(gone in other for gone in offered - left)


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [("量子计算", "quantum computing", "quantum"), ("quantum computing", "量子计算", "量子")],
)
def test_no_part_remains_of_what_is_taken_away(text: str, whole: str, part: str) -> None:
    assert part in others(text)
    assert part not in others(text, without=[whole])


def test_the_name_of_a_body_is_known_with_a_possessive_and_means_the_whole() -> None:
    assert "全国人民代表大会" in others("National People's Congress")
    assert not any(
        "国会" in other and other != "国会" for other in others("National People's Congress")
    )


def test_a_form_of_another_region_is_dropped_where_it_means_another_thing() -> None:
    assert "程序" not in others("formula")
    assert "软体" in others("software")


@pytest.mark.parametrize(
    ("text", "other"),
    [("Xian", "Xi'an"), ("Xi'an", "Xian"), ("Yanan", "Yan'an"), ("Tai'an", "Taian")],
)
def test_a_place_is_found_with_and_without_its_apostrophe(text: str, other: str) -> None:
    assert other in others(text)


def test_the_words_of_a_name_are_not_looked_up_apart() -> None:
    assert {used.word for used in expanded("National People's Congress").used} == {
        "National People Congress"
    }


def test_a_name_that_mostly_means_another_thing_stands_for_no_known_body() -> None:
    assert "Renda" in others("人大")
    assert "Chinese" not in others("人大")


def test_a_term_that_repeats_one_word_is_not_looked_for_by_that_word_twice() -> None:
    def nowhere_in_a_row(node: Node) -> int:
        return int(not (isinstance(node, Word) and len(node.runs) > 1))

    for text in ("同比", "同比增长", "面对面"):
        found = expand(tree(text), frequency=nowhere_in_a_row, glossary=Glossary({})).used
        for used in found:
            words = used.alternative.text.split(" + ")
            assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("氢能", "hydrogen energy", "energy"),
        ("量子通信", "quantum communication", "communication"),
    ],
)
def test_a_part_of_what_a_compound_means_weighs_far_less(text: str, whole: str, part: str) -> None:
    weights = {
        u.alternative.text: u.alternative.weight for u in expanded(text).used if u.word == text
    }
    assert weights.get(part, 0.0) < weights[whole] / 3
