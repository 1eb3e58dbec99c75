"""What the search page shows, from plain results."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search import Query
from web import presenters
from web.addresses import Address
from web.labels import catalogue
from web.presenters import Piece, pieces

ENGLISH = catalogue("en")


def test_marked_text_is_cut_into_numbered_pieces() -> None:
    assert pieces("眾創空間", [(0, 2), (3, 4)]) == [Piece("眾創", 1), Piece("空"), Piece("間", 2)]
    assert pieces("ab", []) == [Piece("ab")]
    assert pieces("", [(0, 3)]) == []


def test_marks_that_overlap_or_lie_outside_do_no_harm() -> None:
    assert pieces("abcdef", [(3, 99), (-5, 1), (2, 4), (5, 5), (9, 12)]) == [
        Piece("a", 1), Piece("b"), Piece("cdef", 2),
    ]  # fmt: skip


@given(st.text(), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40))))
def test_pieces_join_to_the_text_and_mark_just_what_was_marked(
    text: str, marks: list[tuple[int, int]]
) -> None:
    cut = pieces(text, marks)
    assert "".join(piece.text for piece in cut) == text
    marked = [piece.mark > 0 for piece in cut for _ in piece.text]
    assert marked == [any(a <= at < b for a, b in marks) for at in range(len(text))]
    numbers = [piece.mark for piece in cut if piece.mark]
    assert numbers == list(range(1, len(numbers) + 1))


def test_texts_carry_the_script_that_their_glyphs_need() -> None:
    assert presenters.language_tag("zh", "Hant") == "zh-Hant"
    assert presenters.language_tag("zh", "Hans") == "zh-Hans"
    assert presenters.language_tag("en", "Latn") == "en"
    assert presenters.language_tag("", "") == ""
    assert presenters.language_tag('en" onload="', "") == ""


def test_pages_show_the_first_the_last_and_the_neighbours() -> None:
    shown = presenters.pages(Address(Query(page=6)), 20)
    assert [step.label if step else None for step in shown.steps] == [
        "1", None, "4", "5", "6", "7", "8", None, "20",
    ]  # fmt: skip
    assert [step.label for step in shown.steps if step and step.current] == ["6"]
    assert (shown.previous, shown.next) == ("/search?page=5", "/search?page=7")


def test_the_first_and_the_last_page_lead_one_way_only() -> None:
    assert presenters.pages(Address(Query()), 2).previous == ""
    assert presenters.pages(Address(Query(page=2)), 2).next == ""
    assert presenters.pages(Address(Query(page=2)), 2).previous == "/search"


def test_the_page_size_in_use_is_offered_even_if_unusual() -> None:
    links = presenters.limits(Address(Query(limit=7)))
    assert [link.label for link in links if link.current] == ["7"]
    assert [link.label for link in links][:2] == ["7", "10"]
