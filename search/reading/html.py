"""HTML and XHTML: the text as a browser would lay it out in lines, and what the page says of
itself in meta elements and JSON-LD. Navigation and footers stay: cleaning labels them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search.document import Hints
from search.reading.encoding import decode, looks_binary
from search.reading.raw import Part, Raw

_CHARSET = re.compile(
    rb"""<(?:meta\s[^>]{0,200}?charset\s*=\s*|\?xml\s[^>]{0,100}?encoding\s*=\s*)["']?\s*"""
    rb"([A-Za-z0-9_:.\-]{2,40})",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a page states its encoding

# Marks of layout while the text is put together; removed from pages that hold them.
_KEPT_SPACE, _KEPT_TAB, _BREAK, _LINE, _PARAGRAPH, _CELL = "\x01\x02\x03\x04\x05\x06"
_MARKS = re.compile("[\0-\x06]")
_PRESERVE = str.maketrans({" ": _KEPT_SPACE, "\t": _KEPT_TAB, "\n": _BREAK})
_RESTORE = str.maketrans({_KEPT_SPACE: " ", _KEPT_TAB: "\t", _CELL: "\t"})
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u00a0"), ("&quot;", '"'), ("&amp;", "&"))

# Matches what the parser writes, which is always well formed.
_MARKUP = re.compile(
    r"""<(/?)([A-Za-z][^\s/>]*)[^>"]*(?:"[^"]*"[^>"]*)*>|<!(?:--.*?-->|[^>]*>)""", re.S
)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = "\u2e80-\u303f\u3041-\u33ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
_BROKEN_LINE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])")
_GAP = re.compile(f"[ {_CELL}]*[{_BREAK}-{_PARAGRAPH}][ {_BREAK}-{_CELL}]*")
_AROUND_CELL = re.compile(f" *{_CELL}[ {_CELL}]*")

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
_LD_DEPTH = 6
_LD_NODES = 1000


def read_html(raw: Raw) -> list[Part]:
    """Read a page as one document."""
    stated = _CHARSET.search(raw.data[:_HEAD])
    decoded = decode(raw.data, stated[1].decode("ascii") if stated else "")
    if looks_binary(decoded.text):
        raise raw.refuse("binary: it holds no text")
    text, hints = parse_html(raw.bounded(decoded.text))
    return [Part(text, "text/html", decoded.encoding, hints)]


def parse_html(markup: str) -> tuple[str, Hints]:
    """Return the text of a page and what it says of itself.

    Raises RecursionError for a page that is nested too deeply to be honest.
    """
    tags = markup.count("<")
    if tags > _FEW_TAGS:
        deepest, formatting = _depths(markup)
        if deepest > _DEEPEST or formatting * tags > _MOST_COPIES:
            raise RecursionError
    tree = LexborHTMLParser(_MARKS.sub("", markup))
    hints = _hints(tree)
    tree.strip_tags(list(_names("dropped")), recursive=True)
    return _layout(tree.html or ""), hints


def _depths(markup: str) -> tuple[int, int]:
    """Estimate from the tags how many elements, and of these formatting, are open at once."""
    unclosed, formatting = _names("unclosed"), _names("formatting")
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


def _layout(markup: str) -> str:
    """Lay out well-formed markup in lines, as browsers do; cells stand between tabs.

    Works on the parser's output and not on its nodes, which is ten times slower.
    """
    signs, preserving = _signs(), _names("preserved")
    pieces: list[str] = []
    preserved = at = 0
    for tag in _MARKUP.finditer(markup):
        text = markup[at : tag.start()]
        pieces.append(text.translate(_PRESERVE) if preserved else text)
        at = tag.end()
        name, closing = tag[2], bool(tag[1])
        if name in preserving:
            preserved += -1 if closing else 1
        if name in signs:
            pieces.append(signs[name][closing])
    pieces.append(markup[at:])
    return _tidy("".join(pieces))


def _tidy(text: str) -> str:
    """Collapse white space, turn marks into line breaks; one blank line at most.

    A source line that breaks inside Chinese is no space.
    """
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    text = _SPACE.sub(" ", _BROKEN_LINE.sub("", text))
    text = _AROUND_CELL.sub(_CELL, text)  # first, so that no gap is long
    return _GAP.sub(_line_break, text).translate(_RESTORE).strip()


def _line_break(gap: re.Match[str]) -> str:
    return "\n\n" if _PARAGRAPH in gap[0] or gap[0].count(_BREAK) > 1 else "\n"


@cache
def _signs() -> dict[str, tuple[str, str]]:
    """Map an element to the marks that it leaves where it begins and where it ends."""
    signs = dict.fromkeys(_names("paragraph"), (_PARAGRAPH, _PARAGRAPH))
    signs |= dict.fromkeys(_names("line"), (_LINE, _LINE))
    return signs | dict.fromkeys(_names("cell"), ("", _CELL)) | {"br": (_BREAK, "")}


def _hints(tree: LexborHTMLParser) -> Hints:
    """Collect what the page says of itself, the best place first for each fact."""
    said = _linked_data(tree)
    meta = _meta(tree)
    for role in _ROLES:
        said.setdefault(role, next((meta[name] for name in _names(role) if meta.get(name)), ""))
    title = tree.css_first("title")
    canonical = tree.css_first("link[rel=canonical]")
    return Hints(
        title=said["title"] or (title.text() if title else ""),
        published=said["published"] or _time(tree),
        publisher=said["publisher"],
        author=said["author"],
        language=_attribute(tree.css_first("html"), "lang") or meta.get("content-language", ""),
        url=_attribute(canonical, "href") or said["url"],
    )


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Map the names of meta elements in lower case to their contents; the first one counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        for key in ("name", "property", "itemprop", "http-equiv"):
            name = _attribute(node, key).lower()
            if name:
                found.setdefault(name, _attribute(node, "content"))
    return found


def _time(tree: LexborHTMLParser) -> str:
    """Return the time that is marked as the publication's, or the only one on the page."""
    for selector in ("time[pubdate]", "[itemprop=datePublished]", "time[datetime]"):
        nodes = tree.css(selector)
        if nodes and (len(nodes) == 1 or selector != "time[datetime]"):
            node = nodes[0]
            return _attribute(node, "datetime") or _attribute(node, "content") or node.text()
    return ""


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "").strip() if node else ""


def _linked_data(tree: LexborHTMLParser) -> dict[str, str]:
    """Read headline, date, publisher and author from the first JSON-LD that states them."""
    found: dict[str, str] = {}
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


@cache
def _names(kind: str) -> dict[str, None]:
    """Return the names of a kind in `data/html.tsv`, in order and quick to look up."""
    text = (files("search") / "data" / "html.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line[:1] not in ("", "#"))
    return dict.fromkeys(next(names for name, names in rows if name == kind).split())
