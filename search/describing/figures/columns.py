"""Numbers whose unit stands in the head of their column, in their label or above their table:
产值（万元）, 单位：万元.

Pure functions over evened text; give offsets of that. Touches `quantities` and `units`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from search.describing.figures.quantities import quantities
from search.describing.figures.units import Unit, forms, words
from search.describing.wordlist import late

_NAMED = re.compile(r"[(（]([^()（）\n]{1,16})[)）]")  # a unit behind the name of a column
_NUMBER = r"([-−]?[0-9][0-9,]{0,20}(?:\.[0-9]{1,8})?)"
_BARE = re.compile(rf"[\s\"]*{_NUMBER}[\s\"]*")
_LABELLED = re.compile(rf"[ ]?[:：][ ]?{_NUMBER}(?=[ ]?(?:$|[;；\n]))")
_QUOTED = re.compile(r'("[^"]*"|[^,]*)(?:,|$)')
_OF_TABLE = r"[ ]?[:：][ ]?([^\n()（）,，;；。|\t]{1,16}?)[ )）|\t]{0,4}\n"
_STATED = tuple(re.compile(word + _OF_TABLE) for word in ("单位", "Units?"))
_CELLS = re.compile(r"[^\t|\n]+")
_SPACED = re.compile(r"[^ \n]+")
_YEAR = re.compile(r"[\s\"]*(?:19|20)[0-9]{2}[\s\"]*")
_DELIMITERS = "\t|;；,，"
_SYMBOL_FIRST = re.compile(r"([^\s'0-9]{1,5}) ?(?:('000)|([a-z]{1,8}))")  # HK$'000, US$ million
_MOST_ROWS = 500

Place = tuple[int, int]
_OTHER = late(lambda: "|".join(map(re.escape, words("column"))), re.IGNORECASE)


class Cell(NamedTuple):
    """A bare number at `[start, end)`, its value in `unit`, and where its column's name stands."""

    start: int
    end: int
    value: float
    unit: Unit
    name: Place


def cells(text: str) -> Iterator[Cell]:
    """The numbers of an evened text that have their unit from a head or a label, in no order."""
    done = 0
    for match in _NAMED.finditer(text):
        if not _unit_in(match):
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        if label := _LABELLED.match(text, match.end()):
            yield _cell(text, label.span(1), match)
        elif start >= done:
            end = text.find("\n", start)
            done = end if end > 0 else len(text)
            yield from _table(text, (start, done))
    rows = iter(range(_MOST_ROWS))  # of all such tables: lines of a made text may belong to many
    for match in (match for stated in _STATED for match in stated.finditer(text)):
        if unit := _unit(match[1]):
            yield from _below(text, match.end(), unit, rows)


def _below(
    text: str, start: int, stated: tuple[float, Unit], rows: Iterator[int]
) -> Iterator[Cell]:
    """The numbers of a table below its unit: a head without numbers, and rows of as many cells.

    A column whose name is that of a share, a rank or a unit of its own is left out.
    """
    head, start = _row(text, start)
    if not head:
        head, start = _row(text, start)  # an empty line between them
    if len(head) < 2 or any(_is_value(text, cell) for cell in head):
        return
    others = {n for n, cell in enumerate(head) if not n or _OTHER.search(text, *cell)}
    for _ in rows:
        row, start = _row(text, start)
        if len(row) != len(head) or _BARE.fullmatch(text, *row[0]):
            return
        for n, place in enumerate(row):
            if n not in others and (bare := _BARE.fullmatch(text, *place)):
                number = float(bare[1].replace(",", "").replace("−", "-"))
                yield Cell(*bare.span(1), number * stated[0], stated[1], row[0])


def _row(text: str, start: int) -> tuple[list[Place], int]:
    """The cells of the line that begins here, between tabs or bars, else between spaces; and where
    the next line begins.
    """
    end = text.find("\n", start)
    end = end if end >= 0 else len(text)
    barred = text.find("\t", start, end) >= 0 or text.find("|", start, end) >= 0
    cells = (match.span() for match in (_CELLS if barred else _SPACED).finditer(text, start, end))
    return [cell for cell in cells if text[slice(*cell)].strip()], min(end + 1, len(text))


def _is_value(text: str, cell: Place) -> bool:
    """Whether a cell holds a bare number, and none that is rather a year."""
    bare = _BARE.fullmatch(text, *cell)
    return bare is not None and _YEAR.fullmatch(text, *cell) is None


def _unit_in(match: re.Match[str]) -> tuple[float, Unit] | None:
    named = match[1].strip()
    return _unit(named) if named.endswith(_endings()) else None


def _table(text: str, head: Place) -> Iterator[Cell]:
    """The numbers in the rows below a head, as far as they have as many cells."""
    delimiter = max(_DELIMITERS, key=text[slice(*head)].count)
    columns = _split(text, head, delimiter)
    named = {
        number: match
        for number, (start, end) in enumerate(columns)
        if (match := _last_named(text, start, end)) and _unit_in(match)
    }
    end = head[1]
    for _ in range(_MOST_ROWS):
        start = end + 1
        end = text.find("\n", start)
        end = end if end > 0 else len(text)
        row = _split(text, (start, end), delimiter)
        if len(row) < 2 or len(row) != len(columns) or _NAMED.search(text, start, end):
            return
        for number, match in named.items():
            if bare := _BARE.fullmatch(text, *row[number]):
                yield _cell(text, bare.span(1), match)


def _last_named(text: str, start: int, end: int) -> re.Match[str] | None:
    return next(
        (m for m in _NAMED.finditer(text, start, end) if not text[m.end() : end].strip()), None
    )


def _split(text: str, line: Place, delimiter: str) -> list[Place]:
    """Where the cells of a line stand; commas between quotation marks part none."""
    start, end = line
    if delimiter == "," and '"' in text[start:end]:
        quoted = [match.span(1) for match in _QUOTED.finditer(text, start, end)]
        return quoted if text[end - 1] == "," else quoted[:-1]  # the end matches once more
    found: list[Place] = []
    for cell in text[start:end].split(delimiter):
        found.append((start, start + len(cell)))
        start += len(cell) + 1
    return found


def _cell(text: str, place: Place, named: re.Match[str]) -> Cell:
    factor, unit = _unit_in(named) or (1.0, forms()["zh"]["个"])
    number = text[slice(*place)].replace(",", "").replace("−", "-")
    start = 1 + max(text.rfind(sign, 0, named.start()) for sign in ("\n", *_DELIMITERS))
    return Cell(*place, float(number) * factor, unit, (start, named.start()))


@lru_cache(maxsize=1024)
def _unit(named: str) -> tuple[float, Unit] | None:
    """What a number in a column of this unit (亿美元, HK$'000) is multiplied by, and the unit."""
    written = [f"1{named}", f"1 {named}"] if not named[0].isdigit() else []
    if symbol := _SYMBOL_FIRST.fullmatch(named):
        written.append(f"{symbol[1]}1 {symbol[3] or 'thousand'}")
    for amount in written:
        found = list(quantities(amount))
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(amount)):
            unit = found[0].unit
            return (found[0].value, unit) if unit and unit.kind != "none" else None
    return None


@cache
def _endings() -> tuple[str, ...]:
    """What the name of a unit may end in: few brackets hold one."""
    known = (form for table in forms().values() for form in table)
    scales = (word.partition("=")[0] for word in words("scale"))
    return tuple({"'000", *known, *(form.upper() for form in forms()["en"]), *scales})
