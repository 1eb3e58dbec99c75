"""OpenDocument (.odt, .odp, .ods): texts, slides and spreadsheets, each as its own office has it.

A text is one document with its headers and feet around it; slides stand in their order, the title
of each first, its notes last; a spreadsheet is read as `sheets` reads any.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from search.reading.office import stated
from search.reading.opendocument_content import Content, Sheets, Styles
from search.reading.packages import BROKEN, Events, parsed, unpacked
from search.reading.raw import Part, Raw
from search.reading.sheets import workbook

CONTENT = "content.xml"
_MANIFEST, _META, _STYLES = "META-INF/manifest.xml", "meta.xml", "styles.xml"
_MEDIA_TYPE = "application/vnd.oasis.opendocument."
_WRITER = "LibreOffice"


def read_opendocument(raw: Raw) -> list[Part]:
    """Read an OpenDocument file; its properties are hints of little trust."""
    try:
        with ZipFile(BytesIO(raw.data)) as archive:
            found = unpacked(raw, archive, (_MANIFEST, CONTENT, _META, _STYLES))
    except BROKEN as error:
        raise raw.refuse(
            "it is damaged or encrypted: open it in LibreOffice and save it again"
        ) from error
    if parsed(raw, found.get(_MANIFEST, b"<none/>"), _Manifest(), _WRITER, typed=True).locked:
        raise raw.refuse("a password protects it: save it without one")
    data = found.get(CONTENT, b"<none/>")
    content = parsed(raw, data, Content(), _WRITER)
    media_type = _MEDIA_TYPE + content.kind
    if content.kind == "spreadsheet":
        return workbook(raw, parsed(raw, data, Sheets(raw), _WRITER).sheets, media_type)
    hints = stated(raw, found.get(_META, b""), _WRITER, "creation-date", "date")
    texts = [content.text]
    if content.kind == "text":
        styles = parsed(raw, found.get(_STYLES, b"<none/>"), Styles(), _WRITER)
        texts = [styles.header, content.text, styles.footer]
    return [Part("\n\n".join(filter(None, texts)), media_type, "utf-8", hints)]


class _Manifest(Events):
    """Whether members of the archive are encrypted."""

    locked = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.locked = self.locked or name == "encryption-data"
