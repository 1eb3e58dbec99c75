"""What the shell prints: for people (`printing`, `terminal`) and for programs (`tables`)."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import pytest
import shell_fixtures as given_data
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from wcwidth import wcwidth

from search import Drift, Failure
from search.query import Note, Query
from search.results import FORMULA, HIT_COLUMNS, FacetValue
from search.shell import guidance, printing, tables, wording
from search.shell.safety import UNSAFE, safe, safe_lines
from search.shell.terminal import Paper, broken, pad, width

ANSI = re.compile(r"\x1b\[[0-9;]*m")
MIXED = st.text(
    st.sampled_from("中文眾創（）「」，。 \tabcXYZ-é\u0301\U0001f600\n\x1b\x9b\u202e\ud800")
    | st.characters()
)
PLAIN = MIXED.map(safe)


@settings(deadline=None, max_examples=100)
@given(MIXED)
def test_safe_text_keeps_its_length_and_has_nothing_that_steers_a_terminal(text: str) -> None:
    harmless = safe(text)
    assert len(harmless) == len(text)
    assert not UNSAFE.search(harmless)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in harmless)
    assert safe(harmless) == harmless


def test_safe_lines_keep_their_line_ends_and_nothing_else() -> None:
    assert safe_lines("one\ttwo\r\nthree\x1b[2J\u202e") == "one two \nthree\ufffd[2J\ufffd"


@settings(deadline=None, max_examples=100)
@given(PLAIN, st.integers(2, 30))
def test_no_broken_line_is_wider_than_the_terminal_and_only_spaces_are_lost(
    text: str, cells: int
) -> None:
    lines = [text[start:end] for start, end in broken(text, cells)]
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_chinese_characters_take_two_cells_and_combining_marks_none() -> None:
    assert width("中文ab") == 6
    assert width("e\u0301") == 1
    assert pad("中文", 6) == "中文  "


def test_lines_break_between_chinese_characters_but_not_before_closing_punctuation() -> None:
    text = "众创空间，创客（空间）"
    lines = [text[a:b] for a, b in broken(text, 8)]
    assert lines == ["众创空", "间，创客", "（空间）"]


def test_english_lines_break_at_spaces_and_a_word_longer_than_a_line_is_cut() -> None:
    text = "maker space abcdefghijklm"
    assert [text[a:b] for a, b in broken(text, 8)] == ["maker", "space", "abcdefgh", "ijklm"]


def test_breaking_a_long_line_takes_linear_time() -> None:
    text = "a\u0301" * 100_000 + "中" * 100_000
    assert sum(end - start for start, end in broken(text, 40)) == len(text)


@settings(deadline=None, max_examples=100)
@given(
    MIXED,
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
    st.sampled_from([0, 21, 40]),
)
def test_colour_changes_nothing_but_the_look(
    text: str, marks: list[tuple[int, int]], cells: int
) -> None:
    coloured = Paper(cells, colour=True).block(text, marks, indent=1, style="title")
    bare = Paper(cells).block(text, marks, indent=1, style="title")
    assert [ANSI.sub("", line) for line in coloured] == bare
    assert all(line.count("\x1b[0m") * 2 == line.count("\x1b") for line in coloured)


def test_a_mark_that_runs_over_a_line_end_is_shown_on_both_lines() -> None:
    lines = Paper(20, colour=True).block("眾" * 9 + "創新創新", ((8, 12), (9, 11)))
    assert lines == [
        "眾" * 8 + "\x1b[1;31m眾創\x1b[0m",
        "\x1b[1;31m新創\x1b[0m新",
    ]


def test_hits_show_number_title_facts_snippet_and_path() -> None:
    text = printing.hits(given_data.results(Query("眾創", page=2), total=12), Paper(60))
    assert text.startswith("12 documents, page 2 of 2 (1.5 ms)\n\n11. 新疆:天山眾創行動\n")
    assert "    2017-12-27 · Xinjiang, Urumqi · Ministry of" in text
    assert "published by 天山日报 · zh-Hant" in " ".join(text.split())
    assert "    截至年底,眾創空間已有29家。\n    news/天山.txt  0123456789abcdef\n" in text
    assert "12. =Hackerspace Union\n    no date · en-Latn\n    The maker space opened.\n" in text


def test_the_words_of_a_page_are_in_the_language_of_the_interface() -> None:
    query = Query("眾創", page=2, ui="zh")
    text = printing.hits(given_data.results(query, total=12), Paper(60))
    assert text.startswith("12 篇文件，第 2 页，共 2 页（1.5 毫秒）\n\n11. 新疆:天山眾創行動\n")
    assert "发布者：天山日报 · zh-Hant" in "".join(text.split("\n    "))
    assert "\n    未注明日期 · en-Latn\n" in text
    assert "\n地区\n" in printing.facets(given_data.results(query), Paper(80))


def test_both_languages_have_all_words_with_the_same_blanks() -> None:
    english, chinese = wording.words("en"), wording.words("zh")
    assert {key: text.count("{}") for key, text in english.items()} == {
        key: text.count("{}") for key, text in chinese.items()
    }
    assert all(english.values())
    assert all(chinese.values())


def test_hits_show_marks_in_colour_and_never_an_escape_of_the_document() -> None:
    text = printing.hits(given_data.results(), Paper(60, colour=True))
    assert "\x1b[1;31m眾創空間\x1b[0m" in text
    assert "\x1b[1m新疆:天山\x1b[0m\x1b[1;31m眾創\x1b[0m" in text
    assert "\x1b[2J" not in text


@pytest.mark.parametrize("cells", [24, 40, 80])
def test_no_line_of_a_hit_is_wider_than_the_terminal(cells: int) -> None:
    lines = printing.hits(given_data.results(), Paper(cells)).split("\n")[1:]
    assert max(map(width, lines)) <= cells


def test_counts_of_facets_stand_in_one_column_whatever_the_script() -> None:
    lines = printing.facets(given_data.results(), Paper(80)).split("\n")
    start = lines.index("Region") + 1
    rows = lines[start : start + 3]
    assert [row.rstrip("0123456789").rstrip() for row in rows] == [
        "  中国",
        "*   新疆维吾尔自治区",
        "      Urumqi",
    ]
    assert len({sum(max(0, wcwidth(c)) for c in row) for row in rows}) == 1


def test_a_tree_with_a_cycle_or_a_lost_parent_still_lists_each_value_once() -> None:
    values = (
        FacetValue("", "not stated", 1, False),
        FacetValue("a", "a", 1, False, "b"),
        FacetValue("b", "b", 1, False, "a"),
        FacetValue("c", "c", 1, False, "elsewhere"),
        FacetValue("d", "d", 1, False, "c"),
        FacetValue("e", "e", 1, False, "e"),
    )
    listed = [(depth, value.value) for depth, value in printing.tree(values)]
    assert listed == [(0, ""), (0, "c"), (1, "d"), (0, "a"), (1, "b"), (0, "e")]


def test_a_document_is_shown_with_evidence_repairs_and_text() -> None:
    text = printing.page(given_data.page(), Paper(0))
    assert text.startswith("眾創新\n")
    assert "Date           2017-12-27: dateline “眾創新 here” and 1 more\n" in text
    assert "Publisher      none\n" in text
    assert "Regions        Xinjiang [650000] (mention): full name “疆”\n" in text
    assert "Repairs        pinyin 1, space 1; --repairs lists them\n" in text
    assert text.endswith("\n\n眾創新 here\nsecond line\n")


def test_all_repairs_are_listed_when_asked_for() -> None:
    text = printing.page(given_data.page(), Paper(0), every_repair=True)
    assert "at 1, pinyin: “創(chuàng)” → “創”" in text


def test_a_document_marks_what_the_query_finds() -> None:
    assert "眾\x1b[1;31m創新\x1b[0m here" in printing.page(given_data.page(), Paper(0, True))


def test_notes_are_sentences_and_an_unknown_code_is_still_readable() -> None:
    assert guidance.note(Note("unknown-region", "Atlantis"), "en") == "no region is called Atlantis"
    assert guidance.note(Note("new-kind", "x{y}"), "en") == "new kind: x{y}"


def test_what_is_said_in_one_language_is_said_in_the_other() -> None:
    english, chinese = wording.words("en"), wording.words("zh")
    assert english.keys() == chinese.keys()
    for key, sentence in english.items():
        assert sentence.count("{}") == chinese[key].count("{}"), key
        assert chinese[key], key
        assert not key.startswith("note-") or sentence != chinese[key], key


def test_sizes_are_told_in_the_largest_fitting_unit() -> None:
    text = printing.stats(given_data.STATS, Drift(1, 2))
    assert "Size       56.8 kB\n" in text
    assert "Behind     1 file new or changed, 2 gone\n" in text
    assert "Left out" not in text
    assert "Languages  zh 2, en 3\n" in text


def test_stats_name_what_could_not_be_read_and_folders_that_are_away() -> None:
    refused = tuple(Failure(f"{n}.pdf", "a password protects it") for n in range(23))
    away = (Failure(given_data.STATS.folders[0], "no such file or folder"),)
    passed = (Failure("a.jpg", "a picture: it has no text to index", True),)
    text = printing.stats(given_data.STATS, Drift(refused=refused, passed=passed, missing=away))
    assert "Folder     docs: no such file or folder\n" in text
    assert "Not read   0.pdf: a password protects it\n" in text
    assert "20.pdf" not in text
    assert "           and 3 more; --json lists them\nLeft out   a.jpg: a picture" in text


def test_what_is_left_out_has_not_failed() -> None:
    outcome = replace(
        given_data.update(), failed=(Failure(".a", "a hidden file", True), Failure("b.pdf", "x"))
    )
    assert ", 1 failed, 1 left out in " in printing.update(outcome)


def test_an_update_is_one_line() -> None:
    line = "1 added, 0 changed, 0 removed, 1 moved, 3 unchanged, 1 failed in 1.2 s\n"
    assert printing.update(given_data.update()) == line
    assert printing.update(given_data.update(), dry_run=True) == "would be " + line


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(MIXED, MIXED), max_size=5))
def test_every_row_is_one_line_with_the_same_number_of_tabs(rows: list[tuple[str, str]]) -> None:
    text = tables.as_tsv(rows)
    lines = text.split("\n")[:-1]
    assert len(lines) == len(rows)
    assert all(line.count("\t") == 1 for line in lines)
    assert len(text.splitlines()) == len(rows)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(MIXED, MIXED), max_size=5))
def test_csv_reads_back_and_no_cell_is_a_formula(rows: list[tuple[str, str]]) -> None:
    back = list(csv.reader(io.StringIO(tables.as_csv(("a", "b"), rows))))
    assert back[0] == ["a", "b"]
    for row, cells in zip(rows, back[1:], strict=True):
        for value, cell in zip(row, cells, strict=True):
            assert not cell.lstrip().startswith(FORMULA)
            assert cell in (safe(value), "'" + safe(value))


def test_a_hit_is_a_row_with_a_value_for_each_column() -> None:
    rows = tables.hit_rows(given_data.results().hits)
    first = dict(zip(HIT_COLUMNS, rows[0], strict=True))
    assert first["path"] == "news/天山.txt"
    assert first["regions"] == "Xinjiang; Urumqi"
    assert first["score"] == "2.500000"
    assert first["publisher"] == given_data.results().hits[0].publisher != ""
    assert dict(zip(HIT_COLUMNS, rows[1], strict=True))["date"] == ""


@settings(deadline=None, max_examples=100)
@given(MIXED, st.sampled_from([None, 2]))
def test_json_reads_back_as_it_was_and_is_safe_on_a_terminal(text: str, indent: int | None) -> None:
    printed = tables.as_json({"text": text}, indent)
    assert json.loads(printed) == {"text": text}
    assert not UNSAFE.search(printed.replace("\n", ""))
    if indent is None:
        assert len(printed.splitlines()) == 1


def test_a_document_as_json_carries_evidence_and_labels() -> None:
    plain = tables.page_as_json(given_data.page())
    evidence = plain["date"]["evidence"][0]
    assert evidence["rule"] == "dateline"
    assert evidence["quote"] == plain["text"][evidence["start"] : evidence["end"]] != ""
    assert plain["regions"][0]["label"] == "Xinjiang"
    assert plain["repairs"][0] == {
        "kind": "pinyin",
        "start": 1,
        "before": "創(chuàng)",
        "after": "創",
    }
    assert json.loads(tables.as_json(plain))["text"] == "眾創新 here\nsecond line"


def test_a_note_about_nothing_in_particular_ends_before_it_would_be_named() -> None:
    bare = guidance.note(Note("relaxed"), "en")
    assert bare.startswith("no document holds all of the words")
    assert ":" not in bare
    assert guidance.note(Note("relaxed", "x"), "en").startswith("no document holds: x;")
