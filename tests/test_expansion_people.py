"""Chinese people are found by their names in the other script, as far as documents have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, ask, paths

from search.expansion.people import people


def named(text: str, *documents: str) -> list[str]:
    return list(people(text, lambda name: sum(name in document for document in documents)))


@pytest.mark.parametrize(
    ("letters", "characters"),
    [
        ("Liu Cigui", "刘赐贵"),
        ("liu cigui", "刘赐贵"),
        ("Wang Zhi'an", "王志安"),
        ("Lin Ya-ping", "林亚萍"),
        ("Zheng Hao", "郑浩"),
        ("Ouyang Zhiyuan", "欧阳志远"),
    ],
)
def test_a_name_is_found_in_either_script(letters: str, characters: str) -> None:
    assert named(letters, f"会议由{characters}主持") == [characters]
    plain = " ".join(part.capitalize() for part in letters.replace("-", "").split())
    assert named(characters, plain.replace("'", "")) == [plain.replace("'", "")]


def test_of_people_whose_names_are_read_alike_the_one_of_most_documents_comes_first() -> None:
    assert named("Zhang Wei", "张伟", "张薇", "张薇") == ["张薇", "张伟"]


@pytest.mark.parametrize(
    "text", ["He Can", "Song Dances", "Liu", "Maker Space", "Liu Cigui Hainan"]
)
def test_words_are_no_people(text: str) -> None:
    assert named(text, "何灿 宋单 刘 刘赐贵") == []


def test_a_search_finds_people_and_says_through_what(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("zh.txt", "12日上午，刘赐贵主持召开座谈会，听取了工作推进情况的汇报。")
    shelf.write("other.txt", "12日上午，刘明主持召开座谈会，听取了贵阳工作推进情况的汇报。")
    shelf.write("en.txt", "The meeting in the morning was chaired by Liu Cigui of the province.")
    shelf.update()
    library = shelf.open()
    for query in ("Liu Cigui", "刘赐贵", "劉賜貴"):
        assert sorted(paths(ask(library, query, expand=True))) == ["en.txt", "zh.txt"]
    assert paths(ask(library, '"Liu Cigui"', expand=True)) == ["en.txt"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="liuwangcheng '-刘王陈阳", max_size=16), st.booleans())
def test_only_what_documents_have_is_a_name(text: str, everything: bool) -> None:
    asked: list[str] = []

    def has(name: str) -> int:
        asked.append(name)
        return int(everything)

    assert set(people(text, has)) <= set(asked)
