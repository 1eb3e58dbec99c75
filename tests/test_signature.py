"""Signatures of texts: near where texts are nearly the same, far where they are not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from search.analysis import fold, terms
from search.engine.ranking.signature import FEWEST, signature, signatures

CHARACTERS = "众创空间新疆维吾尔自治区科技厅杭州孵化器联盟国发的和一在与云后里天地人学生大中小上下"
WORDS = st.text("abcdefghij", min_size=2, max_size=6)
texts = st.lists(st.text(CHARACTERS, min_size=4, max_size=30), min_size=60, max_size=90).map(
    "，".join
)
QUICK = settings(max_examples=40, deadline=None)

convert = OpenCC("s2t").convert


def of(text: str) -> int:
    return signature(terms(text)[1])


def distance(one: int, other: int) -> int:
    return (one ^ other).bit_count()


@QUICK
@given(texts, st.data())
def test_an_edit_in_a_long_text_changes_few_bits(text: str, data: st.DataObject) -> None:
    repeated = text * 3  # an edit is then a thousandth of it
    place = data.draw(st.integers(0, len(repeated) - 1))
    edited = repeated[:place] + data.draw(st.sampled_from("丁x，")) + repeated[place + 1 :]
    assert distance(of(repeated), of(edited)) <= 3


@QUICK
@given(texts)
def test_a_text_and_its_traditional_twin_have_one_signature(text: str) -> None:
    twin = convert(text)
    if fold(twin) == fold(text):
        assert of(twin) == of(text)


@QUICK
@given(
    st.lists(WORDS, min_size=40, max_size=200, unique=True),
    st.lists(WORDS, min_size=40, max_size=200, unique=True),
)
def test_texts_that_share_few_words_are_far_apart(one: list[str], other: list[str]) -> None:
    strange = [word for word in other if word not in one]
    if len(strange) >= FEWEST:
        assert distance(signature(one), signature(strange)) > 8


def test_the_same_words_in_another_order_are_another_text() -> None:
    words = [f"word{number}" for number in range(100)]
    assert distance(signature(words), signature(sorted(words, key=lambda w: w[::-1]))) > 8


def test_short_texts_have_none() -> None:
    words = [f"word{number}" for number in range(FEWEST)]
    assert signature([]) == signature(words[1:]) == 0
    assert signature(words) != 0


def test_a_signature_is_the_same_on_every_machine() -> None:
    words = [*(f"word{number}" for number in range(50)), "众创", "a\ud800b", "x" * 40_000]
    assert signature(words) == 14524762751401467174


def test_a_text_of_many_blocks_is_read_to_its_end() -> None:
    words = [f"w{number}" for number in range(40_000)]
    assert distance(signature(words), signature(words[:20_000])) > 3
    assert distance(signature(words), signature(words[:-20])) <= 3


@QUICK
@given(st.lists(st.lists(WORDS, max_size=60), max_size=140))
def test_texts_have_the_same_signatures_together_as_alone(several: list[list[str]]) -> None:
    assert signatures(several).tolist() == [signature(words) for words in several]
