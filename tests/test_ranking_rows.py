"""What is cut out of a Chinese text comes back to it first, wherever it was cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import indexed

from search import Library, Query
from search.parsing import rows

TEXTS = {
    "a.txt": "会议纪要\n\n在这里必须说明，系统提供了一个接口，并且建立了一个用户目录。",
    "b.txt": "须知\n\n必须先登记，必须再申请，必须最后领取。这里没有例外。",
    "c.txt": "接口一览\n\n一个接口供一个用户建一个目录，提供与建立都免费。",
    "d.txt": "杂记\n\n供水和建筑都要登记，里程另计。系统会提示用户。",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return indexed(tmp_path_factory.mktemp("rows"), TEXTS).open()


@pytest.mark.parametrize(
    "text", ["里必须", "供了一个 立了一个", "裡必須", "这里必须说", "统提供了", "一个用户目"]
)
def test_a_piece_cut_through_words_finds_the_text_it_was_cut_from_first(
    library: Library, text: str
) -> None:
    assert library.search(Query(text)).hits[0].path == "a.txt"


def test_stop_words_and_the_borders_of_words_count_and_are_told(library: Library) -> None:
    hit = library.search(Query("里必须")).hits[0]
    parts = library.explain(Query("里必须"), hit.id).contributions
    assert "里必" in {part.term for part in parts}


def test_pieces_end_at_spaces_signs_and_other_scripts() -> None:
    whole, *pieces = rows("装数据 库的Vue组件，好")
    assert whole == ("装数", "数据", "据库", "库的", "的", "vue", "组件", "件", "好")
    assert pieces == [("装数", "数据"), ("库的",), ("组件",)]


@given(st.text(alphabet="数据库的 ，ab", max_size=30))
@settings(max_examples=100, deadline=None)
def test_what_pieces_have_was_typed_and_stands_in_it_in_a_row(text: str) -> None:
    whole, *pieces = rows(text)
    for piece in pieces:
        typed = piece[0] + "".join(term[1] for term in piece[1:])
        assert typed in text
        assert set(piece) <= set(whole)


def test_other_words_of_a_query_are_never_asked_for_by_pieces(library: Library) -> None:
    plain = {hit.path for hit in library.search(Query("必须 说明")).hits}
    assert plain == {"a.txt"}
    assert {hit.path for hit in library.search(Query("必须说明")).hits} >= plain
