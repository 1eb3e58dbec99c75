"""Writes the arrays and records of a segment, which `Segment` maps again. Touches files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from search.engine.arrays.file import ArraysFile
from search.engine.arrays.packed import pack
from search.engine.arrays.postings import Array, FieldPostings, SegmentData, narrow, token_starts
from search.engine.arrays.valuesets import value_sets
from search.engine.segments.fields import FACET_FIELDS, LARGEST_FIELD, TEXT_FIELDS
from search.engine.segments.segment import ARRAYS, RECORDS
from search.engine.writing.forking import forked
from search.engine.writing.whoosh_lengths import rounded_lengths


def write_segment(
    folder: Path, name: str, data: SegmentData, *, together: bool = False
) -> dict[str, int]:
    """Write the arrays and records of the segment `name` into a generation's folder.

    Returns the number of tokens of each text field that has any. Fields are asked for one
    by one, since those of a merged segment are made on request. `together`: a second process
    makes those of the largest field meanwhile.
    """
    totals: dict[str, int] = {}
    largest = partial(_arrays, data, LARGEST_FIELD)
    with ArraysFile(folder / f"{name}{ARRAYS}") as file, forked(largest, worth=together) as made:
        for key, column in data.columns.items():
            file.add(f"column/{key}", column)
        for field in data.fields:
            arrays = dict(made() if field == LARGEST_FIELD else _arrays(data, field))
            for key, array in arrays.items():
                file.add(f"{field}/{key}", array)
            if "norms" in arrays:
                totals[field] = int(arrays["lengths"].sum(dtype=np.int64))
        lengths = np.fromiter((len(part) for record in data.records for part in record), np.int64)
        file.add("records", np.concatenate([[0], np.cumsum(lengths)]))
    with (folder / f"{name}{RECORDS}").open("wb") as blobs:
        blobs.writelines(part for record in data.records for part in record)
    return totals


def _arrays(data: SegmentData, field: str) -> Iterator[tuple[str, Array]]:
    """Return all arrays of a field."""
    postings = data.fields[field]
    yield from _field_arrays(postings)
    if field in FACET_FIELDS:
        yield from value_sets(postings, data.size)
    elif field in TEXT_FIELDS and postings.terms:
        yield "norms", narrow(rounded_lengths(postings.lengths))


def _field_arrays(postings: FieldPostings) -> Iterator[tuple[str, Array]]:
    yield "terms", np.frombuffer(b"".join(postings.terms), np.uint8)
    yield "ends", narrow(np.cumsum([0, *map(len, postings.terms)], dtype=np.int64))
    yield "starts", narrow(postings.starts)
    yield "docs", narrow(postings.docs)
    yield from pack("freqs", postings.freqs)
    yield "lengths", narrow(postings.lengths)
    if postings.positions is not None:
        yield "places", narrow(token_starts(postings))
        yield "positions", postings.positions.astype(np.uint8)
        yield from pack("upper", postings.positions >> 8)
