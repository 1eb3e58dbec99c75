"""Fixtures that several test modules share: the seeds, and one index over them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from index_fixtures import SEEDS, Shelf

from search import Library, Settings, open_index, update

pytest_plugins = [
    "storage_fixtures",
    "door_fixtures",
    "mulu_fixtures",
    "web_fixtures",
    "browser_fixtures",
]

# In CI the same examples every time, so that a red run means a change and not a draw; new
# examples are tried wherever else the tests run. A shared machine has no deadlines.
hypothesis_settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis_settings.register_profile("default", deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "default")

# What is started in the background is started deaf to Ctrl-C, and so is all that it starts;
# here some tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Run first what forks: that is not done beside threads, and some tests leave theirs."""
    items.sort(key=lambda item: "elsewhere" not in item.fixturenames)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five sample documents."""
    return SEEDS


@pytest.fixture(scope="session")
def seeds_settings(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an index of the seeds; tests must not write to it."""
    settings = Settings(index=tmp_path_factory.mktemp("seeds") / "index")
    assert not update(settings, [seeds]).failed
    return settings


@pytest.fixture(scope="session")
def library(seeds_settings: Settings) -> Iterator[Library]:
    """The index of the seeds, open."""
    opened = open_index(seeds_settings)
    yield opened
    opened.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty folder and an index that does not exist yet."""
    return Shelf(tmp_path)


@pytest.fixture
def three(shelf: Shelf) -> Shelf:
    """A shelf of three indexed documents."""
    shelf.write("a.txt", "The alpha maker space.")
    shelf.write("b.txt", "The beta maker space.")
    shelf.write("deep/er/c.txt", "创新的众创空间。")
    shelf.update()
    return shelf


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another folder, of one document; not indexed yet."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "o.txt").write_text("Another maker space.")
    return folder
