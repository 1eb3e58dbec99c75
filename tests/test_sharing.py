"""What a new generation takes over of the open one before it."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest
from engine_fixtures import VERSION, segment, write

from search.engine import Filters, WhooshEngine
from search.engine.arrays.file import read_arrays
from search.query import Everything, Word
from search.settings import Settings

WORD = Word("a", ("a",), ("a",), han=False)
ROW = {"title": ["a"], "body": ["a", "b"], "chrome": [], "headline": []}


@pytest.fixture
def mapped(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of arrays that are mapped from now on."""
    names: list[str] = []

    def counted(path: Path) -> Any:
        names.append(path.name)
        return read_arrays(path)

    monkeypatch.setattr("search.engine.segments.segment.read_arrays", counted)
    return names


def opened(root: Path) -> WhooshEngine:
    """The generation that serves."""
    return WhooshEngine(Settings(index=root), VERSION)


def found(engine: WhooshEngine) -> list[str]:
    """The documents with a word."""
    top = engine.search(WORD, Filters(), "relevance", 0, 100).top
    return sorted(engine.heading(match.document).id for match in top)


def test_a_new_generation_opens_only_what_the_one_before_has_not(
    tmp_path: Path, mapped: list[str]
) -> None:
    write(tmp_path, [segment(0, [ROW, ROW])], merging=False)
    before = opened(tmp_path)
    write(tmp_path, [segment(100, [ROW])], merging=False)
    mapped.clear()
    after = opened(tmp_path)
    assert len(mapped) == 1
    assert before.count(WORD) == 2
    assert after.count(WORD) == 3


def test_what_was_deleted_is_deleted_in_the_new_generation_only(tmp_path: Path) -> None:
    write(tmp_path, [segment(0, [ROW, ROW, ROW])], merging=False)
    before = opened(tmp_path)
    names = found(before)
    assert before.count(Everything()) == 3
    write(tmp_path, [], {names[1]}, merging=False)
    after = opened(tmp_path)
    assert found(before) == names
    assert found(after) == [names[0], names[2]]
    assert [before.count(Everything()), after.count(Everything())] == [3, 2]


def test_nothing_is_kept_open_when_nobody_reads_it(tmp_path: Path, mapped: list[str]) -> None:
    write(tmp_path, [segment(0, [ROW])], merging=False)
    engine: WhooshEngine | None = opened(tmp_path)
    assert engine is not None
    assert engine.count(WORD) == 1
    engine.close()
    engine = None
    gc.collect()
    mapped.clear()
    assert opened(tmp_path).count(WORD) == 1
    assert len(mapped) == 1
