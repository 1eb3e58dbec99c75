"""A negation is literal, and what it leaves in other words is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from index_fixtures import Shelf

from search import Library, Query


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    shelf = Shelf(tmp_path_factory.mktemp("exclusions"))
    shelf.write("zh.txt", "乌鲁木齐的孵化器服务创业团队。")
    shelf.write("en.txt", "An incubator in Urumqi for entrepreneurship.")
    shelf.write("other.txt", "Nothing but an incubator.")
    shelf.update()
    return shelf.open()


def paths(library: Library, text: str, *, expand: bool = True) -> list[str]:
    return sorted(hit.path for hit in library.search(Query(text, expand=expand)).hits)


def notes(library: Library, text: str, *, expand: bool = True) -> Sequence[tuple[str, str]]:
    found = library.search(Query(text, expand=expand)).notes
    return [(note.code, note.text) for note in found if note.code == "ruled-out"]


def test_only_what_is_typed_is_ruled_out_and_its_translations_are_told(library: Library) -> None:
    assert paths(library, "incubator -创业") == ["en.txt", "other.txt"]
    assert notes(library, "incubator -创业") == [("ruled-out", "创业 (entrepreneurship)")]
    assert notes(library, "孵化器 NOT entrepreneurship") == [
        ("ruled-out", "entrepreneurship (创业)")
    ]


def test_nothing_is_told_where_nothing_of_it_is_left(library: Library) -> None:
    assert notes(library, "incubator -创业 -entrepreneurship") == []
    assert notes(library, "Nothing incubator -创业") == []


def test_who_quotes_or_looks_without_translations_means_just_that(library: Library) -> None:
    assert notes(library, 'incubator -"创业"') == []
    assert notes(library, "incubator -创业", expand=False) == []
    assert paths(library, "incubator -创业", expand=False) == ["en.txt", "other.txt"]
