"""Files become segments in memory, in worker processes that may die."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict

from search import MuluError, Settings
from search.reading import File, digest, walk
from search.updating import guarding
from search.updating.preparing import Batch, prepare, prepare_all


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers for small files too, so that the tests are quick."""
    monkeypatch.setattr("search.updating.preparing._FEW_BYTES", 0)


PROCESS = "MULU_TEST_PROCESS"


@pytest.fixture(scope="module", autouse=True)
def _whose_traps() -> Iterator[None]:
    """Let workers know this process, whether they are forked or (beside threads) spawned."""
    os.environ[PROCESS] = str(os.getpid())
    yield
    del os.environ[PROCESS]


class Trap(File, frozen=True):
    """A file that does something to whoever opens it, but in this process."""

    def __getattribute__(self, name: str) -> Any:
        if name == "location" and os.environ[PROCESS] != str(os.getpid()):
            type(self).spring()
        return super().__getattribute__(name)

    @staticmethod
    def spring() -> None:
        raise NotImplementedError


class Deadly(Trap, frozen=True):
    @staticmethod
    def spring() -> None:
        os._exit(1)


class Endless(Trap, frozen=True):
    @staticmethod
    def spring() -> None:
        while True:
            pass


class Asleep(Trap, frozen=True):
    @staticmethod
    def spring() -> None:
        time.sleep(1000)


class Greedy(Trap, frozen=True):
    @staticmethod
    def spring() -> None:
        held = []
        while True:
            held.append(bytes(1 << 24))


class Large(Trap, frozen=True):
    """Takes more than half of the memory that a file may have, but not all."""

    @staticmethod
    def spring() -> None:
        bytes(400 << 20)


def trap(kind: type[Trap], file: File) -> File:
    return kind(**asdict(file))


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


def test_chunks_get_smaller_towards_the_end_so_that_workers_end_together(tmp_path: Path) -> None:
    sizes = [len(batch.read) for batch in prepare_all(files(tmp_path, 150), Settings(workers=2))]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] <= 8


@pytest.mark.parametrize("number", [0, 150, 299])
def test_a_file_that_kills_its_worker_costs_that_file_alone(tmp_path: Path, number: int) -> None:
    given = files(tmp_path, 300)
    given[number] = trap(Deadly, given[number])
    batches = list(prepare_all(given, Settings(workers=2)))
    assert failed(batches).keys() == {given[number].path}
    assert "crashed" in failed(batches)[given[number].path]
    assert sorted(read(batches)) == [f.path for i, f in enumerate(given) if i != number]
    assert sum(batch.data.size for batch in batches if batch.data) == 299


def test_several_deadly_files_are_all_named(tmp_path: Path) -> None:
    given = files(tmp_path, 10)
    given = [trap(Deadly, file) if file.path in {"003.txt", "007.txt"} else file for file in given]
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


@pytest.mark.parametrize(
    ("kind", "seconds", "why", "limits"),
    [
        (Endless, 1, "more than 1 s", (1, 0)),
        (Asleep, 1, "more than 1 s", (1, 0)),
        (Greedy, 60, "more than 512 MB of memory", (0, 512 << 20)),
    ],
)
def test_a_file_that_takes_too_much_is_named_and_costs_no_other(
    tmp_path: Path, kind: type[Trap], seconds: int, why: str, limits: tuple[float, int]
) -> None:
    given = files(tmp_path, 20)
    given[7] = trap(kind, given[7])
    batches = list(prepare_all(given, Settings(workers=2, file_seconds=seconds)))
    assert failed(batches).keys() == {given[7].path}
    assert why in failed(batches)[given[7].path]
    assert "MULU_FILE" in failed(batches)[given[7].path]
    assert [bad.limits for batch in batches for bad in batch.failed] == [limits]
    assert read(batches) == [f.path for i, f in enumerate(given) if i != 7]


def test_what_needs_more_memory_than_its_share_gets_all_of_it_alone(tmp_path: Path) -> None:
    given = files(tmp_path, 20)
    given[7] = trap(Large, given[7])
    batches = list(prepare_all(given, Settings(workers=2)))
    assert failed(batches) == {}
    assert read(batches) == [file.path for file in given]


def test_no_other_worker_holds_memory_while_a_file_gets_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive: set[object] = set()
    beside: list[int] = []

    class Counted(guarding._Worker[Batch]):
        def __init__(self, *given: Any, alone: bool) -> None:
            beside.extend([len(alive)] if alone else [])
            alive.add(self)
            super().__init__(*given, alone=alone)

        def end(self) -> int:
            alive.discard(self)
            return super().end()

    monkeypatch.setattr(guarding, "_Worker", Counted)
    given = files(tmp_path, 150)
    given[70] = trap(Large, given[70])
    assert failed(list(prepare_all(given, Settings(workers=2)))) == {}
    assert (beside, alive) == ([0], set())


def test_foreign_formats_are_never_parsed_in_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # a small run, as small runs are
    (tmp_path / "a.txt").write_text("Plain text.", "utf-8")
    (tmp_path / "b.md").write_text("# Marked", "utf-8")
    plain = [trap(Deadly, file) for file in walk(tmp_path, Settings()).files]
    assert read(list(prepare_all(plain, Settings()))) == ["a.txt", "b.md"]
    for name, content in (("c.html", "<p>Page"), ("d.csv", "a,b\n"), ("e.txt", "%PDF-1.4")):
        (tmp_path / name).write_text(content, "utf-8")
    foreign = [trap(Deadly, file) for file in walk(tmp_path, Settings()).files[2:]]
    for file in foreign:
        assert failed(list(prepare_all([file], Settings()))).keys() == {file.path}


def test_bounds_of_the_environment_hold_and_must_be_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MULU_FILE_SECONDS", "7")
    monkeypatch.setenv("MULU_FILE_MB", "100")
    settings = Settings.from_environment()
    assert (settings.file_seconds, settings.file_bytes) == (7, 100 << 20)
    monkeypatch.setenv("MULU_FILE_MB", "much")
    with pytest.raises(MuluError, match="MULU_FILE_MB=much"):
        Settings.from_environment()
