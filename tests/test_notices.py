"""What the system tells of changed files shortens a wait, and nothing depends on it."""

from __future__ import annotations

import sys
from multiprocessing import Pipe
from pathlib import Path

import pytest

from search.shell.notices import Notices

TRIES = 200


def hears(notices: Notices, place: Path) -> bool:
    """Whether writing files is heard, sooner or later, of these and no others: listening takes a
    moment to begin.
    """
    for number in range(TRIES):
        (place / f"{number}.txt").write_text("new")
        if heard := notices.wait(0.0, 0.1, 0.0):
            return all(path.parent == place and path.suffix == ".txt" for path in heard)
    return False


def test_a_file_that_is_written_anywhere_below_is_heard(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    with Notices(tmp_path / "index") as notices:
        notices.follow([tmp_path / "docs", tmp_path / "is not there"])
        assert hears(notices, tmp_path / "docs" / "deep")


def test_what_happens_in_the_index_is_not_heard(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    (tmp_path / "index").mkdir()
    with Notices(tmp_path / "index") as notices:
        notices.follow([tmp_path])
        assert hears(notices, tmp_path)
        while notices.wait(0.0, 0.5, 0.0):  # what is still under way
            pass
        (tmp_path / "index" / "segment").write_text("new")
        assert not notices.wait(0.0, 0.5, 0.0)


def test_other_folders_can_be_followed_instead(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with Notices(tmp_path / "index") as notices:
        notices.follow([tmp_path / "a"])
        notices.follow([tmp_path / "b"])
        assert hears(notices, tmp_path / "b")


def test_of_very_many_paths_the_folders_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("watchfiles")
    monkeypatch.setattr("search.shell.notices._MOST", 0)
    with Notices(tmp_path / "index") as notices:
        notices.follow([tmp_path])
        heard: frozenset[Path] = frozenset()
        for number in range(TRIES):
            (tmp_path / f"{number}.txt").write_text("new")
            if heard := notices.wait(0.0, 0.1, 0.0):
                break
        assert heard == {tmp_path}


def test_a_wait_ends_where_its_other_end_is_closed(tmp_path: Path) -> None:
    here, there = Pipe(duplex=False)
    there.close()
    with Notices(tmp_path) as notices:
        assert not notices.wait(3600.0, 3600.0, 0.0, here)


def test_where_the_system_tells_nothing_the_wait_is_as_long_as_it_was_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with Notices(tmp_path / "index") as notices:
        notices.follow([tmp_path])
        (tmp_path / "a.txt").write_text("new")
        assert not notices.wait(0.0, 0.2, 0.0)
