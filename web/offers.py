"""Where documents may be added, how much, and by whom; known also where none may be.

Who may shows a token that is printed at start; a session in a cookie stands for it then, and a
sign in each form. All of that lives and dies with the process. The pages for it (`adding`) and
what reads documents (`uploads`) are loaded only with an offer.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.sansio.http import parse_cookie

if TYPE_CHECKING:
    from flask import Flask

MOST_BYTES = 128 * 1024 * 1024
"""Of one request: it lies on the disk two or three times before it is a document."""

COOKIE = "mulu-upload"
"""The cookie that stands for the token."""


class Offer(NamedTuple):
    """Where documents may be added, and the token that allows it."""

    folder: Path
    token: str


class Keys:
    """Makes and checks sessions and signs; every comparison takes the same time, right or wrong."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._key = secrets.token_bytes(32)

    def opens(self, token: str) -> bool:
        """Whether this is the token that was printed."""
        return _equal(token, self._token)

    def session(self) -> str:
        """A new session for a cookie, which nobody else can make."""
        name = secrets.token_hex(16)
        return f"{name}.{self._signed('session', name)}"

    def knows(self, session: str) -> bool:
        """Whether this process made the session."""
        name, _, signature = session.partition(".")
        return _equal(signature, self._signed("session", name))

    def sign(self, session: str) -> str:
        """What a form of this session carries: no other site can know it."""
        return self._signed("form", session)

    def signed(self, session: str, sign: str) -> bool:
        """Whether a form was made for this session."""
        return _equal(sign, self.sign(session))

    def _signed(self, use: str, text: str) -> str:
        return hmac.new(self._key, f"{use}:{text}".encode("utf-8", "replace"), sha256).hexdigest()


def may_add(app: Flask, method: str, path: str, cookies: str) -> bool:
    """Whether a request adds documents and its Cookie header has a session of this process.

    For a server that has to decide before it receives the documents.
    """
    keys: Keys | None = app.extensions.get("keys")
    if keys is None or (method, path) != ("POST", "/add"):
        return False
    return keys.knows(parse_cookie(cookies).get(COOKIE, ""))


def _equal(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())
