"""XML: the text between the tags, and what elements with telling names (title, pubDate) say.

What declares entities is refused; what is no XML is kept as it is written.
"""

from __future__ import annotations

import re

from search.errors import ReadError
from search.reading.columns import hints, roles
from search.reading.encoding import decode, looks_binary
from search.reading.html import parse_html, read_html
from search.reading.names import names
from search.reading.packages import Events, parsed
from search.reading.raw import Part, Raw
from search.reading.text import read_text

_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,200}\?>")
_ENTITIES = re.compile(r"<!ENTITY\b")
_PAGE = re.compile(r"<(?:html\b|!doctype html\b)", re.IGNORECASE)
_HEAD = 2000  # characters in which a page in XHTML shows itself
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,14}(?:\s[^<>]{0,300})?/?>")
_BLANKS = re.compile(r"\s+")
_DEEPEST = 2000  # open elements
_WHOLE_LINES = 300  # characters of a value that tells something of the document


def read_xml(raw: Raw) -> list[Part]:
    """Read an XML file as one document."""
    decoded = decode(raw.data)
    if looks_binary(decoded.text):
        raise raw.refuse("binary: it holds no text")
    if _PAGE.search(decoded.text, 0, _HEAD):
        return read_html(raw)
    text = _DECLARATION.sub("", raw.bounded(decoded.text), count=1)
    if _ENTITIES.search(text):
        raise raw.refuse("its XML declares entities, which may hide what it holds")
    found = _Text()
    try:
        parsed(raw, text.encode("utf-8", "replace"), found, "an editor of XML", typed=True)
    except ReadError:
        return read_text(raw)
    stated = hints(found.said, roles(found.said))
    return [Part(found.text, "application/xml", decoded.encoding, stated)]


class _Text(Events):
    """The text of all elements, one a line but for those that stand inside a sentence."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self._lines: list[str] = []
        self._line: list[str] = []
        self._open: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins: a new line, unless it stands inside one."""
        if len(self._open) > _DEEPEST:
            raise RecursionError
        self._open.append(name)
        if not _is_inside(name):
            self._break()

    def end(self, name: str) -> None:
        """An element ends; the first short one of each name may tell something."""
        if not _is_inside(name):
            value = self._break()
            if value and len(value) <= _WHOLE_LINES:
                self.said.setdefault(name, value)
        self._open.pop()

    def characters(self, data: str) -> None:
        """Text stands here."""
        self._line.append(data)

    @property
    def text(self) -> str:
        """All lines."""
        self._break()
        return "\n".join(self._lines)

    def _break(self) -> str:
        """End the line; what it held. What feeds carry is HTML in a text of its own."""
        written = "".join(self._line)
        self._line.clear()
        if _MARKUP.search(written):
            self._lines.append(parse_html(written).text.strip())
            return ""
        line = _BLANKS.sub(" ", written).strip()
        if line:
            self._lines.append(line)
        return line


def _is_inside(name: str) -> bool:
    """Whether an element stands inside a sentence."""
    return name.lower() in names("inside")
