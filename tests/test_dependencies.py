"""What is installed is what was reviewed: the locks name each package by version and digest."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUNNING: list[str] = PROJECT["dependencies"]
TESTING: list[str] = RUNNING + PROJECT["optional-dependencies"]["test"]


def locked(name: str) -> list[tuple[Requirement, int]]:
    """Every requirement of a lock file with its number of digests."""
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
    return [
        (Requirement(entry.split("\\")[0].strip()), len(re.findall(r"--hash=sha256:\w{64}", entry)))
        for entry in entries
        if not entry.startswith("#")
    ]


BENEATH = {"jinja2"}  # nobody imports it; it is named for its floor
OURS = {"search", "web"}
LOCKS = [("requirements.lock", RUNNING), ("tests/requirements.lock", TESTING)]


@pytest.mark.parametrize(("name", "wanted"), LOCKS)
def test_every_dependency_is_locked_at_a_version_that_the_project_accepts(
    name: str, wanted: list[str]
) -> None:
    versions: dict[str, list[str]] = {}
    for requirement, _ in locked(name):
        (pin,) = requirement.specifier
        versions.setdefault(canonicalize_name(requirement.name), []).append(pin.version)
    for needed in map(Requirement, wanted):
        found = versions.get(canonicalize_name(needed.name), [])
        assert found, f"{needed.name} is not locked: make the lock files anew (see tests/README.md)"
        assert all(needed.specifier.contains(version) for version in found), needed


def test_what_is_imported_is_required_and_what_is_required_is_imported() -> None:
    modules = [path for room in ("search", "web") for path in (ROOT / room).rglob("*.py")]
    nodes = [node for path in modules for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    foreign = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    known = packages_distributions()
    imported = {canonicalize_name(one) for name in foreign - OURS for one in known[name]}
    required = {canonicalize_name(Requirement(one).name) for one in RUNNING}
    assert imported == required - BENEATH


@pytest.mark.parametrize(("name", "_wanted"), LOCKS)
def test_every_locked_package_has_one_exact_version_and_a_digest(
    name: str, _wanted: list[str]
) -> None:
    for requirement, digests in locked(name):
        assert [pin.operator for pin in requirement.specifier] == ["=="], requirement
        assert digests, f"{requirement.name} has no digest"
        assert requirement.url is None, "packages come from the index by name"


def test_both_locks_agree_so_that_what_is_tested_is_what_runs() -> None:
    running, tested = (
        {(canonicalize_name(one.name), str(one.specifier)) for one, _ in locked(name)}
        for name, _ in LOCKS
    )
    assert running <= tested
