"""Notes in Markdown, which their file's name titles where they have no heading for it."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.title import title
from search.document import Hints

OPENING = (
    "**Marrow Shipyards** — a builder of ferries, the largest of the west coast by tonnage.\n\n"
)
PARTS = (
    "## Quick stats\n\nIts yards are in two towns, and it has built 40 ferries in all.\n\n"
    "## Synopsis\n\nMarrow builds ferries for short routes, and sells them to small lines.\n"
)


def named(text: str, path: str, hint: str = "") -> tuple[str, str]:
    value = title(clean(text), Hints(title=hint), path)
    return value.name, value.evidence[0].rule


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Marrow Shipyards", OPENING + PARTS),
        ("Ferries and other yards", f"The yards build ferries.\n\n{PARTS}"),
        ("Marrow", OPENING + PARTS.partition("## Synopsis")[0]),
        ("马罗船厂", f"马罗船厂是西海岸最大的渡轮制造商。\n\n{PARTS}"),
        ("Marrow builds", f"## Quick stats\n\n```sh\n# the yards\nls\n```\n\n{PARTS}"),
    ],
)
def test_a_note_is_titled_by_its_file_where_its_headings_are_of_parts(name: str, text: str) -> None:
    assert named(text, f"companies/{name}.md") == (name, "file name")


@pytest.mark.parametrize(
    ("path", "text", "hint", "expected"),
    [
        ("Marrow.md", f"# The yards of the west\n\n{PARTS}", "", "The yards of the west"),
        ("Marrow.md", PARTS, "The yards of the west", "The yards of the west"),
        ("marrow-shipyards-2021.md", PARTS, "", "Quick stats"),
        ("article_1234.md", PARTS, "", "Quick stats"),
        ("Trade of the east.md", PARTS, "", "Quick stats"),
        ("Marrow Shipyards.txt", PARTS, "", "Quick stats"),
        ("Yards.md", f"## The yards of the west\n\n{PARTS[15:80]}", "", "The yards of the west"),
    ],
)
def test_a_note_is_not_titled_by_its_file_where_it_says_its_title_or_the_name_is_none(
    path: str, text: str, hint: str, expected: str
) -> None:
    assert named(text, path, hint)[0].startswith(expected)
