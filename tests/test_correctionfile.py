"""The file of corrections as programs save and spoil it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from index_fixtures import Shelf

from search import Freshness
from search.updating.corrections import FILE

BODY = "乌鲁木齐市的众创空间\n2016-08-15\n\n乌鲁木齐市有十二家众创空间。"


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_what_an_office_program_saves_is_read(shelf: Shelf, encoding: str) -> None:
    shelf.write("a.txt", BODY)
    shelf.write(FILE, "a.txt\tadd\tpublisher\t北京日報\r\n".encode(encoding))
    assert shelf.update().failed == ()
    publisher = shelf.open().show("a.txt").document.metadata.publisher
    assert publisher is not None
    assert publisher.name == "北京日報"


def _as_noise(file: Path) -> None:
    file.write_bytes(b"\0\xff\xfe\x81" * 9)


def _as_link(file: Path) -> None:
    file.rename(file.with_name(".elsewhere"))
    file.symlink_to(file.with_name(".elsewhere"))


def _as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _as_flood(file: Path) -> None:
    file.write_bytes(b"#" * (5 << 20))


@pytest.mark.parametrize("spoil", [_as_noise, _as_link, _as_folder, _as_flood])
def test_a_file_that_cannot_be_read_undoes_no_correction(
    shelf: Shelf, spoil: Callable[[Path], None]
) -> None:
    shelf.write("a.txt", BODY)
    file = shelf.write(FILE, "a.txt\tadd\tregion\tKazakhstan\n")
    shelf.update()
    spoil(file)
    done = shelf.update()
    assert done.changed == ()
    (failure,) = [one for one in done.failed if "corrected before stays" in one.reason]
    assert failure.path == FILE
    assert shelf.find("region:KZ") == ["a.txt"]
    assert Freshness(shelf.settings).look().changed == 0


def test_what_was_read_without_corrections_gets_them_later(shelf: Shelf) -> None:
    shelf.write("a.txt", BODY)
    file = shelf.write(FILE, b"\0")
    shelf.update()
    file.write_text("a.txt\tadd\tregion\tKazakhstan\n", "utf-8")
    assert Freshness(shelf.settings).look().changed == 1
    assert shelf.update().changed == ("a.txt",)


def test_an_update_of_all_tells_lines_for_which_there_is_no_file(shelf: Shelf) -> None:
    shelf.write("a.txt", BODY)
    shelf.write("rows.csv", "title,date\n众创空间一,2016-08-15\n众创空间二,2016-08-16\n")
    there = ("a.txt", "*", "?.txt", "rows.csv#1", "rows*#2", "*.csv")
    shelf.write(FILE, "".join(f"{name}\tadd\tdate\t2017\n" for name in (*there, "c.txt", "x/*")))
    reasons = [failure.reason for failure in shelf.update().failed]
    assert reasons == ["line 7: no document is c.txt", "line 8: no document is x/*"]
