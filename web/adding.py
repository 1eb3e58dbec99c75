"""The page on which documents can be added, where the server was told to allow it. Knows Flask.

A reader shows the token that was printed at start, once, in a form; from then on a cookie
that no script can read and no other site can send stands for it. Neither is ever part of an
address. Each form carries a sign that only this session's pages have.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Redirect

from search import StorageError
from web.answering import here, page
from web.offers import COOKIE, MOST_BYTES, Keys
from web.uploads import MOST_FILES, Batch, Uploads

MEGABYTE = 1024 * 1024

adding = Blueprint("adding", __name__, url_prefix="/add")


@adding.before_request
def limit_what_is_read() -> None:
    """Nothing is taken before it is known to be welcome, and then not without end."""
    request.max_content_length = MOST_BYTES
    request.max_form_parts = MOST_FILES + 10
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") not in (
        None,
        "same-origin",
    ):
        abort(403)


@adding.get("")
def form() -> Response:
    """The form for files, or for the token where that has not been shown."""
    return _form()


@adding.post("/token")
def token() -> Response | Redirect:
    """Take the token, and give a session for it."""
    request.max_content_length = 10_000
    if not _keys().opens(request.form.get("token", "").strip()):
        return page("add.html", 403, session="", problem="wrong")
    response = redirect(here("/add"), 303)
    response.set_cookie(
        COOKIE, _keys().session(), path="/add", httponly=True, samesite="Strict",
        secure=request.is_secure,
    )  # fmt: skip
    return response


@adding.post("")
def add() -> Response | Redirect:
    """Keep the files of the form; what becomes of them stands on a page of its own."""
    session = _session()
    if not session:
        return page("add.html", 403, session="", problem="expired")
    try:
        signed = _keys().signed(session, request.form.get("sign", ""))
        files = [file for file in request.files.getlist("files") if file.filename]
    except RequestEntityTooLarge:
        return _form(413, "too_large")
    if not signed:
        return _form(403, "expired")
    if not files:
        return _form(400, "none")
    if len(files) > MOST_FILES:
        return _form(413, "too_large")
    try:
        batch = _uploads().keep((file.filename or "", file.stream) for file in files)
    except StorageError as error:
        return _form(507, "unwritten", str(error))
    return redirect(here(f"/add/{batch.id}"), 303)


@adding.get("/<name>")
def outcome(name: str) -> Response | Redirect:
    """What has become of the files of one request so far."""
    if not _session():
        return redirect(here("/add"), 303)
    batch = _uploads().find(name)
    if batch is None:
        abort(404)
    return page("added.html", batch=batch, ready=_ready(batch))


def _form(status: int = 200, problem: str = "", said: str = "") -> Response:
    uploads, session = _uploads(), _session()
    return page(
        "add.html", status,
        session=session, sign=_keys().sign(session), problem=problem, said=said,
        folder=str(uploads.folder), batches=[(one, _ready(one)) for one in uploads.batches()],
        files=MOST_FILES, each=uploads.most_bytes // MEGABYTE, all=MOST_BYTES // MEGABYTE,
    )  # fmt: skip


def _ready(batch: Batch) -> int:
    return sum(item.state in ("ready", "same") for item in batch.items)


def _session() -> str:
    """The session of the cookie, or nothing."""
    session = request.cookies.get(COOKIE, "")
    return session if _keys().knows(session) else ""


def _uploads() -> Uploads:
    uploads: Uploads = current_app.extensions["uploads"]
    return uploads


def _keys() -> Keys:
    keys: Keys = current_app.extensions["keys"]
    return keys
