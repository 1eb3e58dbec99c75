"""Adding documents in a browser: only with the token, within limits, and then they are found."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask.testing import FlaskClient
from index_fixtures import Shelf, indexed
from msgspec.structs import replace
from web_fixtures import STATS, FakeLibrary, client_over

from search import IndexLocked, Library, Settings, StorageError, Update
from web import Offer, create_app
from web.offers import Keys
from web.uploads import Batch, Uploads

TOKEN = "correct-horse"
PATHS = ("/add", "/add/token", "/add/0123456789abcdef")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return indexed(tmp_path, {"there.txt": "maker space in Hangzhou"})


@pytest.fixture
def client(shelf: Shelf) -> FlaskClient:
    return create_app(shelf.settings, offer=Offer(shelf.documents, TOKEN)).test_client()


def sign(client: FlaskClient) -> str:
    """What the form of this session carries."""
    found = re.search(r'name="sign" value="([0-9a-f]+)"', client.get("/add").text)
    assert found
    return found[1]


def enter(client: FlaskClient, token: str = TOKEN, **headers: str) -> Any:
    return client.post("/add/token", data={"token": token}, headers=headers)


def send(client: FlaskClient, *files: tuple[str, bytes], mark: str | None = None) -> Any:
    given = [(BytesIO(content), name) for name, content in files]
    data = {"sign": sign(client) if mark is None else mark, "files": given}
    return client.post("/add", data=data, content_type="multipart/form-data")


def outcome(client: FlaskClient, response: Any) -> str:
    """The page that says what became of the files, when that is known."""
    assert response.status_code == 303
    for _ in range(1200):
        html = client.get(response.location).text
        if "data-poll" not in html:
            return html
        time.sleep(0.05)
    raise AssertionError("the files are still not read")


@pytest.mark.parametrize("path", PATHS)
def test_without_leave_there_is_no_such_page_and_no_link_to_it(path: str) -> None:
    client = client_over(FakeLibrary())
    assert client.get(path).status_code == 404
    assert client.post(path, data={"token": TOKEN}).status_code == 405
    assert 'href="/add' not in client.get("/").text + client.get("/search?q=x").text


def test_with_leave_each_page_leads_there(client: FlaskClient) -> None:
    for path in ("/", "/search?q=maker"):
        assert 'href="/add"' in client.get(path).text
    assert 'href="/add?ui=zh-Hant"' in client.get("/?ui=zh-Hant").text


def test_files_are_kept_read_and_found(client: FlaskClient, shelf: Shelf) -> None:
    assert enter(client).status_code == 303
    html = outcome(client, send(client, ("新疆.txt", "乌鲁木齐的众创空间".encode())))
    assert "1 of 1 files can be found." in html
    link = re.search(r'href="(/document/[0-9a-f]{16})"', html)
    assert link
    assert "乌鲁木齐的众创空间" in client.get(link[1]).text
    assert "新疆.txt" in client.get("/search?q=众创空间").text
    assert (shelf.documents / "新疆.txt").read_text("utf-8") == "乌鲁木齐的众创空间"


def test_each_file_has_its_own_outcome(client: FlaskClient, shelf: Shelf) -> None:
    enter(client)
    html = outcome(
        client,
        send(
            client,
            ("there.txt", b"maker space in Hangzhou"),
            ("sub/there.txt", b"another text"),
            ("bad.pdf", b"no PDF at all"),
            ("picture.jpg", b"\xff\xd8"),
            ("<script>alert(1)</script>.txt", b"hostile name"),
            ("table.csv", b"title,text\nOne,first row\nTwo,second row\n"),
        ),
    )
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))
    assert "4 of 6 files can be found." in told
    assert "was there already" in told
    assert "kept as there (2).txt" in told
    assert "cannot be read:" in told
    assert "not taken:" in told
    assert "<script>alert" not in html
    names = {path.name for path in shelf.documents.iterdir()}
    assert "there (2).txt" in names
    assert "picture.jpg" not in names
    assert len(re.findall(r'href="/document/', html)) == 4


def test_the_token_is_needed_and_never_part_of_an_address(client: FlaskClient) -> None:
    refused = enter(client, "wrong")
    assert refused.status_code == 403
    assert "Set-Cookie" not in refused.headers
    assert 'type="file"' not in client.get("/add").text
    accepted = enter(client, f" {TOKEN} ")
    assert TOKEN not in accepted.location + str(accepted.headers)
    cookie = accepted.headers["Set-Cookie"]
    for attribute in ("HttpOnly", "SameSite=Strict", "Path=/add"):
        assert attribute in cookie
    assert 'type="file"' in client.get("/add").text


def test_a_session_or_a_form_of_another_process_is_worth_nothing(
    client: FlaskClient, shelf: Shelf
) -> None:
    other = create_app(shelf.settings, offer=Offer(shelf.documents, TOKEN)).test_client()
    enter(other)
    cookie = other.get_cookie("mulu-upload", path="/add")
    assert cookie is not None
    client.set_cookie("mulu-upload", cookie.value, path="/add")
    assert send(client, ("a.txt", b"a"), mark="x").status_code == 403
    client.delete_cookie("mulu-upload", path="/add")
    enter(client)
    assert send(client, ("a.txt", b"a"), mark=sign(other)).status_code == 403
    assert send(client, ("a.txt", b"a"), mark="").status_code == 403
    assert client.get("/add/0123456789abcdef").status_code == 404
    assert not (shelf.documents / "a.txt").exists()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_forms_of_other_sites_are_refused(client: FlaskClient, site: str) -> None:
    assert enter(client, **{"Sec-Fetch-Site": site}).status_code == 403
    assert enter(client, **{"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_too_many_or_too_large_files_are_refused_with_the_limits(
    client: FlaskClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(client)
    many = send(client, *[(f"{n}.txt", b"x") for n in range(101)])
    assert many.status_code == 413
    assert "up to 100 files" in many.text
    monkeypatch.setattr(sys.modules["web.adding"], "MOST_BYTES", 1000)
    mark = sign(client)
    large = send(client, ("a.txt", b"x" * 2000), mark=mark)
    assert large.status_code == 413
    assert [path.name for path in shelf.documents.iterdir()] == ["there.txt"]


def test_a_form_without_files_says_so(client: FlaskClient) -> None:
    enter(client)
    assert send(client).status_code == 400
    assert "No file was chosen." in send(client).text


def test_a_folder_that_cannot_be_written_to_is_told(client: FlaskClient, shelf: Shelf) -> None:
    enter(client)
    mark = sign(client)
    shelf.documents.rename(shelf.documents.with_name("elsewhere"))
    response = send(client, ("a.txt", b"a"), mark=mark)
    assert response.status_code == 507
    assert "cannot be written" in response.text


def test_a_disk_that_fills_costs_the_files_that_have_no_room(
    client: FlaskClient, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sys.modules["web.uploads"].receive

    def receive(folder: Path, name: str, *rest: Any) -> Any:
        if name == "second.txt":
            raise StorageError("no space left on device")
        return real(folder, name, *rest)

    monkeypatch.setattr(sys.modules["web.uploads"], "receive", receive)
    enter(client)
    html = outcome(client, send(client, ("first.txt", b"first"), ("second.txt", b"second")))
    assert "1 of 2 files can be found." in html
    assert "no space left on device" in html


@pytest.mark.parametrize(
    "name", ["../../up.txt", "/etc/passwd", "a\\..\\b.txt", "..", "x" * 400, "\u202etxt.exe", "nul"]
)
def test_no_name_leads_out_of_the_folder(client: FlaskClient, shelf: Shelf, name: str) -> None:
    enter(client)
    outcome(client, send(client, (name, b"some words of text")))
    kept = [path for path in shelf.documents.parent.rglob("*") if path.is_file()]
    outside = [p for p in kept if not p.is_relative_to(shelf.settings.index)]
    assert {path.parent for path in outside} == {shelf.documents}
    assert all(path.resolve().parent == shelf.documents.resolve() for path in outside)


def test_a_page_refreshes_without_script_until_all_is_read(tmp_path: Path) -> None:
    may_end = Event()

    def renew(*_: Any, **__: Any) -> Update:
        may_end.wait()
        return Update((), (), (), (), 0, (), 0.0)

    app = create_app(
        Settings(), offer=Offer(tmp_path, TOKEN), open_library=lambda _: FakeLibrary(size=STATS)
    )
    app.extensions["uploads"].renew = renew
    with app.test_client() as browser:
        enter(browser)
        sent = send(browser, ("a.txt", b"some words of text"))
        assert '<noscript><meta http-equiv="refresh"' in browser.get(sent.location).text
        may_end.set()
        assert "refresh" not in outcome(browser, sent)


def finished(batch: Batch) -> bool:
    """Whether a batch comes to its end, sooner or later."""
    for _ in range(1000):
        if batch.finished:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("known", [True, False])
def test_where_the_folder_is_indexed_only_what_was_added_is_looked_at(
    tmp_path: Path, known: bool
) -> None:
    asked: list[tuple[list[Path], list[Path]]] = []
    homes = (str(tmp_path if known else tmp_path / "elsewhere"),)

    def renew(_: Settings, folders: list[Path], *, only: list[Path], **__: Any) -> Update:
        asked.append((folders, only))
        return Update((), (), (), (), 0, (), 0.0)

    @contextmanager
    def library() -> Iterator[Library]:
        yield FakeLibrary(size=replace(STATS, folders=homes))

    folder = tmp_path / "inbox"
    folder.mkdir()
    uploads = Uploads(Settings(tmp_path / "index"), folder, library, renew)
    assert finished(uploads.keep([("a.txt", BytesIO(b"a")), ("a.txt", BytesIO(b"b"))]))
    only = [folder / "a.txt", folder / "a (2).txt"]
    assert asked == [([], only) if known else ([folder], [])]


def test_another_writer_is_waited_for_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.uploads.LOCKED_SECONDS", 0.0)
    said: list[str] = []
    uploads: Uploads

    def renew(*_: Any, **__: Any) -> Update:
        said.extend(batch.said for batch in uploads.batches())
        if len(said) < 3:
            raise IndexLocked("process 7 is writing")
        return Update((), (), (), (), 0, (), 0.0)

    @contextmanager
    def library() -> Iterator[Library]:
        yield FakeLibrary()

    uploads = Uploads(Settings(tmp_path / "index"), tmp_path, library, renew)
    batch = uploads.keep([("a.txt", BytesIO(b"a"))])
    assert finished(batch)
    assert said == ["", "process 7 is writing", "process 7 is writing"]
    assert (batch.said, batch.items[0].state) == ("", "ready")


def test_keys_know_their_own_sessions_only() -> None:
    keys, others = Keys(TOKEN), Keys(TOKEN)
    session = keys.session()
    assert keys.opens(TOKEN)
    assert not keys.opens("")
    assert not keys.opens(TOKEN + "\ud800")
    assert keys.knows(session)
    assert not others.knows(session)
    for forged in ("", ".", session[:-1], session + "0", "\ud800." + session):
        assert not keys.knows(forged)
    assert keys.signed(session, keys.sign(session))
    assert not keys.signed(keys.session(), keys.sign(session))
