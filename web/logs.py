"""One event for each request, for whoever listens to the logger `mulu`; knows Flask.

What was searched for is the reader's own business: it is told only where the person who runs
the server has asked for that.
"""

from __future__ import annotations

import logging
from time import perf_counter

from flask import Flask, Response, g, request

_LOG = logging.getLogger("mulu.web")
_LONGEST = 200  # characters of a query that are told


def log_requests(app: Flask, *, queries: bool) -> None:
    """Tell the page, method, status and milliseconds of every request, with its text if
    `queries`. Expects `g.started`, which `metrics.measure` sets.
    """

    @app.after_request
    def tell(response: Response) -> Response:
        facts: dict[str, object] = {
            "page": (request.endpoint or "other").rpartition(".")[2],
            "method": request.method,
            "status": response.status_code,
            "ms": round((perf_counter() - g.started) * 1000, 1),
        }
        if queries and (text := request.args.get("q", "")):
            facts["query"] = text[:_LONGEST]
        _LOG.info("request", extra={"event": "request", "facts": facts})
        return response
