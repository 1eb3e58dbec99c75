"""What a browser has kept is asked for again and costs nothing while it is right."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace
from web_fixtures import FakeLibrary, client_over

from search import Note, Query, Results
from web.validators import TAGGED

PATHS = ("/", "/search?q=maker", "/search.json?q=maker", "/suggest.json?q=m", "/search.csv?q=a",
         "/search.atom?q=a", "/names.json?q=a", "/help", "/opensearch.xml")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_answer_is_not_made_again(
    client: FlaskClient, fake_library: FakeLibrary, path: str
) -> None:
    first = client.get(path)
    tag = first.headers["ETag"]
    asked = len(fake_library.asked)
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert len(fake_library.asked) == asked
    assert again.headers["ETag"] == tag
    for name in ("Vary", "Cache-Control", "Content-Security-Policy"):
        assert again.headers[name] == first.headers[name]


def test_another_address_or_language_has_another_tag(client: FlaskClient) -> None:
    asked = [(path, "en") for path in PATHS]
    asked += [("/search?q=maker", "zh-TW"), ("/search?q=maker", "zh-CN"), ("/search?q=Maker", "en")]
    asked += [("/search?q=maker&page=2", "en"), ("/search?q=maker&ui=zh-Hans", "en")]
    tags = [client.get(p, headers={"Accept-Language": ui}).headers["ETag"] for p, ui in asked]
    assert len(set(tags)) == len(tags)


def test_a_renewed_index_answers_anew(client: FlaskClient, fake_library: FakeLibrary) -> None:
    tag = client.get("/search?q=maker").headers["ETag"]
    fake_library.current = False
    assert client.get("/search?q=maker", headers={"If-None-Match": tag}).status_code == 200


def test_an_answer_in_a_hurry_is_not_to_be_kept() -> None:
    plain = FakeLibrary()

    def late(query: Query) -> Results:
        return replace(FakeLibrary().search(query), notes=(Note("late", ""),))

    plain.answer = late
    assert "ETag" not in client_over(plain).get("/search?q=maker").headers


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/readyz", "/nothing", "/document/x"])
def test_what_changes_by_itself_or_is_no_answer_has_no_tag(client: FlaskClient, path: str) -> None:
    assert "ETag" not in client.get(path).headers


def test_a_refused_host_is_not_told_that_nothing_has_changed(client: FlaskClient) -> None:
    tag = client.get("/help").headers["ETag"]
    headers = {"If-None-Match": tag, "Host": "evil.example"}
    assert client.get("/help", headers=headers).status_code == 400


def test_all_that_is_tagged_is_there(client: FlaskClient) -> None:
    known = {rule.endpoint for rule in client.application.url_map.iter_rules()}
    assert known >= TAGGED
