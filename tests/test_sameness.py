"""Copies are known by what they say; what was made from the same template is no copy."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf
from opencc import OpenCC

from search import Query
from search.analysis import fold
from search.answering.characters import plain
from search.answering.sameness import Copies, Said, say_the_same
from search.document import Span

CHINESE = (
    "“天山众创行动”自启动以来，全区新建众创空间十五家，吸引创业团队200多个。自治区科技厅负责人表示，"
    "下一步将完善孵化链条，加强与内地高校的合作，推动科技成果转化。高新区管委会为入驻团队提供免费办公"
    "场地和创业导师服务，并于2016年6月4日设立了5000万元的种子基金。据了解，已有32个项目获得投资。"
)
ENGLISH = (
    "The regional action plan has led to the opening of fifteen maker spaces since its launch in "
    "June, attracting more than 200 teams. Officials of the department said that they would "
    "improve the incubation chain and work more closely with universities in other provinces. "
    "The committee of the zone offers free offices and has set up a seed fund of 50 million yuan."
)
ORIGINALS = {
    "zh": f"天山众创行动激发活力\n\n{CHINESE}",
    "en": f"Maker spaces take root\n\n{ENGLISH}",
}


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, in whatever order they are asked."""
    first, second = Said(one), Said(other)
    assert say_the_same(first, second) == say_the_same(second, first)
    return say_the_same(first, second)


@pytest.mark.parametrize(
    "copy",
    [
        f"（转载）天山众创行动激发活力_新疆网\n\n{CHINESE}",
        f"来源：新疆日报　作者：张三　2016-07-01 10:22\n\n{CHINESE}\n\n责任编辑：李四",
        f"首页 > 要闻\n{ORIGINALS['zh']}\n转载请注明出处\n下一篇：喀什古城旅游升温",
        f"{ORIGINALS['zh']}\n\n版权所有 未经许可不得转载\n阅读：1523次",
        OpenCC("s2t").convert(ORIGINALS["zh"]),
        ORIGINALS["zh"].replace("表示", "说").replace("\n\n", "\n"),
        re.sub("(.{20})", "\\1\n", ORIGINALS["zh"]),
    ],
)
def test_a_copy_with_other_things_around_it_says_the_same(copy: str) -> None:
    assert same(ORIGINALS["zh"], copy)


@pytest.mark.parametrize(
    "copy",
    [
        f"Home > News > Regional\n\n{ORIGINALS['en']}\n\nEditor: Li Si",
        f"{ORIGINALS['en']} - Example Daily\n\nCopyright 2016 Example Daily. All rights reserved.",
        ORIGINALS["en"].replace("said that they would", "say they will"),
    ],
)
def test_a_copy_in_english_says_the_same(copy: str) -> None:
    assert same(ORIGINALS["en"], copy)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("zh", "32个", "47个"),
        ("zh", "十五家", "二十一家"),
        ("zh", "6月4日", "7月4日"),
        ("zh", "2016年", "2017年"),
        ("zh", "200多个", "5000多个"),
        ("en", "fifteen", "twenty"),
        ("en", "in June", "in July"),
        ("en", "50 million", "70 million"),
    ],
)
def test_what_has_another_number_or_day_in_the_same_sentence_says_something_else(
    language: str, before: str, after: str
) -> None:
    text = ORIGINALS[language]
    assert before in text
    assert not same(text, text.replace(before, after))


def test_an_excerpt_and_another_text_say_something_else() -> None:
    assert not same(ORIGINALS["zh"], CHINESE[:50])
    assert not same(ORIGINALS["zh"], ORIGINALS["en"])


@given(st.text(max_size=80), st.text(max_size=80))
@settings(deadline=None, max_examples=100)
def test_any_text_says_the_same_as_itself_and_any_two_can_be_compared(one: str, other: str) -> None:
    assert same(one, one)
    assert Said(other).numbers
    same(one, other)


def test_copies_stand_behind_one_of_them_and_reports_from_a_template_apart(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("original.txt", ORIGINALS["zh"])
    shelf.write("reprint.txt", f"（转载）{ORIGINALS['zh']}\n\n来源：新疆日报\n责任编辑：李四")
    shelf.write("traditional.txt", OpenCC("s2t").convert(ORIGINALS["zh"]))
    for number in (47, 58, 69):
        shelf.write(f"report{number}.txt", ORIGINALS["zh"].replace("32个", f"{number}个"))
    shelf.update()
    results = shelf.open().search(Query("天山众创行动", limit=4))
    assert results.grouped == 2
    leaders = {hit.path for hit in results.hits}
    copies = {d.path for hit in results.hits for d in hit.duplicates}
    assert leaders | copies == {path.name for path in shelf.documents.iterdir()}
    assert not any(path.startswith("report") for path in copies)


def plainly(text: str) -> str:
    return str(plain(text)[0].data, "utf-32-le", "surrogatepass")


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_letters_are_compared_in_one_script_width_and_case(text: str) -> None:
    assert plainly(text) == fold(normalize("NFKC", text)).lower()


@pytest.mark.parametrize(
    "text", ["e\u0301te\u0301", "ΟΔΟΣ ΣΟΦΟΣ", "한글 ㅎㅏㄴ", "ﾊﾟﾋﾟ", "㍿…①", "İI"]
)
def test_characters_that_become_one_with_a_neighbour_are_compared_as_that(text: str) -> None:
    assert plainly(text) == fold(normalize("NFKC", text)).lower()


def test_numbers_are_told_apart_from_words_and_from_those_of_labels() -> None:
    numbers = Said(
        "阅读：1523\n2016年8月，全国高新区共有一百五十三家，投资3,500.5万元。\n"
        "In June twenty teams came; seventeen-year plans, manyone said. Maybe 12 left us all."
    ).numbers
    assert numbers.in_sentences == (
        *("2016", "8", "一百五十三", "3,500.5", "万", "june", "twenty", "seventeen", "12"),
    )
    assert numbers.all == {*numbers.in_sentences, "1523"}


def test_long_texts_are_told_apart_by_a_sample_of_them() -> None:
    random = Random(1)
    long = [ENGLISH + "".join(random.choices("abcdefghij ", k=12_000)) for _ in range(2)]
    assert not same(long[0], long[1])
    assert same(long[0], f"Home > News\n{long[0]}\nEditor: Li Si")
    assert not same(long[0], long[0][:4000])


def test_what_is_remembered_of_texts_is_bounded() -> None:
    random = Random(2)
    texts = ["".join(random.choices("天山众创行动激发活力", k=20_000)) for _ in range(40)]
    asked: list[int] = []

    def text(number: int) -> tuple[str, tuple[Span, ...]]:
        asked.append(number)
        return texts[number % len(texts)], ()

    copies = Copies(text)
    for number in range(1000):
        copies(number, number)
    assert asked == [*range(1000)], "one that was just read is known"
    assert copies(999, 0) is False
    assert asked[1000:] == [0], "and one from long ago is read again"
