"""`mulu index` and `mulu serve` over a door made of plain data: outcome, progress, folders."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
import shell_fixtures as given_data
from door_fixtures import Door, Run
from msgspec.structs import replace

from search import Failure, Update
from search.errors import IndexLocked, NoIndex, StaleIndex
from search.settings import Settings
from search.shell import printing
from search.updating.update import update as real_update

# Indexing


def test_index_tells_the_outcome_and_names_each_failure(
    run: Run, fake: Door, tmp_path: Path
) -> None:
    code, out, err = run("index", str(tmp_path), "--workers", "2")
    assert (code, err) == (0, "mulu: c.pdf: is encrypted\n")
    assert out.startswith("1 added, 0 changed, 0 removed, 1 moved, 3 unchanged, 1 failed in")
    assert fake.updates == [(Settings(workers=2), [tmp_path], False)]


def test_what_an_update_did_is_printed_as_json(run: Run, tmp_path: Path) -> None:
    answer = json.loads(run("index", str(tmp_path), "--json")[1])
    assert answer == {
        "added": 1,
        "changed": 0,
        "removed": 0,
        "moved": 1,
        "unchanged": 3,
        "failed": [{"path": "c.pdf", "reason": "is encrypted", "left_out": False, "again": False}],
        "seconds": 1.25,
        "widened": [],
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
    assert err.startswith(f"mulu: {missing} does not exist; nothing was done; ")
    assert "needs quotes" in err
    assert fake.updates == []


def test_a_file_that_lies_in_no_indexed_folder_is_an_error_that_says_what_to_do(
    run: Run, fake: Door, tmp_path: Path
) -> None:
    (spaced := tmp_path / "US policy").mkdir()
    for folder, typed in ((tmp_path, f"{tmp_path}"), (spaced, f"'{spaced}'")):
        (folder / "a.txt").write_text("a", "utf-8")
        code, _, err = run("index", str(folder / "a.txt"))
        assert code == 2
        assert "lies in none that is indexed; nothing was done" in err
        assert f"mulu index {typed}\n" in err
    assert fake.updates == []


def test_a_file_in_an_indexed_folder_is_looked_at_alone_be_it_there_or_gone(
    run: Run, fake: Door, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("a", "utf-8")
    index = tmp_path / "index"
    real_update(Settings(index), [tmp_path / "docs"])
    names = [str(tmp_path / "docs" / name) for name in ("a.txt", "gone.txt")]
    assert run("--index", str(index), "index", *names)[0] == 0
    assert fake.updates == [(Settings(index), [], False)]
    assert fake.only == [Path(name) for name in names]


def test_why_more_was_looked_at_is_told(
    run: Run, fake: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = replace(given_data.update(), widened=("docs: its corrections have changed",))
    monkeypatch.setattr(given_data, "update", lambda: outcome)
    _, _, err = run("index", str(tmp_path))
    assert "more was looked at than was named: docs: its corrections have changed\n" in err


def test_index_waits_for_another_process_that_writes(
    run: Run, fake: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def update(settings: Settings, *_: object, **__: object) -> Update:
        asked.append(settings.lock_seconds)
        if len(asked) == 1:
            raise IndexLocked("process 4711 is writing")
        return given_data.update()

    monkeypatch.setattr("search.update", update, raising=False)
    code, out, err = run("index", str(tmp_path))
    assert (code, out[:7]) == (0, "1 added")
    assert err.startswith("mulu: process 4711 is writing; waiting\n")
    assert asked[0] == Settings().lock_seconds < asked[1]


def test_an_index_that_stays_locked_is_exit_code_2(run: Run, fake: Door, tmp_path: Path) -> None:
    fake.error = IndexLocked("process 4711 is writing")
    assert run("index", "-q", str(tmp_path)) == (2, "", "mulu: process 4711 is writing\n")


def test_what_could_not_be_read_before_is_a_number(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tuple(Failure(f"{n}.pdf", "is encrypted", again=True) for n in range(18))
    outcome = replace(given_data.update(), failed=(*old, Failure("c.pdf", "is encrypted")))
    monkeypatch.setattr(given_data, "update", lambda: outcome)
    told = "mulu: c.pdf: is encrypted\n"
    assert run("index", "-q", str(tmp_path))[2] == told
    more = "mulu: not read, as before: 18 (mulu stats names them)\n"
    assert run("index", str(tmp_path))[2] == told + more
    assert len(json.loads(run("index", str(tmp_path), "--json")[1])["failed"]) == 19


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


def test_wrong_lines_of_corrections_are_no_files_that_failed() -> None:
    wrong = Failure("mulu-corrections.tsv", "line 3: no such action")
    outcome = replace(given_data.update(), failed=(*given_data.update().failed, wrong))
    assert "1 failed, 1 line of mulu-corrections.tsv left out in" in printing.update(outcome)
