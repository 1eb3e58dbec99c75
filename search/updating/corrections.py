r"""The user's own corrections of what was read from documents: `mulu-corrections.tsv`.

A plain text file in the root of an indexed folder, beside the documents; it survives every
rebuild of the index. One correction a line, its cells parted by tabs; empty lines and lines
that begin with `#` say nothing:

    document    action    what    value    new value

document    a path below the folder (`news/2016-08.txt`, `reports.csv#3`), or a pattern in which
            `*` stands for anything, `?` for one character; `*` alone is every document
action      add, remove, merge (the value is the same thing as the new value), rename (the value
            is to be called by the new value)
what        region, organisation, date, title, publisher, event (a date that the text speaks
            of) or figure
value       a region by name, also behind that of what it lies in, or code (of several places of
            a name, remove, merge and rename mean those that the document has), a date as 2016,
            2016-08 or 2016-08-15, an event as a date or as two with a `/` between, a figure as
            it is written (8500万元), else text; `*` for any (remove, rename). Adding a date, title
            or publisher replaces what was read.

Lines apply in their order, after everything else. A line that makes no sense is reported with
its number and left out. Touches the knowledge tables; `correctionfile` reads the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from search.describing.media import publishers
from search.describing.organisations.table import directory
from search.describing.organisations.table import key as name_key
from search.describing.places.gazetteer import gazetteer
from search.document import Evidence, Figure, Metadata, Value
from search.errors import DataError
from search.updating import figures

FILE: Final = "mulu-corrections.tsv"
ANY: Final = "*"
RULE: Final = "correction"

_ACTIONS: Final = {"add": 4, "remove": 4, "merge": 5, "rename": 5}  # cells that a line has
_SEVERAL: Final = {
    "region": "regions",
    "organisation": "organisations",
    "event": "events",
    "figure": "figures",
}
_MERGED: Final = ("region", "organisation")
_SINGLE: Final = ("date", "title", "publisher")
_WILD: Final = {"*": ".*", "?": "."}


class Correction(Struct, frozen=True):
    """One line. `values` are the ids that the value stands for (any of them), `new` the id
    and the name of the new value; `line` is its number, `text` how it is written.
    """

    line: int
    text: str
    document: str
    action: str
    what: str
    values: tuple[str, ...]
    new: tuple[str, str]


class Corrections(Struct, frozen=True, dict=True):
    """The corrections of one folder in order, and what is wrong with its other lines.

    `unread`: there is a file that cannot be read, so it may say anything.
    """

    lines: tuple[Correction, ...] = ()
    problems: tuple[DataError, ...] = field(default=())
    unread: bool = False

    def of(self, path: str) -> tuple[Correction, ...]:
        """The corrections of one document, by its path in the folder."""
        found = [*self._plain.get(path, ()), *self._patterns_of(path)]
        return tuple(sorted(found, key=lambda line: line.line))

    def digest(self, path: str) -> str:
        """What changes with the corrections of a file or of any row in it; empty for none."""
        rows = (line for line in self.lines if line.document.partition("#")[0] == path)
        found = {line.line: line for line in (*self.of(path), *self._rows_of(path), *rows)}
        texts = "\n".join(found[number].text for number in sorted(found))
        return sha256(texts.encode()).hexdigest()[:16] if found else ""

    @cached_property
    def mark(self) -> str:
        """What changes with any of the lines; empty for none."""
        texts = "\n".join(line.text for line in self.lines)
        return sha256(texts.encode()).hexdigest()[:16] if self.lines else ""

    def hold(self, path: str, digest: str) -> bool:
        """Whether these are, for all that is known, the corrections of a file with this digest."""
        return self.unread or (self.digest(path) if self.lines else "") == digest

    def strays(self, paths: Collection[str]) -> Iterator[DataError]:
        """What is to be told of lines for which a folder has no file, by the paths of all."""
        for line in self.lines:
            names = {line.document, line.document.partition("#")[0]} - {""}
            if not any(map(_is_pattern, names)):
                known = not names.isdisjoint(paths)
            else:
                known = any(p.fullmatch(path) for p in map(_compiled, names) for path in paths)
            if not known:
                yield DataError(f"line {line.line}: no document is {line.document}")

    @cached_property
    def _plain(self) -> dict[str, list[Correction]]:
        named: dict[str, list[Correction]] = {}
        for line in self.lines:
            if not _is_pattern(line.document):
                named.setdefault(line.document, []).append(line)
        return named

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], re.Pattern[str] | None, Correction]]:
        return [
            (_compiled(line.document), _compiled(line.document.partition("#")[0]), line)
            for line in self.lines
            if _is_pattern(line.document)
        ]

    def _patterns_of(self, path: str) -> list[Correction]:
        return [line for whole, _, line in self._patterns if whole.fullmatch(path)]

    def _rows_of(self, path: str) -> list[Correction]:
        return [line for _, file, line in self._patterns if file and file.fullmatch(path)]


def parse_corrections(text: str) -> Corrections:
    """Read the text of a file of corrections."""
    lines, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                lines.append(_parse(number, line))
            except DataError as error:
                problems.append(DataError(f"line {number}: {error}"))
    return Corrections(tuple(lines), tuple(problems))


def _parse(number: int, text: str) -> Correction:
    cells = [cell.strip() for cell in text.rstrip().split("\t")]
    if len(cells) < 4:
        raise DataError(
            f"{len(cells)} cells where tabs should part document, action, what and value"
        )
    document, action, what, value = cells[:4]
    if action not in _ACTIONS:
        raise DataError(f"the action is {action!r}; write {', '.join(_ACTIONS)}")
    if what not in (*_SEVERAL, *_SINGLE):
        raise DataError(f"what to correct is {what!r}; write {', '.join((*_SEVERAL, *_SINGLE))}")
    if len(cells) != _ACTIONS[action]:
        wanted = "value and new value" if _ACTIONS[action] == 5 else "one value"
        raise DataError(f"{action} takes {wanted}, parted by tabs")
    if not document or not value or not cells[-1]:
        raise DataError("a cell is empty; write a document (or *), and the values")
    if action == "merge" and what not in _MERGED:
        raise DataError(f"merge is for regions and organisations; to change a {what} use rename")
    if action == "remove" and what == "title":
        raise DataError("a document needs a title; use rename")
    if value == ANY and action in ("add", "merge"):
        raise DataError(f"{action} needs a value, not *")
    values = () if value == ANY else _ids(what, value, several=action != "add")
    new = cells[4] if action in ("merge", "rename") else value
    new_id = "" if new == ANY else _ids(what, new, several=action == "remove")[0]
    if what == "figure" and action != "remove" and not figures.with_unit(new_id):
        raise DataError(f"{new!r} has no unit; write 8500万元, 241家 or 1.5 billion USD")
    return Correction(number, text.rstrip(), document, action, what, values, (new_id, new))


def _ids(what: str, value: str, *, several: bool = False) -> tuple[str, ...]:
    """The ids that a value stands for: of a region one, unless what a document has of `several`
    is meant. Raises DataError.
    """
    if what == "region":
        found = gazetteer().find(value) or gazetteer().inside(value)
        if not found:
            raise DataError(f"{value!r} is not a place that Mulu knows; write a name or a code")
        if len(found) > 1 and not several:
            names = ", ".join(map(gazetteer().told, found[:4]))
            raise DataError(
                f"{value!r} may be {', '.join(found[:4])} ({names}); write the code that is meant"
            )
        return tuple(dict.fromkeys((*found, *gazetteer().levelled(value)))) if several else found
    if what == "figure":
        return (figures.amount_id(value),)
    if what in ("date", "event"):
        days = value.split("/") if what == "event" else [value]
        no_year = what == "date" and value.startswith("0")  # the 26th of July: 0726
        if len(days) > 2 or not all(map(_is_date, days)) or days != sorted(days) or no_year:
            raise DataError(f"{value!r} is not a date; write 2016, 2016-08 or 2016-08-15")
        return (value,)
    if what in ("organisation", "publisher"):
        find = publishers if what == "publisher" else directory().find
        return find(value) or (value,)
    return (value,)


def _is_date(text: str) -> bool:
    """Whether this is a year, a month or a day that the calendar has."""
    whole = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
    try:
        return len(whole) == 10 and date.fromisoformat(whole) is not None
    except ValueError:
        return False


def _is_pattern(document: str) -> bool:
    return "*" in document or "?" in document


def _compiled(pattern: str) -> re.Pattern[str]:
    short = re.sub(r"\*+", "*", pattern)
    return re.compile("".join(_WILD.get(c, re.escape(c)) for c in short), re.DOTALL)


def correct(facts: Metadata, lines: tuple[Correction, ...]) -> Metadata:
    """Apply corrections in their order; each value that they touch says so."""
    for line in lines:
        name = _SEVERAL.get(line.what, line.what)
        former: Any = getattr(facts, name)
        apply: Any = _correct_several if line.what in _SEVERAL else _correct_single
        if line.what == "figure":
            apply = _correct_figures
        facts = replace(facts, **{name: apply(former, line)})
    return facts


def _correct_single(value: Value | None, line: Correction) -> Value | None:
    if line.action == "add":
        return _made(line)
    if value is None or not _meant(value, line):
        return value
    return None if line.action == "remove" else _made(line)


def _correct_several(values: tuple[Value, ...], line: Correction) -> tuple[Value, ...]:
    touched = [value for value in values if _meant(value, line)]
    if line.action == "add":
        rest = tuple(value for value in values if value not in touched)
        evidence = tuple(e for value in touched for e in value.evidence)
        return (*rest, replace(_made(line), evidence=(*_made(line).evidence, *evidence)))
    if not touched:
        return values
    rest = tuple(value for value in values if value not in touched)
    if line.action == "remove":
        return rest
    same = [value for value in rest if value.id == line.new[0]]
    joined = (*same, *touched)
    one = Value(
        line.new[0],
        line.new[1],
        "about" if any(value.role == "about" for value in joined) else joined[0].role,
        (*_made(line).evidence, *(e for value in joined for e in value.evidence)),
    )
    place = min(values.index(value) for value in joined)
    kept = [value for value in values if value not in joined]
    kept.insert(place, one)
    return tuple(kept)


def _correct_figures(former: tuple[Figure, ...], line: Correction) -> tuple[Figure, ...]:
    evidence = Evidence(RULE, quote=line.text)
    if line.action == "add":
        return (*former, figures.made(*line.new, evidence))
    if line.action == "remove":
        return tuple(figure for figure in former if not figures.is_meant(figure, line.values))
    return tuple(
        figures.remade(figure, *line.new, evidence)
        if figures.is_meant(figure, line.values)
        else figure
        for figure in former
    )


def _made(line: Correction) -> Value:
    role = {"publisher": "publisher", "event": "mention"}.get(line.what, "about")
    return Value(line.new[0], line.new[1], role, (Evidence(RULE, quote=line.text),))


def _meant(value: Value, line: Correction) -> bool:
    """Whether a value is the one that a line names, by its id or by how the text calls it."""
    if not line.values or value.id in line.values:
        return True
    if line.what in ("region", "date", "event"):
        return False
    names = {name_key(name) for name in line.values} | {name_key(line.text.split("\t")[3])}
    return name_key(value.id) in names or name_key(value.name) in names
