"""How far an index is behind its folders, without opening a file."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf

from search import Drift, Freshness, update


def look(shelf: Shelf, *folders: Path) -> Drift:
    return Freshness(shelf.settings).look(folders)


def filled(root: Path) -> Shelf:
    shelf = Shelf(root)
    shelf.write("a.txt", "maker space in Hangzhou")
    shelf.write("b/c.txt", "乌鲁木齐的众创空间")
    shelf.update()
    return shelf


def test_an_index_that_has_just_been_brought_up_to_date_is_not_behind(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    assert look(shelf) == Drift()
    assert look(shelf, shelf.documents / "b") == Drift()


def test_new_changed_and_missing_files_are_counted(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    shelf.write("new.txt", "new")
    shelf.write("a.txt", "maker space in Urumqi, and more")
    (shelf.documents / "b" / "c.txt").unlink()
    drift = look(shelf)
    assert (drift.changed, drift.gone) == (2, 1)
    assert {path for _, path, _ in drift.items} == {"new.txt", "a.txt", "b/c.txt"}
    shelf.update()
    assert look(shelf) == Drift()


def test_a_folder_inside_an_indexed_one_can_be_looked_at_alone(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    shelf.write("new.txt", "new")
    shelf.write("b/new.txt", "new as well")
    assert {path for _, path, _ in look(shelf, shelf.documents / "b").items} == {"b/new.txt"}


def test_without_an_index_every_file_of_a_named_folder_is_new(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("a.txt", "a")
    assert look(shelf, shelf.documents).changed == 1
    assert look(shelf) == Drift()


def test_a_folder_that_is_away_is_no_drift(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    shelf.documents.rename(tmp_path / "elsewhere")
    told = [look(shelf)]
    shelf.documents.mkdir()  # as an empty mount point is left behind
    told.append(look(shelf))
    assert [(drift.changed, drift.gone, drift.items) for drift in told] == 2 * [(0, 0, frozenset())]
    assert [len(drift.missing) for drift in told] == [1, 1]
    assert told[0].missing[0].path == str(shelf.documents)


def test_what_is_left_out_is_told_as_new_until_the_index_has_been_renewed(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    shelf.write("a.jpg", b"\xff\xd8\xff")
    assert [one.again for one in shelf.update().failed] == [False]
    time.sleep(0.02)
    shelf.write("more.txt", "更多")
    shelf.update()
    assert [(one.path, one.again) for one in shelf.update().failed] == [("a.jpg", True)]
    assert [one.path for one in look(shelf).passed] == ["a.jpg"]
    assert look(shelf).left_out == 1


def test_a_file_that_cannot_be_read_is_no_drift_but_an_item(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    bad = shelf.write("bad.pdf", b"no PDF at all")
    failed = shelf.update().failed
    assert look(shelf) == Drift(refused=failed)
    assert [(one.path, one.again) for one in shelf.update().failed] == [("bad.pdf", True)]
    named = update(shelf.settings, [], only=[bad])
    assert [one.again for one in named.failed] == [False]
    assert [one.path for one in failed] == ["bad.pdf"]
    os.utime(bad, (1, 1))
    drift = look(shelf)
    assert (drift.changed, drift.gone) == (0, 0)
    assert [path for _, path, _ in drift.items] == ["bad.pdf"]


def test_what_is_not_tried_is_told_apart_from_what_failed(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    for name in (".hidden", "all.zip"):
        shelf.write(name, b"PK")
    (shelf.documents / "link.txt").symlink_to("a.txt")
    shelf.write("b/bad.pdf", b"no PDF at all")
    outcome = shelf.update()
    assert {one.path: one.left_out for one in outcome.failed} == {
        **dict.fromkeys((".hidden", "all.zip", "link.txt"), True),
        "b/bad.pdf": False,
    }
    drift = look(shelf)
    assert ([one.path for one in drift.refused], drift.left_out) == (["b/bad.pdf"], 3)


def test_corrections_that_concern_a_file_make_it_differ(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    shelf.write("mulu-corrections.tsv", "a.txt\tadd\tregion\t新疆\n")
    assert {path for _, path, _ in look(shelf).items} == {"a.txt"}
    shelf.update()
    assert look(shelf) == Drift()


def test_one_object_notices_a_new_generation(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    freshness = Freshness(shelf.settings)
    shelf.write("new.txt", "new")
    assert freshness.look().changed == 1
    shelf.update()
    assert freshness.look() == Drift()


NAMES = st.sampled_from(["a.txt", "b.txt", "d/a.txt", "d/e/新.txt"])
DEEDS = st.lists(st.tuples(NAMES, st.sampled_from(["", "one", "two 众创"])), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DEEDS, DEEDS)
def test_there_is_drift_exactly_where_an_update_would_do_something(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[str, str]],
    after: list[tuple[str, str]],
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("drift"))
    for deeds in (before, after):
        for path, text in deeds:
            if text:
                shelf.write(path, text)
            else:
                (shelf.documents / path).unlink(missing_ok=True)
        if deeds is before:
            shelf.update()
    drift = look(shelf)
    outcome = shelf.update()
    moved = len(outcome.moved)
    assert drift.changed >= len(outcome.added) + len(outcome.changed) + moved
    assert drift.gone == len(outcome.removed) + moved
    assert look(shelf) == Drift()
