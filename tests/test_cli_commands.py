"""What the commands that look up beside `search` print: show, facets, stats, suggest and others."""

from __future__ import annotations

import json

import pytest
import shell_fixtures as given_data
from door_fixtures import Door, Run
from msgspec.structs import replace

from search.query import Query
from search.results import Hit

# Show, facets, statistics


def test_show_marks_the_query_in_the_document(run: Run, fake: Door) -> None:
    code, out, _ = run("show", "news/天山.txt", "--query", "創新", "--color", "always")
    assert code == 0
    assert fake.shown == ("news/天山.txt", "創新", "en")
    assert "\x1b[1;31m創新\x1b[0m" in out


def test_show_raw_prints_the_text_before_repairs_and_nothing_else(run: Run) -> None:
    expected = "眾創(chuàng)新\u3000\u3000here\nsecond line"
    assert run("show", "x", "--raw") == (0, expected, "")


def test_show_repairs_lists_each(run: Run) -> None:
    assert "at 1, pinyin: “創(chuàng)” → “創”" in run("show", "x", "--repairs")[1]


def test_show_json_has_text_marks_and_repairs(run: Run) -> None:
    answer = json.loads(run("show", "x", "--json")[1])
    assert answer["marks"] == [[1, 3]]
    assert [repair["kind"] for repair in answer["repairs"]] == ["pinyin", "space"]


def test_show_takes_a_name_that_begins_with_a_hyphen(run: Run, fake: Door) -> None:
    run("show", "--", "-rf.txt")
    assert fake.shown[0] == "-rf.txt"


@pytest.mark.parametrize("arguments", [(), ("a", "b")])
def test_show_takes_exactly_one_name(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, err = run("show", *arguments)
    assert code == 2
    assert "one NAME" in err


def test_facets_in_a_pipe_are_lines_with_the_containing_value(run: Run, fake: Door) -> None:
    code, out, _ = run("facets", "創客", "--region", "新疆")
    assert code == 0
    assert fake.query.filter.regions == ("新疆",)
    assert "region\t650100\tUrumqi\t1\t650000\n" in out
    assert {line.count("\t") for line in out.splitlines()} == {4}


def test_facets_tell_which_lists_are_cut_and_give_all_when_asked(
    run: Run, look: Run, fake: Door
) -> None:
    fake.results = replace(fake.results, unlisted={"region": 1234})
    told = "values that are not listed: region 1,234 (--all lists them)"
    assert told in run("facets")[2]
    assert "and 1,234 more (--all lists them)" in look("facets", "--color", "never")[1]
    assert json.loads(run("facets", "--json")[1])["unlisted"] == {"region": 1234}
    assert fake.query.values == 100
    run("facets", "--all")
    assert fake.query.values > 10**9


def test_facets_on_a_terminal_are_trees(look: Run) -> None:
    out = look("facets", "--color", "never")[1]
    assert out.index("  中国") < out.index("*   新疆维吾尔自治区") < out.index("      Urumqi")


def test_facets_are_printed_as_json(run: Run) -> None:
    answer = json.loads(run("facets", "--json")[1])
    assert {"date", "region", "organisation", "language"} <= set(answer["facets"])
    assert answer["total"] == 2


def test_facets_of_nothing_are_exit_code_1(run: Run, fake: Door) -> None:
    fake.results = given_data.results(hits=())
    assert run("facets", "x")[0] == 1
    assert run("facets", "x", "--json")[0] == 1


def test_stats_are_lines_or_json(run: Run) -> None:
    assert "Documents  5\n" in run("stats")[1]
    told = json.loads(run("stats", "--json")[1])
    assert told["documents"] == 5
    assert told["behind"] == {"changed": 0, "gone": 0}
    assert (told["failed"], told["left_out"], told["missing"]) == ([], 0, [])


# Suggest, similar, explain


def test_suggestions_are_lines_of_values_in_a_pipe(run: Run, fake: Door) -> None:
    code, out, err = run("suggest", "zc", "kj", "--limit", "2", "--ui", "zh")
    assert fake.asked == ("zc kj", 2, "zh")
    assert (code, err) == (0, "")
    assert out == "term\t众创空间\t7\t\nregion\t乌鲁木齐\t1\t650100\n"


def test_suggestions_are_a_column_on_a_terminal(look: Run) -> None:
    lines = look("suggest", "zckj", "--color", "never")[1].splitlines()
    assert lines == [
        "众创空间  term, 7 documents",
        "乌鲁木齐  region, 1 document",
        "Maker     title, 1 document",
    ]


def test_suggestions_are_printed_as_json(run: Run) -> None:
    answer = json.loads(run("suggest", "zckj", "--json")[1])
    assert answer["text"] == "zckj"
    assert answer["suggestions"][0] == {"text": "众创空间", "kind": "term", "count": 7, "id": ""}


def test_no_suggestion_is_exit_code_1(run: Run) -> None:
    assert run("suggest", "nothing") == (1, "", "")
    assert json.loads(run("suggest", "nothing", "--json")[1])["suggestions"] == []


def test_similar_documents_look_like_hits(run: Run, look: Run, fake: Door) -> None:
    code, out, _ = run("similar", "news/a.txt", "--limit", "1", "--language", "zh")
    assert (code, fake.asked) == (0, ("news/a.txt", 1, "en", "zh"))
    assert out.startswith("0123456789abcdef\tnews/天山.txt\t")
    assert json.loads(run("similar", "a", "--json")[1])["hits"][1]["id"] == "fedcba9876543210"
    assert look("similar", "a", "--color", "never")[1].startswith("1. 新疆:天山眾創行動\n")


def test_the_same_story_in_the_other_language_is_told_below(
    run: Run, look: Run, fake: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = fake.similar("a", 2, "en", "")

    def similar(name: str, limit: int, ui: str, language: str) -> tuple[Hit, ...]:
        return both[1:] if language == "other" else both[:1]

    monkeypatch.setattr(fake, "similar", similar)
    rows = run("similar", "a")[1].splitlines()
    assert run("similar", "a")[2] == "mulu: in the other language: the last 1 of 2\n"
    assert [row.split("\t")[0] for row in rows] == [hit.id for hit in both]
    told = json.loads(run("similar", "a", "--json")[1])
    assert [hit["id"] for hit in told["translated"]] == [both[1].id]
    assert "\nin the other language\n\n2. " in look("similar", "a", "--color", "never")[1]


def test_a_document_like_no_other_is_exit_code_1(run: Run) -> None:
    assert run("similar", "lonely.txt") == (1, "", "mulu: no document is like this one\n")


@pytest.mark.parametrize(
    "arguments", [("similar",), ("similar", "a", "b"), ("explain",), ("explain", "a", "b", "c")]
)
def test_names_and_queries_are_counted(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: mulu")


def test_explain_tells_how_a_query_is_read(run: Run, fake: Door) -> None:
    code, out, _ = run("explain", "the 眾創", "--no-expand")
    assert (code, fake.query, fake.asked) == (0, Query("the 眾創", expand=False), ("",))
    assert out.splitlines() == [
        "tree\t眾創",
        "dropped\tthe",
        "word\t眾創\t2\t众 创\t众创",
        "source\t眾創\tmaker\tglossary\t0.5000",
    ]


def test_explain_lists_what_adds_to_a_score(run: Run, look: Run, fake: Door) -> None:
    rows = run("explain", "眾創", "news/天山.txt")[1].splitlines()
    assert fake.asked == ("news/天山.txt",)
    assert rows[-2:] == ["score\t2.500000", "part\t2.500000\t眾創\tbody\t众创"]
    text = look("explain", "眾創", "news/天山.txt", "--color", "never")[1]
    assert "眾創: word, 2 documents; as 众创; words 众 创; runs 众创\n" in text
    assert "    2.500000  眾創  body 众创\n    2.500000  in all\n" in text
    assert json.loads(run("explain", "眾創", "a", "--json")[1])["hit"]["score"] == 2.5
