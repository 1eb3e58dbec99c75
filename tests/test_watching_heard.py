"""What a watch does with what it hears of: it looks there, and elsewhere only now and then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from index_fixtures import Shelf, long_ago

import search
from search import Update
from search.reading import walk
from search.shell.watching import Watcher
from search.updating import freshness, planning

FULL = 0  # paths that a walk of everything is given


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing, and look at everything only when that is due in these tests."""
    for name in ("PAUSE", "REST"):
        monkeypatch.setattr(f"search.shell.watching.{name}", 0.0)
    monkeypatch.setattr("search.shell.watching.SHARE", 1e-9)


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many paths each walk was given, none for all of a folder."""
    seen: list[int] = []

    def counted(folder: Path, settings: Any, only: Any = ()) -> Any:
        seen.append(len(only))
        return walk(folder, settings, only)

    monkeypatch.setattr(planning, "walk", counted)
    monkeypatch.setattr(freshness, "walk", counted)
    return seen


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    long_ago(shelf.write("a.txt", "maker space in Hangzhou"))
    return shelf


def watcher(shelf: Shelf, outcomes: list[Update] | None = None) -> Watcher:
    one = Watcher(shelf.settings, [shelf.documents], (outcomes or []).append)
    one.step()
    return one


def test_a_file_that_is_heard_of_is_indexed_without_looking_at_any_other(
    shelf: Shelf, walks: list[int]
) -> None:
    one = watcher(shelf)
    assert walks == [FULL, FULL, FULL], "a look, the first update, and what it has left"
    del walks[:]
    shelf.write("not heard of.txt", "nothing")
    one.step([shelf.write("b.txt", "another")])
    assert walks == [1, 1, 1]
    assert shelf.find() == ["a.txt", "b.txt"]
    one.step([])
    assert walks == [1, 1, 1], "nothing heard, nothing looked at"
    one.step()
    assert shelf.find() == ["a.txt", "b.txt", "not heard of.txt"]


def test_what_changes_moves_and_goes_is_picked_up_where_it_is_heard_of(shelf: Shelf) -> None:
    outcomes: list[Update] = []
    one = Watcher(shelf.settings, [shelf.documents], outcomes.append)
    one.step()
    for name in ("b.txt", "c.txt"):
        one.step([shelf.write(name, f"{name} is another")])
    one.step([shelf.write("b.txt", "changed, and longer")])
    moved = (shelf.documents / "c.txt").rename(shelf.documents / "d.txt")
    one.step([shelf.documents / "c.txt", moved])
    (shelf.documents / "b.txt").unlink()
    one.step([shelf.documents / "b.txt", shelf.documents / "never there.tmp"])
    told = [(o.added, o.changed, o.moved, o.removed) for o in outcomes[1:]]
    assert told == [
        (("b.txt",), (), (), ()),
        (("c.txt",), (), (), ()),
        ((), ("b.txt",), (), ()),
        ((), (), ("d.txt",), ()),
        ((), (), (), ("b.txt",)),
    ]


def test_a_folder_that_is_heard_of_is_looked_at_with_all_that_is_in_it(shelf: Shelf) -> None:
    one = watcher(shelf)
    shelf.write("new/deep/b.txt", "another")
    one.step([shelf.documents / "new"])
    assert shelf.find() == ["a.txt", "new/deep/b.txt"]


def test_what_is_still_written_is_looked_at_again_though_nothing_more_is_heard(
    shelf: Shelf, walks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = watcher(shelf)
    del walks[:]
    with monkeypatch.context() as busy:
        busy.setattr("search.shell.watching.REST", 3600.0)
        least, most = one.step([shelf.write("b.txt", "begun")])
        assert most == least
        one.step([])
    assert shelf.find() == ["a.txt"]
    one.step([])
    assert shelf.find() == ["a.txt", "b.txt"]
    assert walks == [1, 1, 1, 1, 1]


def test_what_could_not_be_updated_is_tried_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = watcher(shelf)
    new = shelf.write("b.txt", "another")

    def full(*_: Any, **__: Any) -> Update:
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(search, "update", full)
        one.step([new])
    assert "no space left" in capsys.readouterr().err
    one.step([])
    assert shelf.find() == ["a.txt", "b.txt"]


def test_of_very_many_files_the_folders_are_looked_at(
    shelf: Shelf, walks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.shell.watching._MANY", 2)
    one = watcher(shelf)
    del walks[:]
    one.step([shelf.write(f"{number}.txt", f"document {number}") for number in range(3)])
    assert walks == [3, FULL, FULL]
    assert len(shelf.find()) == 4


def test_the_corrections_let_it_look_at_all_that_they_speak_of(shelf: Shelf) -> None:
    one = watcher(shelf)
    one.step([shelf.write("mulu-corrections.tsv", "a.txt\tadd\tregion\t新疆\n")])
    assert shelf.find(regions=("650000",)) == ["a.txt"]


def test_everything_is_looked_at_when_that_is_due(
    shelf: Shelf, walks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.shell.watching.SHARE", 1e9)
    one = watcher(shelf)
    del walks[:]
    shelf.write("not heard of.txt", "another")
    one.step([])
    assert walks == [FULL, FULL, FULL]
    assert shelf.find() == ["a.txt", "not heard of.txt"]


def test_what_lies_elsewhere_is_not_looked_at(shelf: Shelf, tmp_path: Path) -> None:
    one = watcher(shelf)
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("elsewhere", "utf-8")
    one.step([elsewhere])
    assert shelf.find() == ["a.txt"]
