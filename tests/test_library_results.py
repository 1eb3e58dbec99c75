"""Filters, facets, pages and sorts over the seeds; the JSON form and the snippets."""

from __future__ import annotations

import json

import pytest
from index_fixtures import Shelf, ask, marked, seeds_found

from search import SORTS, Library, Query, QueryError, Results, Sort

# Filters, facets, pages, sorts.


def test_filters_are_or_inside_a_facet_and_and_between(library: Library) -> None:
    two = seeds_found(library, "", regions=("330000", "哈萨克斯坦"))
    assert sorted(two) == ["001", "002", "004"]
    assert seeds_found(library, "", regions=("330000", "KZ"), dates=("2012",)) == ["001"]
    assert sorted(seeds_found(library, "", dates=("2012", "2017"))) == ["001", "003"]


def test_a_facets_own_choice_does_not_shrink_its_counts(library: Library) -> None:
    free, chosen = ask(library), ask(library, regions=("330000",))
    assert _counts(chosen, "region") == _counts(free, "region")
    assert _counts(chosen, "date") == {"2016": 2}
    assert _counts(chosen, "language") == {"en": 2}
    selected = {v.value for v in chosen.facets["region"] if v.selected}
    assert selected == {"330000"}


def test_facets_count_the_answers_of_the_query(library: Library) -> None:
    results = ask(library, "众创空间")
    assert _counts(results, "language") == {"zh": 1}
    assert _counts(results, "date") == {"2017": 1}
    assert _counts(results, "region")["650000"] == 1


def test_a_choice_without_answers_is_still_shown_as_chosen(library: Library) -> None:
    results = ask(library, "众创空间", regions=("330000",))
    (value,) = [v for v in results.facets["region"] if v.selected]
    assert (value.value, value.count, results.total) == ("330000", 0, 0)


def test_labels_follow_the_reader_and_content_does_not(library: Library) -> None:
    english, chinese = (library.search(Query("创新", ui=ui)) for ui in ("en", "zh"))
    assert [hit.id for hit in english.hits] == [hit.id for hit in chinese.hits]
    labels = [
        {value.value: value.label for value in results.facets["region"]}
        for results in (english, chinese)
    ]
    assert labels[0]["650000"].startswith("Xinjiang")
    assert labels[1]["650000"].startswith("新疆")


def test_region_values_name_the_value_that_contains_them(library: Library) -> None:
    parents = {v.value: v.parent for v in ask(library).facets["region"]}
    assert parents["650100"] == "650000"
    assert parents["330108"] == "330100"


def test_unknown_filter_values_are_told(library: Library) -> None:
    with pytest.raises(QueryError, match="Atlantis"):
        ask(library, regions=("Atlantis",))
    for date in ("yesterday", "2016-13", "2016-02-30", "2017..2016"):
        with pytest.raises(QueryError, match="date"):
            ask(library, dates=(date,))
    assert ask(library, organisations=("Nobody Inc",)).total == 0


@pytest.mark.parametrize("text", ["", "maker OR 创新 OR zone"])
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_pages_hold_every_hit_once(library: Library, text: str, sort: Sort, limit: int) -> None:
    whole = library.search(Query(text, sort=sort, limit=200))
    first = library.search(Query(text, sort=sort, limit=limit))
    pages = [
        library.search(Query(text, sort=sort, limit=limit, page=page))
        for page in range(1, first.pages + 2)
    ]
    assert [hit.id for page in pages for hit in page.hits] == [hit.id for hit in whole.hits]
    assert {page.total for page in pages} == {whole.total} == {5}
    assert pages[-1].hits == ()


@pytest.mark.parametrize("text", ["", "*", "region:CN", "-zzzz"])
def test_the_newest_come_first_where_nothing_ranks(library: Library, text: str) -> None:
    hits = library.search(Query(text)).hits
    assert len(hits) > 2
    assert [hit.id for hit in hits] == [
        hit.id for hit in library.search(Query(text, sort="newest")).hits
    ]


def test_sorts_are_by_date_and_by_title(library: Library) -> None:
    newest = [hit.date or "" for hit in library.search(Query(sort="newest")).hits]
    assert newest == sorted(newest, reverse=True)
    oldest = [hit.date or "" for hit in library.search(Query(sort="oldest")).hits]
    assert oldest == sorted(oldest)
    titles = library.search(Query(sort="title")).hits
    assert [hit.path[:3] for hit in titles] == ["002", "000", "001", "004", "003"]


def test_a_document_without_date_comes_last_by_either_date(shelf: Shelf) -> None:
    shelf.write("dated.txt", "A maker space opened\n\nUpdated: 2016-06-06\n\nIt has 15 desks.")
    shelf.write("undated.txt", "A maker space closed\n\nNobody knows when that was.")
    shelf.update()
    for sort in ("newest", "oldest"):
        hits = shelf.open().search(Query("maker", sort=sort)).hits
        assert [hit.date for hit in hits] == ["2016-06-06", None]


# The JSON form, snippets.


def test_the_json_object_has_the_documented_keys(library: Library) -> None:
    plain = json.loads(json.dumps(ask(library, "眾創空間").as_json()))
    assert {"query", "total", "page", "limit", "hits", "facets", "took_ms"} <= set(plain)
    assert (plain["query"], plain["total"], plain["page"]) == ("眾創空間", 1, 1)
    (hit,) = plain["hits"]
    wanted = "id path title language script date regions organisations score snippets"
    assert set(wanted.split()) <= set(hit)
    assert (hit["language"], hit["script"], hit["date"]) == ("zh", "Hant", "2017-12-27")
    assert hit["path"] == "003_7b8e48cdbf8a5564.txt"
    for value in (*hit["regions"], *hit["organisations"]):
        assert {"id", "label"} <= set(value)
    for snippet in hit["snippets"]:
        assert {"text", "marks"} <= set(snippet)
        assert all(len(mark) == 2 for mark in snippet["marks"])
    assert {"date", "region", "organisation", "language"} <= set(plain["facets"])
    for values in plain["facets"].values():
        for value in values:
            assert {"value", "label", "count", "selected"} <= set(value)
    assert plain["took_ms"] >= 0


def test_snippets_are_in_the_documents_own_script_and_mark_whole_words(library: Library) -> None:
    results = ask(library, "众创空间")
    assert "眾創空間" in marked(results)
    assert all("众" not in s.text for hit in results.hits for s in hit.snippets)
    text = library.show(results.hits[0].id).document.clean.text
    squeezed = " ".join(text.split())
    for snippet in results.hits[0].snippets:
        assert " ".join(snippet.text.strip("…").split()) in squeezed


@pytest.mark.parametrize(
    "text", ["众创空间", "maker space", "3w cafe", '"创新基因"', "title:maker", ""]
)
def test_marks_are_offsets_into_the_snippet(library: Library, text: str) -> None:
    for hit in ask(library, text).hits:
        assert hit.snippets
        for shown, marks in [(s.text, s.marks) for s in hit.snippets] + [
            (hit.title, hit.title_marks)
        ]:
            ends = [0, *(end for mark in marks for end in mark), len(shown)]
            assert ends == sorted(ends)
            assert all(a < b and shown[a:b] == shown[a:b].strip() for a, b in marks)


def test_titles_are_marked(library: Library) -> None:
    (hit,) = ask(library, "title:众创").hits
    assert [hit.title[a:b] for a, b in hit.title_marks] == ["眾創"]


def _counts(results: Results, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in results.facets[facet]}
