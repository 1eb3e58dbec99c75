"""What words count: as they were typed and as stems."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import indexed

from search import Query
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
