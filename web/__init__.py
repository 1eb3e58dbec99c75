"""The pages of Mulu: Flask over the door of `search`, and nothing of its inside.

An address becomes a Query (`addresses`), the Library of the `shelf` answers (`answering`), the
answer is arranged (`presenters`, `hits`, `facets` as `facetlists` and `valuelists`, with `links` to
other searches; `reader` and `typesetting` for a document), named (`labels`, `reasons`) and put into
a template (`views`, `documents` with `originals` and `citations`) or into a form for other programs
(`interfaces`, described by `openapi`: `exports`, `feeds`, `naming`). Around each request stand
`guard`, `validators`, `metrics` and `logs`; the `lookout` sees that folders have changed. Where
`offers` are made, documents are added (`adding`, `uploads`).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Flask

from search import StorageError, open_index
from web.documents import documents
from web.guard import protect
from web.interfaces import programs
from web.logs import log_requests
from web.lookout import Lookout
from web.metrics import measure
from web.offers import MOST_BYTES, Keys, Offer, may_add
from web.shelf import Shelf
from web.validators import validate
from web.views import pages

if TYPE_CHECKING:
    from search import Drift, Library, Settings

__all__ = ["MOST_BYTES", "Offer", "create_app", "may_add", "warm"]

# Words of other regions, misspelt, in pinyin, and beginnings: what each of them loads a table for.
_USUAL: Final = (
    "/",
    "/search?q=軟體+makr+space",
    "/search?q=zhongguo+keji",
    "/suggest.json?q=xin",
    "/suggest.json?q=%E5%88%9B",
)


def create_app(
    settings: Settings,
    *,
    hosts: Iterable[str] = (),
    open_library: Callable[[Settings], Library] = open_index,
    look: Callable[[], Drift] | None = None,
    offer: Offer | None = None,
    log_queries: bool = False,
) -> Flask:
    """Make the application over the index of `settings`.

    `hosts` are the names, beside loopback, by which browsers may call it: what the server
    is bound to and what a proxy in front is called. `look` tells how far the index is behind
    its folders; with an `offer` documents can be added; `log_queries` lets the log tell what
    was searched for. The index is opened at the first
    request and again whenever it has been renewed; `app.extensions["shelf"].close()`
    lets go of it.
    """
    app = Flask(__name__)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["shelf"] = Shelf(lambda: open_library(settings))
    app.extensions["lookout"] = Lookout(look or partial(_look, settings))
    app.extensions["meter"] = measure(app)
    log_requests(app, queries=log_queries)
    app.register_blueprint(pages)
    app.register_blueprint(documents)
    app.register_blueprint(programs)
    if offer is not None:
        from web.adding import adding  # late: with these come all that reads and writes
        from web.uploads import Uploads

        app.extensions["keys"] = Keys(offer.token)
        folder, shelf = offer.folder.resolve(), app.extensions["shelf"]
        app.extensions["uploads"] = Uploads(settings, folder, shelf.library)
        app.register_blueprint(adding)
    protect(app, hosts)  # second, so that a refusal too speaks the reader's language
    validate(app)  # last, so that nobody is told that what is refused has not changed
    return app


def warm(app: Flask) -> None:
    """Load the templates and tables that most requests need, by answering some that nobody made;
    no log and no figure tells of them. Without an index that can be opened nothing happens.
    """
    for address in _USUAL:
        with suppress(StorageError), app.test_request_context(address):
            app.preprocess_request()
            app.dispatch_request()
    gc.freeze()  # to look for garbage among all this held one request in two hundred up for 80 ms


def _look(settings: Settings) -> Drift:
    """Compare the index with its folders; nobody waits for it, nor for what it loads."""
    from search import Freshness

    return Freshness(settings).look()
