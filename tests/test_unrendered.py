"""Words that no rendering in the other language is known for are told, each in its place."""

from __future__ import annotations

import pytest
from index_fixtures import indexed

from search import Library, Query

TEXTS = {
    "zh.txt": "乌鲁木齐的孵化器\n\n乌鲁木齐的孵化器服务创业团队。",
    "en.txt": "The Zorblax incubator\n\nAn incubator called Zorblax opened in Urumqi.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return indexed(tmp_path_factory.mktemp("unrendered"), TEXTS).open()


def told(library: Library, text: str, *, expand: bool = True) -> dict[str, str]:
    notes = library.search(Query(text, expand=expand)).notes
    return {note.code: note.text for note in notes if note.code.startswith("unrendered")}


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("Zorblax", "unrendered", "Zorblax"),
        ("Zorblax Quux", "unrendered", "Zorblax, Quux"),
        ("incubator Zorblax", "unrendered-some", "Zorblax"),
        ("孵化器 喹咗", "unrendered-some", "喹咗"),
    ],
)
def test_words_without_a_rendering_are_told(
    library: Library, typed: str, code: str, words: str
) -> None:
    assert told(library, typed) == {code: words}


@pytest.mark.parametrize(
    "typed", ["incubator", "孵化器", '"Zorblax"', "2019", "the", "*", "zorb?", ""]
)
def test_where_all_is_rendered_or_nothing_is_to_be_nothing_is_told(
    library: Library, typed: str
) -> None:
    assert not told(library, typed)


def test_who_wants_no_other_words_is_told_nothing(library: Library) -> None:
    assert not told(library, "Zorblax", expand=False)


def test_an_index_in_one_language_has_nothing_to_tell(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    alone = indexed(tmp_path_factory.mktemp("alone"), {"en.txt": TEXTS["en.txt"]}).open()
    assert not told(alone, "Zorblax")
