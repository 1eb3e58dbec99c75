"""What Windows does otherwise, played on this system: numbers of files, junctions, open files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from search import Settings
from search.engine.generations import durable
from search.reading import walk

JUNCTION = 0xA0000003


class Listed:
    """An entry of a folder as Windows lists it: without device and number."""

    def __init__(self, entry: os.DirEntry[bytes]) -> None:
        self.name, self.path, self.is_symlink = entry.name, entry.path, entry.is_symlink
        self._entry = entry

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        told = self._entry.stat(follow_symlinks=follow_symlinks)
        return os.stat_result((told.st_mode, 0, 0, *tuple(told)[3:]))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document, the index and another folder, listed as Windows does."""
    for path in ("docs/a.txt", "docs/index/manifest.json", "docs/other/b.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("words", "utf-8")
    real = os.scandir

    @contextmanager
    def listing(path: Any) -> Iterator[Iterator[Listed]]:
        with real(path) as entries:
            yield map(Listed, entries)

    monkeypatch.setattr("os.scandir", listing)
    return tmp_path / "docs"


def test_a_file_has_its_number_and_the_index_is_no_document(folder: Path) -> None:
    found = walk(folder, Settings(index=folder / "index"))
    assert [file.path for file in found.files] == ["a.txt", "other/b.txt"]
    assert [(one.path, one.kind) for one in found.skipped] == [("index/", "index")]
    told = (folder / "a.txt").stat()
    assert (found.files[0].device, found.files[0].inode) == (told.st_dev, told.st_ino)


def test_a_junction_is_a_link_and_never_entered(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.lstat

    def lstat(path: Any) -> Any:
        told = real(path)
        if os.fsencode(path)[-5:] != b"other":
            return told
        known = {"st_mode": told.st_mode, "st_ctime": told.st_ctime, "st_ino": 9}
        return SimpleNamespace(**known, st_reparse_tag=JUNCTION)

    monkeypatch.setattr("os.lstat", lstat)
    found = walk(folder, Settings(index=folder / "index"))
    assert [file.path for file in found.files] == ["a.txt"]
    assert ("other", "link") in [(one.path, one.kind) for one in found.skipped]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system refuses to replace, read or remove what somebody has open."""
    monkeypatch.setattr(durable, "_WINDOWS", True)
    monkeypatch.setattr(durable, "_PAUSE", 0.0)
    monkeypatch.setattr(durable, "sync", lambda path: None)


def refusing(real: Any, times: int) -> Any:
    """What does as `real` after it has been refused a number of times."""
    left = iter([PermissionError("in use")] * times)

    def act(*given: Any, **named: Any) -> Any:
        for refusal in left:
            raise refusal
        return real(*given, **named)

    return act


@pytest.mark.usefixtures("windows")
def test_a_pointer_that_is_read_just_now_is_replaced_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "CURRENT").write_text("old", "utf-8")
    monkeypatch.setattr(Path, "replace", refusing(Path.replace, 3))
    monkeypatch.setattr(Path, "read_text", refusing(Path.read_text, 3))
    durable.replace_synced(tmp_path / "CURRENT", "new")
    assert durable.read_replaced(tmp_path / "CURRENT") == "new"


@pytest.mark.usefixtures("windows")
def test_a_pointer_that_stays_in_use_is_an_error_and_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "CURRENT").write_text("old", "utf-8")
    monkeypatch.setattr(Path, "replace", refusing(Path.replace, 1000))
    with pytest.raises(PermissionError):
        durable.replace_synced(tmp_path / "CURRENT", "new")
    assert [file.name for file in tmp_path.iterdir()] == ["CURRENT"]
    assert (tmp_path / "CURRENT").read_text("utf-8") == "old"


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("open_somewhere", [True, False])
def test_a_folder_is_removed_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_somewhere: bool
) -> None:
    for name in ("a", "b"):
        (tmp_path / "7").mkdir(exist_ok=True)
        (tmp_path / "7" / name).write_text(name, "utf-8")
    monkeypatch.setattr(Path, "rename", refusing(Path.rename, int(open_somewhere)))
    durable.remove_folder(tmp_path / "7")
    left = sorted(path.name for path in tmp_path.rglob("*"))
    assert left == (["7", "a", "b"] if open_somewhere else [])
