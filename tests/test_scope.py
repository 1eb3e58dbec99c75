"""What an update looks at: folders, and paths in those that are indexed."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.updating.scope import Scope, scopes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "sub").mkdir(parents=True)
    (tmp_path / "docs" / "sub2").mkdir()
    return tmp_path / "docs"


def whole(folder: Path) -> Scope:
    return Scope(str(folder).encode(), str(folder))


def part(folder: Path, *only: bytes) -> Scope:
    return Scope(str(folder).encode(), str(folder), only)


def test_folders_are_real_and_none_is_looked_at_twice(folder: Path) -> None:
    (folder / "link").symlink_to(folder / "sub")
    given = [folder / "sub2", folder / "link", folder / "sub", folder / "sub2" / ".." / "sub2"]
    assert scopes(given, ()) == ([whole(folder / "sub"), whole(folder / "sub2")], [])
    assert scopes([*given, folder], ()) == ([whole(folder)], [])
    assert scopes([], ()) == ([], [])


def test_a_folder_in_an_indexed_one_is_a_part_of_it(folder: Path) -> None:
    homes = {str(folder)}
    assert scopes([folder / "sub", folder / "sub2"], homes)[0] == [part(folder, b"sub", b"sub2")]
    assert scopes([folder / "sub", folder], homes)[0] == [whole(folder)]
    assert scopes([folder.parent], homes)[0] == [whole(folder.parent)]


def test_names_that_sort_between_a_folder_and_what_is_in_it_part_nothing(folder: Path) -> None:
    only = [folder / name for name in ("a", "a b", "a-c", "a/d", "a!/x")]
    (one,) = scopes((), {str(folder)}, only)[0]
    assert set(one.only) == {b"a", b"a b", b"a-c", b"a!/x"}


def test_a_path_need_not_be_there_and_a_link_is_not_followed(folder: Path) -> None:
    (folder / "link").symlink_to(folder.parent)
    only = [folder / "gone" / "deep.txt", folder / "link", folder / "sub" / ".." / "a.txt"]
    assert scopes((), {str(folder)}, only) == (
        [part(folder, b"a.txt", b"gone/deep.txt", b"link")],
        [],
    )


def test_a_path_in_no_indexed_folder_is_a_stray(folder: Path) -> None:
    elsewhere = folder.parent / "docs2" / "a.txt"
    assert scopes((), {str(folder)}, [elsewhere]) == ([], [str(elsewhere)])


def test_where_the_corrections_are_named_all_of_the_folder_is_looked_at(folder: Path) -> None:
    only = [folder / "mulu-corrections.tsv", folder / "a.txt"]
    assert scopes((), {str(folder)}, only)[0] == [whole(folder)]
    below = [folder / "sub" / "mulu-corrections.tsv"]  # which says nothing there
    assert scopes((), {str(folder)}, below)[0] == [part(folder, b"sub/mulu-corrections.tsv")]
