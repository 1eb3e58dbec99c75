"""Word documents (.docx): body, tables, text boxes, headers, footers and notes.

A zip archive of XML. Archives that unpack to far more than they are, and XML that declares
a document type (entities), are refused. XML is read as a stream, so that depth costs nothing.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import TypeVar
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from search.document import Hints
from search.reading.raw import Part, Raw

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BODY = re.compile(r"word/document\d*\.xml")
_PARTS = (
    re.compile(r"word/header\d*\.xml"),
    _BODY,
    re.compile(r"word/footnotes\d*\.xml"),
    re.compile(r"word/endnotes\d*\.xml"),
    re.compile(r"word/footer\d*\.xml"),
)
_PROPERTIES = "docProps/core.xml"

_SUSPICIOUS_SIZE = 1 << 20
_SUSPICIOUS_RATIO = 200  # unpacked to packed; real documents stay below 100

# Properties hold tab stops, not tabs; deletions are no longer text; fallbacks repeat it.
_PASSED_OVER = frozenset(
    [
        "pPr",
        "rPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sectPr",
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "Fallback",
    ]
)
_CELL_END = re.compile(r" +\t")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(raw: Raw) -> list[Part]:
    """Read a document as one document; its properties are hints of little trust."""
    try:
        with ZipFile(BytesIO(raw.data)) as archive:
            names = archive.namelist()
            if not any(_BODY.fullmatch(name) for name in names):
                raise raw.refuse("binary: an archive that is no Word document; unpack it first")
            chosen = [name for part in _PARTS for name in sorted(filter(part.fullmatch, names))]
            contents = _unpacked(raw, archive, [*chosen, _PROPERTIES])
    except (BadZipFile, EOFError, RuntimeError, ValueError, zlib.error) as error:
        raise raw.refuse("it is damaged or encrypted: open it in Word and save it again") from error
    properties = contents.pop(_PROPERTIES, b"")
    texts = (_parsed(raw, contents[name], _Text()).text() for name in chosen)
    text = "\n\n".join(filter(None, texts))
    return [Part(text, _MEDIA_TYPE, "utf-8", _hints(raw, properties))]


def _unpacked(raw: Raw, archive: ZipFile, names: list[str]) -> dict[str, bytes]:
    """Unpack these members as far as they exist, all together within the bound on bytes.

    What an archive says of its sizes is not believed: reading stops at the bound.
    """
    left = raw.settings.max_bytes
    contents: dict[str, bytes] = {}
    for name in dict.fromkeys(names):
        try:
            member = archive.getinfo(name)
        except KeyError:
            continue
        with archive.open(member) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        ratio = len(data) / max(1, member.compress_size)
        if left < 0 or (len(data) > _SUSPICIOUS_SIZE and ratio > _SUSPICIOUS_RATIO):
            raise raw.refuse("it unpacks to far more than its size (a zip bomb?)")
        contents[name] = data
    return contents


class _Text:
    """Collects text from the events of a WordprocessingML part."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._passed = 0
        self._cells = 0
        self._texts = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if self._passed or name in _PASSED_OVER:
            self._passed += 1
        elif name == "t":
            self._texts += 1
        elif name == "tc":
            self._cells += 1
        elif name in _SIGNS:
            self._pieces.append(_SIGNS[name] if not self._cells else " ")

    def end(self, name: str) -> None:
        if self._passed:
            self._passed -= 1
        elif name == "t":
            self._texts -= 1
        elif name == "tc":
            self._cells -= 1
            self._pieces.append("\t")
        elif name == "p":
            self._pieces.append(" " if self._cells else "\n")
        elif name == "tr":
            self._pieces.append("\n")

    def characters(self, data: str) -> None:
        if self._texts and not self._passed:
            self._pieces.append(data)

    def text(self) -> str:
        """Return what was collected, a line per paragraph and per row of a table."""
        lines = "".join(self._pieces).split("\n")
        return "\n".join(_CELL_END.sub("\t", line).rstrip() for line in lines).strip()


class _Properties(_Text):
    """Collects the elements of the core properties (ISO/IEC 29500-2)."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._name = name

    def end(self, name: str) -> None:
        self._name = ""

    def characters(self, data: str) -> None:
        self.values[self._name] = self.values.get(self._name, "") + data


_Events = TypeVar("_Events", bound=_Text)


def _parsed(raw: Raw, data: bytes, events: _Events) -> _Events:
    """Feed XML to `events` by local names; raises ReadError where it is broken or hostile."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def declared(*_: object) -> None:
        raise raw.refuse("its XML declares entities, which Word never writes")

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda name, found: events.start(name.split(" ")[-1], found)
    parser.EndElementHandler = lambda name: events.end(name.split(" ")[-1])
    parser.CharacterDataHandler = events.characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise raw.refuse("it is damaged: open it in Word and save it again") from error
    return events


def _hints(raw: Raw, properties: bytes) -> Hints:
    values = _parsed(raw, properties, _Properties()).values if properties else {}
    return Hints(
        title=values.get("title", ""),
        published=values.get("created", ""),
        author=values.get("creator", ""),
        language=values.get("language", ""),
        trusted=False,
    )
