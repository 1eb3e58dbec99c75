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


def pdf(*pages: str, password: str = "", title: str = "") -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    encrypt = StandardEncryption(password) if password else None
    canvas = Canvas(stream, encrypt=encrypt)
    canvas.setTitle(title)
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
    assert source.hints.published[:2] == "20"
    assert not source.hints.trusted


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
