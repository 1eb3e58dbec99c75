"""Postings: terms in the order of their bytes, whatever these are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.arrays.postings import in_order


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("ab\0众é", max_size=12).map(str.encode)))
def test_byte_strings_are_put_in_order_however_long_what_they_share_is(
    strings: list[bytes],
) -> None:
    assert [strings[place] for place in in_order(strings).tolist()] == sorted(strings)
