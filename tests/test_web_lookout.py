"""The page says when its index is behind the folders or out of date; nobody waits for that."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient
from index_fixtures import Shelf, turn_into_another_version
from web_fixtures import FakeLibrary

from search import Drift, Failure, Settings
from web import create_app
from web.lookout import Lookout

DRIFT = Drift(changed=3, gone=1)


def seen(lookout: Lookout, library: FakeLibrary) -> Drift | None:
    """What a lookout says when it has had time to look."""
    for _ in range(500):
        if (drift := lookout.drift(library)) is not None:
            return drift
        time.sleep(0.01)
    return None


def client_over(library: FakeLibrary, look: Callable[[], Drift]) -> FlaskClient:
    return create_app(Settings(), open_library=lambda _: library, look=look).test_client()


def shown(client: FlaskClient, path: str, words: str) -> bool:
    """Whether a page comes to say these words."""
    for _ in range(500):
        if words in client.get(path).text:
            return True
        time.sleep(0.01)
    return False


def test_asking_never_waits_for_a_look_and_only_one_is_under_way() -> None:
    go, looks, library = Event(), [], FakeLibrary()

    def look() -> Drift:
        looks.append(1)
        go.wait()
        return DRIFT

    lookout = Lookout(look)
    assert [lookout.drift(library) for _ in range(5)] == [None] * 5
    go.set()
    assert seen(lookout, library) == DRIFT
    assert len(looks) == 1


def test_what_was_seen_is_not_said_of_another_generation() -> None:
    lookout, old, new = Lookout(lambda: DRIFT), FakeLibrary(), FakeLibrary()
    assert seen(lookout, old) == DRIFT
    assert lookout.drift(new) is None
    assert seen(lookout, new) == DRIFT


def test_a_look_that_fails_is_no_reason_to_fail(caplog: pytest.LogCaptureFixture) -> None:
    def look() -> Drift:
        raise OSError("gone")

    lookout, library = Lookout(look), FakeLibrary()
    lookout.drift(library)
    for _ in range(500):
        if caplog.records:
            break
        time.sleep(0.01)
    assert "could not be looked at" in caplog.text
    assert lookout.drift(library) is None


@pytest.mark.parametrize("path", ["/?ui=", "/search?q=x&ui="])
@pytest.mark.parametrize(
    ("ui", "words"),
    [
        ("en", "3 files came or changed and 1 file went"),
        ("zh-Hans", "3 个文件新增或改动，1 个文件已不在"),
        ("zh-Hant", "3 個檔案新增或更動，1 個檔案已不在"),
    ],
)
def test_pages_say_how_far_the_index_is_behind(path: str, ui: str, words: str) -> None:
    assert shown(client_over(FakeLibrary(), lambda: DRIFT), path + ui, words)


def test_the_first_page_names_what_could_not_be_read_and_tells_of_folders_that_are_away() -> None:
    refused = (Failure("<b>.pdf", "a password protects it: save it without one"),)
    drift = Drift(refused=refused, missing=(Failure("/away", "no such folder"),))
    client = client_over(FakeLibrary(), lambda: drift)
    assert shown(client, "/?ui=zh-Hant", "1 個檔案無法讀取")
    text = client.get("/?ui=en").text
    assert "<bdi>&lt;b&gt;.pdf</bdi>: a password protects it" in text
    assert "1 of the folders is not there" in text
    assert "/away" not in text


def test_pages_say_nothing_where_the_index_is_not_behind() -> None:
    library, looked = FakeLibrary(), Event()

    def look() -> Drift:
        looked.set()
        return Drift()

    client = client_over(library, look)
    client.get("/")
    assert looked.wait(20)
    assert 'class="behind"' not in client.get("/").text


def test_the_figures_for_a_monitor_have_it_too() -> None:
    client = client_over(FakeLibrary(), lambda: DRIFT)
    assert shown(client, "/metrics", 'mulu_files_behind{what="changed"} 3')
    assert 'mulu_files_behind{what="gone"} 1' in client.get("/metrics").text


@pytest.mark.parametrize("path", ["/?ui=", "/search?q=x&ui="])
@pytest.mark.parametrize(
    ("ui", "words"),
    [
        ("en", "This index was made by another version of Mulu and may find less than it could."),
        ("zh-Hans", "索引由另一版本的目录建立，找到的可能较少。"),
        ("zh-Hant", "索引由另一版本的目錄建立，找到的可能較少。"),
    ],
)
def test_pages_say_that_the_index_is_out_of_date(path: str, ui: str, words: str) -> None:
    current, stale = FakeLibrary(), FakeLibrary(stale="made by another version: data")
    html = client_over(stale, Drift).get(path + ui).text
    assert words in html
    assert "<code>mulu index</code>" in html
    assert words not in client_over(current, Drift).get(path + ui).text


def test_one_remedy_is_named_for_an_index_that_is_out_of_date_and_behind() -> None:
    client = client_over(FakeLibrary(stale="made by another version: data"), lambda: DRIFT)
    assert shown(client, "/", "3 files came or changed")
    html = client.get("/").text
    assert "another version" in html
    assert html.count("<code>mulu index</code>") == 1


def test_the_index_is_no_longer_called_out_of_date_when_it_has_been_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("a.txt", "maker space in Hangzhou")
    with monkeypatch.context() as patch:
        turn_into_another_version(patch, "updating.update")
        shelf.update()
    client = create_app(shelf.settings).test_client()
    assert "another version" in client.get("/?ui=en").text
    shelf.update()
    assert "another version" not in client.get("/?ui=en").text
