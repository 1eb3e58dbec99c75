"""Where documents may be added, how much, and by whom; known also where none may be.

The pages for it (`adding`) and what reads documents (`uploads`) are loaded only with an offer.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.sansio.http import parse_cookie

if TYPE_CHECKING:
    from flask import Flask

    from web.keys import Keys

MOST_BYTES = 128 * 1024 * 1024
"""Of one request: it lies on the disk two or three times before it is a document."""

COOKIE = "mulu-upload"
"""The cookie that stands for the token."""


class Offer(NamedTuple):
    """Where documents may be added, and the token that allows it."""

    folder: Path
    token: str


def may_add(app: Flask, method: str, path: str, cookies: str) -> bool:
    """Whether a request adds documents and its Cookie header has a session of this process.

    For a server that has to decide before it receives the documents.
    """
    keys: Keys | None = app.extensions.get("keys")
    if keys is None or (method, path) != ("POST", "/add"):
        return False
    return keys.knows(parse_cookie(cookies).get(COOKIE, ""))
