"""One writer at a time, and one that fails or is killed leaves the index as it was."""

from __future__ import annotations

import subprocess
import sys

import pytest
from index_fixtures import Shelf, snapshot
from msgspec.structs import replace

from search import IndexLocked, StorageError, update
from search.engine.writing.writer import Writer


def test_a_second_writer_is_told_who_writes_while_readers_go_on(three: Shelf) -> None:
    hold = (
        "import sys, search.engine.generations.storage as s; from pathlib import Path\n"
        "with s.Storage(Path(sys.argv[1])).lock(1):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", hold, str(three.settings.index)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "held\n"
        hasty = replace(three.settings, lock_seconds=0.1)
        with pytest.raises(IndexLocked, match=f"process {writer.pid}"):
            update(hasty, [three.documents])
        assert len(three.find("maker")) == 2
        assert update(hasty, [three.documents], dry_run=True).unchanged == 3
        writer.kill()
    assert update(hasty, [three.documents]).unchanged == 3, "a dead writer blocks nobody"


def test_a_writer_that_fails_leaves_the_index_as_it_was(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(three.settings.index)
    three.write("d.txt", "The delta maker space.")
    with monkeypatch.context() as broken:

        def fail(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        broken.setattr(Writer, "commit", fail)
        with pytest.raises(StorageError, match=r"the disk is full; the index is as it was.* MB"):
            three.update()
    assert snapshot(three.settings.index) == before
    assert len(three.find()) == 3
    assert three.update().added == ("d.txt",)


def test_a_writer_that_is_killed_leaves_the_index_as_it_was(
    three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.write("d.txt", "The delta maker space.")
    with monkeypatch.context() as killed:

        def die(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        killed.setattr(Writer, "commit", die)
        killed.setattr(Writer, "abort", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            three.update()
    assert len(three.find()) == 3, "what the dead writer left must not be seen"
    assert three.update().added == ("d.txt",)
    assert len(list((three.settings.index / "generations").iterdir())) == 1
