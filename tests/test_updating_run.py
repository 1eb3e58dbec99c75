"""Runs that are stopped keep what they have done and go on where they were."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from index_fixtures import Shelf, contents, generation, snapshot, turn_into_another_version

from search import Settings, update
from search.engine.generations.storage import Storage
from search.errors import Interrupted, MuluError
from search.reading import Contents, File
from search.reading import contents as real_contents
from search.updating.preparing import prepare_all as real_prepare_all


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let Ctrl-C come while the n-th file is read; files are read one by one."""
    monkeypatch.setattr("search.updating.preparing._CHUNK_FILES", 1)

    def stop_at(number: int, after: Callable[[], None] = lambda: None) -> None:
        def prepare_all(files: Any, settings: Settings) -> Any:
            for done, batch in enumerate(real_prepare_all(files, settings), 1):
                if done == number:
                    after()
                    raise KeyboardInterrupt
                yield batch

        monkeypatch.setattr("search.updating.preparing.prepare_all", prepare_all)

    return stop_at


def go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing come in between any more."""
    monkeypatch.setattr("search.updating.preparing.prepare_all", real_prepare_all)


def test_a_first_run_that_is_stopped_keeps_what_it_has_read_and_goes_on(
    shelf: Shelf, stopped: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abcde":
        shelf.write(f"{name}.txt", f"The {name} maker space.")
    stopped(4)
    with pytest.raises(Interrupted, match=r"3 of 5 files .* are kept; mulu index goes on"):
        shelf.update()
    assert shelf.find() == ["a.txt", "b.txt", "c.txt"]
    go_on(monkeypatch)
    done = shelf.update()
    assert (done.added, done.unchanged) == (("d.txt", "e.txt"), 3)
    assert shelf.find() == [f"{name}.txt" for name in "abcde"]


def test_a_run_that_is_stopped_at_once_says_that_all_is_as_it_was(
    three: Shelf, stopped: Callable[..., None]
) -> None:
    before = snapshot(three.settings.index)
    three.write("d.txt", "The delta maker space.")
    stopped(1)
    with pytest.raises(Interrupted, match="the index is as it was"):
        three.update()
    assert snapshot(three.settings.index) == before


@pytest.mark.parametrize("kept", [True, False], ids=["with checkpoints", "at the end"])
def test_a_run_of_every_kind_of_change_ends_alike_wherever_it_is_stopped(
    tmp_path: Path, stopped: Callable[..., None], monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    if kept:
        monkeypatch.setattr("search.updating.run.CHECKPOINT_SECONDS", 0)
    for stop in range(1, 7):
        go_on(monkeypatch)
        shelf = Shelf(tmp_path / f"{stop}")
        for name in ("a.txt", "b.txt", "sub/c.txt", "sub/d.txt", "gone.txt", "same.txt"):
            shelf.write(name, f"The first maker space {name}.")
        shelf.write("sub/t.csv", "title,text\nOne,first\nTwo,second\nThree,third\n")
        shelf.update()
        shelf.write("a.txt", "The second maker space has grown.")
        (shelf.documents / "b.txt").rename(shelf.documents / "moved.txt")
        (shelf.documents / "gone.txt").unlink()
        shelf.write("new.txt", "Another maker space.")
        shelf.write("sub/t.csv", "title,text\nOne,first\nTwo,another\n")
        stopped(stop)
        if stop <= 4:
            with pytest.raises(Interrupted):
                shelf.update()
            names = {name.partition("#")[0] for name in shelf.find()}
            assert {"a.txt", "sub/c.txt", "sub/d.txt", "same.txt"} <= names
            assert {"b.txt", "moved.txt"} & names, "what moves is never out of sight"
        go_on(monkeypatch)
        shelf.update()
        fresh = Shelf(tmp_path / f"fresh {stop}")
        shutil.copytree(shelf.documents, fresh.documents, dirs_exist_ok=True)
        fresh.update()
        assert contents(shelf.open()) == contents(fresh.open())
        assert shelf.update().added == ()


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_taking_a_folder_over_is_whole_wherever_it_is_stopped(
    shelf: Shelf, stopped: Callable[..., None], monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    monkeypatch.setattr("search.updating.run.CHECKPOINT_SECONDS", 0)
    shelf.write("sub/a.txt", "The alpha maker space.")
    shelf.write("sub/t.csv", "title,text\nOne,first\nTwo,second\n")
    shelf.update(shelf.documents / "sub")
    shelf.write("sub/t.csv", "title,text\nOne,first\n")
    shelf.write("b.txt", "The beta maker space.")
    stopped(stop)
    with pytest.raises(Interrupted):
        shelf.update()
    go_on(monkeypatch)
    shelf.update()
    assert shelf.find() == ["b.txt", "sub/a.txt", "sub/t.csv#1"]
    assert shelf.update().unchanged == 3


def test_a_rebuild_that_is_stopped_goes_on_while_the_old_index_serves(
    three: Shelf, stopped: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.updating.run.CHECKPOINT_SECONDS", 0)
    before = generation(three)
    turn_into_another_version(monkeypatch, "updating.update")
    seen: list[int] = []
    stopped(3, lambda: seen.append(len(three.find())))
    with pytest.raises(Interrupted, match=r"2 of 3 files .* the old index serves until"):
        three.update()
    assert (seen, generation(three), len(three.find())) == ([3], before, 3)
    (three.documents / "a.txt").unlink()
    three.write("d.txt", "The delta maker space.")
    go_on(monkeypatch)
    done = update(three.settings, [])
    assert (done.added, done.unchanged) == (("d.txt", "deep/er/c.txt"), 1)
    turn_into_another_version(monkeypatch, "answering.library")
    assert three.find() == ["b.txt", "d.txt", "deep/er/c.txt"]
    assert len(list((three.settings.index / "generations").iterdir())) == 1


def test_a_rebuild_that_was_all_but_done_is_finished(
    three: Shelf, stopped: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_into_another_version(monkeypatch, "updating.update")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as late:
        late.setattr("search.updating.run.CHECKPOINT_SECONDS", 0)
        late.setattr("search.updating.run.Run._finish", stop)
        with pytest.raises(Interrupted, match=r"3 of 3"):
            three.update()
    assert update(three.settings, []).unchanged == 3
    turn_into_another_version(monkeypatch, "answering.library")
    assert len(three.find()) == 3


def test_ctrl_c_just_after_publishing_leaves_what_was_published(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.write("d.txt", "The delta maker space.")
    before = generation(three)
    real = Storage.sweep

    def stop(storage: Storage) -> None:
        if generation(three) != before:
            raise KeyboardInterrupt
        real(storage)

    with monkeypatch.context() as late:
        late.setattr(Storage, "sweep", stop)
        with pytest.raises(Interrupted):
            three.update()
    assert len(three.find()) == 4
    assert three.update().unchanged == 4


def test_a_file_that_takes_long_keeps_no_other_waiting(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in (("_FEW_BYTES", 0), ("_CHUNK_BYTES", 500), ("_PATIENCE", 0)):
        monkeypatch.setattr(f"search.updating.preparing.{name}", size)
    shelf.write("a.txt", "The alpha maker space. " * 100)
    for name in "bcd":
        shelf.write(f"{name}.txt", f"The {name} maker space.")

    def slow(file: File, settings: Settings) -> Contents:
        end = time.monotonic() + 20
        found: list[str] = []
        while file.path == "a.txt" and found != ["b.txt", "c.txt", "d.txt"]:
            assert time.monotonic() < end
            time.sleep(0.05)
            with suppress(MuluError):  # there is no index yet
                found = shelf.find()
        return real_contents(file, settings)

    monkeypatch.setattr("search.updating.preparing.contents", slow)
    assert not shelf.update().failed
    assert shelf.find() == ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_what_a_run_does_is_logged_line_by_line_without_any_text(
    three: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    three.write("d.txt", "The delta maker space.")
    three.write("e.pdf", b"no pdf")
    with caplog.at_level(logging.INFO, "mulu.index"):
        three.update()
    events = [getattr(record, "event", "") for record in caplog.records]
    assert events == ["index.begun", "file.refused", "index.published", "index.done"]
    assert "delta" not in caplog.text
