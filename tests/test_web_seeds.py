"""The pages over the real door: an index of the seeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from index_fixtures import SEEDS
from web_fixtures import Markup, links

from search import Filter, Library, Query, Settings, update
from web import create_app
from web.labels import catalogue


@pytest.fixture(scope="module")
def client(seeds_settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(seeds_settings)
    yield app.test_client()
    app.extensions["shelf"].close()


@pytest.mark.parametrize("ui", ["en", "zh-Hans", "zh-Hant"])
def test_every_example_of_the_first_page_finds_something(client: FlaskClient, ui: str) -> None:
    html = client.get(f"/?ui={ui}").text
    tried = [url for url in links(html) if "q=region%3A" in url or "q=org%3A" in url]
    assert len(tried) >= 3
    for url in tried:
        assert '<article class="hit">' in client.get(url).text


def test_every_link_of_the_results_leads_somewhere(client: FlaskClient) -> None:
    html = client.get("/search?q=maker+space&region=330000").text
    followed = {url for url in links(html) if url.startswith("/")}
    assert len(followed) > 20
    for url in followed:
        assert client.get(url).status_code == 200, url


def test_the_json_page_equals_the_door(client: FlaskClient, library: Library) -> None:
    served = client.get("/search.json?q=maker+space&region=330000&sort=oldest&ui=zh").json
    query = Query("maker space", Filter(regions=("330000",)), "oldest", ui="zh")
    direct = json.loads(json.dumps(library.search(query).as_json()))
    assert served is not None
    assert {**served, "took_ms": 0} == {**direct, "took_ms": 0}


def test_names_and_ids_of_a_filter_give_the_same_answer_and_can_be_let_go(
    client: FlaskClient,
) -> None:
    by_name = client.get("/search?q=*&region=Xinjiang").text
    selected = [a for a in Markup(by_name).all("a") if a.get("class") == "choice"
                and a.get("aria-current")]  # fmt: skip
    assert [a["href"] for a in selected] == ["/search?q=%2A"]


@pytest.mark.parametrize(
    "query",
    [
        "date=soon",
        "date=2017..2016",
        "region=Atlantis",
        "lang=xx",
        "org=nobody",
        "q=(((",
        'q="',
        "q=-",
        "q=title:",
        "q=*:*",
    ],
)
def test_nothing_that_a_person_types_breaks_the_page(client: FlaskClient, query: str) -> None:
    response = client.get(f"/search?{query}")
    assert response.status_code in (200, 400)
    assert Markup(response.text).open == []
    assert client.get(f"/search.json?{query}").status_code == response.status_code


def test_a_damaged_document_shows_its_marks_its_repairs_and_its_raw_text(
    client: FlaskClient,
) -> None:
    hit = client.get("/search.json?q=天山众创行动").json["hits"][0]  # type: ignore[index]
    html = client.get(f"/document/{hit['id']}?q=众创").text
    assert ">眾創</mark>" in html
    assert "(chuàng)</bdi></del>" in html
    raw = client.get(f"/document/{hit['id']}/raw")
    assert raw.text == (SEEDS / hit["path"]).read_text(encoding="utf-8")


def test_a_renewed_index_is_served_by_the_running_app(tmp_path: Path) -> None:
    made = Settings(index=tmp_path / "index")
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "one.txt").write_text("A pelican was seen near the harbour today.", encoding="utf-8")
    app = create_app(made)
    client = app.test_client()
    assert client.get("/search?q=pelican").status_code == 503
    update(made, [folder])
    assert "1 document" in client.get("/search?q=pelican").text
    (folder / "two.txt").write_text("Another pelican came by at night.", encoding="utf-8")
    update(made, [folder])
    assert "2 documents" in client.get("/search?q=pelican").text
    app.extensions["shelf"].close()


def test_every_rule_that_a_value_was_read_by_has_words(library: Library) -> None:
    rules = set()
    for hit in library.search(Query("*", group=False)).hits:
        facts = library.show(hit.id).document.metadata
        values = (facts.date, facts.publisher, *facts.regions, *facts.organisations)
        rules |= {one.rule for value in values if value for one in value.evidence}
    assert len(rules) > 3
    for rule in rules:
        assert f"rule.{rule.replace(' ', '-')}" in catalogue("en").texts
