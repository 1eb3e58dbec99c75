"""How many of the hits have all of the words, and those alone: by choice, and in any other order
than by relevance.
"""

from __future__ import annotations

import csv
import io

import pytest
from index_fixtures import Shelf, indexed, paths
from web_fixtures import client_over

from search import HIT_COLUMNS, Filter, Library, Query
from search.cli import main

QUERY = "Karst caves Guilin tourism"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    texts = {
        "whole.txt": "Caves\n\nTourism in Guilin lives from its karst and its caves.\n2015-03-01\n",
        "chinese.txt": "桂林旅游\n\n桂林的喀斯特洞穴带动旅游。\n2016年3月1日\n",
        "lacking.txt": "Karst\n\nKarst caves of Guilin. The karst caves of Guilin.\n2019-03-01\n",
        "other.txt": "Weather\n\nIt rained on the coast.\n2020-03-01\n",
    }
    return indexed(tmp_path_factory.mktemp("complete"), texts)


@pytest.fixture(scope="module")
def library(shelf: Shelf) -> Library:
    return shelf.open()


def test_those_with_all_of_the_words_are_counted(library: Library) -> None:
    results = library.search(Query(QUERY))
    lacking = [hit.path for hit in results.hits if hit.lacking]
    assert lacking == ["lacking.txt"]
    assert results.complete == results.as_json()["complete"] == results.total - len(lacking) == 2
    only = library.search(Query(QUERY, Filter(languages=("en",))))
    assert (only.complete, only.total) == (1, 2)
    assert library.search(Query("karst")).complete == 3


def test_strictly_nothing_may_lack(library: Library) -> None:
    results = library.search(Query(QUERY, strict=True))
    assert set(paths(results)) == {"whole.txt", "chinese.txt"}
    assert results.complete == results.total
    assert library.search(Query("karst Atlantis", strict=True)).total == 0


@pytest.mark.parametrize("sort", ["newest", "oldest", "title"])
def test_what_lacks_words_stands_in_no_order_but_relevance(library: Library, sort: str) -> None:
    results = library.search(Query(QUERY, sort=sort))  # type: ignore[arg-type]
    assert set(paths(results)) == {"whole.txt", "chinese.txt"}
    assert "whole" in {note.code for note in results.notes}


def test_a_single_hit_in_another_order_leads_back(library: Library) -> None:
    asked = {"q": QUERY, "lang": "en", "sort": "newest"}
    page = client_over(library).get("/search", query_string=asked).text
    assert "lacking.txt" not in page
    assert 'aria-current="true">Newest' in page
    assert ">Relevance</a>" in page


def test_where_nothing_has_all_of_the_words_any_order_lists_what_has_most(
    library: Library,
) -> None:
    results = library.search(Query("karst caves Guilin Atlantis", sort="newest"))
    assert results.total
    assert results.complete == 0


def test_the_page_counts_them_and_leads_there_and_back(library: Library) -> None:
    client = client_over(library)
    page = client.get("/search", query_string={"q": QUERY})
    assert "2 of them have all of the words." in page.text
    assert "strict=yes" in page.text
    only = client.get("/search", query_string={"q": QUERY, "strict": "yes"})
    assert "Also those that lack some of the words" in only.text
    assert "lacking.txt" in page.text
    assert "lacking.txt" not in only.text


def test_the_shell_counts_them_and_can_leave_the_others_out(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--index", str(shelf.settings.index)]
    main(["search", QUERY, "--color", "always", *at])
    assert "2 with all of the words" in capsys.readouterr().out
    main(["search", QUERY, "--strict", *at])
    assert "lacking.txt" not in capsys.readouterr().out


def test_a_table_tells_what_a_hit_lacks(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", QUERY, "--csv", "--index", str(shelf.settings.index)])
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert tuple(rows.fieldnames or ()) == HIT_COLUMNS
    assert {row["path"]: row["lacking"] for row in rows}["lacking.txt"] == "tourism"
