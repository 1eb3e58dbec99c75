"""Rich text: its words in whatever encoding they are written, once each and in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_fixtures import made, refused

FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}{\f2\fcharset204 Arial;}}"
CHINESE = r"{\rtf1\ansi\ansicpg936" + FONTS


def rtf(text: str, start: str = r"{\rtf1\ansi") -> bytes:
    return f"{start}\n{text}}}".encode("latin-1")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (rtf(r"\f1 \'d6\'d0\'b9\'fa \f2 \'c4\'e0", CHINESE), "中国 Да"),
        (rtf(r"\f0 \'d6\'d0\'b9\'fa", CHINESE), "中国"),
        (rtf(r"\f0 caf\'e9s", CHINESE), "cafés"),
        (rtf(r"\'d6\'d0\'b9\'fa", r"{\rtf1\ansi\ansicpg936"), "中国"),
        (rtf(r"\'81R {\b \'b9}\'fa", r"{\rtf1\ansi\ansicpg936"), "丷 国"),
        (rtf(r"\'b3\'5c\'a5\\", r"{\rtf1\ansi\ansicpg950"), "許功"),
        (rtf("\xd6\xd0\xb9\xfa", r"{\rtf1\ansi\ansicpg936"), "中国"),
        (rtf(r"\u20013?\u22269\'b9 {\uc2\u20013\'d6\'d0}\u-10179?\u-8704?!"), "中国 中😀!"),
        (rtf(r"\u-10179? alone"), "\ufffd alone"),
        (rtf(r"\'80 5 \{a\}\~b\_c\endash d\ldblquote e\rdblquote"), "€ 5 {a} b-c–d“e”"),
    ],
)
def test_rich_text_is_read_in_the_encodings_that_it_names(
    tmp_path: Path, data: bytes, text: str
) -> None:
    (source,) = made(tmp_path, "a.rtf", data)
    assert source.text == text
    assert source.media_type == "application/rtf"


def test_tables_notes_boxes_and_fields_are_read_and_what_does_not_show_is_not(
    tmp_path: Path,
) -> None:
    body = (
        r"{\header page head\par}{\footer page foot\par}{\stylesheet{\s0 Normal;}}"
        r"{\*\generator Word}one{\footnote a note}{\v hidden}{\deleted gone}\par"
        r"{\field{\*\fldinst{HYPERLINK http://a.b}}{\fldrslt link}}{\pict\bin5 }}}{}}\par"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box\par}}{\shprslt box}}"
        r"\trowd\intbl stone\par wall\cell 310 t\cell\row\pard end}after"
    )
    (source,) = made(tmp_path, "letter", rtf(body))
    assert source.text == (
        "page head\n\none\nlink\nbox\nstone wall\t310 t\nend\n\na note\n\npage foot"
    )


def test_what_rich_text_says_of_itself_is_a_hint(tmp_path: Path) -> None:
    day = r"\yr2019\mo4\dy2\hr9"
    title = r"{\upr{\title ??}{\*\ud{\title \u26725?}}}{\author Lin}"
    for revised, published in ((r"\yr2020\mo1\dy3", "2019-04-02"), (day, "")):
        info = rf"{{\info{title}{{\creatim{day}}}{{\revtim{revised}}}{{\company X}}}}words"
        (source,) = made(tmp_path, "a.rtf", rtf(info))
        assert source.text == "words"
        assert (source.hints.title, source.hints.author) == ("桥", "Lin")
        assert (source.hints.published, source.hints.trusted) == (published, False)


@pytest.mark.parametrize(
    "data", [rtf(""), rtf(r"{\pict 00ff}"), b"{\\rtf1", b"{\\rtf1\\bin99 words}"]
)
def test_rich_text_without_words_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "empty" in refused(tmp_path, "a.rtf", data)
