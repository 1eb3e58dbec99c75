"""One document: to read, to cite, and as it was before Mulu read it. Knows Flask."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from flask import Blueprint, Response, abort, g, redirect, request, send_file
from werkzeug.wrappers import Response as Redirect

from search import Hit, Library, Page, Query
from web import citations
from web.addresses import Address
from web.answering import as_text, known_id, lent, page
from web.originals import original
from web.reader import reading
from web.typesetting import MOST_CHARACTERS

SIMILAR = 4  # documents that are offered in each language
SCRIPTS = ("Hans", "Hant")

documents = Blueprint("documents", __name__, url_prefix="/document")


@documents.get("/<name>")
def document(name: str) -> Response | Redirect:
    """One document to read, with the marks of the query it was found by."""
    query = g.address.query
    with lent() as library:
        shown = library.show(known_id(name), query.text, query.ui)
        if shown.document.id != name:  # its file has moved
            return redirect(g.address.url(f"/document/{shown.document.id}"))
        alike = _alike(library, shown)
    view = request.args.get("view", "")
    view = view if view in SCRIPTS else ""
    return page(
        "document.html",
        doc=reading(shown, view, g.labels.script),
        most=MOST_CHARACTERS,
        alike=alike,
        everything=Address(Query(ui=query.ui), g.address.asked),
        views=[(one, g.address.url(f"/document/{name}", **({"view": one} if one else {})))
               for one in _scripts(shown, view)],
    )  # fmt: skip


def _scripts(shown: Page, view: str) -> list[str]:
    """The scripts that a text can be shown in instead; without a name, its own."""
    written = shown.document.metadata
    if view or written.language != "zh":
        return [""] * bool(view)
    return [one for one in SCRIPTS if one != written.script]


def _alike(library: Library, shown: Page) -> list[tuple[str, tuple[Hit, ...]]]:
    """Documents like this one, in its own language and in the other; those there are."""
    own = shown.document.metadata.language
    ui = g.address.query.ui
    found = {
        "similar": library.similar(shown.document.id, SIMILAR, ui, own),
        "translated": library.similar(
            shown.document.id, SIMILAR, ui, "en" if own == "zh" else "zh"
        ),
    }
    return [(heading, hits) for heading, hits in found.items() if hits]


@documents.get("/<name>/raw")
def raw(name: str) -> Response:
    """The text of a document as it was read, before any repair."""
    return as_text(_shown(name).document.source.text)


@documents.get("/<name>/file")
def file(name: str) -> Response:
    """The file itself, to keep; never shown here, where its markup could run."""
    source = _shown(name).document.source
    content = original(source)
    if content is None:
        abort(404)
    return send_file(
        BytesIO(content), "application/octet-stream", as_attachment=True,
        download_name=source.path.rpartition("/")[2],
    )  # fmt: skip


@documents.get("/<name>/cite.<any(bib, ris, txt):form>")
def cite(name: str, form: str) -> Response:
    """The document as an entry of a bibliography."""
    write, kind = citations.FORMS[form]
    today = datetime.now(UTC).date().isoformat()
    response = as_text(write(citations.work(_shown(name)), today), kind)
    if form != "txt":
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _shown(name: str) -> Page:
    with lent() as library:
        return library.show(known_id(name), "", g.address.query.ui)
