"""What all pages and interfaces share: the Library of a request, and plain replies.

Knows Flask.
"""

from __future__ import annotations

import json
import re
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Response, abort, current_app, g, render_template, request
from msgspec.structs import replace

from search import Library, Note, Query, Results
from web.addresses import misread
from web.lookout import Lookout
from web.presenters import labelled

if TYPE_CHECKING:
    from search import Drift

HURRIED = ("late",)
"""Notes that a machine with more time would not make: such an answer is not to be kept."""

_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)


def lent() -> AbstractContextManager[Library]:
    """The current Library for one request. Raises what opening an index raises."""
    library: AbstractContextManager[Library] = current_app.extensions["shelf"].library()
    return library


def answer(library: Library, query: Query) -> Results:
    """The results of a query, labelled in the language of the page, with a note on each
    parameter of the address that could not be read as it stands. Raises QueryError.
    """
    results = labelled(library.search(query), g.labels.script)
    if any(note.code in HURRIED for note in results.notes):
        g.hurried = True
    notes = tuple(Note("bad-parameter", text) for text in misread(request.args.getlist))
    return replace(results, notes=(*results.notes, *notes)) if notes else results


def seen() -> Drift | None:
    """What was seen of the folders when they were last looked at; None where it is not known."""
    lookout: Lookout = current_app.extensions["lookout"]
    with lent() as library:
        return lookout.drift(library)


def behind() -> Drift | None:
    """What the index misses of its folders; None where that is nothing, or not known yet."""
    drift = seen()
    return drift if drift and (drift.changed or drift.gone) else None


def stale() -> bool:
    """Whether the index is out of date: another version made it, though it can be read."""
    with lent() as library:
        return bool(library.stale)


def lost() -> bool:
    """Whether the index is gone or damaged, and answers come from what was open."""
    return bool(current_app.extensions["shelf"].lost)


def as_json(value: object, status: int = 200, kind: str = "application/json") -> Response:
    """A reply in JSON; a lone surrogate in somebody's text must not take it with it."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, status, mimetype=kind)


def as_text(text: str, kind: str = "text/plain; charset=utf-8") -> Response:
    """A reply in plain text."""
    return Response(text.encode("utf-8", "replace"), content_type=kind)


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A reply in HTML."""
    html = render_template(template, **values).encode("utf-8", "replace")
    return Response(html, status, mimetype="text/html")


def here(path: str) -> str:
    """The address of a page that is no search, in the language that was asked for."""
    return f"{path}?{urlencode({'ui': g.address.asked})}" if g.address.asked else path


def known_id(name: str) -> str:
    """Documents are shown by id only, never by a path that somebody made up."""
    if not _ID.fullmatch(name):
        abort(404)
    return name
