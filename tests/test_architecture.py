"""Who may import whom, who may print, how large things may grow: checked on the AST."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path.relative_to(ROOT) for room in ("search", "web") for path in (ROOT / room).rglob("*.py")
)
PACKAGES = [path for path in MODULES if path.name == "__init__.py"]
TESTS = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py"))
DATA = sorted(
    path.relative_to(ROOT)
    for path in (ROOT / "search" / "data").rglob("*")
    if path.suffix in {".tsv", ".txt"}
)

CONTRACTS = {"document", "facets", "query", "results", "guidance", "settings", "errors"}
# Every room of `search` and the rooms that it may use besides the contracts.
MAY_IMPORT = {
    "reading": "",
    "cleaning": "",
    "analysis": "",
    "engine": "",
    "describing": "analysis",
    "parsing": "analysis describing",
    "expansion": "analysis describing parsing",
    "updating": "analysis cleaning describing engine reading",
    "answering": "analysis describing engine expansion parsing updating",
    "": "answering updating",
    "shell": "",
    "cli": "shell",
}
OUTERMOST = {"shell", "cli"}
# The packages of the engine and those of them that each may use; what stands on top of them
# uses all but the one that writes.
ENGINE = {
    "generations": "",
    "arrays": "generations",
    "segments": "arrays",
    "writing": "arrays generations segments",
    "matching": "arrays segments",
    "ranking": "arrays matching segments",
}
# Packages that one room alone, or a few, may know.
OWNED = {
    "whoosh": {"engine"},
    "filelock": {"engine"},
    "numpy": {"analysis", "engine", "updating", "answering"},
    "jieba": {"analysis"},
    "rjieba": {"analysis"},
    "Stemmer": {"analysis"},
    "langdetect": {"describing"},
    "pypdfium2": {"reading"},
    "python_calamine": {"reading"},
    "selectolax": {"reading"},
    "flask": {"web"},
    "werkzeug": {"web"},
    "jinja2": {"web"},
    "waitress": {"shell"},
    "tqdm": {"shell"},
    "wcwidth": {"shell"},
    "watchfiles": {"shell"},
}


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse((ROOT / path).read_text("utf-8"))


def room(path: Path) -> str:
    """The room that a module stands in; the door is the empty name."""
    if path.parts[0] == "web":
        return "web"
    return path.stem.replace("__init__", "") if len(path.parts) == 2 else path.parts[1]


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            yield node.module or ""


def rooms_used(path: Path) -> set[str]:
    """The other rooms of `search` that a module imports; the door is the empty name."""
    names = [name.split(".") for name in imports(path)]
    used = {parts[1] if parts[1:] else "" for parts in names if parts[0] == "search"}
    return used - {room(path)}


def length(path: Path) -> int:
    """The number of lines of a module."""
    return len((ROOT / path).read_text("utf-8").splitlines())


def ids(path: Path) -> str:
    return path.as_posix()


def test_every_room_has_its_place_in_the_table() -> None:
    rooms = {room(path) for path in MODULES} - {"web"}
    assert rooms <= CONTRACTS | MAY_IMPORT.keys()


def test_data_flows_one_way() -> None:
    for table in (MAY_IMPORT, ENGINE):
        graph = {name: set(used.split()) for name, used in table.items()}
        assert list(TopologicalSorter(graph).static_order()), "raises CycleError where it does not"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_module_uses_only_the_rooms_below_its_own(path: Path) -> None:
    name = room(path)
    if name in CONTRACTS:
        allowed = CONTRACTS
    elif name == "web":
        allowed = {""}
    elif name in OUTERMOST:
        allowed = {"", *MAY_IMPORT[name].split()}
    else:
        allowed = CONTRACTS | set(MAY_IMPORT[name].split())
    assert rooms_used(path) <= allowed


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) == "engine"], ids=ids)
def test_the_packages_of_the_engine_stand_one_on_another(path: Path) -> None:
    used = {name.split(".", 3)[2] for name in imports(path) if name.startswith("search.engine.")}
    if len(path.parts) > 3:
        assert used <= {path.parts[2], *ENGINE[path.parts[2]].split()}
        assert "search.engine" not in imports(path), "it is on top"
    else:
        assert not used & {"writing"}
    if path.parts[2] != "writing":
        assert "whoosh" not in {name.split(".")[0] for name in imports(path)}


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_packages_are_known_to_their_own_rooms_only(path: Path) -> None:
    packages = {name.split(".")[0] for name in imports(path)} - {"search", "web"}
    foreign = packages - sys.stdlib_module_names
    if room(path) in CONTRACTS:
        assert foreign <= {"msgspec"}, "contracts know no package but that of records"
    for package in foreign & OWNED.keys():
        assert room(path) in OWNED[package], package


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_only_the_shell_starts_the_pages(path: Path) -> None:
    if "web" in {name.split(".")[0] for name in imports(path)}:
        assert room(path) in {"web", "shell"}


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_only_the_shell_prints_or_ends_the_program(path: Path) -> None:
    called = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    if room(path) not in OUTERMOST:
        banned = {"print", "sys.exit", "exit", "os._exit", "sys.stdout.write", "sys.stderr.write"}
        assert not called & banned


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_index_files_can_never_run_code(path: Path) -> None:
    assert not {"marshal", "shelve", "dill"} & set(imports(path))
    called = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert not called & {
        "eval",
        "exec",
        "__import__",
        "pickle.load",
        "pickle.loads",
        "pickle.Unpickler",
    }


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_modules_and_functions_stay_small(path: Path) -> None:
    assert length(path) <= 300
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
            assert lines <= 45, f"{path}: {node.name} has {lines} lines"


@pytest.mark.parametrize("path", PACKAGES, ids=ids)
def test_a_package_says_what_is_in_each_of_its_modules(path: Path) -> None:
    members = {member.stem for member in MODULES if member.parent == path.parent} - {"__init__"}
    told = re.findall(r"`([\w.]+)`", ast.get_docstring(tree(path)) or "")
    assert not members - {name.rpartition(".")[2] for name in told}


@pytest.mark.parametrize("path", TESTS, ids=ids)
def test_modules_of_tests_stay_small_and_say_what_they_show(path: Path) -> None:
    assert length(path) <= 300
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_settings_and_state_are_no_globals(path: Path) -> None:
    for node in ast.walk(tree(path)):
        assert not isinstance(node, ast.Global), f"{path}:{getattr(node, 'lineno', 0)}"


@pytest.mark.parametrize("path", DATA, ids=ids)
def test_a_file_of_knowledge_says_what_it_is_and_under_which_licence(path: Path) -> None:
    text = (ROOT / path).read_text("utf-8")
    header = " ".join(line[1:] for line in _leading(text.splitlines()))
    notices = (ROOT / path).parent.glob("*.LICENSE.md")
    if any(path.name in notice.read_text("utf-8") for notice in notices):
        return
    stated = re.search(
        r"licen[cs]e|public domain|\bMIT\b|\bCC[ -]|our own|hand-made", header, re.IGNORECASE
    )
    assert len(header) > 60, "its first lines, or a notice beside it, say what it holds"
    assert stated


@pytest.mark.parametrize("path", DATA, ids=ids)
def test_a_file_of_knowledge_is_used(path: Path) -> None:
    code = "".join((ROOT / module).read_text("utf-8") for module in MODULES)
    assert path.name in code


def _leading(lines: list[str]) -> Iterator[str]:
    """The comment lines that a file begins with."""
    for line in lines:
        if not line.startswith("#"):
            return
        yield line
