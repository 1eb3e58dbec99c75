"""What is measured with: documents, queries that are judged, and the files that they stand in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """What is looked for. Its file is its title, an empty line and its text."""

    id: str
    text: str
    title: str = ""
    language: str = ""

    @property
    def content(self) -> str:
        """The whole file."""
        return f"{self.title}\n\n{self.text}\n" if self.title else f"{self.text}\n"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the ids of the documents that answer it, wanted in a language or in any."""

    query: str
    relevant: tuple[str, ...]
    set: str = "all"
    part: str = ""
    language: str = ""


def read(folder: Path) -> tuple[list[Document], list[Judged]]:
    """The documents and queries of a folder. Raises OSError, ValueError or TypeError."""
    documents = [Document(**row) for row in _rows(folder / "documents.jsonl")]
    return documents, [
        Judged(**{**row, "relevant": tuple(row["relevant"])})
        for row in _rows(folder / "queries.jsonl")
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text("utf-8").splitlines())
