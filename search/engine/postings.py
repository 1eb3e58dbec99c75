"""Postings as arrays: made from the terms of documents, and merged. Touches numpy only.

A SegmentData is all that a segment holds, in memory: for each field the sorted terms and
their postings, for each document a row of columns and its stored record. Workers make
small ones, the writer merges them; merging is also how deleted documents are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Ints: TypeAlias = NDArray[np.int64]
Small: TypeAlias = NDArray[np.int32]
Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """One field of a segment.

    `terms`: sorted UTF-8 byte strings. Term i has the postings `[starts[i], starts[i+1])`
    of `docs` (ascending document numbers) and `freqs` (occurrences). `positions` holds
    the token positions of all postings one after the other, `sum(freqs)` in all, or is
    None for facet fields. `lengths`: tokens per document.
    """

    terms: list[bytes]
    starts: Ints
    docs: Small
    freqs: Small
    positions: Small | None
    lengths: Small


@dataclass(frozen=True, slots=True)
class SegmentData:
    """A segment in memory: `size` documents, fields, columns of `size` rows, records."""

    size: int
    fields: dict[str, FieldPostings]
    columns: dict[str, Array]
    records: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)


def invert(
    rows: Sequence[Mapping[str, Sequence[str]]], name: str, positional: bool
) -> FieldPostings:
    """Make the postings of field `name` from the terms of documents 0, 1, 2, ….

    A term's index in its list is its position.
    """
    vocabulary: dict[str, int] = {}
    flat: list[int] = []
    lengths = np.zeros(len(rows), np.int32)
    for number, row in enumerate(rows):
        terms = row.get(name, ())
        lengths[number] = len(terms)
        flat.extend([vocabulary.setdefault(term, len(vocabulary)) for term in terms])
    encoded = [term.encode("utf-8", "replace") for term in vocabulary]
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    keys = rank[np.asarray(flat, np.int64)] if flat else np.zeros(0, np.int64)
    documents = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
    begins = np.repeat(np.cumsum(lengths, dtype=np.int64) - lengths, lengths)
    positions = np.arange(len(keys), dtype=np.int64) - begins
    by_term = np.argsort(keys, kind="stable")
    keys, documents = keys[by_term], documents[by_term]
    first = np.flatnonzero(
        np.concatenate([[True], (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])])
        if len(keys)
        else np.zeros(0, bool)
    )
    return FieldPostings(
        terms=[encoded[i] for i in order],
        starts=_starts(keys[first], len(order)),
        docs=documents[first],
        freqs=np.diff(np.append(first, len(keys))).astype(np.int32),
        positions=positions[by_term].astype(np.int32) if positional else None,
        lengths=lengths,
    )


def merge(parts: Sequence[tuple[SegmentData, Mask | None]]) -> SegmentData:
    """Join segments in order; a mask tells which documents of its segment still live."""
    numbers: list[Small] = []
    size = 0
    for data, live in parts:
        keep = np.ones(data.size, bool) if live is None else live
        renumbered = np.where(keep, np.cumsum(keep) - 1 + size, -1).astype(np.int32)
        numbers.append(renumbered)
        size += int(keep.sum())
    names = dict.fromkeys(name for data, _ in parts for name in data.fields)
    return SegmentData(
        size=size,
        fields={
            name: _merge_field([data.fields[name] for data, _ in parts], numbers) for name in names
        },
        columns={
            name: np.concatenate(
                [
                    data.columns[name][new >= 0]
                    for (data, _), new in zip(parts, numbers, strict=True)
                ]
            )
            for name in parts[0][0].columns
        },
        records=[
            record
            for (data, _), new in zip(parts, numbers, strict=True)
            for record, number in zip(data.records, new.tolist(), strict=True)
            if number >= 0
        ],
    )


def _merge_field(parts: Sequence[FieldPostings], numbers: Sequence[Small]) -> FieldPostings:
    everything = sorted(set().union(*(part.terms for part in parts)))
    index = {term: i for i, term in enumerate(everything)}
    keys, docs, freqs, begins = [], [], [], []
    positional = all(part.positions is not None for part in parts)
    base = 0
    for part, new in zip(parts, numbers, strict=True):
        ids = np.fromiter((index[term] for term in part.terms), np.int64, len(part.terms))
        renumbered = new[part.docs]
        alive = renumbered >= 0
        keys.append(np.repeat(ids, np.diff(part.starts))[alive])
        docs.append(renumbered[alive])
        freqs.append(part.freqs[alive])
        if part.positions is not None:
            begins.append((np.cumsum(part.freqs, dtype=np.int64) - part.freqs)[alive] + base)
            base += len(part.positions)
    key = np.concatenate(keys)
    order = np.argsort(key, kind="stable")
    freq = np.concatenate(freqs)[order]
    used = np.unique(key)
    positions = None
    if positional:
        pool = np.concatenate([part.positions for part in parts if part.positions is not None])
        positions = pool[spread(np.concatenate(begins)[order], freq)]
    lengths = np.concatenate(
        [part.lengths[new >= 0] for part, new in zip(parts, numbers, strict=True)]
    )
    return FieldPostings(
        terms=[everything[i] for i in used.tolist()],
        starts=_starts(np.searchsorted(used, key[order]), len(used)),
        docs=np.concatenate(docs)[order],
        freqs=freq,
        positions=positions,
        lengths=lengths,
    )


def spread(begins: Array, counts: Array) -> Ints:
    """Return begins[0], begins[0]+1, … (counts[0] of them), then the same for 1, 2, …."""
    counts = counts.astype(np.int64)
    shifts = begins.astype(np.int64) - (np.cumsum(counts) - counts)
    return np.repeat(shifts, counts) + np.arange(int(counts.sum()))


def _starts(keys: Ints, size: int) -> Ints:
    counts = np.bincount(keys, minlength=size) if len(keys) else np.zeros(size, np.int64)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def total_terms(parts: Iterable[SegmentData]) -> int:
    """Count the tokens in segments: the measure by which the writer bounds its memory."""
    return sum(int(f.lengths.sum()) for data in parts for f in data.fields.values())
