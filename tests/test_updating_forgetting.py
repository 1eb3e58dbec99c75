"""Folders that are not what they were lose nothing, until they are to be forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import (
    Shelf,
    generation,
    refuse_to_list,
    snapshot,
    told,
    turn_into_another_version,
)

from search import ReadError, StorageError, update


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


def test_a_folder_that_is_gone_for_good_can_be_forgotten(
    three: Shelf, other: Path, tmp_path: Path
) -> None:
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
def two_folders(three: Shelf, other: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another folder in the index of the three documents, and a program of another version."""
    three.update(other)
    turn_into_another_version(monkeypatch, "updating.update")
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
    refuse_to_list("deep", monkeypatch)
    with pytest.raises(StorageError, match=str(three.documents)):
        update(three.settings, [two_folders])
    forget = [three.documents / "deep"]
    assert len(update(three.settings, [two_folders], forget=forget).added) == 3
