"""Which documents come first: the same as if all were sorted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.ranking.ordering import order

scores = st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.5]), min_size=1, max_size=150)


@settings(max_examples=100, deadline=None)
@given(scores, st.integers(1, 12), st.integers(0, 50), st.randoms())
def test_the_best_come_first_and_ties_by_their_keys(
    score: list[float], wanted: int, others: int, random: Any
) -> None:
    keys = list(range(len(score) + others))
    random.shuffle(keys)
    days = [key // 3 for key in keys]
    columns = {"key": np.array(keys, np.uint64), "first": np.array(days, np.int64)}
    collection: Any = SimpleNamespace(column=columns.__getitem__)
    found = np.array(sorted(random.sample(range(len(keys)), len(score))), np.int64)
    first = order(collection, found, np.array(score), "relevance", wanted)
    ranks = score if any(score) else [days[number] for number in found]  # else the newest first
    by_hand = sorted(range(len(score)), key=lambda place: (-ranks[place], keys[found[place]]))
    assert first.tolist() == by_hand[:wanted]
