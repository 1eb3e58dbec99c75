"""A look-up is a process of its own: what it may load, and that nothing it says is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

import search as door
from search.settings import Settings

HEAVY = {"whoosh", "jieba", "rjieba", "flask", "tqdm", "wcwidth", "opencc", "langdetect"}
HEAVY |= {"python_calamine"}


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a fresh process has loaded when a command has run."""
    code = (
        f"import sys; from search.cli import main; main({list(arguments)!r}); "
        "sys.stdout.write('LOADED ' + ' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.partition("LOADED")[2].split())


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
    assert not loaded & {"search.cleaning", "search.reading", "typing_extensions"}
    assert "search.describing.figures.numbers" not in loaded  # nobody asks for an amount
    # Numerals and names of months are shared with queries; reading dates is not.
    dates = {name for name in loaded if name.startswith("search.describing.dates.")}
    assert dates <= {"search.describing.dates.numerals"}


def test_adding_one_document_loads_only_what_it_needs(small_index: Path) -> None:
    path = small_index.parent / "three.txt"
    path.write_text("喀什的众创空间\n\nKashgar has a maker space in the old town.\n", "utf-8")
    loaded = loaded_by("index", "-q", str(path), "--index", str(small_index))
    assert "search.updating.indexing" in loaded
    assert not loaded & {"jieba", "flask", "tqdm", "langdetect", "pypinyin", "search.web"}
    assert "python_calamine" not in loaded


def test_an_update_that_finds_nothing_loads_nothing_that_makes_documents(small_index: Path) -> None:
    command = ("index", "-q", "--index", str(small_index))
    time.sleep(2.1)  # a file that is younger may change again within a tick of its clock
    loaded_by(*command)  # what other tests have left there to find
    loaded = loaded_by(*command)
    assert "search.updating.planning" in loaded
    assert not loaded & {"whoosh", "search.cleaning", "search.updating.preparing"}


def test_the_tables_that_workers_share_need_no_detector_of_languages() -> None:
    code = (
        "import sys\n"
        "from search.updating.preparing import load\n"
        "load()\n"
        "assert 'search.describing.places.english' in sys.modules\n"
        "assert 'langdetect' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


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
