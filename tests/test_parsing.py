"""Parsing: what people type, right or broken, becomes a tree and notes, never an error."""

from __future__ import annotations

import pytest
from parsing_fixtures import read, tree

from search.query import (
    And,
    Everything,
    Facet,
    Near,
    Node,
    Not,
    Note,
    Nothing,
    Or,
    Parsed,
    Pattern,
    Phrase,
    Word,
    leaves,
)


def codes(text: str) -> list[str]:
    return [note.code for note in read(text).notes]


def latin(text: str) -> Word:
    return Word(text, (text,), (text,), False)


def test_words_are_anded_and_carry_the_terms_of_both_channels() -> None:
    assert tree("杭州 maker spaces") == And(
        (
            Word("杭州", ("杭州",), ("杭州",), True),
            latin("maker"),
            Word("spaces", ("space",), ("spaces",), False),
        )
    )


def test_han_is_cut_into_words_and_each_is_found_by_its_bigrams() -> None:
    assert tree("新疆維吾爾自治區政府") == And(
        (
            Word(
                "新疆維吾爾自治區",
                ("新疆维吾尔自治区",),
                ("新疆", "疆维", "维吾", "吾尔", "尔自", "自治", "治区"),
                True,
            ),
            Word("政府", ("政府",), ("政府",), True),
        )
    )
    assert tree("岛") == Word("岛", ("岛",), ("岛",), True)


def test_characters_outside_the_dictionary_stay_together() -> None:
    found = leaves(tree("新疆创客中心"))
    assert [leaf.text for leaf in found if isinstance(leaf, Word)] == ["新疆", "创客", "中心"]


def test_a_chunk_of_mixed_script_is_parted() -> None:
    assert [leaf.text for leaf in leaves(tree("杭州maker空间")) if isinstance(leaf, Word)] == [
        "杭州",
        "maker",
        "空间",
    ]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("e-works", ("e", "works")),
        ("S&T", ("s&t",)),
        ("15,596", ("15596",)),
        ("13.786", ("13.786",)),
        ("Café", ("cafe",)),
        ("U.S.", ("us",)),
    ],
)
def test_names_and_numbers_are_one_word_as_typed(text: str, surfaces: tuple[str, ...]) -> None:
    node = tree(text)
    assert isinstance(node, Word)
    assert (node.text.rstrip("."), node.runs) == (text.rstrip("."), surfaces)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("碳中和", ["碳中和"]),
        ("可持續發展", ["可持續", "發展"]),
        ("中美贸易", ["中美", "贸易"]),
        ("年金", ["年金"]),
        ("水和火", ["水", "火"]),
        ("上海的大学", ["上海", "大学"]),
    ],
)
def test_words_that_hold_a_stop_word_stay_whole(text: str, surfaces: list[str]) -> None:
    node = tree(text)
    words = node.nodes if isinstance(node, And) else (node,)
    assert [word.text for word in words if isinstance(word, Word)] == surfaces


@pytest.mark.parametrize("text", ['"科技专项"', "“科技專項”", "「科技 专项」", "＂科技专项＂"])
def test_all_quotes_make_the_same_phrase(text: str) -> None:
    assert tree(text) == Phrase(text, ("科技", "技专", "专项"))


def test_phrases_keep_stop_words_and_the_end_of_inner_runs() -> None:
    assert tree('"the 创客 maker"') == Phrase('"the 创客 maker"', ("the", "创客", "客", "maker"))
    assert tree('"3W 店"') == Phrase('"3W 店"', ("3w", "店"), open_end=True)


def test_slop_and_phrase_length_are_limited_with_a_note() -> None:
    near = (Phrase("a", ("a",)), Phrase("b", ("b",)))
    assert tree('"a b"~5') == Near('"a b"~5', near, 5)
    far = read('"a b"~500')
    assert far.node == Near('"a b"~500', near, 20)
    assert [note.code for note in far.notes] == ["too-long"]
    long = read('"' + "国" * 40 + '"')
    assert isinstance(long.node, Phrase)
    assert (len(long.node.runs), long.node.open_end) == (16, False)
    assert [note.code for note in long.notes] == ["too-long"]


@pytest.mark.parametrize(
    "text", ["maker OR 空间", "maker | 空间", "maker|空间", "(maker) OR（空间）"]
)
def test_either_side_of_or_will_do(text: str) -> None:
    assert tree(text) == Or((latin("maker"), Word("空间", ("空间",), ("空间",), True)))


def test_or_binds_less_than_standing_side_by_side() -> None:
    assert tree("x OR y z") == Or((latin("x"), And((latin("y"), latin("z")))))
    assert tree("(x OR y) z") == And((Or((latin("x"), latin("y"))), latin("z")))


@pytest.mark.parametrize("text", ["x -y", "x NOT y", "x －y", "x AND -y", "x -(y)"])
def test_a_minus_rules_out(text: str) -> None:
    assert tree(text) == And((latin("x"), Not(latin("y"))))


def test_a_minus_alone_starts_from_everything() -> None:
    assert tree("-y") == And((Everything(), Not(latin("y"))))
    assert tree("x OR -y") == Or((latin("x"), And((Everything(), Not(latin("y"))))))


def test_what_is_ruled_out_is_ruled_out_as_a_whole() -> None:
    assert tree("x -科技空间") == And(
        (latin("x"), Not(Phrase("科技空间", ("科技", "技空", "空间"))))
    )


@pytest.mark.parametrize("text", ["x - y", "x y-", "x y"])
def test_a_dash_that_stands_free_is_no_operator(text: str) -> None:
    assert read(text) == Parsed(And((latin("x"), latin("y"))))


@pytest.mark.parametrize("name", ["title:", "标题:", "標題：", "TITLE："])
def test_a_field_looks_into_the_title_only(name: str) -> None:
    assert tree(f"{name}空间 x") == And(
        (Word("空间", ("空间",), ("空间",), True, "title"), latin("x"))
    )
    assert tree(f'{name}"y z"') == Phrase('"y z"', ("y", "z"), scope="title")
    assert tree(f"{name}(y) x") == And((Word("y", ("y",), ("y",), False, "title"), latin("x")))


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("region:Xinjiang", Facet("Xinjiang", "region", ("650000",))),
        ("地区：新疆", Facet("新疆", "region", ("650000",))),
        ('org:"Ministry of Science"', Facet("Ministry of Science", "organisation", ("most",))),
        ("lang:EN", Facet("EN", "language", ("en",))),
        ("lang:nl", Facet("nl", "language", ("nl",))),
        ("語言:日語", Facet("日語", "language", ("ja",))),
        ("語言:中文", Facet("中文", "language", ("zh",))),
        ("date:2016..2017", Facet("2016..2017", "date", ("2016-01-01", "2017-12-31"))),
        ("日期：2016年8月", Facet("2016年8月", "date", ("2016-08-01", "2016-08-31"))),
    ],
)
def test_facet_fields_are_resolved(text: str, facet: Facet) -> None:
    assert read(text) == Parsed(facet)
    assert tree("-" + text) == And((Everything(), Not(facet)))


@pytest.mark.parametrize(
    ("text", "note", "node"),
    [
        ("region:Atlantis", Note("unknown-region", "Atlantis"), Nothing("Atlantis")),
        ("org:Nobody", Note("unknown-organisation", "Nobody"), Nothing("Nobody")),
        ("lang:klingon", Note("unknown-language", "klingon"), Nothing("klingon")),
        ("x date:2016-13", Note("bad-date", "2016-13"), latin("x")),
        ("x title:", Note("empty-field", "title:"), latin("x")),
        ("title: x", Note("empty-field", "title:"), latin("x")),
        ("x OR", Note("stray-operator", "OR"), latin("x")),
        ("OR x", Note("stray-operator", "OR"), latin("x")),
        ("x NOT", Note("stray-operator", "NOT"), latin("x")),
        ("(x", Note("stray-operator", "("), latin("x")),
        ("x)", Note("stray-operator", ")"), latin("x")),
        ('"x', Note("unclosed-quote", '"x'), latin("x")),
        ("「x", Note("unclosed-quote", "「x"), latin("x")),
    ],
)
def test_broken_queries_are_read_as_far_as_they_go(text: str, note: Note, node: Node) -> None:
    assert read(text) == Parsed(node, (note,))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("innov*", Pattern("innov*", "innov*")),
        ("INNOV＊", Pattern("INNOV*", "innov*")),
        ("colo?r", Pattern("colo?r", "colo?r")),
        ("*ation", Pattern("*ation", "*ation")),
        ("c**t", Pattern("c**t", "c*t")),
        ("创*", Phrase("创", ("创",), open_end=True)),
        ("創空*", Phrase("創空", ("创空",))),
        ("title:innov*", Pattern("innov*", "innov*", "title")),
    ],
)
def test_stars_and_question_marks_in_words_are_wildcards(text: str, node: Node) -> None:
    assert tree(text) == node


@pytest.mark.parametrize("text", ["where is x?", "x ?", "x？", "what x"])
def test_question_marks_and_stop_words_do_not_stand_in_the_way(text: str) -> None:
    assert read(text) == Parsed(latin("x"))


def test_stop_words_alone_are_looked_up_and_names_in_capitals_are_not_stop_words() -> None:
    assert tree("的") == Word("的", ("的",), ("的",), True)
    assert len(leaves(tree("the of"))) == 2
    assert len(leaves(tree("WHO report"))) == 2
    assert leaves(tree("新疆的空间")) == leaves(tree("新疆 空间"))


@pytest.mark.parametrize("text", ["", "   ", "*", "\u3000", "＊"])
def test_no_text_or_a_star_means_everything(text: str) -> None:
    assert read(text) == Parsed(Everything())


@pytest.mark.parametrize("text", ["!!!", "()", '""', "。"])
def test_text_without_anything_to_look_up_finds_nothing(text: str) -> None:
    assert isinstance(tree(text), Nothing)


def test_unknown_fields_and_addresses_are_words() -> None:
    assert tree("foo:bar") == And((latin("foo"), latin("bar")))
    assert read("-author:wang").notes == (Note("unknown-field", "author:"),)
    assert codes('x foo:"a b"') == codes("(foo：bar)") == ["unknown-field"]
    assert codes("Beijing:opens 10:30 mailto: x a:b 科技:创新") == []
    node = tree("http://x.com/?q=y*z")
    assert all(isinstance(leaf, Word) for leaf in leaves(node))
    assert codes("http://x.com/?q=y*z") == []


def test_long_and_deep_queries_are_cut_with_a_note() -> None:
    assert codes("x" * 300) == ["too-long"]
    many = read(" ".join(f"w{i}" for i in range(40)))
    assert len(leaves(many.node)) == 32
    assert {note.code for note in many.notes} == {"too-long"}
    deep = read("(" * 20 + "x" + ")" * 20)
    assert deep == Parsed(latin("x"), (Note("too-long", "("),))


def near_words(text: str) -> list[str]:
    return [leaf.runs[0] for leaf in leaves(tree(text)) if isinstance(leaf, Phrase)]


def test_a_tilde_allows_one_slip_in_a_word_and_a_two_behind_it_two() -> None:
    as_spelt = Phrase("makre~", ("makre",))
    assert tree("makre~") == Or((as_spelt, Phrase("makre~", ("maker",))))
    assert near_words("makre~2") == near_words("MAKRE～2") == ["makre", "maker", "market"]
    assert near_words("title:makre~") == ["makre", "maker"]
    assert {leaf.scope for leaf in leaves(tree("title:makre~")) if isinstance(leaf, Phrase)} == {
        "title"
    }


def test_more_than_two_slips_count_as_two_and_none_leaves_the_word() -> None:
    assert near_words("makre~99") == ["makre", "maker", "market"]
    assert near_words("makre~0") == ["makre"]


def test_a_fuzzy_word_can_be_ruled_out() -> None:
    assert tree("-makre~") == And((Everything(), Not(tree("makre~"))))


@pytest.mark.parametrize("text", ["创客~", "e-works~2", "a,b~"])
def test_what_is_not_one_latin_word_is_read_without_its_tilde(text: str) -> None:
    assert tree(text) == tree(text.split("~")[0])
    assert codes(text) == ["no-fuzzy"]


def test_a_word_without_near_ones_is_looked_for_as_it_is_spelt() -> None:
    assert tree("zzzz~") == Phrase("zzzz~", ("zzzz",))
