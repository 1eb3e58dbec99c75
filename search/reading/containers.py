"""Which reader reads an archive or a compound file, told by what is in it, not by its name.

Compound files ([MS-CFB]) are what Office wrote before 2007, and what it writes with a password.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO
from zipfile import ZipFile

from search.reading.docx import read_docx
from search.reading.epub import CONTAINER, is_epub, read_epub
from search.reading.opendocument import CONTENT, read_opendocument
from search.reading.packages import BROKEN
from search.reading.raw import Part, Raw, Reader
from search.reading.sheets import read_sheets
from search.reading.slides import read_slides

_ARCHIVES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(?i)(?:.*[/\\])?xl[/\\]workbook\d*\.(?:xml|bin)"), read_sheets),
    (re.compile(r"ppt/presentation\d*\.xml"), read_slides),
    (re.compile(re.escape(CONTENT)), read_opendocument),
    (re.compile(re.escape(CONTAINER)), read_epub),
)
# The stream that tells a kind: why it is refused.
_REASONS = {
    "encryptedpackage": "a password protects it: save it without one",
    "worddocument": "an old Word file: save it as .docx",
    "powerpoint document": "old slides: save them as .pptx",
    "__properties_version1.0": "Outlook mail: save it as .eml",
}
_DAMAGED = "it is damaged or encrypted: open it in the program that made it and save it again"
_WORKBOOKS = {"workbook", "book"}  # streams of .xls
_SECTORS = {9: 512, 12: 4096}  # bytes, by the number that tells them
_ENTRY = 128  # bytes of an entry of the directory
_LAST = 0xFFFFFFFA  # numbers from here on mean no sector and no entry


def read_archive(raw: Raw) -> list[Part]:
    """Read an archive by the member that only archives of its kind have."""
    try:
        with ZipFile(BytesIO(raw.data)) as archive:
            names = archive.namelist()
    except BROKEN as error:
        raise raw.refuse(_DAMAGED) from error
    found = (reader for form, reader in _ARCHIVES if any(map(form.fullmatch, names)))
    return next(found, read_epub if is_epub(raw) else read_docx)(raw)


def read_compound(raw: Raw) -> list[Part]:
    """Read a compound file if it is a workbook, raises ReadError for all others."""
    try:
        names = _streams(raw.data)
    except (struct.error, LookupError):
        names = set()
    for name, reason in _REASONS.items():
        if name in names:
            raise raw.refuse(reason)
    if names.isdisjoint(_WORKBOOKS):
        raise raw.refuse("an old or encrypted Office file: save it as .docx")
    return read_sheets(raw)


def _streams(data: bytes) -> set[str]:
    """The names, in small letters, of what stands at the root; what is embedded stands below it."""
    directory = _directory(data)
    names: set[str] = set()
    waiting, seen = [struct.unpack_from("<I", directory, 76)[0]], {0}
    while waiting:
        number = waiting.pop()
        if number in seen or number >= _LAST:
            continue
        seen.add(number)
        entry = directory[number * _ENTRY : (number + 1) * _ENTRY]
        length, left, right = struct.unpack_from("<64xH2xII", entry)
        names.add(entry[: max(0, min(64, length) - 2)].decode("utf-16-le", "replace").lower())
        waiting += (left, right)
    return names


def _directory(data: bytes) -> bytes:
    """The sectors of the directory, in their order, by the table that chains sectors."""
    size = _SECTORS[struct.unpack_from("<H", data, 30)[0]]
    numbers = f"<{size // 4}I"
    number, more = struct.unpack_from("<I16xI", data, 48)
    tables = list(struct.unpack_from("<109I", data, 76))
    for _ in range(len(data) // size):
        if more >= _LAST:
            break
        *held, more = struct.unpack_from(numbers, data, (more + 1) * size)
        tables += held
    found: list[bytes] = []
    while number < _LAST and len(found) <= len(data) // size:
        found.append(data[(number + 1) * size : (number + 2) * size])
        table, place = divmod(number, size // 4)
        number = struct.unpack_from("<I", data, (tables[table] + 1) * size + 4 * place)[0]
    return b"".join(found)
