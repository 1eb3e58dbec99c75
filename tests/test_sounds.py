"""Sounds of characters: readings, homophones, letters read as syllables."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.answering.sounds import abbreviated, homophones, read_as, readings, syllables


def test_a_character_has_the_readings_that_are_in_use() -> None:
    assert readings("齐") == ("qi",)
    assert set(readings("重")) == {"zhong", "chong"}
    assert readings("x") == ()


def test_homophones_share_a_reading_and_come_without_the_character_itself() -> None:
    assert "齐" in homophones("其")
    assert "其" not in homophones("其")
    assert "众" in homophones("中")
    assert {"种", "虫"} <= set(homophones("重"))
    assert homophones("x") == ""


@given(st.sampled_from("其中重创客齐行长乐"))
def test_homophones_are_mutual_where_both_are_common(character: str) -> None:
    for other in homophones(character)[:5]:
        assert set(readings(other)) & set(readings(character))


def test_letters_are_read_as_syllables_in_every_likely_way() -> None:
    assert syllables("chuangke")[0] == ("chuang", "ke")
    assert ("xian",) in syllables("xian")
    assert ("xi", "an") in syllables("xian")


def test_the_last_syllable_may_be_only_begun() -> None:
    assert ("chuang", "k") in syllables("chuangk")
    assert syllables("zhongguoz")[0] == ("zhong", "guo", "z")


def test_what_is_no_pinyin_is_not_read() -> None:
    assert syllables("wlmq") == ()
    assert syllables("3w") == ()


def test_a_character_that_was_written_otherwise_may_have_a_sound_of_its_own() -> None:
    assert "疆" not in homophones("强")
    assert "疆" in homophones("强", "彊")
    assert homophones("强", "强") == homophones("强")


def test_syllables_may_stand_apart_and_be_initials() -> None:
    assert syllables("ren kou")[0] == ("ren", "kou")
    assert syllables("xi'an")[0] == ("xi", "an")
    assert ("da", "x", "m") in abbreviated("daxm")
    assert ("zh", "g", "c") in abbreviated("zhgc")


@given(st.text("abcdeghinouxz '", max_size=24))
@settings(max_examples=60, deadline=None)
def test_initials_and_syllables_join_to_the_letters(letters: str) -> None:
    for way in (*syllables(letters), *abbreviated(letters)):
        assert "".join(way) == letters.replace(" ", "").replace("'", "")


@given(st.text("abcdeghinouxz", max_size=40))
@settings(max_examples=60, deadline=None)
def test_syllables_join_to_the_letters_and_are_known(letters: str) -> None:
    for way in syllables(letters):
        assert "".join(way) == letters
        assert all(read_as(syllable) for syllable in way[:-1])
