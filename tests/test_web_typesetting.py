"""The lines of a document as its page shows them, from a plain Page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from web_fixtures import DOCUMENT

from search import Page, Span, Value
from search.document import CleanText
from web import reader, typesetting
from web.typesetting import blocks, paragraphs


def page(
    text: str, marks: tuple[tuple[int, int], ...] = (), *chrome: Span, kind: str = "text/plain"
) -> Page:
    source = replace(DOCUMENT.source, media_type=kind)
    document = replace(DOCUMENT, clean=CleanText(text, (), chrome), source=source)
    return Page(document, marks, (), ())


def told(text: str, kind: str) -> list[tuple[str, str]]:
    """Each line that is shown: what it is, and its words, cells between bars."""
    return [
        (one.kind, " | ".join("".join(piece.text for piece in cell)
                              for cell in one.cells or (one.pieces,)))
        for one in paragraphs(page(text, kind=kind))
    ]  # fmt: skip


def test_lines_become_paragraphs_and_blank_ones_are_left_out() -> None:
    shown = list(paragraphs(page("a\n\n  \nb")))
    assert ["".join(piece.text for piece in one.pieces) for one in shown] == ["a", "b"]


def test_a_mark_over_a_line_break_marks_both_lines() -> None:
    first, second = paragraphs(page("abc\ndef", ((2, 5),)))
    assert [piece.text for piece in first.pieces if piece.mark] == ["c"]
    assert [piece.text for piece in second.pieces if piece.mark] == ["d"]


MARKDOWN = """
# 每周分享

## 资讯
一
```
# no heading
```
下一节
---
- one
  - inner
* two

> quoted
>
> again

***

| 公司 | 城市 |
|:---|---:|
| 大疆 | 深圳 |
| 讯飞 | |
a | b is no table

公司 | 城市
--- | ---
大疆 | 深圳
"""


def test_the_signs_of_markdown_say_what_a_line_is_and_are_not_shown() -> None:
    assert told(MARKDOWN, "text/markdown") == [
        ("heading", "每周分享"),
        ("heading", "资讯"),
        ("", "一"),
        ("code", "# no heading"),
        ("heading", "下一节"),
        ("item", "one"),
        ("inner", "inner"),
        ("item", "two"),
        ("quote", "quoted"),
        ("quote", "again"),
        ("rule", ""),
        ("head", "公司 | 城市"),
        ("row", "大疆 | 深圳"),
        ("row", "讯飞 | "),
        ("row", "a | b is no table"),
        ("head", "公司 | 城市"),
        ("row", "大疆 | 深圳"),
    ]
    assert told("# 每周分享\n---", "text/plain") == [("", "# 每周分享"), ("", "---")]


def test_a_title_that_the_text_repeats_becomes_the_heading_with_its_marks() -> None:
    whole = page("By A Writer\n\n# 每周分享\n\n正文", ((15, 17),), kind="text/markdown")
    metadata = replace(whole.document.metadata, title=Value("t", "每周分享"))
    shown = reader.reading(replace(whole, document=replace(whole.document, metadata=metadata)))
    assert [(piece.text, piece.mark) for piece in shown.heading] == [("每周", 1), ("分享", 0)]
    assert [one.pieces[0].text for block in shown.blocks for one in block.lines] == [
        "By A Writer",
        "正文",
    ]


def test_tables_are_shown_in_rows_and_columns() -> None:
    sheet = "Sheet\n\n企业\t地区\n比亚迪\t深圳\n\n记者：王\t编辑：张\n"
    assert told(sheet, "text/plain") == [
        ("", "Sheet"),
        ("row", "企业 | 地区"),
        ("row", "比亚迪 | 深圳"),
        ("", "记者：王\t编辑：张"),
    ]
    table = '企业,"城市, 省",\n"比亚迪",深圳,10\n\n,,3\n'
    assert told(table, "text/csv") == [
        ("head", "企业 | 城市, 省 | "),
        ("row", "比亚迪 | 深圳 | 10"),
        ("row", " |  | 3"),
    ]


def test_a_match_in_a_cell_is_marked_there() -> None:
    (_, row) = paragraphs(page("企业\t地区\n比亚迪\t深圳", ((7, 9), (10, 11))))
    assert [[(one.text, one.mark) for one in cell] for cell in row.cells] == [
        [("比", 0), ("亚迪", 1)],
        [("深", 2), ("圳", 0)],
    ]


def test_furniture_in_a_row_is_folded_but_for_what_is_marked_or_all_there_is() -> None:
    text = "Home\nNews\nSport\nMore\nBody\nShare\n"
    chrome = (Span(0, 20, "x"), Span(25, 30, "x"))
    for marks in ((), ((5, 9),)):
        shown = list(blocks(list(paragraphs(page(text, marks, *chrome)))))
        assert [(one.kind, len(one.lines)) for one in shown] == [
            ("folded", 4),
            ("", 1),
            ("chrome", 1),
        ]
        assert shown[0].marked == bool(marks)
    (alone,) = blocks(list(paragraphs(page(text, (), Span(0, len(text), "x")))))
    assert alone.kind == "chrome"


def test_chrome_lines_are_told_from_the_authors() -> None:
    shown = list(paragraphs(page("Home\nBody text\n", (), Span(0, 5, "x"), Span(5, 7, "x"))))
    assert [one.kind for one in shown] == ["chrome", ""]


@given(
    st.text("ab\n 新", max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=8),
)
def test_paragraphs_keep_every_character_and_every_mark(
    text: str, marks: list[tuple[int, int]]
) -> None:
    cut = [piece for one in paragraphs(page(text, tuple(marks))) for piece in one.pieces]
    lines = [line for line in text.split("\n") if line.strip()]
    assert "".join(piece.text for piece in cut) == "".join(lines)
    marked = "".join(piece.text for piece in cut if piece.mark)
    wanted = ""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            inside = range(at, at + len(line))
            wanted += "".join(text[i] for i in inside if any(a <= i < b for a, b in marks))
        at += len(line) + 1
    assert marked == wanted
    numbers = [piece.mark for piece in cut if piece.mark]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_long_text_is_cut_and_says_so() -> None:
    long = reader.reading(page("x" * (typesetting.MOST_CHARACTERS + 1)))
    assert long.cut
    assert len(long.blocks[0].lines[0].pieces[0].text) == typesetting.MOST_CHARACTERS
    assert not reader.reading(page("x")).cut


def test_only_the_matches_that_can_be_reached_are_counted() -> None:
    text = "maker\n" + "x" * typesetting.MOST_CHARACTERS + " maker"
    marks = ((0, 5), (len(text) - 5, len(text)))
    assert reader.reading(page(text, marks)).matches == 1
    assert reader.reading(page("no match")).matches == 0
