"""How much a server takes in, and of how many at a time, before it looks at a request."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from waitress.adjustments import Adjustments

from search.shell.receiving import AT_ONCE, LITTLE, receiver

LARGE = 10 * LITTLE


@pytest.fixture
def parser() -> Any:
    """Makes a parser of a request, as a channel of the server does."""
    server = SimpleNamespace(adj=Adjustments(max_request_body_size=LARGE))
    kind = receiver(server, lambda _, path, cookies: path == "/add" and cookies == "good=1")
    return lambda: kind.parser_class(server.adj)


def begun(request: Any, length: int, *, cookie: str = "good=1", more: str = "") -> Any:
    """The parser after it has received the headers."""
    head = f"POST /add HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n{more}"
    request.received(f"{head}Content-Length: {length}\r\n\r\n".encode())
    return request


def test_much_is_taken_only_of_who_is_welcome_and_never_without_end(parser: Any) -> None:
    assert begun(parser(), LARGE - 1).error is None
    assert begun(parser(), LITTLE - 1, cookie="bad=1").error is None
    for length, cookie in ((LARGE, "good=1"), (LITTLE, "bad=1"), (1 << 40, "good=1")):
        refused = begun(parser(), length, cookie=cookie)
        assert (refused.error.code, refused.completed) == (413, True)


def test_a_body_without_announced_length_is_cut_at_the_same_size(parser: Any) -> None:
    request = parser()
    chunked = b"Transfer-Encoding: chunked\r\n\r\n"
    request.received(b"POST /add HTTP/1.1\r\nHost: x\r\nCookie: good=1\r\n" + chunked)
    for _ in range(LARGE // 1000 + 1):
        request.received(b"3e8\r\n" + b"x" * 1000 + b"\r\n")
    assert request.error.code == 413
    request.close()


def test_only_a_few_large_bodies_are_taken_at_a_time(parser: Any) -> None:
    held = [begun(parser(), LITTLE) for _ in range(AT_ONCE)]
    assert [request.error for request in held] == [None] * AT_ONCE
    refused = begun(parser(), LITTLE)
    assert (refused.error.code, refused.completed) == (503, True)
    assert begun(parser(), 9, cookie="bad=1").error is None, "little is taken of anybody"
    held[0].close()
    assert begun(parser(), LITTLE).error is None


def test_who_is_gone_keeps_no_place(parser: Any) -> None:
    for _ in range(3 * AT_ONCE):
        assert begun(parser(), LITTLE).error is None  # and nobody holds it any more


def test_what_is_refused_is_not_asked_for(parser: Any) -> None:
    refused = begun(parser(), LARGE, more="Expect: 100-continue\r\n")
    assert not refused.expect_continue
    assert begun(parser(), LITTLE, more="Expect: 100-continue\r\n").expect_continue


def test_an_address_as_it_is_typed_into_a_shell_is_read_like_that_of_a_browser(parser: Any) -> None:
    request = parser()
    request.received("GET /文?q=众创空间&x=%20 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert request.error is None
    assert request.path.encode("latin-1").decode() == "/文"
    assert request.query == "q=%E4%BC%97%E5%88%9B%E7%A9%BA%E9%97%B4&x=%20"
