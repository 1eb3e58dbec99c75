"""The first time: folders that hold nothing, or nothing that can be read, and what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest
from web_fixtures import client_over

from search import Settings, open_index
from search.cli import main


@pytest.fixture(params=[(), ("a.pdf", "b.docx")], ids=["empty", "broken"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder without documents that can be read, in a path with spaces and Chinese."""
    place = tmp_path / "我的 documents"
    place.mkdir()
    for name in request.param:
        (place / name).write_bytes(b"\x01\x02 no such thing")
    return place


def test_who_indexes_nothing_is_told_what_to_do(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", str(folder), "--index", str(tmp_path / "index")]) == 0
    told = capsys.readouterr().err
    assert "nothing was indexed" in told
    assert "put documents there and run it again" in told
    assert ("could be read" in told) == any(folder.iterdir())


def test_who_searches_nothing_is_told_what_to_do(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = str(tmp_path / "index")
    main(["index", "-q", str(folder), "--index", index])
    capsys.readouterr()
    assert main(["search", "maker", "--index", index]) == 1
    assert f"put some into {folder} and run: mulu index" in capsys.readouterr().err


def test_the_page_names_the_folder_to_put_documents_into(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    main(["index", "-q", str(folder), "--index", str(index)])
    library = open_index(Settings(index=index))
    page = client_over(library).get("/").text
    assert str(folder) in page
    assert "mulu index" in page
    library.close()
