"""What stands in the XML of OpenDocument: paragraphs, slides, and the cells of spreadsheets.

Pure; fed by `packages.parsed`.
"""

from __future__ import annotations

import re

from search.reading.office import lines
from search.reading.packages import Events
from search.reading.raw import Raw

_PARAGRAPHS = ("p", "h")
_PASSED_OVER = frozenset(  # what shows nowhere, or says it again
    (
        *("tracked-changes", "annotation", "title", "desc", "forms", "dde-links", "scripts"),
        *("note-citation", "page-number", "page-count", "error-message", "help-message", "shapes"),
    )
)
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 100
_MIDNIGHT = "T00:00:00"


class _Paragraphs(Events):
    """Collects paragraphs, a line each, those of a row of a table in one line.

    `_into` are the places where text goes, the innermost last.
    """

    def __init__(self) -> None:
        self._into: list[list[str]] = [[]]
        self._open = self._passed = self._cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._passed or name in _PASSED_OVER:
            self._passed += 1
        elif name in _PARAGRAPHS:
            self._open += 1
            if (into := self._into[-1]) and not into[-1].endswith(("\n", "\t", " ")):
                into.append(self._line_end)
        elif name == "table-cell":
            self._cells += 1
        elif name == "s":
            self._say(" " * min(_MOST_BLANKS, _count(attributes, "c")))
        elif name in ("tab", "line-break"):
            self._say(self._line_end if name == "line-break" else " " if self._cells else "\t")

    def end(self, name: str) -> None:
        if self._passed:
            self._passed -= 1
        elif name in _PARAGRAPHS:
            self._open -= 1
            self._into[-1].append(self._line_end)
        elif name == "table-cell":
            self._cells -= 1
            self._into[-1].append("\t")
        elif name == "table-row":
            self._into[-1].append("\n")

    def characters(self, data: str) -> None:
        if self._open and not self._passed:
            self._say(_BLANKS.sub(" ", data))

    @property
    def _line_end(self) -> str:
        return " " if self._cells else "\n"

    def _say(self, text: str) -> None:
        self._into[-1].append(text)


class Content(_Paragraphs):
    """The text of `content.xml`: its `kind` and its text, slide by slide, notes last."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = ""
        self._body = False
        self._done: list[str] = []
        self._turn()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        super().start(name, attributes)
        if name == "body":
            self._body = True
        elif self._body and not self.kind:
            self.kind = name
        elif name == "frame":
            title = attributes.get("class") == "title"
            self._into.append(self._titles if title else self._into[-1])
        elif name in ("note", "notes"):
            self._into.append(self._notes)
        elif name == "page":
            self._turn()

    def end(self, name: str) -> None:
        """An element ends."""
        super().end(name)
        if name in ("frame", "note", "notes") and len(self._into) > 1:
            self._into.pop()

    @property
    def text(self) -> str:
        """All of it."""
        self._turn()
        return "\n\n".join(filter(None, self._done))

    def _turn(self) -> None:
        """End a slide, if there is one, and begin the next."""
        if self._body:
            self._done.append(lines([*self._titles, *self._into[0], "\n", *self._notes]))
        self._titles: list[str] = []
        self._notes: list[str] = []
        self._into = [[]]


class Styles(_Paragraphs):
    """The headers and feet of pages, from `styles.xml`."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[str, list[str]] = {"header": [], "footer": []}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        super().start(name, attributes)
        if (part := name.partition("-")[0]) in self._parts and not name.endswith("style"):
            self._into.append(self._parts[part])

    def end(self, name: str) -> None:
        """An element ends."""
        super().end(name)
        if name.partition("-")[0] in self._parts and not name.endswith("style"):
            self._into.pop()

    @property
    def header(self) -> str:
        """All headers."""
        return lines(self._parts["header"])

    @property
    def footer(self) -> str:
        """All feet."""
        return lines(self._parts["footer"])


class Sheets(_Paragraphs):
    """The sheets of a spreadsheet that are shown: names and rows of cells, as they are shown.

    What is repeated is written out as long as all of it is within the bound on text.
    """

    def __init__(self, raw: Raw) -> None:
        super().__init__()
        self.sheets: list[tuple[str, list[list[str]]]] = []
        self._raw = raw
        self._hidden: set[str] = set()
        self._style = ""
        self._size = self._blank = 0
        self._times = self._rows = 1
        self._day = ""
        self._row: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        super().start(name, attributes)
        if name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden.add(self._style)
        elif name == "table":
            self.sheets.append((attributes.get("name", ""), []))
            self._style = attributes.get("style-name", "")
        elif name == "table-row":
            self._row, self._blank = [], 0
            self._rows = _count(attributes, "number-rows-repeated")
        elif name in ("table-cell", "covered-table-cell"):
            self._into = [[]]
            self._times = _count(attributes, "number-columns-repeated")
            self._day = attributes.get("date-value", "").removesuffix(_MIDNIGHT).replace("T", " ")

    def end(self, name: str) -> None:
        """An element ends."""
        if name in ("table-cell", "covered-table-cell"):
            self._end_cell(self._day or "".join(self._into[-1]).strip())
        super().end(name)
        if name == "table-row" and self._row and self.sheets:
            self._grow(self._rows * sum(len(cell) + 1 for cell in self._row))
            self.sheets[-1][1].extend([self._row] * self._rows)
        elif name == "table" and self.sheets and self._style in self._hidden:
            self.sheets.pop()

    def _end_cell(self, text: str) -> None:
        if not text:
            self._blank += self._times
            return
        self._grow(self._blank + self._times * len(text))
        self._row += [""] * self._blank + [text] * self._times
        self._blank = 0

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > self._raw.settings.max_characters:
            limit = self._raw.settings.max_characters
            raise self._raw.refuse(f"huge: more than {limit:,} cells; split it")


def _count(attributes: dict[str, str], name: str) -> int:
    said = attributes.get(name, "1")
    return int(said[:9]) if said.isdecimal() else 1
