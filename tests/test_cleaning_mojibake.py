"""Mojibake, through the door."""

from __future__ import annotations

import pytest

from search.cleaning import clean


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", ["Café", "It’s", "Zürich", "中国"])
def test_utf8_read_as_a_western_encoding_is_repaired(text: str, wrong: str) -> None:
    result = clean(text.encode().decode(wrong))
    assert result.text == text
    assert {repair.kind for repair in result.repairs} == {"mojibake"}


@pytest.mark.parametrize("text", ["新疆", "众创空间"])
def test_utf8_read_as_gbk_is_repaired(text: str) -> None:
    assert clean(text.encode().decode("gbk")).text == text


def test_mojibake_in_a_sentence_leaves_the_sentence_alone() -> None:
    broken = "新疆".encode().decode("gbk")
    assert clean(f"今天,{broken},天气很好。").text == "今天,新疆,天气很好。"
