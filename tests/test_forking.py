"""A second process does half of the writing; whatever becomes of it, the work is done."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from engine_fixtures import VERSION, batches, segment
from hypothesis import given, settings

from search.engine.arrays.postings import SegmentData
from search.engine.generations.storage import Storage
from search.engine.writing import forking, writer
from search.engine.writing.forking import forked, forks

Rows = Sequence[dict[str, list[str]]]


@pytest.fixture
def elsewhere() -> None:
    """Skip where nothing can be forked, as beside a thread that another test has left."""
    if not forks() or os.cpu_count() == 1:
        pytest.skip("processes cannot be forked here")


def files(root: Path, data: Sequence[SegmentData], *, alone: bool) -> dict[str, bytes]:
    """Commit segments and return the files of the generation, but those that name the time."""
    storage = Storage(root)
    with storage.lock(1):
        writing = writer.Writer(storage, VERSION, None, alone=alone)
        for part in data:
            writing.add(part)
        writing.commit(["/docs"])
    folder = storage.folder(storage.current())
    kept = (path for path in folder.iterdir() if path.suffix not in (".toc", ".json"))
    return {path.name: path.read_bytes() for path in kept}


@settings(max_examples=15, deadline=None)
@given(batches)
def test_two_processes_write_the_same_bytes_as_one(
    tmp_path_factory: pytest.TempPathFactory, batches: Sequence[Rows]
) -> None:
    data = [segment(100 * number, batch) for number, batch in enumerate(batches)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "_TOGETHER", range(1 << 30))
        both = files(tmp_path_factory.mktemp("both"), data, alone=False)
        patch.setattr(forking, "forks", lambda: pytest.fail("it asked for a process"))
        one = files(tmp_path_factory.mktemp("one"), data, alone=True)
    assert both == one


@pytest.mark.usefixtures("elsewhere")
def test_the_work_is_done_in_another_process() -> None:
    with forked(os.getpid, worth=True) as result:
        assert result() != os.getpid()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("end", [lambda: os._exit(1), lambda: os.kill(os.getpid(), 9)])
def test_work_that_its_process_dies_of_is_done_here(end: Callable[[], None]) -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            end()
        return os.getpid()

    with forked(work, worth=True) as result:
        assert result() == here


def test_what_fails_there_fails_here() -> None:
    with forked(lambda: 1 // 0, worth=True) as result, pytest.raises(ZeroDivisionError):
        result()


def test_little_work_and_work_beside_threads_is_done_here() -> None:
    with forked(os.getpid, worth=False) as result:
        assert result() == os.getpid()
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    with forked(os.getpid, worth=True) as result:
        assert result() == os.getpid()
    done.set()
    thread.join()


@pytest.mark.usefixtures("elsewhere")
def test_no_process_is_left_when_the_block_is_left_early() -> None:
    before = {one.pid for one in multiprocessing.active_children()}
    with forked(threading.Event().wait, worth=True):
        pass
    assert not [one for one in multiprocessing.active_children() if one.pid not in before]
