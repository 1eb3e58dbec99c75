"""Word documents (.docx): body, tables, text boxes, headers, footers and notes.

A zip archive of XML, read within the bounds of `packages`.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from search.reading.office import CORE, stated
from search.reading.packages import BROKEN, Events, parsed, unpacked
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
_WRITER = "Word"  # who writes such files

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
            contents = unpacked(raw, archive, [*chosen, CORE])
    except BROKEN as error:
        raise raw.refuse("it is damaged or encrypted: open it in Word and save it again") from error
    texts = (parsed(raw, contents[name], _Text(), _WRITER).text() for name in chosen)
    text = "\n\n".join(filter(None, texts))
    return [Part(text, _MEDIA_TYPE, "utf-8", stated(raw, contents.get(CORE, b""), _WRITER))]


class _Text(Events):
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
