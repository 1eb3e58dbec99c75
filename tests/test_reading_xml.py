"""XML: the text without its tags, what its elements say of it, and hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_fixtures import made

from search.errors import ReadError

REPORT = """<?xml version="1.0" encoding="gb18030"?>
<report>
  <head><title>山脚的果园</title><pubDate>2018-07-03</pubDate></head>
  <body><p>果园改用<hi rend="b">滴灌</hi>，
  每亩节水三成。</p><p>A &amp; B agreed.</p></body>
</report>
"""


def test_tags_are_no_text_and_inline_ones_part_no_words(tmp_path: Path) -> None:
    (source,) = made(tmp_path, "a.xml", REPORT.encode("gb18030"))
    assert source.text.split("\n") == [
        "山脚的果园",
        "2018-07-03",
        "果园改用滴灌， 每亩节水三成。",
        "A & B agreed.",
    ]
    assert (source.hints.title, source.hints.published) == ("山脚的果园", "2018-07-03")
    assert source.media_type == "application/xml"


def test_the_pages_in_a_feed_are_read_as_pages(tmp_path: Path) -> None:
    feed = (
        "<rss><channel><title>Mills</title><item><title>Oak</title>"
        "<description><![CDATA[<p>Oak <b>wheels</b> are quiet.</p><p>Iron lasts.</p>]]>"
        "</description></item></channel></rss>"
    )
    (source,) = made(tmp_path, "a.rss", feed.encode())
    assert [line for line in source.text.split("\n") if line] == [
        "Mills",
        "Oak",
        "Oak wheels are quiet.",
        "Iron lasts.",
    ]
    assert source.hints.title == "Mills"


@pytest.mark.parametrize(
    "text", ["<open>words that go on", "words & more < than", "no tags at all"]
)
def test_what_is_no_xml_is_kept_as_it_is_written(tmp_path: Path, text: str) -> None:
    (source,) = made(tmp_path, "a.xml", text.encode())
    assert source.text == text


def test_a_page_in_xhtml_is_read_as_a_page(tmp_path: Path) -> None:
    page = (
        "<?xml version='1.0'?><html><head><title>Mill</title></head><body><p>Oak.</p></body></html>"
    )
    (source,) = made(tmp_path, "a.xml", page.encode())
    assert (source.text.strip(), source.hints.title) == ("Oak.", "Mill")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c; words</a>',
            "declares entities",
        ),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b; words</a>', "declares"),
        ("<a>" * 50_000 + "words" + "</a>" * 50_000, "nested too deeply"),
    ],
)
def test_hostile_xml_is_refused_with_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        made(tmp_path, "a.xml", text.encode())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("oak mill\n<>&;果园", max_size=12), max_size=8))
def test_any_text_between_elements_is_found_in_the_document(words: list[str]) -> None:
    from html import escape

    from search.reading.raw import Raw
    from search.reading.xml import read_xml
    from search.settings import Settings

    body = "".join(f"<p>{escape(word)}</p>" for word in words)
    (part,) = read_xml(Raw("a.xml", f"<doc>{body}</doc>".encode(), Settings()))
    for word in words:
        if "<" not in word:
            assert " ".join(word.split()) in part.text
