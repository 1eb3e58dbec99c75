"""What the README says is true: its commands, queries and code are run as they stand."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from search import Library, Query, Settings, open_index, update

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


PAGES = [ROOT / "README.md", ROOT / "search" / "README.md", *(ROOT / "tests").rglob("*.md")]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def shell_examples() -> list[list[str]]:
    section = README.partition("## In the shell")[2].partition("\n## ")[0]
    lines = [
        line
        for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
        for line in block.splitlines()
    ]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("mulu ")]


def queries() -> list[str]:
    table = README.partition("## What you can type")[2].partition("\n## ")[0]
    rows = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| `")]
    return [query for row in rows for query in re.findall(r"`([^`]+)`", row)]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme") / "index"
    update(Settings(index=path), [ROOT / "seeds"])
    return path


@pytest.fixture(scope="module")
def opened(index: Path) -> Library:
    return open_index(Settings(index=index))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_that_a_page_names_by_its_folder_is_there(page: Path) -> None:
    named = re.findall(
        r"`(\w[\w-]*/[\w/.-]+\.(?:py|tsv|txt|json|jsonl|md|lock))`", page.read_text("utf-8")
    )
    homes = [ROOT, ROOT / "search", ROOT / "search" / "describing", page.parent]
    assert [name for name in named if not any((home / name).exists() for home in homes)] == []


def test_there_are_examples_of_each_kind() -> None:
    assert len(shell_examples()) >= 5
    assert len(queries()) >= 15
    assert len(blocks("python")) == 1


@pytest.mark.parametrize("query", queries())
def test_every_query_of_the_table_is_understood(opened: Library, query: str) -> None:
    assert opened.search(Query(query)).notes == () or "no document" in query


@pytest.mark.parametrize("words", shell_examples(), ids=" ".join)
def test_every_shell_example_runs(index: Path, words: list[str]) -> None:
    program = "import sys; from search.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, *words[1:]],
        cwd=ROOT,
        env={**os.environ, "MULU_INDEX": str(index)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or done.stderr.strip()


def test_the_python_example_runs(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("python")
    code = code.replace('Path("index")', f"Path({str(index)!r})")
    code = code.replace('Path("seeds")', f"Path({str(ROOT / 'seeds')!r})")
    exec(compile(code, "README.md", "exec"), {})
    assert "2017-12-27" in capsys.readouterr().out


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_the_setup_commands_name_what_the_package_defines() -> None:
    run, tested = blocks("sh")[:2]
    assert "mulu serve seeds" in run
    assert "-r requirements.lock" in run
    assert "-r tests/requirements.lock" in tested
    assert "pytest" in tested
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "<!-- test command -->" in script, "CI runs the README's own command"
