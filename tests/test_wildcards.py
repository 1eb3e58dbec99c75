"""The terms that a wildcard pattern stands for."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import translate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engine.segments import wildcards
from search.engine.segments.lexicon import Lexicon
from search.engine.segments.wildcards import MAX_EXPANSIONS, expand

words = st.text("abé的新𠀀", min_size=1, max_size=6)
patterns = st.text("ab的新𠀀*?", min_size=1, max_size=6).filter(lambda p: re.search(r"[*?]", p))


def lexicon(terms: list[str]) -> Lexicon:
    """Terms as they lie in a segment."""
    ordered = sorted({term.encode() for term in terms})
    ends = np.cumsum([0, *map(len, ordered)])
    return Lexicon(np.frombuffer(b"".join(ordered), np.uint8), ends)


@given(st.lists(words, max_size=40), patterns)
def test_it_stands_for_the_terms_that_have_its_shape(terms: list[str], pattern: str) -> None:
    known = lexicon(terms)
    numbers, cut = expand(known, pattern)
    shape = re.compile(translate(pattern))
    assert [known[i].decode() for i in numbers] == [
        term.decode() for term in known if shape.fullmatch(term.decode())
    ]
    assert not cut


@pytest.mark.parametrize("pattern", ["a*", "*1*", "a*1"])
def test_of_too_many_terms_the_first_are_taken_and_it_says_so(pattern: str) -> None:
    known = lexicon([f"a{number}1" for number in range(MAX_EXPANSIONS + 1)])
    numbers, cut = expand(known, pattern)
    assert numbers.tolist() == list(range(MAX_EXPANSIONS))
    assert cut
    some = lexicon([f"a{number}1" for number in range(MAX_EXPANSIONS)])
    assert not expand(some, pattern)[1]


@pytest.mark.parametrize("pattern", ["*b*a*", "?a", "*xa", "*a*xx*"])
def test_only_terms_that_may_match_are_compared(
    pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = lexicon([f"a{number:04}" for number in range(5000)])
    one, read = Lexicon.__getitem__, Counter[int]()

    def counted(lexicon: Lexicon, i: int) -> bytes:
        read[i] += 1
        return one(lexicon, i)

    monkeypatch.setattr(Lexicon, "__getitem__", counted)
    assert not len(expand(known, pattern)[0])
    assert read.total() < 100


def test_a_pattern_that_nearly_fits_too_many_terms_is_given_up_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wildcards, "_TRIED", 100)
    known = lexicon([f"a{number:04}b" for number in range(300)])
    assert not len(expand(known, "*b*a*")[0])
    assert expand(known, "*b*a*")[1]
    numbers, cut = expand(known, "*29*b")
    assert len(numbers) == 13
    assert not cut
