"""Word files: what they say is read, and what is damaged or hostile is refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from reading_fixtures import made, refused

from search.settings import Settings

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, **others: str) -> bytes:
    """Make a Word file: `body` goes into the document, `others` are members by name."""
    document = (
        f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    )
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, data in others.items():
            archive.writestr(name, data)
    return stream.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def part(element: str, text: str) -> str:
    return f'<w:{element} xmlns:w="{W}">{paragraph(text)}</w:{element}>'


def test_a_word_file_is_read_with_tables_headers_notes_and_without_deletions(
    tmp_path: Path,
) -> None:
    table = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>石料</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>310吨</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>柳河</w:t></w:r>"
        "<w:r><w:t>石桥</w:t><w:tab/><w:t>2019</w:t><w:br/><w:t>next</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>kept &amp; new</w:t></w:r></w:ins></w:p>" + table
    )
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t">'
        "<dc:title>Draft 1</dc:title><dc:creator>Lin</dc:creator>"
        "<dcterms:created>2019-04-12T01:00:00Z</dcterms:created></cp:coreProperties>"
    )
    data = docx(
        body,
        **{
            "word/header1.xml": part("hdr", "page head"),
            "word/footer1.xml": part("ftr", "page foot"),
            "word/footnotes.xml": part("footnotes", "a note"),
            "docProps/core.xml": core,
        },
    )
    (source,) = made(tmp_path, "a.docx", data)
    assert source.text == (
        "page head\n\n柳河石桥\t2019\nnext\nkept & new\n石料\t310吨\n\na note\n\npage foot"
    )
    assert (source.hints.title, source.hints.author) == ("Draft 1", "Lin")
    assert source.hints.published == "2019-04-12T01:00:00Z"
    assert not source.hints.trusted


def test_a_word_file_under_another_name_is_known_by_its_content(tmp_path: Path) -> None:
    assert made(tmp_path, "report", docx(paragraph("words")))[0].text == "words"


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = docx(paragraph("a" * 30_000_000))
    assert len(bomb) < 100_000
    assert "zip bomb" in refused(tmp_path, "bomb.docx", bomb)


def test_a_word_file_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    limits = Settings(max_bytes=5000)
    assert "unpacks" in refused(tmp_path, "a.docx", docx(paragraph("ab" * 4000)), limits)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_word_file_are_refused(tmp_path: Path, encoding: str) -> None:
    lines = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    laughs = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a0 "ha">{lines}]>'
    xml = f'{laughs}<w:document xmlns:w="{W}">{paragraph("&a9;")}</w:document>'
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", xml.encode(encoding))
    assert "entities" in refused(tmp_path, "laughs.docx", stream.getvalue())


def test_a_word_file_that_nests_deeply_is_read(tmp_path: Path) -> None:
    deep = "<w:sdt>" * 100_000 + paragraph("deep") + "</w:sdt>" * 100_000
    limits = Settings(max_bytes=10_000_000)
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}">{deep}</w:document>')
    assert made(tmp_path, "a.docx", stream.getvalue(), limits)[0].text == "deep"


@pytest.mark.parametrize(
    "data",
    [
        docx(paragraph("words"))[:-40],
        docx("<w:p>"),
        b"PK\x03\x04 and nothing else",
        b"not a zip file",
    ],
)
def test_a_damaged_word_file_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "damaged" in refused(tmp_path, "a.docx", data)


def test_an_archive_that_is_no_document_is_refused(tmp_path: Path) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "words")
    assert "archive" in refused(tmp_path, "a.docx", stream.getvalue())


@pytest.mark.parametrize(
    ("modified", "published"),
    [("2019-04-12T01:00:00Z", ""), ("2019-04-12T03:30:00Z", "2019-04-12T01:00:00Z")],
)
def test_a_file_that_nobody_wrote_on_has_the_day_of_a_program(
    tmp_path: Path, modified: str, published: str
) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dcterms="t">'
        "<dcterms:created>2019-04-12T01:00:00Z</dcterms:created>"
        f"<dcterms:modified>{modified}</dcterms:modified></cp:coreProperties>"
    )
    data = docx(paragraph("The mill stands still"), **{"docProps/core.xml": core})
    (source,) = made(tmp_path, "a.docx", data)
    assert source.hints.published == published
