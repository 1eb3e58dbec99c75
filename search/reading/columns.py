"""What the columns of a table, the keys of a record and of front matter mean.

Touches only `data/columns.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from search.document import Hints

_SEPARATORS = re.compile(r"[\s_.:\-]+")


def roles(names: Iterable[str]) -> Mapping[str, str]:
    """Map each role (`text`, `title`, `published`, …) to the best of `names` that has it.

    A summary counts as the text only where there is a title beside it and no fuller text:
    a table of prices has descriptions too, but is no table of documents.
    """
    return _roles(tuple(names))


@lru_cache(maxsize=256)
def _roles(names: tuple[str, ...]) -> Mapping[str, str]:
    table, best, found = _table(), dict[str, int](), dict[str, str]()
    for name in names:
        role, rank = table.get(_folded(name), ("", 0))
        if role and rank < best.get(role, 1 << 30):
            best[role], found[role] = rank, name
    summary = found.pop("summary", None)
    if summary is not None and "title" in found:
        found.setdefault("text", summary)
    return found


def hints(record: Mapping[str, str], meaning: Mapping[str, str]) -> Hints:
    """Make hints of a record's values by the roles of its names."""

    def said(role: str) -> str:
        return record.get(meaning[role], "") if role in meaning else ""

    return Hints(
        title=said("title"),
        published=said("published"),
        publisher=said("publisher"),
        author=said("author"),
        language=said("language"),
        url=said("url"),
    )


def _folded(name: str) -> str:
    return _SEPARATORS.sub("", name.strip("\ufeff").casefold())


@cache
def _table() -> dict[str, tuple[str, int]]:
    """Map a folded name to its role and its rank within that role, best first."""
    table: dict[str, tuple[str, int]] = {}
    for line in (files("search") / "data" / "columns.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            role, names = line.split("\t")
            for name in names.split():
                table.setdefault(_folded(name), (role, len(table)))
    return table
