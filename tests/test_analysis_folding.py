"""Folding: one character for one, the same in every script, final at the first go."""

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import fold
from search.analysis.compile import text as compiled
from search.analysis.data import content, rows
from search.analysis.segmentation import reference_dictionary

CONFIGURATIONS = ("s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("乾县", "乾縣"),
        ("囯务院", "国务院"),
        ("戯曲", "戏曲"),
        ("緖論", "绪论"),
        ("硏究", "研究"),
        ("嶽麓", "岳麓"),
        ("衞生", "卫生"),
        ("著名", "着名"),
        ("⽤⼾", "用户"),
        ("⻓城", "长城"),
        ("裏面", "里面"),
        ("頭髮", "头发"),
        ("\uf900", "岂"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["国家", "众创空间", "Café Ａ１", "", "\ud800", "\U000e0001"])
def test_common_simplified_characters_and_everything_else_stay(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_no_conversion_of_a_dictionary_word_escapes(configuration: str) -> None:
    dictionary = sorted(reference_dictionary())[::5]
    converted = opencc.OpenCC(configuration).convert("\n".join(dictionary)).split("\n")
    escaped = [
        (word, other)
        for word, other in zip(dictionary, converted, strict=True)
        if len(word) == len(other) and fold(word) != fold(other)
    ]
    assert escaped == []


@settings(deadline=None, max_examples=100)
@given(st.text(), st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x323B0)))
def test_folding_keeps_length_and_place_and_is_final(text: str, han: str) -> None:
    folded = fold(text + han)
    assert len(folded) == len(text + han)
    assert fold(folded) == folded
    assert folded == "".join(fold(character) for character in text + han)


def test_every_variant_is_listed_once_and_leads_to_the_end() -> None:
    table = rows("variants.tsv")
    variants = [row[0] for row in table]
    assert len(set(variants)) == len(variants)
    assert not set(variants) & {row[1] for row in table}
    for variant, common, _ in table:
        assert fold(variant) == common == fold(common)


def test_the_compiled_table_is_what_opencc_and_the_variants_say() -> None:
    """Otherwise run: python -m search.analysis.compile."""
    assert content("folding.txt") == compiled()


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x323B0), max_size=20))
def test_long_texts_are_folded_as_short_ones(text: str) -> None:
    expected = "".join(compiled_pairs().get(character, character) for character in text)
    assert fold(text) == expected
    for other in ("国" * 70_000, "Café " * 200, "\ud800\U0010ffff" * 500):
        assert fold(other + text) == other + expected


def compiled_pairs() -> dict[str, str]:
    """What the table of folding says of each character that it changes."""
    lines = [line for line in content("folding.txt").splitlines() if not line.startswith("#")]
    pairs = "".join(lines).replace(" ", "")
    return dict(zip(pairs[0::2], pairs[1::2], strict=True))
