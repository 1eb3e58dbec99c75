"""The command `mulu` over an index of the seeds: in this process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from index_fixtures import SEEDS

from search.cli import main

Mulu = Callable[..., subprocess.CompletedProcess[str]]


def environment(index: Path, **more: str) -> dict[str, str]:
    """That of a user in an English locale who has set MULU_INDEX and nothing about colours."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "LC_ALL", "COLUMNS")}
    return {**kept, "LANG": "C.UTF-8", "TERM": "xterm", "MULU_INDEX": str(index), **more}


def call(index: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `mulu` in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "search.cli", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment(index, **more),
        timeout=120,
    )


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the seeds that the command has built; tests must not write to it."""
    folder = tmp_path_factory.mktemp("shell") / "index"
    done = call(folder, "index", str(SEEDS), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["added"] == 5
    return folder


@pytest.fixture
def mulu(index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Mulu:
    """Run `mulu` in this process, as in a pipe."""
    monkeypatch.setenv("MULU_INDEX", str(index))
    for name in ("NO_COLOR", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, printed.out, printed.err)

    return run
