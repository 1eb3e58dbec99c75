"""File formats: the text and the hints that come out, and what broken and hostile files do."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from search.document import Source
from search.errors import ReadError
from search.reading import contents, read, walk
from search.settings import Settings

SAMPLES = Path(__file__).parent / "files" / "reading"
SETTINGS = Settings()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def sample(name: str) -> list[Source]:
    (file,) = (file for file in walk(SAMPLES, SETTINGS).files if file.path == name)
    return read(file, SETTINGS)


def made(folder: Path, name: str, data: bytes, limits: Settings = SETTINGS) -> list[Source]:
    (folder / name).write_bytes(data)
    (file,) = (file for file in walk(folder, limits).files if file.path == name)
    return read(file, limits)


def refused(folder: Path, name: str, data: bytes, limits: Settings = SETTINGS) -> str:
    with pytest.raises(ReadError) as caught:
        made(folder, name, data, limits)
    assert "\n" not in caught.value.reason
    assert len(caught.value.reason) < 100
    return caught.value.reason


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


# Text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_twins_of_one_text_in_different_encodings_are_one_text(
    tmp_path: Path, encoding: str
) -> None:
    text = "渔港的灯塔\n每晚七点亮灯。\n"
    (source,) = made(tmp_path, "灯塔.txt", text.encode(encoding))
    assert source.text == text
    assert source.path == "灯塔.txt"
    assert source.media_type == "text/plain"


def test_line_ends_become_newlines_and_what_no_text_may_hold_is_gone(tmp_path: Path) -> None:
    (source,) = made(tmp_path, "a.txt", b"one\r\ntwo\rthr\0ee\x0cfour")
    assert source.text == "one\ntwo\nthree\nfour"


def test_an_unknown_name_is_read_when_it_holds_text(tmp_path: Path) -> None:
    assert made(tmp_path, "README", b"read me first")[0].text == "read me first"
    assert made(tmp_path, "a.rst", "标题\n====".encode())[0].encoding == "utf-8"


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), "binary"),
        ("noise", bytes((n * 7919 >> 3) % 256 for n in range(4000)), "binary"),
        ("blank.txt", b" \n\t \r\n", "empty"),
        ("zeros.txt", bytes(3), "empty"),
        ("mark.txt", b"\xef\xbb\xbf", "empty"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
        ("old.doc", b"whatever", "save it as .docx"),
        ("secret.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
        ("letter", b"{\\rtf1 words}", "save it as .docx"),
        ("blank.html", b"<html><script>var a</script></html>", "empty"),
        ("empty.csv", b"\n\n", "empty"),
    ],
)
def test_what_holds_no_text_is_refused_with_a_reason(
    tmp_path: Path, name: str, data: bytes, word: str
) -> None:
    assert word in refused(tmp_path, name, data)


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    assert "huge" in refused(tmp_path, "a.txt", b"word " * 30, Settings(max_characters=100))


def test_front_matter_of_markdown_becomes_hints_and_the_rest_stays() -> None:
    (source,) = sample("note.md")
    assert source.text == "# The weir\n\nWater *rose* by two metres.\n"
    assert source.hints.title == "Notes on the weir"
    assert source.hints.published == "2021-02-03"
    assert source.hints.author == "K. Lund"
    assert source.hints.trusted


@pytest.mark.parametrize(
    "text",
    ["---\n\nA rule, then words\n\n---\n", "---\ntitle: never closed\n", "a\n---\nb: c\n---"],
)
def test_rules_in_markdown_are_no_front_matter(tmp_path: Path, text: str) -> None:
    assert made(tmp_path, "a.md", text.encode())[0].text == text


# HTML


def test_a_page_is_read_in_lines_with_its_navigation_and_without_its_scripts() -> None:
    (source,) = sample("bridge.html")
    assert source.text.split("\n") == [
        "首页 | 新闻",
        "",
        "青石镇修复百年石桥",
        "",
        "发布时间：2019-04-12\u00a0\u00a0来源：青石镇文化站",
        "",
        "历时七个月，横跨柳河的百年石桥修复完成，昨日重新开放。",
        "",
        "工程使用原来的石料&石灰。",
        "桥长四十二米。",
        "",
        "项目\t数额",
        "石料\t310吨",
        "",
        "版权所有：青石镇人民政府",
    ]


def test_a_page_says_its_title_date_source_and_language_itself() -> None:
    hints = sample("bridge.html")[0].hints
    assert hints.title == "青石镇修复百年石桥"
    assert hints.published == "2019-04-12 09:30"
    assert hints.publisher == "青石镇文化站"
    assert hints.language == "zh-CN"
    assert hints.url == "http://www.example.cn/2019/0412/bridge.html"
    assert hints.trusted


@pytest.mark.parametrize(
    ("markup", "field", "value"),
    [
        ("<title>A &amp; B</title>", "title", "A & B"),
        ("<title>Site</title><meta property=og:title content=Story>", "title", "Story"),
        (
            "<meta property='article:published_time' content='2020-01-02T03:04Z'>",
            "published",
            "2020",
        ),
        ("<time datetime=2017-08-09 pubdate>Wednesday</time>", "published", "2017-08-09"),
        ("<p><time datetime=2016-08-09>then</time>", "published", "2016-08-09"),
        ("<p><time datetime=2016>a</time><time datetime=2017>b</time>", "published", ""),
        ("<meta property=og:site_name content='The Paper'>", "publisher", "The Paper"),
        ("<meta name=author content='  J.\n Doe '>", "author", "J. Doe"),
        ("<html lang=en-GB>", "language", "en-GB"),
    ],
)
def test_facts_in_markup_become_hints(tmp_path: Path, markup: str, field: str, value: str) -> None:
    (source,) = made(tmp_path, "a.html", f"{markup}<body>words".encode())
    found = getattr(source.hints, field)
    assert found.startswith(value)
    assert bool(found) == bool(value)


def test_linked_data_of_a_news_page_is_read(tmp_path: Path) -> None:
    data = {
        "@graph": [
            {"@type": "Organization", "name": "Other"},
            {
                "@type": "NewsArticle",
                "headline": "Ferry adds trips",
                "datePublished": "2020-05-06",
                "publisher": {"name": "Harbour Post"},
                "author": [{"name": "R. Ames"}],
            },
        ]
    }
    page = f'<script type="application/ld+json">{json.dumps(data)}</script><body>words'
    hints = made(tmp_path, "a.html", page.encode())[0].hints
    assert (hints.title, hints.published) == ("Ferry adds trips", "2020-05-06")
    assert (hints.publisher, hints.author) == ("Harbour Post", "R. Ames")


@pytest.mark.parametrize("data", ["{", "[" * 100_000, '"text"', '{"headline": {"a": 1}}'])
def test_broken_linked_data_costs_nothing_else(tmp_path: Path, data: str) -> None:
    page = f'<title>T</title><script type="application/ld+json">{data}</script><body>words'
    (source,) = made(tmp_path, "a.html", page.encode())
    assert (source.text, source.hints.title) == ("words", "T")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<pre>if a:\n    b\tc</pre>", "if a:\n    b\tc"),
        ("a <b>bold</b>\n word<br>next", "a bold word\nnext"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<ul><li>one</li> <li>two</li></ul>", "one\ntwo"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<br><br><br><br>a<br><br><br>b", "a\n\nb"),
        ("&lt;b&gt; &amp;amp; &copy; &#20013;", "<b> &amp; © 中"),
        ("新<!-- > -->疆<template>x</template><style>y</style>", "新疆"),
        ('<a title="x > y">link</a>', "link"),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字</ruby>", "漢字"),
        ("<svg><text>x</text></svg>after", "after"),
        ("\x03a\x04b", "ab"),
    ],
)
def test_markup_is_laid_out_as_a_browser_would(tmp_path: Path, markup: str, text: str) -> None:
    assert made(tmp_path, "a.htm", markup.encode())[0].text == text


def test_a_page_with_a_wrong_charset_is_read_all_the_same(tmp_path: Path) -> None:
    page = "<meta charset=iso-8859-1><p>海边的灯塔年久失修"
    assert made(tmp_path, "a.html", page.encode("gbk"))[0].text == "海边的灯塔年久失修"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "x",
        "<b>x</i>" * 100_000,
        "<div>" * 9000 + "</div>" * 9000,
        "<p>" + "".join(f"<font size={n}>" for n in range(3000)) + "<p>x" * 3000,
    ],
)
def test_a_page_that_nests_without_end_is_refused(tmp_path: Path, markup: str) -> None:
    assert "deep" in refused(tmp_path, "a.html", markup.encode())


def test_a_long_table_without_end_tags_is_not_deep(tmp_path: Path) -> None:
    (source,) = made(tmp_path, "a.html", b"<table>" + b"<tr><td>a<td>b" * 6000)
    assert source.text.startswith("a\tb\na\tb\n")


# Word


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


# PDF


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


# Mail


def test_a_mail_gives_its_plain_text_once_and_its_headers_as_hints() -> None:
    (source,) = sample("library.eml")
    assert source.text == (
        "各位讀者：\n\n圖書館自五月起週六也開放，時間是上午九點到下午五點。\n歡迎帶孩子一起來。"
    )
    assert source.hints.title == "關於圖書館週六開放的通知"
    assert source.hints.author == "林小姐"
    assert source.hints.published == "2019-04-30"
    assert source.encoding == "big5hkscs"


def test_a_mail_without_plain_text_gives_the_text_of_its_page(tmp_path: Path) -> None:
    mail = "Subject: x\nContent-Type: text/html; charset=utf-8\n\n<p>新闻</p><p>two"
    assert made(tmp_path, "a.eml", mail.encode())[0].text == "新闻\n\ntwo"


def test_raw_bytes_in_headers_are_decoded(tmp_path: Path) -> None:
    mail = "Subject: 关于夜校开课的通知\nDate: soon\n\nwords".encode("gbk")
    hints = made(tmp_path, "a.eml", mail)[0].hints
    assert hints.title == "关于夜校开课的通知"
    assert hints.published == "soon"


def test_attachments_are_no_text(tmp_path: Path) -> None:
    mail = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nletter\n"
        "--b\nContent-Disposition: attachment; filename=a.txt\n\nsecret\n--b--\n"
    )
    assert made(tmp_path, "a.eml", mail.encode())[0].text == "letter"


@pytest.mark.parametrize(
    "mail",
    [
        b"Content-Type: text/plain; charset=\xff\xfe\nSubject: =?x?q?=ZZ?=\n\nwords",
        b"Content-Type: text/plain; charset=base64\nFrom: <\nDate: \xe4\n\nwords",
        b"Subject: =?utf-8?b?!!!!?=\nContent-Transfer-Encoding: base64\n\nwords",
        b"From: " + b"(" * 100_000 + b"\n\nwords",
    ],
)
def test_broken_headers_do_not_stop_a_mail(tmp_path: Path, mail: bytes) -> None:
    assert made(tmp_path, "a.eml", mail)[0].text


def test_what_is_no_mail_is_refused(tmp_path: Path) -> None:
    assert "not a mail" in refused(tmp_path, "a.eml", b"\n\njust words")


# Tables and records


def test_rows_of_a_table_with_a_text_column_are_documents() -> None:
    first, second, third = sample("reports.csv")
    assert [source.path for source in (first, second, third)] == [
        "reports.csv#1",
        "reports.csv#2",
        "reports.csv#3",
    ]
    assert first.text == "山脚的果园改用滴灌，\n每亩节水三成。\n\n关键词: 灌溉;节水"
    assert first.hints.title == "果园灌溉改造"
    assert first.hints.published == "2018-07-03"
    assert first.hints.publisher == "农技站"
    assert third.text == "空白"
    assert len({source.digest for source in (first, second, third)}) == 3
    assert first.encoding == "gb18030"


def test_a_table_of_figures_is_one_document(tmp_path: Path) -> None:
    table = "year,town,people\n2019,Ames,120\n2020,Ames,125\n"
    (source,) = made(tmp_path, "a.csv", table.encode())
    assert source.text == table
    assert source.path == "a.csv"


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_other_delimiters_are_seen_in_the_header(tmp_path: Path, delimiter: str) -> None:
    table = "\n".join(delimiter.join(row) for row in (("Title", "Full Text"), ("a", "b, c; ")))
    name = "a.tsv" if delimiter == "\t" else "a.csv"
    if delimiter == ";":
        table = table.replace("; ", "")
    assert made(tmp_path, name, table.encode())[0].hints.title == "a"


def test_a_summary_is_a_text_only_beside_a_title(tmp_path: Path) -> None:
    rows = made(tmp_path, "a.csv", b"title,summary\none,first words\ntwo,more words")
    assert [row.text for row in rows] == ["first words", "more words"]
    (one,) = made(tmp_path, "b.csv", b"price,description\n3,a nail\n")
    assert one.text.startswith("price")


def test_a_row_keeps_its_digest_when_other_rows_change(tmp_path: Path) -> None:
    before = made(tmp_path, "a.csv", b"title,text\na,one\nb,two\n")
    after = made(tmp_path, "a.csv", b"title,text\na,one\nb,three\n")
    assert before[0].digest == after[0].digest
    assert before[1].digest != after[1].digest


TABLE_OF_PLACES = """名称,地区,日期,说明
天山众创空间,新疆,2016-08-15,为大学生和归国人员提供办公场地、创业辅导和融资对接服务。
西湖创客汇,浙江,2017-03-02,面向互联网团队的孵化器，每月举办两次路演活动。
北疆创业园,新疆,,
"""


@pytest.mark.parametrize("column", ["说明", "简介", "内容摘要", "介绍", "Description"])
def test_a_column_of_prose_beside_names_makes_rows_documents(tmp_path: Path, column: str) -> None:
    first, second, third = made(tmp_path, "a.csv", TABLE_OF_PLACES.replace("说明", column).encode())
    assert first.text.startswith("为大学生和归国人员")
    assert first.text.endswith("地区: 新疆")
    assert (first.hints.title, first.hints.published) == ("天山众创空间", "2016-08-15")
    assert (second.hints.title, third.hints.title) == ("西湖创客汇", "北疆创业园")


@pytest.mark.parametrize(
    "table",
    [
        "名称,面积,说明\n甲,300,合格\n乙,20,不合格\n丙,5,合格\n",
        "name,price,description\nnail,3,iron\nscrew,4,steel 5 mm\n",
        "name,value\nRainfall in the whole of the year before the last one,3\n",
        "名称,2015,2016\n新疆,13.5,14.2\n浙江,20.1,22.3\n",
    ],
)
def test_a_table_of_numbers_and_remarks_is_one_document(tmp_path: Path, table: str) -> None:
    (source,) = made(tmp_path, "a.csv", table.encode())
    assert source.path == "a.csv"


def test_records_with_a_description_are_documents_where_it_is_prose(tmp_path: Path) -> None:
    prose = "The hall by the river has rooms for forty start-ups, and a workshop."
    rows = [{"name": f"Hall {n}", "description": prose} for n in range(3)]
    data = "\n".join(map(json.dumps, rows)).encode()
    assert [row.hints.title for row in made(tmp_path, "a.jsonl", data)] == [
        "Hall 0",
        "Hall 1",
        "Hall 2",
    ]


def test_a_very_long_field_and_ragged_rows_are_read(tmp_path: Path) -> None:
    table = "title,text\na," + "long " * 60_000 + "\nb\nc,d,e,f\n"
    rows = made(tmp_path, "a.csv", table.encode())
    assert [len(row.text) for row in rows] == [300_000, 1, 1]


def test_lines_of_json_are_documents_and_a_broken_line_loses_nothing(tmp_path: Path) -> None:
    first, second = sample("articles.jsonl")
    assert first.text == (
        "The ferry now leaves until ten at night.\nTickets cost the same."
        "\n\ntags: transport\nharbour"
    )
    assert first.hints.title == "Harbour ferry adds evening trips"
    assert first.hints.url == "https://example.org/ferry"
    assert second.hints.title == "Lone half \ufffd stays readable"
    lines = b'{"text": "one"}\n\nnot json\n{"text": "two"}\nnull\n{"text": "three"}\n'
    (tmp_path / "a.jsonl").write_bytes(lines)
    sources, refused = contents(walk(tmp_path, Settings()).files[0], Settings())
    assert [source.path for source in sources] == ["a.jsonl#1", "a.jsonl#3", "a.jsonl#5"]
    assert refused == ((2, "line 3: not JSON"), (4, "line 5: not a JSON object"))


def test_a_json_list_of_objects_with_text_is_a_document_each(tmp_path: Path) -> None:
    data = json.dumps([{"title": "a", "body": "one"}, {"title": "b", "body": "two"}])
    assert [row.path for row in made(tmp_path, "a.json", data.encode())] == ["a.json#1", "a.json#2"]


def test_one_json_object_with_text_is_one_document(tmp_path: Path) -> None:
    data = '{"标题": "灯塔", "正文": "每晚七点亮灯", "来源": {"name": "港务处"}}'
    (source,) = made(tmp_path, "a.json", data.encode())
    assert (source.path, source.text) == ("a.json", "每晚七点亮灯")
    assert (source.hints.title, source.hints.publisher) == ("灯塔", "港务处")


@pytest.mark.parametrize(
    "data", ['{"port": "harbour"}', '["a", "b"]', '[{"a": "x"}]', "[" * 100_000 + "x", '{"text": ']
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_other_json_is_one_document_as_it_stands(tmp_path: Path, data: str, name: str) -> None:
    (source,) = made(tmp_path, name, data.encode())
    assert (source.path, source.text) == (name, data)


# Any bytes under any name

NAMES = ("a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.eml", "a.csv", "a.jsonl", "a.json", "a")
FRAGMENTS = st.sampled_from(
    (
        *(b"<p>", b"<table><td>", b"<!--", b'<a "', b"&#xd800;", b"\\ud800", b"\0", b"\xff\xfe"),
        *(b"\n---\n", b"title,text\n", b'{"text":"', b'"}\n', b"Subject: =?utf-8?"),
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
        *(b"%PDF-1.4", b"PK\x03\x04", "新闻".encode("gbk"), "新闻".encode()),
    )
)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(NAMES),
    data=st.lists(FRAGMENTS | st.binary(max_size=20), min_size=1, max_size=8).map(b"".join),
)
def test_any_bytes_become_valid_documents_or_a_reason(
    tmp_path: Path, name: str, data: bytes
) -> None:
    try:
        sources = made(tmp_path, name, data or b" ")
    except ReadError:
        return
    assert sources
    for source in sources:
        for text in (source.text, source.path, source.hints.title, source.hints.author):
            text.encode("utf-8")
            assert "\0" not in text
            assert "\r" not in text
