"""Pinyin with its syllables apart, the last of which may be begun: words and names of the index."""

from __future__ import annotations

import pytest
from index_fixtures import indexed

from search import Library


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    texts = {
        "a.txt": "习近平到乌鲁木齐考察\n\n习近平在乌鲁木齐看望各族群众，听取众创空间的介绍。",
        "b.txt": "众创空间开门\n\n习近平的贺信在众创空间宣读，细节没有公布。",
        "c.txt": "新疆的众创空间\n\n新疆乌鲁木齐的众创空间给创业者办公桌。",
        "d.txt": "Xi Jinping visits\n\nXi Jinping visited a park and spoke with its tenants.",
    }
    return indexed(tmp_path_factory.mktemp("pinyin"), texts).open()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("xi j", "习近平"),
        ("xi jin", "习近平"),
        ("xi jin p", "习近平"),
        ("zhongchuang", "众创空间"),
        ("zhong chuang", "众创空间"),
        ("zckj", "众创空间"),
        ("wu lu mu qi", "乌鲁木齐"),
        ("wu lu", "乌鲁木齐"),
        ("xin jia", "新疆"),
    ],
)
def test_syllables_apart_go_on_to_whole_words(shelf: Library, typed: str, expected: str) -> None:
    assert expected in [item.text for item in shelf.suggest(typed)]


@pytest.mark.parametrize("typed", ["xi jin", "zhongchuang"])
def test_no_piece_of_a_word_is_offered_beside_it(shelf: Library, typed: str) -> None:
    assert not {"习近", "众创"} & {item.text for item in shelf.suggest(typed)}


def test_a_name_in_letters_and_its_characters_stand_beside_each_other(shelf: Library) -> None:
    assert [item.text for item in shelf.suggest("xi jinp")][:2] == ["xi jinping", "习近平"]
