"""`mulu serve --allow-upload` as a process: the token it prints opens the page, nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit

import pytest
from index_fixtures import Shelf

from search import Settings


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.write("a.txt", "maker space in Hangzhou")
    shelf.update()
    return shelf


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


def test_without_leave_a_body_is_not_even_received(shelf: Shelf) -> None:
    with serving(shelf.settings) as lines:
        site = urlsplit(lines[0].split()[3])
        client = HTTPConnection(site.hostname or "", site.port, timeout=60)
        client.request("POST", "/add", headers={"Content-Length": str(1 << 30)})
        assert client.getresponse().status == 413
        with pytest.raises(HTTPError, match="404"):
            urllib.request.urlopen(f"{site.geturl()}add", timeout=60)


@pytest.mark.parametrize(
    "options", [("--upload-to", "."), ("--allow-upload", "--upload-to", ".", "--upload-to", "x")]
)
def test_a_folder_for_uploads_is_one_and_needs_leave(tmp_path: Path, options: list[str]) -> None:
    command = [sys.executable, "-m", "search.cli", "--index", str(tmp_path), "serve", *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "--upload-to takes one folder, and needs --allow-upload" in done.stderr
