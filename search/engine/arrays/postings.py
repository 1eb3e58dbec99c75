"""Postings as arrays: made from the terms of documents, and merged. Touches numpy only.

A SegmentData is all that a segment holds, in memory: for each field the sorted terms and
their postings, for each document a row of columns and its stored record. Workers make
small ones, the writer merges them; merging is also how deleted documents are dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any, Final, TypeAlias

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Ints: TypeAlias = NDArray[np.int64]
Small: TypeAlias = NDArray[np.int32]
Mask: TypeAlias = NDArray[np.bool_]
Record: TypeAlias = tuple[bytes, bytes, bytes]

_RANGE: Final = 2_000_000  # tokens that are merged at once: bounds the memory


class FieldPostings(Struct, frozen=True):
    """One field of a segment.

    `terms`: sorted UTF-8 byte strings. Term i has the postings `[starts[i], starts[i+1])`
    of `docs` (ascending document numbers) and `freqs` (occurrences). `positions` holds
    the token positions of all postings one after the other, `sum(freqs)` in all, or is
    None for facet fields. `lengths`: tokens per document. All but `starts` are kept in
    the narrowest integers that hold them.
    """

    terms: list[bytes]
    starts: Ints
    docs: Array
    freqs: Array
    positions: Array | None
    lengths: Array


class SegmentData(Struct, frozen=True):
    """A segment in memory: `size` documents, fields, columns of `size` rows, records."""

    size: int
    fields: Mapping[str, FieldPostings]
    columns: dict[str, Array]
    records: Iterable[Record] = field(default_factory=list)


def invert(
    rows: Sequence[Mapping[str, Sequence[str]]], name: str, positional: bool
) -> FieldPostings:
    """Make the postings of field `name` from the terms of documents 0, 1, 2, ….

    A term's index in its list is its position.
    """
    listed = [row.get(name, ()) for row in rows]
    lengths = np.fromiter(map(len, listed), np.int64, len(rows))
    size = int(lengths.sum())
    vocabulary: defaultdict[str, int] = defaultdict(count().__next__)
    flat = np.fromiter(map(vocabulary.__getitem__, chain.from_iterable(listed)), np.int64, size)
    encoded = [term.encode("utf-8", "replace") for term in vocabulary]
    order = in_order(encoded)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    bits = size.bit_length()
    packed = rank[flat] << bits | np.arange(size)  # to sort one number is quicker than an order
    packed.sort()
    keys, by_term = packed >> bits, packed & ((1 << bits) - 1)
    documents = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)[by_term]
    new = np.ones(size, bool)
    new[1:] = (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])
    first = np.flatnonzero(new)
    positions = None
    if positional:
        positions = narrow(by_term - (np.cumsum(lengths) - lengths)[documents])
    return FieldPostings(
        terms=[encoded[i] for i in order.tolist()],
        starts=np.searchsorted(keys[first], np.arange(len(order) + 1)),
        docs=narrow(documents[first]),
        freqs=narrow(np.diff(np.append(first, size))),
        positions=positions,
        lengths=narrow(lengths),
    )


def in_order(strings: Sequence[bytes]) -> Ints:
    """Return the places of byte strings in their order.

    Their first eight bytes are sorted as numbers; only those that share these are compared.
    """
    heads = np.array(strings, "S8").view(">u8").astype(np.uint64)
    order: Ints = heads.argsort()
    heads = heads[order]
    alike = np.concatenate([[False], heads[1:] == heads[:-1], [False]])
    begins = np.flatnonzero(~alike[:-1] & alike[1:]).tolist()
    ends = (np.flatnonzero(alike[:-1] & ~alike[1:]) + 1).tolist()
    for begin, end in zip(begins, ends, strict=True):
        order[begin:end] = sorted(order[begin:end].tolist(), key=strings.__getitem__)
    return order


def merge(parts: Sequence[tuple[SegmentData, Mask | None]]) -> SegmentData:
    """Join segments in order; a mask tells which documents of its segment still live.

    Fields are merged when they are asked for, each time anew: who writes them one by one
    needs the memory of one field only.
    """
    numbers: list[Small] = []
    size = 0
    for data, live in parts:
        keep = np.ones(data.size, bool) if live is None else live
        renumbered = np.where(keep, np.cumsum(keep) - 1 + size, -1).astype(np.int32)
        numbers.append(renumbered)
        size += int(keep.sum())
    return SegmentData(
        size=size,
        fields=_Merged([data for data, _ in parts], numbers),
        columns={
            name: np.concatenate(
                [
                    data.columns[name][new >= 0]
                    for (data, _), new in zip(parts, numbers, strict=True)
                ]
            )
            for name in parts[0][0].columns
        },
        records=_MergedRecords([data.records for data, _ in parts], numbers),
    )


class _MergedRecords:
    """The records of several segments that still live; read anew each time, never kept."""

    def __init__(self, parts: Sequence[Iterable[Record]], numbers: Sequence[Small]) -> None:
        self._parts = parts
        self._numbers = numbers

    def __iter__(self) -> Iterator[Record]:
        for records, new in zip(self._parts, self._numbers, strict=True):
            yield from (r for r, number in zip(records, new.tolist(), strict=True) if number >= 0)


class _Merged(Mapping[str, FieldPostings]):
    """The fields of several segments in one; made on request, never kept."""

    def __init__(self, parts: Sequence[SegmentData], numbers: Sequence[Small]) -> None:
        self._parts = parts
        self._numbers = numbers
        self._names = dict.fromkeys(name for data in parts for name in data.fields)

    def __getitem__(self, name: str) -> FieldPostings:
        return _merge_field([data.fields[name] for data in self._parts], self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _merge_field(parts: Sequence[FieldPostings], numbers: Sequence[Small]) -> FieldPostings:
    vocabulary: defaultdict[bytes, int] = defaultdict(count().__next__)
    known = [
        np.fromiter(map(vocabulary.__getitem__, part.terms), np.int64, len(part.terms))
        for part in parts
    ]
    found = list(vocabulary)
    order = in_order(found)
    terms = [found[i] for i in order.tolist()]
    rank = np.empty(len(terms), np.int64)
    rank[order] = np.arange(len(terms))
    inputs = [_Input(*item) for item in zip(parts, numbers, (rank[i] for i in known), strict=True)]
    counts = np.zeros(len(terms), np.int64)
    chunks = [_merge_range(inputs, low, high, counts) for low, high in _ranges(inputs, len(terms))]
    used = np.flatnonzero(counts)
    starts = np.zeros(len(used) + 1, np.int64)
    np.cumsum(counts[used], out=starts[1:])
    positional = all(part.positions is not None for part in parts)
    docs, freqs, places = (
        ([*arrays] for arrays in zip(*chunks, strict=True)) if chunks else ([],) * 3
    )
    chunks.clear()
    return FieldPostings(
        terms=terms if len(used) == len(terms) else [terms[i] for i in used.tolist()],
        starts=starts,
        docs=_joined(docs),
        freqs=_joined(freqs),
        positions=_joined(places) if positional else None,
        lengths=np.concatenate([item.part.lengths[item.numbers >= 0] for item in inputs]),
    )


class _Input:
    """A field of one segment on its way into another."""

    def __init__(self, part: FieldPostings, numbers: Small, ids: Ints) -> None:
        """`numbers`: the new number of each document, -1 for dropped; `ids`: of each term."""
        self.part = part
        self.numbers = numbers
        self.ids = ids
        self.complete = bool((numbers >= 0).all())
        self.places = token_starts(part)

    def between(self, low: int, high: int) -> tuple[Ints, Array, Array, Ints, Array]:
        """Return what terms `[low, high)` have: keys, documents, frequencies, where each
        posting's positions begin in the last, the positions.
        """
        first, last = np.searchsorted(self.ids, [low, high])
        begin, end = int(self.part.starts[first]), int(self.part.starts[last])
        keys = np.repeat(self.ids[first:last], np.diff(self.part.starts[first : last + 1]))
        docs = self.numbers[self.part.docs[begin:end]]
        freqs = self.part.freqs[begin:end]
        begins = np.cumsum(freqs, dtype=np.int64) - freqs
        pool = np.zeros(0, np.uint16)
        if self.part.positions is not None:
            pool = self.part.positions[int(self.places[first]) : int(self.places[last])]
        if self.complete:
            return keys, docs, freqs, begins, pool
        alive = docs >= 0
        return keys[alive], docs[alive], freqs[alive], begins[alive], pool


def _ranges(inputs: Sequence[_Input], size: int) -> Iterator[tuple[int, int]]:
    """Part the terms so that each range has a bounded number of tokens, or one term."""
    tokens = np.zeros(size + 1, np.int64)
    for item in inputs:
        tokens[item.ids + 1] += np.diff(item.places)
    np.cumsum(tokens, out=tokens)
    low = 0
    while low < size:
        high = int(tokens.searchsorted(tokens[low] + _RANGE, "right")) - 1
        yield low, max(low + 1, high)
        low = max(low + 1, high)


def _merge_range(
    inputs: Sequence[_Input], low: int, high: int, counts: Ints
) -> tuple[Array, Array, Array]:
    """Merge some terms; count their postings in `counts`."""
    found = [item.between(low, high) for item in inputs]
    key = np.concatenate([keys for keys, _, _, _, _ in found])
    counts[low:high] = np.bincount(key - low, minlength=high - low)
    order = np.argsort((key - low).astype(np.int32), kind="stable")
    freqs = np.concatenate([freqs for _, _, freqs, _, _ in found])[order]
    docs = np.concatenate([docs for _, docs, _, _, _ in found])[order]
    pool = np.concatenate([pool for _, _, _, _, pool in found])
    if not len(pool):
        return narrow(docs), freqs, pool
    bases = np.cumsum([0, *(len(pool) for _, _, _, _, pool in found)])
    begins = np.concatenate(
        [begins + base for (_, _, _, begins, _), base in zip(found, bases, strict=False)]
    )
    return narrow(docs), freqs, pool[spread(begins[order], freqs)]


def _joined(arrays: list[Array]) -> Array:
    """Join arrays and let go of them."""
    whole = np.concatenate(arrays) if arrays else np.zeros(0, np.uint8)
    arrays.clear()
    return whole


def narrow(values: Array) -> Array:
    """Return non-negative integers in the narrowest unsigned type that holds them."""
    top = int(values.max()) if len(values) else 0
    kind = next(k for k in (np.uint8, np.uint16, np.uint32, np.uint64) if top <= np.iinfo(k).max)
    return values.astype(kind, copy=False)


def spread(begins: Array, counts: Array) -> Ints:
    """Return begins[0], begins[0]+1, … (counts[0] of them), then the same for 1, 2, …."""
    counts = counts.astype(np.int64)
    shifts = begins.astype(np.int64) - (counts.cumsum() - counts)
    places: Ints = shifts.repeat(counts)
    places += np.arange(len(places))
    return places


def token_starts(postings: FieldPostings) -> Ints:
    """Return where the tokens of each term begin in `positions`, and where the last end."""
    starts = np.zeros(len(postings.terms) + 1, np.int64)
    if postings.terms:
        tokens = np.add.reduceat(postings.freqs, postings.starts[:-1], dtype=np.int64)
        np.cumsum(tokens, out=starts[1:])
    return starts


def total_terms(parts: Iterable[SegmentData]) -> int:
    """Count the tokens in segments: the measure by which the writer bounds its memory."""
    return sum(int(f.lengths.sum(dtype=np.int64)) for data in parts for f in data.fields.values())
