"""Which words of a list stand in a text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.describing.wordlist import WordList

_SOME = st.text("球队赛员ab 去年", max_size=4)


@settings(max_examples=100, deadline=None)
@given(words=st.lists(_SOME.filter(bool), max_size=8), text=st.text("球队赛员ab 去年", max_size=60))
def test_the_words_of_a_list_stand_in_a_text_as_looking_for_each_says(
    words: list[str], text: str
) -> None:
    assert WordList(words).found_in(text) == [word for word in words if word in text]


def test_characters_of_a_word_in_another_order_are_not_the_word() -> None:
    assert WordList(["球队", "联赛"]).found_in("队里的球") == []
