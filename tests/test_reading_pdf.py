"""PDF files: Chinese text page after page, and reasons where there is none."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from reading_fixtures import made, refused
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from search.settings import Settings


def pdf(
    *pages: str, password: str = "", title: str = "", creator: str = "", producer: str = ""
) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    encrypt = StandardEncryption(password) if password else None
    canvas = Canvas(stream, encrypt=encrypt)
    canvas.setTitle(title)
    if producer:
        canvas.setCreator(creator)
        canvas.setProducer(producer)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        for number, line in enumerate(page.split("\n")):
            canvas.drawString(72, 700 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_a_chinese_pdf_is_read_page_after_page(tmp_path: Path) -> None:
    (source,) = made(tmp_path, "a.pdf", pdf("渔港的灯塔\nsecond line", "第二页", title="draft.doc"))
    assert source.text == "渔港的灯塔\nsecond line\n\n第二页"
    assert source.hints.title == "draft.doc"
    assert not source.hints.trusted


@pytest.mark.parametrize(
    ("creator", "producer", "is_stated"),
    [
        ("Acrobat PDFMaker 10.1 for Word", "Adobe PDF Library 10.0", True),
        ("Mozilla/5.0 (X11; Linux x86_64)", "Skia/PDF m120", False),
        ("Writer", "LibreOffice 7.4", False),
        ("", "", False),  # the library then names itself
    ],
)
def test_the_clock_of_a_converter_is_no_day_of_a_paper(
    tmp_path: Path, creator: str, producer: str, is_stated: bool
) -> None:
    (source,) = made(tmp_path, "a.pdf", pdf("渔港的灯塔", creator=creator, producer=producer))
    assert (source.hints.published[:2] == "20") == is_stated


def test_a_pdf_with_a_password_is_refused_with_the_reason(tmp_path: Path) -> None:
    assert "password" in refused(tmp_path, "a.pdf", pdf("words", password="secret"))


def test_a_scan_is_refused_with_the_remedy(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.pdf", pdf("")) == "no text layer (a scan?): needs OCR"


def test_a_pdf_with_too_much_text_is_refused(tmp_path: Path) -> None:
    data = pdf(*["many words " * 5] * 5)
    assert "huge" in refused(tmp_path, "a.pdf", data, Settings(max_characters=200))


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"no pdf at all"])
def test_a_damaged_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "damaged" in refused(tmp_path, "a.pdf", data)
