"""What hostile folders have of office programs: files that unpack, repeat or reach too far."""

from __future__ import annotations

from collections.abc import Iterator

from .formats import Specimen
from .office import archive, compound, opendocument, shape, slides, workbook, workbook_of

_FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
_CELL = (
    '<table:table-cell table:number-columns-repeated="{}"><text:p>{}</text:p></table:table-cell>'
)
_ROWS = (
    '<table:table><table:table-row table:number-rows-repeated="{}">{}'
    "</table:table-row></table:table>"
)


def office(bulk: int) -> Iterator[Specimen]:
    """Specimens; `bulk` says how large the largest are."""
    zeros = bytes((3 << 20) * bulk)
    for name, member in (
        ("bomb.xlsx", "xl/workbook.xml"),
        ("bomb.pptx", "ppt/presentation.xml"),
        ("bomb.odt", "content.xml"),
    ):
        yield Specimen(f"zip/{name}", archive({member: zeros}), refusal="zip bomb")
    bare = archive({"xl/workbook.xml": b"<x/>"})
    yield Specimen("zip/sheet.docx", bare, refusal="open it in Excel")
    for name, row, column in (("far", 1048576, "XFD"), ("beyond", 4294967295, "ZZZ")):
        data = workbook_of({"a": _FAR.format(row, column)})
        yield Specimen(f"office/{name}.xlsx", data, refusal="cells")
    rows = "<row>" + '<c t="str"><v>word</v></c>' * 300 + "</row>"
    yield Specimen("office/wide.xlsx", workbook_of({"a": rows * bulk}))
    yield Specimen("office/deep.xlsx", workbook_of({"a": "<row>" * (10_000 * bulk)}))
    sheets = {f"s{n}": [("sheetsx", 1.0)] for n in range(30 * bulk)}
    yield Specimen("office/sheets.xlsx", workbook(sheets), word="sheetsx")
    for name, times, columns in (("rows", 999_999_999, 1), ("columns", 1, 999_999_999)):
        body = _ROWS.format(times, _CELL.format(columns, "word"))
        yield Specimen(f"office/{name}.ods", opendocument("spreadsheet", body), refusal="cells")
    blanks = _ROWS.format(999_999_999, _CELL.format(999_999_999, ""))
    body = blanks + _ROWS.format(1, _CELL.format(1, "blanksx"))
    yield Specimen("office/blanks.ods", opendocument("spreadsheet", body), word="blanksx")
    body = '<text:s text:c="999999999"/>' * 1000
    data = opendocument("text", f"<text:p>blankrunx{body}</text:p>")
    yield Specimen("office/blanks.odt", data, word="blankrunx")
    deep = opendocument("text", "<text:section>" * (5_000 * bulk))
    yield Specimen("office/deep.odt", deep, refusal="zip bomb" if bulk > 30 else "damaged")
    many = (shape(f"slide {n}") for n in range(30 * bulk))
    yield Specimen("office/many.pptx", slides(*many, shape("slidesx")), word="slidesx")
    for name, head, text in (
        ("laughs", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>', "&b;"),
        ("outside", '<!DOCTYPE x SYSTEM "file:///etc/passwd">', "x"),
    ):
        for kind, data in (
            ("pptx", slides(text, head=head)),
            ("odt", opendocument("text", text, head=head)),
        ):
            yield Specimen(f"xml/{name}.{kind}", data, refusal="declares entities")
    for name, unit in (
        ("groups", "{" * 500),
        ("fields", '{\\field{\\*\\fldinst{HYPERLINK "a" '),
        ("fonts", "{\\fonttbl\\f1"),
        ("signs", "\\u-1"),
        ("bytes", "\\'d6"),
    ):
        data = f"{{\\rtf1 floodrtf{name} {unit * (300 * bulk)}".encode()
        yield Specimen(f"office/{name}.rtf", data, word=f"floodrtf{name}")
    yield Specimen("office/jump.rtf", b"{\\rtf1 jumpx\\bin999999999 x}", word="jumpx")
    yield Specimen("office/old.doc", compound("WordDocument"), refusal="save it as .docx")
    yield Specimen("office/old.dps", compound("PowerPoint Document"), refusal="old slides")
    yield Specimen("office/locked.xlsx", compound("EncryptedPackage"), refusal="password")
    yield Specimen("office/none.xls", compound("Workbook"), refusal="no words")
