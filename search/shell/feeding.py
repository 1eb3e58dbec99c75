"""Answers that are more than one page on a terminal: all hits at once, and a feed of them."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from search.shell.grammar import MOST_HITS
from search.shell.speaking import settings_of, write

if TYPE_CHECKING:
    from search import Library, Query, Results

MOST: Final = 10_000
"""Hits that `--all` gives, as many as the exports of the pages."""


def everything(library: Library, query: Query) -> Results:
    """All answers as one page, up to MOST hits; of the facets and notes those of the first."""
    first = library.search(replace(query, page=1, limit=MOST_HITS))
    hits = list(first.hits)
    for page in range(2, min(first.pages, MOST // MOST_HITS) + 1):
        hits.extend(library.search(replace(first.query, page=page)).hits)
    return replace(first, hits=tuple(hits))


def feed(options: Namespace, query: Query) -> int:
    """Print a page of hits as the Atom feed that the pages have; 1 where there are none."""
    from search import open_index
    from web.addresses import Address
    from web.feeds import Feed, atom
    from web.labels import catalogue, known

    with closing(open_index(settings_of(options))) as library:
        results = library.search(replace(query, group=False))
        updated = library.stats().updated
    labels = catalogue(known(options.ui))
    title = labels("results.title", query=query.text or labels("results.everything"))
    site = options.site.rstrip("/")
    write(atom(Address(query), results, Feed(site, title, updated, labels)).decode() + "\n")
    return 0 if results.hits else 1
