"""What the shell gives other programs beyond one page: all hits, and a feed."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from index_fixtures import Shelf

from search.cli import main

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    rows = "".join(f"Row {n},words number {n} of the table\n" for n in range(230))
    shelf.write("table.csv", "title,text\n" + rows)
    shelf.write("a.txt", "maker space in Hangzhou\n\n2016-08-15\n\nmaker space")
    shelf.update()
    return shelf


def ask(shelf: Shelf, *arguments: str) -> int:
    return main(["--index", str(shelf.settings.index), "search", *arguments])


def test_all_hits_are_more_than_the_largest_page(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(shelf, "table", "--no-expand", "--all", "--jsonl") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len({line["id"] for line in lines}) == len(lines) == 230
    assert ask(shelf, "nothing", "--no-expand", "--all", "--csv") == 1


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_a_page_of_hits_is_printed_as_a_feed(
    shelf: Shelf, capsys: pytest.CaptureFixture[str], ui: str
) -> None:
    code = ask(shelf, "hangzhou", "--atom", "--site", "https://mulu.example/", "--ui", ui)
    feed = ElementTree.fromstring(capsys.readouterr().out)
    assert code == 0
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "maker space in Hangzhou"
    ]
    links = [link.get("href") or "" for link in feed.iter(f"{ATOM}link")]
    assert links
    assert all(link.startswith("https://mulu.example/") for link in links)


def test_a_feed_of_nothing_is_a_feed(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(shelf, "nothing", "--no-expand", "--atom") == 1
    feed = ElementTree.fromstring(capsys.readouterr().out)
    assert list(feed.iter(f"{ATOM}entry")) == []
