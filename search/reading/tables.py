"""Tables: each row a document where the header says that rows are documents.

Every other CSV or TSV is one document, as it stands. Spreadsheets (`sheets`) share this.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import chain, islice
from pathlib import PurePosixPath

from search.document import Hints
from search.reading.columns import hints, roles
from search.reading.encoding import decode, looks_binary
from search.reading.raw import Part, Raw, as_shown

_DELIMITERS = ",\t;|"
_LOOKED_AT = 100  # rows that decide which column is the text
_HEADS = 3  # rows of which one is the header, below titles
_AROUND = "\ufeff \t"


def read_csv(raw: Raw) -> list[Part]:
    """Read a table as a document per row, or as one document."""
    decoded = decode(raw.data)
    if looks_binary(decoded.text):
        raise raw.refuse("binary: it holds no text")
    text = decoded.text.replace("\0", "")
    try:
        parts = list(_rows(raw, text, decoded.encoding))
    except csv.Error:
        parts = []
    if parts:
        return parts
    kind = "text/tab-separated-values" if raw.path.lower().endswith(".tsv") else "text/csv"
    return [Part(text, kind, decoded.encoding, Hints(title=_title(raw.path, text)))]


def row_part(
    row: int, record: Mapping[str, str], meaning: Mapping[str, str], media_type: str, encoding: str
) -> Part:
    """Make a document of a record whose names have these roles.

    Columns without a role follow the text as lines `name: value`, so that nothing in the
    row is lost to the search; values without any letter (numbers, keys) are left out where
    no unit may stand in the name: of `收入（万元）`, a number is a figure.
    """
    used = set(meaning.values())
    others = [
        f"{name}: {value.strip()}"
        for name, value in record.items()
        if name not in used and _tells(name, value)
    ]
    texts = (record.get(meaning[role], "") for role in ("text", "title") if role in meaning)
    text = next(filter(str.strip, texts), "")
    return Part(
        text=as_shown("\n\n".join(filter(None, (text, "\n".join(others))))),
        media_type=media_type,
        encoding=encoding,
        hints=hints(record, meaning),
        row=row,
        content=json.dumps(record, sort_keys=True).encode(),
    )


def _tells(name: str, value: str) -> bool:
    """Whether a value has a letter, or a digit beside a name that ends in brackets."""
    named = name.rstrip().endswith((")", "）"))
    return any(character.isalpha() or (named and character.isdigit()) for character in value)


def title(path: str, cells: Sequence[str]) -> str:
    """The title of a table: words alone in its first row, else the name of its file."""
    filled = [cell.strip(_AROUND) for cell in cells if cell.strip(_AROUND)]
    alone = len(filled) == 1 and any(map(str.isalpha, filled[0]))
    return filled[0] if alone else PurePosixPath(path).stem


def _title(path: str, text: str) -> str:
    """The title of a table, nothing where it has one column: then it is a text."""
    try:
        cells = next(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)), [])
    except csv.Error:
        return ""
    return title(path, cells) if len(cells) > 1 else ""


def _rows(raw: Raw, text: str, encoding: str) -> Iterator[Part]:
    csv.field_size_limit(raw.settings.max_characters)
    lines = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    return documents(lines, "text/csv", encoding)


def documents(
    rows: Iterator[list[str]], media_type: str, encoding: str, before: int = 0
) -> Iterator[Part]:
    """Yield rows as documents, numbered from behind `before` on; nothing where no column is the
    text of one. The header is the first row with several cells, below a title or two at most.
    """
    heads = (list(map(_stripped, row)) for row in islice(rows, _HEADS))
    header = next((row for row in heads if sum(map(bool, row)) > 1), [])
    if not header:
        return
    records = (dict(zip(header, values, strict=False)) for values in rows)
    first = list(islice(records, _LOOKED_AT))
    meaning = roles(header, first)
    if "text" not in meaning:
        return
    for number, record in enumerate(chain(first, records), before + 1):
        if any(record.values()):
            yield row_part(number, record, meaning, media_type, encoding)


def _stripped(name: str) -> str:
    return name.strip(_AROUND)


def _delimiter(text: str) -> str:
    """Return the delimiter that stands most often in the header line."""
    header = text[: text.find("\n") if "\n" in text else len(text)]
    return max(_DELIMITERS, key=header.count)
