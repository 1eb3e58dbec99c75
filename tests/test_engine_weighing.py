"""What words count: as they were typed and as stems."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_fixtures import indexed

from search import Query
from search.analysis.latin import other_number, stem
from search.engine.ranking.weighing import WEIGHTS, weight
from search.engine.segments.fields import SCORED_RUNS, SCORED_WORDS

TEXTS = {
    "typed.txt": (
        "Notes of the committee\n\nThe old mill near the river was rebuilt by the council, and "
        "a race was dug below the mill that winter."
    ),
    "stems.txt": (
        "Notes of the factory\n\nMilling began early; they milled corn, milled oats, milled rye "
        "and went on milling. The mill closed."
    ),
    "other.txt": "Minutes of a meeting\n\nNobody said anything about grain or water that day.",
}


def test_who_types_a_form_of_a_word_finds_first_what_has_that_form_more(tmp_path: Path) -> None:
    library = indexed(tmp_path, TEXTS).open()
    assert [hit.path for hit in library.search(Query("mill")).hits] == ["typed.txt", "stems.txt"]


@pytest.mark.parametrize(("word", "run"), [*zip(SCORED_WORDS, SCORED_RUNS, strict=True)])
def test_a_word_in_latin_letters_weighs_as_much_as_one_in_chinese(word: str, run: str) -> None:
    chinese = weight(word, "中关村") + weight(run, "中关")
    assert weight(word, "mill") + weight(run, "mill") == pytest.approx(chinese)
    assert weight(word, "mill") < WEIGHTS[word]


def test_the_first_sentence_of_a_text_without_title_weighs_like_any_other(tmp_path: Path) -> None:
    rest = "Nobody knows why it happened, and the people who were there have not said so. " * 3
    texts = {
        "first.txt": f"The councillors went to see the quarry at noon. They went home. {rest}",
        "later.txt": f"They went home. The councillors went to see the quarry at noon. {rest}",
        "other.txt": f"The committee had a meeting at noon. They went home. {rest}",
    }
    library = indexed(tmp_path, texts).open()
    first, later = library.search(Query("quarry", group=False)).hits
    assert first.score == pytest.approx(later.score)
    assert [hit.path for hit in library.search(Query("title:quarry")).hits] == ["first.txt"]


def test_a_word_that_every_text_has_is_not_rare_for_standing_in_one_title(tmp_path: Path) -> None:
    said = "The clerk read the minutes and the chairman thanked everybody who had come. "
    texts = {
        "title.txt": f"A reply to the council\n\n{said}The reply was short. {said}",
        "body.txt": f"Minutes of a meeting\n\n{said}{'No reply is a reply. ' * 3}{said}",
        **{f"{n}.txt": f"Meeting {n}\n\n{said}There was no reply. {said}" for n in range(20)},
    }
    library = indexed(tmp_path, texts).open()
    first, *_ = library.search(Query("reply", group=False)).hits
    assert first.path == "body.txt"


NOUNS = {
    "about.txt": "Pensions for all\n\nHow pensions are paid. The pensions rise with prices.",
    "aside.txt": "A cattle report\n\nThe farmer has a pension and forty cows, and he sells milk.",
    "other.txt": "Minutes of a meeting\n\nNobody said anything about money that day.",
}


@pytest.mark.parametrize("typed", ["pension", "pensions"])
def test_a_page_about_a_thing_comes_before_its_mention_in_whichever_number_it_is_typed(
    tmp_path: Path, typed: str
) -> None:
    library = indexed(tmp_path, NOUNS).open()
    assert [hit.path for hit in library.search(Query(typed)).hits] == ["about.txt", "aside.txt"]


@pytest.mark.parametrize(
    ("one", "many"), [("firm", "firms"), ("city", "cities"), ("branch", "branches")]
)
def test_the_other_number_of_a_noun_is_known_from_both(one: str, many: str) -> None:
    assert many in other_number(one)
    assert one in other_number(many)


@given(st.from_regex("[a-z]{1,12}", fullmatch=True))
def test_what_is_taken_for_the_other_number_has_the_same_stem(word: str) -> None:
    assert all(stem(form) == stem(word) and form != word for form in other_number(word))
