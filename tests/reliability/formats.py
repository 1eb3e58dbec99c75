"""Documents of every format, made by hand, well or badly formed."""

from __future__ import annotations

import json

from msgspec import Struct

from .office import archive, opendocument, shape, slides, workbook

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be")
CHINESE = "新疆眾創空間的創業者在烏魯木齊開會。他們討論了科技專項資金的使用辦法，會議持續了兩天。"
TEXT = "The maker space of Urumqi opened its doors to the public in a former textile mill."


class Specimen(Struct, frozen=True):
    """A file: its name in bytes, its content, and its fate.

    `word` must find it afterwards; `refusal` is a part of the reason that must be given for
    leaving it out. Without either it may be read or refused, but must be accounted for.
    """

    name: str
    content: bytes
    word: str = ""
    refusal: str = ""


def document(kind: str, word: str, encoding: str = "utf-8") -> bytes:
    """The bytes of a well-formed document of a kind that holds `word`."""
    text = f"{TEXT} {word}. {CHINESE}"
    if kind == "docx":
        return docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    if kind == "xlsx":
        return workbook({"Mill": [("title", "text"), ("Mill", text)]})
    if kind == "ods":
        cell = f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        row = f"<table:table-row>{cell}</table:table-row>"
        return opendocument("spreadsheet", f"<table:table>{row}</table:table>")
    if kind == "pptx":
        return slides(shape("Mill", "title") + shape(text))
    if kind == "odt":
        return opendocument("text", f"<text:p>{text}</text:p>")
    if kind == "epub":
        return epub(f"<html><body><p>{text}</p></body></html>")
    if kind == "pdf":
        return pdf(f"BT /F1 12 Tf 40 700 Td ({TEXT[:40]} {word}) Tj ET".encode())
    made = {
        "html": f"<html><head><title>Mill</title><body><p>{text}</p></body></html>",
        "csv": f"title,text\nMill,{text}\n",
        "json": json.dumps({"title": "Mill", "text": text}),
        "jsonl": json.dumps({"title": "Mill", "text": text}) + "\n",
        "rtf": "{\\rtf1 " + "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text) + "}",
        "eml": "Subject: Mill\nFrom: a@b.example\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}",
    }
    return made.get(kind, f"Mill\n\n{text}\n").encode(encoding)


def docx(body: str, head: str = "", members: dict[str, bytes] | None = None) -> bytes:
    """A Word document with this body, and other members beside it."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    root = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    main = f'<?xml version="1.0"?>{head}{root}'
    return archive({"word/document.xml": main.encode(), **(members or {})})


def epub(page: str, head: str = "", title: str = "Mill", refs: int = 1) -> bytes:
    """An e-book of one chapter that its order names so often."""
    container = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    item = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    spine = '<itemref idref="a"/>' * refs
    package = f"<metadata><title>{title}</title></metadata><manifest>{item}</manifest>"
    package = f"{head}<package>{package}<spine>{spine}</spine></package>"
    return archive(
        {
            "META-INF/container.xml": container.encode(),
            "book.opf": package.encode(),
            "a.xhtml": page.encode(),
        }
    )


def pdf(
    content: bytes, pages: str = "", page: str = "", more: tuple[bytes, ...] = (), filters: str = ""
) -> bytes:
    """A PDF of one page; what is given replaces the page tree (object 2) or adds to the page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        (pages or "<< /Type /Pages /Kids [3 0 R] /Count 1 >>").encode(),
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            f"/Resources << /Font << /F1 5 0 R >> {page} >> >>"
        ).encode(),
        b"<< /Length %d %s >> stream\n%s\nendstream" % (len(content), filters.encode(), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]
    made, places = b"%PDF-1.7\n", []
    for number, data in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return made + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        len(made) - len(table) - len(b"xref\n0 %d\n0000000000 65535 f \n" % size),
    )
