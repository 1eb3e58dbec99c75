"""What happens is told on stderr, a line each, where somebody asks for it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from index_fixtures import Shelf

from search import Settings
from search.cli import main
from search.shell import logs
from web import create_app


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> Iterator[None]:
    logger = logging.getLogger("mulu")
    before = logger.handlers, logger.level, logger.propagate
    yield
    logger.handlers, logger.level, logger.propagate = before


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def ask(settings: Settings, address: str, *, log_queries: bool = False) -> None:
    app = create_app(settings, log_queries=log_queries)
    assert app.test_client().get(address).status_code == 200
    app.extensions["shelf"].close()


def test_a_run_tells_each_event_as_a_line_of_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("新疆众创空间\n", "utf-8")
    (tmp_path / "documents" / "b\nc.pdf").write_bytes(b"no page")
    code = main(
        ["index", "-q", "--log", "json", "--index", str(tmp_path / "index"),
         str(tmp_path / "documents")]
    )  # fmt: skip
    told = [json.loads(line) for line in lines(capsys) if line.startswith("{")]
    assert code == 0
    events = [event["event"] for event in told]
    assert events[0] == "index.begun"
    assert events[-1] == "index.done"
    (refused,) = [event for event in told if event["event"] == "file.refused"]
    assert refused["path"] == "b\\x0ac.pdf"
    assert all(event["time"].endswith("Z") for event in told)


def test_a_request_is_one_line_without_what_was_searched_for(
    seeds_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.start("text")
    ask(seeds_settings, "/search.json?q=hackerspace")
    (line,) = lines(capsys)
    assert "request page=search_json method=GET status=200 ms=" in line
    assert "hackerspace" not in line


def test_queries_are_told_only_where_somebody_asked_and_stay_on_their_line(
    seeds_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.start("text")
    ask(seeds_settings, "/search.json?q=a%0Ab%1B[31m%E2%80%AEc", log_queries=True)
    (line,) = lines(capsys)
    assert 'query="a\\nb\\u001b[31m\\u202ec"' in line


def test_nothing_is_told_unless_somebody_asks(
    seeds_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(seeds_settings, "/search.json?q=x")
    assert lines(capsys) == []


def test_what_is_read_beside_a_server_is_told_as_well(shelf: Shelf) -> None:
    shelf.write("a.txt", "A maker space.")
    shelf.update()
    command = [sys.executable, "-m", "search.cli", "serve", "--watch", "--log", "json"]
    with subprocess.Popen(
        [*command, "--port", "0", "--index", str(shelf.settings.index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline(), "it serves"
            shelf.write("b.pdf", b"no page")
            told = (json.loads(line) for line in process.stderr if line.startswith("{"))
            paths = (one["path"] for one in told if one["event"] == "file.refused")
            refused = next(paths, "")
        finally:
            process.kill()
    assert refused == "b.pdf"
