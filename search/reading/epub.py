"""E-books (.epub): the chapters in reading order, through the reader of HTML.

A zip archive (EPUB Open Container Format 3.3) whose package document names its parts and says
what the book is: title, language, date, author and publisher are the book's own word.
"""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

from msgspec.structs import replace

from search.document import Hints, Span
from search.reading.encoding import decode
from search.reading.html import parse_html
from search.reading.names import names
from search.reading.packages import BROKEN, Events, parsed, unpacked
from search.reading.raw import Part, Raw

_MEDIA_TYPE = "application/epub+zip"
_MARK = b"mimetype" + _MEDIA_TYPE.encode()  # the first member, uncompressed
_MARK_BYTES = 100  # in which it stands
CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_WRITER = "the program that made it"
_PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_CLOSED = re.compile(r"<([A-Za-z][A-Za-z0-9:]*)([^<>]*)/>")
_MOST_METADATA = 1000  # characters of one statement


def is_epub(raw: Raw) -> bool:
    """Tell by the first bytes of an archive, or by its name, whether it is an e-book."""
    return _MARK in raw.data[:_MARK_BYTES] or raw.path.lower().endswith(".epub")


def read_epub(raw: Raw) -> list[Part]:
    """Read a book as one document."""
    try:
        with ZipFile(BytesIO(raw.data)) as archive:
            outer = unpacked(raw, archive, (CONTAINER, _ENCRYPTION))
            place = parsed(raw, outer.get(CONTAINER, b"<none/>"), _Container(), _WRITER).place
            package = unpacked(raw, archive, (place,)).get(place)
            if package is None:
                raise raw.refuse("binary: an archive that is no e-book; unpack it first")
            book = _Package(posixpath.dirname(place))
            parsed(raw, package, book, _WRITER, typed=True)
            chapters = book.chapters()
            if _ENCRYPTION in outer:
                _refuse_locked(raw, outer[_ENCRYPTION], chapters)
            pages = unpacked(raw, archive, chapters)
    except BROKEN as error:
        raise raw.refuse("it is damaged or encrypted: make it again") from error
    text, chrome = _joined(raw, list(pages.values()))
    return [Part(text, _MEDIA_TYPE, "utf-8", book.hints(), chrome=chrome)]


def _refuse_locked(raw: Raw, data: bytes, chapters: list[str]) -> None:
    """Raise ReadError if a chapter is encrypted (fonts often are, which does no harm)."""
    if not parsed(raw, data, _Locked(), _WRITER).names.isdisjoint(chapters):
        raise raw.refuse("it is protected against copying (DRM): ask for an open copy")


def _joined(raw: Raw, pages: list[bytes]) -> tuple[str, tuple[Span, ...]]:
    """The text of all pages with what their markup says is none, within the bound on text."""
    pieces: list[str] = []
    chrome: list[Span] = []
    size = 0
    for data in pages:
        page = parse_html(_as_html(raw.bounded(decode(data, "").text)))
        if not page.text.strip():
            continue
        chrome += (
            replace(span, start=span.start + size, end=span.end + size) for span in page.chrome
        )
        pieces.append(page.text.rstrip("\n"))
        size += len(pieces[-1]) + 2
    return "\n\n".join(pieces), tuple(chrome)


def _as_html(markup: str) -> str:
    """Close what XHTML closes at once: to HTML <title/> and <a id="p7"/> are only opened."""
    return _CLOSED.sub(
        lambda m: m[0] if m[1].lower() in names("void") else f"<{m[1]}{m[2]}></{m[1]}>", markup
    )


class _Container(Events):
    """Where the package document is: the first that `container.xml` names."""

    def __init__(self) -> None:
        self.place = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rootfile" and not self.place:
            self.place = attributes.get("full-path", "")


class _Locked(Events):
    """The members that `encryption.xml` says are encrypted."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "CipherReference":
            self.names.add(unquote(attributes.get("URI", "")))


class _Package(Events):
    """What a package document says: of the book, which parts there are, in which order."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._said: dict[str, list[str]] = {}
        self._open = ""
        self._items: dict[str, str] = {}
        self._order: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._open = ""
        if name == "metadata":
            self._inside = True
        elif self._inside:
            published = attributes.get("event", "publication") == "publication"
            self._open = name if name != "date" or published else "modified"
            self._said.setdefault(self._open, []).append("")
        elif name == "item" and attributes.get("media-type") in _PAGES:
            if "nav" not in attributes.get("properties", "").split():
                self._items.setdefault(attributes.get("id", ""), attributes.get("href", ""))
        elif name == "itemref":
            self._order.append(attributes.get("idref", ""))

    def end(self, name: str) -> None:
        self._open = ""
        self._inside = self._inside and name != "metadata"

    def characters(self, data: str) -> None:
        said = self._said.get(self._open)
        if said and len(said[-1]) < _MOST_METADATA:
            said[-1] += data

    def chapters(self) -> list[str]:
        """The members of the archive that hold the text, in reading order, each once."""
        hrefs = (self._items[id] for id in self._order if id in self._items)
        places = (posixpath.join(self._folder, unquote(href.partition("#")[0])) for href in hrefs)
        return list(dict.fromkeys(map(posixpath.normpath, places)))

    def hints(self) -> Hints:
        """What the book says of itself, the first statement of each kind."""
        first = {
            name: next((" ".join(text.split()) for text in said if text.strip()), "")
            for name, said in self._said.items()
        }
        return Hints(
            title=first.get("title", ""),
            published=first.get("date", ""),
            publisher=first.get("publisher", ""),
            author=first.get("creator", ""),
            language=first.get("language", ""),
        )
