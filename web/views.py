"""The pages themselves: a request in, a template out. Knows Flask.

What an address asks for and the language of the page are read once per request and kept
in `g.address` and `g.labels`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, redirect, request
from msgspec.structs import replace
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Redirect

from search import (
    DamagedIndex,
    NoIndex,
    Note,
    NotFound,
    QueryError,
    Results,
    StaleIndex,
    StorageError,
)
from web import facets, hits, presenters
from web.addresses import FACETS, LONGEST_VALUE, RANGES, Address, read
from web.answering import answer, as_json, behind, here, lent, lost, page, seen, stale
from web.facetlists import Lists
from web.labels import LANGUAGES, catalogue, choose
from web.reasons import reason
from web.valuelists import fitting, flat

EVERYTHING = "*"
AT_HOME = ("date", "region", "organisation", "publisher", "organisation_type", "language")
"""The facets of the first page; the timeline tells the dates where there is one."""
FOLDED = ("unrendered-some",)  # notes that stand beside what was looked for in other words
RARE = ("event", "organisation_type", "amount")
"""The facets that wait behind a fold, unless something is chosen in them."""
TYPED = (
    (("杭州 maker space",), "words"),
    (('"科技专项资金"',), "run"),
    (("hackerspace OR 众创空间",), "either"),
    (("孵化器 -滨江",), "without"),
    (("(孵化器 OR incubator) title:新疆",), "groups"),
    (("innov*", "colo?r", "创*"), "wild"),
    (('"maker space"~3',), "near"),
    (("Urumki~",), "fuzzy"),
    (("region:Xinjiang", "region:新疆"), "region"),
    (("org:科技部", "org:MOST", "orgtype:university"), "org"),
    (("publisher:新华社", 'publisher:"China Daily"'), "publisher"),
    (("date:2016-08", "date:2016..2017", "event:2016-08"), "date"),
    (("amount:>1e9", "amount:8500万元"), "amount"),
    (("lang:zh", "lang:zh-Hant", "lang:en"), "lang"),
    (("file:*.txt",), "file"),
)
"""What can be typed: examples, and the key of what they find in the catalogues."""

YEAR_IN_SECONDS = 365 * 24 * 3600

_STORAGE_ERRORS = {
    NoIndex: "no_index",
    StaleIndex: "stale_index",
    DamagedIndex: "damaged_index",
}

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> Response | Redirect:
    """What the collection holds, and a box to search it; a query leads to its results."""
    if g.address.query.text:
        return redirect(g.address.url(), 303)
    address = Address(replace(g.address.query, text=EVERYTHING), g.address.asked)
    with lent() as library:
        stats = library.stats()
        everything = answer(library, replace(address.query, limit=1))
    timeline = facets.timeline(address, everything.facets.get("date", ()), g.labels)
    lists = facets.facet_lists(address, everything, every=True)
    return page(
        "home.html",
        stats=stats,
        updated=datetime.fromtimestamp(stats.updated, UTC).date().isoformat(),
        facets={name: lists[name] for name in AT_HOME[bool(timeline) :] if name in lists},
        unlisted=everything.unlisted,
        seen=seen(),
        timeline=timeline,
        examples=facets.examples(address, everything),
        names=address.url("/names.json"),
        behind=behind(),
        stale=stale(),
        lost=lost(),
    )


@pages.get("/search")
def search() -> Response | Redirect:
    """One page of results with facets; the fields of a form become one address."""
    if any(name in request.args for names in RANGES.values() for name in names):
        return redirect(g.address.url(), 303)
    results, notes = _answer(g.address)
    if results is not None:
        g.address = replace(g.address, query=replace(g.address.query, page=results.query.page))
    address, labels = g.address, g.labels
    return page(
        "search.html",
        200 if results is not None else 400,
        results=results,
        notes=presenters.sentences((one for one in notes if one.code not in FOLDED), labels),
        folded=presenters.sentences((one for one in notes if one.code in FOLDED), labels),
        chips=facets.chips(address, results, labels),
        refused=presenters.refused(address),
        unfiltered=presenters.unfiltered(address),
        sorts=presenters.sorts(address, results, labels),
        limits=presenters.limits(address),
        behind=behind(),
        stale=stale(),
        lost=lost(),
        **(_found(address, results) if results is not None else {}),
    )


@pages.get("/values/<facet>")
def values(facet: str) -> Response:
    """All values of a facet in a search, or those with a part of a name."""
    if facet not in (name for name, _, _ in FACETS):
        abort(404)
    address, find = g.address.turned(text=g.address.query.text or EVERYTHING), _asked("find")
    asked = replace(address.query, limit=1, group=False, values=sys.maxsize)
    with lent() as library:
        results = answer(library, asked)
        others = [library.search(replace(asked, ui=ui)) for ui in ("en", "zh")] if find else []
    g.address = address
    choices, more = flat(address, fitting(results, others, facet, find), facet)
    return page("values.html", facet=facet, find=find, choices=choices, more=more)


@pages.get("/help")
def typing() -> Response:
    """What can be typed into the field, each form with examples to follow."""
    return page("help.html", rows=TYPED)


def _found(address: Address, results: Results) -> dict[str, Any]:
    """What a page shows of results, if there are any."""
    dates = results.facets.get("date", ())
    return {
        "facets": facets.facet_lists(address, results),
        "unlisted": results.unlisted,
        "ranges": facets.ranges(address, results.total),
        "rare": RARE,
        "rare_chosen": any(map(address.chosen, RARE)),
        "timeline": facets.timeline(address, dates, g.labels, width=240, height=48, gap=40),
        "names": address.turned().url("/names.json"),
        "hits": hits.lines(address, results, g.labels),
        "steps": presenters.pages(address, results.pages),
        "expansions": presenters.expansions(address, results),
        "meant": presenters.meant(address, results),
        "empty": not results.total and _is_empty(),
        "unchosen": presenters.unchosen(address, results, g.labels),
    }


@pages.before_app_request
def choose_language() -> None:
    """Read the address; the language is asked for there, remembered, or preferred."""
    preferred = [tag for tag, _ in request.accept_languages]
    ui = choose(request.args.get("ui"), request.cookies.get("ui"), preferred)
    g.labels = catalogue(ui)
    g.address = read(request.args.getlist, ui)


@pages.after_app_request
def remember_language(response: Response) -> Response:
    """Keep the language that an address asked for; caches must tell languages apart."""
    response.vary.update(("Accept-Language", "Cookie"))
    here = request.blueprint in (
        "pages",
        "documents",
        "adding",
    )  # a program does not ask for its user
    if here and g.address.asked and g.address.asked != request.cookies.get("ui"):
        response.set_cookie(
            "ui", g.address.asked, max_age=YEAR_IN_SECONDS, httponly=True, samesite="Lax"
        )
    return response


@pages.app_context_processor
def for_every_template() -> dict[str, Any]:
    """What all templates may use."""
    return {
        "t": g.labels,
        "address": g.address,
        "languages": [
            (catalogue(ui), g.address.speaking(ui).url(request.path), ui == g.labels.language)
            for ui in LANGUAGES
        ],
        "here": here,
        "adding": "uploads" in current_app.extensions,
        "choice_list": Lists(g.labels),
        "reason": partial(reason, labels=g.labels),
        "language_tag": presenters.language_tag,
    }


@pages.app_errorhandler(StorageError)
def storage_error(error: StorageError) -> Response:
    """An index that cannot be opened: what happened, and the command that helps."""
    return _error(503, _STORAGE_ERRORS.get(type(error), "storage"), str(error), command=True)


@pages.app_errorhandler(NotFound)
def not_found(_: NotFound) -> Response:
    """A document that is not in the index."""
    return _error(404, "404")


@pages.app_errorhandler(QueryError)
def query_error(error: QueryError) -> Response:
    """A filter that makes no sense, for callers that get no search page."""
    return _error(400, "400", reason(str(error), g.labels))


@pages.app_errorhandler(HTTPException)
def http_error(error: HTTPException) -> Response:
    """Everything else, with the headers that belong to it (such as Allow)."""
    status = error.code or 500
    response = _error(status, str(status) if status in (400, 403, 404, 405, 500) else "400")
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _answer(address: Address) -> tuple[Results | None, tuple[Note, ...]]:
    """The results, of the last page if the one asked for lies beyond; None with a note
    where a filter makes no sense.
    """
    query = address.query
    try:
        with lent() as library:
            results = answer(library, query)
            if query.page > results.pages:
                results = answer(library, replace(query, page=results.pages))
    except QueryError as error:
        return None, (Note("bad-filter", reason(str(error), g.labels)),)
    return results, results.notes


def _is_empty() -> bool:
    with lent() as library:
        return not library.stats().documents


def _asked(name: str) -> str:
    return request.args.get(name, "").strip()[:LONGEST_VALUE]


def _error(status: int, key: str, said: str = "", *, command: bool = False) -> Response:
    if request.blueprint == "programs" or request.path.endswith(".json"):
        message = said or g.labels(f"error.{key}")
        return as_json({"error": {"status": status, "message": message}}, status)
    return page("error.html", status, key=key, said=said, command=command)
