"""The open Library of a server: one at a time, exchanged without a dropped reader."""

from __future__ import annotations

from shutil import rmtree
from threading import Event, Thread

import pytest
from index_fixtures import Shelf as Written
from web_fixtures import FakeLibrary

from search import NoIndex, StaleIndex
from web import create_app
from web.labels import catalogue
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


def test_an_index_that_is_gone_is_told_of_once_and_answered_from_until_it_is_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    old, new = FakeLibrary(), FakeLibrary()
    back = False

    def open_library() -> FakeLibrary:
        if old.current:
            return old
        if back:
            return new
        raise NoIndex("no index here")

    shelf = Shelf(open_library)
    first = shelf.edition()
    assert not shelf.lost
    old.current = False
    with caplog.at_level("INFO", "mulu.web"):
        for _ in range(3):
            with shelf.library() as library:
                assert library is old
        assert [shelf.lost, shelf.edition()] == ["no index here", first]
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        back = True
        with shelf.library() as library:
            assert library is new
    assert not shelf.lost
    assert shelf.edition() != first
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_the_page_says_that_the_index_is_gone_and_finds_what_is_new_when_it_is_back(
    shelf: Written,
) -> None:
    shelf.write("one.txt", "A note on makers.")
    shelf.update()
    app = create_app(shelf.settings)
    client = app.test_client()
    said = catalogue("en")("behind.lost")
    assert said not in client.get("/search?q=note").text
    rmtree(shelf.settings.index)
    for path in ("/", "/search?q=note"):
        page = client.get(path)
        assert page.status_code == 200
        assert said in page.text
    shelf.write("two.txt", "Another note on makers.")
    shelf.update()
    page = client.get("/search?q=note")
    assert said not in page.text
    assert "two.txt" in page.text
    app.extensions["shelf"].close()
