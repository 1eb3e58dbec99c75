"""Explain: how a query was read, and parts of a score that add up to it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import indexed

from search import Library, NotFound, Query
from search.results import Explained

WORDS = ["众创空间", "創客", "maker", "Makers", "space", "乌鲁木齐", "空", '"maker space"', "mak*",
         "title:maker", "makre~", "the", "-的", "OR", "lang:zh", "(", ")", "杭州",
         "m & a", "C++*", "众?空间", '"maker hangzhou"~5', '"众创空间 创客"~9', "-maker",
         "(maker|创客)", "title:(空间 OR space)", "region:浙江", "file:a", "*", "创*",
         "‘maker space’", "zebra",
         "石河子大学", "mekar~2", "date:2016", "创客空间里", "urumqi"]  # fmt: skip


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Library:
    documents = {
        "a.txt": "Maker space\n\nThe maker space in Hangzhou. Makers make space; a space.",
        "b.txt": "杭州众创空间\n\n杭州的众创空间里有创客。空间很大。",
        "c.txt": "烏魯木齊\n\n烏魯木齊的眾創空間和創客,maker 也来。",
        "d.txt": "Space\n\nSpace in Urumqi, Hangzhou and elsewhere.",
    }
    return indexed(tmp_path_factory.mktemp("news"), documents).open()


def leaf(explained: Explained, text: str) -> tuple[str, ...]:
    (found,) = (r for r in explained.readings if r.text == text and r.kind != "alternative")
    return (found.kind, *found.runs)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), st.booleans())
@settings(max_examples=100, deadline=None)
def test_the_contributions_of_every_hit_add_up_to_its_score(
    news: Library, text: str, expand: bool
) -> None:
    query = Query(text, expand=expand)
    for hit in news.search(query).hits:
        explained = news.explain(query, hit.id)
        assert explained.hit is not None
        assert explained.hit.score == hit.score
        total = math.fsum(part.score for part in explained.contributions)
        assert math.isclose(total, hit.score, rel_tol=1e-9)


@pytest.mark.parametrize("text", ["maker", "創客", '"maker space"', "mak*", "makre~"])
def test_without_alternatives_single_parts_need_no_other_contribution_than_their_terms(
    news: Library, text: str
) -> None:
    query = Query(text, expand=False)
    hits = news.search(query).hits
    assert hits
    for hit in hits:
        parts = news.explain(query, hit.id).contributions
        assert all(part.field and part.term for part in parts if part.term != "side by side")


def test_words_that_stand_side_by_side_and_the_scale_of_languages_are_told(news: Library) -> None:
    def terms(text: str, name: str) -> list[str]:
        parts = news.explain(Query(text), name).contributions
        return [part.term for part in parts if not part.field and "instead" not in part.term]

    assert "side by side" in terms("maker space", "a.txt")
    assert "language" not in terms("maker space", "a.txt")
    assert "language" in terms("maker", "b.txt")


def test_the_tree_is_told_in_words(news: Library) -> None:
    def tree(text: str) -> str:
        return news.explain(Query(text, expand=False)).tree

    assert tree("maker space") == "maker AND space"
    assert tree("maker (space OR title:杭州) -foo") == "maker AND (space OR title:杭州) AND NOT foo"
    assert tree('"maker space"') == '"maker space"'
    assert tree("*") == "everything"
    assert tree("lang:zh maker") == "language:zh AND maker"
    assert tree("maker Atlantis").endswith(" OR the weightiest of (maker)")


def test_alternatives_are_told_with_what_they_stand_for(news: Library) -> None:
    explained = news.explain(Query("maker"), "b.txt")
    assert explained.expansions
    assert "[or " in explained.tree
    assert any(r.kind == "alternative" for r in explained.readings)
    assert any(part.term.startswith("instead: ") for part in explained.contributions)


def test_terms_of_both_channels_and_folding_are_told(news: Library) -> None:
    explained = news.explain(Query("眾創空間 Makers", expand=False))
    assert leaf(explained, "Makers") == ("word", "makers")
    folded = {r.text: r.folded for r in explained.readings}
    assert folded["眾創"] == "众创"
    assert folded["Makers"] == ""
    assert {r.text: r.words for r in explained.readings}["Makers"] == ("maker",)
    assert {r.text: r.count for r in explained.readings}["Makers"] == 2


def test_dropped_stop_words_and_notes_are_told(news: Library) -> None:
    explained = news.explain(Query("the maker OR"))
    assert explained.dropped == ("the",)
    assert [note.code for note in explained.notes] == ["stray-operator"]
    assert news.explain(Query("the")).dropped == ()


@pytest.mark.parametrize("text", ["maker -urumqi", "maker NOT urumqi", "maker -(urumqi OR x)"])
def test_what_is_ruled_out_is_told_with_how_many_documents_have_it(
    news: Library, text: str
) -> None:
    told = [(r.kind, r.text, r.count) for r in news.explain(Query(text, expand=False)).readings]
    assert ("word", "maker", 2) in told
    assert ("excluded", "urumqi", 1) in told


def test_languages_that_were_widened_to_are_named(news: Library) -> None:
    assert "language:zh" in (tree := news.explain(Query("maker hangzhou")).tree)
    assert "language: " not in tree
    assert not any(r.text == "" for r in news.explain(Query("maker hangzhou")).readings)


def test_a_document_that_does_not_match_scores_nothing(news: Library) -> None:
    explained = news.explain(Query("maker", expand=False), "d.txt")
    assert explained.hit is not None
    assert (explained.hit.score, explained.contributions) == (0.0, ())


def test_an_unknown_document_is_not_found_and_none_is_needed(news: Library) -> None:
    assert news.explain(Query("maker")).hit is None
    with pytest.raises(NotFound):
        news.explain(Query("maker"), "nothing.txt")


def test_the_json_form_is_plain(news: Library) -> None:
    plain = news.explain(Query("maker", expand=False), "a.txt").as_json()
    assert plain["hit"]["path"] == "a.txt"
    assert {"leaf", "field", "term", "score"} == set(plain["contributions"][0])
    assert news.explain(Query("maker")).as_json()["hit"] is None


def test_a_headline_inside_a_text_counts_for_more_and_is_named(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    opening = "New offices in the zone\n\nThe zone has many new offices and laboratories this year."
    plain = f"{opening}\n\nThere are cheap loans for all of the companies in the zone."
    headed = f"{opening}\n\nCheap loans\n\nThere are such for all of the companies in the zone."
    library = indexed(tmp_path_factory.mktemp("h"), {"a.txt": plain, "b.txt": headed}).open()
    first, second = library.search(Query("cheap loans")).hits
    assert (first.path, second.path) == ("b.txt", "a.txt")
    for hit in (first, second):
        parts = library.explain(Query("cheap loans"), hit.id).contributions
        named = {part.field for part in parts} & {"headline", "headline_runs"}
        assert named == ({"headline", "headline_runs"} if hit is first else set())
        assert math.isclose(math.fsum(part.score for part in parts), hit.score, rel_tol=1e-9)
    assert library.search(Query("title:loans")).total == 0
    assert library.search(Query('"year cheap loans there are such"')).total == 1
