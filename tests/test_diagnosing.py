"""What is told of a query of which no document has all: which words, and which parts of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf

from search import Filter, Library, Query, Results
from search.parsing.lexemes import loosened


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    shelf = Shelf(tmp_path_factory.mktemp("diagnosing"))
    shelf.write("zh.txt", "新疆大学在石河子设立了众创空间，实施行动计划。")
    shelf.write("en.txt", "A maker space opened in Urumqi.")
    shelf.write("headed.txt", "Harbour\n\nThe crane lifts a container.")
    shelf.update()
    return shelf.open()


def notes(library: Library, text: str) -> Sequence[tuple[str, str]]:
    return told(library.search(Query(text)))


def told(results: Results) -> Sequence[tuple[str, str]]:
    """What is told but for words without a rendering, of which another module has the tests."""
    found = ((note.code, note.text) for note in results.notes)
    return [one for one in found if not one[0].startswith("unrendered")]


def test_hits_with_parts_of_a_chinese_word_are_told_to_have_parts_only(library: Library) -> None:
    assert notes(library, "石河子大学") == [("pieces", "石河子大学 (石河子, 大学)")]
    assert library.search(Query("石河子大学")).total


def test_a_word_that_is_missing_beside_others_is_named_first(library: Library) -> None:
    assert notes(library, "众创空间 昌吉学院 石河子大学") == [
        ("relaxed", "昌吉 学院 石河子大学"),
        ("pieces", "石河子大学 (石河子, 大学)"),
    ]
    assert notes(library, "maker zebra") == [("relaxed", "zebra")]


def test_nothing_is_said_where_a_document_has_all(library: Library) -> None:
    assert notes(library, "石河子众创空间") == []


@pytest.mark.parametrize("text", ["℃", "🎉", "---", "。。", "()"])
def test_what_cannot_be_looked_for_is_told(library: Library, text: str) -> None:
    results = library.search(Query(text))
    assert results.total == 0
    assert [note.code for note in results.notes] in (["no-words"], ["stray-operator"])


def test_a_word_of_several_that_are_one_term_is_shown_as_it_was_typed(library: Library) -> None:
    diagnosis = library.search(Query("众创空间", limit=1)).diagnosis
    assert diagnosis
    assert [word.text for word in diagnosis.words] == ["众创空间"]


def test_what_was_typed_as_one_word_is_counted_as_one(library: Library) -> None:
    def counts(text: str) -> list[tuple[str, int]]:
        diagnosis = library.search(Query(text, expand=False)).diagnosis
        assert diagnosis
        return [(word.text, word.count) for word in diagnosis.words]

    assert counts("昌吉学院")[0] == ("昌吉学院", 0)
    assert counts("昌吉学院 maker")[0] == ("昌吉学院", 0)
    assert ("maker", 1) in counts("昌吉学院 maker")
    assert counts("昌吉 学院 maker")[0][0] == "昌吉"


def test_a_part_with_or_is_told_with_it_and_what_says_nothing_is_no_part(
    library: Library,
) -> None:
    def parts(text: str) -> list[str]:
        diagnosis = library.search(Query(text, expand=False)).diagnosis
        assert diagnosis
        return [word.text for word in diagnosis.words]

    assert parts("zebra OR 昌吉") == ["zebra OR 昌吉"]
    assert parts("zebra OR (昌吉 lang:en)") == ["zebra OR 昌吉 language:en"]
    assert parts("maker (zebra|昌吉) -x") == ["maker", "zebra OR 昌吉"]
    assert parts("(maker 昌吉) OR (zebra (a1 OR b1))") == ["maker昌吉 OR zebra (a1 OR b1)"]
    assert parts("OR") == parts('""') == parts("title:") == []


def test_a_new_meeting_of_two_known_words_is_no_slip(library: Library) -> None:
    assert library.search(Query("众创空间行动计划")).suggestions == ()


def test_what_is_ruled_out_is_a_part_where_documents_have_it(library: Library) -> None:
    def parts(text: str) -> list[tuple[str, int]]:
        diagnosis = library.search(Query(text, expand=False)).diagnosis
        assert diagnosis
        return [(word.text, word.count) for word in diagnosis.words]

    assert parts("maker -urumqi") == [("maker", 1), ("-urumqi", 2)]
    assert parts("maker -(urumqi OR 新疆)") == [("maker", 1), ("-(urumqi OR 新疆)", 1)]
    assert parts("maker -zebra") == [("maker", 1)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("title:crane", "title:crane"),
        ("标题：「crane」", "title:「crane」"),
        ("title:集装箱码头", "title:集装箱码头"),
    ],
)
def test_a_word_that_titles_lack_is_told_as_one_of_titles(
    library: Library, text: str, shown: str
) -> None:
    diagnosis = library.search(Query(text, expand=False)).diagnosis
    assert diagnosis
    assert next((word.text, word.count) for word in diagnosis.words) == (shown, 0)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("maker -urumqi", "maker"),
        ("maker NOT (urumqi OR x)", "maker"),
        ('"maker urumqi"', "maker urumqi"),
        ('title:"harbour" -crane', 'title:"harbour"'),
        ('title:"harbour" -crane', "harbour"),
        ("标题：「crane」", "crane"),
        ("title:crane", "crane"),
        ('"maker urumqi"~1', "maker urumqi"),
    ],
)
def test_where_nothing_is_found_a_query_that_asks_for_less_is_offered(
    library: Library, text: str, other: str
) -> None:
    results = library.search(Query(text, expand=False))
    assert results.total == 0
    assert (other, 1) in [(s.query, s.total) for s in results.suggestions]
    assert library.search(Query(other, expand=False)).total == 1


SIGNS = [
    "maker",
    "众创",
    '"',
    "-",
    "NOT",
    "(",
    ")",
    "OR",
    "title:",
    "标题：",
    "region:x",
    "~",
    "「",
]


@given(st.lists(st.sampled_from([*SIGNS, " "]), max_size=12).map("".join))
@example('-"-maker')
@settings(max_examples=100, deadline=None)
def test_what_asks_for_less_rules_nothing_out(library: Library, text: str) -> None:
    for other in loosened(text):
        assert other != text
        told = library.explain(Query(other, expand=False)).readings
        assert "excluded" not in {reading.kind for reading in told}


@pytest.mark.parametrize(
    ("text", "noted", "suggested"),
    [
        ('"行动计划" "opened in Urum"', True, ""),
        ('"opened in Urum"', True, '"opened in"'),
        ("“opened in Urum”", True, "“opened in”"),
        ('"pened in Urumqi"', False, '"in Urumqi"'),
        ('"opened in Paris"', False, '"opened in"'),
        ('"opened in Urumqi"', False, ""),
    ],
)
def test_a_quotation_that_is_cut_inside_a_word_is_told_and_shortened(
    library: Library, text: str, noted: bool, suggested: str
) -> None:
    results = library.search(Query(text))
    assert ("cut-word" in {note.code for note in results.notes}) == noted
    assert (suggested in {one.query for one in results.suggestions}) == bool(suggested)


def test_nothing_is_said_to_hold_the_rest_where_nothing_is_found(library: Library) -> None:
    assert notes(library, "maker zebra") == [("relaxed", "zebra")]
    filtered = library.search(Query("maker zebra", Filter(languages=("zh",))))
    assert filtered.total == 0
    assert not told(filtered)
    assert filtered.diagnosis
    assert [(one.facet, one.count) for one in filtered.diagnosis.without] == [("language", 1)]


def test_dropping_all_filters_is_told_where_it_gives_more_than_dropping_one(
    library: Library,
) -> None:
    def diagnosed(**filters: tuple[str, ...]) -> tuple[int, int]:
        diagnosis = library.search(Query("maker", Filter(**filters))).diagnosis
        assert diagnosis
        return max((one.count for one in diagnosis.without), default=0), diagnosis.unfiltered

    assert diagnosed(languages=("zh",), dates=("2016",)) == (0, 1)
    assert diagnosed(languages=("zh",)) == (1, 0)
    assert diagnosed(languages=("zh",), regions=("Xinjiang",)) == (1, 0)
