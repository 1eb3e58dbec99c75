"""The command `mulu` in this process over a door made of plain data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import shell_fixtures as given_data
from msgspec.structs import replace

import search as door
from search.cli import main
from search.errors import IndexLocked, StorageError
from search.guidance import Suggested
from search.query import Query
from search.results import Explained, Hit, Page, Results, Stats, Update
from search.settings import Settings

Run = Callable[..., tuple[int, str, str]]


class Door:
    """Stands where the engine would: remembers what it was asked, answers plain data."""

    def __init__(self) -> None:
        self.settings: Settings | None = None
        self.query = Query()
        self.shown: tuple[str, str, str] = ("", "", "")
        self.asked: tuple[object, ...] = ()
        self.updates: list[tuple[Settings, list[Path], bool]] = []
        self.forgotten: list[Path] = []
        self.only: list[Path] = []
        self.results = given_data.results()
        self.error: Exception | None = None
        self.folders: tuple[str, ...] = ()
        self.closed = 0

    def open_index(self, settings: Settings) -> Door:
        self.settings = settings
        if isinstance(self.error, StorageError):
            raise self.error
        return self

    def search(self, query: Query) -> Results:
        if self.error:
            raise self.error
        self.query = query
        return replace(self.results, query=query)

    def show(self, name: str, text: str = "", ui: str = "en") -> Page:
        if self.error:
            raise self.error
        self.shown = (name, text, ui)
        return given_data.page()

    def suggest(self, text: str, limit: int = 10, ui: str = "en") -> tuple[Suggested, ...]:
        self.asked = (text, limit, ui)
        return given_data.SUGGESTED[:limit] if text != "nothing" else ()

    def similar(
        self, name: str, limit: int = 5, ui: str = "en", language: str = ""
    ) -> tuple[Hit, ...]:
        self.asked = (name, limit, ui, language)
        return () if name == "lonely.txt" else self.results.hits[:limit]

    def explain(self, query: Query, name: str = "") -> Explained:
        self.query, self.asked = query, (name,)
        return given_data.explained(name)

    def stats(self) -> Stats:
        return replace(given_data.STATS, folders=self.folders)

    def close(self) -> None:
        self.closed += 1

    def update(
        self,
        settings: Settings,
        folders: Sequence[Path],
        *,
        only: Sequence[Path] = (),
        forget: Sequence[Path] = (),
        dry_run: bool = False,
        progress: Any,
    ) -> Update:
        if isinstance(self.error, IndexLocked):
            raise self.error
        self.updates.append((settings, list(folders), dry_run))
        self.forgotten, self.only = list(forget), list(only)
        if progress:
            progress(1, 2, "a.txt")
        return given_data.update()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Door:
    """The door that the command finds, in an English locale and nothing else set."""
    made = Door()
    monkeypatch.setitem(vars(door), "open_index", made.open_index)
    monkeypatch.setitem(vars(door), "update", made.update)
    for name in ("MULU_INDEX", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("TERM", "xterm")
    return made


@pytest.fixture
def run(fake: Door, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `mulu` with some arguments → exit code, stdout, stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def look(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """As `run`, on a terminal that is sixty cells wide."""
    monkeypatch.setenv("COLUMNS", "60")

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        return run(*arguments)

    return call
