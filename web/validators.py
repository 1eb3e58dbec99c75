"""Whether what a reader has kept of an answer is still right: entity tags. Knows Flask.

An answer stays the same while the same index is open, so that a page that a browser asks for
again costs nothing. Tags are weak (RFC 9110, section 8.8.1): how long a search took stands in
its answer, and differs each time.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256

from flask import Flask, Response, current_app, g, request

from search import StorageError
from web.answering import behind, lost

TAGGED = frozenset(
    {"pages.home", "pages.search", "pages.typing", "documents.document", "documents.raw"}
    | {f"programs.search_{form}" for form in ("json", "jsonl", "csv", "atom")}
    | {"programs.suggest_json", "programs.names_json", "programs.opensearch"}
)
"""What depends on nothing but the open index, the address and the language of the page."""


def validate(app: Flask) -> None:
    """Answer with 304 and nothing more what the reader has already; tag every other answer."""

    @app.before_request
    def leave_what_is_unchanged() -> Response | None:
        g.tag = _tag()
        if not g.tag or not request.if_none_match.contains_weak(g.tag):
            return None
        return Response(status=304)

    @app.after_request
    def tag(response: Response) -> Response:
        known = g.get("tag", "")
        # A newer index may have been opened meanwhile, and have answered.
        if (
            known
            and response.status_code in (200, 304)
            and not g.get("hurried")
            and known == _tag()
        ):
            response.set_etag(known, weak=True)
        return response


def _tag() -> str:
    """What names the answer to this request; empty where nothing does."""
    if request.endpoint not in TAGGED:
        return ""
    with suppress(StorageError):
        said = _said() if request.blueprint == "pages" else ()
        edition = current_app.extensions["shelf"].edition()
        parts = (edition, request.host_url, request.full_path, g.labels.language, said)
        return sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:32]
    return ""


def _said() -> tuple[bool, int, int]:
    """What a page says of the index: whether it is lost, and how many files it is behind."""
    drift = behind()
    return (lost(), drift.changed, drift.gone) if drift else (lost(), 0, 0)
