"""Send the pages thousands of hostile requests: no status 500, nothing unescaped, no file leaks.

    python -m tests.reliability.browsing --times 10000

Parameters are drawn from the interfaces' own OpenAPI document and from hostile text; the
index is made of documents whose names, titles, bodies and facet values are payloads.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

from flask import Flask
from werkzeug.test import TestResponse

from search import Query, Settings, open_index, update
from web import create_app

from .asking import Outcome, report
from .payloads import MARK, MARKUP, PAYLOADS, write
from .queries import queries

_METHODS = ("GET",) * 40 + ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "X")
_HOSTS = ("localhost",) * 20 + (
    "127.0.0.1:80",
    "[::1]",
    "evil.example",
    "",
    "a" * 300,
    "localhost.evil.example",
)
_PATHS = (
    "/", "/search", "/static/../../pyproject.toml", "/static/%2e%2e/%2e%2e/pyproject.toml",
    "/document/../../etc/passwd", "/document/%2e%2e%2f", "/document//raw", "/%00",
    "/static/",
    "/.git/config", "/" + "a" * 5000, "//evil.example/", "/\\evil.example", "/search/",
    "/favicon.ico",
)  # fmt: skip
_SECRET = ("[build-system]", "root:", "[core]")  # begins of files that nobody may fetch


@dataclass(frozen=True)
class Target:
    """An application over an index of payloads, and what may be asked of it."""

    app: Flask
    settings: Settings
    ids: tuple[str, ...]
    operations: dict[str, list[dict[str, Any]]]


def target(folder: Path) -> Target:
    """Index documents of payloads below `folder` and make the application over them."""
    (folder / "documents").mkdir()
    write(folder / "documents")
    settings = Settings(index=folder / "index")
    update(settings, [folder / "documents"])
    ids = tuple(hit.id for hit in open_index(settings).search(Query("", limit=200)).hits)
    app = create_app(settings)
    described = json.loads(app.test_client().get("/openapi.json").data)["paths"]
    operations = {path: one["get"].get("parameters", []) for path, one in described.items()}
    return Target(app, settings, ids, operations)


def browse(aim: Target, times: int, seed: int = 1) -> Outcome:
    """Send `times` requests and look at every answer."""
    seen, random = Outcome(), Random(seed)
    client = aim.app.test_client()
    for text in queries(seed, times):
        path, method = _address(aim, random, text[:3000]), random.choice(_METHODS)
        started = time.process_time()
        try:
            answer = client.open(
                path, method=method, headers={"Host": random.choice(_HOSTS)}, buffered=True
            )
            for failure in _failures(answer, path.partition("?")[0]):
                seen.failures[f"{failure} — {method} {path[:200]!a}"] += 1
        except Exception as error:
            seen.failures[f"{type(error).__name__}: {error} — {method} {path[:200]!a}"] += 1
        took = time.process_time() - started
        seen.seconds.append(took)
        seen.slowest = sorted([*seen.slowest, (took, path[:80])], reverse=True)[:5]
    seen.memory = [0.0]
    return seen


def _address(aim: Target, random: Random, text: str) -> str:
    kind = random.random()
    if kind < 0.1:
        return random.choice(_PATHS)
    if kind < 0.3:
        name = random.choice((*aim.ids, quote(text[:40].encode("utf-8", "replace")), "0" * 16))
        end = random.choice(("", "", "/raw", "/file", "/cite", "/cite.bib", "/x", "/cite/bibtex"))
        return f"/document/{name}{end}?" + _encoded([("q", text), ("view", random.choice("xH"))])
    path = random.choice(("/search", "/search", *aim.operations))
    wanted = aim.operations.get(path) or aim.operations["/search.json"]
    pairs = [("q", random.choice((text, *PAYLOADS)))]
    pairs += [(one["name"], _value(one["schema"], random, text)) for one in wanted
              if random.random() < 0.25]  # fmt: skip
    return f"{path}?{_encoded(pairs)}"


def _value(schema: dict[str, Any], random: Random, text: str) -> str:
    """What the description allows, or anything at all."""
    while schema.get("type") == "array":
        schema = schema["items"]
    allowed = [str(one) for key in ("enum", "examples") for one in schema.get(key, ())]
    allowed += [str(schema[key]) for key in ("minimum", "maximum", "default") if key in schema]
    hostile = (text[:200], random.choice(PAYLOADS), "", "-1", "1e9", "9" * 40, "\0", "٣")
    return random.choice(allowed if allowed and random.random() < 0.5 else hostile)


def _encoded(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, encoding="utf-8", errors="surrogatepass")


def _failures(answer: TestResponse, path: str) -> list[str]:
    """What is wrong with an answer."""
    found = []
    if answer.status_code >= 500:
        found.append(f"status {answer.status_code}")
    body = answer.get_data().decode("utf-8", "replace")
    if "Traceback (most recent" in body or any(body.startswith(start) for start in _SECRET):
        found.append("says what nobody should know")
    if "Content-Security-Policy" not in answer.headers:
        found.append("no content security policy")
    quoting = ("Location", "Content-Disposition")
    if any(MARK in value for name, value in answer.headers if name not in quoting):
        found.append("a payload in a header")
    check = _CHECKS.get(answer.mimetype or "")
    try:
        if check and body and answer.status_code == 200 and not check(body):
            found.append(f"unsafe {answer.mimetype}")
    except (ValueError, ElementTree.ParseError) as error:
        found.append(f"broken {answer.mimetype}: {error}")
    original = answer.status_code == 200 and path.endswith(("/file", "/raw"))
    if answer.mimetype == "text/html" and original:
        found.append("somebody's document as a page of ours")
    return found


def _no_markup(body: str) -> bool:
    return not any(payload in body for payload in MARKUP)


def _plain_xml(body: str) -> bool:
    """Elements of a feed or an OpenSearch description, and none that a payload has made."""
    names = {element.tag for element in ElementTree.fromstring(body).iter()}
    return all(
        name.startswith(("{http://www.w3.org/2005/Atom}", "{http://a9.com/")) for name in names
    )


def _no_formula(body: str) -> bool:
    rows = csv.reader(io.StringIO(body.lstrip("\ufeff")))
    return not any(cell[:1] in tuple("=+-@\t\r") for row in rows for cell in row if cell)


_CHECKS: dict[str, Callable[[str], bool]] = {
    "text/html": _no_markup,
    "application/atom+xml": _plain_xml,
    "application/opensearchdescription+xml": _plain_xml,
    "text/csv": _no_formula,
    "application/json": lambda body: json.loads(body) is not None,
    "application/x-suggestions+json": lambda body: len(json.loads(body)) == 4,
    "application/jsonl": lambda body: all(json.loads(line) for line in body.splitlines()),
}


def _main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        seen = browse(target(Path(scratch)), options.times, options.seed)
    sys.stdout.write("\n".join(report(seen)) + "\n")
    return 1 if seen.failures else 0


if __name__ == "__main__":
    raise SystemExit(_main())
