"""The table of files that an index was made from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import DamagedIndex, Settings
from search.document import document_id
from search.updating.catalogue import (
    CHANGES,
    FILE,
    FOLDERS,
    Catalogue,
    Home,
    read_catalogue,
    read_folders,
    read_lines,
    read_within,
    write_catalogue,
    write_folders,
)
from search.updating.entries import Entry, rows

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
entries = st.builds(
    Entry,
    folder=texts,
    path=texts,
    stamp=st.tuples(*[st.integers(-(2**63), 2**63)] * 3),
    device=st.integers(0, 2**64),
    digest=st.sampled_from(["", "ab" * 32]),
    rows=st.integers(0, 10**6),
    reason=texts,
    refused=st.lists(
        st.tuples(st.integers(1, 99), st.from_regex(r"[a-z%\t 行]+", fullmatch=True))
    ).map(tuple),
    limits=st.tuples(st.just(0) | st.floats(0.001, 1e9), st.integers(0, 2**63)),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(entries, max_size=5))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Entry]
) -> None:
    folder = tmp_path_factory.mktemp("catalogue")
    catalogue = {entry.place: entry for entry in rows}
    write_catalogue(folder, {}, catalogue)
    assert read_catalogue(folder) == catalogue


def test_writing_does_not_change_another_name_of_the_same_file(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    entry = Entry("/docs", "a.txt", (1, 2, 3), 4, "ab", 1)
    write_catalogue(old, {}, {entry.place: entry})
    for name in (FILE, CHANGES):
        os.link(old / name, new / name)
    write_catalogue(new, {entry.place: entry}, {})
    assert read_catalogue(old) == {entry.place: entry}
    assert read_catalogue(new) == {}


NAMES = ["a", "a b", "a-b", "a.txt", "b", "众", "\n%"]
places = st.tuples(
    st.sampled_from(["/docs", "/docs 众"]),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join),
)
states = st.lists(st.dictionaries(places, st.integers(0, 3), max_size=8), min_size=1, max_size=6)


@settings(max_examples=100, deadline=None)
@given(states, st.lists(places, max_size=3), st.sampled_from([0, 200, 1 << 16]))
def test_states_that_follow_each_other_are_read_as_a_whole_and_in_part(
    tmp_path_factory: pytest.TempPathFactory,
    sizes: list[dict[tuple[str, str], int]],
    wanted: list[tuple[str, str]],
    few: int,
) -> None:
    """Whether what differs is kept apart or put into the table."""
    before: Catalogue = {}
    folder = tmp_path_factory.mktemp("catalogue")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.updating.catalogue._FEW", few)
        for state in sizes:
            after = {p: Entry(*p, (size, 2, 3), 4, "ab", 1) for p, size in state.items()}
            write_catalogue(folder, before, after)
            assert read_catalogue(folder) == after
            asked = {
                place: entry
                for place, entry in after.items()
                if any(
                    place[0] == home and f"{place[1]}/".startswith(f"{path}/")
                    for home, path in wanted
                )
            }
            assert read_within(folder, wanted) == asked
            assert sorted(map(rows, read_lines(folder))) == sorted((*place, 1) for place in after)
            before = after


def test_one_more_file_in_a_large_table_leaves_the_table_as_it_is(tmp_path: Path) -> None:
    many = {("/d", str(n)): Entry("/d", str(n), (1, 2, 3), 4, "ab" * 32, 1) for n in range(9000)}
    write_catalogue(tmp_path, {}, many)
    table = (tmp_path / FILE).stat()
    one = Entry("/d", "new", (1, 2, 3), 4, "ab" * 32, 1)
    write_catalogue(tmp_path, {}, {one.place: one})
    assert os.path.samestat((tmp_path / FILE).stat(), table)
    assert (tmp_path / FILE).stat().st_mtime_ns == table.st_mtime_ns
    assert read_catalogue(tmp_path) == many | {one.place: one}


@pytest.mark.parametrize("line", ["", "one cell", "a\tb\tc\td\te\tf\tg\th\ti", "\t" * 20])
def test_a_line_that_is_none_is_damage(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE).write_text(line + "\n", "utf-8")
    with pytest.raises(DamagedIndex, match=FILE):
        read_catalogue(tmp_path)


def test_an_entry_names_all_documents_that_it_may_have_had() -> None:
    entry = Entry("/docs", "t.csv", (1, 2, 3), 4, "ab", 3)
    wanted = {document_id("/docs", name) for name in ("t.csv", "t.csv#1", "t.csv#2", "t.csv#3")}
    assert wanted <= entry.ids()
    assert document_id("/docs", "t.csv#4") not in entry.ids()


def test_a_line_of_an_older_version_is_read_without_corrections(tmp_path: Path) -> None:
    entry = Entry("/docs", "a.txt", (1, 2, 3), 4, "ab", 1)
    write_catalogue(tmp_path, {}, {entry.place: entry})
    file = tmp_path / FILE
    file.write_text(file.read_text("utf-8").rstrip("\n\t") + "\t\n", "utf-8")
    assert read_catalogue(tmp_path) == {entry.place: entry}


def test_a_file_that_was_refused_at_a_limit_is_given_more_where_the_limit_is_higher() -> None:
    def is_given_more(limits: tuple[float, int]) -> bool:
        entry = Entry("/docs", "a.pdf", (1, 2, 3), 4, "ab", 0, "it takes long", limits=limits)
        return entry.is_given_more(Settings(file_seconds=2.5, file_bytes=1000))

    assert is_given_more((2.4, 0))
    assert is_given_more((0, 999))
    for limits in ((0, 0), (2.5, 0), (3, 0), (0, 1000), (0, 1001)):
        assert not is_given_more(limits)


def test_folders_are_read_as_they_were_written(tmp_path: Path) -> None:
    assert read_folders(tmp_path) == {}, "as in an index of an older version"
    folders = {"/a folder": Home(1, 2), "/tab\there\n": Home(2**64, 0), "/文件%": Home(0, 5, "ab")}
    write_folders(tmp_path, folders)
    assert read_folders(tmp_path) == folders
    (tmp_path / FOLDERS).write_text("/a\tb\n", "utf-8")
    with pytest.raises(DamagedIndex, match=FOLDERS):
        read_folders(tmp_path)


def test_an_entry_tells_what_of_it_could_not_be_read() -> None:
    entry = Entry("/docs", "t.jsonl", (1, 2, 3), 4, "ab", 3, refused=((2, "line 2: not JSON"),))
    assert [(f.path, f.reason) for f in entry.failures()] == [("t.jsonl#2", "line 2: not JSON")]


def test_a_line_keeps_where_its_file_was_before(tmp_path: Path) -> None:
    first = Entry("/docs", "a.csv", (1, 2, 3), 4, "ab", 2)
    then = Entry("/docs", "b.csv", (1, 2, 3), 4, "ab", 2, formerly=first.moved())
    last = Entry("/other", "c\n%.csv", (1, 2, 3), 4, "ab", 2, formerly=then.moved())
    write_catalogue(tmp_path, {}, {last.place: last})
    assert read_catalogue(tmp_path) == {last.place: last}
    assert last.formerly == ("/docs/b.csv", "/docs/a.csv")
    assert last.successors() == {
        document_id("/docs", f"{name}{row}"): document_id("/other", f"c\n%.csv{row}")
        for name in ("a.csv", "b.csv")
        for row in ("", "#1", "#2")
    }
