"""Unicode repairs, through the door."""

from __future__ import annotations

import pytest

from search.cleaning import clean


@pytest.mark.parametrize(
    ("raw", "text", "kind"),
    [
        ("Cafe\u0301", "Café", "composition"),
        ("\uf90a\uf9e8", "金裡", "composition"),
        ("使⽤者", "使用者", "radical"),
        ("广东省人⺠政府⻓沙⻋站", "广东省人民政府长沙车站", "radical"),
        ("co\u00adoperate", "cooperate", "control"),
        ("in\u200bvisible", "invisible", "control"),
        ("a\ufeffb", "ab", "control"),
        ("x\u202egnp.exe", "xgnp.exe", "control"),
        ("a\x00b", "ab", "control"),
        ("one\u00a0two", "one two", "space"),
        ("page\x0cnext", "page\nnext", "line"),
        ("bad\ud800end", "bad\ufffdend", "surrogate"),
    ],
)
def test_a_character_becomes_its_plain_twin_and_the_change_is_recorded(
    raw: str, text: str, kind: str
) -> None:
    result = clean(raw)
    assert result.text == text
    assert {repair.kind for repair in result.repairs} == {kind}


def test_a_radical_that_is_only_a_part_of_characters_stays() -> None:
    assert clean("偏旁⻈与⺡").text == "偏旁⻈与⺡"
