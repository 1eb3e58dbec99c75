"""How much of a request is taken in before anybody looks at it. Knows waitress.

waitress receives a body as a whole before the application sees the request. How large it may
be is therefore asked when its headers are there: much is taken only of who may send much.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

LITTLE: Final = 1 << 16
"""Bytes of a body that anybody may send: a form with a token in it."""

Welcome = Callable[[str, str, str], bool]
"""Method, path and cookies of a request → whether its sender may add documents."""


def receiver(server: Any, welcome: Welcome) -> type[Any]:
    """The class of channels for a waitress server that take a large body only of whom
    `welcome` knows.
    """
    little = copy(server.adj)
    little.max_request_body_size = LITTLE

    class Parser(HTTPRequestParser):  # type: ignore[misc]
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if not welcome(self.command, self.path, self.headers.get("COOKIE", "")):
                self.adj = little

    class Channel(HTTPChannel):  # type: ignore[misc]
        parser_class = Parser

    return Channel
