"""Walking a folder: what is found, what is left out and why, and what cannot hurt us."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from index_fixtures import refuse_to_list

from search.errors import ReadError
from search.reading import File, Walk, digest, read, walk
from search.settings import Settings

SETTINGS = Settings()
posix_only = pytest.mark.skipif(os.name != "posix", reason="needs POSIX file names and files")


def write(path: Path, text: str = "some words") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def paths(found: Walk) -> list[str]:
    return [file.path for file in found.files]


def reasons(found: Walk) -> dict[str, tuple[str, str]]:
    return {skipped.path: (skipped.kind, skipped.reason) for skipped in found.skipped}


def only_file(folder: Path) -> File:
    (file,) = walk(folder, SETTINGS).files
    return file


def test_files_in_folders_are_found_in_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/中文.html", "c"):
        write(tmp_path / name)
    found = walk(tmp_path, SETTINGS)
    assert paths(found) == sorted(["b.txt", "a/z.md", "a/b/中文.html", "c"])
    assert found.skipped == ()
    assert found.unreadable == ()


def test_a_file_carries_its_folder_size_and_times(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "12345")
    os.utime(path, ns=(1, 1_500_000_000_123_456_789))
    file = only_file(tmp_path)
    assert file.folder == str(tmp_path.resolve())
    assert file.size == 5
    assert file.modified_ns == path.stat().st_mtime_ns
    assert file.modified == pytest.approx(1_500_000_000.123, abs=0.001)


def test_the_same_folder_by_another_path_gives_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in" / "a.txt")
    monkeypatch.chdir(tmp_path)
    assert walk(Path("in"), SETTINGS) == walk(tmp_path / "in" / ".." / "in", SETTINGS)


def test_hidden_files_are_reported_and_a_hidden_folder_once(tmp_path: Path) -> None:
    for name in (".secret.txt", ".git/a.txt", ".git/b.txt", "~$report.docx", "seen.txt"):
        write(tmp_path / name)
    found = walk(tmp_path, SETTINGS)
    assert paths(found) == ["seen.txt"]
    assert {path: kind for path, (kind, _) in reasons(found).items()} == {
        ".secret.txt": "hidden",
        ".git/": "hidden",
        "~$report.docx": "hidden",
    }


def test_a_file_without_bytes_is_reported_as_empty(tmp_path: Path) -> None:
    write(tmp_path / "nothing.txt", "")
    assert reasons(walk(tmp_path, SETTINGS))["nothing.txt"][0] == "empty"


def test_pictures_and_what_one_program_alone_reads_are_left_out_with_advice(tmp_path: Path) -> None:
    write(tmp_path / "a.JPG")
    write(tmp_path / "b.numbers")
    found = reasons(walk(tmp_path, SETTINGS))
    assert found["a.JPG"][0] == "unsupported"
    assert ".csv" in found["b.numbers"][1]


@posix_only
def test_a_sparse_file_of_two_gigabytes_is_huge_and_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(2 << 30)
    found = walk(tmp_path, SETTINGS)
    assert found.files == ()
    kind, reason = reasons(found)["big.txt"]
    assert kind == "huge"
    assert "2048 MB" in reason


def test_the_index_below_the_folder_is_not_a_document(tmp_path: Path) -> None:
    write(tmp_path / "docs" / "a.txt")
    write(tmp_path / "my index" / "CURRENT")
    found = walk(tmp_path, Settings(index=tmp_path / "my index"))
    assert paths(found) == ["docs/a.txt"]
    assert reasons(found)["my index/"][0] == "index"


@posix_only
def test_links_are_reported_with_where_they_lead_and_never_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root / "deep" / "a.txt")
    write(tmp_path / "outside.txt")
    write(tmp_path / "root-twin" / "b.txt")
    (root / "twin.txt").symlink_to(root / "deep" / "a.txt")
    (root / "away.txt").symlink_to(tmp_path / "outside.txt")
    (root / "away").symlink_to(tmp_path / "root-twin")
    (root / "deep" / "up").symlink_to(root)
    (root / "self").symlink_to(root / "self")
    (root / "dead").symlink_to(root / "nowhere")
    found = walk(root, SETTINGS)
    assert paths(found) == ["deep/a.txt"]
    said = {path: reason for path, (kind, reason) in reasons(found).items() if kind == "link"}
    assert "leaves the folder" in said["away.txt"]
    assert "leaves the folder" in said["away"]
    assert "loops" in said["deep/up"]
    assert "loops" in said["self"]
    assert "nowhere" in said["dead"]
    assert "another place in the folder" in said["twin.txt"]


@posix_only
def test_a_folder_given_as_a_link_is_walked(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert walk(tmp_path / "link", SETTINGS) == walk(tmp_path / "real", SETTINGS)


@posix_only
def test_pipes_and_sockets_are_special_and_do_not_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)  # the path of a socket must be short
        server.bind("s")
        found = reasons(walk(tmp_path, SETTINGS))
    assert found["pipe.txt"] == ("special", "a named pipe, not a file")
    assert found["s"] == ("special", "a socket, not a file")


@posix_only
def test_odd_names_get_paths_that_are_valid_and_different(tmp_path: Path) -> None:
    root = os.fsencode(tmp_path)
    names = [
        "新疆.txt".encode("gbk"),
        rb"\xd0\xc2\xbd\xae.txt",
        "新疆.txt".encode(),
        b"two\nlines.txt",
        b"-rf.txt",
        b"a\x1b[31m.txt",
        b"\xed\xa0\x80.txt",
        b"n" * 251 + b".txt",
    ]
    for name in names:
        with open(os.path.join(root, name), "wb") as stream:  # noqa: PTH118, PTH123
            stream.write(b"words: " + name.hex().encode())
    found = walk(tmp_path, SETTINGS)
    assert len(set(paths(found))) == len(names)
    for file in found.files:
        assert file.path.encode("utf-8").decode("utf-8") == file.path
        assert file.path.isprintable()
        name = os.path.basename(file.location)  # noqa: PTH119
        assert read(file, SETTINGS)[0].text == "words: " + name.hex()
    assert {r"\xd0\xc2\xbd\xae.txt", "新疆.txt", "-rf.txt"} < set(paths(found))


@pytest.mark.parametrize("name", ["missing", "file.txt", "nul\0name"])
def test_what_is_no_folder_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    write(tmp_path / "file.txt")
    with pytest.raises(ReadError, match="folder"):
        walk(tmp_path / name, SETTINGS)


def test_a_folder_that_cannot_be_listed_is_unreadable_and_the_rest_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "good" / "a.txt")
    write(tmp_path / "locked" / "b.txt")
    refuse_to_list("locked", monkeypatch)
    found = walk(tmp_path, SETTINGS)
    assert paths(found) == ["good/a.txt"]
    assert found.unreadable == ("locked",)
    assert reasons(found)["locked/"] == ("unreadable", "no permission to read it")


def test_a_file_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.txt")
    file = only_file(tmp_path)

    def refuse(*_: object) -> int:  # root may read everything, so the system is played
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ReadError, match="permission"):
        read(file, SETTINGS)


def test_a_file_that_vanishes_after_the_walk_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    file = only_file(tmp_path)
    path.unlink()
    for use in (digest, lambda file: read(file, SETTINGS)):
        with pytest.raises(ReadError, match="vanished"):
            use(file)


def test_a_file_that_changes_after_the_walk_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    file = only_file(tmp_path)
    write(path, "something longer than before")
    for use in (digest, lambda file: read(file, SETTINGS)):
        with pytest.raises(ReadError, match="changed"):
            use(file)


@posix_only
@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_a_file_that_is_swapped_after_the_walk_is_refused_at_once(
    tmp_path: Path, kind: str
) -> None:
    write(tmp_path / "outside.txt")
    path = write(tmp_path / "root" / "a.txt")
    file = only_file(tmp_path / "root")
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to(tmp_path / "outside.txt")
    else:
        path.mkdir()
    with pytest.raises(ReadError, match=r"regular file|link"):
        read(file, SETTINGS)


def test_the_digest_is_that_of_the_bytes_and_of_the_document(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "abc")
    file = only_file(tmp_path)
    assert digest(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert read(file, SETTINGS)[0].digest == digest(file)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text("ab文.-", min_size=1, max_size=4), min_size=1, max_size=8, unique=True))
def test_every_entry_is_either_found_or_reported_exactly_once(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("walk")
    names = [name for name in names if name not in (".", "..")]
    for name in names:
        write(folder / name)
    found = walk(folder, SETTINGS)
    assert sorted([*paths(found), *reasons(found)]) == sorted(names)
