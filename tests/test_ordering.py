"""Which documents come first: the same as if all were sorted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.ordering import numbers, order

scores = st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.5]), min_size=1, max_size=150)


@settings(max_examples=100, deadline=None)
@given(scores, st.integers(1, 12), st.integers(0, 150), st.randoms())
def test_the_best_come_first_and_ties_by_their_keys(
    score: list[float], wanted: int, cut: int, random: Any
) -> None:
    cut = min(cut, len(score))
    keys = list(range(len(score)))
    random.shuffle(keys)
    parts = np.array(keys[:cut], np.uint64), np.array(keys[cut:], np.uint64)
    segments: Any = [SimpleNamespace(columns={"key": part}) for part in parts]
    found = [np.arange(len(part)) for part in parts]
    first = order(segments, found, np.array(score), "relevance", wanted)
    by_hand = sorted(range(len(score)), key=lambda place: (-score[place], keys[place]))
    assert first.tolist() == by_hand[:wanted]
    assert numbers(np.array([0, cut, len(score)]), found, first) == by_hand[:wanted]
