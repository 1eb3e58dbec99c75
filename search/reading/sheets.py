"""Spreadsheets (.xlsx, .xlsm, .xlsb, .xls): what their sheets show, through calamine.

A sheet is read as a table is: each row a document where the header says so. All others are one
document, each below its name. Hidden sheets are passed over. A program of the web may call a
table in HTML, or lines with tabs, `.xls`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

from search.document import Hints
from search.errors import ReadError
from search.reading.html import read_html
from search.reading.packages import BROKEN, members
from search.reading.raw import Part, Raw
from search.reading.tables import documents, read_csv, title
from search.reading.xml import read_xml

_MEDIA_TYPES = {
    "xls": "application/vnd.ms-excel",
    "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAMAGED = "it is damaged or encrypted: open it in Excel and save it again"
_SHEET = re.compile(r"(?i).*sheet[^/\\]*\.xml")
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*\s)?r="([A-Z]{1,3})([0-9]{1,10})"[^>]*(?<!/)>')
_DIGITS = 15  # of a number, as programs of spreadsheets show and calculate it


def read_sheets(raw: Raw) -> list[Part]:
    """Read a workbook as its rows, or as one document."""
    _checked(raw)
    kind = PurePosixPath(raw.path).suffix[1:].lower()
    try:
        sheets = list(_sheets(raw))
    except (ReadError, MemoryError):
        raise
    except BaseException as error:
        # What the library fails in raises many things, a panic in Rust no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise raw.refuse(_DAMAGED) from error
    return workbook(raw, sheets, _MEDIA_TYPES.get(kind, _MEDIA_TYPE))


def _sheets(raw: Raw) -> Iterator[tuple[str, list[list[str]]]]:
    """The names and rows of the sheets that are shown and hold cells, not a chart alone."""
    # Loaded only where a workbook is read.
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with CalamineWorkbook.from_object(BytesIO(raw.data)) as book:
        for sheet in book.sheets_metadata:
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
                rows = book.get_sheet_by_name(sheet.name).iter_rows()
                yield sheet.name, list(_cells(raw, rows))


def workbook(raw: Raw, sheets: Iterable[tuple[str, list[list[str]]]], kind: str) -> list[Part]:
    """Make documents of sheets: names and rows of cells.

    Rows are numbered on from sheet to sheet. Where some sheets are rows of documents, the others
    are one more document, numbered behind them.
    """
    parts: list[Part] = []
    texts: list[str] = []
    first: list[str] = []
    count = 0
    for name, rows in sheets:
        found = list(documents(iter(rows), kind, "", count))
        parts += found
        count += len(rows)
        lines = [] if found else ["\t".join(map(_flat, row)).rstrip() for row in _dense(rows)]
        if any(lines):
            first = first or next(row for row in rows if any(row))
            texts.append("\n".join((name, "", *filter(None, lines))))
    if texts:
        text = raw.bounded("\n\n".join(texts))
        hints = Hints(title=title(raw.path, first))
        row, content = (count + 1, text.encode("utf-8", "replace")) if parts else (0, b"")
        parts.append(Part(text, kind, "", hints, row=row, content=content))
    return parts


def read_called_sheet(raw: Raw) -> list[Part]:
    """Read what is called `.xls` and is none: a page, XML or lines."""
    start = raw.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:5]
    if start == b"<?xml":
        return read_xml(raw)
    return read_html(raw) if start.startswith(b"<") else read_csv(raw)


def _checked(raw: Raw) -> None:
    """Refuse an archive that unpacks to too much, or whose cells lie so far apart that the sheet
    between them, which the library lays out, is too large.
    """
    if not raw.data.startswith(b"PK"):
        return
    try:
        with ZipFile(BytesIO(raw.data)) as archive:
            for name, data in members(raw, archive, archive.namelist()):
                if _SHEET.fullmatch(name) and (places := _CELL.findall(data)):
                    columns = {_column(letters) for letters in {place[0] for place in places}}
                    rows = set(map(int, {place[1] for place in places}))
                    size = (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1)
                    _bounded(raw, size)
    except BROKEN as error:
        raise raw.refuse(_DAMAGED) from error


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _bounded(raw: Raw, size: int) -> None:
    if size > raw.settings.max_characters:
        raise raw.refuse(f"huge: more than {raw.settings.max_characters:,} cells; split it")


def _cells(raw: Raw, rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    """The rows as they are shown, as long as they are within the bound on text."""
    size = 0
    for row in rows:
        cells = [_shown(value) if value != "" else "" for value in row]
        while cells and not cells[-1]:
            cells.pop()
        size += sum(map(len, cells)) + len(cells)
        _bounded(raw, size)
        yield cells


def _shown(value: object) -> str:
    """A value of a cell in words; days as ISO 8601 has them, whole numbers without a point."""
    match value:
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.{_DIGITS}g}"
        case datetime():
            return value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
    return str(value).strip()


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def _dense(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the columns in which nothing stands."""
    filled = sorted({at for row in rows for at, cell in enumerate(row) if cell})
    return [[row[at] for at in filled if at < len(row)] for row in rows]
