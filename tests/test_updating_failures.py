"""Files that cannot be read: told every time, tried again when that may help."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from index_fixtures import Shelf, generation, long_ago, told
from msgspec.structs import replace

from search import Settings, update
from search.describing import describe as real_describe
from search.reading import digest
from search.updating.preparing import Batch, Refused
from search.updating.preparing import prepare_all as real_prepare_all


def test_failures_are_told_by_name_and_reason_every_time(shelf: Shelf) -> None:
    shelf.write("good.txt", "The alpha maker space.")
    shelf.write("empty.txt", b"")
    shelf.write("blank.txt", "  \n\n ")
    shelf.write("broken.pdf", b"%PDF-1.4 nothing more")
    shelf.write("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    first, second = shelf.update(), shelf.update()
    assert first.added == ("good.txt",)
    named = {failure.path: failure.reason for failure in first.failed}
    assert named.keys() == {"empty.txt", "blank.txt", "broken.pdf", "picture.txt"}
    assert all(named.values())
    assert {failure.path: failure.reason for failure in second.failed} == named
    assert (second.added, second.unchanged) == ((), 1)
    assert shelf.find() == ["good.txt"]


def test_a_file_that_can_be_read_at_last_is_added(shelf: Shelf) -> None:
    shelf.write("a.txt", " \n")
    assert [failure.path for failure in shelf.update().failed] == ["a.txt"]
    shelf.write("a.txt", "The alpha maker space.")
    done = shelf.update()
    assert (done.added, done.changed, done.failed) == (("a.txt",), (), ())
    assert shelf.find("alpha") == ["a.txt"]


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4 broken", b"x" * 5000], ids=["empty", "damaged", "huge"]
)
def test_a_file_that_went_bad_keeps_its_documents_and_is_reported(
    tmp_path: Path, content: bytes
) -> None:
    shelf = Shelf(tmp_path, max_bytes=4000)
    shelf.write("a.txt", "The alpha maker space.")
    shelf.update()
    shelf.write("a.txt", content)
    for _ in range(2):
        done = shelf.update()
        assert [failure.path for failure in done.failed] == ["a.txt"]
        assert (done.added, done.changed, done.removed) == ((), (), ())
        assert shelf.find("alpha") == ["a.txt"]
    shelf.write("a.txt", "The omega maker space.")
    assert shelf.update().changed == ("a.txt",)
    assert (shelf.find("alpha"), shelf.find("omega")) == ([], ["a.txt"])


def test_a_file_that_vanishes_between_walk_and_read_is_reported(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    doomed = shelf.write("b.txt", "The beta maker space.")
    _then(monkeypatch, doomed.unlink)
    done = shelf.update()
    assert [failure.path for failure in done.failed] == ["b.txt"]
    assert "vanished" in done.failed[0].reason
    assert (done.added, shelf.find()) == (("a.txt",), ["a.txt"])


@pytest.mark.parametrize("known", [False, True], ids=["new", "indexed"])
def test_what_could_not_be_read_just_now_is_tried_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    file = shelf.write("a.txt", "The alpha maker space.")
    if known:
        shelf.update()
        shelf.write("a.txt", "The omega maker space.")
    long_ago(file)
    with monkeypatch.context() as broken:
        _break_disk(broken)
        for _ in range(2):
            done = shelf.update()
            assert [failure.path for failure in done.failed] == ["a.txt"]
            assert "the disk" in done.failed[0].reason
            assert (done.added, done.changed) == ((), ())
        before = generation(shelf)
        shelf.update()
        assert generation(shelf) == before
    done = shelf.update()
    assert (done.added, done.changed) == (((), ("a.txt",)) if known else (("a.txt",), ()))
    assert done.failed == ()


@pytest.mark.parametrize("known", [False, True], ids=["new", "indexed"])
def test_a_file_that_took_too_much_memory_is_tried_again_when_it_may_have_more(
    shelf: Shelf, known: bool
) -> None:
    little = replace(shelf.settings, file_bytes=1 << 20)
    if known:
        shelf.write("a.html", "<p>The alpha maker space.")
        shelf.update()
    text = f"<p>The omega maker space.<!--{'x' * (8 << 20)}-->"
    long_ago(shelf.write("a.html", text))
    for _ in range(2):
        (failure,) = update(little, [shelf.documents]).failed
        assert "more than 1 MB of memory" in failure.reason
        assert shelf.find("alpha") == (["a.html"] if known else [])
    before = generation(shelf)
    update(replace(little, file_bytes=1 << 19, file_seconds=1e6), [shelf.documents])
    assert generation(shelf) == before, "with no more memory it is not tried"
    dry = shelf.update(dry_run=True)
    done = shelf.update()
    assert (done.added, done.changed) == (((), ("a.html",)) if known else (("a.html",), ()))
    assert (dry.added, dry.changed, done.failed) == (done.added, done.changed, ())
    assert (shelf.find("alpha"), shelf.find("omega")) == ([], ["a.html"])
    assert update(little, [shelf.documents]).failed == ()


def test_a_file_that_took_too_long_is_tried_again_when_it_may_take_longer(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def prepare_all(files: Any, settings: Settings) -> Any:
        tried.append(settings.file_seconds)
        limits = (settings.file_seconds, 0)
        yield Batch(None, [], [Refused(file, digest(file), "slow", limits) for file in files])

    long_ago(shelf.write("a.html", "<p>The alpha maker space."))
    monkeypatch.setattr("search.updating.preparing.prepare_all", prepare_all)
    for seconds in (2.5, 2.5, 1, 3, 3, 2.5, 4):
        told = update(replace(shelf.settings, file_seconds=seconds), [shelf.documents])
        assert [failure.reason for failure in told.failed] == ["slow"]
    assert tried == [2.5, 3, 4]


def test_a_file_that_went_bad_is_written_down_once(shelf: Shelf) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    shelf.update()
    long_ago(shelf.write("a.txt", b"%PDF-1.4 broken"))  # what is new may change unseen
    shelf.update()
    before = generation(shelf)
    for _ in range(2):
        assert [failure.path for failure in shelf.update().failed] == ["a.txt"]
    assert generation(shelf) == before
    (shelf.documents / "a.txt").unlink()
    assert shelf.update().removed == ("a.txt",)
    assert shelf.find() == []


def test_a_dry_run_tells_which_files_cannot_be_read(shelf: Shelf) -> None:
    shelf.write("good.txt", "The alpha maker space.")
    shelf.write("blank.txt", "  \n\n ")
    shelf.write("broken.docx", b"PK\x03\x04 nothing more")
    shelf.write("binary.txt", bytes(range(256)) * 4)
    shelf.write("rows.jsonl", '{"text": "One maker space."}\n{"text": \n{"text": "Two."}\n')
    dry = shelf.update(dry_run=True)
    assert not shelf.settings.index.exists()
    assert dry.added == ("good.txt", "rows.jsonl")
    assert len(dry.failed) == 4
    assert told(dry) == told(shelf.update())


def test_a_line_that_is_no_json_is_named_every_time(shelf: Shelf) -> None:
    lines = ['{"text": "One maker space."}', "", '{"text": "cut', "[1, 2]", '{"text": "Two."}']
    shelf.write("rows.jsonl", "\n".join(lines))
    for _ in range(2):
        named = {failure.path: failure.reason for failure in shelf.update().failed}
        assert named == {
            "rows.jsonl#2": "line 3: not JSON",
            "rows.jsonl#3": "line 4: not a JSON object",
        }
    assert shelf.find() == ["rows.jsonl#1", "rows.jsonl#4"]
    assert shelf.update().unchanged == 1
    (shelf.documents / "rows.jsonl").unlink()
    assert shelf.update().removed == ("rows.jsonl",)
    assert shelf.find() == []


def test_a_file_that_fails_in_describing_costs_that_file_alone(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def describe(clean: Any, hints: Any, path: str, today: Any) -> Any:
        if path == "b.txt":
            raise ZeroDivisionError
        return real_describe(clean, hints, path, today)

    monkeypatch.setattr("search.updating.preparing.describe", describe)
    for name in ("a.txt", "b.txt", "c.txt"):
        shelf.write(name, f"The maker space {name}.")
    done = shelf.update()
    assert [failure.path for failure in done.failed] == ["b.txt"]
    assert "ZeroDivisionError" in done.failed[0].reason
    assert shelf.find("maker") == ["a.txt", "c.txt"]


def test_progress_counts_every_file(shelf: Shelf) -> None:
    for number in range(150):
        shelf.write(f"{number:03}.txt", f"The maker space {number}.")
    shelf.write("bad.txt", " ")
    told: list[tuple[int, int, str]] = []
    shelf.update(progress=lambda done, total, path: told.append((done, total, path)))
    assert [done for done, _, _ in told] == sorted({done for done, _, _ in told})
    assert told[-1][:2] == (151, 151)
    assert {total for _, total, _ in told} == {151}
    assert {path for _, _, path in told} <= {*shelf.find(), "bad.txt"}
    told.clear()
    (shelf.documents / "bad.txt").unlink()
    shelf.update(progress=lambda done, total, path: told.append((done, total, path)))
    assert told == []


def _break_disk(broken: pytest.MonkeyPatch) -> None:
    """Let every document fail when it is opened for reading."""
    real = os.open

    def fail(path: Any, *how: Any) -> int:
        if isinstance(path, bytes):
            raise OSError(5, "Input/output error")
        return real(path, *how)

    broken.setattr(os, "open", fail)


def _then(monkeypatch: pytest.MonkeyPatch, happen: Callable[[], None]) -> None:
    """Let something happen between planning and reading."""

    def prepare_all(files: Any, settings: Settings) -> Any:
        happen()
        return real_prepare_all(files, settings)

    monkeypatch.setattr("search.updating.preparing.prepare_all", prepare_all)
