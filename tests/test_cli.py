"""The shell `mulu` over a door made of plain data: words, options, exit codes, help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import shell_fixtures as given_data
from door_fixtures import Door, Run

import search as door
from search.errors import MuluError, NoIndex, QueryError
from search.facets import Filter
from search.query import SORTS, Query
from search.settings import Settings
from search.shell import grammar, options

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


# Exit codes and errors


@pytest.mark.parametrize("form", [(), ("--json",), ("--jsonl",), ("--csv",)])
def test_nothing_found_is_exit_code_1(run: Run, fake: Door, form: tuple[str, ...]) -> None:
    fake.results = given_data.results(hits=())
    assert run("search", "x", *form)[0] == 1


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (QueryError("no region is called Atlantis"), "no region is called Atlantis"),
        (NoIndex("there is no index in x\n"), "there is no index in x "),
        (MuluError("\x1b[2J"), "\ufffd[2J"),
        (PermissionError(13, "Permission denied", "index"), "index: permission denied"),
        (OSError("no room"), "no room"),
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
    assert err.startswith("mulu: door_fixtures.py, line ")
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


def test_help_names_every_variable_of_the_environment(run: Run) -> None:
    read = set[str]()
    for module in Path(door.__file__).parent.rglob("*.py"):
        read |= set(re.findall(r"MULU_[A-Z_]+", module.read_text("utf-8")))
    assert read == set(re.findall(r"MULU_[A-Z_]+", run("--help")[1]))


def test_no_command_is_a_usage_error(run: Run) -> None:
    code, _, err = run()
    assert code == 2
    assert err.startswith("usage: mulu")
