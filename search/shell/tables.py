"""Answers for programs: rows with tabs, CSV for spreadsheets, JSON. Pure; standard library.

Whatever a document says, a row stays a row, a JSON string a string, and a spreadsheet
calculates nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from search import hit_as_row, uncalculated
from search.shell.safety import UNSAFE, safe

if TYPE_CHECKING:
    from search import Explained, Figure, Hit, Label, Page, Results, Suggested, Update, Value

Row = Sequence[str]


def hit_rows(hits: Iterable[Hit]) -> list[Row]:
    """A row for each hit, in the order of HIT_COLUMNS."""
    return [hit_as_row(hit) for hit in hits]


def facet_rows(results: Results) -> list[Row]:
    """Rows of facet, value, label, count and the value that contains this one (or nothing)."""
    return [
        (name, line.value, line.label, str(line.count), line.parent)
        for name, lines in results.facets.items()
        for line in lines
    ]


def update_rows(outcome: Update) -> list[Row]:
    """Rows of what happened (`added`, `changed`, `removed`, `moved`) and the path."""
    return [
        (what, path)
        for what in ("added", "changed", "removed", "moved")
        for path in getattr(outcome, what)
    ]


def as_tsv(rows: Iterable[Row]) -> str:
    """One line for each row, tabs between the values; tabs and line ends in them are spaces."""
    return "".join("\t".join(safe(value) for value in row) + "\n" for row in rows)


def as_csv(header: Row, rows: Iterable[Row]) -> str:
    """RFC 4180 with line feeds; a value that a spreadsheet would calculate gets an apostrophe."""
    import csv
    from io import StringIO

    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        cells = (safe(value) for value in row)
        writer.writerow(map(uncalculated, cells))
    return table.getvalue()


def as_json(value: object, indent: int | None = 2) -> str:
    """Values and records as JSON, on one line or indented; what steers a terminal is escaped."""
    text = json.dumps(to_builtins(value), ensure_ascii=False, indent=indent)
    return UNSAFE.sub(lambda match: _escaped(match[0]), text) + "\n"


def _escaped(character: str) -> str:
    return character if character == "\n" else f"\\u{ord(character):04x}"


def explained_rows(told: Explained) -> list[Row]:
    """Rows of what was read (`tree`, `dropped`, `note`, one for each kind of part, then
    `alternative` and its source) and, for a document, `score` and each `part` of it.
    """
    rows: list[Row] = [("tree", told.tree)]
    rows += [("dropped", word) for word in told.dropped]
    rows += [("note", remark.code, remark.text) for remark in told.notes]
    rows += [
        (r.kind, r.text, str(r.count), " ".join(r.words), " ".join(r.runs)) for r in told.readings
    ]
    rows += [("source", e.word, e.text, e.source, f"{e.weight:.4f}") for e in told.expansions]
    if told.hit:
        rows.append(("score", f"{told.hit.score:.6f}"))
        rows += [("part", f"{p.score:.6f}", p.leaf, p.field, p.term) for p in told.contributions]
    return rows


def suggestions_as_json(text: str, found: Iterable[Suggested]) -> dict[str, Any]:
    """What was typed and how it may go on."""
    return {"text": text, "suggestions": tuple(found)}


def page_as_json(page: Page) -> dict[str, Any]:
    """A whole document; every value carries its evidence with what stands there, which like the
    marks is told in offsets into `text`.
    """
    source, metadata = page.document.source, page.document.metadata
    text = page.document.clean.text

    def told(value: Value | Figure) -> dict[str, Any]:
        evidence = [
            {**to_builtins(e), "quote": e.quote or text[max(0, e.start) : max(0, e.end)]}
            for e in value.evidence
        ]
        return {**to_builtins(value), "evidence": evidence}

    def labelled(values: Iterable[Value], labels: Iterable[Label]) -> list[dict[str, Any]]:
        names = {label.id: label.label for label in labels}
        return [{**told(value), "label": names.get(value.id, value.name)} for value in values]

    return {
        "id": page.document.id,
        "path": source.path,
        "folder": source.folder,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "title": told(metadata.title),
        "language": metadata.language,
        "script": metadata.script,
        "date": told(metadata.date) if metadata.date else None,
        "publisher": told(metadata.publisher) if metadata.publisher else None,
        "regions": labelled(metadata.regions, page.regions),
        "organisations": labelled(metadata.organisations, page.organisations),
        "events": [told(event) for event in metadata.events],
        "figures": [told(figure) for figure in metadata.figures],
        "repairs": to_builtins(page.document.clean.repairs),
        "text": text,
        "marks": page.marks,
    }
