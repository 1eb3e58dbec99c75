"""The pages over HTTP: every one well-formed and in its language, documents, errors, addresses."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from web_fixtures import (
    DOCUMENT,
    EN,
    HITS,
    PAGES,
    STATS,
    ZH,
    FakeLibrary,
    Markup,
    client_over,
    client_without_index,
    links,
)

from search import (
    DamagedIndex,
    FacetValue,
    IndexLocked,
    Label,
    NoIndex,
    Query,
    Results,
    Settings,
    StaleIndex,
)
from web import create_app
from web.labels import LANGUAGES

REUSED = [HealthCheck.function_scoped_fixture]  # the client keeps nothing between requests


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
    searched = client_over(empty).get("/search?q=x").text
    assert "Nothing has been indexed yet" in searched
    assert "Check the spelling" not in searched


def test_the_name_of_the_program_is_written_in_the_script_of_the_page(
    client: FlaskClient,
) -> None:
    for ui, sign, tag in (("en", "目录", "zh-Hans"), ("zh-Hant", "目錄", "zh-Hant")):
        assert f'<span lang="{tag}">{sign}</span>' in client.get(f"/?ui={ui}").text


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
        assert client.get(f"{path}?{query}", follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    "odd",
    ["page=abc", "page=0", "limit=9999", "sort=sideways", "expand=maybe", "group=2", "ui=xx",
     "region=" + "x" * 300, "lang=en&" * 50 + "lang=zh"],
)  # fmt: skip
def test_a_value_that_is_read_as_another_is_told(client: FlaskClient, odd: str) -> None:
    told = odd.rpartition("&")[2][:200]
    data = client.get(f"/search.json?q=x&{odd}").json
    assert data is not None
    assert {"code": "bad-parameter", "text": told} in data["notes"]
    assert f"“{told[:60]}" in client.get(f"/search?q=x&{odd}").text


@pytest.mark.parametrize(
    "usual",
    ["page=2", "limit=200", "sort=newest", "expand=no", "group=yes", "group=0", "ui=zh-TW", "sort=",
     "page=", "colour=red", "utm_source=x&_=1"],
)  # fmt: skip
def test_of_usual_and_of_foreign_parameters_nothing_is_told(
    client: FlaskClient, usual: str
) -> None:
    data = client.get(f"/search.json?q=x&{usual}").json
    assert data is not None
    assert "bad-parameter" not in {note["code"] for note in data["notes"]}


def test_programs_are_told_of_parameters_that_nobody_reads(client: FlaskClient) -> None:
    data = client.get("/search.json?q=x&regoin=CN&region=CN&values=all&event_from=2011").json
    assert data is not None
    told = [note["text"] for note in data["notes"] if note["code"] == "unknown-parameter"]
    assert told == ["regoin"]


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
    assert "Read from: the full name" in html
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
    client = client_without_index(error)
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
    client: FlaskClient, fake_library: FakeLibrary
) -> None:
    chinese = {"Accept-Language": "zh-TW,zh;q=0.9"}
    assert '<html lang="zh-Hant">' in client.get("/search?q=x", headers=chinese).text
    asked = client.get("/search?q=x&ui=en", headers=chinese)
    assert '<html lang="en">' in asked.text
    cookie = asked.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert '<html lang="en">' in client.get("/search?q=x", headers=chinese).text
    assert [query.ui for query in fake_library.asked] == ["zh", "en", "en"]
    assert {query.filter.languages for query in fake_library.asked} == {()}
    assert {"Accept-Language", "Cookie"} <= set(asked.vary.as_set(preserve_casing=True))


def test_names_of_places_are_shown_in_the_script_of_the_page() -> None:
    simplified = FakeLibrary(
        hits=(replace(HITS[0], regions=(Label("650000", "乌鲁木齐"),)),),
        facets={"region": (FacetValue("650000", "乌鲁木齐", 2, False),)},
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
    assert sent("q=x&event_from=2011-05&event_to=") == "/search?q=x&event=2011-05.."
    assert sent("q=x&event_from=2011&event_to=2015-08") == "/search?q=x&event=2011..2015-08"
    assert sent("q=x&amount_from=1e6&amount_to=5e6") == "/search?q=x&amount=1e6..5e6"
    assert sent("q=x&amount=1e6&amount_from=5%25&amount_to=5%25") == "/search?q=x&amount=5%25"
    html = client.get("/search?q=x&date=2016-08..2017").text
    assert 'name="from" value="2016-08"' in html
    assert 'name="to" value="2017"' in html
    assert '<link rel="canonical" href="/search?q=x&amp;date=2016-08..2017">' in html
