"""Which reader reads which file: one table, and the door `read` through which all go.

Touches the one file that it is given, read-only.
"""

from __future__ import annotations

import posixpath
import re
from hashlib import sha256
from typing import NamedTuple

from msgspec.structs import replace

from search.document import Hints, Source
from search.errors import ReadError
from search.reading.containers import read_archive, read_compound
from search.reading.docx import read_docx
from search.reading.epub import read_epub
from search.reading.html import read_html
from search.reading.mail import read_mail
from search.reading.opendocument import read_opendocument
from search.reading.opening import File, opened
from search.reading.opening import content as content_of
from search.reading.pdf import read_pdf
from search.reading.raw import Part, Raw, Reader, one_line, valid
from search.reading.records import read_json, read_jsonl
from search.reading.rtf import read_rtf
from search.reading.sheets import read_called_sheet, read_sheets
from search.reading.slides import read_slides
from search.reading.tables import read_csv
from search.reading.text import read_markdown, read_text
from search.reading.xml import read_xml
from search.settings import Settings

_READERS: dict[str, Reader] = {
    "txt": read_text,
    "text": read_text,
    "md": read_markdown,
    "markdown": read_markdown,
    "html": read_html,
    "htm": read_html,
    "xhtml": read_html,
    "shtml": read_html,
    "docx": read_docx,
    "docm": read_docx,
    "dotx": read_docx,
    "odt": read_opendocument,
    "odp": read_opendocument,
    "ods": read_opendocument,
    "xlsx": read_sheets,
    "xlsm": read_sheets,
    "xlsb": read_sheets,
    "xls": read_called_sheet,
    "pptx": read_slides,
    "ppsx": read_slides,
    "potx": read_slides,
    "rtf": read_rtf,
    "epub": read_epub,
    "pdf": read_pdf,
    "eml": read_mail,
    "mht": read_mail,
    "mhtml": read_mail,
    "xml": read_xml,
    "rss": read_xml,
    "atom": read_xml,
    "csv": read_csv,
    "tsv": read_csv,
    "jsonl": read_jsonl,
    "ndjson": read_jsonl,
    "json": read_json,
}

_WORDY = re.compile(r"\w")

# What the first bytes say, whatever the file is called: a reader or a reason for refusing.
_SIGNATURES: tuple[tuple[bytes, Reader | str], ...] = (
    (b"%PDF-", read_pdf),
    (b"PK\x03\x04", read_archive),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", read_compound),
    (b"{\\rtf", read_rtf),
    (b"\x89PNG", "binary: a picture"),
    (b"\xff\xd8\xff", "binary: a picture"),
    (b"GIF8", "binary: a picture"),
    (b"\x1f\x8b", "binary: an archive; unpack it first"),
    (b"Rar!", "binary: an archive; unpack it first"),
    (b"7z\xbc\xaf", "binary: an archive; unpack it first"),
    (b"\x7fELF", "binary: a program"),
    (b"SQLite format 3\0", "binary: a database; export it as .csv"),
)


_SIGNATURE_BYTES = max(len(signature) for signature, _ in _SIGNATURES)


class Contents(NamedTuple):
    """What a file holds: its documents, at least one, and the rows that cannot be read."""

    sources: list[Source]
    refused: tuple[tuple[int, str], ...]


def read(file: File, settings: Settings) -> list[Source]:
    """Read the documents of one file, in order; at least one. Raises as `contents` does."""
    return contents(file, settings).sources


def contents(file: File, settings: Settings) -> Contents:
    """Read one file.

    Raises ReadError with one short reason for a person, Unread where the bytes could not be
    had, MemoryError, and nothing else.
    """
    if file.size > settings.max_bytes:
        raise ReadError(file.path, f"huge: the limit is {settings.max_bytes >> 20} MB; split it")
    data = content_of(file)
    raw = Raw(file.path, data, settings)
    parts = _parse(raw, _reader(raw))
    digest = sha256(data).hexdigest()
    worded = filter(None, map(_worded, parts))
    sources = [_source(file, part, digest) for part in worded]
    if not sources:
        raise ReadError(file.path, "empty: it holds no words")
    return Contents(sources, tuple((part.row, part.refusal) for part in parts if part.refusal))


def is_plain(file: File) -> bool:
    """Tell by its first bytes and its name whether no parser of a foreign format would see it."""
    try:
        with opened(file) as stream:
            reader = _reader(Raw(file.path, stream.read(_SIGNATURE_BYTES), Settings()))
    except ReadError:
        return True  # and is refused without being parsed
    return reader in (read_text, read_markdown)


def _reader(raw: Raw) -> Reader:
    """Choose by the first bytes, then by the name; what has an unknown name is text or nothing."""
    for signature, meaning in _SIGNATURES:
        if raw.data.startswith(signature):
            if isinstance(meaning, str):
                raise raw.refuse(meaning)
            return meaning
    extension = posixpath.splitext(raw.path)[1][1:].lower()
    if extension == "doc":
        raise raw.refuse("an old Word file: save it as .docx")
    return _READERS.get(extension, read_text)


def _parse(raw: Raw, reader: Reader) -> list[Part]:
    """Run a reader; whatever a broken file does to a parser becomes a ReadError."""
    try:
        parts = reader(raw)
    except ReadError:
        raise
    except RecursionError as error:
        raise raw.refuse("it is nested too deeply") from error
    except MemoryError:
        raise
    except Exception as error:
        # Parsers of foreign formats fail in more ways than they document.
        raise raw.refuse(f"it is damaged and cannot be read ({type(error).__name__})") from error
    for part in parts:
        raw.bounded(part.text)
    return parts


def _worded(part: Part) -> Part | None:
    """A part with words: its abstract where its text has none; None where that has none either."""
    if _WORDY.search(part.text):
        return part
    told = replace(part, text=part.abstract, chrome=())
    return told if _WORDY.search(told.text) else None


def _source(file: File, part: Part, digest: str) -> Source:
    return Source(
        folder=file.folder,
        path=f"{file.path}#{part.row}" if part.row else file.path,
        digest=sha256(part.content).hexdigest() if part.row else digest,
        media_type=part.media_type,
        encoding=part.encoding,
        modified=file.modified,
        text=valid(part.text),
        hints=_valid_hints(part.hints),
        chrome=part.chrome,
    )


def _valid_hints(hints: Hints) -> Hints:
    return replace(
        hints,
        title=one_line(hints.title),
        published=one_line(hints.published),
        publisher=one_line(hints.publisher),
        author=one_line(hints.author),
        language=one_line(hints.language),
        url=one_line(hints.url),
    )
