"""Reasons of the engine: each that its sources can give is known to every catalogue."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from web.labels import LANGUAGES, catalogue
from web.reasons import known, reason

ROOT = Path(search.__file__).parent
ENGLISH = catalogue("en")

RAISED = {"refuse", "ReadError", "Unread", "QueryError"}  # their last argument is the reason
SAID = {"reason"}  # names and arguments of that name
TELLING = {"_refusal", "_link", "_special", "_refused", "_slow", "_reason", "reason"}
TABLES = {"_REASONS", "_SIGNATURES", "_CHANGED"}
APART = {
    "nothing of it is indexed; indexed are: 7",  # of a folder that was typed in the shell
    "it lies in no indexed folder (indexed are: 7); to index a folder that it is in: "
    "mulu index FOLDER",  # of a path that was typed there
    "7: 7 is not 7",  # made of several, below
    "7, not a file",
}
TOGETHER = {
    "a named pipe, not a file",
    "a socket, not a file",
    "a device, not a file",
    "line 7: not a JSON object",
}


def filled(node: ast.AST | None) -> Iterator[str]:
    """The sentences that an expression can give, with 7 for whatever is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(p.value) if isinstance(p, ast.Constant) else "7" for p in node.values)
    elif isinstance(node, ast.IfExp):
        yield from filled(node.body)
        yield from filled(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from filled(value)
    elif isinstance(node, ast.Tuple) and node.elts:
        yield from filled(node.elts[0])


def reasons(tree: ast.Module) -> Iterator[str]:
    """The reasons that a module can give."""
    for node in ast.walk(tree):
        match node:
            case ast.Call():
                yield from called(node)
            case ast.Assign(targets=[ast.Name(id=name)]) if name in SAID:
                yield from filled(node.value)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in TABLES:
                yield from tabled(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield from tabled(value) if name in TABLES else ()
            case ast.FunctionDef(name=name) if name in TELLING:
                for inner in ast.walk(node):
                    yield from filled(inner.value) if isinstance(inner, ast.Return) else ()


def called(node: ast.Call) -> Iterator[str]:
    name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
    if name in RAISED and node.args:
        yield from filled(node.args[-1])
    if name == "skip":
        yield from filled(node.args[1])
    for keyword in node.keywords:
        if keyword.arg in SAID:
            yield from filled(keyword.value)


def tabled(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant):
        yield from filled(value)
    elif isinstance(value, ast.Dict):
        for one in value.values:
            yield from filled(one)
    elif isinstance(value, ast.Tuple):
        for pair in value.elts:
            if isinstance(pair, ast.Tuple):
                yield from filled(pair.elts[-1])


def written() -> set[str]:
    """Every reason in the sources of the rooms that read files and resolve filters."""
    found = set()
    for room in ("reading", "updating", "answering"):
        for path in sorted((ROOT / room).rglob("*.py")):
            found |= set(reasons(ast.parse(path.read_text("utf-8"))))
    table = (ROOT / "data" / "unsupported.tsv").read_text("utf-8").splitlines()
    found |= {line.split("\t")[1] for line in table if line and not line.startswith("#")}
    return found - APART - {""} | TOGETHER


def filled_in(said: str) -> str:
    """A sentence with what the sources leave to a constant or a function."""
    for end, whole in (
        ("split it (7)", "split it (or set MULU_FILE_SECONDS to more)"),
        ("not 7", "not JSON"),
    ):
        if said.endswith(end) and "MB" not in said:
            return said.removesuffix(end) + whole
    return said.replace("split it (7)", "split it (or set MULU_FILE_MB to more)")


def test_every_reason_that_the_sources_can_give_is_in_the_catalogues() -> None:
    found = written()
    assert len(found) > 60
    assert {said for said in found if known(filled_in(said))[0] == "other"} == set()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_reason_is_said_in_the_language_of_the_page(language: str) -> None:
    labels = catalogue(language)
    for said in written():
        told = reason(filled_in(said), labels)
        assert told != filled_in(said)
        assert not told.isascii(), told


def test_what_was_filled_in_stands_in_the_translation() -> None:
    chinese = catalogue("zh-Hans")
    assert "12 MB" in reason("huge: 12 MB, the limit is 9 MB; split it", chinese)
    said = "date: 'foo' is not a date; write 2016, 2016-08, 2016-08-15, Aug 2016 or 2016..2017"
    assert "'foo'" in reason(said, chinese)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_a_reason_in_english_is_what_the_engine_said(text: str) -> None:
    for said in (text, f"huge: more than {text} pages; split it", f"date: {text!r} ends"):
        assert reason(said, ENGLISH) == said
