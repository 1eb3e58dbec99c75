"""The interfaces for other programs: the same searches in other forms."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from web_fixtures import EN, HITS, ZH, FakeLibrary, client_over

from search import (
    FORMULA,
    HIT_COLUMNS,
    DamagedIndex,
    Hit,
    Label,
    NoIndex,
    Query,
    QueryError,
    Results,
    Settings,
    Snippet,
    hit_as_json,
)
from web import create_app, interfaces
from web.exports import csv_lines
from web.feeds import ATOM, OPENSEARCH

NAMES = {"atom": ATOM, "os": OPENSEARCH}
FORMS = ("/search.json", "/search.jsonl", "/search.csv", "/search.atom")


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def client(library: FakeLibrary) -> FlaskClient:
    return client_over(library)


def plain(value: object) -> object:
    """As JSON has it: lists for tuples."""
    return json.loads(json.dumps(value))


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_json_is_exactly_what_the_door_gives(client: FlaskClient, library: FakeLibrary) -> None:
    response = client.get("/search.json?q=眾創&region=650000&limit=1")
    assert response.content_type == "application/json"
    assert response.json == plain(library.search(library.asked[0]).as_json())


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_same_filters(
    client: FlaskClient, library: FakeLibrary, form: str
) -> None:
    here = "?q=x&date=2016&region=650000&org=a&lang=zh&without=b&expand=no&sort=newest"
    assert client.get("/search" + here).status_code == 200
    page = library.asked[-1]
    assert client.get(form + here).status_code == 200
    assert replace(library.asked[-1], limit=page.limit, group=page.group) == page
    assert page.filter.organisations == ("a",)


def test_a_table_opens_in_a_spreadsheet_and_has_the_shells_columns(client: FlaskClient) -> None:
    response = client.get("/search.csv?q=x")
    assert response.content_type.startswith("text/csv; charset=utf-8")
    assert response.headers["Content-Disposition"] == 'attachment; filename="mulu.csv"'
    assert response.data.startswith(b"\xef\xbb\xbfid,path,")
    assert response.text.count("\r\n") == response.text.count("\n") == 3
    first, second = table(response.text)
    assert tuple(first) == HIT_COLUMNS
    assert (first["id"], first["title"], first["date"]) == (ZH, HITS[0].title, "2017-12-27")
    assert second["regions"] == "Hangzhou"


def results(*hits: Hit) -> Results:
    return Results(Query("x"), len(hits), hits, {}, 1.0)


@given(st.text(), st.text())
def test_no_cell_of_a_table_is_calculated_and_every_hit_is_one_row(
    title: str, passage: str
) -> None:
    hit = replace(
        HITS[0], title=title, path="=" + title, snippets=(Snippet(passage), Snippet("\n"))
    )
    rows = table("".join(csv_lines([results(hit, hit)])))
    assert len(rows) == 2
    for row in rows:
        assert row.keys() == set(HIT_COLUMNS)
        assert not any(cell.strip().startswith(FORMULA) for cell in row.values())


def test_json_lines_are_the_hits_of_the_json_form(client: FlaskClient) -> None:
    lines = client.get("/search.jsonl?q=x").text.splitlines()
    assert [json.loads(line) for line in lines] == [plain(hit_as_json(hit)) for hit in HITS]


def test_all_hits_are_sent_in_batches_up_to_a_bound_over_one_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(interfaces, "BATCH", 4)
    monkeypatch.setattr(interfaces, "MOST_EXPORTED", 12)
    library = FakeLibrary(hits=HITS * 5)
    response = client_over(library).get("/search.jsonl?q=x&page=3&limit=1")
    assert len(response.text.splitlines()) == 10
    assert response.headers["X-Total-Count"] == "10"
    assert [(query.page, query.limit) for query in library.asked] == [(1, 4), (2, 4), (3, 4)]
    more = client_over(FakeLibrary(hits=HITS * 50)).get("/search.csv?q=x")
    assert len(table(more.text)) == 12
    assert more.headers["X-Total-Count"] == "100"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_library_is_given_back_after_every_answer(form: str, method: str) -> None:
    old, new = FakeLibrary(hits=HITS * 300), FakeLibrary()
    libraries = iter([old, new])
    client = create_app(Settings(), open_library=lambda _: next(libraries)).test_client()
    client.open(f"{form}?q=x", method=method)
    old.current = False
    client.get("/search?q=x")
    assert old.closed


@pytest.mark.parametrize("form", FORMS)
def test_a_filter_that_makes_no_sense_is_refused_in_every_form(form: str) -> None:
    def answer(query: Query) -> Results:
        raise QueryError("not a date: soon")

    response = client_over(FakeLibrary(answer=answer)).get(f"{form}?date=soon")
    assert response.status_code == 400
    assert response.json == {"error": {"status": 400, "message": "not a date: soon"}}


def feed(client: FlaskClient, url: str) -> ElementTree.Element:
    response = client.get(url)
    assert response.content_type == "application/atom+xml"
    return ElementTree.fromstring(response.data)


def feed_links(root: ElementTree.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in root.findall("atom:link", NAMES)}


def test_a_feed_has_what_atom_demands_and_links_to_its_pages() -> None:
    client = client_over(FakeLibrary(hits=HITS * 15))
    root = feed(client, "/search.atom?q=x&region=650000&page=2")
    here = "http://localhost/search.atom?q=x&region=650000"
    assert feed_links(root) == {
        "self": here + "&page=2",
        "first": here,
        "previous": here,
        "next": here + "&page=3",
        "last": here + "&page=3",
        "alternate": "http://localhost/search?q=x&region=650000&page=2",
        "search": "http://localhost/opensearch.xml",
    }
    assert root.findtext("os:totalResults", namespaces=NAMES) == "30"
    assert root.findtext("os:startIndex", namespaces=NAMES) == "11"
    for name in ("id", "title", "updated", "author/atom:name"):
        assert root.findtext(f"atom:{name}", namespaces=NAMES), name
    entries = root.findall("atom:entry", NAMES)
    assert len(entries) == 10
    for entry in entries:
        for name in ("id", "title", "updated", "summary"):
            assert entry.findtext(f"atom:{name}", namespaces=NAMES), name
        link = entry.find("atom:link", NAMES)
        assert link is not None
        assert client.get(link.attrib["href"]).status_code in (200, 404)
    assert entries[1].findtext("atom:published", namespaces=NAMES) == "2016-08-01T00:00:00Z"


def test_the_first_and_the_last_page_of_a_feed_lead_one_way_only(client: FlaskClient) -> None:
    assert not {"previous", "next"} & feed_links(feed(client, "/search.atom?q=x")).keys()


def test_a_feed_is_the_same_entry_for_ever(client: FlaskClient) -> None:
    one, other = feed(client, "/search.atom?q=x"), feed(client, "/search.atom?q=x&sort=newest")
    ids = [e.findtext("atom:id", namespaces=NAMES) for e in one.findall("atom:entry", NAMES)]
    assert ids == [
        e.findtext("atom:id", namespaces=NAMES) for e in other.findall("atom:entry", NAMES)
    ]
    assert len(set(ids)) == 2
    assert one.findtext("atom:id", namespaces=NAMES) != other.findtext("atom:id", namespaces=NAMES)


HOSTILE = "]]></summary><script>alert(1)</script>\x00\x0b\ud800\uffff&amp;<b>"


def test_hostile_texts_leave_a_feed_well_formed_and_are_escaped_twice() -> None:
    hit = replace(
        HITS[0], title=HOSTILE, date=HOSTILE, snippets=(Snippet(HOSTILE, ((0, 5),)),),
        regions=(Label(HOSTILE, HOSTILE),),
    )  # fmt: skip
    client = client_over(FakeLibrary(hits=(hit,)))
    root = feed(client, "/search.atom?q=" + "%3C%2Fb%3E%00%0B")
    summary = root.findtext("atom:entry/atom:summary", namespaces=NAMES)
    assert summary is not None
    assert re.findall(r"<[^>]*>", summary) == ["<p>", "<b>", "</b>", "</p>"]
    assert "&lt;script&gt;" in summary


@given(st.text(), st.text())
def test_any_text_makes_a_well_formed_feed(query: str, title: str) -> None:
    hit = replace(HITS[0], title=title, path=title, snippets=(Snippet(title, ((0, 3),)),))
    client = client_over(FakeLibrary(hits=(hit,)))
    response = client.get("/search.atom", query_string={"q": query.encode("utf-8", "replace")})
    assert ElementTree.fromstring(response.data).tag == f"{{{ATOM}}}feed"


@pytest.mark.parametrize("ui", ["en", "zh-Hant"])
def test_a_browser_learns_how_to_search_here(client: FlaskClient, ui: str) -> None:
    assert 'rel="search" type="application/opensearchdescription+xml"' in client.get("/").text
    response = client.get(f"/opensearch.xml?ui={ui}")
    assert response.content_type == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(response.data)
    name = root.findtext("os:ShortName", namespaces=NAMES)
    assert name is not None
    assert len(name) <= 16
    templates = {u.attrib["type"]: u.attrib["template"] for u in root.findall("os:Url", NAMES)}
    assert {"text/html", "application/atom+xml"} <= templates.keys()
    for kind in ("text/html", "application/atom+xml"):
        url = templates[kind].replace("{searchTerms}", "x").replace("{startPage?}", "1")
        found = client.get(url.replace("{count?}", "5"))
        assert found.status_code == 200
        assert found.content_type.startswith(kind)
        assert client.get(re.sub(r"\{\w+\?\}", "", url)).status_code == 200


def failing(error: Exception) -> FlaskClient:
    def open_library(_: Settings) -> FakeLibrary:
        raise error

    return create_app(Settings(), open_library=open_library).test_client()


def test_a_server_is_healthy_without_an_index_but_not_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").text == "ready"
    for error in (NoIndex("none"), DamagedIndex("bad")):
        without = failing(error)
        assert (without.get("/healthz").status_code, without.get("/healthz").text) == (200, "ok")
        response = without.get("/readyz")
        assert response.status_code == 503
        assert response.json == {"error": {"status": 503, "message": str(error)}}


SAMPLE = re.compile(r'[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [0-9.e+-]+')


def figures(client: FlaskClient) -> dict[str, float]:
    response = client.get("/metrics")
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in response.text.splitlines() if not line.startswith("#")]
    assert all(SAMPLE.fullmatch(line) for line in lines)
    samples = (line.rpartition(" ") for line in lines)
    return {name: float(value) for name, _, value in samples}


def test_requests_their_seconds_and_the_index_are_counted(client: FlaskClient) -> None:
    for url in ("/search?q=x", "/search?q=y", f"/document/{EN}", "/nowhere"):
        client.get(url)
    counted = figures(client)
    assert counted['mulu_http_requests_total{page="search",status="200"}'] == 2
    assert counted['mulu_http_requests_total{page="document",status="404"}'] == 1
    assert counted['mulu_http_requests_total{page="other",status="404"}'] == 1
    assert counted['mulu_http_request_seconds_count{page="search"}'] == 2
    assert counted['mulu_http_request_seconds_bucket{page="search",le="+Inf"}'] == 2
    assert counted['mulu_http_request_seconds_sum{page="search"}'] > 0
    assert counted["mulu_documents"] == 2
    assert counted["mulu_index_generation_seconds"] == 1_480_000_000
    assert counted["mulu_up"] == 1


def test_figures_are_given_without_an_index_too() -> None:
    counted = figures(failing(NoIndex("none")))
    assert counted["mulu_up"] == 0
    assert "mulu_documents" not in counted


def test_suggestions_say_what_they_are_and_where_they_lead(client: FlaskClient) -> None:
    response = client.get("/suggest.json?q=新&lang=zh&ui=en")
    assert response.content_type == "application/x-suggestions+json"
    typed, texts, abouts, addresses = response.json  # type: ignore[misc]
    assert typed == "新"
    assert texts == ["創新", "新疆", "科学技术部", "新疆：眾創行動"]
    assert abouts == [
        "word, 3 documents",
        "place, 2 documents",
        "organisation, 1 document",
        "document",
    ]
    assert addresses[:2] == [
        "/search?q=%E5%89%B5%E6%96%B0&lang=zh&ui=en",
        "/search?region=650000&lang=zh&ui=en",
    ]
    assert addresses[3] == f"/document/{ZH}?lang=zh&ui=en"
    for address in addresses:
        assert client.get(address).status_code == 200
    assert client.get("/suggest.json?q=").json == ["", [], [], []]


def test_a_program_does_not_change_the_language_of_its_user(client: FlaskClient) -> None:
    for url in ("/search.json", "/suggest.json", "/opensearch.xml"):
        assert "Set-Cookie" not in client.get(f"{url}?q=x&ui=zh-Hant").headers
    assert "Set-Cookie" in client.get("/search?q=x&ui=zh-Hant").headers
