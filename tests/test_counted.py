"""Counts of a facet's values: the commonest ones alone, or all as a dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.matching.counted import Counted


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.integers(1, 8), st.data())
def test_the_foremost_are_the_commonest_with_their_ties_and_what_is_not_stated(
    total: list[int], most: int, data: st.DataObject
) -> None:
    unstated = data.draw(st.integers(0, len(total) - 1))
    names = [f"v{i}" for i in range(len(total))]
    counted = Counted(np.array(names, object), np.array(total), unstated)
    known = {name: count for name, count in zip(names, total, strict=True) if count}
    assert counted == known
    assert len(counted) == len(known)
    least = sorted(known.values(), reverse=True)[:most][-1:] or [0]
    expected = {k: n for k, n in known.items() if n >= least[0] or k == names[unstated]}
    assert counted.foremost(most) == expected
