"""Headline-like lines inside a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.describing.pagelines import width
from search.describing.sections import LONGEST, headlines

TEXT = "The zone offers cheap loans to all companies that move there before the end of the year."


def lines(text: str, title: str = "") -> list[str]:
    return headlines(text, title).split("\n\n") if headlines(text, title) else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# Loans\n\n{TEXT}\n\n### For whom #\n", ["Loans", "For whom"]),
        (f"Loans\n=====\n\n{TEXT}\n\nFor whom\n--------\nAll.", ["Loans", "For whom"]),
        (f"{TEXT}\n\nCheap loans\n\n{TEXT}", ["Cheap loans"]),
        (f"{TEXT}\nCheap loans\n{TEXT}", ["Cheap loans"]),
        ("第一章 总则\n第一条 为了促进创新，制定本条例。", ["第一章 总则"]),
        (
            "一、众创空间\n新疆现有众创空间四十家。\n（二）孵化器\n有十家。",
            ["一、众创空间", "（二）孵化器"],
        ),
        ("1.2 Cheap loans\nPart IV\nChapter 3", ["1.2 Cheap loans", "Part IV", "Chapter 3"]),
        ("发展现状\n\n新疆的众创空间近年来发展迅速，带动了大批青年就业。", ["发展现状"]),
    ],
)
def test_a_line_that_heads_a_part_of_a_text_is_a_headline(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"{TEXT}\n\nHe agreed.\n\n{TEXT}",
        "一、众创空间要加快发展，孵化器也要跟上。",
        f"a line that\nis broken by\nits mail program\n{TEXT}",
        f"- milk\n- bread\n\n{TEXT}",
        f"name\tplace\n\n{TEXT}",
        f"2016-06-06\n\n{TEXT}",
        f"Dear Sirs,\n\n{TEXT}",
        "one\n\ntwo\n\nthree",
        "",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert lines(text) == []


def test_the_title_is_no_headline_of_a_part() -> None:
    assert lines(f"# Loans\n\n{TEXT}\n\n## For whom", "Loans") == ["For whom"]


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("aB 一、第章。.=#-1\n\n\t，")))
def test_headlines_are_short_lines_of_the_text(text: str) -> None:
    assert all(line in text and 0 < width(line) <= LONGEST for line in lines(text))
