"""The names of elements, of their classes and of meta elements, from `data/html.tsv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def names(kind: str) -> dict[str, None]:
    """Return the names of a kind in `data/html.tsv`, in order and quick to look up."""
    text = (files("search") / "data" / "html.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line[:1] not in ("", "#"))
    return dict.fromkeys(next(names for name, names in rows if name == kind).split())
