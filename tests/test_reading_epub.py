"""E-books: chapters in reading order, what the book says of itself; hostile ones are refused."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_fixtures import made, refused

from search.errors import ReadError
from search.reading.epub import read_epub
from search.reading.raw import Raw
from search.settings import Settings

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
METADATA = (
    "<dc:title>柳河石桥志</dc:title><dc:title>Second title</dc:title>"
    "<dc:creator>Lin &amp; Wu</dc:creator><dc:language>zh-CN</dc:language>"
    '<dc:date opf:event="modification">2021-01-01</dc:date>'
    '<dc:date opf:event="publication">2019-04-12</dc:date><dc:publisher>柳河书局</dc:publisher>'
)


def package(metadata: str = METADATA, order: str = "b a", head: str = "") -> str:
    items = "".join(
        f'<item id="{name}" href="text/{name}%20x.xhtml" media-type="application/xhtml+xml"/>'
        for name in "ab"
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in order.split())
    return (
        f'<?xml version="1.0"?>{head}<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<metadata>{metadata}</metadata><manifest>{items}"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="p" href="p.png" media-type="image/png"/></manifest>'
        f"<spine>{refs}</spine></package>"
    )


def page(text: str) -> str:
    return (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
        f'<body><a id="p1"/><p>{text}</p></body></html>'
    )


def epub(opf: str | None = None, **others: str) -> bytes:
    """Make a book of two chapters; `others` replace members or add some."""
    members = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package() if opf is None else opf,
        "OEBPS/text/a x.xhtml": page("The second chapter."),
        "OEBPS/text/b x.xhtml": page("第一章，石桥。"),
        "OEBPS/nav.xhtml": page("Contents"),
    } | others
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", compress_type=ZIP_STORED)
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_book_is_read_in_its_own_order_and_says_what_it_is(tmp_path: Path) -> None:
    (source,) = made(tmp_path, "a.epub", epub())
    assert source.text == "第一章，石桥。\n\nThe second chapter."
    assert source.media_type == "application/epub+zip"
    hints = source.hints
    assert (hints.title, hints.author, hints.language) == ("柳河石桥志", "Lin & Wu", "zh-CN")
    assert (hints.published, hints.publisher) == ("2019-04-12", "柳河书局")
    assert hints.trusted


def test_a_book_under_another_name_is_known_by_its_content(tmp_path: Path) -> None:
    assert "石桥" in made(tmp_path, "book", epub())[0].text


def test_what_is_no_text_of_a_chapter_stays_marked_where_it_stands(tmp_path: Path) -> None:
    menu = "<nav>" + "".join(f'<a href="{n}">Chapter {n}</a> ' for n in range(9)) + "</nav>"
    body = "".join(f"<p>这是石桥的第{n}段正文，讲述它怎样修成。</p>" for n in range(9))
    book = epub(**{"OEBPS/text/a x.xhtml": page(f"{body}</p>{menu}<p>")})
    (source,) = made(tmp_path, "a.epub", book)
    marked = "".join(source.text[span.start : span.end] for span in source.chrome)
    assert "Chapter 3" in marked
    assert "石桥" not in marked


def test_a_chapter_counts_once_and_parts_that_are_missing_or_no_text_not_at_all(
    tmp_path: Path,
) -> None:
    (source,) = made(tmp_path, "a.epub", epub(package(order="a p c a nav a")))
    assert source.text == "The second chapter."


def test_a_document_type_does_no_harm_but_entities_are_refused(tmp_path: Path) -> None:
    harmless = '<!DOCTYPE package PUBLIC "+//ISBN 0//EN" "http://example.org/oebpkg.dtd">'
    assert made(tmp_path, "a.epub", epub(package(head=harmless)))
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert "entities" in refused(tmp_path, "b.epub", epub(package("&b;", head=laughs)))


def test_entities_in_a_chapter_expand_to_nothing(tmp_path: Path) -> None:
    lines = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    laughs = f'<!DOCTYPE html [<!ENTITY a0 "ha">{lines}]>' + page("words &a9;")
    (source,) = made(tmp_path, "a.epub", epub(**{"OEBPS/text/a x.xhtml": laughs}))
    assert len(source.text) < len(laughs)


def test_zip_bombs_are_refused_wherever_they_are(tmp_path: Path) -> None:
    bomb = page("a" * 30_000_000)
    assert "zip bomb" in refused(tmp_path, "a.epub", epub(**{"OEBPS/text/a x.xhtml": bomb}))
    assert "zip bomb" in refused(tmp_path, "b.epub", epub(package(" " * 30_000_000)))


def test_a_book_beyond_the_limit_on_bytes_is_refused(tmp_path: Path) -> None:
    long = {"OEBPS/text/a x.xhtml": page("石" * 4000)}
    assert "unpacks" in refused(tmp_path, "a.epub", epub(**long), Settings(max_bytes=5000))


def test_a_book_that_is_locked_is_refused_and_one_with_locked_fonts_is_not(tmp_path: Path) -> None:
    def encryption(name: str) -> str:
        return f'<encryption><CipherData><CipherReference URI="{name}"/></CipherData></encryption>'

    locked = epub(**{"META-INF/encryption.xml": encryption("OEBPS/text/a%20x.xhtml")})
    assert "DRM" in refused(tmp_path, "a.epub", locked)
    fonts = epub(**{"META-INF/encryption.xml": encryption("OEBPS/font.otf")})
    assert made(tmp_path, "b.epub", fonts)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (epub()[:-40], "damaged"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (b"not a zip file", "damaged"),
        (epub("<package>"), "damaged"),
        (epub(package(order="")), "empty"),
        (epub(**{"META-INF/container.xml": CONTAINER.replace("book.opf", "../../x")}), "no e-book"),
        (epub(**{"META-INF/container.xml": "<container/>"}), "no e-book"),
    ],
)
def test_what_is_no_whole_book_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in refused(tmp_path, "a.epub", data)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(epub()) - 1), st.binary(min_size=1, max_size=20))
def test_a_damaged_book_is_read_or_refused(place: int, noise: bytes) -> None:
    data = epub()
    broken = data[:place] + noise + data[place + len(noise) :]
    raw = Raw("a.epub", broken, Settings())
    with suppress(ReadError):
        (part,) = read_epub(raw)
        assert isinstance(part.text, str)
