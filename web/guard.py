"""What every request and every answer must keep to; knows Flask, touches nothing else.

Only GET and HEAD, and POST where documents may be added. Only host names that are ours: a
page of another site that points its own name at this machine (DNS rebinding) must not read
the user's documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address

from flask import Flask, Response, abort, request
from werkzeug.exceptions import MethodNotAllowed

METHODS = ("GET", "HEAD")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ANY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - what a caller may have bound

_HOST = re.compile(r"[\w.:\[\]-]{1,63}", re.ASCII)

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def protect(app: Flask, hosts: Iterable[str]) -> None:
    """Refuse what is not ours and put the headers on every answer of `app`.

    `hosts` are names or addresses beside loopback by which the server is called; where
    one is `0.0.0.0` or `::` every bare IP address is ours too (rebinding needs a name).
    """
    trusted = LOOPBACK | {host.lower().strip("[]") for host in hosts}

    @app.before_request
    def refuse_what_is_not_ours() -> None:
        host = request.environ.get("HTTP_HOST", "")
        if not _HOST.fullmatch(host):  # Flask can build no address for it, so no page either
            abort(Response("400 Bad Request: this is no host name\n", 400, mimetype="text/plain"))
        if not is_trusted(host, trusted):
            abort(400)
        adds = request.method == "POST" and request.blueprint == "adding"
        if request.method not in METHODS and not adds:
            raise MethodNotAllowed(valid_methods=METHODS)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


def is_trusted(host: str, trusted: frozenset[str]) -> bool:
    """Whether a Host header, with or without port, names one of `trusted`."""
    name = _without_port(host.lower())
    if name in trusted:
        return True
    if trusted.isdisjoint(ANY_ADDRESS):
        return False
    try:
        return bool(ip_address(name))
    except ValueError:
        return False


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
