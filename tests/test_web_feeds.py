"""The results as a feed, and how a browser learns to search here."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from web_fixtures import HITS, FakeLibrary, client_over

from search import Label, Snippet
from web.feeds import ATOM, OPENSEARCH

NAMES = {"atom": ATOM, "os": OPENSEARCH}


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


def test_an_entry_names_who_published_it_as_its_author(client: FlaskClient) -> None:
    entries = feed(client, "/search.atom?q=x").findall("atom:entry", NAMES)
    names = [e.findtext("atom:author/atom:name", namespaces=NAMES) for e in entries]
    assert names == [hit.publisher or None for hit in HITS]
    assert any(names)


HOSTILE = "]]></summary><script>alert(1)</script>\x00\x0b\ud800\uffff&amp;<b>"


def test_hostile_texts_leave_a_feed_well_formed_and_are_escaped_twice() -> None:
    hit = replace(
        HITS[0], title=HOSTILE, date=HOSTILE, snippets=(Snippet(HOSTILE, ((0, 5),)),),
        regions=(Label(HOSTILE, HOSTILE),), publisher=HOSTILE,
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
