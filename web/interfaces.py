"""The same searches for other programs, and what the keeper of a server asks. Knows Flask.

`/openapi.json` documents them all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress

from flask import Blueprint, Response, current_app, g, request
from msgspec.structs import replace

from search import Library, Note, Query, Results, StorageError
from web import exports, feeds, metrics, presenters
from web.addresses import KNOWN, is_on
from web.answering import answer, as_json, as_text, lent
from web.lookout import Lookout
from web.naming import names
from web.openapi import openapi

MOST_EXPORTED = 10_000  # hits
SUGGESTIONS = 10
BATCH = 200  # hits that the engine is asked for at a time

programs = Blueprint("programs", __name__)


@programs.get("/search.json")
def search_json() -> Response:
    """A page of results as the documented JSON object."""
    with lent() as library:
        grouped = is_on(request.args.getlist, "group")
        query = replace(g.address.query, group=grouped)
        if request.args.get("values") == "all":
            query = replace(query, values=sys.maxsize)
        results = answer(library, query)
    strange = (Note("unknown-parameter", name) for name in request.args if name not in KNOWN)
    return as_json(replace(results, notes=(*results.notes, *strange)).as_json())


@programs.get("/search.jsonl")
def search_jsonl() -> Response:
    """All hits, one JSON object a line."""
    return _streamed(exports.json_lines, "application/jsonl; charset=utf-8", "mulu.jsonl")


@programs.get("/search.csv")
def search_csv() -> Response:
    """All hits as a table for a spreadsheet."""
    return _streamed(exports.csv_lines, "text/csv; charset=utf-8; header=present", "mulu.csv")


@programs.get("/search.atom")
def search_atom() -> Response:
    """A page of results as a feed, in which each document is an entry."""
    with lent() as library:
        results = answer(library, replace(g.address.query, group=False))
        stats = library.stats()
    title = g.labels("results.title", query=g.address.query.text or g.labels("results.everything"))
    feed = feeds.Feed(_site(), exports.plain(title), stats.updated, g.labels)
    return Response(feeds.atom(g.address, results, feed), content_type="application/atom+xml")


@programs.get("/suggest.json")
def suggest_json() -> Response:
    """Ways to go on from what was typed so far, in the OpenSearch suggestions form: the text,
    the completions, a word about each, and where each leads.
    """
    typed, labels = g.address.query.text, g.labels
    with lent() as library:
        found = library.suggest(typed, SUGGESTIONS, g.address.query.ui) if typed else ()
    shown = [presenters.suggestion(g.address, one, labels) for one in found]
    columns = [[row[column] for row in shown] for column in range(3)]
    return as_json([typed, *columns], kind="application/x-suggestions+json")


@programs.get("/names.json")
def names_json() -> Response:
    """The names of this search's facet values in all languages, and how they sound."""
    with lent() as library:
        asked = replace(g.address.query, page=1, limit=1, group=False)
        answers = [library.search(replace(asked, ui=ui)) for ui in ("en", "zh")]
    return as_json(names(*answers))


@programs.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser can search here."""
    kind = "application/opensearchdescription+xml"
    return Response(feeds.description(_site(), g.labels), content_type=kind)


@programs.get("/openapi.json")
def openapi_json() -> Response:
    """The description of these interfaces."""
    return as_json(openapi(), kind="application/openapi+json")


@programs.get("/healthz")
def healthz() -> Response:
    """Whether the server answers; does not look at the index."""
    return as_text("ok")


@programs.get("/readyz")
def readyz() -> Response:
    """Whether the index can be searched; 503 with the reason if not."""
    with lent() as library:
        library.search(Query(limit=1))
    return as_text("ready")


@programs.get("/metrics")
def figures() -> Response:
    """Figures of this process and of the index, for Prometheus."""
    stats = drift = None
    with suppress(StorageError), lent() as library:
        stats = library.stats()
        lookout: Lookout = current_app.extensions["lookout"]
        drift = lookout.drift(library)
    meter: metrics.Meter = current_app.extensions["meter"]
    return as_text(meter.text(stats, drift), metrics.CONTENT_TYPE)


def _site() -> str:
    return request.url_root.rstrip("/")


def _streamed(form: Callable[[Iterable[Results]], Iterator[str]], kind: str, name: str) -> Response:
    """All hits, up to MOST_EXPORTED, sent while they are found, over one generation; each
    near-duplicate for itself.

    The first batch is found before the answer begins, so that a filter that makes no sense
    can still be refused.
    """
    with ExitStack() as stack:
        library = stack.enter_context(lent())
        first = answer(library, replace(g.address.query, page=1, limit=BATCH, group=False))
        lines = form(_batches(library, first, g.labels.script))
        response = Response((line.encode("utf-8", "replace") for line in lines), content_type=kind)
        response.call_on_close(stack.pop_all().close)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Total-Count"] = str(first.total)
    return response


def _batches(library: Library, first: Results, script: str) -> Iterator[Results]:
    yield first
    for page in range(2, min(first.pages, MOST_EXPORTED // BATCH) + 1):
        yield presenters.labelled(library.search(replace(first.query, page=page)), script)
