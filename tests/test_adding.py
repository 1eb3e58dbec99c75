"""Keeping files that somebody gave: nothing overwritten, nothing outside the folder."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Received, Settings, StorageError, receive
from search.reading import walk
from search.updating.adding import safe_name


def give(folder: Path, name: str, content: bytes = b"maker space", most: int = 1000) -> Received:
    return receive(folder, name, BytesIO(content), Settings(folder / "index", max_bytes=most))


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_is_kept_under_its_name(tmp_path: Path) -> None:
    assert give(tmp_path, "新疆.txt") == Received("新疆.txt", "new", "新疆.txt")
    assert held(tmp_path) == {"新疆.txt": b"maker space"}


def test_the_same_content_is_not_kept_twice_and_other_content_gets_another_name(
    tmp_path: Path,
) -> None:
    give(tmp_path, "a.txt", b"one")
    assert give(tmp_path, "a.txt", b"one").state == "same"
    assert give(tmp_path, "a.txt", b"two").path == "a (2).txt"
    assert give(tmp_path, "a.txt", b"two") == Received("a.txt", "same", "a (2).txt")
    assert held(tmp_path) == {"a.txt": b"one", "a (2).txt": b"two"}


def test_a_link_or_a_folder_of_that_name_is_left_alone(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    folder = tmp_path / "documents"
    (folder / "b.txt").mkdir(parents=True)
    (folder / "a.txt").symlink_to(outside)
    assert give(folder, "a.txt").path == "a (2).txt"
    assert give(folder, "b.txt").path == "b (2).txt"
    assert outside.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("big.txt", b"x" * 1001, "larger than 1000 bytes"),
        ("empty.txt", b"", "empty"),
        ("picture.jpg", b"x", "picture"),
    ],
)
def test_what_could_not_be_read_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    outcome = give(tmp_path, name, content)
    assert outcome.state == "refused"
    assert reason in outcome.reason
    assert held(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("..", "document"),
        ("", "document"),
        ("a\0b\n.txt", "ab.txt"),
        (".hidden.txt", "hidden.txt"),
        ("~$report.docx", "report.docx"),
        ("report\u202etxt.exe", "reporttxt.exe"),
        ("nul.txt", "_nul.txt"),
        ("COM1", "_COM1"),
        ("con.tar.gz", "_con.tar.gz"),
        ("mulu-corrections.tsv", "_mulu-corrections.tsv"),
        ("Mulu-Corrections.TSV", "_Mulu-Corrections.TSV"),
        ('a<b>:"c|?*.txt', "a_b___c___.txt"),
        ("名" * 100 + ".txt", "名" * 65 + ".txt"),
        ("x" * 255, "x" * 200),
        ("trailing. . ", "trailing"),
        ("lone\ud800.txt", "lone.txt"),
        ("-rf.txt", "-rf.txt"),
    ],
)
def test_names_are_made_harmless(tmp_path: Path, name: str, kept: str) -> None:
    assert safe_name(name) == kept
    assert give(tmp_path, name).state in ("new", "refused")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_every_name_becomes_one_that_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert safe == os.path.basename(safe)  # noqa: PTH119 - of a text
    assert not safe.startswith((".", "~$"))
    assert 0 < len(safe.encode()) <= 230


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=8), st.binary(min_size=1, max_size=3)), max_size=6))
def test_all_that_is_kept_is_found_by_a_walk_and_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, gifts: list[tuple[str, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    outcomes = [(give(folder, name, content), content) for name, content in gifts]
    for outcome, content in outcomes:
        if outcome.path:
            assert (folder / outcome.path).read_bytes() == content
    found = {file.path for file in walk(folder, Settings(folder / "index")).files}
    assert found == {outcome.path for outcome, _ in outcomes if outcome.path}
    assert len(list(folder.iterdir())) == len(found)


def test_what_a_killed_process_left_behind_is_removed(tmp_path: Path) -> None:
    left = tmp_path / ".mulu-adding-x"
    left.mkdir()
    (left / "half.txt").write_bytes(b"half")
    give(tmp_path, "a.txt")
    assert left.exists()
    os.utime(left, (1, 1))
    give(tmp_path, "b.txt")
    assert not left.exists()


def test_a_disk_without_links_still_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert give(tmp_path, "a.txt", b"one").path == "a.txt"
    assert give(tmp_path, "a.txt", b"two").path == "a (2).txt"
    assert held(tmp_path) == {"a.txt": b"one", "a (2).txt": b"two"}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nowhere"):
        give(tmp_path / "nowhere", "a.txt")
