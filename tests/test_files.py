"""Documents are found by the name of their file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import indexed

from search import Library, Query


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    documents = {
        "Q3_report_final_v2.md": "Sales rose by a tenth.",
        "2016/會議紀要 (副本).txt": "大家同意继续合作。",
        "2016/plan[1].txt": "We open a maker space.",
        "rows.csv": "title,text\nFirst,one report\nSecond,two\n",
    }
    return indexed(tmp_path_factory.mktemp("files"), documents).open()


def found(library: Library, text: str) -> list[str]:
    return sorted(hit.path for hit in library.search(Query(text, limit=50)).hits)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("file:q3", ["Q3_report_final_v2.md"]),
        ("file:ＲＥＰＯＲＴ", ["Q3_report_final_v2.md"]),
        ('file:"report v2"', ["Q3_report_final_v2.md"]),
        ("file:*.md", ["Q3_report_final_v2.md"]),
        ("file:q?_report*", ["Q3_report_final_v2.md"]),
        ("file:report*", []),
        ("文件名：会议纪要", ["2016/會議紀要 (副本).txt"]),
        ('path:"2016 副本"', ["2016/會議紀要 (副本).txt"]),
        ("file:2016/", ["2016/plan[1].txt", "2016/會議紀要 (副本).txt"]),
        ("file:2016/*[1].txt", ["2016/plan[1].txt"]),
        ("file:*.txt", ["2016/plan[1].txt", "2016/會議紀要 (副本).txt"]),
        ("file:rows.csv", ["rows.csv#1", "rows.csv#2"]),
        ("report file:rows", ["rows.csv#1"]),
        ("-file:2016/ -file:rows", ["Q3_report_final_v2.md"]),
        ("file:nosuch", []),
    ],
)
def test_a_field_asks_for_what_a_path_has(library: Library, text: str, paths: list[str]) -> None:
    assert found(library, text) == paths


def test_a_first_answer_is_the_same_as_a_second(tmp_path: Path) -> None:
    shelf = indexed(tmp_path, {"Plan_B.txt": "Nothing."})
    for text in ("plan_b.TXT", "zebra.txt", "计划.txt", "plan % b", "b plan"):
        library = shelf.open()
        first, second = (library.search(Query(text)).suggestions for _ in range(2))
        assert first == second
        assert bool(first) == (text in ("plan_b.TXT", "b plan"))


@pytest.mark.parametrize(
    "text", ["Q3_report_final_v2.md", "q3 report final", "2016/會議紀要 (副本).txt", "会议纪要"]
)
def test_the_name_of_a_file_that_no_text_has_is_suggested(library: Library, text: str) -> None:
    suggested = library.search(Query(text)).suggestions[0]
    assert suggested.query == f'file:"{text}"'
    assert suggested.total == 1
    assert len(found(library, suggested.query)) == 1


@pytest.mark.parametrize("text", ["maker space", "zebra", "*", "-report", "的", '"', "ab"])
def test_nothing_is_suggested_where_words_are_found_or_no_file_is_called_so(
    library: Library, text: str
) -> None:
    queries: Sequence[str] = [s.query for s in library.search(Query(text)).suggestions]
    assert not any(query.startswith("file:") for query in queries)


def test_an_unknown_file_is_told(library: Library) -> None:
    assert [note.code for note in library.search(Query("file:nosuch")).notes] == ["unknown-file"]


def test_the_ids_of_documents_are_no_part_of_an_explanation(library: Library) -> None:
    (reading,) = library.explain(Query("file:*.txt")).readings
    assert reading.count == 2
    assert reading.runs == ()


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_whatever_is_asked_for_is_a_name_or_none(library: Library, text: str) -> None:
    results = library.search(Query(f"file:{text}", limit=50))
    known = {path.partition("#")[0] for path in found(library, "")}
    assert {hit.path.partition("#")[0] for hit in results.hits} <= known
    for other in library.search(Query(text)).suggestions:
        assert library.search(Query(other.query)).total == other.total > 0
