"""From Results to tables and lines for other programs; pure, standard library only.

Whatever a document says, a row stays a row and a spreadsheet calculates nothing.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from io import StringIO

from search import HIT_COLUMNS, Hit, Results, hit_as_json, hit_as_row, uncalculated

BOM = "\ufeff"  # by which Excel knows UTF-8

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def plain(text: str) -> str:
    """The text on one line, with a sign for what XML, tables and readers cannot take.

    Of the same length, so that marks still fit.
    """
    return _UNSEEN.sub(
        lambda match: " " if match[0].isspace() else "\N{REPLACEMENT CHARACTER}", text
    )


def csv_lines(batches: Iterable[Results]) -> Iterator[str]:
    """The hits as RFC 4180 with a header, in pieces; several values are joined by `; `."""
    yield BOM + _csv([HIT_COLUMNS])
    for results in batches:
        yield _csv(map(_cells, results.hits))


def json_lines(batches: Iterable[Results]) -> Iterator[str]:
    """The hits as one JSON object a line, in pieces."""
    for results in batches:
        yield "".join(json.dumps(hit_as_json(h), ensure_ascii=False) + "\n" for h in results.hits)


def _csv(rows: Iterable[Iterable[str]]) -> str:
    table = StringIO()
    csv.writer(table).writerows(rows)
    return table.getvalue()


def _cells(hit: Hit) -> Iterator[str]:
    return (uncalculated(plain(cell)) for cell in hit_as_row(hit))
