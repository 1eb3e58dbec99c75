"""What the document page shows, from a plain Page."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from web_fixtures import DOCUMENT

from search import Evidence, Label, Page, Repair, Value
from search.document import CleanText
from web import reader
from web.reader import Form, Proof


def repaired(*repairs: Repair) -> Page:
    return Page(replace(DOCUMENT, clean=CleanText("x", repairs)), (), (), ())


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
