"""Damage is mended byte for byte or rebuilt; an index of another version is rebuilt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from index_fixtures import Shelf, ask, contents, empty, flip, snapshot, turn_into_another_version
from msgspec import defstruct

from search import DamagedIndex, StaleIndex, update
from search.updating.mending import mend


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
    # What is known of files that were young when they were read is written again later.
    of_another_moment = {"CURRENT", "manifest.json", "catalogue-changes.tsv"}
    for name in before.keys() - of_another_moment:
        assert after.get(name, before[name]) == before[name]


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
    monkeypatch.setattr("search.engine.writing.mending._CHUNK", 40)
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
    three: Shelf, other: Path, name: str, damage: Callable[[Path], None]
) -> None:
    three.update(other)
    (file,) = three.settings.index.rglob(name)
    damage(file)
    three.update(other)
    assert len(three.find()) == 4


def test_an_index_of_another_version_is_rebuilt_from_all_its_folders(
    three: Shelf, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.update(other)
    old = three.open()
    turn_into_another_version(monkeypatch, "updating.update", "answering.library")
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
    turn_into_another_version(monkeypatch, "updating.mending", part="schema")
    assert mend(three.settings) == ()
    flip(next(three.settings.index.rglob("*.arrays")))
    with pytest.raises(DamagedIndex, match=r"arrays: not what another version has written"):
        mend(three.settings)
    of_another_form = defstruct("Manifest", [("another", int)])
    monkeypatch.setattr("search.engine.generations.manifest.Manifest", of_another_form)
    with pytest.raises(StaleIndex, match="schema"):
        mend(three.settings)


def test_an_index_of_another_form_is_not_opened_but_rebuilt(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_into_another_version(monkeypatch, "updating.update", "answering.library", part="schema")
    with pytest.raises(StaleIndex, match=r"schema.*mulu index"):
        three.open()
    assert len(update(three.settings, []).added) == 3
    assert len(three.find()) == 3


def test_a_stale_index_is_rebuilt_without_naming_folders(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_into_another_version(monkeypatch, "updating.update")
    assert len(update(three.settings, []).added) == 3
