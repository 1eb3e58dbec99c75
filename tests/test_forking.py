"""A second process does half of the writing; whatever becomes of it, the work is done."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
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


def whose() -> list[int]:
    """The process that does this."""
    return [os.getpid()]


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
    with forked(whose, worth=True) as results:
        assert [*results()] != [os.getpid()]


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("end", [lambda: os._exit(1), lambda: os.kill(os.getpid(), 9)])
def test_work_that_its_process_dies_of_is_done_here(end: Callable[[], None]) -> None:
    here = os.getpid()

    def work() -> Iterator[tuple[str, int]]:
        yield "first", os.getpid()
        if os.getpid() != here:
            taken.wait()
            end()
        yield "second", os.getpid()

    taken = multiprocessing.get_context("fork").Event()
    with forked(work, worth=True) as results:
        made = iter(results())
        name, there = next(made)
        taken.set()
        assert (name, [*made]) == ("first", [("second", here)])
    assert there != here


def test_what_fails_there_fails_here() -> None:
    with forked(lambda: [1 // 0], worth=True) as results, pytest.raises(ZeroDivisionError):
        [*results()]


def test_little_work_and_work_beside_threads_is_done_here() -> None:
    with forked(whose, worth=False) as results:
        assert [*results()] == [os.getpid()]
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    with forked(whose, worth=True) as results:
        assert [*results()] == [os.getpid()]
    done.set()
    thread.join()


@pytest.mark.usefixtures("elsewhere")
def test_no_process_is_left_when_the_block_is_left_early() -> None:
    def work() -> Iterator[bool]:
        yield threading.Event().wait()

    before = {one.pid for one in multiprocessing.active_children()}
    with forked(work, worth=True):
        pass
    assert not [one for one in multiprocessing.active_children() if one.pid not in before]
