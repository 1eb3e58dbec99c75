"""Files become segments in memory, in worker processes that may die."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Any

import pytest

from search import Settings
from search.reading import File, digest, walk
from search.updating.preparing import Batch, prepare, prepare_all


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers for small files too, so that the tests are quick."""
    monkeypatch.setattr("search.updating.preparing._FEW_BYTES", 0)


class Deadly(File):
    """A file that kills the worker that it is handed to."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (1,)


def deadly(file: File) -> File:
    return Deadly(**{field.name: getattr(file, field.name) for field in dataclasses.fields(file)})


def files(folder: Path, count: int) -> list[File]:
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"The maker space {number}.", "utf-8")
    return list(walk(folder, Settings()).files)


def read(batches: list[Batch]) -> list[str]:
    return [good.file.path for batch in batches for good in batch.read]


def failed(batches: list[Batch]) -> dict[str, str]:
    return {bad.file.path: bad.reason for batch in batches for bad in batch.failed}


@pytest.mark.parametrize("workers", [1, 2])
def test_every_file_is_given_back_once_and_in_order(tmp_path: Path, workers: int) -> None:
    given = files(tmp_path, 150)
    batches = list(prepare_all(given, Settings(workers=workers)))
    assert read(batches) == [file.path for file in given]
    assert failed(batches) == {}
    assert sum(batch.data.size for batch in batches if batch.data) == 150


def test_a_chunk_holds_few_files_so_that_memory_is_bounded(tmp_path: Path) -> None:
    batches = list(prepare_all(files(tmp_path, 150), Settings(workers=1)))
    assert max(len(batch.read) for batch in batches) <= 64


@pytest.mark.parametrize("number", [0, 150, 299])
def test_a_file_that_kills_its_worker_costs_that_file_alone(tmp_path: Path, number: int) -> None:
    given = files(tmp_path, 300)
    given[number] = deadly(given[number])
    batches = list(prepare_all(given, Settings(workers=2)))
    assert failed(batches).keys() == {given[number].path}
    assert "crashed" in failed(batches)[given[number].path]
    assert sorted(read(batches)) == [f.path for i, f in enumerate(given) if i != number]
    assert sum(batch.data.size for batch in batches if batch.data) == 299


def test_several_deadly_files_are_all_named(tmp_path: Path) -> None:
    given = files(tmp_path, 10)
    given = [deadly(file) if file.path in {"003.txt", "007.txt"} else file for file in given]
    batches = list(prepare_all(given, Settings(workers=2)))
    assert failed(batches).keys() == {"003.txt", "007.txt"}
    assert len(read(batches)) == 8


def test_the_digest_is_that_of_the_file_also_where_rows_are_documents(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("title,text\nOne,The first.\nTwo,The second.\n", "utf-8")
    (tmp_path / "a.txt").write_text("Plain text.", "utf-8")
    given = list(walk(tmp_path, Settings()).files)
    batch = prepare(given, Settings())
    assert [(good.file.path, good.digest, good.rows) for good in batch.read] == [
        ("a.txt", digest(given[0]), 1),
        ("t.csv", digest(given[1]), 2),
    ]
    assert batch.data is not None
    assert batch.data.size == 3


def test_nothing_to_prepare_gives_nothing(tmp_path: Path) -> None:
    assert list(prepare_all([], Settings(workers=2))) == []
    (tmp_path / "blank.txt").write_text("  ", "utf-8")
    batch = prepare(walk(tmp_path, Settings()).files, Settings())
    assert (batch.data, batch.read) == (None, [])
    assert list(failed([batch])) == ["blank.txt"]
