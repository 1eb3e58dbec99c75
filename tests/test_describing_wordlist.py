"""Which words of a list stand in a text, and patterns that are made when they are needed."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from search.describing.wordlist import WordList, late

_SOME = st.text("球队赛员ab 去年", max_size=4)


@settings(max_examples=100, deadline=None)
@given(words=st.lists(_SOME.filter(bool), max_size=8), text=st.text("球队赛员ab 去年", max_size=60))
def test_the_words_of_a_list_stand_in_a_text_as_looking_for_each_says(
    words: list[str], text: str
) -> None:
    assert WordList(words).found_in(text) == [word for word in words if word in text]


def test_characters_of_a_word_in_another_order_are_not_the_word() -> None:
    assert WordList(["球队", "联赛"]).found_in("队里的球") == []


def test_a_late_pattern_is_made_at_the_first_question_and_once() -> None:
    made: list[str] = []

    def write() -> str:
        made.append("球队")
        return "(球队)|赛"

    pattern = late(write, re.IGNORECASE)
    assert not made
    assert [m.span() for m in pattern.finditer("球队赛")] == [(0, 2), (2, 3)]
    assert pattern.sub("-", "赛ab") == "-ab"
    assert (pattern.groups, made) == (1, ["球队"])


@settings(max_examples=50, deadline=None)
@given(text=st.text("球队赛AB", max_size=20))
def test_a_late_pattern_finds_what_a_compiled_one_does(text: str) -> None:
    here, there = (find("赛+|b", re.IGNORECASE) for find in (_late, re.compile))
    assert here.split(text) == there.split(text)


def _late(pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
    return late(lambda: pattern, flags)
