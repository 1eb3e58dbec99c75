"""`mulu serve --allow-upload` as a process: the token it prints opens the page, nothing else."""

from __future__ import annotations

import gc
import logging
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit

import pytest
from index_fixtures import Shelf, indexed

from search import Settings
from web import create_app, warm


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return indexed(tmp_path, {"a.txt": "maker space in Hangzhou"})


@contextmanager
def serving(settings: Settings, *options: str) -> Iterator[list[str]]:
    """The lines that a server prints when it has started."""
    command = [sys.executable, "-m", "search.cli", "--index", str(settings.index), "serve"]
    process = subprocess.Popen(
        [*command, "--port", "0", *options], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        count = 2 if "--allow-upload" in options else 1
        yield [process.stdout.readline() for _ in range(count)]
    finally:
        process.kill()
        process.communicate()


def test_the_token_that_is_printed_opens_the_page(shelf: Shelf) -> None:
    into = shelf.documents.parent / "added"
    into.mkdir()
    with serving(shelf.settings, "--allow-upload", "--upload-to", str(into)) as lines:
        said = re.search(r"added to (\S+) at (\S+) with the token (\S+)", lines[1])
        assert said
        folder, address, token = said.groups()
        assert folder == str(into)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with opener.open(f"{address}/token", urlencode({"token": token}).encode()) as page:
            html = page.read().decode()
    assert 'type="file"' in html
    assert str(into) in html


def test_a_folder_for_uploads_that_is_missing_is_made_in_one_that_is_there(shelf: Shelf) -> None:
    into = shelf.documents.parent / "added"
    with serving(shelf.settings, "--allow-upload", "--upload-to", str(into)) as lines:
        assert str(into) in lines[1]
        assert into.is_dir()


def test_a_folder_for_uploads_in_none_that_is_there_is_refused(tmp_path: Path) -> None:
    into = tmp_path / "no" / "added"
    command = [sys.executable, "-m", "search.cli", "--index", str(tmp_path / "index"), "serve"]
    command += ["--allow-upload", "--upload-to", str(into), "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert f"{into.parent} does not exist; make it first" in done.stderr
    assert not into.parent.exists()


def test_without_leave_a_body_is_not_even_received(shelf: Shelf) -> None:
    with serving(shelf.settings) as lines:
        site = urlsplit(lines[0].split()[3])
        client = HTTPConnection(site.hostname or "", site.port, timeout=60)
        client.request("POST", "/add", headers={"Content-Length": str(1 << 30)})
        assert client.getresponse().status == 413
        with pytest.raises(HTTPError, match="404"):
            urllib.request.urlopen(f"{site.geturl()}add", timeout=60)


def test_a_large_body_is_received_only_from_who_has_shown_the_token(shelf: Shelf) -> None:
    large = 1 << 20  # bytes, of which anybody may send but a few
    with serving(shelf.settings, "--allow-upload") as lines:
        site, token = urlsplit(lines[0].split()[3]), lines[1].split()[-1]

        def post(path: str, body: bytes, **headers: str) -> tuple[int, str]:
            """Its status, and the cookie that it sets."""
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            with closing(HTTPConnection(site.hostname or "", site.port, timeout=60)) as client:
                client.request("POST", path, body, form | headers)
                with client.getresponse() as answer:
                    cookie = answer.getheader("Set-Cookie") or ""
                    return answer.status, cookie.partition(";")[0]

        announced = {"Content-Length": str(large)}  # of which nothing is sent
        for cookie in ("", "mulu-upload=made.up", 'mulu-upload="; =;;\xff'):
            assert post("/add", b"", Cookie=cookie, **announced) == (413, "")
        status, cookie = post("/add/token", urlencode({"token": token}).encode())
        assert status == 303
        for path in ("/add/token", "/search", "/"):
            assert post(path, b"", Cookie=cookie, **announced) == (413, "")
        page = urllib.request.Request(f"{site.geturl()}add", headers={"Cookie": cookie})
        with urllib.request.urlopen(page, timeout=60) as answer:
            sign = re.search(rb'name="sign" value="([0-9a-f]+)"', answer.read())
        assert sign
        parts = b"".join(
            b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % part
            for part in ((b"sign", sign[1]), (b'files"; filename="large.txt', b"word " * large))
        )
        form = {"Cookie": cookie, "Content-Type": "multipart/form-data; boundary=x"}
        assert post("/add", parts + b"--x--\r\n", **form) == (303, "")
    assert (shelf.documents / "large.txt").stat().st_size == 5 * large


def test_a_server_is_ready_without_what_only_reading_documents_needs(shelf: Shelf) -> None:
    told = (
        "import sys; from pathlib import Path; from search import Settings; from web import *;"
        f"app = create_app(Settings(index=Path({str(shelf.settings.index)!r})));"
        "assert app.test_client().get('/readyz').status_code == 200;"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    heavy = {"search.reading", "search.cleaning", "search.updating.update", "whoosh", "jieba"}
    assert heavy.isdisjoint(done.stdout.split())


@pytest.mark.parametrize(
    "options", [("--upload-to", "."), ("--allow-upload", "--upload-to", ".", "--upload-to", "x")]
)
def test_a_folder_for_uploads_is_one_and_needs_leave(tmp_path: Path, options: list[str]) -> None:
    command = [sys.executable, "-m", "search.cli", "--index", str(tmp_path), "serve", *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "--upload-to takes one folder, and needs --allow-upload" in done.stderr


def test_what_is_loaded_beforehand_counts_as_no_request(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(shelf.settings)
    caplog.set_level(logging.INFO, "mulu.web")
    warm(app)
    assert "mulu_http_requests_total{" not in app.extensions["meter"].text(None)
    assert not caplog.records
    assert {"home.html", "search.html"} <= {name for _, name in app.jinja_env.cache or ()}


def test_what_is_loaded_beforehand_is_not_looked_through_for_garbage_before_it_may_be_some(
    shelf: Shelf,
) -> None:
    app = create_app(shelf.settings)
    try:
        warm(app)
        assert gc.get_freeze_count()
    finally:
        app.extensions["shelf"].close()
    assert not gc.get_freeze_count()


def test_without_an_index_nothing_is_loaded_beforehand_and_nothing_fails(tmp_path: Path) -> None:
    warm(create_app(Settings(index=tmp_path / "none")))
