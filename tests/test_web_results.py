"""The page of results over HTTP: hits, facets, notes, ways on, near duplicates."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace
from web_fixtures import HITS, ZH, FakeLibrary, Markup, client_over, links

from search import (
    Diagnosis,
    Duplicate,
    Note,
    Query,
    QueryError,
    Results,
    Suggestion,
    WithoutFacet,
    WordCount,
)
from search.results import Explanation


def test_results_show_titles_snippets_facts_and_the_language_of_each_hit(
    client: FlaskClient,
) -> None:
    html = client.get("/search?q=眾創").text
    assert "新疆：<mark>眾創</mark>行動激活創新" in html
    assert "截至年底，<mark>眾創空間</mark>已有29家。" in html
    assert '<div class="snippets" lang="zh-Hant">' in html
    assert '<div class="snippets" lang="en">' in html
    assert '<time datetime="2017-12-27">27 December 2017</time>' in html
    assert "Publisher: </span>天山日报</bdi>" in html
    assert "天山日報</bdi>" in client.get("/search?q=眾創&ui=zh-Hant").text
    assert "news/天山.txt" in html


def test_a_title_leads_to_its_document_and_the_document_back_to_the_same_results(
    client: FlaskClient,
) -> None:
    here = "/search?q=%E5%89%B5&region=650000&sort=newest"
    document = here.replace("/search", f"/document/{ZH}")
    assert document in links(client.get(here).text)
    assert here in links(client.get(document).text)


def test_facets_have_counts_and_links_that_choose_and_let_go(
    client: FlaskClient, fake_library: FakeLibrary
) -> None:
    html = client.get("/search?q=x&region=650000").text
    assert "/search?q=x&region=650000&region=330000" in links(html)
    assert links(html).count("/search?q=x") >= 3  # the value, its chip, clear all
    assert fake_library.asked[-1].filter.regions == ("650000",)
    selected = re.search(r'<a class="choice"[^>]*aria-current="true">(.*?)</a>', html, re.DOTALL)
    assert selected is not None
    assert "Xinjiang" in selected[1]


def test_a_facet_of_which_not_all_is_listed_says_so() -> None:
    library = FakeLibrary()
    whole = library.search(Query("x"))
    library.answer = lambda query: replace(whole, query=query, unlisted={"region": 1234})
    client = client_over(library)
    for path in ("/", "/search?q=x"):
        assert client.get(path).text.count("values that are not listed") == 1
    assert "1,234 more values that are not listed" in client.get("/search?q=x").text
    href = re.search(r'href="([^"]+)">1,234 more values', client.get("/search?q=x&lang=zh").text)
    assert href is not None
    assert href[1] == "/values/region?q=x&amp;lang=zh"
    library.answer = None
    assert "not listed" not in client.get("/search?q=x").text


def test_where_nothing_ranks_the_order_is_by_date_and_says_so() -> None:
    library = FakeLibrary()
    order = re.compile(r'<nav class="order" aria-label="Sort by">(.*?)</nav>', re.DOTALL)
    for score, first in ((1.0, "Relevance"), (0.0, "Newest")):
        library.hits = tuple(replace(hit, score=score) for hit in library.hits)
        found = order.search(client_over(library).get("/search?q=x&ui=en").text)
        assert found is not None
        assert re.findall(r">([A-Z]\w+)</a>", found[1])[0] == first
        assert f'aria-current="true">{first}</a>' in found[1]


def test_a_query_at_the_first_page_leads_to_its_results(client: FlaskClient) -> None:
    reply = client.get("/?q=%E6%96%B0&lang=zh")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/search?q=%E6%96%B0&lang=zh")
    assert " autofocus" in client.get("/").text
    assert " autofocus" not in client.get("/search?q=x").text


def test_the_form_keeps_filters_order_and_language_but_not_the_page(client: FlaskClient) -> None:
    html = client.get("/search?q=x&region=650000&sort=newest&page=2&ui=zh").text
    form = html[html.index('role="search"') :].partition("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert kept == {"region": "650000", "sort": "newest", "ui": "zh-Hans"}


def test_results_are_paged_with_previous_and_next() -> None:
    client = client_over(FakeLibrary(hits=HITS * 15))
    html = client.get("/search?q=x&page=2").text
    markup = Markup(html)
    assert {(a["rel"], a["href"]) for a in markup.all("a") if "rel" in a} == {
        ("prev", "/search?q=x"), ("next", "/search?q=x&page=3"),
    }  # fmt: skip
    assert '<ol class="hits" start="11"' in html
    assert '<html lang="en">' in html


def test_a_page_beyond_the_last_shows_the_last(fake_library: FakeLibrary) -> None:
    html = client_over(fake_library).get("/search?q=x&page=99").text
    assert fake_library.asked[-1].page == 1
    assert "Hackerspace Union" in html


def nothing(query: Query, diagnosis: Diagnosis) -> Results:
    return Results(query, 0, (), {}, 1.0, diagnosis=diagnosis)


def test_filters_are_offered_to_be_dropped_only_with_what_that_gives() -> None:
    here = "/search?q=x&region=650000&lang=en"
    empty = client_over(FakeLibrary(answer=lambda q: nothing(q, Diagnosis((WordCount("x", 0),)))))
    html = empty.get(here).text
    assert "No documents" in html
    assert "There is nothing under these filters" not in html
    assert "Check the spelling" in html
    both = Diagnosis((WordCount("x", 9),), (WithoutFacet("region", 2),), 9)
    html = client_over(FakeLibrary(answer=lambda q: nothing(q, both))).get(here).text
    offers = re.findall(r'<li><a href="([^"]*)">([^<]*)</a> <span class="count">(.*?)</span>', html)
    assert offers == [
        ("/search?q=x&amp;lang=en", "Without the filter “Region”", "(2)"),
        ("/search?q=x", "Without any filter", "(9)"),
    ]
    assert "Check the spelling" not in html


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("unclosed-quote", "never closed"),
        ("relaxed", "hold the other words"),
        ("brand-new-code", "brand-new-code"),
    ],
)
def test_notes_become_sentences_even_unknown_ones(code: str, words: str) -> None:
    def answer(query: Query) -> Results:
        return Results(query, 0, (), {}, 1.0, (Note(code, "<here>"),))

    html = client_over(FakeLibrary(answer=answer)).get("/search?q=x").text
    notes = re.search(r'<section class="notes".*?</section>', html, re.DOTALL)
    assert notes is not None
    assert words in notes[0]
    assert "<here>" not in html


def test_a_filter_that_makes_no_sense_is_explained_and_can_be_removed() -> None:
    def answer(query: Query) -> Results:
        raise QueryError("not a date: soon")

    client = client_over(FakeLibrary(answer=answer))
    page = client.get("/search?q=x&date=soon")
    assert page.status_code == 400
    assert "not a date: soon" in page.text
    assert "/search?q=x" in links(page.text)
    data = client.get("/search.json?q=x&date=soon")
    assert data.status_code == 400
    assert data.json == {"error": {"status": 400, "message": "not a date: soon"}}


def helped(query: Query) -> Results:
    return Results(
        query, 0, (), {}, 1.0,
        expansions=(
            Explanation("创新", "innovate", "CC-CEDICT", 0.5),
            Explanation("创新", "innovation", "CC-CEDICT", 0.5),
        ),
        suggestions=(Suggestion("innovation <i>", 7),),
        diagnosis=Diagnosis((WordCount("创新", 3),), (WithoutFacet("region", 2),)),
    )  # fmt: skip


def test_where_nothing_is_found_the_page_shows_ways_on_with_their_counts() -> None:
    html = client_over(FakeLibrary(answer=helped)).get("/search?q=x&region=650000").text
    assert "/search?q=innovation+%3Ci%3E&region=650000" in links(html)
    assert "(7)" in html
    assert re.search(r'<th scope="row"><bdi>创新</bdi></th><td>3 documents</td>', html)
    assert "Without the filter “Region”" in html
    assert "<i>" not in html


def test_each_word_that_was_looked_for_as_well_can_be_dropped_and_taken_back() -> None:
    client = client_over(FakeLibrary(answer=helped))
    here = "/search?q=x"
    html = client.get(here).text
    assert "Also looked for 2 words" in html
    assert f"{here}&without=innovate" in links(html)
    assert f"{here}&without=%E5%88%9B%E6%96%B0" in links(html)
    dropped = client.get(f"{here}&without=innovate").text
    assert re.search(
        r'<a class="chip" href="/search\?q=x"[^>]*>without <bdi>innovate</bdi>', dropped
    )


def test_a_hit_says_by_which_other_word_it_was_found() -> None:
    html = client_over(FakeLibrary(hits=(replace(HITS[0], via=("maker space",)),))).get(
        "/search?q=x"
    )
    assert re.search(
        r'<p class="via">Found by: <a class="chip" href="/search\?q=x&amp;without=maker\+space" '
        r'aria-label="Search without maker space"><bdi>maker space</bdi>',
        html.text,
    )


def test_a_hit_says_which_typed_words_it_lacks() -> None:
    lacking = replace(HITS[0], lacking=("<b>rare</b>", "稀有"))
    html = client_over(FakeLibrary(hits=(lacking, HITS[1]))).get("/search?q=x").text
    shown = "Missing: <bdi>&lt;b&gt;rare&lt;/b&gt;</bdi> · <bdi>稀有</bdi>"
    assert html.count("Missing:") == html.count(shown) == 1


def test_near_duplicates_stand_below_their_hit_and_can_be_listed_one_by_one() -> None:
    others = tuple(
        Duplicate(f"{n:016x}", f"copy{n}.txt", title, "zh", "Hans", None)
        for n, title in enumerate(("<b>众创</b>", ""))
    )

    def answer(query: Query) -> Results:
        if not query.group:
            return Results(query, 3, HITS, {}, 1.0)
        return Results(query, 3, (replace(HITS[0], duplicates=others),), {}, 1.0, grouped=2)

    client = client_over(FakeLibrary(answer=answer))
    html = client.get("/search?q=x&ui=en").text
    assert "<summary>2 more that say almost the same</summary>" in html
    assert 'lang="zh-Hans"><bdi>&lt;b&gt;众创&lt;/b&gt;</bdi></a>' in html
    assert "<bdi>copy1.txt</bdi></a>" in html, "a document without a title has its path"
    assert "/document/0000000000000001?q=x&ui=en" in links(html)
    assert "/search?q=x&group=no&ui=en" in links(html)
    apart = client.get("/search?q=x&group=no&ui=en").text
    assert "/search?q=x&ui=en" in links(apart)
    assert "Group near-duplicates" in apart


def test_lists_of_all_hits_have_each_near_duplicate_for_itself() -> None:
    library = FakeLibrary()
    for form in ("jsonl", "csv", "atom"):
        client_over(library).get(f"/search.{form}?q=x")
    assert [query.group for query in library.asked] == [False] * 3
