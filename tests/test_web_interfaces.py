"""What other programs ask a server: health, figures, suggestions."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from web_fixtures import EN, ZH, client_without_index

from search import DamagedIndex, NoIndex


def test_a_server_is_healthy_without_an_index_but_not_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").text == "ready"
    for error in (NoIndex("none"), DamagedIndex("bad")):
        without = client_without_index(error)
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
    counted = figures(client_without_index(NoIndex("none")))
    assert counted["mulu_up"] == 0
    assert "mulu_documents" not in counted


def test_suggestions_say_what_they_are_and_where_they_lead(client: FlaskClient) -> None:
    response = client.get("/suggest.json?q=新&lang=zh&ui=en")
    assert response.content_type == "application/x-suggestions+json"
    typed, texts, abouts, addresses = response.json  # type: ignore[misc]
    assert typed == "新"
    assert texts == ["創新", "新疆", "科学技术部", "天山日报", "新疆：眾創行動"]
    assert abouts == [
        "3 documents",
        "place, 2 documents",
        "organisation, 1 document",
        "publisher, 1 document",
        "document",
    ]
    assert addresses[:2] == [
        "/search?q=%E5%89%B5%E6%96%B0&lang=zh&ui=en",
        "/search?region=650000&lang=zh&ui=en",
    ]
    assert addresses[3].startswith("/search?publisher=")
    assert addresses[4] == f"/document/{ZH}?lang=zh&ui=en"
    for address in addresses:
        assert client.get(address).status_code == 200
    assert client.get("/suggest.json?q=").json == ["", [], [], []]


def test_a_program_does_not_change_the_language_of_its_user(client: FlaskClient) -> None:
    for url in ("/search.json", "/suggest.json", "/opensearch.xml"):
        assert "Set-Cookie" not in client.get(f"{url}?q=x&ui=zh-Hant").headers
    assert "Set-Cookie" in client.get("/search?q=x&ui=zh-Hant").headers
