"""Slides and OpenDocument: what they show is read, in order; old and locked ones are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_fixtures import made, refused
from reliability.formats import docx, epub
from reliability.office import archive, compound, links, opendocument, shape, slides, workbook

TABLE = (
    "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>石料</a:t></a:r></a:p></a:txBody>"
    "</a:tc><a:tc><a:txBody><a:p><a:r><a:t>310吨</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>"
    "</p:graphicFrame>"
)
CORE = (
    b'<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Draft</dc:title>'
    b"<dcterms:created>2019-04-12T01:00:00Z</dcterms:created></cp:coreProperties>"
)
META = (
    b'<office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><dc:title>Draft</dc:title>'
    b"<meta:initial-creator>Lin</meta:initial-creator><dc:creator>Wu</dc:creator>"
    b"<meta:creation-date>2019-04-12T01:00:00</meta:creation-date></office:document-meta>"
)


def test_slides_stand_in_their_order_titles_first_and_notes_last(tmp_path: Path) -> None:
    first = shape("2019", "dt") + shape("柳河石桥\n第二行") + shape("石桥", "ctrTitle") + TABLE
    data = slides(
        first,
        shape("Next", "title") + shape("7", "sldNum") + shape("words"),
        notes=[shape("say this") + shape("1", "sldNum")],
        members={"docProps/core.xml": CORE},
    )
    (source,) = made(tmp_path, "a.pptx", data)
    assert source.text == "石桥\n柳河石桥\n第二行\n石料\t310吨\nsay this\n\nNext\nwords"
    assert source.media_type.endswith("presentationml.presentation")
    assert (source.hints.title, source.hints.published) == ("Draft", "2019-04-12T01:00:00Z")
    assert not source.hints.trusted


def test_the_words_of_a_diagram_belong_to_its_slide(tmp_path: Path) -> None:
    words = b'<m xmlns:a="a"><a:p><a:t>flood</a:t></a:p><a:p><a:t>weir</a:t></a:p></m>'
    members = {
        "ppt/slides/_rels/slide1.xml.rels": links(("diagramData", "../diagrams/data1.xml")),
        "ppt/diagrams/data1.xml": words,
    }
    data = slides(shape("Plan", "title"), members=members)
    assert made(tmp_path, "a.pptx", data)[0].text == "Plan\nflood\nweir"


def test_a_text_of_opendocument_is_read_with_tables_notes_and_feet(tmp_path: Path) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>a note"
        "</text:p></text:note-body></text:note>"
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        f"<text:h>柳河<text:span>石桥</text:span></text:h>"
        f'<text:p>one{note}<text:s text:c="2"/>two\n'
        "  three<text:tab/>four<text:line-break/>five</text:p>"
        f"<table:table><table:table-row>{cell.format('石料')}{cell.format('310吨')}"
        "</table:table-row></table:table>"
    )
    page = "<style:{0}><text:p>page {0}</text:p></style:{0}>"
    styles = f'<s xmlns:style="s" xmlns:text="t">{page.format("header")}{page.format("footer")}</s>'
    members = {"styles.xml": styles.encode(), "meta.xml": META}
    (source,) = made(tmp_path, "a.odt", opendocument("text", body, members=members))
    assert source.text == (
        "page header\n\n柳河石桥\none  two three\tfour\nfive\n石料\t310吨\na note\n\npage footer"
    )
    assert source.media_type == "application/vnd.oasis.opendocument.text"
    assert (source.hints.title, source.hints.author) == ("Draft", "Lin")
    assert source.hints.published == "2019-04-12T01:00:00"


def test_slides_of_opendocument_have_titles_first_and_notes_last(tmp_path: Path) -> None:
    frame = "<draw:frame{}><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    notes = f"<presentation:notes>{frame.format('', 'say this')}</presentation:notes>"
    title = frame.format(' presentation:class="title"', "石桥")
    body = (
        f"<draw:page>{notes}{frame.format('', 'words')}{title}</draw:page>"
        f"<draw:page>{frame.format('', 'next')}</draw:page>"
    )
    (source,) = made(tmp_path, "a.odp", opendocument("presentation", body))
    assert source.text == "石桥\nwords\nsay this\n\nnext"


MADE = {
    "a": docx("<w:p><w:r><w:t>words</w:t></w:r></w:p>"),
    "b": epub("<p>words</p>"),
    "c": slides(shape("words")),
    "d": opendocument("text", "<text:p>words</text:p>"),
    "e": workbook({"words": [(1.0,)]}),
}


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.odt", "a.txt", "a"])
@pytest.mark.parametrize("data", MADE.values(), ids=MADE)
def test_an_archive_is_known_by_what_is_in_it(tmp_path: Path, name: str, data: bytes) -> None:
    assert made(tmp_path, name, data)[0].text.startswith("words")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (compound("WordDocument", inner=["Workbook"]), "an old Word file"),
        (compound("PowerPoint Document"), "old slides"),
        (compound("EncryptionInfo", "EncryptedPackage"), "password"),
        (compound("__properties_version1.0"), "mail"),
        (compound("Contents", inner=["Workbook"]), "an old or encrypted Office file"),
        (compound("Workbook", inner=["WordDocument"]), "empty"),
        (compound("WordDocument")[:1000], "an old or encrypted Office file"),
    ],
)
def test_a_compound_file_is_known_by_the_streams_at_its_root(
    tmp_path: Path, data: bytes, word: str
) -> None:
    assert word in refused(tmp_path, "a.doc", data)


LOCKED = {"META-INF/manifest.xml": b"<!DOCTYPE m><m><file><encryption-data/></file></m>"}
ENTITY = '<!DOCTYPE x [<!ENTITY a "ha">]>'


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.odt", opendocument("text", "", members=LOCKED), "password"),
        ("a.odt", opendocument("text", "&a;", head=ENTITY), "entities"),
        ("a.pptx", slides("&a;", head=ENTITY), "entities"),
        ("a.pptx", slides("<p:sp>"), "damaged"),
        ("a.odt", opendocument("text", "<text:p>"), "damaged"),
        ("a.pptx", b"not a zip file", "PowerPoint"),
        ("a.odp", b"not a zip file", "LibreOffice"),
        ("a.odt", archive({"content.xml": bytes(30_000_000)}), "zip bomb"),
        ("a.pptx", slides(shape("")), "empty"),
        ("a.odt", archive({"content.xml": b"<html/>"}), "empty"),
    ],
)
def test_what_is_damaged_or_hostile_is_refused(
    tmp_path: Path, name: str, data: bytes, word: str
) -> None:
    assert word in refused(tmp_path, name, data)


def test_what_nests_deeply_is_read(tmp_path: Path) -> None:
    deep = "<text:section>" * 50_000 + "<text:p>deep</text:p>" + "</text:section>" * 50_000
    body = f"<text:p>{' '.join(map(str, range(40_000)))}</text:p>{deep}"
    assert made(tmp_path, "a.odt", opendocument("text", body))[0].text.endswith("deep")
