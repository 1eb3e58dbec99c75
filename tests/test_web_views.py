"""The pages over HTTP: what they show, and that nothing hostile gets through."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_fixtures import DOCUMENT, EN, HITS, STATS, ZH, FakeLibrary, Markup, client_over, links

from search import (
    DamagedIndex,
    Diagnosis,
    Duplicate,
    FacetValue,
    IndexLocked,
    Label,
    NoIndex,
    Note,
    Query,
    QueryError,
    Results,
    Settings,
    StaleIndex,
    Suggestion,
    WithoutFacet,
    WordCount,
)
from search.results import Explanation
from web import create_app
from web.labels import LANGUAGES

PAGES = ("/", "/search", "/search?q=x&region=650000&page=2", f"/document/{ZH}?q=x", "/nowhere")


REUSED = [HealthCheck.function_scoped_fixture]  # the client keeps nothing between requests


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def client(library: FakeLibrary) -> FlaskClient:
    return client_over(library)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("ui", LANGUAGES)
def test_every_page_is_well_formed_and_speaks_its_language(
    client: FlaskClient, path: str, ui: str
) -> None:
    html = client.get(f"{path}{'&' if '?' in path else '?'}ui={ui}").text
    markup = Markup(html)
    assert markup.open == []
    assert markup.all("html") == [{"lang": ui}]
    assert len(markup.all("h1")) == len(markup.all("main")) == 1
    ids = [attrs["id"] for _, attrs in markup.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_the_first_page_says_what_the_collection_holds_and_gives_examples(
    client: FlaskClient,
) -> None:
    html = client.get("/").text
    assert "2 documents" in html
    assert "24 November 2016" in html
    assert "/search?q=region%3A%22Hangzhou%22" in links(html)
    assert "/search?q=%2A&region=650000" in links(html)
    assert "/search?q=%2A&date=2016" in links(html)


def test_an_empty_collection_says_how_to_fill_it() -> None:
    empty = FakeLibrary(hits=(), facets={}, size=replace(STATS, documents=0))
    assert "mulu index" in client_over(empty).get("/").text


def test_results_show_titles_snippets_facts_and_the_language_of_each_hit(
    client: FlaskClient,
) -> None:
    html = client.get("/search?q=眾創").text
    assert "新疆：<mark>眾創</mark>行動激活創新" in html
    assert "截至年底，<mark>眾創空間</mark>已有29家。" in html
    assert '<div class="snippets" lang="zh-Hant">' in html
    assert '<div class="snippets" lang="en">' in html
    assert '<time datetime="2017-12-27">27 December 2017</time>' in html
    assert "Publisher: <bdi>天山日报</bdi>" in html
    assert "<bdi>天山日報</bdi>" in client.get("/search?q=眾創&ui=zh-Hant").text
    assert "news/天山.txt" in html


def test_a_title_leads_to_its_document_and_the_document_back_to_the_same_results(
    client: FlaskClient,
) -> None:
    here = "/search?q=%E5%89%B5&region=650000&sort=newest"
    document = here.replace("/search", f"/document/{ZH}")
    assert document in links(client.get(here).text)
    assert here in links(client.get(document).text)


def test_facets_have_counts_and_links_that_choose_and_let_go(
    client: FlaskClient, library: FakeLibrary
) -> None:
    html = client.get("/search?q=x&region=650000").text
    assert "/search?q=x&region=650000&region=330000" in links(html)
    assert links(html).count("/search?q=x") >= 3  # the value, its chip, clear all
    assert library.asked[-1].filter.regions == ("650000",)
    selected = re.search(r'<a class="choice"[^>]*aria-current="true">(.*?)</a>', html, re.DOTALL)
    assert selected is not None
    assert "Xinjiang" in selected[1]


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


def test_a_page_beyond_the_last_shows_the_last(library: FakeLibrary) -> None:
    html = client_over(library).get("/search?q=x&page=99").text
    assert library.asked[-1].page == 1
    assert "Hackerspace Union" in html


def test_no_answer_says_so_and_offers_the_search_without_filters() -> None:
    client = client_over(FakeLibrary(hits=()))
    html = client.get("/search?q=x&region=650000").text
    assert "No documents" in html
    assert "/search?q=x" in links(html)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("unclosed-quote", "never closed"),
        ("relaxed", "hold the rest"),
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


@pytest.mark.parametrize(
    "query",
    [
        "page=abc",
        "limit=9999",
        "sort=sideways",
        "page=-1&limit=0",
        "ui=xx",
        "q=%FF%FE",
        "q=" + "x" * 9000,
        "region=&date=",
    ],
)
def test_bad_parameters_are_never_an_error(client: FlaskClient, query: str) -> None:
    for path in ("/", "/search", "/search.json", f"/document/{ZH}"):
        assert client.get(f"{path}?{query}").status_code == 200


@settings(max_examples=50, deadline=None, suppress_health_check=REUSED)
@given(st.dictionaries(st.sampled_from(["q", "date", "region", "page", "limit", "ui", "sort"]),
                       st.text(st.characters(codec="utf-8"), max_size=30)))  # fmt: skip
def test_any_parameters_give_a_well_formed_page(client: FlaskClient, query: dict[str, str]) -> None:
    response = client.get("/search", query_string=query)
    assert response.status_code == 200
    assert Markup(response.text).open == []


def test_a_document_shows_text_marks_chrome_facts_and_repairs(client: FlaskClient) -> None:
    html = client.get(f"/document/{ZH}?q=眾創").text
    assert '<mark id="m1">眾創</mark>' in html
    assert re.search(r'<p class="chrome"[^>]*>首页 &gt; 新闻</p>', html)
    assert "&lt;b&gt;" in html
    assert "27 December 2017" in html
    assert "full-name" in html
    assert "来源：&lt;x&gt;" in html
    assert "3 changes were made" in html
    assert "創(chuàng)" in html
    assert "[U+202E]x" in html
    assert f"/document/{ZH}/raw" in links(html)


def test_the_raw_text_is_plain_text_as_it_was_read(client: FlaskClient) -> None:
    response = client.get(f"/document/{ZH}/raw")
    assert response.text == DOCUMENT.source.text
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", [EN, "x", "..%2f..%2fetc%2fpasswd", "news%2F天山.txt", ZH.upper()])
def test_documents_are_found_by_id_only(client: FlaskClient, name: str) -> None:
    for path in (f"/document/{name}", f"/document/{name}/raw"):
        response = client.get(path)
        assert response.status_code == 404
        assert response.content_type.startswith("text/html")


def failing(error: Exception) -> FlaskClient:
    def open_library(_: Settings) -> FakeLibrary:
        raise error

    return create_app(Settings(), open_library=open_library).test_client()


@pytest.mark.parametrize(
    ("error", "heading"),
    [
        (NoIndex("none in <index>"), "There is no index yet"),
        (StaleIndex("none in <index>"), "another version"),
        (DamagedIndex("none in <index>"), "is damaged"),
        (IndexLocked("none in <index>"), "cannot be opened"),
    ],
)
def test_an_index_that_cannot_be_opened_is_explained(error: Exception, heading: str) -> None:
    client = failing(error)
    for path in ("/", "/search?q=x", f"/document/{ZH}"):
        page = client.get(path)
        assert page.status_code == 503
        assert heading in page.text
        assert "none in &lt;index&gt;" in page.text
        assert "mulu index" in page.text
    data = client.get("/search.json?q=x")
    assert data.status_code == 503
    assert data.json == {"error": {"status": 503, "message": "none in <index>"}}


def test_a_fault_of_ours_is_a_friendly_page_without_details() -> None:
    def answer(query: Query) -> Results:
        raise RuntimeError("secret detail")

    client = client_over(FakeLibrary(answer=answer))
    page = client.get("/search?q=x")
    assert page.status_code == 500
    assert "Something went wrong" in page.text
    assert "secret" not in page.text
    assert client.get("/search.json").json == {
        "error": {"status": 500, "message": "Something went wrong"}
    }


def test_the_language_is_asked_for_then_remembered_and_never_filters(
    client: FlaskClient, library: FakeLibrary
) -> None:
    chinese = {"Accept-Language": "zh-TW,zh;q=0.9"}
    assert '<html lang="zh-Hant">' in client.get("/search?q=x", headers=chinese).text
    asked = client.get("/search?q=x&ui=en", headers=chinese)
    assert '<html lang="en">' in asked.text
    cookie = asked.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert '<html lang="en">' in client.get("/search?q=x", headers=chinese).text
    assert [query.ui for query in library.asked] == ["zh", "en", "en"]
    assert {query.filter.languages for query in library.asked} == {()}
    assert {"Accept-Language", "Cookie"} <= set(asked.vary.as_set(preserve_casing=True))


def test_names_of_places_are_shown_in_the_script_of_the_page() -> None:
    simplified = FakeLibrary(
        hits=(replace(HITS[0], regions=(Label("650000", "乌鲁木齐"),)),),
        facets={"region": (FacetValue("650000", "乌鲁木齐", 1, False),)},
    )
    html = client_over(simplified).get("/search?q=x&ui=zh-Hant").text
    assert html.count("烏魯木齊") >= 2
    assert "乌" not in html
    assert "烏" not in client_over(simplified).get("/search?q=x&ui=zh-Hans").text


def test_a_language_asked_for_in_the_address_goes_on_with_every_link(client: FlaskClient) -> None:
    html = client.get("/search?q=x&ui=zh").text
    inside = [url for url in links(html) if url.startswith(("/search?", "/document/"))]
    assert len(inside) > 10
    assert all("ui=" in url for url in inside)


def test_a_renewed_index_is_served_without_a_restart() -> None:
    old, new = FakeLibrary(hits=HITS[:1]), FakeLibrary(hits=HITS)
    libraries = iter([old, new])
    client = create_app(Settings(), open_library=lambda _: next(libraries)).test_client()
    assert "1 document" in client.get("/search?q=x").text
    old.current = False
    assert "2 documents" in client.get("/search?q=x").text
    assert old.closed


def test_every_file_that_a_page_asks_for_is_there(client: FlaskClient) -> None:
    markup = Markup(client.get("/").text)
    asked = [a["href"] for a in markup.all("link")] + [a["src"] for a in markup.all("script")]
    assert len(asked) >= 3
    for url in asked:
        assert url is not None
        with client.get(url) as response:
            assert response.status_code == 200


def test_two_fields_become_one_address_that_can_be_shared(client: FlaskClient) -> None:
    def sent(query: str) -> str:
        response = client.get(f"/search?{query}")
        assert response.status_code == 303
        return response.headers["Location"]

    assert sent("lang=zh&q=x&from=2016-08&to=2017") == "/search?q=x&date=2016-08..2017&lang=zh"
    assert sent("q=x&from=&to=2017") == "/search?q=x&date=..2017"
    assert sent("q=x&from=2016&to=2016") == "/search?q=x&date=2016"
    assert sent("q=x&from=+&to=") == "/search?q=x"
    assert sent("q=x&event_from=2011-05&event_to=") == "/search?q=x&event=2011.."
    assert sent("q=x&event_from=2011&event_to=2015年8月") == "/search?q=x&event=2011..2015"
    assert sent("q=x&amount_from=1e6&amount_to=5e6") == "/search?q=x&amount=1e6..5e6"
    assert sent("q=x&amount=1e6&amount_from=5%25&amount_to=5%25") == "/search?q=x&amount=5%25"
    html = client.get("/search?q=x&date=2016-08..2017").text
    assert 'name="from" value="2016-08"' in html
    assert 'name="to" value="2017"' in html
    assert '<link rel="canonical" href="/search?q=x&amp;date=2016-08..2017">' in html


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
    assert "Drop the filter: Region" in html
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
