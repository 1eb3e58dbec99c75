"""The lines of a text on the page of its document: what each of them is, with the marks in it.

Markdown says by signs what a line is, and the rows of tables are told by tabs, by what parts the
values of a CSV file, or by Markdown's bars; none of these is shown. Pure, without HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from search import Page, in_script
from web.presenters import Piece, joined, pieces

MOST_CHARACTERS = 200_000  # of a text shown in one page; the original has the rest
FOLDED = 4  # lines of page furniture in a row, from which on they wait behind a fold
SPOKEN = 5  # lines of the author among which the title may stand once more
LONGEST_HEADING = 80  # characters that a line below makes one

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?=\S)")
_QUOTED = re.compile(r" {0,3}(?:>[ \t]?)+")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
_RULE = re.compile(r" {0,3}(?:([-*_=])[ \t]*)(?:\1[ \t]*){2,}")
_UNDERLINE = re.compile(r" {0,3}(?:=+|--+)[ \t]*")
_DASHES = re.compile(r"(?=.*\|)(?=.*-)[ \t|:-]+")  # below the head of a table
_FENCE = re.compile(r"[ \t]*(?:```(?!.*```)|~~~)")
_PARTING = ",\t;|"  # what may part the values of a CSV file
_OF_TABLES = ("head", "row")
_BLOCKS = {"head": "table", "row": "table", "item": "list", "inner": "list"}

Span = tuple[int, int]
Kinds = Iterable[tuple[str, list[Span]]]  # what each line is, and what of it is shown


class Paragraph(Struct, frozen=True):
    """One line of the text. `kind` is `chrome` where it is page furniture and not the author's,
    `heading`, `item` or `inner` (of a list in a list), `quote`, `code`, `rule`, `head` or `row` of
    a table, or nothing; `cells` are what stands in a row.
    """

    pieces: tuple[Piece, ...]
    kind: str = ""
    cells: tuple[tuple[Piece, ...], ...] = ()


class Block(Struct, frozen=True):
    """Lines that are laid out together: a `table`, a `list`, page furniture that is `folded`, or
    lines of one kind; `marked` where something is.
    """

    kind: str
    lines: tuple[Paragraph, ...]
    marked: bool


def paragraphs(page: Page, view: str = "") -> Iterator[Paragraph]:
    """The lines of the clean text that are not blank, with marks, up to MOST_CHARACTERS.

    A line is chrome if more than half of it is.
    """
    clean, media_type = page.document.clean, page.document.source.media_type
    marks, chrome = joined(page.marks), [(span.start, span.end) for span in clean.chrome]
    lines = in_script(clean.text[:MOST_CHARACTERS], view).split("\n")
    start, number = 0, 1
    for line, (kind, shown) in zip(lines, _READERS.get(media_type, _plain)(lines), strict=True):
        covered = sum(
            min(b, start + len(line)) - max(a, start)
            for a, b in _touching(chrome, start, start + len(line))
        )
        if line.strip() and 2 * covered > len(line):
            kind, shown = "chrome", _whole(line) if kind in _OF_TABLES else shown
        cells = []
        for first, last in shown:
            at = start + first
            inside = [(a - at, b - at) for a, b in _touching(marks, at, start + last)]
            cells.append(tuple(pieces(line[first:last], inside, number)))
            number += sum(piece.mark > 0 for piece in cells[-1])
        if cells or kind == "rule":
            row = tuple(cells) if kind in _OF_TABLES else ()
            yield Paragraph(tuple(piece for cell in cells for piece in cell), kind, row)
        start += len(line) + 1


def headed(
    title: str, lines: tuple[Paragraph, ...]
) -> tuple[tuple[Piece, ...], tuple[Paragraph, ...]]:
    """The heading and the lines below it: where one of the first lines of the text itself is the
    title, it becomes the heading, with its marks, and does not stand there twice.
    """
    own = [at for at, line in enumerate(lines) if line.kind != "chrome"]
    for at in own[:SPOKEN]:
        if "".join(piece.text for piece in lines[at].pieces).strip() == title:
            return lines[at].pieces, lines[:at] + lines[at + 1 :]
    return (Piece(title),), lines


def blocks(lines: Sequence[Paragraph]) -> Iterator[Block]:
    """The lines in groups; furniture of the page is folded where there is a text beside it."""
    beside = any(line.kind != "chrome" for line in lines)
    for kind, group in groupby(lines, _laid_out):
        inside = tuple(group)
        folded = kind == "chrome" and beside and len(inside) >= FOLDED
        marked = any(piece.mark for line in inside for piece in line.pieces)
        yield Block("folded" if folded else kind, inside, marked)


def _laid_out(line: Paragraph) -> str:
    return _BLOCKS.get(line.kind, line.kind)


def _plain(lines: Sequence[str]) -> Kinds:
    """Lines as they stand; those with tabs in them, one below the other, are rows."""
    tabbed = ["\t" in line.strip() for line in lines]
    for at, line in enumerate(lines):
        if tabbed[at] and (tabbed[at - 1 : at] == [True] or tabbed[at + 1 : at + 2] == [True]):
            yield "row", _parted(line, "\t")
        else:
            yield "", _whole(line)


def _table(lines: Sequence[str]) -> Kinds:
    """Lines of a CSV file, the first of which names the columns."""
    sign = max(_PARTING, key=lambda sign: sum(line.count(sign) for line in lines[:5]))
    for at, line in enumerate(lines):
        yield ("row" if at else "head"), _parted(line, sign) if line.strip() else []


def _markdown(lines: Sequence[str]) -> Kinds:
    """Lines without the signs of Markdown that say what they are (CommonMark 0.31.2 and the
    tables of GitHub).
    """
    code = table = False
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        head = not code and "|" in line and _DASHES.fullmatch(below) is not None
        table = head or (table and "|" in line)
        if _FENCE.match(line):
            code = not code
            yield "", []
        elif code:
            yield "code", _whole(line)
        elif table:
            dashes = _DASHES.fullmatch(line) is not None
            yield ("head" if head else "row"), [] if dashes else _barred(line)
        else:
            yield _signed(line, lines[at - 1] if at else "", below)


def _signed(line: str, above: str, below: str) -> tuple[str, list[Span]]:
    """What a line of Markdown is by its own sign or by the line below it."""
    if _RULE.fullmatch(line) or (above.strip() and _UNDERLINE.fullmatch(line)):
        return ("", []) if _is_heading(above, line) else ("rule", [])
    for kind, pattern in (("heading", _HEADING), ("quote", _QUOTED), ("item", _ITEM)):
        if sign := pattern.match(line):
            inner = kind == "item" and line[:1].isspace()
            return ("inner" if inner else kind), _whole(line, sign.end())
    return ("heading" if _is_heading(line, below) else ""), _whole(line)


def _is_heading(line: str, below: str) -> bool:
    written = 0 < len(line.strip()) <= LONGEST_HEADING
    return written and not _RULE.fullmatch(line) and _UNDERLINE.fullmatch(below) is not None


def _whole(line: str, first: int = 0) -> list[Span]:
    return [(first, len(line))] if line[first:].strip() else []


def _barred(line: str) -> list[Span]:
    """The cells of a row of Markdown; bars at its ends stand beside none."""
    cells = _parted(line, "|")
    first, last = line.lstrip().startswith("|"), line.rstrip().endswith("|")
    return cells[first : len(cells) - last]


def _parted(line: str, sign: str) -> list[Span]:
    """What stands between the signs of a line, without blanks and quotation marks around it."""
    cells, at = [], 0
    for cell in re.finditer(rf'(?:[ ]*"(?:[^"]|"")*"[ ]*|[^{re.escape(sign)}]*)', line):
        if cell.start() < at:
            continue
        bare = cell[0].strip(' \t"')
        first = cell.start() + (cell[0].find(bare) if bare else 0)
        cells.append((first, first + len(bare)))
        at = cell.end() + 1
    return cells


def _touching(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Those of `spans` (in order, apart from each other) that share a character with a line."""
    at = max(bisect_right(spans, (start, start)) - 1, 0)
    while at < len(spans) and spans[at][0] < end:
        if spans[at][1] > start:
            yield spans[at]
        at += 1


_READERS: dict[str, Callable[[Sequence[str]], Kinds]] = {
    "text/csv": _table,
    "text/markdown": _markdown,
}
