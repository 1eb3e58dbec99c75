"""Updates of no more than some paths in indexed folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from index_fixtures import (
    Shelf,
    generation,
    long_ago,
    refuse_to_list,
    turn_into_another_version,
)

from search import NoIndex, ReadError, Update, update
from search.engine.generations.storage import Storage
from search.engine.writing.writer import Writer
from search.reading import walk
from search.updating.catalogue import CHANGES, read_catalogue
from search.updating.fingerprint import fingerprint


def only(shelf: Shelf, *names: str, dry_run: bool = False) -> Update:
    """Update the index with these paths below the folder of documents and nothing else."""
    paths = [shelf.documents / name for name in names]
    return update(shelf.settings, (), only=paths, dry_run=dry_run)


def test_one_file_is_added_changed_and_removed_and_no_other_is_looked_at(three: Shelf) -> None:
    three.write("new.txt", "The delta maker space.")
    three.write("a.txt", "The omega maker space, which is not looked at.")
    done = only(three, "new.txt")
    assert (done.added, done.changed, done.unchanged) == (("new.txt",), (), 0)
    assert (three.find("delta"), three.find("omega")) == (["new.txt"], [])
    three.write("new.txt", "The epsilon maker space has grown.")
    assert only(three, "new.txt").changed == ("new.txt",)
    assert three.find("epsilon") == ["new.txt"]
    (three.documents / "new.txt").unlink()
    assert only(three, "new.txt").removed == ("new.txt",)
    assert len(three.find()) == 3
    assert three.update().changed == ("a.txt",), "what was left out is found by the next one"


def test_what_is_as_it_was_publishes_nothing(three: Shelf) -> None:
    long_ago(three.documents / "a.txt")
    three.update()
    before = generation(three)
    assert only(three, "a.txt", "deep").unchanged == 2
    assert generation(three) == before


def test_a_folder_in_an_indexed_one_is_looked_at_with_all_that_is_in_it(three: Shelf) -> None:
    three.write("deep/er/d.txt", "new")
    three.write("e.txt", "new as well")
    assert only(three, "deep").added == ("deep/er/d.txt",)
    three.write("deep/er/d.txt", "new and changed")
    assert three.update(three.documents / "deep").changed == ("deep/er/d.txt",)
    assert three.find() == ["a.txt", "b.txt", "deep/er/c.txt", "deep/er/d.txt"]


def test_a_folder_that_is_gone_takes_its_documents_along(three: Shelf) -> None:
    (three.documents / "deep" / "er" / "c.txt").unlink()
    (three.documents / "deep" / "er").rmdir()
    assert only(three, "deep/er").removed == ("deep/er/c.txt",)
    assert three.find() == ["a.txt", "b.txt"]


def test_a_move_is_one_where_both_of_its_ends_are_looked_at(three: Shelf) -> None:
    (three.documents / "a.txt").rename(three.documents / "deep" / "moved.txt")
    done = only(three, "a.txt", "deep/moved.txt")
    assert (done.moved, done.removed, done.added) == (("deep/moved.txt",), (), ())
    (three.documents / "b.txt").rename(three.documents / "b2.txt")
    assert only(three, "b2.txt").added == ("b2.txt",), "its other end is not looked at"
    assert three.find() == ["b.txt", "b2.txt", "deep/er/c.txt", "deep/moved.txt"]
    done = three.update()
    assert (done.removed, done.unchanged) == (("b.txt",), 3)


def test_a_path_that_is_nothing_is_an_error_and_one_of_several_a_failure(three: Shelf) -> None:
    with pytest.raises(ReadError, match="no such file or folder"):
        only(three, "typo.txt")
    three.write("new.txt", "new")
    done = only(three, "new.txt", "typo.txt")
    assert done.added == ("new.txt",)
    assert [failure.path for failure in done.failed] == [str(three.documents / "typo.txt")]


def test_a_path_in_no_indexed_folder_is_an_error_that_says_what_to_do(
    three: Shelf, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("elsewhere", "utf-8")
    with pytest.raises(ReadError, match="lies in no indexed folder") as raised:
        update(three.settings, (), only=[elsewhere])
    assert str(three.documents) in str(raised.value)
    assert "mulu index FOLDER" in str(raised.value)


def test_without_an_index_there_is_nothing_to_add_to(shelf: Shelf) -> None:
    shelf.write("a.txt", "a")
    with pytest.raises(NoIndex, match="mulu index FOLDER"):
        only(shelf, "a.txt")


def test_what_a_full_update_leaves_out_is_left_out_and_named(three: Shelf, tmp_path: Path) -> None:
    three.write(".hidden/x.txt", "hidden")
    three.write("x.zip", "PK")
    (three.documents / "link.txt").symlink_to(three.documents / "a.txt")
    (three.documents / "way").symlink_to(tmp_path)
    names = (".hidden/x.txt", "x.zip", "link.txt", "way", "a.txt/below")
    done = only(three, *names)
    assert {failure.path for failure in done.failed} >= {".hidden/", "x.zip", "link.txt", "way"}
    assert done.added == ()
    assert len(three.find()) == 3


def test_a_file_that_has_become_a_link_is_gone(three: Shelf) -> None:
    (three.documents / "a.txt").unlink()
    (three.documents / "a.txt").symlink_to(three.documents / "b.txt")
    assert only(three, "a.txt").removed == ("a.txt",)


def test_a_folder_that_cannot_be_listed_keeps_what_is_known_in_it(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_to_list("er", monkeypatch)
    done = only(three, "deep/er/c.txt")
    assert (done.removed, [f.path for f in done.failed]) == ((), ["deep/er/"])
    assert len(three.find()) == 3


def test_a_disk_that_is_away_takes_nothing_along(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as mounted:

        def on_another_disk(entry: Any) -> bool:
            return True

        mounted.setattr("search.updating.planning.unmounted", on_another_disk)
        (three.documents / "a.txt").unlink()
        assert only(three, "a.txt").removed == ()
    assert len(three.find()) == 3


def test_where_another_folder_has_the_name_all_of_it_is_looked_at(
    three: Shelf, tmp_path: Path
) -> None:
    three.documents.rename(tmp_path / "elsewhere")
    three.write("new.txt", "new")
    done = only(three, "new.txt")
    assert "another folder" in done.widened[0]
    assert (done.added, len(done.removed)) == (("new.txt",), 3), "as a full one does"
    three.documents.rename(tmp_path / "there too")
    three.documents.mkdir()
    done = only(three, "new.txt")
    assert (done.removed, three.find()) == ((), ["new.txt"]), "an empty one: a disk that is away"


def test_where_the_corrections_have_changed_all_of_the_folder_is_looked_at(three: Shelf) -> None:
    three.write("mulu-corrections.tsv", "a.txt\tadd\tregion\t新疆\n")
    three.write("new.txt", "new")
    done = only(three, "new.txt")
    assert (done.added, done.changed) == (("new.txt",), ("a.txt",))
    assert "corrections have changed" in done.widened[0]
    assert three.find(regions=("650000",)) == ["a.txt"]
    three.write("new.txt", "newer and longer")
    assert only(three, "new.txt").widened == ()
    three.write("mulu-corrections.tsv", "b.txt\tadd\tregion\t新疆\n")
    assert set(only(three, "mulu-corrections.tsv").changed) == {"a.txt", "b.txt"}


def test_wrong_corrections_are_told_with_the_folder_but_not_with_each_of_its_files(
    three: Shelf,
) -> None:
    three.write("mulu-corrections.tsv", "a.txt\tadd\tregion\tAtlantis\n")
    (told,) = three.update().failed
    assert "Atlantis" in told.reason
    three.write("new.txt", "new")
    assert only(three, "new.txt").failed == ()
    assert only(three, "mulu-corrections.tsv").failed == (told,)


def test_corrections_hold_for_what_is_looked_at_alone(three: Shelf) -> None:
    three.write("mulu-corrections.tsv", "*\tadd\tregion\t新疆\n")
    three.update()
    three.write("new.txt", "new")
    assert only(three, "new.txt").widened == ()
    assert "new.txt" in three.find(regions=("650000",))


def test_an_index_of_another_version_is_built_anew_from_all_folders(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_into_another_version(monkeypatch, "updating.update", "answering.library")
    three.write("new.txt", "new")
    done = only(three, "new.txt")
    assert len(done.added) == 4
    assert "built anew" in done.widened[0]
    assert len(three.find()) == 4


def test_an_index_of_an_older_version_is_read_whole_once(three: Shelf) -> None:
    """It has no changes beside its catalogue, nor an order, nor marks of corrections."""
    folder = next((three.settings.index / "generations").iterdir())
    known = read_catalogue(folder)
    assert (folder / CHANGES).exists()
    storage = Storage(three.settings.index)
    with storage.lock(1):
        writer = Writer(storage, fingerprint(), storage.serving())
        (writer.folder / CHANGES).unlink()
        for table in ("catalogue.tsv", "folders.tsv"):
            lines = (writer.folder / table).read_text("utf-8").splitlines()
            (writer.folder / table).unlink()
            cut = [line if table[0] == "c" else "\t".join(line.split("\t")[:3]) for line in lines]
            (writer.folder / table).write_text("".join(f"{x}\n" for x in reversed(cut)), "utf-8")
        writer.commit([str(three.documents)])
    three.write("new.txt", "new")
    assert only(three, "new.txt").added == ("new.txt",)
    folder = next((three.settings.index / "generations").iterdir())
    assert read_catalogue(folder).keys() == known.keys() | {(str(three.documents), "new.txt")}
    assert three.update().unchanged == 4


def test_a_dry_run_of_some_paths_changes_nothing(three: Shelf) -> None:
    three.write("new.txt", "new")
    before = generation(three)
    assert only(three, "new.txt", dry_run=True).added == ("new.txt",)
    assert generation(three) == before


def test_only_the_folders_on_the_way_to_a_path_are_listed(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, listed = os.scandir, []

    def noting(path: Any) -> Any:
        listed.append(os.fsdecode(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", noting)
    found = walk(three.documents, three.settings, [b"deep/er/c.txt"])
    assert [file.path for file in found.files] == ["deep/er/c.txt"]
    assert [Path(path).name for path in listed] == ["documents", "deep", "er"]
