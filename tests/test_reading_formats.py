"""Plain text and Markdown, and what any bytes under any name do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_fixtures import made, refused, sample

from search.errors import ReadError
from search.settings import Settings

# Text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "在**凉山彝族自治州**西昌市，*火把节*，__斗牛__。",
            "在凉山彝族自治州西昌市，火把节，斗牛。",
        ),
        ('See [the **plan**](http://a.b/c "P") ![map](m.png).', "See the plan map."),
        ("![](https://a.b/c.jpg)\n\nan ![](d.png)[](https://a.b)empty one", "\n\nan empty one"),
        ("[![the map](m.png 'M')](https://a.b/c_(d)) here", "the map here"),
        ("**a *b* c** and snake_case_name, 2 * 3 * 4", None),
        (
            r"\*not\*, ~~特稿 \| 江西~~ [here](), C:\temp, ~~~ and ~5~",
            "*not*, 特稿 | 江西 here, C:\\temp, ~~~ and ~5~",
        ),
        (
            '<figure><img src="https://a.b/hk.jpg" alt=""><figcaption>吳冠中</figcaption></figure>',
            "\n\n吳冠中\n\n",
        ),
        (
            "the [[Taiwan]]岛 and [[China|the [mainland]]] ![[map.png]]",
            "the Taiwan岛 and [[China|the [mainland]]] ",
        ),
        (
            "在[[北京|京城]]，**[[Taiwan]] Semiconductor** | [[AMD\\|its rival]] |",
            "在京城，Taiwan Semiconductor | its rival |",
        ),
        ("as told [[1]], [[2]](#two), a[[0]], [[ -f x ]] and df[['a']]", None),
        ("before{{< video src=x.mp4 >}} {{% note %}}said{{% /note %}}", "before said"),
        ("我<b>們</b>，R&amp;D&nbsp;&copy x<br/>y", "我們，R&D\xa0&copy x\ny"),
        ("a<!-- <p>no --><STYLE>p { x }</style >b</style>c", "ac"),
        ("a <!-- b <style> c", "a <!-- b  c"),
        ("Vec<String>, <name>, 1 < 2 > 0, <https://a.b>", None),
        ("`<b>` stays\n\n```\n<figure>\n```", None),
        ("## Head\n\n* one\n* two\n\n`**code**`\n\n```\n**more** [a](b)\n```", None),
    ],
)
def test_markdown_is_read_without_what_its_page_does_not_show(
    tmp_path: Path, written: str, shown: str | None
) -> None:
    wanted = written.replace("**a *b* c**", "a b c") if shown is None else shown
    assert made(tmp_path, "a.md", written.encode())[0].text == wanted
    assert made(tmp_path, "a.txt", written.encode())[0].text == written


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
    assert source.text == "# The weir\n\nWater rose by two metres.\n"
    assert source.hints.title == "Notes on the weir"
    assert source.hints.published == "2021-02-03"
    assert source.hints.author == "K. Lund"
    assert source.hints.trusted
    assert source.hints.written


def test_front_matter_may_be_written_in_toml(tmp_path: Path) -> None:
    front = (
        '+++\ntitle = "Notes on the weir"\ntags = ["a",\n"b"]\ndate = 2021-02-03\n[params]\n+++\n'
    )
    (source,) = made(tmp_path, "a.md", f"{front}The water rose.\n".encode())
    assert source.text == "The water rose.\n"
    assert (source.hints.title, source.hints.published) == ("Notes on the weir", "2021-02-03")


@pytest.mark.parametrize("flag", ["true", "yes", "1", "draft", ""])
def test_what_front_matter_calls_published_is_a_date_or_a_flag(tmp_path: Path, flag: str) -> None:
    front = f"---\npublished: {flag}\ndate: '2011-12-06 13:26:08 +0800'\n---\nThe water rose.\n"
    assert made(tmp_path, "a.md", front.encode())[0].hints.published.startswith("2011-12-06")
    table = f"title,text,published,date\na,The water rose.,{flag},2011-12-06\n"
    assert made(tmp_path, "a.csv", table.encode())[0].hints.published == "2011-12-06"
    both = front.replace(f"published: {flag}", "published: 2011-12-09")
    assert made(tmp_path, "b.md", both.encode())[0].hints.published == "2011-12-09"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("'NOAA&#8217;s app &ndash; it''s new'", "NOAA’s app – it's new"),
        ('"The \\"Q&A\\" of R&D;"', 'The "Q&A" of R&D;'),
        ("He said 'no'<!--:--><!--:zh-->不", "He said 'no' 不"),
        (">-\n  Over the river\n  and far away", "Over the river and far away"),
        ("Over the river\n  and far away", "Over the river and far away"),
        (
            '"Over the River\\u2019s\\_\\\n  Bend\\\n  \\ and \\"far\\" away"',
            'Over the River’s Bend and "far" away',
        ),
        ('"C:\\dir \\x41"  # the folder', "C:\\dir A"),
        ("'It''s: over\n  the river' # so", "It's: over the river"),
        ("|\n  水位\n\n  上涨", "水位 上涨"),
        ('River: a "long" story', 'River: a "long" story'),
    ],
)
def test_titles_of_front_matter_are_read_as_they_are_meant(
    tmp_path: Path, written: str, title: str
) -> None:
    front = f"---\ntitle: {written}\nauthor:\n  name: K. Lund\n---\nThe water rose.\n"
    assert made(tmp_path, "a.md", front.encode())[0].hints.title == title


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize(
    "address",
    [
        f"data:image/png;base64,{'iVBORw0KGgoAAAANSUhEUgAAD/8+kP0A' * 900}==",
        "data:image/png;base64," + f"{'iVBORw0KGgoAAAANSUhEUgAAD/8+kP0A' * 2}\n" * 900 + "iVBORw==",
        "data:image/svg+xml;charset=utf-8,%3Csvg%20viewBox=%220%200%208%208%22%3E%3C/svg%3E",
        f"DATA:application/octet-stream;base64,{'A' * 5000}",
    ],
)
def test_a_picture_in_an_address_is_no_text(tmp_path: Path, name: str, address: str) -> None:
    written = f"水位上涨两米。\n\n![img]({address}) 完\n\n[ref]: {address}\n\nthe data: tables\n"
    (source,) = made(tmp_path, name, written.encode())
    shown = source.text.replace("![img]()", "img").replace("[ref]:", "").split()
    assert " ".join(shown) == "水位上涨两米。 img 完 the data: tables"


@pytest.mark.parametrize(
    ("name", "written", "text"),
    [
        ("a.md", "---\ntitle: The weir\ndeck: Water rose by two metres.\n---\n", "Water rose"),
        ("b.md", "---\ntitle: The weir | 水坝\n---\n![](a.jpg)\n", "The weir | 水坝"),
        ("a.html", "<title>The weir</title><meta name=description content='Water rose.'>", "Water"),
        ("b.html", "<title>The weir</title><script>run()</script>", "The weir"),
        ("a.eml", "From: a@b.cn\nSubject: The weir\n\n", "The weir"),
    ],
)
def test_without_a_text_the_abstract_or_the_title_is_read(
    tmp_path: Path, name: str, written: str, text: str
) -> None:
    (source,) = made(tmp_path, name, written.encode())
    assert source.text.startswith(text)
    assert source.hints.title.startswith("The weir")


@pytest.mark.parametrize(
    "text",
    [
        "+++\nnever = closed\n",
        "+++\nA sum, then words\n+++\n",
        "---\n\nA rule, then words\n\n---\n",
        "---\ntitle: never closed\n",
        "a\n---\nb: c\n---",
    ],
)
def test_rules_in_markdown_are_no_front_matter(tmp_path: Path, text: str) -> None:
    assert made(tmp_path, "a.md", text.encode())[0].text == text


# Any bytes under any name


NAMES = (
    *("a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.eml", "a.csv", "a.jsonl", "a.json", "a"),
    *("a.xlsx", "a.xls", "a.pptx", "a.odt", "a.ods", "a.rtf"),
)

FRAGMENTS = st.sampled_from(
    (
        *(b"<p>", b"<table><td>", b"<!--", b'<a "', b"&#xd800;", b"\\ud800", b"\0", b"\xff\xfe"),
        *(b"\n---\n", b"title,text\n", b'{"text":"', b'"}\n', b"Subject: =?utf-8?"),
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
        *(
            b"%PDF-1.4",
            b"PK\x03\x04",
            b"{\\rtf1",
            b"\\u20013?",
            "新闻".encode("gbk"),
            "新闻".encode(),
        ),
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
