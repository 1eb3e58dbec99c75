"""Titles and sentences that were copied with their quotation marks, through the public door."""

from __future__ import annotations

import pytest
from index_fixtures import indexed, paths

from search import Library, Query


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Two titles, one in each language, and a text with the words of the quotation apart."""
    return indexed(
        tmp_path_factory.mktemp("copied"),
        {
            "zh.txt": "“一带一路”沿线国家\n\n今年访问了“一带一路”沿线国家。\n",
            "en.txt": "Countries along the Belt and Road\n\nA visit to a country along it.\n",
            "apart.txt": "沿线国家\n\n这一带的国家，一路沿线都是山。\n",
            "other.txt": "Mountains\n\nA country along the sea.\n",
        },
    ).open()


@pytest.mark.parametrize("text", ["“一带一路”沿线国家", "「一帶一路」沿線國家"])
def test_a_copied_title_with_quotation_marks_finds_the_other_language(
    copied: Library, text: str
) -> None:
    assert paths(copied.search(Query(text)))[:2] == ["zh.txt", "en.txt"]
    assert "apart.txt" not in paths(copied.search(Query(text)))
    assert paths(copied.search(Query(text, expand=False))) == ["zh.txt"]


@pytest.mark.parametrize("text", ["“一带一路” 沿线国家", '"一带一路"沿线国家', "“一带一路”"])
def test_a_run_that_is_quoted_to_be_found_is_found_in_its_language_alone(
    copied: Library, text: str
) -> None:
    assert paths(copied.search(Query(text))) == ["zh.txt"]


def test_a_copied_quotation_counts_as_typed_where_little_is_found(copied: Library) -> None:
    diagnosis = copied.search(Query("“海上丝绸”沿线国家")).diagnosis
    assert diagnosis is not None
    assert {part.text: part.count for part in diagnosis.words}["“海上丝绸”"] == 0
