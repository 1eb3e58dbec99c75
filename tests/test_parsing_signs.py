"""Signs of the query language in all widths and shapes, and words that have signs in them."""

from __future__ import annotations

import pytest
from parsing_fixtures import read, tree

from search.query import And, Facet, Node, Not, Nothing, Or, Pattern, Phrase, Word


@pytest.mark.parametrize(
    ("wide", "plain"),
    [
        ("ｔｉｔｌｅ：孵化器", "title:孵化器"),
        ("ＴＩＴＬＥ:孵化器", "title:孵化器"),
        ("标题：“孵化器”", "title:“孵化器”"),
        ("孵化器 ＯＲ 加速器", "孵化器 OR 加速器"),
        ("孵化器 ＡＮＤ 加速器", "孵化器 AND 加速器"),
        ("孵化器 ＮＯＴ 加速器", "孵化器 NOT 加速器"),
        ("孵化器 －加速器", "孵化器 -加速器"),
        ("（孵化器｜加速器） 北京", "(孵化器|加速器) 北京"),
        ("创＊", "创*"),
    ],
)
def test_wide_signs_and_letters_of_the_language_mean_the_same(wide: str, plain: str) -> None:
    assert untexted(tree(wide)) == untexted(tree(plain))
    assert read(wide).notes == ()


@pytest.mark.parametrize(
    ("signed", "plain"),
    [
        ("+新疆 +煤炭", "新疆 AND 煤炭"),
        ("＋新疆 煤炭", "新疆 AND 煤炭"),
        ('+"coal mine" +Xinjiang', '"coal mine" AND Xinjiang'),
        ("+(新疆 OR 西藏) 煤炭", "(新疆 OR 西藏) AND 煤炭"),
        ("+title:新疆 煤炭", "title:新疆 AND 煤炭"),
    ],
)
def test_a_plus_in_front_of_a_word_lets_none_of_the_words_be_lacking(
    signed: str, plain: str
) -> None:
    found = read(signed)
    assert (found.node, found.strict, found.notes) == (tree(plain), True, ())


@pytest.mark.parametrize("text", ["互联网+ 创新", "+86 10", "+5%", "C++ Go", "a + b", "x+y"])
def test_a_plus_that_belongs_to_a_word_or_number_demands_nothing(text: str) -> None:
    assert not read(text).strict


def untexted(node: Node) -> str:
    return repr(node).replace("＊", "*")


@pytest.mark.parametrize("quotes", ['""', "“”", "„”", "＂＂", "「」", "『』", "‘’"])
def test_quotes_of_all_shapes_hold_a_run_together(quotes: str) -> None:
    text = f"{quotes[0]}科技型 中小企业{quotes[1]}"
    found = tree(f"孵化器 {text}")
    assert isinstance(found, And)
    assert found.nodes[1] == Phrase(text, ("科技", "技型", "型中", "中小", "小企", "企业"))
    assert tree(f"title:{text}") == Phrase(
        text, ("科技", "技型", "型中", "中小", "小企", "企业"), scope="title"
    )


@pytest.mark.parametrize(
    "text",
    [
        "“一带一路”沿线国家",
        "推动「创新」的意见",
        "新疆：『创客』",
        "新疆，“创客”",
        "the “green”-ish",
    ],
)
def test_what_a_copied_text_quotes_is_asked_of_one_language_and_its_words_of_both(
    text: str,
) -> None:
    found = tree(text)
    assert isinstance(found, And)
    (run,) = (node for node in found.nodes if isinstance(node, Phrase))
    assert run.spared == ("zh" if "green" in text else "en")
    words = [node for node in found.nodes if isinstance(node, Word)]
    assert "".join(word.text for word in words if word.text in run.text) == run.text[1:-1]


@pytest.mark.parametrize(
    "text",
    [
        '"一带一路"沿线国家',
        "“一带一路” 沿线国家",
        "“一带一路”、“双创”",
        "(“一带一路”) 沿线国家",
        "标题：“一带一路”沿线国家",
        "“一带一路 沿线”~5",
        "新疆 |“一带一路”",
        "“maker space”^3",
    ],
)
def test_a_run_that_is_set_apart_is_asked_of_every_document(text: str) -> None:
    assert "spared='en'" not in repr(tree(text))
    assert "spared='zh'" not in repr(tree(text))


def test_what_is_ruled_out_is_the_run_as_it_stands() -> None:
    (_, out) = tree("沿线国家 -“一带一路”倡议").nodes[-2:]  # type: ignore[union-attr]
    assert "spared='en'" not in repr(tree("沿线国家 -“一带一路”倡议"))
    assert out == tree("倡议")


@pytest.mark.parametrize("text", ["O’Reilly’s", "it’s", "rock ‘n’roll", "d‘accord"])
def test_an_apostrophe_opens_no_quotation(text: str) -> None:
    assert not any(isinstance(leaf, Phrase) for leaf in getattr(tree(text), "nodes", ()))
    assert read(text).notes == ()


@pytest.mark.parametrize("text", ["m & a", "m &a", "m＆ a", "(m & a)"])
def test_letters_joined_by_an_and_sign_may_stand_apart(text: str) -> None:
    found = tree(text)
    assert isinstance(found, Or)
    assert isinstance(found.nodes[0], Word)
    assert found.nodes[0].runs == ("m&a",)
    assert isinstance(found.nodes[1], Phrase)
    assert found.nodes[1].runs == ("m", "a")


def test_an_and_sign_between_longer_words_joins_nothing() -> None:
    assert tree("cats & dogs") == tree("cats dogs")
    assert tree("region:新疆 & b") == And((tree("region:新疆"), tree("b")))


def test_a_star_behind_a_word_with_signs_keeps_them() -> None:
    assert tree("C++*") == Pattern("C++*", "c++*")
    assert tree("M&A*") == Pattern("M&A*", "m&a*")
    assert tree("incub*") == Pattern("incub*", "incub*")
    assert tree("title:C#*") == Pattern("C#*", "c#*", "title")


def test_a_question_mark_between_chinese_characters_is_one_of_them() -> None:
    rows = tuple(
        Phrase("创?空间", runs) for runs in (("创客", "客空", "空间"), ("创新", "新空", "空间"))
    )
    assert tree("创?空间") == Or(rows)
    assert tree("x -创?空间") == And((tree("x"), Not(Or(rows))))
    assert tree("孵?空") == Nothing("孵?空")


def test_a_file_is_asked_for_by_its_name() -> None:
    assert tree("file:plan") == tree('路径："plan"') == Facet("plan", "file", ("id-plan",))
    assert [note.code for note in read("file:nosuch").notes] == ["unknown-file"]
    assert tree("-file:plan x") == And((Not(tree("file:plan")), tree("x")))


def test_a_question_mark_that_ends_a_word_is_one_letter_more_or_none() -> None:
    found = tree("caf?")
    assert isinstance(found, Or)
    assert found.nodes[0] == Word("caf", ("caf",), ("caf",), han=False)
    assert found.nodes[1] == Pattern("caf?", "caf?")
    assert tree("caf? shop").nodes[0] == found  # type: ignore[union-attr]
    assert tree("title:Caf?").nodes[1] == Pattern("Caf?", "caf?", "title")  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["what is a maker space", "众创空间是什么", "创客 x"])
def test_the_question_mark_of_a_question_is_none_of_its_words(text: str) -> None:
    assert read(text + "?") == read(text)


@pytest.mark.parametrize("text", ["众创空间^10", "maker^2", '"maker space"^3', "(maker)^1.5"])
def test_a_weight_is_told_and_is_no_word(text: str) -> None:
    assert tree(text) == tree(text.partition("^")[0])
    assert [note.code for note in read(text).notes] == ["no-weight"]


@pytest.mark.parametrize("text", ["km^2", "10^6", "x^n"])
def test_a_power_is_no_weight(text: str) -> None:
    assert read(text).notes == ()


@pytest.mark.parametrize("text", ['"maker space"~', "makre~"])
def test_a_distance_of_any_length_is_no_word(text: str) -> None:
    far, less = untexted(tree(text + "9" * 11)), untexted(tree(text + "999"))
    assert far.replace(text + "9" * 11, text + "999") == less
