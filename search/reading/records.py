"""JSON and JSON Lines: each object a document where its keys say so, else one document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import PurePosixPath

from msgspec.structs import replace

from search.document import Hints
from search.reading.columns import hints, roles
from search.reading.encoding import decode, looks_binary
from search.reading.raw import Part, Raw
from search.reading.tables import row_part

_LOOKED_AT = 100  # records that decide whether all are documents
_ESCAPES = re.compile(r"(?:\\u[0-9A-Fa-f]{4})++|\\[\"\\/bfnrt]")
_JSON = "application/json"
_JSONL = "application/x-ndjson"


def read_jsonl(raw: Raw) -> list[Part]:
    """Read a document per line; a line that is no object is refused, the others are read."""
    text, encoding = _decoded(raw)
    lines = [(at, line) for at, line in enumerate(text.split("\n"), 1) if line.strip()]
    records = [_parsed(line) for _, line in lines]
    if not _are_documents(records):
        return [Part(text, _JSONL, encoding)]
    return [
        _part(number, record, _JSONL, encoding)
        if isinstance(record, dict)
        else Part("", _JSONL, row=number, refusal=f"line {at}: not {_wanted(line)}")
        for number, ((at, line), record) in enumerate(zip(lines, records, strict=True), 1)
    ]


def read_json(raw: Raw) -> list[Part]:
    """Read a list of objects as a document each, one object with a text as one document.

    What else an object says of itself beside its lists (title, day, source) are its hints; its
    characters are shown as they are meant, not as JSON escapes them.
    """
    text, encoding = _decoded(raw)
    data = _parsed(text)
    if isinstance(data, list) and _are_documents(data) and all(isinstance(x, dict) for x in data):
        return [_part(number, record, _JSON, encoding) for number, record in enumerate(data, 1)]
    if isinstance(data, dict) and "text" in _roles(_flat(data)):
        return [_part(0, data, _JSON, encoding)]
    said = _own_hints(data)
    if data is not None:  # the first line of a structure is no title
        said = replace(said, title=said.title or PurePosixPath(raw.path).stem)
        text = _ESCAPES.sub(lambda run: json.loads(f'"{run[0]}"'), text)
    return [Part(text, _JSON, encoding, said)]


def _own_hints(data: object) -> Hints:
    """What an object says of the list of things that it holds: {"title": …, "items": […]}."""
    if not isinstance(data, dict):
        return Hints()
    said = {name: value for name, value in data.items() if isinstance(value, str | int | float)}
    flat = _flat(said)
    return hints(flat, _roles(flat))


def _decoded(raw: Raw) -> tuple[str, str]:
    decoded = decode(raw.data)
    if looks_binary(decoded.text):
        raise raw.refuse("binary: it holds no text")
    return decoded.text, decoded.encoding


def _wanted(line: str) -> str:
    """Say what a line that is no object should have been."""
    return "JSON" if _parsed(line) is None and line.strip() != "null" else "a JSON object"


def _parsed(text: str) -> object:
    """Return the value of JSON, or None where it is broken or nested too deeply."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _are_documents(records: Iterable[object]) -> bool:
    """Whether at least half of the first records are objects with a text."""
    first = list(islice(records, _LOOKED_AT))
    count = sum(isinstance(record, dict) and "text" in _roles(_flat(record)) for record in first)
    return 0 < len(first) <= 2 * count


def _part(row: int, record: Mapping[str, object], media_type: str, encoding: str) -> Part:
    flat = _flat(record)
    return row_part(row, flat, _roles(flat), media_type, encoding)


def _roles(flat: Mapping[str, str]) -> Mapping[str, str]:
    return roles(flat, [flat])


def _flat(record: Mapping[str, object]) -> dict[str, str]:
    return {name: _as_text(value) for name, value in record.items()}


def _as_text(value: object) -> str:
    """Write a value as text: strings as they are, lists of strings as lines, others as JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    return json.dumps(value, ensure_ascii=False)
