"""PDF: the text layer, page after page. Scans without one are refused with advice.

Lines that only the width of a page broke are joined (`wrapping`). PDFium is not
thread-safe: documents are read one at a time in a process. Touches `data/pdf-converters.txt`.
"""

from __future__ import annotations

import re
from contextlib import closing
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any

from search.document import Hints
from search.reading.raw import Part, Raw, valid

_MEDIA_TYPE = "application/pdf"
_MOST_PAGES = 20_000
# How PDFium marks a word broken at a line's end, with the end of the line or without.
_HYPHEN = re.compile("[\ufffe\x02](?:\r?\n)?")
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_MAKERS = ("Creator", "Producer")  # ISO 32000: what wrote the paper, what made it a PDF file
_ONE_AT_A_TIME = Lock()


def read_pdf(raw: Raw) -> list[Part]:
    """Read a file as one document, a blank line between pages; properties are weak hints."""
    import pypdfium2 as pdfium  # late: it costs more than all other formats together

    with _ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(raw.data)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower():
                raise raw.refuse("a password protects it: save it without one") from error
            raise raw.refuse("it is damaged and cannot be opened as PDF") from error
        try:
            text, hints = _text(raw, document), _hints(document)
        finally:
            document.close()
    if not text.strip():
        raise raw.refuse("no text layer (a scan?): needs OCR")
    return [Part(text, _MEDIA_TYPE, "", hints)]


def _text(raw: Raw, document: Any) -> str:
    if len(document) > _MOST_PAGES:
        raise raw.refuse(f"huge: more than {_MOST_PAGES:,} pages; split it")
    from search.reading.wrapping import unwrapped  # late: its patterns take 8 ms to compile

    pages: list[str] = []
    left = raw.settings.max_characters
    for number in range(len(document)):
        page = _page(document, number, left + 1)
        left -= len(page)
        pages.append(unwrapped(valid(_HYPHEN.sub("-\n", page))).strip())
        if left < 0:
            break  # longer than allowed, which `read` says of every format
    return "\n\n".join(filter(None, pages))


def _page(document: Any, number: int, most: int) -> str:
    """Return up to `most` characters of one page; a broken page costs only itself."""
    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as layer:
            return str(layer.get_text_range(0, min(most, layer.count_chars())))
    except RuntimeError:  # pdfium.PdfiumError is one
        return ""


def _hints(document: Any) -> Hints:
    properties = document.get_metadata_dict(skip_empty=True)
    converted = any(properties.get(key, "").casefold().startswith(_converters()) for key in _MAKERS)
    created = None if converted else _DATE.match(properties.get("CreationDate", ""))
    return Hints(
        title=properties.get("Title", ""),
        published="-".join(filter(None, created.groups())) if created else "",
        author=properties.get("Author", ""),
        trusted=False,
    )


@cache
def _converters() -> tuple[str, ...]:
    """How the names of programs begin whose day of creation is no day of the paper."""
    text = (files("search") / "data" / "pdf-converters.txt").read_text(encoding="utf-8")
    return tuple(line.casefold() for line in text.splitlines() if line and line[0] != "#")
