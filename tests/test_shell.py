"""The shell over the real engine and the seeds: what it finds, its forms, its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from index_fixtures import SEEDS
from mulu_fixtures import Mulu, call, environment
from wcwidth import wcswidth

SEED = min(path.name for path in SEEDS.iterdir())

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def screen(index: Path) -> Callable[..., str]:
    """Run `mulu` with a terminal of sixty cells for its stdout → what it printed there."""

    def look(*arguments: str, **more: str) -> str:
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "search.cli", *arguments],
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            env=environment(index, COLUMNS="60", **more),
        ):
            os.close(theirs)
            printed = b""
            try:
                while block := os.read(ours, 65_536):
                    printed += block
            except OSError:  # Linux says so when the other end is closed
                pass
        os.close(ours)
        return printed.decode().replace("\r\n", "\n")

    return look


def paths(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line.split("\t")[1][:3] for line in done.stdout.splitlines()]


# Finding


@pytest.mark.parametrize(
    "words",
    [
        ("众创空间",),
        ("眾創空間",),
        ("新疆创客中心",),
        ('"科技专项资金"',),
        ("天山众创行动",),
        ("乌鲁木齐", "创新"),
    ],
)
def test_words_in_either_script_find_the_traditional_document(
    mulu: Mulu, words: tuple[str, ...]
) -> None:
    done = mulu("search", *words)
    assert done.returncode == 0
    assert "003" in paths(done)


def test_in_a_pipe_each_hit_is_one_line_of_twelve_values(mulu: Mulu) -> None:
    done = mulu("search", "--limit", "200")
    lines = done.stdout.split("\n")
    assert (done.returncode, done.stderr, lines[-1], len(lines)) == (0, "", "", 6)
    assert {line.count("\t") for line in lines[:-1]} == {11}
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("arguments", [("*",), (), ("--language", "en", "--language", "zh")])
def test_a_star_or_filters_alone_or_nothing_list_everything(
    mulu: Mulu, arguments: tuple[str, ...]
) -> None:
    assert sorted(paths(mulu("search", *arguments))) == ["000", "001", "002", "003", "004"]


def test_values_of_one_filter_are_alternatives_and_filters_add_up(mulu: Mulu) -> None:
    xinjiang = ("--region", "Xinjiang")
    assert sorted(paths(mulu("search", *xinjiang))) == ["000", "001", "003"]
    assert sorted(paths(mulu("search", *xinjiang, "--region", "浙江"))) == [
        *("000", "001", "002", "003", "004")
    ]
    assert paths(mulu("search", *xinjiang, "--language", "zh", "--date", "2017")) == ["003"]


def test_sort_limit_and_page_walk_through_all_documents_once(mulu: Mulu) -> None:
    whole = paths(mulu("search", "--sort", "newest"))
    pages = [
        *paths(mulu("search", "--sort", "newest", "--limit", "2")),
        *paths(mulu("search", "--sort", "newest", "--limit", "2", "--page", "2")),
        *paths(mulu("search", "--sort", "newest", "--limit", "2", "--page", "3")),
    ]
    assert pages == whole


def test_a_word_can_be_excluded_behind_two_hyphens(mulu: Mulu) -> None:
    assert "003" not in paths(mulu("search", "*", "--", "-众创空间"))


# Forms


def test_json_has_the_documented_form(mulu: Mulu) -> None:
    answer: dict[str, Any] = json.loads(mulu("search", "众创空间", "--json").stdout)
    assert {"query", "total", "page", "limit", "hits", "facets", "took_ms"} <= set(answer)
    hit = next(hit for hit in answer["hits"] if hit["path"].startswith("003"))
    assert {
        *("id", "path", "title", "language", "script", "date", "regions"),
        *("organisations", "score", "snippets"),
    } <= set(hit)
    assert (hit["language"], hit["script"], hit["date"]) == ("zh", "Hant", "2017-12-27")
    marked = {s["text"][a:b] for s in hit["snippets"] for a, b in s["marks"]}
    assert any("眾創" in text for text in marked)
    assert {"date", "region", "organisation", "language"} <= set(answer["facets"])
    value = answer["facets"]["region"][0]
    assert {"value", "label", "count", "selected"} <= set(value)


def test_json_lines_and_csv_hold_the_same_hits(mulu: Mulu) -> None:
    ids = [json.loads(line)["id"] for line in mulu("search", "--jsonl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(mulu("search", "--csv").stdout)))
    assert [row["id"] for row in table] == ids
    assert len(ids) == 5


def test_a_terminal_gets_marked_snippets_within_its_width(screen: Callable[..., str]) -> None:
    printed = screen("search", "众创空间")
    assert re.search("\x1b\\[1;31m眾創空間\x1b\\[0m", printed)
    lines = ANSI.sub("", printed).split("\n")
    assert 40 < max(wcswidth(line) for line in lines) <= 60


def test_no_color_is_respected(screen: Callable[..., str]) -> None:
    printed = screen("search", "众创空间", NO_COLOR="1")
    assert "眾創空間" in printed
    assert "\x1b" not in printed


def test_counts_of_facets_stand_in_one_column(screen: Callable[..., str]) -> None:
    lines = ANSI.sub("", screen("facets", "--ui", "zh")).split("\n")
    start = lines.index("地区") + 1
    rows = lines[start : lines.index("", start)]
    assert len(rows) > 3
    assert len({wcswidth(row) for row in rows}) == 1


def test_facets_in_a_pipe_count_places_and_what_contains_them(mulu: Mulu) -> None:
    rows = [line.split("\t") for line in mulu("facets").stdout.splitlines()]
    counts = {row[1]: (row[2], row[3]) for row in rows if row[0] == "region"}
    assert counts["650000"] == ("Xinjiang", "3")
    assert counts["330000"] == ("Zhejiang", "2")


# Documents


def test_a_document_is_shown_by_path_and_by_id(mulu: Mulu) -> None:
    path = next(SEEDS.glob("003*")).name
    by_path = mulu("show", path)
    assert by_path.returncode == 0
    assert "2017-12-27" in by_path.stdout
    assert "創(chuàng)" not in by_path.stdout
    name = re.search(r"^Id +(\w+)$", by_path.stdout, re.MULTILINE)
    assert name
    assert mulu("show", name[1]).stdout == by_path.stdout


def test_a_file_that_could_not_be_read_is_told_with_the_reason(tmp_path: Path) -> None:
    documents, index = tmp_path / "documents", tmp_path / "index"
    documents.mkdir()
    (documents / "a.txt").write_text("The water rose.", "utf-8")
    (documents / "b.txt").write_text("...", "utf-8")
    assert call(index, "index", str(documents)).returncode == 0
    for name in ("b.txt", str(documents / "b.txt")):
        told = call(index, "show", name)
        assert told.returncode == 2
        assert told.stderr == f"mulu: {name}: it is not in the index: empty: it holds no words\n"
    assert "no document has this id" in call(index, "show", "c.txt").stderr


@pytest.mark.parametrize("path", [path.name for path in sorted(SEEDS.glob("*.txt"))])
def test_the_raw_text_is_that_of_the_file(mulu: Mulu, path: str) -> None:
    raw = (SEEDS / path).read_text(encoding="utf-8-sig")
    assert mulu("show", path, "--raw").stdout == raw


def test_repairs_of_a_document_are_counted_and_listed(mulu: Mulu) -> None:
    path = next(SEEDS.glob("003*")).name
    assert "--repairs lists them" in mulu("show", path).stdout
    listed = mulu("show", path, "--repairs").stdout
    assert listed.count("(chuàng)” → ") > 10


# Exit codes


def test_nothing_found_is_exit_code_1_and_silent_in_a_pipe(mulu: Mulu) -> None:
    done = mulu("search", "zzzyqx")
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "--region", "Atlantis"),
        ("search", "--date", "yesterday"),
        ("show", "no-such-document"),
        ("index", "no-such-folder"),
        ("search", "--limit", "many"),
        ("search", "--index", "no-such-index"),
        ("serve", "--index", "no-such-index", "--port", "0"),
    ],
)
def test_errors_are_exit_code_2_with_a_message_and_no_traceback(
    mulu: Mulu, arguments: tuple[str, ...]
) -> None:
    done = mulu(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().splitlines()[-1].startswith("mulu")
    assert "Traceback" not in done.stderr
    assert "unexpectedly" not in done.stderr


def test_a_broken_query_is_answered_with_a_note(mulu: Mulu) -> None:
    done = mulu("search", '"众创空间')
    assert done.returncode == 0
    assert done.stderr.startswith("mulu: a quotation mark is not closed")


def test_a_reader_that_has_had_enough_is_no_error(index: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "search.cli", "search", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(index),
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("arguments", [("search",), ("show", "--raw", SEED)])
def test_an_answer_that_cannot_be_written_is_one_sentence(
    index: Path, arguments: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "search.cli", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment(index),
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr == "mulu: the answer could not be written: no space left on device\n"
