"""The sorted terms of a field: what is looked up is found, before and with the guide to them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.segments.lexicon import Lexicon

words = st.text(alphabet="ab市", min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.sets(words, max_size=200), st.lists(words, min_size=150, max_size=200))
def test_terms_are_found_also_where_one_begins_or_ends_others(
    known: set[str], asked: list[str]
) -> None:
    terms = sorted(word.encode() for word in known)
    blob = np.frombuffer(b"".join(terms), np.uint8)
    lexicon = Lexicon(blob, np.cumsum([0, *map(len, terms)]))
    number = {term: i for i, term in enumerate(terms)}
    for word in [*asked, *known]:
        assert lexicon.find(word.encode()) == number.get(word.encode(), -1)
    assert lexicon.find(b"") == -1
