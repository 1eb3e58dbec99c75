"""How many requests were answered and how long they took, in the Prometheus text form 0.0.4.

Counts in memory, from the start of this process; safe between threads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

from search import Stats

if TYPE_CHECKING:
    from search import Drift

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)  # seconds
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Meter:
    """Counts answers by page and status, and their seconds by page."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._seconds: dict[str, float] = {}

    def count(self, page: str, status: int, seconds: float) -> None:
        """Remember one answer."""
        with self._lock:
            self._answers[page, status] += 1
            self._seconds[page] = self._seconds.get(page, 0.0) + seconds
            for bound in BUCKETS:
                self._within[page, bound] += seconds <= bound

    def text(self, stats: Stats | None, drift: Drift | None = None) -> str:
        """All figures; those of the index where there is one that can be opened, and how far it
        is behind its folders where that is known.
        """
        with self._lock:
            lines = [*self._requests(), *_index(stats), *_behind(drift)]
        return "".join(f"{line}\n" for line in lines)

    def _requests(self) -> Iterator[str]:
        yield "# HELP mulu_http_requests_total Requests answered."
        yield "# TYPE mulu_http_requests_total counter"
        for (page, status), n in sorted(self._answers.items()):
            yield f'mulu_http_requests_total{{page="{page}",status="{status}"}} {n}'
        yield "# HELP mulu_http_request_seconds Seconds until the answer began."
        yield "# TYPE mulu_http_request_seconds histogram"
        for page, seconds in sorted(self._seconds.items()):
            total = sum(n for (one, _), n in self._answers.items() if one == page)
            name = "mulu_http_request_seconds"
            for bound in BUCKETS:
                within = self._within[page, bound]
                yield f'{name}_bucket{{page="{page}",le="{bound}"}} {within}'
            yield f'{name}_bucket{{page="{page}",le="+Inf"}} {total}'
            yield f'{name}_sum{{page="{page}"}} {seconds:.6f}'
            yield f'{name}_count{{page="{page}"}} {total}'


def _index(stats: Stats | None) -> Iterator[str]:
    yield "# HELP mulu_up Whether there is an index that can be opened."
    yield "# TYPE mulu_up gauge"
    yield f"mulu_up {int(stats is not None)}"
    if stats is None:
        return
    yield "# HELP mulu_documents Documents in the index."
    yield "# TYPE mulu_documents gauge"
    yield f"mulu_documents {stats.documents}"
    yield "# HELP mulu_index_bytes Size of the index on disk."
    yield "# TYPE mulu_index_bytes gauge"
    yield f"mulu_index_bytes {stats.bytes}"
    yield "# HELP mulu_index_generation_seconds When the generation being served was made."
    yield "# TYPE mulu_index_generation_seconds gauge"
    yield f"mulu_index_generation_seconds {stats.updated:.3f}"


def _behind(drift: Drift | None) -> Iterator[str]:
    if drift is None:
        return
    yield "# HELP mulu_files_behind Files that changed or went since the index was made."
    yield "# TYPE mulu_files_behind gauge"
    yield f'mulu_files_behind{{what="changed"}} {drift.changed}'
    yield f'mulu_files_behind{{what="gone"}} {drift.gone}'


def measure(app: Flask) -> Meter:
    """Count every request of `app`. What is no page of ours counts as `other`."""
    meter = Meter()

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def stop(response: Response) -> Response:
        page = (request.endpoint or "other").rpartition(".")[2]
        meter.count(page, response.status_code, perf_counter() - g.started)
        return response

    return meter
