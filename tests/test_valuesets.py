"""The sets of facet values that documents share: counted like the documents themselves."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.arrays.postings import invert
from search.engine.arrays.valuesets import ValueSets, join, value_sets

VALUES = [f"v{number:02}" for number in range(30)]
documents = st.lists(st.lists(st.sampled_from(VALUES), max_size=24, unique=True), min_size=1)


@settings(max_examples=60, deadline=None)
@given(documents, st.integers(1, 40), st.data())
def test_values_are_counted_as_if_by_hand(
    rows: list[list[str]], times: int, data: st.DataObject
) -> None:
    rows = rows * times
    postings = invert([{"f": row} for row in rows], "f", positional=False)
    sets = ValueSets(len(postings.terms), dict(value_sets(postings, len(rows))))
    mask = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    chosen = np.flatnonzero(mask)
    by_hand = Counter(value for i in chosen.tolist() for value in rows[i] or [""])
    counts = sets.count(chosen)
    assert counts.tolist() == [by_hand[term.decode()] for term in postings.terms] + [by_hand[""]]
    order = np.array(data.draw(st.permutations(range(len(counts)))), np.int64)
    last = np.arange(len(counts))
    twice = join([sets, sets], [order, last], len(postings.terms))
    again = twice.count(np.concatenate([chosen, chosen + len(rows)]))
    assert again.tolist() == (counts[np.argsort(order)] + counts).tolist()
    assert np.flatnonzero(sets.unstated).tolist() == [i for i, row in enumerate(rows) if not row]
