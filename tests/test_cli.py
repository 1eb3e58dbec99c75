"""The shell `mulu` over a door made of plain data: options, forms, exit codes, messages."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shell_fixtures as given_data

import search as door
from search.cli import main
from search.errors import IndexLocked, MuluError, NoIndex, QueryError, StaleIndex, StorageError
from search.guidance import Diagnosis, Suggested, Suggestion, WithoutFacet, WordCount
from search.query import SORTS, Filter, Note, Query
from search.results import Duplicate, Explained, Explanation, Hit, Page, Results, Stats, Update
from search.settings import Settings
from search.shell import grammar, options

Run = Callable[..., tuple[int, str, str]]


class Door:
    """Stands where the engine would: remembers what it was asked, answers plain data."""

    def __init__(self) -> None:
        self.settings: Settings | None = None
        self.query = Query()
        self.shown: tuple[str, str, str] = ("", "", "")
        self.asked: tuple[object, ...] = ()
        self.updates: list[tuple[Settings, list[Path], bool]] = []
        self.forgotten: list[Path] = []
        self.results = given_data.results()
        self.error: Exception | None = None
        self.folders: tuple[str, ...] = ()
        self.closed = 0

    def open_index(self, settings: Settings) -> Door:
        self.settings = settings
        if isinstance(self.error, StorageError):
            raise self.error
        return self

    def search(self, query: Query) -> Results:
        if self.error:
            raise self.error
        self.query = query
        return replace(self.results, query=query)

    def show(self, name: str, text: str = "", ui: str = "en") -> Page:
        if self.error:
            raise self.error
        self.shown = (name, text, ui)
        return given_data.page()

    def suggest(self, text: str, limit: int = 10, ui: str = "en") -> tuple[Suggested, ...]:
        self.asked = (text, limit, ui)
        return given_data.SUGGESTED[:limit] if text != "nothing" else ()

    def similar(
        self, name: str, limit: int = 5, ui: str = "en", language: str = ""
    ) -> tuple[Hit, ...]:
        self.asked = (name, limit, ui, language)
        return () if name == "lonely.txt" else self.results.hits[:limit]

    def explain(self, query: Query, name: str = "") -> Explained:
        self.query, self.asked = query, (name,)
        return given_data.explained(name)

    def stats(self) -> Stats:
        return replace(given_data.STATS, folders=self.folders)

    def close(self) -> None:
        self.closed += 1

    def update(
        self,
        settings: Settings,
        folders: Sequence[Path],
        *,
        forget: Sequence[Path] = (),
        dry_run: bool = False,
        progress: Any,
    ) -> Update:
        if isinstance(self.error, IndexLocked):
            raise self.error
        self.updates.append((settings, list(folders), dry_run))
        self.forgotten = list(forget)
        if progress:
            progress(1, 2, "a.txt")
        return given_data.update()


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Door:
    made = Door()
    monkeypatch.setitem(vars(door), "open_index", made.open_index)
    monkeypatch.setitem(vars(door), "update", made.update)
    for name in ("MULU_INDEX", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("TERM", "xterm")
    return made


@pytest.fixture
def run(fake: Door, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `mulu` with some arguments → exit code, stdout, stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def look(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """As `run`, on a terminal that is sixty cells wide."""
    monkeypatch.setenv("COLUMNS", "60")

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        return run(*arguments)

    return call


# Words, options and the query they make


def test_several_words_are_one_query(run: Run, fake: Door) -> None:
    assert run("search", "杭州", "maker", "space")[0] == 0
    assert fake.query == Query("杭州 maker space", group=False)


@pytest.mark.parametrize("words", [(), ("*",)])
def test_a_search_without_words_or_with_a_star_asks_for_everything(
    run: Run, fake: Door, words: tuple[str, ...]
) -> None:
    assert run("search", *words)[0] == 0
    assert fake.query.text in ("", "*")


def test_words_and_options_may_be_mixed(run: Run, fake: Door) -> None:
    run("search", "杭州", "--limit", "5", "maker", "--sort", "newest", "space")
    assert fake.query == Query("杭州 maker space", sort="newest", limit=5, group=False)


def test_words_after_two_hyphens_may_begin_with_a_hyphen(run: Run, fake: Door) -> None:
    run("search", "a", "--page", "2", "--", "-foo", "--limit", "bar")
    assert fake.query == Query("a -foo --limit bar", page=2, group=False)


def test_a_quoted_query_may_begin_with_a_hyphen(run: Run, fake: Door) -> None:
    run("search", "-foo bar")
    assert fake.query.text == "-foo bar"


def test_a_word_that_looks_like_an_option_is_an_error_with_advice(run: Run) -> None:
    code, out, err = run("search", "-foo")
    assert (code, out) == (2, "")
    assert "mulu search -- -foo" in err


def test_filters_are_repeatable(run: Run, fake: Door) -> None:
    run(
        *("search", "--date", "2016", "--date", "2017", "--region", "新疆", "--language", "zh"),
        *("--organisation", "科技部", "--organization", "MOST"),
    )
    assert fake.query.filter == Filter(("2016", "2017"), ("新疆",), ("科技部", "MOST"), ("zh",))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--limit", "0"),
        ("--limit", "201"),
        ("--limit", "²"),
        ("--page", "0"),
        ("--page", "9" * 5000),
        ("--sort", "random"),
        ("--json", "--csv"),
        ("--lim", "5"),
    ],
)
def test_impossible_options_are_usage_errors(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run("search", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: mulu")


def test_the_sort_orders_are_those_of_the_door() -> None:
    assert options.SORTS == SORTS


@pytest.mark.parametrize(
    "arguments", [("--index", "there", "stats"), ("stats", "--index", "there")]
)
def test_the_index_may_be_named_before_or_after_the_command(
    run: Run, fake: Door, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MULU_INDEX", "elsewhere")
    run(*arguments)
    assert fake.settings == Settings(index=Path("there"))


def test_the_environment_names_the_index(
    run: Run, fake: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MULU_INDEX", "elsewhere")
    run("stats")
    assert fake.settings == Settings(index=Path("elsewhere"))


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "zh_HK", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_locale_decides_the_language_of_labels(
    environment: dict[str, str], language: str
) -> None:
    assert grammar.interface_language(environment) == language


def test_the_language_of_labels_can_be_chosen(
    run: Run, fake: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    run("search", "a")
    assert fake.query.ui == "zh"
    run("search", "a", "--ui", "en")
    assert fake.query.ui == "en"


def test_bytes_that_are_no_text_become_question_marks(run: Run, fake: Door) -> None:
    run("search", "caf\udce9")
    assert fake.query.text == "caf?"


# What search prints


def test_in_a_pipe_each_hit_is_a_line_of_values(run: Run) -> None:
    code, out, err = run("search", "眾創")
    lines = [line.split("\t") for line in out.split("\n")[:-1]]
    assert (code, err) == (0, "")
    assert [line[:3] for line in lines] == [
        ["0123456789abcdef", "news/天山.txt", "新疆:天山眾創行動"],
        ["fedcba9876543210", "news/maker.txt", "=Hackerspace Union"],
    ]
    assert {len(line) for line in lines} == {10}
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
    assert err == "mulu: no document holds all of the words; without: Atlantis\n"
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


def test_where_nothing_is_found_the_reasons_are_told(run: Run, fake: Door) -> None:
    words = (WordCount("创客", 1), WordCount("Atlantis", 0))
    fake.results = replace(
        given_data.results(hits=()),
        diagnosis=Diagnosis(words, (WithoutFacet("region", 1200),)),
    )
    code, out, err = run("search", "创客", "Atlantis", "--region", "浙江")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "mulu: 创客: 1 document",
        "mulu: Atlantis: no document",
        "mulu: without --region: 1,200 documents",
    ]
    fake.results = replace(given_data.results(), diagnosis=Diagnosis(words))
    assert run("search", "创客")[2] == ""


def test_alternatives_can_be_turned_off_and_left_out(run: Run, fake: Door) -> None:
    run("search", "maker")
    assert (fake.query.expand, fake.query.without) == (True, ())
    run("search", "maker", "--no-expand", "--without", "创客", "--without", "制造者")
    assert (fake.query.expand, fake.query.without) == (False, ("创客", "制造者"))


# Exit codes and errors


@pytest.mark.parametrize("form", [(), ("--json",), ("--jsonl",), ("--csv",)])
def test_nothing_found_is_exit_code_1(run: Run, fake: Door, form: tuple[str, ...]) -> None:
    fake.results = given_data.results(hits=())
    assert run("search", "x", *form)[0] == 1


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


def test_a_page_behind_the_last_is_told_so(look: Run, fake: Door) -> None:
    fake.results = given_data.results(hits=(), total=12)
    code, out, err = look("search", "x", "--page", "9")
    assert (code, out, err) == (1, "", "mulu: there is no page 9; the last is page 2\n")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (QueryError("no region is called Atlantis"), "no region is called Atlantis"),
        (NoIndex("there is no index in x\n"), "there is no index in x "),
        (MuluError("\x1b[2J"), "\ufffd[2J"),
        (
            PermissionError(13, "Permission denied", "index"),
            "[Errno 13] Permission denied: 'index'",
        ),
    ],
)
def test_errors_are_one_line_on_stderr_and_exit_code_2(
    run: Run, fake: Door, error: Exception, message: str
) -> None:
    fake.error = error
    assert run("search", "x") == (2, "", f"mulu: {message}\n")


def test_a_mistake_of_ours_shows_its_place_and_no_traceback(run: Run, fake: Door) -> None:
    fake.error = ValueError("oops")
    code, out, err = run("search", "x")
    assert (code, out) == (2, "")
    assert err.startswith("mulu: test_cli.py, line ")
    assert "ValueError('oops')" in err
    assert err.count("\n") == 1


def test_ctrl_c_is_exit_code_130_and_one_calm_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Settings) -> Door:
        raise KeyboardInterrupt

    monkeypatch.setitem(vars(door), "open_index", interrupted)
    code, out, err = run("search", "x")
    assert (code, out) == (130, "")
    assert err.startswith("mulu: stopped")
    assert err.count("\n") == 1


def test_the_index_is_closed_whether_or_not_there_is_an_error(run: Run, fake: Door) -> None:
    run("search", "x")
    fake.error = QueryError("no")
    run("search", "x")
    assert fake.closed == 2


# The other commands


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


def test_facets_on_a_terminal_are_trees(look: Run) -> None:
    out = look("facets", "--color", "never")[1]
    assert out.index("  中国") < out.index("*   新疆维吾尔自治区") < out.index("      Urumqi")


def test_facets_as_json(run: Run) -> None:
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


# Indexing


def test_index_tells_the_outcome_and_names_each_failure(
    run: Run, fake: Door, tmp_path: Path
) -> None:
    code, out, err = run("index", str(tmp_path), "--workers", "2")
    assert (code, err) == (0, "mulu: c.pdf: is encrypted\n")
    assert out.startswith("1 added, 0 changed, 0 removed, 1 moved, 3 unchanged, 1 failed in")
    assert fake.updates == [(Settings(workers=2), [tmp_path], False)]


def test_index_as_json(run: Run, tmp_path: Path) -> None:
    answer = json.loads(run("index", str(tmp_path), "--json")[1])
    assert answer == {
        "added": 1,
        "changed": 0,
        "removed": 0,
        "moved": 1,
        "unchanged": 3,
        "failed": [{"path": "c.pdf", "reason": "is encrypted"}],
        "seconds": 1.25,
    }


def test_a_dry_run_lists_what_would_happen(run: Run, fake: Door, tmp_path: Path) -> None:
    _, out, _ = run("index", str(tmp_path), "--dry-run")
    assert out.startswith("added\ta.txt\nmoved\tb.txt\nwould be 1 added")
    assert fake.updates[0][2]


def test_a_quiet_index_prints_only_failures(run: Run, tmp_path: Path) -> None:
    code, out, err = run("index", "-q", str(tmp_path))
    assert (code, out, err) == (0, "", "mulu: c.pdf: is encrypted\n")


def test_progress_is_shown_on_a_terminal_only(run: Run, look: Run, tmp_path: Path) -> None:
    assert "files" not in run("index", str(tmp_path))[2]
    assert "files" not in look("index", "-q", str(tmp_path))[2]
    assert "files" in look("index", str(tmp_path))[2]


def test_a_missing_folder_stops_the_run_before_it_begins(
    run: Run, fake: Door, tmp_path: Path
) -> None:
    missing = tmp_path / "missing"
    code, out, err = run("index", str(tmp_path), str(missing))
    assert (code, out) == (2, "")
    assert err == f"mulu: {missing} does not exist; nothing was done\n"
    assert fake.updates == []


def test_a_locked_index_is_exit_code_2(run: Run, fake: Door, tmp_path: Path) -> None:
    fake.error = IndexLocked("process 4711 is writing")
    assert run("index", str(tmp_path)) == (2, "", "mulu: process 4711 is writing\n")


def test_index_without_folders_takes_those_that_it_knows(
    run: Run, fake: Door, tmp_path: Path
) -> None:
    unmounted = tmp_path / "unmounted"
    fake.folders = (str(tmp_path), str(unmounted))
    code, _, err = run("index")
    assert code == 0
    assert fake.updates[0][1] == [tmp_path]
    assert f"mulu: {unmounted} is not there; what was indexed of it is kept\n" in err


def test_index_lets_go_of_what_is_to_be_forgotten(run: Run, fake: Door, tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept", tmp_path / "gone"
    kept.mkdir()
    fake.folders = (str(kept), str(gone))
    code, _, said = run("index", "--forget", str(gone))
    assert (code, "not there" in said) == (0, False)
    assert (fake.updates[0][1], fake.forgotten) == ([kept], [gone])
    fake.folders = (str(gone),)
    assert run("index", "--forget", str(gone))[0] == 0
    assert fake.updates[1][1] == []
    fake.folders = ()
    assert "name one" in run("index")[2]


def test_index_with_all_known_folders_gone_is_an_error(
    run: Run, fake: Door, tmp_path: Path
) -> None:
    fake.folders = (str(tmp_path / "unmounted"),)
    assert run("index")[0] == 2
    assert fake.updates == []


def test_index_without_folders_rebuilds_an_index_of_another_version(run: Run, fake: Door) -> None:
    fake.error = StaleIndex("the index was built by another version")
    assert run("index")[0] == 0
    assert fake.updates[0][1] == []


@pytest.mark.parametrize("command", ["index", "serve"])
def test_without_folder_and_index_there_is_nothing_to_do(
    run: Run, fake: Door, command: str
) -> None:
    fake.error = NoIndex("no index here yet; run: mulu index FOLDER")
    code, out, err = run(command, *(("--port", "0") if command == "serve" else ()))
    assert (code, out, err) == (2, "", "mulu: no index here yet; run: mulu index FOLDER\n")
    assert fake.updates == []


# Serving


def test_a_port_in_use_is_told_before_anything_is_indexed(
    run: Run, fake: Door, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = run("serve", str(tmp_path), "--port", str(port))
    assert code == 2
    assert f"cannot serve at 127.0.0.1, port {port}: address already in use" in err
    assert fake.updates == []


# Help


@pytest.mark.parametrize("command", ["index", "search", "show", "facets", "serve", "stats"])
def test_every_command_has_help_with_examples(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"examples:\n  mulu {command}" in out
    assert "--index DIR" in out


def test_the_version_is_printed(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert out.startswith("mulu ")


HEAVY = {"whoosh", "jieba", "rjieba", "flask", "tqdm", "wcwidth", "opencc", "langdetect"}


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a fresh process has loaded when a command has run."""
    code = (
        f"import sys; from search.cli import main; main({list(arguments)!r}); "
        "sys.stdout.write('LOADED ' + ' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.partition("LOADED")[2].split())


def test_help_names_every_variable_of_the_environment(run: Run) -> None:
    read = set[str]()
    for module in Path(door.__file__).parent.rglob("*.py"):
        read |= set(re.findall(r"MULU_[A-Z_]+", module.read_text("utf-8")))
    assert read == set(re.findall(r"MULU_[A-Z_]+", run("--help")[1]))


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_by("--help")
    assert "search.cli" in loaded
    assert not loaded & (HEAVY | {"numpy", "dataclasses", "search.query", "search.engine"})


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "hackerspace"),
        ("search", "Xinjiang", "incubators", "--json"),
        ("search", "众创空间"),
        ("search", "眾創空間", "烏魯木齊"),
        ("suggest", "创"),
        ("facets", "创业"),
    ],
)
def test_a_look_up_loads_only_what_it_asks(small_index: Path, arguments: tuple[str, ...]) -> None:
    """A look-up is a fresh process: what it loads it pays for each time."""
    loaded = loaded_by(*arguments, "--index", str(small_index), "--color", "never")
    assert "search.answering.library" in loaded
    assert not loaded & (HEAVY | {"numpy.ma", "importlib.metadata", "importlib.resources"})
    assert not loaded & {"search.cleaning", "search.reading", "search.describing.dates"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("孵化器",), 0), (("Atlantis",), 1), (("--sort", "x"), 2)],
)
def test_a_process_that_looks_up_writes_all_and_ends_with_the_code_of_its_command(
    small_index: Path, arguments: tuple[str, ...], code: int
) -> None:
    """It ends without taking itself apart, so nothing may be left in a buffer."""
    command = [sys.executable, "-m", "search.cli", "search", *arguments, "--json"]
    done = subprocess.run(
        [*command, "--index", str(small_index)], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    if code < 2:
        assert (json.loads(done.stdout)["total"] > 0) is (code == 0)
    else:
        assert done.stderr.startswith("usage: mulu search")


@pytest.fixture(scope="module")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two documents, one in each language."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "one.txt").write_text("乌鲁木齐的众创空间\n\n新疆科技厅支持创业孵化器。\n", "utf-8")
    (folder / "two.txt").write_text("Urumqi’s hackerspace\n\nXinjiang has incubators.\n", "utf-8")
    door.update(Settings(index=folder / "index", workers=1), [folder])
    return folder / "index"


def test_no_command_is_a_usage_error(run: Run) -> None:
    code, _, err = run()
    assert code == 2
    assert err.startswith("usage: mulu")


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


def test_suggestions_as_json(run: Run) -> None:
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
