"""Bringing an index up to date with real files that come, change, move and go."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from index_fixtures import Shelf, ask, contents, paths

from search import (
    DamagedIndex,
    IndexLocked,
    Library,
    NoIndex,
    ReadError,
    Settings,
    StaleIndex,
    StorageError,
    Update,
    open_index,
    update,
)
from search.analysis import fold
from search.describing import describe as real_describe
from search.engine.storage import Storage
from search.engine.writer import Writer
from search.errors import Interrupted
from search.reading import digest, walk
from search.updating.fingerprint import fingerprint
from search.updating.mending import mend
from search.updating.preparing import Batch, Refused
from search.updating.preparing import prepare_all as real_prepare_all

SIMPLIFIED = """乌鲁木齐高新区的众创空间

2016年8月15日

截至年底，新疆的众创空间已有二十九家，孵化器十六家。当地科技专项资金支持创客中心。
"""
TRADITIONAL = """烏魯木齊高新區的眾創空間

2016年8月15日

截至年底，新疆的眾創空間已有二十九家，孵化器十六家。當地科技專項資金支持創客中心。
"""


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def generation(shelf: Shelf) -> bytes:
    """What tells which generation serves."""
    return (shelf.settings.index / "CURRENT").read_bytes()


def flip(file: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def empty(file: Path) -> None:
    """Take all bytes from a file."""
    file.write_bytes(b"")


@pytest.fixture
def three(shelf: Shelf) -> Shelf:
    """A shelf of three indexed documents."""
    shelf.write("a.txt", "The alpha maker space.")
    shelf.write("b.txt", "The beta maker space.")
    shelf.write("deep/er/c.txt", "创新的众创空间。")
    shelf.update()
    return shelf


# Files that come, change, move and go.


def test_new_files_are_added(shelf: Shelf) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    shelf.write("深/b.txt", "众创空间")
    done = shelf.update()
    assert done.added == ("a.txt", "深/b.txt")
    assert (done.changed, done.removed, done.moved, done.unchanged, done.failed) == (
        (),
        (),
        (),
        0,
        (),
    )
    assert shelf.find() == ["a.txt", "深/b.txt"]
    assert done.as_json().keys() == {
        "added",
        "changed",
        "removed",
        "moved",
        "unchanged",
        "failed",
        "seconds",
    }


def test_updating_twice_changes_nothing(three: Shelf) -> None:
    before = generation(three)
    done = three.update()
    assert (done.added, done.changed, done.removed, done.moved) == ((), (), (), ())
    assert done.unchanged == 3
    assert generation(three) == before, "nothing to write, nothing published"


def test_a_changed_file_is_read_again(three: Shelf) -> None:
    three.write("a.txt", "The gamma maker space has grown.")
    done = three.update()
    assert (done.changed, done.added, done.unchanged) == (("a.txt",), (), 2)
    assert three.find("alpha") == []
    assert three.find("gamma") == ["a.txt"]
    assert len(three.find()) == 3


def test_a_change_that_hides_behind_size_and_time_is_noticed(three: Shelf) -> None:
    file = three.documents / "a.txt"
    old = file.stat()
    long_ago = (old.st_atime_ns, old.st_mtime_ns - 10**12)
    os.utime(file, ns=long_ago)
    three.update()
    three.write("a.txt", "The omega maker space.")
    os.utime(file, ns=long_ago)
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (old.st_size, long_ago[1])
    assert three.update().changed == ("a.txt",)
    assert three.find("omega") == ["a.txt"]


def test_a_touched_file_is_not_changed(three: Shelf) -> None:
    os.utime(three.documents / "a.txt", (1, 1))
    done = three.update()
    assert (done.changed, done.unchanged) == ((), 3)


def test_a_removed_file_goes(three: Shelf) -> None:
    (three.documents / "b.txt").unlink()
    done = three.update()
    assert (done.removed, done.unchanged) == (("b.txt",), 2)
    assert three.find() == ["a.txt", "deep/er/c.txt"]
    assert three.find("beta") == []


def test_a_renamed_file_is_moved(three: Shelf) -> None:
    (three.documents / "b.txt").rename(three.documents / "deep" / "z.txt")
    done = three.update()
    assert (done.moved, done.added, done.removed) == (("deep/z.txt",), (), ())
    assert three.find("beta") == ["deep/z.txt"]


def test_a_renamed_folder_moves_its_files(three: Shelf) -> None:
    (three.documents / "deep").rename(three.documents / "deeper")
    assert three.update().moved == ("deeper/er/c.txt",)
    assert three.find("众创空间") == ["deeper/er/c.txt"]


def test_two_files_may_exchange_their_names(three: Shelf) -> None:
    a, b = three.documents / "a.txt", three.documents / "b.txt"
    a.rename(three.documents / "spare")
    b.rename(a)
    (three.documents / "spare").rename(b)
    three.update()
    assert three.find("alpha") == ["b.txt"]
    assert three.find("beta") == ["a.txt"]


def test_twins_are_two_documents_and_one_may_go(shelf: Shelf) -> None:
    shelf.write("one.txt", "The same maker space.")
    shelf.write("two.txt", "The same maker space.")
    shelf.update()
    assert shelf.find("maker") == ["one.txt", "two.txt"]
    (shelf.documents / "one.txt").unlink()
    assert shelf.update().removed == ("one.txt",)
    assert shelf.find("maker") == ["two.txt"]


def test_everything_at_once_ends_in_what_a_fresh_index_holds(three: Shelf, tmp_path: Path) -> None:
    three.write("a.txt", "The alpha maker space moved to 杭州.")
    (three.documents / "b.txt").unlink()
    (three.documents / "deep" / "er" / "c.txt").rename(three.documents / "c.txt")
    three.write("d.txt", "A fourth one.")
    done = three.update()
    assert (done.added, done.changed, done.removed, done.moved) == (
        ("d.txt",),
        ("a.txt",),
        ("b.txt",),
        ("c.txt",),
    )
    fresh = Settings(index=tmp_path / "fresh", workers=1)
    update(fresh, [three.documents])
    assert contents(three.open()) == contents(open_index(fresh))
    assert answers(three.open()) == answers(open_index(fresh))


def test_a_folder_that_became_empty_empties_the_index(three: Shelf) -> None:
    for file in list(three.documents.rglob("*.txt")):
        file.unlink()
    assert len(three.update().removed) == 3
    assert three.find() == []
    three.write("new.txt", "A new maker space.")
    assert three.update().added == ("new.txt",)
    assert three.find("maker") == ["new.txt"]


def test_an_empty_folder_is_an_index_of_nothing(shelf: Shelf) -> None:
    done = shelf.update()
    assert (done.added, done.failed) == ((), ())
    assert shelf.find() == []
    assert shelf.update().unchanged == 0


# Dry run.


def test_a_dry_run_writes_nothing_and_tells_what_the_run_would_do(shelf: Shelf) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    dry = shelf.update(dry_run=True)
    assert not shelf.settings.index.exists()
    assert told(dry) == told(shelf.update())


def test_a_dry_run_of_changes_tells_the_same_as_the_run(three: Shelf) -> None:
    three.write("a.txt", "The gamma maker space.")
    (three.documents / "b.txt").rename(three.documents / "z.txt")
    three.write("n.txt", "new")
    (three.documents / "deep" / "er" / "c.txt").unlink()
    before = snapshot(three.settings.index)
    dry = three.update(dry_run=True)
    assert snapshot(three.settings.index) == before
    assert told(dry) == told(three.update())


# What is not there for now.


def test_a_folder_that_vanished_removes_nothing(three: Shelf, tmp_path: Path) -> None:
    three.documents.rename(tmp_path / "elsewhere")
    with pytest.raises(ReadError, match="no such folder"):
        three.update()
    assert len(three.find()) == 3
    (tmp_path / "elsewhere").rename(three.documents)
    assert three.update().unchanged == 3


def test_one_vanished_folder_of_two_is_reported_and_keeps_its_documents(
    three: Shelf, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text("Another maker space.")
    three.update(three.documents, other)
    three.documents.rename(tmp_path / "elsewhere")
    (other / "o.txt").unlink()
    done = three.update(three.documents, other)
    assert done.removed == ("o.txt",)
    assert [failure.path for failure in done.failed] == [str(three.documents)]
    assert len(three.find()) == 3


def test_an_unreadable_subfolder_keeps_its_documents(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def refuse(path: Any) -> Any:
        if isinstance(path, bytes) and path.endswith(b"/deep"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (three.documents / "a.txt").unlink()
    done = three.update()
    assert done.removed == ("a.txt",)
    assert [failure.path for failure in done.failed] == ["deep/"]
    assert "permission" in done.failed[0].reason
    assert three.find("众创空间") == ["deep/er/c.txt"]


def test_a_disk_that_is_not_mounted_removes_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    with monkeypatch.context() as mounted:

        def on_another_disk(folder: Path, settings: Settings) -> Any:
            found = walk(folder, settings)
            files = [dataclasses.replace(f, device=f.device + 1) for f in found.files]
            return dataclasses.replace(found, files=tuple(files))

        mounted.setattr("search.updating.planning.walk", on_another_disk)
        shelf.update()
    (shelf.documents / "a.txt").unlink()
    assert shelf.update().removed == ()
    assert shelf.find() == ["a.txt"]


@pytest.mark.parametrize("where", ["inside", "outside", "nowhere"])
def test_a_file_that_has_become_a_link_is_gone(three: Shelf, tmp_path: Path, where: str) -> None:
    file = three.documents / "a.txt"
    target = {"inside": three.documents, "outside": tmp_path, "nowhere": tmp_path}[where] / "t.txt"
    file.rename(target)
    if where == "nowhere":
        target.unlink()
    file.symlink_to(target)
    done = three.update()
    assert [failure.path for failure in done.failed] == ["a.txt"], "links are not followed"
    assert three.find("alpha") == (["t.txt"] if where == "inside" else [])
    again = three.update()
    assert (again.removed, again.unchanged) == ((), len(three.find()))


def test_a_folder_within_that_became_empty_on_the_same_disk_is_emptied(three: Shelf) -> None:
    """Only another device tells of a disk that is away; `mv deep aside; mkdir deep` looks alike."""
    (three.documents / "deep").rename(three.documents.with_name("aside"))
    (three.documents / "deep").mkdir()
    assert three.update().removed == ("deep/er/c.txt",)
    assert three.find() == ["a.txt", "b.txt"]


# Folders that are not what they were.


def swap(shelf: Shelf) -> Path:
    """Put an empty folder in the place of the documents; return where they are now."""
    aside = shelf.documents.with_name("aside")
    shelf.documents.rename(aside)
    shelf.documents.mkdir()
    return aside


def test_an_empty_folder_in_the_place_of_the_indexed_one_removes_nothing(three: Shelf) -> None:
    before = generation(three)
    aside = swap(three)
    for _ in range(2):
        done = three.update()
        assert (done.removed, done.unchanged) == ((), 0)
        ((path, reason),) = [(failure.path, failure.reason) for failure in done.failed]
        assert path == str(three.documents)
        assert "--forget" in reason
    assert (len(three.find()), generation(three)) == (3, before)
    assert three.open().stats().folders == (str(three.documents),)
    three.documents.rmdir()
    aside.rename(three.documents)
    assert three.update().unchanged == 3


def test_a_folder_without_a_document_stays_an_indexed_folder(three: Shelf) -> None:
    for file in list(three.documents.rglob("*.txt")):
        file.unlink()
    assert len(three.update().removed) == 3
    assert three.open().stats().folders == (str(three.documents),)
    assert three.update().failed == ()


def test_what_is_to_be_forgotten_goes_also_if_its_folder_is_there_but_empty(three: Shelf) -> None:
    swap(three)
    done = update(three.settings, [three.documents], forget=[three.documents])
    assert (len(done.removed), done.failed) == (3, ())
    assert three.find() == []
    assert three.open().stats().folders == (str(three.documents),)
    assert three.update().failed == ()


def test_a_folder_that_is_gone_for_good_can_be_forgotten(three: Shelf, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text("Another maker space.")
    three.update(other)
    three.documents.rename(tmp_path / "aside")
    dry = update(three.settings, [], forget=[three.documents], dry_run=True)
    assert len(three.find()) == 4
    done = update(three.settings, [], forget=[three.documents])
    assert told(done) == told(dry)
    assert done.removed == ("a.txt", "b.txt", "deep/er/c.txt")
    assert three.find() == ["o.txt"]
    assert three.open().stats().folders == (str(other),)
    with pytest.raises(ReadError, match=f"nothing of it is indexed.*{other}"):
        update(three.settings, [], forget=[three.documents])


@pytest.fixture
def two_folders(three: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another folder in the index of the three documents, and a program of another version."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text("Another maker space.")
    three.update(other)
    version = {**fingerprint(), "analyser": "another"}
    monkeypatch.setattr("search.updating.update.fingerprint", lambda: version)
    return other


@pytest.mark.parametrize("leave", ["nothing", "an empty folder"])
def test_a_rebuild_that_would_lose_a_folder_is_refused(
    three: Shelf, two_folders: Path, leave: str
) -> None:
    before = snapshot(three.settings.index)
    aside = swap(three)
    if leave == "nothing":
        three.documents.rmdir()
    with pytest.raises(StorageError, match=f"{three.documents}; .*--forget"):
        update(three.settings, [two_folders])
    assert snapshot(three.settings.index) == before
    done = update(three.settings, [two_folders], forget=[three.documents])
    assert done.added == ("o.txt",)
    assert three.settings.index.exists()
    assert aside.exists()


def test_a_rebuild_brings_a_folder_back_that_is_there_again(
    three: Shelf, two_folders: Path
) -> None:
    aside = swap(three)
    with pytest.raises(StorageError):
        update(three.settings, [two_folders])
    three.documents.rmdir()
    aside.rename(three.documents)
    assert len(update(three.settings, [two_folders]).added) == 4


def test_a_rebuild_that_cannot_list_a_folder_within_is_refused(
    three: Shelf, two_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def refuse(path: Any) -> Any:
        if isinstance(path, bytes) and path.endswith(b"/deep"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(StorageError, match=str(three.documents)):
        update(three.settings, [two_folders])
    forget = [three.documents / "deep"]
    assert len(update(three.settings, [two_folders], forget=forget).added) == 3


# Folders.


def test_only_what_lies_below_the_folders_given_is_removed(three: Shelf, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text("Another maker space.")
    three.update(other)
    assert len(three.find()) == 4
    (other / "o.txt").unlink()
    (three.documents / "a.txt").unlink()
    assert three.update().removed == ("a.txt",)
    assert three.find() == ["b.txt", "deep/er/c.txt", "o.txt"]
    assert three.update(other).removed == ("o.txt",)


def test_a_folder_inside_an_indexed_one_is_a_part_of_it(three: Shelf) -> None:
    three.write("deep/d.txt", "The delta maker space.")
    (three.documents / "a.txt").unlink()
    done = three.update(three.documents / "deep")
    assert (done.added, done.removed, done.unchanged) == (("deep/d.txt",), (), 1)
    assert three.find() == ["a.txt", "b.txt", "deep/d.txt", "deep/er/c.txt"]
    assert three.open().stats().folders == (str(three.documents),)


def test_overlapping_folders_give_each_file_once(shelf: Shelf) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    shelf.write("deep/b.txt", "The beta maker space.")
    done = shelf.update(shelf.documents / "deep", shelf.documents, shelf.documents)
    assert done.added == ("a.txt", "deep/b.txt")
    assert shelf.find("maker") == ["a.txt", "deep/b.txt"]


def test_a_folder_around_an_indexed_one_does_not_double_its_documents(shelf: Shelf) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    shelf.write("deep/b.txt", "The beta maker space.")
    shelf.update(shelf.documents / "deep")
    assert shelf.find() == ["b.txt"]
    shelf.update(shelf.documents)
    assert shelf.find("maker") == ["a.txt", "deep/b.txt"]
    assert shelf.update().unchanged == 2


def test_a_folder_may_be_given_by_a_relative_path_or_a_link(
    three: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert three.update(Path("documents")).unchanged == 3
    (tmp_path / "link").symlink_to(three.documents)
    assert three.update(tmp_path / "link").unchanged == 3
    assert len(three.find()) == 3


def test_the_index_inside_the_folder_is_not_indexed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The alpha maker space.")
    settings = Settings(index=tmp_path / "index", workers=1)
    update(settings, [tmp_path])
    again = update(settings, [tmp_path])
    assert (again.added, again.unchanged) == ((), 1)


def test_names_that_are_no_unicode_are_names_too(shelf: Shelf) -> None:
    folder = Path(os.fsdecode(os.fsencode(shelf.documents) + "/文件".encode("gbk")))
    try:
        folder.mkdir()
    except OSError:
        return  # this file system knows Unicode names only
    (folder / os.fsdecode("新.txt".encode("gbk"))).write_text("The alpha maker space.")
    (folder / "b.txt").write_text("The beta maker space.")
    assert len(shelf.update(folder).added) == 2
    assert shelf.update(folder).unchanged == 2
    (folder / "b.txt").unlink()
    assert shelf.update(folder).removed == ("b.txt",)
    (hit,) = ask(shelf.open(), "maker").hits
    assert json.dumps(ask(shelf.open(), "maker").as_json(), ensure_ascii=False).encode()
    assert shelf.open().show(hit.id).document.clean.text == "The alpha maker space."
    assert shelf.update().unchanged == 0, "the folder around it takes it over"
    assert len(shelf.find("maker")) == 1


def test_without_an_index_and_without_folders_there_is_nothing_to_do(shelf: Shelf) -> None:
    with pytest.raises(NoIndex):
        update(shelf.settings, [])


def test_a_file_is_no_folder(shelf: Shelf) -> None:
    with pytest.raises(ReadError, match="not a folder"):
        shelf.update(shelf.write("a.txt", "alpha"))


# Files that cannot be read.


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
    monkeypatch.setattr("search.updating.update.prepare_all", prepare_all)
    for seconds in (2.5, 2.5, 1, 3, 3, 2.5, 4):
        told = update(replace(shelf.settings, file_seconds=seconds), [shelf.documents])
        assert [failure.reason for failure in told.failed] == ["slow"]
    assert tried == [2.5, 3, 4]


def test_a_file_that_went_bad_is_written_down_once(shelf: Shelf) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    shelf.update()
    shelf.write("a.txt", b"%PDF-1.4 broken")
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


# Tables, encodings.


def test_rows_of_a_table_are_documents_that_change_and_go(shelf: Shelf) -> None:
    header = "title,text\n"
    rows = [f"Row {n},The maker space number {word}.\n" for n, word in enumerate(["one", "two"])]
    shelf.write("t.csv", header + "".join(rows) + "Row 3,The maker space number three.\n")
    shelf.update()
    assert shelf.find("maker") == ["t.csv#1", "t.csv#2", "t.csv#3"]
    before = generation(shelf)
    os.utime(shelf.documents / "t.csv", (1, 1))
    done = shelf.update()
    assert (done.changed, done.unchanged) == ((), 1), "the same content is no change"
    shelf.write("t.csv", header + rows[0].replace("one", "eleven") + rows[1])
    assert shelf.update().changed == ("t.csv",)
    assert shelf.find("maker") == ["t.csv#1", "t.csv#2"]
    assert shelf.find("eleven") == ["t.csv#1"]
    assert generation(shelf) != before
    (shelf.documents / "t.csv").rename(shelf.documents / "u.csv")
    assert shelf.update().moved == ("u.csv",)
    assert shelf.find("maker") == ["u.csv#1", "u.csv#2"]
    shelf.write("u.csv", "This is plain text now, about a maker space.")
    shelf.update()
    assert shelf.find("maker") == ["u.csv"]
    (shelf.documents / "u.csv").unlink()
    assert shelf.update().removed == ("u.csv",)
    assert shelf.find() == []


def test_twins_in_any_encoding_give_the_same_hits(shelf: Shelf) -> None:
    twins = {
        "utf8.txt": SIMPLIFIED.encode(),
        "bom.txt": SIMPLIFIED.encode("utf-8-sig"),
        "gb.txt": SIMPLIFIED.encode("gb18030"),
        "big5.txt": TRADITIONAL.encode("big5hkscs"),
        "utf16.txt": SIMPLIFIED.encode("utf-16"),
        "utf16be.txt": SIMPLIFIED.encode("utf-16-be"),
        "traditional.txt": TRADITIONAL.encode(),
    }
    for name, content in twins.items():
        shelf.write(name, content)
    assert shelf.update().failed == ()
    library = shelf.open()
    queries = [
        "众创空间",
        "眾創空間",
        '"當地科技專項資金"',
        "创客中心",
        "region:新疆",
        "date:2016-08",
    ]
    for text in queries:
        assert sorted(paths(ask(library, text))) == sorted(twins), text
    hits = ask(library, "众创空间").hits
    assert len({round(hit.score, 9) for hit in hits}) == 1
    assert len({(hit.date, hit.regions, fold(hit.title)) for hit in hits}) == 1


# Writers, readers, damage, versions.


def test_a_second_writer_is_told_who_writes_while_readers_go_on(three: Shelf) -> None:
    hold = (
        "import sys, search.engine.storage as s; from pathlib import Path\n"
        "with s.Storage(Path(sys.argv[1])).lock(1):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", hold, str(three.settings.index)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "held\n"
        hasty = dataclasses.replace(three.settings, lock_seconds=0.1)
        with pytest.raises(IndexLocked, match=f"process {writer.pid}"):
            update(hasty, [three.documents])
        assert len(three.find("maker")) == 2
        assert update(hasty, [three.documents], dry_run=True).unchanged == 3
        writer.kill()
    assert update(hasty, [three.documents]).unchanged == 3, "a dead writer blocks nobody"


def test_a_writer_that_fails_leaves_the_index_as_it_was(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(three.settings.index)
    three.write("d.txt", "The delta maker space.")
    with monkeypatch.context() as broken:

        def fail(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        broken.setattr(Writer, "commit", fail)
        with pytest.raises(StorageError, match=r"the disk is full; the index is as it was.* MB"):
            three.update()
    assert snapshot(three.settings.index) == before
    assert len(three.find()) == 3
    assert three.update().added == ("d.txt",)


def test_a_writer_that_is_killed_leaves_the_index_as_it_was(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.write("d.txt", "The delta maker space.")
    with monkeypatch.context() as killed:

        def die(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        killed.setattr(Writer, "commit", die)
        killed.setattr(Writer, "abort", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            three.update()
    assert len(three.find()) == 3, "what the dead writer left must not be seen"
    assert three.update().added == ("d.txt",)
    assert len(list((three.settings.index / "generations").iterdir())) == 1


@pytest.mark.parametrize("damage", [flip, Path.unlink, empty], ids=["flipped", "missing", "empty"])
@pytest.mark.parametrize("name", ["manifest.json", "catalogue.tsv", "folders.tsv", "*.records"])
def test_what_is_stored_only_once_is_rebuilt_by_an_update(
    three: Shelf, name: str, damage: Callable[[Path], None]
) -> None:
    (file,) = three.settings.index.rglob(name)
    damage(file)
    with pytest.raises(DamagedIndex, match=f"{file.name}: .*mulu index"):
        three.open()
    with pytest.raises(DamagedIndex, match=file.name):
        mend(three.settings)
    assert len(three.update().added) == 3
    assert three.find() == ["a.txt", "b.txt", "deep/er/c.txt"]
    assert three.update().unchanged == 3


@pytest.mark.parametrize("damage", [flip, Path.unlink, empty], ids=["flipped", "missing", "empty"])
@pytest.mark.parametrize("by", ["check", "update"])
@pytest.mark.parametrize(
    "names",
    [["*.arrays"], ["*.toc"], ["*.trm"], ["*.trm", "*.arrays", "*_stored.col"]],
    ids=" ".join,
)
def test_what_is_made_from_the_documents_is_mended_byte_for_byte(
    three: Shelf, names: list[str], by: str, damage: Callable[[Path], None]
) -> None:
    before = {Path(n).name: c for n, c in snapshot(three.settings.index).items()}
    for name in names:
        (file,) = three.settings.index.rglob(name)
        damage(file)
    with pytest.raises(DamagedIndex, match=r"mulu check --deep .*mulu index"):
        three.open()
    if by == "check":
        assert len(mend(three.settings)) == len(names)
        assert mend(three.settings) == ()
    assert three.update().unchanged == 3
    assert three.find() == ["a.txt", "b.txt", "deep/er/c.txt"]
    after = {Path(n).name: c for n, c in snapshot(three.settings.index).items()}
    for name in before:
        assert after.get(name, before[name]) == before[name] or name in {"CURRENT", "manifest.json"}


@pytest.mark.parametrize("damage", [Path.unlink, empty], ids=["missing", "empty"])
def test_a_pointer_is_mended_from_what_it_led_to(
    three: Shelf, damage: Callable[[Path], None]
) -> None:
    damage(three.settings.index / "CURRENT")
    with pytest.raises(DamagedIndex, match="CURRENT"):
        three.open()
    assert mend(three.settings) == ("CURRENT",)
    assert three.update().unchanged == 3


def test_a_segment_with_deletions_is_mended(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engine.mending._CHUNK", 40)
    for number in range(150):
        shelf.write(f"{number:03}.txt", f"The maker space {number} 众创空间.")
    shelf.update()
    for number in range(0, 30, 3):
        (shelf.documents / f"{number:03}.txt").unlink()
    shelf.update()
    before = contents(shelf.open())
    for file in shelf.settings.index.rglob("*.arrays"):
        flip(file)
    assert mend(shelf.settings)
    assert contents(shelf.open()) == before
    assert shelf.open().stats().documents == 140
    assert shelf.update().unchanged == len(before)


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "*.arrays", "*.records"])
@pytest.mark.parametrize("damage", [flip, Path.unlink, empty], ids=["flipped", "missing", "empty"])
def test_rebuilding_a_damaged_index_brings_back_the_other_folders(
    three: Shelf, tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text("Another maker space.")
    three.update(other)
    (file,) = three.settings.index.rglob(name)
    damage(file)
    three.update(other)
    assert len(three.find()) == 4


def test_an_index_of_another_version_is_rebuilt_from_all_its_folders(
    three: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "o.txt").write_text("Another maker space.")
    three.update(other)
    old = three.open()
    version = {**fingerprint(), "analyser": "another"}
    monkeypatch.setattr("search.updating.update.fingerprint", lambda: version)
    monkeypatch.setattr("search.answering.library.fingerprint", lambda: version)
    assert "analyser" in three.open().stale
    assert len(three.find()) == 4, "it answers until it has been built anew"
    done = three.update(other)
    assert set(done.added) == {"a.txt", "b.txt", "deep/er/c.txt", "o.txt"}
    assert len(three.find()) == 4
    assert len(ask(old).hits) == 4, "the old generation serves who has it open"
    assert three.open().stale == ""
    assert update(three.settings, []).unchanged == 0


def test_what_another_version_wrote_in_another_form_is_not_called_damaged(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = {**fingerprint(), "schema": "another"}
    monkeypatch.setattr("search.updating.mending.fingerprint", lambda: version)
    assert mend(three.settings) == ()
    flip(next(three.settings.index.rglob("*.arrays")))
    with pytest.raises(DamagedIndex, match=r"arrays: damaged; and .*schema"):
        mend(three.settings)
    monkeypatch.setattr("search.engine.manifest.Manifest.of", lambda plain: plain["another"])
    with pytest.raises(StaleIndex, match="schema"):
        mend(three.settings)


def test_an_index_of_another_form_is_not_opened_but_rebuilt(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = {**fingerprint(), "schema": "another"}
    monkeypatch.setattr("search.updating.update.fingerprint", lambda: version)
    monkeypatch.setattr("search.answering.library.fingerprint", lambda: version)
    with pytest.raises(StaleIndex, match=r"schema.*mulu index"):
        three.open()
    assert len(update(three.settings, []).added) == 3
    assert len(three.find()) == 3


def test_a_stale_index_is_rebuilt_without_naming_folders(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = {**fingerprint(), "analyser": "another"}
    monkeypatch.setattr("search.updating.update.fingerprint", lambda: version)
    assert len(update(three.settings, []).added) == 3


# Runs that are stopped.


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

        monkeypatch.setattr("search.updating.update.prepare_all", prepare_all)

    return stop_at


def go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing come in between any more."""
    monkeypatch.setattr("search.updating.update.prepare_all", real_prepare_all)


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
    version = {**fingerprint(), "analyser": "another"}
    monkeypatch.setattr("search.updating.update.fingerprint", lambda: version)
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
    monkeypatch.setattr("search.answering.library.fingerprint", lambda: version)
    assert three.find() == ["b.txt", "d.txt", "deep/er/c.txt"]
    assert len(list((three.settings.index / "generations").iterdir())) == 1


def test_a_rebuild_that_was_all_but_done_is_finished(
    three: Shelf, stopped: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    version = {**fingerprint(), "analyser": "another"}
    monkeypatch.setattr("search.updating.update.fingerprint", lambda: version)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as late:
        late.setattr("search.updating.run.CHECKPOINT_SECONDS", 0)
        late.setattr("search.updating.run.Run._finish", stop)
        with pytest.raises(Interrupted, match=r"3 of 3"):
            three.update()
    assert update(three.settings, []).unchanged == 3
    monkeypatch.setattr("search.answering.library.fingerprint", lambda: version)
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


def test_several_segments_tell_through_which_word_each_hit_was_found(shelf: Shelf) -> None:
    for number in range(120):
        shelf.write(f"{number}.txt", f"The maker space {number}.")
    shelf.update()
    shelf.write("new.txt", "众创空间。")
    shelf.update()
    hits = {hit.path: hit for hit in ask(shelf.open(), "maker space", expand=True).hits}
    assert len(hits) == 121
    assert hits["new.txt"].via
    assert not hits["7.txt"].via


# Independence of order and workers.


def test_workers_and_order_of_creation_make_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.updating.preparing._FEW_BYTES", 0)
    texts = {
        f"{n:02}.txt": f"众创空间 {n}\n\nMaker number {n * n % 7} of the maker space.\n"
        for n in range(70)
    }
    shelves = [
        Shelf(tmp_path / "one"),
        Shelf(tmp_path / "two", workers=2),
        Shelf(tmp_path / "reversed", workers=2),
    ]
    for shelf, reverse in zip(shelves, (False, False, True), strict=True):
        for name in sorted(texts, reverse=reverse):
            shelf.write(name, texts[name])
        assert len(shelf.update().added) == 70
    first, *others = [answers(shelf.open()) for shelf in shelves]
    assert all(other == first for other in others)
    assert all(contents(shelf.open()) == contents(shelves[0].open()) for shelf in shelves[1:])


def answers(library: Library) -> list[object]:
    """Everything that some queries answer, but ids, which depend on the folder."""
    found: list[object] = [library.stats().documents, library.stats().terms]
    for text in ("", "maker", "众创空间", "number 3", "杭州 maker -2"):
        results = ask(library, text)
        hits = [(h.path, h.title, h.date, round(h.score, 9), h.snippets) for h in results.hits]
        found += [hits, results.facets, results.total]
    return found


def told(done: Update) -> Update:
    """What an update says, but how long it took."""
    return dataclasses.replace(done, seconds=0)


def long_ago(file: Path) -> None:
    """Set the time of a file back, so that it is not taken for one that may change again."""
    os.utime(file, (1, 1))


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

    monkeypatch.setattr("search.updating.update.prepare_all", prepare_all)
