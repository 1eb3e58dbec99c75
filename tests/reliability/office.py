"""Files of office programs, made by hand: workbooks, slides, OpenDocument and compound files."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
Cell = str | float


def archive(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return held.getvalue()


def links(*targets: tuple[str, str]) -> bytes:
    """A part with links of a kind to targets, `rId1` and so on."""
    found = (
        f'<Relationship Id="rId{n}" Type="{_LINK}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_LINKS}">{"".join(found)}</Relationships>'.encode()


def workbook(sheets: Mapping[str, Sequence[Sequence[Cell]]], hidden: str = "") -> bytes:
    """A workbook of sheets: names and rows of cells, numbers or text."""
    return workbook_of({name: "".join(map(_row, rows)) for name, rows in sheets.items()}, hidden)


def workbook_of(sheets: dict[str, str], hidden: str = "") -> bytes:
    """A workbook of sheets: names and the XML of rows."""
    state = ' state="hidden"'
    named = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"'
        f"{state if name == hidden else ''}></sheet>"
        for n, name in enumerate(sheets, 1)
    )
    data = {
        f"xl/worksheets/sheet{n}.xml": (
            f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>'
        ).encode()
        for n, rows in enumerate(sheets.values(), 1)
    }
    targets = [("worksheet", name.removeprefix("xl/")) for name in data]
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_LINK}"><sheets>{named}</sheets></workbook>'
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    return archive(
        {
            "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": links(*targets, ("styles", "styles.xml")),
            "xl/styles.xml": f'<styleSheet xmlns="{_SHEET}">{formats}</styleSheet>'.encode(),
            **data,
        }
    )


def _row(cells: Sequence[Cell]) -> str:
    shown = (
        f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        if isinstance(cell, str)
        else f"<c><v>{cell}</v></c>"
        for cell in cells
    )
    return f"<row>{''.join(shown)}</row>"


def shape(text: str, kind: str = "") -> str:
    """A shape of a slide, a placeholder of a kind perhaps; lines are paragraphs."""
    held = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return f"<p:sp>{held}<p:txBody>{lines}</p:txBody></p:sp>"


def slides(
    *bodies: str, notes: Sequence[str] = (), head: str = "", members: dict[str, bytes] | None = None
) -> bytes:
    """A presentation of slides by the XML of their shapes, laid down in reverse order."""
    space = f'xmlns:p="{_SLIDE}" xmlns:a="{_DRAWN}" xmlns:r="{_LINK}"'
    count = len(bodies)
    files = [f"slides/slide{count - n}.xml" for n in range(count)]
    order = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, count + 1))
    made = {
        "ppt/presentation.xml": (
            f"<p:presentation {space}><p:sldIdLst>{order}</p:sldIdLst></p:presentation>"
        ).encode(),
        "ppt/_rels/presentation.xml.rels": links(*(("slide", file) for file in files)),
    }
    for file, body in zip(files, bodies, strict=True):
        made[f"ppt/{file}"] = f"{head}<p:sld {space}><p:cSld>{body}</p:cSld></p:sld>".encode()
    for file, note in zip(files, notes, strict=False):
        name = file.replace("slides/", "notesSlides/")
        made[f"ppt/{name}"] = f"<p:notes {space}>{note}</p:notes>".encode()
        place = file.replace("slides/", "slides/_rels/")
        made[f"ppt/{place}.rels"] = links(("notesSlide", f"../{name}"))
    return archive({**made, **(members or {})})


def opendocument(
    kind: str, body: str, head: str = "", members: dict[str, bytes] | None = None
) -> bytes:
    """An OpenDocument file of a kind: text, presentation or spreadsheet."""
    names = ("office", "text", "table", "draw", "presentation", "style", "meta")
    spaces = " ".join(f'xmlns:{name}="{_OPEN}{name}:1.0"' for name in names)
    inner = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    content = f"{head}<office:document-content {spaces}>{inner}</office:document-content>"
    media_type = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": media_type, "content.xml": content.encode(), **(members or {})})


def compound(*streams: str, inner: Sequence[str] = ()) -> bytes:
    """A compound file with these streams at its root, and those of `inner` in a storage."""
    names = ["Root Entry", *streams, "Embedded", *inner]
    below = len(streams) + 2
    entries = b""
    for number, name in enumerate(names):
        last = number in (0, below - 1, len(names) - 1)
        child = 1 if number == 0 else below if number == below - 1 and inner else -1
        text = name.encode("utf-16-le")
        fields = (len(text) + 2, 5 if number == 0 else 2, 1)
        right = -1 if last else number + 1
        entries += struct.pack("<64sHBBiii48x", text, *fields, -1, right, child)
    entries += bytes(-len(entries) % 512)
    sectors = len(entries) // 512
    chain = [-3, *range(2, sectors + 1), -2]
    table = struct.pack("<128i", *chain, *([-1] * (128 - len(chain))))
    start = struct.pack("<8s16xHHHHH", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6)
    start += bytes(44 - len(start))
    start += struct.pack("<IiIIiIiI", 1, 1, 0, 4096, -2, 0, -2, 0)
    return start + struct.pack("<109i", 0, *([-1] * 108)) + table + entries
