"""What hostile documents, queries and hosts cannot do."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace
from web_fixtures import (
    DOCUMENT,
    FACETS,
    HITS,
    PAGES,
    ZH,
    FakeLibrary,
    Markup,
    app_over,
    client_over,
)

from search import FacetValue, Label, Snippet, Value
from search.document import CleanText

HOSTILE = "\"><script>alert(1)</script>\u202e'{{7*7}}&"


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/search.json", "/static/mulu.css"])
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_script_or_style_of_its_own(client: FlaskClient, path: str) -> None:
    markup = Markup(client.get(path).text)
    assert [attrs for attrs in markup.all("script") if "src" not in attrs] == []
    assert markup.all("style") == []
    for _, attrs in markup.elements:
        assert not {name for name in attrs if name == "style" or name.startswith("on")}


def hostile_library() -> FakeLibrary:
    hit = replace(
        HITS[0], path=HOSTILE, title=HOSTILE, language=HOSTILE, script=HOSTILE, date=HOSTILE,
        regions=(Label(HOSTILE, HOSTILE),), snippets=(Snippet(HOSTILE, ((0, 9), (3, 12))),),
    )  # fmt: skip
    listed: tuple[FacetValue, ...] = (FacetValue(HOSTILE, HOSTILE, 2, False),)
    value = Value(HOSTILE, HOSTILE)
    document = replace(
        DOCUMENT,
        source=replace(DOCUMENT.source, path=HOSTILE, encoding=HOSTILE, text=HOSTILE),
        clean=CleanText(HOSTILE, DOCUMENT.clean.repairs),
        metadata=replace(DOCUMENT.metadata, title=value, date=value, publisher=value),
    )
    return FakeLibrary(hits=(hit,), facets=dict.fromkeys(FACETS, listed), document=document)


@pytest.mark.parametrize("path", ["/", f"/search?q={quote(HOSTILE)}&region={quote(HOSTILE)}",
                                  f"/document/{ZH}?q={quote(HOSTILE)}"])  # fmt: skip
def test_hostile_names_texts_and_queries_are_shown_as_text(path: str) -> None:
    html = client_over(hostile_library()).get(path, follow_redirects=True).text
    markup = Markup(html)
    assert "alert(1)" in html
    assert [attrs.get("src") for attrs in markup.all("script")] == ["/static/mulu.js"]
    assert {attrs.get("lang") for _, attrs in markup.elements if "lang" in attrs} <= {
        "en", "zh-Hans", "zh-Hant", "",
    }  # fmt: skip
    assert "49" not in html
    assert markup.open == []


def test_a_lone_surrogate_in_a_document_does_not_take_the_page_with_it() -> None:
    document = replace(DOCUMENT, clean=CleanText("a\ud800b"))
    hit = replace(HITS[0], title="a\ud800b")
    client = client_over(FakeLibrary(document=document, hits=(hit,)))
    for path in (f"/document/{ZH}", "/search?q=a", "/search.json?q=a"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/search", "/static/mulu.css", "/nowhere"])
def test_only_get_and_head_are_answered(client: FlaskClient, method: str, path: str) -> None:
    response = client.open(path, method=method)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert client.head("/search").status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("mulu.example", 400),
        ("127.0.0.1.mulu.example", 400),
        ("localhost.mulu.example:80", 400),
        ("192.0.2.1", 400),
        ("", 400),
        ("[::1", 200),
        ("a<b", 400),
        ("a b", 400),
        ("a" * 300, 400),
        ("a" * 64 + ".example", 400),
        ("local\u00e9host", 400),
        ("localhost:port", 200),
    ],
)
def test_other_names_for_this_machine_are_refused(
    client: FlaskClient, host: str, status: int
) -> None:
    assert client.get("/search.json", headers={"Host": host}).status_code == status
    assert client.get("/", headers={"Host": host}).status_code == status


def test_further_hosts_can_be_trusted(fake_library: FakeLibrary) -> None:
    def status(host: str, *hosts: str) -> int:
        client = app_over(fake_library, hosts).test_client()
        return client.get("/healthz", headers={"Host": host}).status_code

    assert status("mulu.example:80", "Mulu.example") == 200
    assert status("192.0.2.1:80", "0.0.0.0") == 200
    assert status("mulu.example", "0.0.0.0") == 400
