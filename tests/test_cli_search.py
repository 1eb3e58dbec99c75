"""What `mulu search` prints: lines, JSON, CSV, colours, notes, near duplicates."""

from __future__ import annotations

import csv
import io
import json

import pytest
import shell_fixtures as given_data
from door_fixtures import Door, Run
from msgspec.structs import replace

from search.guidance import Diagnosis, Suggestion, WithoutFacet, WordCount
from search.query import Note, Query
from search.results import Duplicate, Explanation, Hit, Results


def test_in_a_pipe_each_hit_is_a_line_of_values(run: Run) -> None:
    code, out, err = run("search", "眾創")
    lines = [line.split("\t") for line in out.split("\n")[:-1]]
    assert (code, err) == (0, "")
    assert [line[:3] for line in lines] == [
        ["0123456789abcdef", "news/天山.txt", "新疆:天山眾創行動"],
        ["fedcba9876543210", "news/maker.txt", "=Hackerspace Union"],
    ]
    assert {len(line) for line in lines} == {12}
    assert "\x1b" not in out


def test_json_has_the_documented_keys(run: Run) -> None:
    code, out, _ = run("search", "眾創", "--json")
    answer = json.loads(out)
    assert code == 0
    assert {"query", "total", "page", "limit", "hits", "facets", "took_ms"} <= set(answer)
    assert {
        *("id", "path", "title", "language", "script", "date", "regions"),
        *("organisations", "score", "snippets"),
    } <= set(answer["hits"][0])
    assert answer["hits"][0]["snippets"][0]["marks"] == [[5, 9]]
    assert "眾創" in out


def test_json_lines_are_the_hits_of_the_json_form(run: Run) -> None:
    lines = run("search", "眾創", "--jsonl")[1].splitlines()
    assert [json.loads(line) for line in lines] == json.loads(run("search", "--json")[1])["hits"]


def test_csv_has_a_header_and_neutralises_formulas(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("search", "眾創", "--csv")[1])))
    assert [row["title"] for row in rows] == ["新疆:天山眾創行動", "'=Hackerspace Union"]


def test_a_terminal_gets_coloured_snippets(look: Run) -> None:
    code, out, _ = look("search", "眾創")
    assert code == 0
    assert "\x1b[1;31m眾創空間\x1b[0m" in out


def test_no_color_is_respected_unless_colour_is_asked_for(
    look: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = look("search", "眾創")[1]
    assert "眾創空間" in out
    assert "\x1b" not in out
    assert "\x1b" in look("search", "眾創", "--color", "always")[1]


def test_colour_can_be_refused(look: Run) -> None:
    assert "\x1b" not in look("search", "眾創", "--color", "never")[1]


def test_colour_on_demand_lays_hits_out_in_a_pipe(run: Run) -> None:
    assert run("search", "眾創", "--color", "always")[1].startswith("\x1b[2m2 documents")


def test_machine_forms_are_the_same_on_a_terminal(look: Run) -> None:
    assert "\x1b" not in look("search", "--json")[1]
    assert look("search", "--csv")[1].startswith("id,path,title,")


def test_notes_are_sentences_on_stderr(run: Run, fake: Door) -> None:
    fake.results = given_data.results(notes=(Note("relaxed", "Atlantis"),))
    _, out, err = run("search", "眾創", "Atlantis")
    assert err == "mulu: no document holds: Atlantis; these hold the other words, or most of them\n"
    assert len(out.splitlines()) == 2


def test_notes_stay_inside_the_json(run: Run, fake: Door) -> None:
    fake.results = given_data.results(notes=(Note("relaxed", "Atlantis"),))
    _, out, err = run("search", "眾創", "Atlantis", "--json")
    assert err == ""
    assert json.loads(out)["notes"] == [{"code": "relaxed", "text": "Atlantis"}]


def test_other_spellings_and_alternatives_are_told_on_stderr(run: Run, fake: Door) -> None:
    fake.results = replace(
        given_data.results(),
        suggestions=(Suggestion("众创空间", 25),),
        expansions=(Explanation("maker", "创客", "glossary", 0.5),),
    )
    err = run("search", "中创空间", "maker")[2]
    assert err.splitlines() == [
        "mulu: also looked for: 创客 (maker)",
        "mulu: did you mean: 众创空间 (25 documents)",
    ]


def test_notes_and_help_are_told_in_the_language_of_the_interface(run: Run, fake: Door) -> None:
    fake.results = replace(
        given_data.results(hits=(), query=Query("創客 Atlantis", ui="zh")),
        notes=(Note("relaxed", "Atlantis"), Note("relaxed"), Note("new-kind", "{}")),
        suggestions=(Suggestion("众创空间", 1),),
        expansions=(Explanation("maker", "创客", "glossary", 0.5),) * 10,
        diagnosis=Diagnosis((WordCount("Atlantis", 0),), (WithoutFacet("region", 1200),)),
    )
    assert run("search", "創客", "Atlantis", "--ui", "zh")[2].splitlines() == [
        "mulu: 没有文件含有：Atlantis。以下文件含有其余的词，或其中大部分",
        "mulu: 没有文件同时含有全部的词，以下文件各自注明所缺的词",
        "mulu: new kind: {}",
        f"mulu: 同时检索了：{'创客 (maker)、' * 8}另有 2 项",
        "mulu: 您是否要找：众创空间（1 篇文件）",
        "mulu: Atlantis：没有文件",
        "mulu: 去掉 --region：1,200 篇文件",
    ]


def test_where_nothing_is_found_the_reasons_are_told(run: Run, fake: Door) -> None:
    words = (WordCount("创客", 1), WordCount("Atlantis", 0))
    fake.results = replace(
        given_data.results(hits=()),
        diagnosis=Diagnosis(words, (WithoutFacet("region", 1200),), 1300),
    )
    code, out, err = run("search", "创客", "Atlantis", "--region", "浙江")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "mulu: 创客: 1 document",
        "mulu: Atlantis: no document",
        "mulu: without --region: 1,200 documents",
        "mulu: without any filter: 1,300 documents",
    ]
    fake.results = replace(given_data.results(), diagnosis=Diagnosis(words))
    assert run("search", "创客")[2] == ""


def test_alternatives_can_be_turned_off_and_left_out(run: Run, fake: Door) -> None:
    run("search", "maker")
    assert (fake.query.expand, fake.query.without) == (True, ())
    run("search", "maker", "--no-expand", "--without", "创客", "--without", "制造者")
    assert (fake.query.expand, fake.query.without) == (False, ("创客", "制造者"))


def like(hit: Hit, many: int) -> Results:
    others = tuple(
        Duplicate(f"{n:016x}", f"copy{n}.txt", "Copy", "en", "Latn", None) for n in range(many)
    )
    return given_data.results(hits=(replace(hit, duplicates=others),), total=1 + many)


def test_near_duplicates_stand_below_their_hit(look: Run, fake: Door) -> None:
    fake.results = like(given_data.ENGLISH, 2)
    assert "+ 2 like this: copy0.txt, copy1.txt\x1b" in look("search", "x")[1]
    fake.results = like(given_data.ENGLISH, 5)
    assert "+ 5 like this: copy0.txt, copy1.txt, copy2.txt, 2 more\x1b" in look("search", "x")[1]


@pytest.mark.parametrize("form", [(), ("--csv",)])
def test_rows_tell_what_they_leave_out(run: Run, fake: Door, form: tuple[str, ...]) -> None:
    fake.results = like(given_data.ENGLISH, 2)
    assert "not listed: 2 (--no-group lists them)" in run("search", "x", *form)[2]
    fake.results = given_data.results()
    assert run("search", "x", *form)[2] == ""


def test_near_duplicates_stand_apart_when_asked(run: Run, fake: Door) -> None:
    run("search", "x", "--no-group")
    assert fake.query == Query("x", group=False)


def test_a_page_behind_the_last_is_told_so_to_people_and_in_pipes(
    run: Run, look: Run, fake: Door
) -> None:
    fake.results = given_data.results(hits=(), total=12)
    for door in (look, run):
        code, out, err = door("search", "x", "--page", "9")
        assert (code, out, err) == (1, "", "mulu: there is no page 9; the last is page 2\n")


@pytest.mark.parametrize("form", [(), ("--csv",), ("--jsonl",)])
def test_rows_tell_that_there_are_more_of_them(run: Run, fake: Door, form: tuple[str, ...]) -> None:
    fake.results = given_data.results(total=1065)
    assert run("search", "x", *form)[2] == "mulu: 2 of 1,065 documents; --all lists all\n"
    assert "--all" not in run("search", "x", *form, "--all")[2]
    assert run("search", "x", "--json")[2] == ""
