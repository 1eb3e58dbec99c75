"""What arrays tell of a text is what looking at each character tells."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.scanning import Beginnings, Kinds

WORDS = ("中国", "中关村", "国务院", "部", "𠮷野", "é")
FOUND = Beginnings(WORDS)
TEXTS = st.text(st.sampled_from("中国关村务院部𠮷野éa\n\ud800")) | st.text(
    st.characters(codec=None)
)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_place_where_a_word_begins_is_missed_and_places_come_in_order(text: str) -> None:
    begins = {word[:2] for word in WORDS}
    expected = [i for i in range(len(text)) if {text[i], text[i : i + 2]} & begins]
    places = FOUND.places(text)
    assert places == sorted(set(places))
    assert set(expected) <= set(places) <= set(range(len(text)))


def test_hardly_any_other_place_is_found() -> None:
    text = "".join(map(chr, range(0x4E00, 0x9FFF)))
    assert len(FOUND.places(text)) < 10


@pytest.mark.parametrize("text", ["", "中", "a" * 300])
def test_a_text_without_two_characters_of_a_word_has_no_place(text: str) -> None:
    assert Beginnings(["中国"]).places(text) == []


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_characters_are_counted_by_the_last_range_that_has_them(text: str) -> None:
    kinds = Kinds([("low", 0, 0x7F), ("han", 0x4E00, 0x9FFF), ("own", 0x56FD, 0x56FD)])

    def kind(character: str) -> str:
        if character == "国":
            return "own"
        return "low" if character <= "\x7f" else "han" if "一" <= character <= "\u9fff" else ""

    expected = Counter(map(kind, text))
    expected.pop("", None)
    assert kinds.counts(text) == dict(expected)
