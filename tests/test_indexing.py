"""Document → terms, columns and record."""

from __future__ import annotations

import pytest

from search import Document, Source, Span, Value
from search.analysis import runs, words
from search.document import CleanText, Metadata
from search.updating.indexing import (
    analyse,
    assemble,
    day_range,
    split_chrome,
    with_ancestors,
    zones,
)

TEXT = "Home > News\n新疆的眾創空間\nThe maker spaces.\nCopyright 2016"
CHROME = (Span(0, 12, "menu"), Span(len(TEXT) - 14, len(TEXT), "notice"))


def document(path: str = "a.txt", **facts: object) -> Document:
    """A document with chrome before and behind its body."""
    source = Source("/docs", path, "digest", "text/plain", "utf-8", 0.0, TEXT)
    known = {"title": Value("t", "眾創空間"), "language": "zh", "script": "Hant", **facts}
    return Document(source, CleanText(TEXT, (), CHROME), Metadata(**known))  # type: ignore[arg-type]


def test_a_text_is_parted_into_title_body_and_chrome() -> None:
    title, body, chrome = zones(document())
    assert title == "眾創空間"
    assert "眾創空間" in body
    assert "Copyright" not in body
    assert "Home" in chrome
    assert "Copyright" in chrome
    assert "眾創" not in chrome


def test_nothing_of_a_text_is_lost_between_body_and_chrome() -> None:
    body, chrome = split_chrome(CleanText(TEXT, (), CHROME))
    assert sorted((body + chrome).replace("\n", "")) == sorted(TEXT.replace("\n", ""))
    assert split_chrome(CleanText("abc")) == ("abc", "")


def test_a_day_alone_is_text_to_search_and_what_is_said_of_a_day_is_none() -> None:
    body, chrome = split_chrome(CleanText(TEXT, (), (Span(0, 11, "day"), Span(12, 18, "date"))))
    assert body.startswith("Home > News")
    assert chrome == TEXT[12:18]


def test_pieces_of_a_body_do_not_run_together() -> None:
    body, _ = split_chrome(CleanText("众创AD空间", (), (Span(2, 4, "menu"),)))
    assert "众创空间" not in body


def test_each_zone_has_the_terms_that_queries_are_made_of() -> None:
    indexed = analyse(document())
    for zone, text in zip(("title", "body", "chrome"), zones(document()), strict=True):
        assert indexed.terms[zone] == [token.text for token in words(text)]
        assert indexed.terms[f"{zone}_runs"] == [token.text for token in runs(text)]


def test_facets_hold_ids_and_what_contains_them() -> None:
    terms = analyse(
        document(
            date=Value("2016-08-15", "15 Aug."),
            regions=(Value("650100", "乌鲁木齐"), Value("650000", "新疆")),
            organisations=(Value("x", "X"), Value("x", "the X")),
        )
    ).terms
    assert sorted(terms["region"]) == ["650000", "650100", "CN"]
    assert terms["organisation"] == ["x"]
    assert (terms["date"], terms["language"]) == (["2016"], ["zh"])
    assert terms["id"] == [document().id]


def test_what_is_not_known_has_no_term() -> None:
    terms = analyse(document(language="", script="")).terms
    assert (terms["date"], terms["language"], terms["region"]) == ([], [], [])


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("", (0, 0)),
        ("2016", (20160000, 20169999)),
        ("2016-08", (20160800, 20160899)),
        ("2016-08-15", (20160815, 20160815)),
    ],
)
def test_a_date_of_any_precision_is_a_range_of_days(date: str, days: tuple[int, int]) -> None:
    assert day_range(date) == days


def test_every_place_is_given_once_with_all_that_contain_it() -> None:
    assert with_ancestors(["330108", "330100"]) == ["330108", "330100", "330000", "CN"]
    assert with_ancestors([]) == []


def test_ties_are_broken_the_same_way_on_every_machine() -> None:
    assert analyse(document()).tie_breaker == analyse(document()).tie_breaker
    assert analyse(document()).tie_breaker != analyse(document("b.txt")).tie_breaker


def test_a_segment_keeps_the_order_of_its_documents() -> None:
    indexed = [analyse(document(f"{number}.txt")) for number in range(5)]
    segment = assemble(indexed)
    assert segment.size == len(list(segment.records)) == 5
    assert [bytes(r[0]) for r in segment.records] == [i.record[0] for i in indexed]
    assert segment.columns["key"].tolist() == [i.tie_breaker for i in indexed]
