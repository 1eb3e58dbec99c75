"""The lines of the list of hits, from plain results."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from web_fixtures import FACETS, HITS

from search import Hit, Label, Query, Results, Snippet
from web import hits
from web.addresses import Address
from web.labels import catalogue

ENGLISH = catalogue("en")


def line(hit: Hit) -> hits.Line:
    query = Query("x")
    (made,) = hits.lines(Address(query), Results(query, 1, (hit,), FACETS, 1.0), ENGLISH)
    return made


def test_a_hit_without_title_is_called_by_its_path() -> None:
    assert line(replace(HITS[0], title=" ")).title == "news/天山.txt"
    assert line(replace(HITS[0], title=" ", path="<b>")).title == "&lt;b&gt;"


def test_a_country_is_not_named_beside_a_place_inside_it() -> None:
    china, xinjiang, japan = Label("CN", "China"), Label("650000", "Xinjiang"), Label("JP", "Japan")
    assert line(replace(HITS[0], regions=(xinjiang, china, japan))).places == ("Xinjiang", "Japan")
    assert line(replace(HITS[0], regions=(china, japan))).places == ("China", "Japan")


def test_a_ring_of_places_ends() -> None:
    ring = {"a": "b", "b": "a"}
    assert len(hits.places((Label("a", "A"), Label("b", "B")), ring, {})) <= 2


def test_a_passage_that_only_repeats_the_title_is_left_out_unless_it_is_all_there_is() -> None:
    title, other = Snippet(HITS[0].title), Snippet("more")
    assert line(replace(HITS[0], snippets=(title, other))).passages == ("more",)
    assert len(line(replace(HITS[0], snippets=(title,))).passages) == 1


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from("ab<>&\"'創"), max_size=20),
    st.lists(st.tuples(st.integers(-2, 25), st.integers(-2, 25)), max_size=5),
)
def test_marked_text_is_escaped_and_reads_as_the_text(
    text: str, marks: list[tuple[int, int]]
) -> None:
    html = hits.marked(text, marks)
    assert unescape(re.sub("</?mark>", "", html)) == text
    assert "<" not in re.sub("</?mark>", "", html)
    assert html.count("<mark>") == html.count("</mark>")
