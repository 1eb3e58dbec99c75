"""Where hits have much less than the best of them: in the results, JSON, the page and the shell."""

from __future__ import annotations

import pytest
from index_fixtures import Shelf, indexed
from web_fixtures import client_over

from search import Library, Query
from search.cli import main

QUERY = "flood damage bridge Hualien"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    texts = {
        "best.txt": "Flood damage to the bridge in Hualien\n\nThe flood damage closed the bridge "
        "in Hualien; the flood damage will cost millions, said the mayor.",
        "some.txt": "News of the week\n\nIn Hualien a road was closed, a choir sang of a flood, "
        "the damage was small, a bridge opened and a market was held on three days.",
    }
    return indexed(tmp_path_factory.mktemp("weak"), texts)


@pytest.fixture(scope="module")
def library(shelf: Shelf) -> Library:
    return shelf.open()


def test_the_first_hit_with_less_than_half_is_numbered(library: Library) -> None:
    results = library.search(Query(QUERY))
    best, other = (hit.score for hit in results.hits)
    assert other < best / 2
    assert results.weak_from == results.as_json()["weak_from"] == 2


def test_it_is_counted_over_all_pages(library: Library) -> None:
    assert library.search(Query(QUERY, limit=1)).weak_from == 2
    assert library.search(Query(QUERY, limit=1, page=2)).weak_from == 2


@pytest.mark.parametrize(
    "query", [Query("flood"), Query(QUERY, sort="newest"), Query("*"), Query("Atlantis Lemuria")]
)
def test_where_one_word_or_nothing_ranks_none_is_weak(library: Library, query: Query) -> None:
    assert library.search(query).weak_from == 0


def test_the_shell_draws_a_line(
    shelf: Shelf, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["search", QUERY, "--index", str(shelf.settings.index), "--color", "always"])
    told = capsys.readouterr().out
    assert told.index("best.txt") < told.index("from here on") < told.index("some.txt")


@pytest.mark.parametrize(("ui", "line"), [("en", "From here on"), ("zh-Hans", "以下相关")])
def test_the_page_draws_a_line(library: Library, ui: str, line: str) -> None:
    page = client_over(library).get("/search", query_string={"q": QUERY, "ui": ui}).text
    assert page.index("best.txt") < page.index(line) < page.index("some.txt")
    one = client_over(library).get("/search", query_string={"q": QUERY, "limit": 1, "ui": ui}).text
    assert line not in one
