"""Bringing an index up to date with real files that come, change, move and go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from index_fixtures import Shelf, ask, contents, generation, paths, snapshot, told

from search import Library, Settings, open_index, update
from search.analysis import fold

SIMPLIFIED = """乌鲁木齐高新区的众创空间

2016年8月15日

截至年底，新疆的众创空间已有二十九家，孵化器十六家。当地科技专项资金支持创客中心。
"""

TRADITIONAL = """烏魯木齊高新區的眾創空間

2016年8月15日

截至年底，新疆的眾創空間已有二十九家，孵化器十六家。當地科技專項資金支持創客中心。
"""


# Files that come, change, move and go.


def test_new_files_are_added(shelf: Shelf) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    shelf.write("深/b.txt", "众创空间")
    done = shelf.update()
    assert done.added == ("a.txt", "深/b.txt")
    assert (done.changed, done.removed, done.moved, done.unchanged, done.failed) == (
        (),
        (),
        (),
        0,
        (),
    )
    assert shelf.find() == ["a.txt", "深/b.txt"]
    assert done.as_json().keys() == {
        "added",
        "changed",
        "removed",
        "moved",
        "unchanged",
        "failed",
        "seconds",
        "widened",
    }


def test_updating_twice_changes_nothing(three: Shelf) -> None:
    before = generation(three)
    done = three.update()
    assert (done.added, done.changed, done.removed, done.moved) == ((), (), (), ())
    assert done.unchanged == 3
    assert generation(three) == before, "nothing to write, nothing published"


def test_a_changed_file_is_read_again(three: Shelf) -> None:
    three.write("a.txt", "The gamma maker space has grown.")
    done = three.update()
    assert (done.changed, done.added, done.unchanged) == (("a.txt",), (), 2)
    assert three.find("alpha") == []
    assert three.find("gamma") == ["a.txt"]
    assert len(three.find()) == 3


def test_a_change_that_hides_behind_size_and_time_is_noticed(three: Shelf) -> None:
    file = three.documents / "a.txt"
    old = file.stat()
    long_ago = (old.st_atime_ns, old.st_mtime_ns - 10**12)
    os.utime(file, ns=long_ago)
    three.update()
    three.write("a.txt", "The omega maker space.")
    os.utime(file, ns=long_ago)
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (old.st_size, long_ago[1])
    assert three.update().changed == ("a.txt",)
    assert three.find("omega") == ["a.txt"]


def test_a_touched_file_is_not_changed(three: Shelf) -> None:
    os.utime(three.documents / "a.txt", (1, 1))
    done = three.update()
    assert (done.changed, done.unchanged) == ((), 3)


def test_a_removed_file_goes(three: Shelf) -> None:
    (three.documents / "b.txt").unlink()
    done = three.update()
    assert (done.removed, done.unchanged) == (("b.txt",), 2)
    assert three.find() == ["a.txt", "deep/er/c.txt"]
    assert three.find("beta") == []


def test_a_renamed_file_is_moved(three: Shelf) -> None:
    (three.documents / "b.txt").rename(three.documents / "deep" / "z.txt")
    done = three.update()
    assert (done.moved, done.added, done.removed) == (("deep/z.txt",), (), ())
    assert three.find("beta") == ["deep/z.txt"]


def test_a_renamed_folder_moves_its_files(three: Shelf) -> None:
    (three.documents / "deep").rename(three.documents / "deeper")
    assert three.update().moved == ("deeper/er/c.txt",)
    assert three.find("众创空间") == ["deeper/er/c.txt"]


def test_two_files_may_exchange_their_names(three: Shelf) -> None:
    a, b = three.documents / "a.txt", three.documents / "b.txt"
    a.rename(three.documents / "spare")
    b.rename(a)
    (three.documents / "spare").rename(b)
    three.update()
    assert three.find("alpha") == ["b.txt"]
    assert three.find("beta") == ["a.txt"]


def test_twins_are_two_documents_and_one_may_go(shelf: Shelf) -> None:
    shelf.write("one.txt", "The same maker space.")
    shelf.write("two.txt", "The same maker space.")
    shelf.update()
    assert shelf.find("maker") == ["one.txt", "two.txt"]
    (shelf.documents / "one.txt").unlink()
    assert shelf.update().removed == ("one.txt",)
    assert shelf.find("maker") == ["two.txt"]


def test_everything_at_once_ends_in_what_a_fresh_index_holds(three: Shelf, tmp_path: Path) -> None:
    three.write("a.txt", "The alpha maker space moved to 杭州.")
    (three.documents / "b.txt").unlink()
    (three.documents / "deep" / "er" / "c.txt").rename(three.documents / "c.txt")
    three.write("d.txt", "A fourth one.")
    done = three.update()
    assert (done.added, done.changed, done.removed, done.moved) == (
        ("d.txt",),
        ("a.txt",),
        ("b.txt",),
        ("c.txt",),
    )
    fresh = Settings(index=tmp_path / "fresh", workers=1)
    update(fresh, [three.documents])
    assert contents(three.open()) == contents(open_index(fresh))
    assert answers(three.open()) == answers(open_index(fresh))


def test_a_folder_that_became_empty_empties_the_index(three: Shelf) -> None:
    for file in list(three.documents.rglob("*.txt")):
        file.unlink()
    assert len(three.update().removed) == 3
    assert three.find() == []
    three.write("new.txt", "A new maker space.")
    assert three.update().added == ("new.txt",)
    assert three.find("maker") == ["new.txt"]


def test_an_empty_folder_is_an_index_of_nothing(shelf: Shelf) -> None:
    done = shelf.update()
    assert (done.added, done.failed) == ((), ())
    assert shelf.find() == []
    assert shelf.update().unchanged == 0


# Dry run.


def test_a_dry_run_writes_nothing_and_tells_what_the_run_would_do(shelf: Shelf) -> None:
    shelf.write("a.txt", "The alpha maker space.")
    dry = shelf.update(dry_run=True)
    assert not shelf.settings.index.exists()
    assert told(dry) == told(shelf.update())


def test_a_dry_run_of_changes_tells_the_same_as_the_run(three: Shelf) -> None:
    three.write("a.txt", "The gamma maker space.")
    (three.documents / "b.txt").rename(three.documents / "z.txt")
    three.write("n.txt", "new")
    (three.documents / "deep" / "er" / "c.txt").unlink()
    before = snapshot(three.settings.index)
    dry = three.update(dry_run=True)
    assert snapshot(three.settings.index) == before
    assert told(dry) == told(three.update())


# Tables, encodings.


def test_rows_of_a_table_are_documents_that_change_and_go(shelf: Shelf) -> None:
    header = "title,text\n"
    rows = [f"Row {n},The maker space number {word}.\n" for n, word in enumerate(["one", "two"])]
    shelf.write("t.csv", header + "".join(rows) + "Row 3,The maker space number three.\n")
    shelf.update()
    assert shelf.find("maker") == ["t.csv#1", "t.csv#2", "t.csv#3"]
    before = generation(shelf)
    os.utime(shelf.documents / "t.csv", (1, 1))
    done = shelf.update()
    assert (done.changed, done.unchanged) == ((), 1), "the same content is no change"
    shelf.write("t.csv", header + rows[0].replace("one", "eleven") + rows[1])
    assert shelf.update().changed == ("t.csv",)
    assert shelf.find("maker") == ["t.csv#1", "t.csv#2"]
    assert shelf.find("eleven") == ["t.csv#1"]
    assert generation(shelf) != before
    (shelf.documents / "t.csv").rename(shelf.documents / "u.csv")
    assert shelf.update().moved == ("u.csv",)
    assert shelf.find("maker") == ["u.csv#1", "u.csv#2"]
    shelf.write("u.csv", "This is plain text now, about a maker space.")
    shelf.update()
    assert shelf.find("maker") == ["u.csv"]
    (shelf.documents / "u.csv").unlink()
    assert shelf.update().removed == ("u.csv",)
    assert shelf.find() == []


def test_twins_in_any_encoding_give_the_same_hits(shelf: Shelf) -> None:
    twins = {
        "utf8.txt": SIMPLIFIED.encode(),
        "bom.txt": SIMPLIFIED.encode("utf-8-sig"),
        "gb.txt": SIMPLIFIED.encode("gb18030"),
        "big5.txt": TRADITIONAL.encode("big5hkscs"),
        "utf16.txt": SIMPLIFIED.encode("utf-16"),
        "utf16be.txt": SIMPLIFIED.encode("utf-16-be"),
        "traditional.txt": TRADITIONAL.encode(),
    }
    for name, content in twins.items():
        shelf.write(name, content)
    assert shelf.update().failed == ()
    library = shelf.open()
    queries = [
        "众创空间",
        "眾創空間",
        '"當地科技專項資金"',
        "创客中心",
        "region:新疆",
        "date:2016-08",
    ]
    for text in queries:
        assert sorted(paths(ask(library, text))) == sorted(twins), text
    hits = ask(library, "众创空间").hits
    assert len({round(hit.score, 9) for hit in hits}) == 1
    assert len({(hit.date, hit.regions, fold(hit.title)) for hit in hits}) == 1


def test_several_segments_tell_through_which_word_each_hit_was_found(shelf: Shelf) -> None:
    for number in range(120):
        shelf.write(f"{number}.txt", f"The maker space {number}.")
    shelf.update()
    shelf.write("new.txt", "众创空间。")
    shelf.update()
    hits = {hit.path: hit for hit in ask(shelf.open(), "maker space", expand=True).hits}
    assert len(hits) == 121
    assert hits["new.txt"].via
    assert not hits["7.txt"].via


# Independence of order and workers.


def test_workers_and_order_of_creation_make_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.updating.preparing._FEW_BYTES", 0)
    texts = {
        f"{n:02}.txt": f"众创空间 {n}\n\nMaker number {n * n % 7} of the maker space.\n"
        for n in range(70)
    }
    shelves = [
        Shelf(tmp_path / "one"),
        Shelf(tmp_path / "two", workers=2),
        Shelf(tmp_path / "reversed", workers=2),
    ]
    for shelf, reverse in zip(shelves, (False, False, True), strict=True):
        for name in sorted(texts, reverse=reverse):
            shelf.write(name, texts[name])
        assert len(shelf.update().added) == 70
    first, *others = [answers(shelf.open()) for shelf in shelves]
    assert all(other == first for other in others)
    assert all(contents(shelf.open()) == contents(shelves[0].open()) for shelf in shelves[1:])


def answers(library: Library) -> list[object]:
    """Everything that some queries answer, but ids, which depend on the folder."""
    found: list[object] = [library.stats().documents, library.stats().terms]
    for text in ("", "maker", "众创空间", "number 3", "杭州 maker -2"):
        results = ask(library, text)
        hits = [(h.path, h.title, h.date, round(h.score, 9), h.snippets) for h in results.hits]
        found += [hits, results.facets, results.total]
    return found
