"""The results as JSON, lines and tables: the door's own, whole and harmless."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from web_fixtures import HITS, ZH, FakeLibrary, client_over

from search import (
    FORMULA,
    HIT_COLUMNS,
    Hit,
    Query,
    QueryError,
    Results,
    Settings,
    Snippet,
    hit_as_json,
)
from web import create_app, interfaces
from web.exports import csv_lines

FORMS = ("/search.json", "/search.jsonl", "/search.csv", "/search.atom")


def plain(value: object) -> object:
    """As JSON has it: lists for tuples."""
    return json.loads(json.dumps(value))


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_json_is_exactly_what_the_door_gives(
    client: FlaskClient, fake_library: FakeLibrary
) -> None:
    response = client.get("/search.json?q=眾創&region=650000&limit=1")
    assert response.content_type == "application/json"
    assert response.json == plain(fake_library.search(fake_library.asked[0]).as_json())


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_same_filters(
    client: FlaskClient, fake_library: FakeLibrary, form: str
) -> None:
    here = "?q=x&date=2016&region=650000&org=a&lang=zh&without=b&expand=no&sort=newest"
    assert client.get("/search" + here).status_code == 200
    page = fake_library.asked[-1]
    assert client.get(form + here).status_code == 200
    assert replace(fake_library.asked[-1], limit=page.limit, group=page.group) == page
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
