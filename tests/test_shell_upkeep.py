"""Indexing, mending and serving through the shell, and processes that are stopped or killed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from mulu_fixtures import Mulu, call, environment


def test_a_table_is_shown_by_its_rows(mulu: Mulu, tmp_path: Path) -> None:
    folder, built = tmp_path / "documents", ("--index", str(tmp_path / "index"))
    (folder / "tables").mkdir(parents=True)
    lines = '{"text": ""}\n{"text": "One maker space."}\n{"text": "Two."}\n'
    (folder / "tables" / "items.jsonl").write_text(lines, encoding="utf-8")
    assert mulu(*built, "index", str(folder)).returncode == 0
    done = mulu(*built, "show", "tables/items.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the first is tables/items.jsonl#2" in done.stderr
    assert mulu(*built, "show", "tables/items.jsonl#2").returncode == 0
    assert "#" not in mulu(*built, "show", "tables/none.jsonl").stderr


def test_check_mends_what_is_damaged(mulu: Mulu, tmp_path: Path) -> None:
    folder, built = tmp_path / "documents", ("--index", str(tmp_path / "index"))
    folder.mkdir()
    (folder / "a.txt").write_text("A maker space.", encoding="utf-8")
    assert mulu(*built, "index", str(folder)).returncode == 0
    (arrays,) = (tmp_path / "index").rglob("*.arrays")
    arrays.write_bytes(arrays.read_bytes()[:-1])
    done = mulu(*built, "search", "maker")
    assert done.returncode == 2
    assert "mulu check --deep" in done.stderr
    done = mulu(*built, "check", "--deep")
    assert done.returncode == 0
    assert f"{arrays.name} was damaged and has been mended" in done.stderr
    assert mulu(*built, "search", "maker").returncode == 0
    for damaged in (tmp_path / "index").rglob("*.records"):
        damaged.unlink()
    done = mulu(*built, "check", "--deep")
    assert done.returncode == 2
    assert "cannot be mended" in done.stderr
    assert mulu(*built, "index").returncode == 0, "the folders of a damaged index are known"
    assert mulu(*built, "search", "maker").returncode == 0


def test_doubtful_values_stand_by_kind_for_people_and_in_lines_for_programs(
    mulu: Mulu, tmp_path: Path
) -> None:
    folder, built = tmp_path / "documents", ("--index", str(tmp_path / "index"))
    folder.mkdir()
    for day in range(10, 22):
        text = f"关于众创空间建设的通知\n\n{'本文介绍众创空间。' * 9}\n\n2016年8月{day}日\n"
        (folder / f"{day}.txt").write_text(text, encoding="utf-8")
    assert mulu(*built, "index", str(folder)).returncode == 0
    lines = mulu(*built, "check").stdout.splitlines()
    assert lines[0] == "date\t10.txt\t2016-08-10 was read only from its signature"
    assert len(lines) == 12
    laid_out = mulu(*built, "check", "--color", "always", "--ui", "en").stdout
    told = re.sub("\x1b[^m]*m", "", laid_out).splitlines()
    assert told[:3] == [
        "Dates that may be wrong: 12",
        "Where one is wrong, write into mulu-corrections.tsv: document, add, date, 2016-08-15",
        "  10.txt: 2016-08-10 was read only from its signature",
    ]
    assert told[12:] == ["  and 2 more; in a pipe (mulu check | less) all are listed"]
    assert "可能有误的日期：12" in mulu(*built, "check", "--color", "always", "--ui", "zh").stdout


@pytest.fixture
def long_run(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """An `index` with workers that takes longer than any test, in a session of its own."""
    folder = tmp_path / "documents"
    folder.mkdir()
    line = "新疆的众创空间已有二十九家，孵化器十六家。The maker space in Urumqi opened in 2016.\n"
    for number in range(200):
        (folder / f"{number}.txt").write_text(f"{number}\n" + line * 700, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "search.cli", "index", str(folder), "--workers", "2"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(tmp_path / "index"),
        start_new_session=True,
    ) as process:
        until = time.monotonic() + 60
        while not list(tmp_path.glob("index/generations/*")) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1)  # the workers have begun
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("group", [False, True], ids=["parent alone", "terminal"])
def test_ctrl_c_stops_the_workers_at_once_and_says_what_is_kept(
    long_run: subprocess.Popen[str], tmp_path: Path, group: bool
) -> None:
    if group:
        os.killpg(long_run.pid, signal.SIGINT)
    else:
        long_run.send_signal(signal.SIGINT)
    _, said = long_run.communicate(timeout=10)  # to the end of stderr, which workers hold too
    assert long_run.returncode == 130
    assert said.startswith("mulu: stopped; nothing is lost")
    assert said.count("\n") == 1
    kept = list((tmp_path / "index" / "generations").iterdir())
    assert bool(kept) == ("are kept" in said)


def test_workers_do_not_outlive_a_run_that_is_killed(
    long_run: subprocess.Popen[str], tmp_path: Path
) -> None:
    long_run.kill()
    long_run.communicate(timeout=10)
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "a.txt").write_text("A maker space.", encoding="utf-8")
    assert call(tmp_path / "index", "index", str(tmp_path / "few")).returncode == 0


def test_an_index_is_brought_up_to_date_with_the_folders_that_it_knows(
    mulu: Mulu, tmp_path: Path
) -> None:
    folder, built = tmp_path / "documents", ("--index", str(tmp_path / "index"))
    folder.mkdir()
    (folder / "a.txt").write_text("A maker space in Hangzhou.", encoding="utf-8")
    (folder / "empty.txt").touch()
    first = mulu(*built, "index", str(folder))
    assert first.returncode == 0
    assert first.stdout.startswith("1 added, 0 changed, 0 removed, 0 moved, 0 unchanged, 1 failed")
    assert first.stderr.startswith("mulu: empty.txt: ")

    (folder / "b.txt").write_text("杭州的众创空间。", encoding="utf-8")
    planned = mulu(*built, "index", "--dry-run")
    assert planned.stdout.startswith("added\tb.txt\nwould be 1 added")
    assert mulu(*built, "search", "--no-expand", "杭州").returncode == 1
    again = mulu(*built, "index")
    assert again.stdout.startswith("1 added, 0 changed, 0 removed, 0 moved, 1 unchanged")
    assert mulu(*built, "search", "杭州").returncode == 0
    assert json.loads(mulu(*built, "stats", "--json").stdout)["documents"] == 2


def test_the_server_tells_its_address_answers_and_stops_at_ctrl_c(index: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "search.cli", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(index),
    ) as process:
        try:
            assert process.stdout
            assert process.stderr
            address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
            assert address, process.stderr.read()
            with urllib.request.urlopen(address[0] + "healthz", timeout=30) as answer:
                assert answer.status == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 130
            assert process.stderr.read().startswith("mulu: stopped")
        finally:
            process.kill()
