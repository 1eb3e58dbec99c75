"""How a request is taken in, and how much of it, before anybody looks at it. Knows waitress.

waitress receives a body as a whole before the application sees the request. How large it may
be is therefore asked when its headers are there: much is taken only of who may send much, and
only of a few at a time, because it lies on the disk meanwhile. An address with bare characters
in it, as a shell sends `/?q=众创空间`, would be refused by waitress; it is quoted first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from typing import Any, Final
from weakref import WeakSet

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import Error

LITTLE: Final = 1 << 16
"""Bytes of a body that anybody may send: a form with a token in it."""

AT_ONCE: Final = 2
"""Large bodies that are received, or being kept, at a time."""

_BARE: Final = re.compile(rb"[\x80-\xff]")

Welcome = Callable[[str, str, str], bool]
"""Method, path and cookies of a request → whether its sender may add documents."""


class _Busy(Error):  # type: ignore[misc]
    code = 503
    reason = "Service Unavailable"


def receiver(server: Any, welcome: Welcome) -> type[Any]:
    """The class of channels for a waitress server that take a large body only of whom
    `welcome` knows, and of `AT_ONCE` of them at a time.
    """
    little = copy(server.adj)
    little.max_request_body_size = LITTLE
    large: WeakSet[HTTPRequestParser] = WeakSet()

    class Parser(HTTPRequestParser):  # type: ignore[misc]
        welcome = completed = False

        def parse_header(self, header_plus: bytes) -> None:
            first, end, others = header_plus.partition(b"\r\n")
            quoted = _BARE.sub(lambda byte: b"%%%02X" % byte[0][0], first)
            super().parse_header(quoted + end + others)
            self.welcome = welcome(self.command, self.path, self.headers.get("COOKIE", ""))
            if not self.welcome:
                self.adj = little

        def received(self, data: bytes) -> int:
            began = self.headers_finished
            consumed: int = super().received(data)
            if self.welcome and self.headers_finished and not began and not self.completed:
                if len(large) < AT_ONCE:
                    large.add(self)
                else:
                    self.error = _Busy("others are adding documents just now; try again soon")
                    self.completed = True
            if self.error:
                self.expect_continue = False  # or else waitress would ask for the body
            return consumed

        def close(self) -> None:
            large.discard(self)
            super().close()

    class Channel(HTTPChannel):  # type: ignore[misc]
        parser_class = Parser

        def handle_close(self) -> None:
            if self.request is not None:  # of which the rest never came
                self.request.close()
            super().handle_close()

    return Channel
