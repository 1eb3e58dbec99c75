"""Folders that are given, overlap or lie in each other, and what is not there for now."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from index_fixtures import Shelf, ask, refuse_to_list
from msgspec.structs import replace

from search import NoIndex, ReadError, Settings, StorageError, open_index, update
from search.engine.generations.storage import Storage
from search.reading import walk

# What is not there for now.


def test_a_folder_that_vanished_removes_nothing(three: Shelf, tmp_path: Path) -> None:
    three.documents.rename(tmp_path / "elsewhere")
    with pytest.raises(ReadError, match="no such folder"):
        three.update()
    assert len(three.find()) == 3
    (tmp_path / "elsewhere").rename(three.documents)
    assert three.update().unchanged == 3


def test_one_vanished_folder_of_two_is_reported_and_keeps_its_documents(
    three: Shelf, other: Path, tmp_path: Path
) -> None:
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
    refuse_to_list("deep", monkeypatch)
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

        def on_another_disk(folder: Path, settings: Settings, only: Any) -> Any:
            found = walk(folder, settings, only)
            files = [replace(f, device=f.device + 1) for f in found.files]
            return replace(found, files=tuple(files))

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


# Folders.


def test_only_what_lies_below_the_folders_given_is_removed(three: Shelf, other: Path) -> None:
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


def test_the_folder_of_the_index_is_no_folder_of_documents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("maker")
    with pytest.raises(ReadError, match="a folder of its own"):
        update(Settings(index=tmp_path), [tmp_path])


def test_while_the_first_index_is_built_who_builds_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "WRITER").write_text("process 0 on moon (since noon)")
    settings = Settings(index=tmp_path)
    with (
        FileLock(tmp_path / "WRITER.lock"),
        pytest.raises(NoIndex, match=r"0 on moon .* is building"),
    ):
        open_index(settings)
    with pytest.raises(NoIndex, match="run: mulu index FOLDER"):  # it was killed
        open_index(settings)


def test_an_index_that_may_not_be_written_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Storage, _seconds: float) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(self.root / "WRITER.lock"))

    monkeypatch.setattr(Storage, "lock", refused)
    with pytest.raises(StorageError, match="can only be read; it can be searched"):
        update(Settings(index=tmp_path / "index"), [tmp_path])
