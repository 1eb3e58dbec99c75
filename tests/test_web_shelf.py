"""The open Library of a server: one at a time, exchanged without a dropped reader."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from web_fixtures import FakeLibrary

from search import NoIndex, StaleIndex
from web.shelf import Shelf


def test_one_library_serves_many_requests() -> None:
    opened: list[FakeLibrary] = []

    def open_library() -> FakeLibrary:
        opened.append(FakeLibrary())
        return opened[-1]

    shelf = Shelf(open_library)
    with shelf.library() as first, shelf.library() as second:
        assert first is second
    with shelf.library() as third:
        assert third is first
    assert len(opened) == 1
    assert not opened[0].closed


def test_a_renewed_index_is_opened_and_the_old_one_closed_after_its_last_reader() -> None:
    old, new = FakeLibrary(), FakeLibrary()
    libraries = iter([old, new])
    shelf = Shelf(lambda: next(libraries))
    with shelf.library() as reading_old:
        assert reading_old is old
        old.current = False
        with shelf.library() as reading_new:
            assert reading_new is new
        assert not old.closed
    assert old.closed
    assert not new.closed


def test_others_are_answered_from_the_old_index_while_one_request_opens_the_new() -> None:
    old, new = FakeLibrary(), FakeLibrary()
    libraries, opening, go = iter([old, new]), Event(), Event()

    def open_library() -> FakeLibrary:
        library = next(libraries)
        if library is new:
            opening.set()
            assert go.wait(60)
        return library

    shelf = Shelf(open_library)
    with shelf.library():
        old.current = False
    got: list[object] = []

    def renew() -> None:
        with shelf.library() as library:
            got.append(library)

    thread = Thread(target=renew)
    thread.start()
    assert opening.wait(60)
    with shelf.library() as library:
        assert library is old
    go.set()
    thread.join()
    assert got == [new]
    assert old.closed


def test_the_old_library_goes_on_serving_while_the_new_index_cannot_be_opened() -> None:
    old = FakeLibrary()
    libraries = iter([old])

    def open_library() -> FakeLibrary:
        for library in libraries:
            return library
        raise StaleIndex("built by another version")

    shelf = Shelf(open_library)
    with shelf.library():
        old.current = False
    with shelf.library() as still:
        assert still is old
    assert not old.closed


def test_closing_waits_for_readers_and_a_later_request_opens_anew() -> None:
    first, second = FakeLibrary(), FakeLibrary()
    libraries = iter([first, second])
    shelf = Shelf(lambda: next(libraries))
    with shelf.library():
        shelf.close()
        assert not first.closed
    assert first.closed
    with shelf.library() as again:
        assert again is second


def test_an_index_that_cannot_be_opened_is_tried_again_by_the_next_request() -> None:
    library = FakeLibrary()
    failures = [NoIndex("none yet")]

    def open_library() -> FakeLibrary:
        if failures:
            raise failures.pop()
        return library

    shelf = Shelf(open_library)
    with pytest.raises(NoIndex), shelf.library():
        pass
    with shelf.library() as opened:
        assert opened is library


def test_readers_in_threads_never_meet_a_closed_library() -> None:
    opened: list[FakeLibrary] = []
    met: list[bool] = []

    def open_library() -> FakeLibrary:
        opened.append(FakeLibrary())
        return opened[-1]

    shelf = Shelf(open_library)

    def read() -> None:
        for _ in range(200):
            with shelf.library() as library:
                assert isinstance(library, FakeLibrary)
                library.current = False
                met.append(library.closed)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shelf.close()
    assert len(met) == 800
    assert not any(met)
    assert all(library.closed for library in opened)
