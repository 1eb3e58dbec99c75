"""Text in the other script, for showing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search import in_script


def test_words_decide_where_a_character_has_several_counterparts() -> None:
    assert in_script("皇后之后", "Hant") == "皇后之後"
    assert in_script("乾隆和乾燥", "Hans") == "乾隆和干燥"
    assert in_script("华为的众创空间里", "Hant") == "華為的眾創空間裡"


def test_other_texts_and_scripts_stay_as_they_are() -> None:
    assert in_script("plain", "Hant") == "plain"
    assert in_script("创新", "Latn") == "创新"


def test_characters_that_the_converter_cannot_take_do_not_stop_it() -> None:
    assert in_script("创\0新\ud800业", "Hant") == "創\0新\ud800業"


@given(st.text("创新后乾里\ud800\0 a😀\n"), st.sampled_from(["Hans", "Hant"]))
def test_the_length_stays_so_that_offsets_fit(text: str, script: str) -> None:
    assert len(in_script(text, script)) == len(text)
