"""Every page is valid HTML: structure, nesting, attributes and labels (html-validate)."""

from __future__ import annotations

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_fixtures import ZH

from search import Drift, Settings, update
from web import Offer, create_app

ROOT = Path(__file__).parent.parent
MODULES = Path(os.environ.get("MULU_NODE_MODULES") or ROOT / "node_modules")
VALIDATOR = MODULES / "html-validate" / "bin" / "html-validate.mjs"
HOSTILE = '"><b id="main">\u202e&amp;</p>'
PATHS = (
    "/",
    "/search",
    "/search?q=%E4%BC%97%E5%88%9B&without=mass&date=2016..&amount=1e6..&limit=2&page=2",
    "/search?q=%28%22unclosed+-org%3Anobody+OR",
    "/search?q=zzzzqqqq&region=650000",
    "/search?q=x&date=soon",
    "/nowhere",
    f"/document/{ZH}",
    "/add",
    "/add/0123456789abcdef",
    "/help",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client that may add documents, over the seeds and a document of hostile words."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "hostile.txt").write_text(f"{HOSTILE}\n\n2016-06-06\n\n{HOSTILE} maker\n", "utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("index") / "index", workers=1)
    update(settings, [ROOT / "seeds", folder])
    app = create_app(settings, offer=Offer(folder, "token"), look=lambda: Drift(2, 1))
    return app.test_client()


def pages(client: FlaskClient, ui: str) -> list[str]:
    """All pages in one language of the interface."""
    hits = client.get("/search.json?q=maker").get_json()["hits"]
    shown = [f"/document/{hit['id']}?q=maker+%E5%88%9B%E6%96%B0" for hit in hits]
    found = [
        client.get(f"{path}{'&' if '?' in path else '?'}ui={ui}").text for path in (*PATHS, *shown)
    ]
    found.append(client.post("/add/token", data={"token": "wrong"}).text)
    client.post("/add/token", data={"token": "token"})
    form = client.get("/add").text
    sign = form.partition('name="sign" value="')[2].partition('"')[0]
    given = {"sign": sign, "files": [(BytesIO(b"words"), f"{HOSTILE[2:]}{ui}.txt")]}
    kept = client.post("/add", data=given, content_type="multipart/form-data")
    assert kept.location, kept.text
    return [*found, form, client.get(kept.location).text, client.post("/add").text]


@pytest.mark.skipif(
    not VALIDATOR.is_file() or not shutil.which("node"),
    reason="html-validate is not installed: npm install html-validate",
)
@pytest.mark.parametrize("ui", ["en", "zh-Hans", "zh-Hant"])
def test_every_page_is_valid_html(client: FlaskClient, tmp_path: Path, ui: str) -> None:
    (tmp_path / ".htmlvalidate.json").write_text(
        '{"root": true, "extends": ["html-validate:standard"]}', "utf-8"
    )
    made = pages(client, ui)
    for number, html in enumerate(made):
        (tmp_path / f"{number:02}.html").write_text(html, "utf-8", "replace")
    command = [
        "node",
        str(VALIDATOR),
        "--formatter",
        "text",
        *map(str, sorted(tmp_path.glob("*.html"))),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert len(made) > 15
