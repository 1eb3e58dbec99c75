"""HTML and XHTML: the text as a browser would lay it out in lines, and what the page says of
itself in meta elements and JSON-LD. Navigation and footers stay: cleaning labels them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search.document import Hints, Span
from search.reading.encoding import decode, looks_binary
from search.reading.names import names
from search.reading.published import published
from search.reading.raw import Part, Raw, without_data

_CHARSET = re.compile(
    rb"""<(?:meta\s[^>]{0,200}?charset\s*=\s*|\?xml\s[^>]{0,100}?encoding\s*=\s*)["']?\s*"""
    rb"([A-Za-z0-9_:.\-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a page states its encoding

_FEW_TAGS = 2000  # pages with fewer can do no harm
_DEEPEST = 5000  # open elements; parsing time grows with the square of the depth
_MOST_COPIES = 5_000_000  # of formatting elements that are left open, in all later blocks
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")

_ROLES = ("title", "published", "publisher", "author", "url")
_LD_KEYS = {
    "title": "headline",
    "published": "datePublished",
    "publisher": "publisher",
    "author": "author",
}
_HEADINGS = 5  # that are looked at
_SHORTEST = 3  # characters of a heading that is a title
_ELEMENT = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
_LONG = 12  # characters of a heading that hardly is one word of the title
_TIMES = 3  # a heading is at most so much longer than the title
_FEWEST, _SHARE = 2, 0.3  # words of a heading that its title has, at least, and their share
_PARTS = re.compile(r"\s*[|_｜]\s*|\s+[-–—]\s+|--")  # between a title and the site's name
_SECTION = re.compile(r"\[[^\[\]]{1,20}\]|【[^【】]{1,20}】")
_WORD = re.compile("[a-z0-9]{3,}")
_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")
_LD_DEPTH = 6
_LD_NODES = 1000


def read_html(raw: Raw) -> list[Part]:
    """Read a page as one document."""
    stated = _CHARSET.search(raw.data[:_HEAD])
    decoded = decode(raw.data, stated[1].decode("ascii") if stated else "")
    if looks_binary(decoded.text):
        raise raw.refuse("binary: it holds no text")
    page = parse_html(raw.bounded(without_data(decoded.text)))
    kind, encoding, told = "text/html", decoded.encoding, page.abstract
    return [Part(page.text, kind, encoding, page.hints, chrome=page.chrome, abstract=told)]


class Page(NamedTuple):
    """The text of a page, which of its lines look like none, and what it says of itself."""

    text: str
    chrome: tuple[Span, ...]
    hints: Hints
    abstract: str


def parse_html(markup: str) -> Page:
    """Read a page.

    Raises RecursionError for a page that is nested too deeply to be honest.
    """
    tags = markup.count("<")
    if tags > _FEW_TAGS:
        deepest, formatting = _depths(markup)
        if deepest > _DEEPEST or formatting * tags > _MOST_COPIES:
            raise RecursionError
    from search.reading.layout import laid_out, without_marks  # late: its patterns take 3 ms

    tree = LexborHTMLParser(without_marks(markup))
    meta = _meta(tree)
    hints = _hints(tree, meta)
    abstract = next((meta[name] for name in names("abstract") if meta.get(name)), "")
    tree.strip_tags(list(names("dropped")), recursive=True)
    return Page(*laid_out(tree.html or "", hints.title), hints, _plain(abstract) or hints.title)


def _depths(markup: str) -> tuple[int, int]:
    """Estimate from the tags how many elements, and of these formatting, are open at once."""
    unclosed, formatting = names("unclosed"), names("formatting")
    still_open: Counter[str] = Counter()
    depth = deepest = formats = most_formats = 0
    for closing, tag in _TAG.findall(markup):
        name = tag.lower()
        step = (-1 if still_open[name] else 0) if closing else 1
        if step and name not in unclosed:
            still_open[name] += step
            depth += step
            deepest = max(deepest, depth)
            if name in formatting:
                formats += step
                most_formats = max(most_formats, formats)
    return deepest, most_formats


def _hints(tree: LexborHTMLParser, meta: dict[str, str]) -> Hints:
    """Collect what the page says of itself, the best place first for each fact."""
    said = _linked_data(tree)
    title = tree.css_first("title")
    stated = _plain(title.text() if title else "")
    meta = {name: text for name, text in meta.items() if text and not _is_cut(_plain(text), stated)}
    for role in _ROLES:
        said.setdefault(role, next((meta[name] for name in names(role) if name in meta), ""))
    meta_title = next((_plain(meta[name]) for name in names("title") if name in meta), "")
    canonical = tree.css_first("link[rel=canonical]")
    said_title = _plain(said["title"]) or stated
    shown = _heading(tree, stated, _letters(meta_title))
    named = shown or _only_heading(tree, said_title, _letters(said["publisher"])) or said_title
    account = next((node for one in names("account") if (node := tree.css_first(one))), None)
    return Hints(
        title=named,
        window=stated if stated != named else "",
        published=said["published"] or published(tree),
        publisher=_plain(account.text() if account else said["publisher"]),
        author=said["author"],
        language=_attribute(tree.css_first("html"), "lang") or meta.get("content-language", ""),
        url=_attribute(canonical, "href") or said["url"],
    )


def _is_cut(text: str, title: str) -> bool:
    """Whether a quotation mark of the title ended the attribute in which it was repeated."""
    return title.startswith(text + '"')


def _heading(tree: LexborHTMLParser, title: str, stated: str) -> str:
    """The heading that is a part of the page's title: what is left of it names the site.

    The first part, or most of it: a site's name may be a heading too. It must be a part of the
    title that is `stated` (its letters) elsewhere, if any is.
    """
    whole = _letters(title)
    for node in tree.css("h1")[:_HEADINGS]:
        text = _plain(node.text())
        same = _letters(text)
        if stated and same not in stated:
            continue
        first = len(same) >= _SHORTEST and whole.startswith(same)
        if (first or (same in whole and 2 * len(same) > len(whole))) and _apart(text, title):
            return text
    return ""


def _only_heading(tree: LexborHTMLParser, title: str, site: str) -> str:
    """The only heading of the page that says in other words what its title says: readers see it,
    the title is for those who search. A site's name, also at the end of a title, is none.
    """
    texts = {text for node in tree.css("h1")[:_HEADINGS] if (text := _plain(node.text()))}
    fits = [text for text in texts if _letters(text) != site]
    if len(fits) != 1 or not _SHORTEST < len(fits[0]) <= _TIMES * len(title):
        return ""
    if _letters(_SECTION.sub("", fits[0])) in _letters(title):
        return ""
    parts = _PARTS.split(title)
    known = _words(" ".join(parts[:-1]) if len(parts) > 1 else title)
    own = _words(fits[0])
    return fits[0] if len(own & known) >= max(_FEWEST, _SHARE * len(own)) else ""


def _words(text: str) -> frozenset[str]:
    """The words of a text but short ones, and its pairs of Chinese characters."""
    lower = text.casefold()
    return frozenset((*_WORD.findall(lower), *_PAIR.findall(lower)))


def _apart(text: str, title: str) -> bool:
    """Whether a sign and no word stands on either side of `text` in the title.

    Only a space may stand beside a long one.
    """
    before, found, after = title.partition(text)
    if len(text) < _LONG:
        before, after = before.rstrip(), after.lstrip()
    return bool(found) and not (before[-1:].isalnum() or after[:1].isalnum())


def _plain(text: str) -> str:
    """What was escaped twice or has elements in it, as readers should have seen it."""
    if "&" in text and ";" in text:
        text = unescape(text)
    return " ".join(_ELEMENT.sub(" ", text).split() if "<" in text else text.split())


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).casefold()


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Map the names of meta elements in lower case to their contents; the first one counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        for key in ("name", "property", "itemprop", "http-equiv"):
            name = _attribute(node, key).lower()
            if name:
                found.setdefault(name, _attribute(node, "content"))
    return found


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "").strip() if node else ""


def _linked_data(tree: LexborHTMLParser) -> dict[str, str]:
    """Read headline, date, publisher and author from the first JSON-LD that states them."""
    found: dict[str, str] = {}
    site = ""
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        for item in islice(_objects(data), _LD_NODES):
            if "headline" in item or "datePublished" in item:
                for role, key in _LD_KEYS.items():
                    value = _name(item.get(key))
                    if value:
                        found.setdefault(role, value)
            if item.get("@type") == "WebSite":
                site = site or _name(item)
    if site:
        found.setdefault("publisher", site)
    return found


def _objects(data: object) -> Iterator[dict[str, object]]:
    """Yield the objects of JSON-LD, nested ones after those around them."""
    level = [data]
    for _ in range(_LD_DEPTH):
        below: list[object] = []
        for item in level:
            if isinstance(item, dict):
                yield item
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
        level = below


def _name(value: object) -> str:
    """Return a value's text, or the `name` of an object, or that of a list's first item."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
