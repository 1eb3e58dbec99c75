"""Small numbers in half a byte: whatever goes in comes out, in slices and one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.arrays.packed import Packed, pack

mostly_small = st.lists(
    st.one_of(*[st.integers(0, 14)] * 30, st.integers(0, 70_000)), min_size=1, max_size=300
)


@settings(max_examples=100, deadline=None)
@given(mostly_small, st.data())
def test_any_numbers_come_back(numbers: list[int], data: st.DataObject) -> None:
    packed = Packed("x", dict(pack("x", np.array(numbers))))
    low = data.draw(st.integers(0, len(numbers)))
    high = data.draw(st.integers(low, len(numbers)))
    assert packed.between(low, high).tolist() == numbers[low:high]
    places = data.draw(st.lists(st.integers(0, len(numbers) - 1)))
    assert packed.take(np.array(places, np.int64)).tolist() == [numbers[i] for i in places]


def test_small_numbers_take_half_a_byte() -> None:
    numbers = np.arange(10_000) % 15
    numbers[77] = 1_000_000
    assert sum(array.nbytes for _, array in pack("x", numbers)) < 5_100


def test_numbers_that_are_mostly_large_take_no_more_than_before() -> None:
    numbers = np.arange(1_000) % 250
    assert sum(array.nbytes for _, array in pack("x", numbers)) == 1_000
