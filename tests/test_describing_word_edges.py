"""Edges of words: found clause by clause when asked for, they are those of the whole text."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.segmentation import cut
from search.describing.word_edges import Edges

_TEXTS = st.text(alphabet="青海南部中国科学院的人 ab1%-.+#&_·。，、：“）(,;\n", max_size=60)


def _all_edges(text: str) -> list[int]:
    """The edges of all lines, each line break being a word."""
    pieces = [piece for line in text.split("\n") for piece in (*cut(line), "\n")][:-1]
    return [0, *accumulate(map(len, pieces))]


@settings(max_examples=100, deadline=None)
@given(_TEXTS, st.data())
def test_edges_do_not_depend_on_what_was_asked_before(text: str, data: st.DataObject) -> None:
    edges, expected = Edges(text), _all_edges(text)
    for place in data.draw(st.permutations(range(len(text) + 1))):
        assert edges.at(place) == (place in expected)


@settings(max_examples=100, deadline=None)
@given(_TEXTS, st.data())
def test_the_nearest_edges_are_found_across_lines(text: str, data: st.DataObject) -> None:
    edges, expected = Edges(text), _all_edges(text)
    for place in data.draw(st.permutations(range(len(text) + 1))):
        assert edges.before(place) == max((e for e in expected if e < place), default=0)
        assert edges.after(place) == min((e for e in expected if e > place), default=place)


def test_a_line_longer_than_the_segmenter_takes_has_the_edges_of_its_pieces() -> None:
    text = "青海南部\n" + "中国科学院，的人" * 100 + "\n"
    edges, expected = Edges(text), _all_edges(text)
    assert [p for p in range(len(text) + 1) if edges.at(p)] == expected
    assert [edges.before(p) for p in expected[1:]] == expected[:-1]
    assert [edges.after(p) for p in expected[:-1]] == expected[1:]
