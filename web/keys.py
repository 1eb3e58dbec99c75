"""Who may add documents: a token that is printed at start, a session in a cookie, a sign in
each form. Pure; the key lives and dies with the process.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256


class Keys:
    """Makes and checks them; every comparison takes the same time, right or wrong."""

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


def _equal(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())
