"""Lines of a PDF that only the width of the page broke are one; all others stay lines."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from search.cleaning import clean
from search.describing import describe
from search.document import Hints
from search.reading import read, walk
from search.reading.wrapping import unwrapped
from search.settings import Settings

CHINESE = (
    "二〇一六年以来，高新技术产业开发区的企业孵化器不断增加，为创业者提供办公场所、融资服务和"
    "技术指导，新疆维吾尔自治区科学技术厅会同有关部门出台了支持措施，并且在乌鲁木齐、克拉玛依和"
    "伊犁哈萨克自治州开展了试点工作，参加试点的创业团队超过三百个。"
)
ENGLISH = (
    "The regional government said on Monday that new incubators had opened in several cities, "
    "and that the Xinjiang Uygur Autonomous Region Science and Technology Department would "
    "support them with grants, offices and advice for three years. Most of the entrepreneurs "
    "came back from universities in other provinces, according to the department."
)


def printed(folder: Path, *flowables: object, width: float = 420) -> str:
    """What is read of a PDF that was set by a typesetter."""
    stream = BytesIO()
    SimpleDocTemplate(stream, pagesize=(width + 144, 800), leftMargin=72, rightMargin=72).build(
        list(flowables)
    )
    (folder / "a.pdf").write_bytes(stream.getvalue())
    (source,) = read(walk(folder, Settings()).files[0], Settings())
    return source.text


def chinese(text: str) -> Paragraph:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return Paragraph(
        text, ParagraphStyle("c", fontName="STSong-Light", fontSize=12, leading=18, wordWrap="CJK")
    )


def english(text: str) -> Paragraph:
    return Paragraph(text, ParagraphStyle("e", fontSize=11, leading=15))


@pytest.mark.parametrize("width", [270, 300, 333, 366, 401, 444])
def test_a_paragraph_is_one_line_whatever_the_width_of_the_page(
    tmp_path: Path, width: float
) -> None:
    assert CHINESE in printed(tmp_path, chinese(CHINESE), width=width)
    assert ENGLISH in printed(tmp_path, english(ENGLISH), width=width)


def test_a_name_that_stands_on_two_lines_is_found_by_the_describers(tmp_path: Path) -> None:
    for width in (300, 324, 348, 372, 396):
        text = clean(printed(tmp_path, chinese(CHINESE), width=width))
        facts = describe(text, Hints(), "a.pdf")
        assert "新疆维吾尔自治区科学技术厅" in {value.name for value in facts.organisations}


def test_paragraphs_headings_and_page_numbers_stay_lines(tmp_path: Path) -> None:
    text = printed(
        tmp_path, chinese("关于试点工作"), chinese(CHINESE), chinese("一、总体要求"),
        chinese(CHINESE), chinese("3"),
    )  # fmt: skip
    assert text.split("\n") == ["关于试点工作", CHINESE, "一、总体要求", CHINESE, "3"]


def test_rows_of_a_table_stay_lines(tmp_path: Path) -> None:
    rows = [[f"Company number {n} Limited", "Urumqi", f"{n},300"] for n in "123456"]
    text = printed(tmp_path, Table(rows, colWidths=[220, 120, 80]))
    assert [line[:16] for line in text.split("\n") if line.startswith("Company")] == [
        f"Company number {n}" for n in "123456"
    ]


WIDE = "这一行与版面一样宽而且还没有说完它会在下一行继续"  # 48 columns


@pytest.mark.parametrize(
    ("former", "line"),
    [
        (WIDE + "。", "下一句话从这里开始，"),
        (WIDE, "（一）下一条从这里开始，"),
        (WIDE, "二、下一条从这里开始，"),
        (WIDE, "第三条　下一条从这里开始，"),
        (WIDE, "12. 下一条从这里开始，"),
        (WIDE, "表 3"),
        (WIDE, "17"),
        (WIDE, "　　下一段从这里开始，"),
        (WIDE, "An English line, of course"),
        (WIDE, "• 下一项，"),
        ("这一行短得多", "所以它是标题，"),
        ("指标名称  二〇一五年  二〇一六年  增长率  排名  备注", "企业数量，"),
        ("第一章 总则 . . . . . . . . . . . . . . . . . . 1", "附则，"),
    ],
)
def test_what_is_no_sentence_that_goes_on_stays_a_line(former: str, line: str) -> None:
    page = "\n".join([WIDE + "。"] * 3 + [former, line])
    assert unwrapped(page) == page


def test_a_list_of_long_names_stays_a_list() -> None:
    page = "\n".join(f"新疆维吾尔自治区{name}厅办公室综合处" for name in ("科技", "财政", "教育"))
    assert unwrapped(page) == page


def test_a_date_that_stands_on_two_lines_is_one() -> None:
    full = "这一行与版面一样宽而且还没有说完，" * 2
    page = f"{full}二月\n{full}2016\n年8月15日，{full[:-1]}\n2017年，{full}结束了。"
    assert unwrapped(page) == page.replace("\n", "")


@pytest.mark.parametrize(
    ("page", "whole"),
    [
        ("the develop-\nment of", "the development of"),
        ("the Sino-\nAmerican", "the Sino-American"),
        ("Covid-\n19", "Covid-19"),
        ("a zone-\n中文", "a zone-\n中文"),
        ("- one\n- two", "- one\n- two"),
    ],
)
def test_a_hyphen_goes_only_before_a_lower_case_letter(page: str, whole: str) -> None:
    assert unwrapped(page) == whole


lines = st.text(alphabet="这创业。，、（一1.-aB é\u3000\"'《…", max_size=40)


@settings(max_examples=100, deadline=None)
@given(st.lists(lines | st.just(WIDE) | st.just("a line of prose, which is wide enough to be it")))
def test_nothing_but_line_ends_spaces_and_hyphens_is_ever_lost(page: list[str]) -> None:
    text = "\n".join(page)
    kept = unwrapped(text)
    assert "".join(kept.replace("-", "").split()) == "".join(text.replace("-", "").split())
    assert kept.count("\n") <= text.count("\n")


@settings(max_examples=100, deadline=None)
@given(st.lists(lines.filter(lambda line: len(line) < 15)))
def test_narrow_lines_stay_as_they_are(page: list[str]) -> None:
    text = "\n".join(line.replace("-", "") for line in page)
    assert unwrapped(text) == text
