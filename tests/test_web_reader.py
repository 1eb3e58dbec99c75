"""What the document page shows, from a plain Page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from web_fixtures import DOCUMENT

from search import Evidence, Label, Page, Repair, Span, Value
from search.document import CleanText
from web import reader
from web.reader import Form, Proof


def page(text: str, marks: tuple[tuple[int, int], ...] = (), *chrome: Span) -> Page:
    return Page(replace(DOCUMENT, clean=CleanText(text, (), chrome)), marks, (), ())


def repaired(*repairs: Repair) -> Page:
    return Page(replace(DOCUMENT, clean=CleanText("x", repairs)), (), (), ())


def test_lines_become_paragraphs_and_blank_ones_are_left_out() -> None:
    shown = list(reader.paragraphs(page("a\n\n  \nb")))
    assert ["".join(piece.text for piece in one.pieces) for one in shown] == ["a", "b"]


def test_a_mark_over_a_line_break_marks_both_lines() -> None:
    first, second = reader.paragraphs(page("abc\ndef", ((2, 5),)))
    assert [piece.text for piece in first.pieces if piece.mark] == ["c"]
    assert [piece.text for piece in second.pieces if piece.mark] == ["d"]


def test_headings_of_markdown_are_shown_without_their_sign_and_the_title_once() -> None:
    text = "# 每周分享\n\n## 资讯\n一\n```\n# no heading\n```\n"
    whole = page(text, ((2, 4), (10, 12)))
    source = replace(whole.document.source, media_type="text/markdown")
    metadata = replace(whole.document.metadata, title=Value("t", "每周分享"))
    told = replace(whole, document=replace(whole.document, source=source, metadata=metadata))
    shown = reader.reading(told)
    assert [(piece.text, piece.mark) for piece in shown.heading] == [("每周", 1), ("分享", 0)]
    lines = [("".join(piece.text for piece in one.pieces), one.heading) for one in shown.paragraphs]
    assert lines == [
        ("资讯", True),
        ("一", False),
        ("```", False),
        ("# no heading", False),
        ("```", False),
    ]
    assert shown.paragraphs[0].pieces[0].mark == 2
    plain = reader.reading(page(text))
    assert plain.paragraphs[0].pieces[0].text == "# 每周分享"


def test_chrome_lines_are_told_from_the_authors() -> None:
    shown = list(reader.paragraphs(page("Home\nBody text\n", (), Span(0, 5, "x"), Span(5, 7, "x"))))
    assert [one.chrome for one in shown] == [True, False]


@given(
    st.text("ab\n 新", max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=8),
)
def test_paragraphs_keep_every_character_and_every_mark(
    text: str, marks: list[tuple[int, int]]
) -> None:
    cut = [piece for one in reader.paragraphs(page(text, tuple(marks))) for piece in one.pieces]
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
    long = reader.reading(page("x" * (reader.MOST_CHARACTERS + 1)))
    assert long.cut
    assert len(long.paragraphs[0].pieces[0].text) == reader.MOST_CHARACTERS
    assert not reader.reading(page("x")).cut


def test_only_the_matches_that_can_be_reached_are_counted() -> None:
    text = "maker\n" + "x" * reader.MOST_CHARACTERS + " maker"
    marks = ((0, 5), (len(text) - 5, len(text)))
    assert reader.reading(page(text, marks)).matches == 1
    assert reader.reading(page("no match")).matches == 0


def test_equal_repairs_are_counted_together_by_kind() -> None:
    pinyin = [Repair("inline-pinyin", n, "創(chuàng)", "創") for n in range(600)]
    shown = reader.reading(repaired(Repair("form-feed", 0, "\f", ""), *pinyin))
    assert [(group.kind, group.count) for group in shown.repairs] == [
        ("inline-pinyin", 600), ("form-feed", 1),
    ]  # fmt: skip
    assert shown.repairs[0].forms == (Form("創(chuàng)", "創", 600),)
    assert shown.repaired == 601


def test_endless_forms_of_a_repair_are_cut_and_the_rest_is_counted() -> None:
    forms = [Repair("k", n, str(n), "") for n in range(reader.MOST_FORMS + 5)]
    (group,) = reader.repair_groups(repaired(*forms))
    assert len(group.forms) == reader.MOST_FORMS
    assert group.rest == 5


def test_a_value_shows_the_words_and_the_rule_that_it_was_read_from() -> None:
    shown = reader.reading(Page(DOCUMENT, (), (Label("650000", "Xinjiang"),), ()))
    assert shown.regions[0].label == "Xinjiang"
    assert shown.regions[0].proofs == (Proof("full-name", "", "新疆", "：眾創行動激活創新"),)
    assert shown.date is not None
    assert shown.date.proofs == (Proof("date-line", "", "首页", " > 新闻"),)
    assert shown.publisher is not None
    assert shown.publisher.proofs == (Proof("source-line", "", "来源：<x>", ""),)


def test_a_publisher_is_named_in_the_script_of_the_page() -> None:
    def publisher(script: str) -> str:
        shown = reader.reading(Page(DOCUMENT, (), (), ()), script=script).publisher
        assert shown is not None
        return shown.label

    assert publisher("Hant") == "中國產業經濟信息網"
    assert publisher("Hans") == publisher("") == "中国产业经济信息网"


def test_a_document_without_date_publisher_or_title_is_still_shown() -> None:
    bare = replace(DOCUMENT.metadata, title=Value("", " "), date=None, publisher=None, regions=())
    shown = reader.reading(Page(replace(DOCUMENT, metadata=bare), (), (), ()))
    assert shown.title == DOCUMENT.source.path
    assert (shown.date, shown.publisher, shown.regions) == (None, None, ())


def test_what_cannot_be_seen_is_spelled_out_in_repairs() -> None:
    (group,) = reader.repair_groups(repaired(Repair("k", 0, "a\u202e\r\n b", " ")))
    assert group.forms == (Form("a[U+202E][U+000D][U+000A] b", "␣", 1),)


def test_a_proof_shows_what_stands_around_the_words_on_their_line_and_no_more() -> None:
    text = "above\n" + "前" * 40 + "新疆" + "后" * 40 + "\nbelow"
    at = text.index("新疆")
    regions = (Value("650000", "新疆", evidence=(Evidence("name", at, at + 2),) * 9),)
    document = replace(
        DOCUMENT,
        clean=CleanText(text),
        metadata=replace(DOCUMENT.metadata, regions=regions),
    )
    (fact,) = reader.reading(Page(document, (), (Label("650000", "Xinjiang"),), ())).regions
    around = reader.AROUND
    assert fact.proofs[0] == Proof("name", "…" + "前" * around, "新疆", "后" * around + "…")
    assert len(fact.proofs) == reader.MOST_PROOFS


def quoted(text: str, words: str) -> Proof:
    at = text.index(words)
    date = Value("2016", "2016", evidence=(Evidence("label", at, at + len(words)),))
    document = replace(
        DOCUMENT, clean=CleanText(text), metadata=replace(DOCUMENT.metadata, date=date)
    )
    fact = reader.reading(Page(document, (), (), ())).date
    assert fact
    return fact.proofs[0]


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("1,234.5", "…1,234.5 ", " 1,234.5…"),
        ("Guangzhou's", "…Guangzhou's ", " Guangzhou's…"),
        ("école", "…école ", " école…"),
        ("科技部门", "…部门 ", " 科技…"),
    ],
)
def test_a_proof_is_cut_beside_words_and_numbers(word: str, before: str, after: str) -> None:
    gap = " " * (reader.AROUND - 2)  # so that two characters of the word are within reach
    proof = quoted(f"前{word}{gap}2016年{gap}{word}后", "2016年")
    assert proof.before.startswith(before)
    assert proof.after.endswith(after)


def test_a_proof_beside_an_endless_word_stays_short() -> None:
    proof = quoted("a" * 900 + "2016年" + "9" * 900, "2016年")
    assert len(proof.before + proof.after) <= 2 * (reader.AROUND + reader.LONGEST_WORD + 1)
