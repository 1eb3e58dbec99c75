"""What an update has to do: folders as they are against what is known of them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from search import ReadError, Settings
from search.reading import File, digest, walk
from search.updating.catalogue import Catalogue, Folders, Home
from search.updating.entries import Entry
from search.updating.planning import Plan, settled, stamp
from search.updating.planning import plan as plan_of
from search.updating.scope import scopes


def known(folder: Path) -> Catalogue:
    """A catalogue that has everything below the folder as it is."""
    return {
        (file.folder, file.path): Entry(
            file.folder, file.path, stamp(file), file.device, digest(file), 1
        )
        for file in walk(folder, Settings()).files
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "sub/c.txt", "sub2/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"This is {name}.", "utf-8")
    return tmp_path


def plan(
    settings: Settings, folders: list[Path], catalogue: Catalogue, homes: Folders | None = None
) -> Plan:
    """The plan for folders, in those that are indexed or that the catalogue knows."""
    known = {*(homes or ()), *(folder for folder, _ in catalogue)}
    return plan_of(settings, scopes(folders, known)[0], catalogue, homes)


def homes(folder: Path) -> Folders:
    """The folder as it is now."""
    status = folder.stat()
    return {str(folder): Home(status.st_dev, status.st_ino)}


def names(files: list[File]) -> list[str]:
    return [file.path for file in files]


def test_what_is_as_it_was_is_left_alone(folder: Path) -> None:
    catalogue = known(folder)
    made = plan(Settings(), [folder], catalogue, homes(folder))
    assert made.idle
    assert (made.keep, made.unchanged, made.reads) == (catalogue, 4, [])


def test_a_file_without_its_stamp_is_compared_by_content(folder: Path) -> None:
    catalogue = known(folder)
    os.utime(folder / "a.txt", (5, 5))
    made = plan(Settings(), [folder], catalogue, homes(folder))
    assert (made.unchanged, made.reads, made.idle) == (4, [], False), "its stamp is to be stored"
    (entry,) = [entry for entry in made.keep.values() if entry.path == "a.txt"]
    (file,) = [file for file in walk(folder, Settings()).files if file.path == "a.txt"]
    assert entry.stamp == settled(file)


def test_files_are_new_changed_moved_or_gone(folder: Path) -> None:
    catalogue = known(folder)
    (folder / "a.txt").write_text("This was a.txt.", "utf-8")
    (folder / "b.txt").unlink()
    (folder / "sub" / "c.txt").rename(folder / "moved.txt")
    (folder / "new.txt").write_text("This is new.", "utf-8")
    made = plan(Settings(), [folder], catalogue, homes(folder))
    assert names(made.changed) == ["a.txt"]
    assert names(made.added) == ["new.txt"]
    assert names(made.moved) == ["moved.txt"]
    assert sorted(entry.path for entry in made.gone) == ["b.txt", "sub/c.txt"]
    assert [entry.path for entry in made.left] == ["b.txt"]
    assert made.unchanged == 1


def test_one_missing_file_is_the_origin_of_one_copy_only(folder: Path) -> None:
    catalogue = known(folder)
    text = (folder / "a.txt").read_text("utf-8")
    (folder / "a.txt").unlink()
    (folder / "x.txt").write_text(text, "utf-8")
    (folder / "y.txt").write_text(text, "utf-8")
    made = plan(Settings(), [folder], catalogue, homes(folder))
    assert (names(made.moved), names(made.added)) == (["x.txt"], ["y.txt"])


def test_a_folder_with_a_similar_name_is_another_folder(folder: Path) -> None:
    catalogue = known(folder)
    (folder / "sub" / "c.txt").unlink()
    (folder / "sub2" / "d.txt").unlink()
    made = plan(Settings(), [folder / "sub"], catalogue)
    assert [entry.path for entry in made.gone] == ["sub/c.txt"]
    assert len(made.keep) == 3


def test_a_missing_file_of_another_disk_is_not_gone(folder: Path) -> None:
    catalogue = known(folder)
    catalogue |= {place: replace(e, device=e.device + 1) for place, e in catalogue.items()}
    (folder / "sub" / "c.txt").unlink()
    (folder / "sub").rmdir()
    made = plan(Settings(), [folder], catalogue, homes(folder))
    assert made.gone == []
    assert any(entry.path == "sub/c.txt" for entry in made.keep.values())


def test_all_folders_missing_is_an_error_and_some_a_failure(folder: Path) -> None:
    with pytest.raises(ReadError):
        plan(Settings(), [folder / "no", folder / "nowhere"], known(folder))
    made = plan(Settings(), [folder / "no", folder / "sub"], known(folder))
    assert [failure.path for failure in made.failed] == [str(folder / "no")]
    assert made.gone == []


def test_what_failed_before_is_told_again(folder: Path) -> None:
    catalogue = known(folder)
    place = next(place for place in catalogue if place[1] == "a.txt")
    catalogue[place] = replace(catalogue[place], rows=0, reason="it is damaged")
    made = plan(Settings(), [folder], catalogue, homes(folder))
    assert [(f.path, f.reason) for f in made.failed] == [("a.txt", "it is damaged")]
    assert (made.unchanged, made.idle) == (3, True)


def test_the_stamp_of_a_fresh_file_is_not_trusted(folder: Path) -> None:
    fresh = walk(folder, Settings()).files[0]
    assert settled(fresh) != stamp(fresh)
    long_ago = time.time_ns() - 10**10
    old = replace(fresh, modified_ns=long_ago, changed_ns=long_ago)
    assert settled(old) == stamp(old)
    assert settled(replace(old, changed_ns=time.time_ns())) != stamp(old)


def test_an_empty_plan_is_idle() -> None:
    assert Plan().idle
