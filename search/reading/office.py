"""What files of office programs share: their properties, hints of little trust, and lines.

The core properties of Office Open XML (ISO/IEC 29500-2), and the same in OpenDocument.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from search.document import Hints
from search.reading.packages import Events, parsed
from search.reading.raw import Raw

CORE = "docProps/core.xml"
_CELL_END = re.compile(r" +\t")


class _Properties(Events):
    """The text of each element by its name."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._name = ""

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._name = name

    def end(self, name: str) -> None:
        self._name = ""

    def characters(self, data: str) -> None:
        self.values[self._name] = self.values.get(self._name, "") + data


def stated(
    raw: Raw, data: bytes, writer: str, created: str = "created", modified: str = "modified"
) -> Hints:
    """Make hints of the properties in `data`; two elements hold the days."""
    values = parsed(raw, data, _Properties(), writer).values if data else {}
    published = values.get(created, "")
    if published == values.get(modified):  # nobody wrote on it: a program made it, or a template
        published = ""
    return Hints(
        title=values.get("title", ""),
        published=published,
        author=values.get("initial-creator", "") or values.get("creator", ""),
        language=values.get("language", ""),
        trusted=False,
    )


def lines(pieces: Iterable[str]) -> str:
    """Join pieces of text; lines without words and blanks at the ends of cells are left out."""
    found = (_CELL_END.sub("\t", line).rstrip() for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, found))
