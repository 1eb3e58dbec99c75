"""Chunks that are one thing though signs or scripts part them: addresses and dates."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.parsing import chunk
from search.query import Leaf, Word


def read(text: str) -> list[Leaf]:
    """The leaves of a chunk."""
    return list(chunk(text, "any", 16))


def runs(text: str) -> list[tuple[str, ...]]:
    """The run terms of the words of a chunk."""
    return [leaf.runs for leaf in read(text) if isinstance(leaf, Word)]


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.org/books/frontier?id=42",
        "http://example.org/books/frontier?id=42",
        "www.example.org/books/frontier?id=42",
    ],
)
def test_an_address_is_one_word_however_it_is_fetched(text: str) -> None:
    assert runs(text) == [("example", "org", "books", "frontier", "id", "42")]


def test_an_address_that_is_only_begun_is_read_as_words() -> None:
    assert runs("https://") == [("https",)]
    assert runs("www.") == [("www",)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("2016年8月", ("2016", "年", "8")),
        ("2016年8月21日", ("2016", "年", "8", "月", "21")),
        ("8月21日", ("8", "月", "21")),
        ("二〇一六年八月", ("二〇", "〇一", "一六", "六年", "年八", "八月")),
    ],
)
def test_a_day_or_month_is_one_word(text: str, terms: tuple[str, ...]) -> None:
    assert runs(text) == [terms]
    assert runs(f"{text}份工作会议")[0] == terms


@pytest.mark.parametrize("text", ["2016年", "8月", "五月", "12016年8", "年月日"])
def test_a_year_or_a_month_alone_is_read_as_any_number(text: str) -> None:
    assert all(len(terms) < 3 for terms in runs(text))


@given(st.text("0123456789〇一二十年月日http:/w.?=*a 中", max_size=24))
@settings(deadline=None, max_examples=100)
def test_any_chunk_is_read_as_parts_of_it(text: str) -> None:
    assert all(getattr(leaf, "text", "") in text for leaf in read(text))
