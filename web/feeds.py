"""Results as an Atom feed (RFC 4287, paged as RFC 5005 says) and the OpenSearch 1.1
description of the pages; pure, without Flask.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import NAMESPACE_OID, uuid5
from xml.etree import ElementTree

from search import Hit, Results, Snippet
from web.addresses import Address
from web.exports import plain
from web.labels import Labels
from web.presenters import pieces

ATOM = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"

ElementTree.register_namespace("", ATOM)
ElementTree.register_namespace("opensearch", OPENSEARCH)


class Feed(NamedTuple):
    """What a feed says about itself beside its hits. `site` ends without a slash,
    `updated` is the POSIX time of the index, `written` names what a hit is written in.
    """

    site: str
    title: str
    updated: float
    labels: Labels


def atom(address: Address, results: Results, feed: Feed) -> bytes:
    """One page of results as a feed document."""
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    add = _adder(root, ATOM)
    first = address.turned(page=1).url("/search.atom")
    add("id", _urn(feed.site + first))
    add("title", feed.title)
    add("updated", _moment(feed.updated))
    ElementTree.SubElement(add("author"), f"{{{ATOM}}}name").text = feed.labels("name.product")
    for relation, url in _links(address, results).items():
        kind = "text/html" if relation == "alternate" else "application/atom+xml"
        kind = "application/opensearchdescription+xml" if relation == "search" else kind
        add("link", rel=relation, type=kind, href=feed.site + url)
    query, told = results.query, _adder(root, OPENSEARCH)
    told("totalResults", str(results.total))
    told("startIndex", str((query.page - 1) * query.limit + 1))
    told("itemsPerPage", str(query.limit))
    told("Query", role="request", searchTerms=plain(query.text), startPage=str(query.page))
    for hit in results.hits:
        root.append(_entry(address, hit, feed))
    return _document(root)


def _links(address: Address, results: Results) -> dict[str, str]:
    """The feed's links by relation; `previous` and `next` only where there is such a page."""
    page, last = results.query.page, results.pages
    numbers = {"self": page, "first": 1, "previous": page - 1, "next": page + 1, "last": last}
    links = {
        relation: address.turned(page=number).url("/search.atom")
        for relation, number in numbers.items()
        if 1 <= number <= last or relation == "self"
    }
    alternate = address.turned(page=page).url()
    return {**links, "alternate": alternate, "search": "/opensearch.xml"}


def _entry(address: Address, hit: Hit, feed: Feed) -> ElementTree.Element:
    entry = ElementTree.Element(f"{{{ATOM}}}entry")
    add = _adder(entry, ATOM)
    add("id", _urn(hit.id))
    add("title", plain(hit.title.strip() or hit.path))
    published = _published(hit.date)
    if published:
        add("published", published)
    add("updated", published or _moment(feed.updated))
    if publisher := plain(hit.publisher).strip():
        ElementTree.SubElement(add("author"), f"{{{ATOM}}}name").text = publisher
    url = feed.site + address.turned(page=1).url(f"/document/{hit.id}")
    add("link", rel="alternate", type="text/html", href=url, hreflang=hit.language or None)
    for value in (*hit.regions, *hit.organisations):
        add("category", term=plain(value.id), label=plain(value.label))
    add("summary", "".join(map(_marked, hit.snippets)), type="html")
    return entry


def _marked(snippet: Snippet) -> str:
    """A snippet as HTML; escaped here, and once more as text of the XML document."""
    cut = pieces(plain(snippet.text), snippet.marks)
    shown = (f"<b>{escape(p.text)}</b>" if p.mark else escape(p.text) for p in cut)
    return f"<p>{''.join(shown)}</p>"


def description(site: str, labels: Labels) -> bytes:
    """What a browser or reader must know to search here."""
    root = ElementTree.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    add = _adder(root)
    add("ShortName", labels("name.product"))
    add("Description", labels("name.motto"))
    add("InputEncoding", "UTF-8")
    add("OutputEncoding", "UTF-8")
    for language in ("en", "zh"):
        add("Language", language)
    add("Image", site + "/static/icon.svg", type="image/svg+xml", width="16", height="16")
    speaking = {"ui": labels.language}
    paged = "q={searchTerms}&page={startPage?}&limit={count?}&" + urlencode(speaking)
    for path, kind in (("/search", "text/html"), ("/search.atom", "application/atom+xml")):
        add("Url", type=kind, rel="results", template=f"{site}{path}?{paged}")
    suggest = f"{site}/suggest.json?q={{searchTerms}}&{urlencode(speaking)}"
    add("Url", type="application/x-suggestions+json", rel="suggestions", template=suggest)
    add("Url", type="application/opensearchdescription+xml", rel="self",
        template=site + "/opensearch.xml")  # fmt: skip
    return _document(root)


def _adder(root: ElementTree.Element, space: str = "") -> Callable[..., ElementTree.Element]:
    def add(name: str, text: str = "", **attributes: str | None) -> ElementTree.Element:
        known = {key: value for key, value in attributes.items() if value is not None}
        element = ElementTree.SubElement(root, f"{{{space}}}{name}" if space else name, known)
        element.text = text or None
        return element

    return add


def _document(root: ElementTree.Element) -> bytes:
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_OID, f"mulu:{name}").urn


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _published(date: str | None) -> str:
    """RFC 3339 of an ISO date; a month or a year counts from its first day."""
    padded = f"{date}-01-01"[:10] if date and len(date) in (4, 7, 10) else ""
    try:
        return f"{datetime.fromisoformat(padded).date().isoformat()}T00:00:00Z"
    except ValueError:
        return ""
