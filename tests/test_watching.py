"""Keeping an index in step with its folders: what comes, changes and goes is picked up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from index_fixtures import Shelf

import search
from search import Update
from search.engine.generations.storage import Storage
from search.reading import formats
from search.reading.raw import Part, Raw
from search.reading.text import read_text
from search.shell.watching import Watcher

STEPS = 6  # looks after which a change must have been picked up


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing: the tests change files and look again."""
    for name in ("PAUSE", "REST"):
        monkeypatch.setattr(f"search.shell.watching.{name}", 0.0)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.write("a.txt", "maker space in Hangzhou")
    return shelf


def watcher(shelf: Shelf, outcomes: list[Update] | None = None) -> Watcher:
    return Watcher(shelf.settings, [shelf.documents], (outcomes or []).append)


def settle(one: Watcher) -> None:
    for _ in range(STEPS):
        one.step()


def test_files_that_come_change_and_go_are_picked_up(shelf: Shelf) -> None:
    one = watcher(shelf)
    settle(one)
    assert shelf.find() == ["a.txt"]
    shelf.write("b/新.txt", "乌鲁木齐的众创空间")
    settle(one)
    assert shelf.find("众创空间") == ["b/新.txt"]
    shelf.write("a.txt", "nothing of the kind any more")
    settle(one)
    assert shelf.find("Hangzhou") == []
    (shelf.documents / "a.txt").unlink()
    settle(one)
    assert shelf.find() == ["b/新.txt"]


def test_each_update_is_reported_once_and_looking_on_does_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes: list[Update] = []
    one = Watcher(shelf.settings, [shelf.documents], outcomes.append)
    settle(one)
    assert [outcome.added for outcome in outcomes] == [("a.txt",)]

    def no_update(*_: Any, **__: Any) -> Update:
        raise AssertionError("there is nothing to update")

    monkeypatch.setattr(search, "update", no_update)
    settle(one)


def test_a_file_that_is_being_written_is_left_until_it_rests(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = watcher(shelf)
    settle(one)
    monkeypatch.setattr("search.shell.watching.REST", 3600.0)
    shelf.write("growing.txt", "begun")
    settle(one)
    assert shelf.find() == ["a.txt"]
    monkeypatch.setattr("search.shell.watching.PATIENCE", 0.0)
    settle(one)
    assert shelf.find() == ["a.txt", "growing.txt"]


def test_a_file_that_cannot_be_read_is_told_once_and_stops_nothing(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    one = watcher(shelf)
    shelf.write("bad.pdf", b"no PDF at all")
    settle(one)
    shelf.write("b.txt", "another")
    settle(one)
    assert shelf.find() == ["a.txt", "b.txt"]
    assert capsys.readouterr().err.count("bad.pdf") == 1


@pytest.mark.parametrize("how", [signal.SIGSYS, signal.SIGKILL])  # a fault, want of memory
def test_a_parser_that_kills_its_process_costs_that_file_alone_and_the_watch_goes_on(
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    how: signal.Signals,
) -> None:
    watching = os.getpid()

    def die(raw: Raw) -> list[Part]:
        if b"deadly" in raw.data:
            assert os.getpid() != watching, "it would have ended the watch"
            os.kill(os.getpid(), how)
        return read_text(raw)

    monkeypatch.setitem(formats._READERS, "html", die)
    monkeypatch.setattr("threading.active_count", lambda: 1)  # workers that know this parser
    one = watcher(shelf)
    settle(one)
    for name in ("b", "d"):
        shelf.write(f"{name}.html", "a deadly page")
        shelf.write(f"{name}2.html", "a page beside it")
        shelf.write(f"{name}3.txt", "and a text")
        settle(one)
    assert shelf.find() == ["a.txt", "b2.html", "b3.txt", "d2.html", "d3.txt"]
    told = capsys.readouterr().err
    for name in ("b.html", "d.html"):
        assert told.count(f"{name}: it") == 1


def test_another_writer_is_named_once_and_waited_for(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    one = watcher(shelf)
    settle(one)
    shelf.write("b.txt", "another")
    with Storage(shelf.settings.index).lock(1.0):
        settle(one)
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert str(os.getpid()) in told
        assert "waiting" in told
        assert shelf.find() == ["a.txt"]
    settle(one)
    assert shelf.find() == ["a.txt", "b.txt"]


def test_an_update_that_fails_is_told_and_tried_again_later(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = watcher(shelf)
    settle(one)
    shelf.write("b.txt", "another")

    def full(*_: Any, **__: Any) -> Update:
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(search, "update", full)
        settle(one)
    assert capsys.readouterr().err.count("no space left on device") == 1
    settle(one)
    assert shelf.find() == ["a.txt", "b.txt"]


def test_what_an_update_cannot_settle_is_not_tried_again_until_it_changes(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file that nobody may read, or a missing one that is kept."""
    updates: list[Update] = []
    real = search.update

    def counted(*arguments: Any, **options: Any) -> Update:
        updates.append(real(*arguments, **options))
        return updates[-1]

    one = watcher(shelf)
    settle(one)
    monkeypatch.setattr(search, "update", counted)
    secret = shelf.write("unreadable.txt", "x")
    monkeypatch.setattr(
        "search.reading.opening.os.open",
        _refusing(os.open, b"unreadable"),
    )
    settle(one)
    settle(one)
    assert len(updates) == 1
    assert [failure.path for failure in updates[0].failed] == ["unreadable.txt"]
    secret.write_text("changed", "utf-8")
    settle(one)
    assert len(updates) == 2


def _refusing(real: Any, name: bytes) -> Any:
    def refuse(path: Any, *arguments: Any, **options: Any) -> int:
        if isinstance(path, bytes) and name in path:
            raise PermissionError(13, "Permission denied")
        return int(real(path, *arguments, **options))

    return refuse


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "search.cli", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_mulu_watch_prints_what_it_does_and_ends_at_ctrl_c(shelf: Shelf) -> None:
    arguments = ("--index", str(shelf.settings.index), "watch", str(shelf.documents), "--json")
    with running(*arguments) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["added"] == 1
        shelf.write("b.txt", "another")
        assert json.loads(process.stdout.readline())["added"] == 1
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in told
    assert shelf.find() == ["a.txt", "b.txt"]


def ask(address: str) -> int:
    """The number of documents that the server has, by its own interface."""
    with urllib.request.urlopen(f"{address}search.json?q=*&limit=1", timeout=60) as reply:
        return int(json.load(reply)["total"])


def test_no_request_is_dropped_while_the_served_index_is_renewed(shelf: Shelf) -> None:
    arguments = ("--index", str(shelf.settings.index), "serve", str(shelf.documents), "--watch")
    with running(*arguments, "--port", "0") as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[3]
        errors: list[Exception] = []
        answers: list[int] = []
        enough = Event()

        def fire() -> None:
            while not enough.is_set():
                try:
                    answers.append(ask(address))
                except Exception as error:
                    errors.append(error)

        threads = [Thread(target=fire) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(3):
            shelf.write(f"{number}.txt", f"document number {number}")
            while max(answers, default=0) < number + 2 and not errors and process.poll() is None:
                time.sleep(0.1)
        enough.set()
        for thread in threads:
            thread.join()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert errors == []
    assert sorted(set(answers)) == [1, 2, 3, 4]
    assert process.returncode == 130
    assert "Traceback" not in told


def test_the_watch_ends_with_a_server_that_is_killed(shelf: Shelf) -> None:
    arguments = ("--index", str(shelf.settings.index), "serve", str(shelf.documents), "--watch")
    with running(*arguments, "--port", "0") as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        shelf.write("b.txt", "another")
        while len(shelf.find()) < 2:
            time.sleep(0.2)
        process.kill()
        assert process.stderr is not None
        process.stderr.read()  # ends when nobody can write to it any more, the watch included
