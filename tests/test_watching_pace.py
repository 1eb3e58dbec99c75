"""How often a watch looks at its folders: by what a look costs and by what is under way."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import Shelf

from search.shell.watching import Watcher


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.write("a.txt", "maker space in Hangzhou")
    return shelf


def watcher(shelf: Shelf) -> Watcher:
    return Watcher(shelf.settings, [shelf.documents], lambda _: None)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PAUSE", "REST"):
        monkeypatch.setattr(f"search.shell.watching.{name}", 0.0)


def settle(one: Watcher) -> None:
    for _ in range(3):
        one.step()


def test_the_more_a_look_costs_the_longer_is_the_pause(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = watcher(shelf)
    settle(one)
    _, short = one.step()
    monkeypatch.setattr("search.shell.watching.SHARE", 0.000_02)
    again, longer = one.step()
    assert longer > 100 * short
    assert again < longer, "where something is heard, it is looked at sooner"


def test_what_is_not_at_rest_yet_is_looked_at_again_soon(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = watcher(shelf)
    settle(one)
    monkeypatch.setattr("search.shell.watching.SHARE", 0.000_02)
    monkeypatch.setattr("search.shell.watching.REST", 3600.0)
    shelf.write("b.txt", "being written")
    least, most = one.step()
    assert most == least
