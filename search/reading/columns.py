"""What the columns of a table, the keys of a record and of front matter mean.

Touches only `data/columns.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from search.document import Hints

_SEPARATORS = re.compile(r"[\s_.:\-]+")
# How long a sentence is at least, with a stop or a comma in it and without, in characters of
# Chinese; a word of another script counts as two.
_SENTENCE, _LONG, _PROSE_SAMPLE = 10, 16, 200
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff\uf900-\ufaff]{2,}")
_DAY = re.compile(r"[0-9]\D{0,3}[0-9]|[〇○一二三四五六七八九十]")
_STOP = re.compile(r"[。！？；，]|[.!?;,](?:\s|$)")


def roles(names: Iterable[str], rows: Sequence[Mapping[str, str]] = ()) -> Mapping[str, str]:
    """Map each role (`text`, `title`, `published`, …) to the best of `names` that has it.

    A summary counts as the text only where there is no fuller one and either a title stands
    beside it or most of `rows` have prose there: a table of prices has descriptions too, but
    is no table of documents. What merely has a name is titled by it only if it has a text, and
    what is named as a day but is a flag (`published: true`) is none.
    """
    found = dict(_roles(tuple(name for name in names if not _is_flag(name, rows))))
    remark, summary = found.pop("remark", None), found.pop("summary", None)
    name = found.pop("name", None)
    if "text" not in found and summary is not None and "title" in found:
        found["text"] = summary
    for column in (summary, remark):
        if "text" not in found and column is not None and _are_prose(column, rows):
            found["text"] = column
    if "text" in found and name is not None:
        found.setdefault("title", name)
    return found


@lru_cache(maxsize=256)
def _roles(names: tuple[str, ...]) -> Mapping[str, str]:
    table, best, found = _table(), dict[str, int](), dict[str, str]()
    for name in names:
        role, rank = table.get(_folded(name), ("", 0))
        if role and rank < best.get(role, 1 << 30):
            best[role], found[role] = rank, name
    return found


def _is_flag(name: str, rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether a column that is named as the day of publication holds none in any of `rows`."""
    if not rows or _role(name) != "published":
        return False
    return not any(_DAY.search(row.get(name, "")) for row in rows)


@lru_cache(maxsize=4096)
def _role(name: str) -> str:
    return _table().get(_folded(name), ("", 0))[0]


def _are_prose(column: str, rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether most of the cells that hold anything hold a sentence, or are as long as one."""
    cells = [cell for row in rows if (cell := row.get(column, "").strip())]
    return 2 * sum(map(_is_prose, cells)) > len(cells)


def _is_prose(cell: str) -> bool:
    sample = cell[:_PROSE_SAMPLE]
    length = len(_HAN.findall(sample)) + 2 * len(_WORD.findall(sample))
    return length >= (_SENTENCE if _STOP.search(sample) else _LONG)


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
