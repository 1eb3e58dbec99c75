"""The bounded memory of arrays: what is kept, what is forgotten."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.arrays.remembered import Remembered


def test_what_is_kept_comes_back_and_cannot_be_changed() -> None:
    memory = Remembered(10_000)
    memory.keep("a", np.arange(3))
    found = memory.get("a")
    assert found is not None
    assert found[0].tolist() == [0, 1, 2]
    with pytest.raises(ValueError, match="read-only"):
        found[0][0] = 9
    assert memory.get("b") is None


def test_a_mark_without_arrays_is_something_else_than_nothing() -> None:
    memory = Remembered(10_000)
    memory.keep("asked")
    assert memory.get("asked") == ()


def test_the_longest_unused_is_forgotten_first() -> None:
    memory = Remembered(20_000)
    memory.keep("a", np.zeros(1000))
    memory.keep("b", np.zeros(1000))
    memory.get("a")
    memory.keep("c", np.zeros(1000))
    assert [key for key in "abc" if memory.get(key) is not None] == ["a", "c"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 400)), max_size=30))
def test_no_more_is_kept_than_there_is_room_for(asked: list[tuple[int, int]]) -> None:
    memory = Remembered(5_000)
    for key, size in asked:
        memory.keep(key, np.zeros(size))
    found = [memory.get(key) for key in range(6)]
    assert sum(array.nbytes for arrays in found if arrays for array in arrays) <= 5_000
