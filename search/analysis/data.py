"""The room's knowledge files: rows of tab-separated text in `search/data/`, `#` comments."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def content(name: str) -> str:
    """The whole text of one knowledge file."""
    return (DATA / name).read_text(encoding="utf-8")


def lines(name: str) -> dict[str, str]:
    """Every line that is neither empty nor a comment, by its first column. To part the others
    takes most of the time where a few lines of thousands are asked for.
    """
    listed = content(name).splitlines()
    return {line.partition("\t")[0]: line for line in listed if line and line[0] != "#"}


def rows(name: str) -> list[list[str]]:
    """The columns of every line that is neither empty nor a comment."""
    lines = content(name).splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def kinds(name: str) -> dict[str, tuple[str, ...]]:
    """The second column of a knowledge file by the first: the words of each kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, word, *_ in rows(name):
        found[kind].append(word)
    return {kind: tuple(words) for kind, words in found.items()}
