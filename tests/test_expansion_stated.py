"""What documents render in brackets stands for a typed term, where it is all of the term."""

from __future__ import annotations

import pytest

from search.describing.bracketed import bracketed
from search.expansion.stated import stated


def said(text: str, *documents: str) -> list[str]:
    terms = [term for document in documents for term in bracketed(document)]

    def beginning(prefix: str) -> list[tuple[str, int]]:
        return [(t, terms.count(t)) for t in dict.fromkeys(terms) if t.startswith(prefix)]

    return [candidate.text for candidate in stated(text, beginning)]


INSTITUTES = (
    "The park was built by the Shenzhen Institutes of Advanced Technology (深圳先进技术研究院)."
)


@pytest.mark.parametrize(
    ("document", "chinese", "english"),
    [
        ("各地的众创空间（maker space）发展很快", "众创空间", "maker space"),
        (INSTITUTES, "深圳先进技术研究院", "Shenzhen Institutes of Advanced Technology"),
        ("位于霍尔果斯(Khorgos)的口岸", "霍尔果斯", "Khorgos"),
        ("推广低空经济（low-altitude economy）", "低空经济", "low-altitude economy"),
        ("We use federated distillation (联邦蒸馏).", "联邦蒸馏", "federated distillation"),
        ("以及碳捕集利用与封存（CCUS）", "碳捕集利用与封存", "CCUS"),
    ],
)
def test_a_term_is_found_in_both_directions(document: str, chinese: str, english: str) -> None:
    assert said(chinese, document) == [english]
    if chinese != "霍尔果斯":  # where a clause goes on before an unknown name, nothing is certain
        assert said(english, document) == [chinese]


@pytest.mark.parametrize(
    ("document", "part"),
    [
        ("各地的众创空间（maker space）发展很快", "空间"),
        (INSTITUTES, "研究院"),
        (INSTITUTES, "technology"),
        ("腾讯公司(Tencent)", "公司"),
        ("在苏州工业园区(Suzhou Industrial Park)", "工业园区"),
        ("以及碳捕集利用与封存（CCUS）", "封存"),
        ("We use federated distillation (联邦蒸馏).", "distillation"),
    ],
)
def test_a_part_of_a_term_is_not_rendered_by_the_whole(document: str, part: str) -> None:
    assert said(part, document) == []


@pytest.mark.parametrize(
    ("document", "term", "inside"),
    [
        ("首先定义策略（Python）", "策略", "Python"),  # a word of every day, with an example
        ("比较各种模型(Google)", "模型", "Google"),
        ("这一层很高级（Keras）", "高级", "Keras"),
        ("大致上（API）", "大致上", "API"),  # whose words begin with other letters
    ],
)
def test_what_stands_before_an_example_in_brackets_is_not_rendered(
    document: str, term: str, inside: str
) -> None:
    assert said(term, document) == []
    assert said(inside, document) == []


@pytest.mark.parametrize(
    ("document", "acronym", "chinese"),
    [
        ("世界卫生组织（WHO）", "WHO", "世界卫生组织"),
        ("采购经理指数（PMI）", "PMI", "采购经理指数"),
        ("单文件组件（SFC）", "SFC", "单文件组件"),
        ("多臂老虎机（MAB）", "MAB", "多臂老虎机"),
    ],
)
def test_an_acronym_stands_for_words_that_begin_with_its_letters(
    document: str, acronym: str, chinese: str
) -> None:
    assert said(acronym, document) == [chinese]


def test_plural_and_hyphen_make_no_difference() -> None:
    assert said("maker-spaces", "众创空间（maker space）") == ["众创空间"]


def test_words_before_a_term_are_left_out() -> None:
    assert said("深圳先进技术研究院", INSTITUTES) == ["Shenzhen Institutes of Advanced Technology"]
    assert said("maker space", "推动众创空间（maker space）") == ["众创空间"]


def test_what_more_documents_say_comes_first() -> None:
    documents = ("黑客松 (hackathon)", "黑客松 (hackathon)", "黑客松 (code fest)")
    assert said("黑客松", *documents)[0] == "hackathon"


@pytest.mark.parametrize(
    ("term", "document"),
    [
        ("API", "使用 Python API（例如运算库函数）"),
        ("GPU", "使用 GPU（如图形处理单元）"),
        ("DOM", "提交到 DOM（将订单送到桌前）"),
        ("UI", "构建 UI（命令式）"),
    ],
)
def test_a_remark_in_brackets_renders_nothing(term: str, document: str) -> None:
    assert said(term, document) == []
