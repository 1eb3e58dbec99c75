"""One segment on disk: arrays and records beside the Whoosh files of the same name.

`write_derived` writes them, `Segment` maps what searching needs. Whoosh's own
files are never read here; stock Whoosh reads them, and tests hold the two together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from pathlib import Path
from typing import Final, cast

import numpy as np

from search.engine.arrays import map_file, read_arrays, write_arrays
from search.engine.names import FACET_FIELDS
from search.engine.postings import Array, FieldPostings, Ints, Mask, SegmentData, Small, spread

ARRAYS: Final = ".arrays"
RECORDS: Final = ".records"
INDEX_NAME: Final = "MAIN"


def segment_name(segment_id: str) -> str:
    """Return the common prefix of a segment's files, Whoosh's and ours."""
    return f"{INDEX_NAME}_{segment_id}"


def write_derived(folder: Path, name: str, data: SegmentData, norms: dict[str, Small]) -> None:
    """Write the arrays and records of the segment `name` into a generation's folder.

    `norms` are the lengths of documents, per field, that scores are computed with.
    """
    arrays: dict[str, Array] = {f"column/{key}": value for key, value in data.columns.items()}
    for field, postings in data.fields.items():
        arrays |= {f"{field}/{key}": value for key, value in _field_arrays(postings).items()}
        if field in norms:
            arrays[f"{field}/norms"] = _smallest(norms[field])
        if field in FACET_FIELDS:
            ordinals, starts = _transpose(postings, data.size)
            arrays |= {f"{field}/ordinals": ordinals, f"{field}/rows": starts}
    blobs = [part for record in data.records for part in record]
    ends = np.cumsum([0, *map(len, blobs)], dtype=np.int64)
    arrays["records"] = ends
    write_arrays(folder / f"{name}{ARRAYS}", arrays)
    with (folder / f"{name}{RECORDS}").open("wb") as file:
        file.writelines(blobs)


def _field_arrays(postings: FieldPostings) -> dict[str, Array]:
    blob = b"".join(postings.terms)
    ends = np.cumsum([0, *map(len, postings.terms)], dtype=np.int64)
    arrays: dict[str, Array] = {
        "terms": np.frombuffer(blob, np.uint8),
        "ends": _smallest(ends),
        "starts": _smallest(postings.starts),
        "docs": postings.docs,
        "freqs": _smallest(postings.freqs),
        "lengths": _smallest(postings.lengths),
    }
    if postings.positions is not None:
        totals = np.concatenate([[0], np.cumsum(postings.freqs, dtype=np.int64)])
        arrays["places"] = _smallest(totals[postings.starts])
        arrays["positions"] = _smallest(postings.positions)
    return arrays


def _smallest(values: Array) -> Array:
    """Return non-negative integers in the narrowest unsigned type that holds them."""
    top = int(values.max(initial=0)) if len(values) else 0
    kind = next(k for k in (np.uint8, np.uint16, np.uint32, np.uint64) if top <= np.iinfo(k).max)
    return values.astype(kind)


def _transpose(postings: FieldPostings, size: int) -> tuple[Array, Array]:
    """Turn term → documents round: the ordinals of document d are ordinals[rows[d]:rows[d+1]]."""
    ordinals = np.repeat(np.arange(len(postings.terms), dtype=np.int32), np.diff(postings.starts))
    order = np.argsort(postings.docs, kind="stable")
    counts = np.bincount(postings.docs, minlength=size) if len(order) else np.zeros(size, int)
    return ordinals[order], np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


class Lexicon:
    """The sorted terms of a field, as a sequence of bytes over mapped memory."""

    def __init__(self, blob: Array, ends: Array) -> None:
        self._blob = blob.data
        self._ends = ends.data

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, i: int) -> bytes:
        return bytes(self._blob[self._ends[i] : self._ends[i + 1]])

    def find(self, term: bytes) -> int:
        """Return the number of `term`, or -1."""
        i = bisect_left(self, term)
        return i if i < len(self) and self[i] == term else -1

    def prefix(self, prefix: bytes) -> tuple[int, int]:
        """Return the half-open range of terms that start with `prefix`."""
        low = bisect_left(self, prefix)
        high = bisect_left(self, prefix + b"\xff" * 4, low)
        return low, high

    def between(self, low: int, high: int) -> tuple[Array, Ints]:
        """Return the bytes of the terms `[low, high)` joined, and where each begins and ends
        in them (one more number than terms).
        """
        ends = np.asarray(self._ends[low : high + 1]).astype(np.int64)
        blob = np.frombuffer(self._blob, np.uint8)[ends[0] : ends[-1]]
        return blob, ends - ends[0]


class Field:
    """One field of a mapped segment; `facet` fields have ordinals instead of positions."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self.lexicon = Lexicon(arrays["terms"], arrays["ends"])
        self.starts = arrays["starts"].data
        self.docs = cast(Small, arrays["docs"])
        self.freqs = arrays["freqs"]
        self.norms = arrays.get("norms")
        self._arrays = arrays

    def range(self, term: str) -> tuple[int, int]:
        """Return the half-open range of the term's postings; empty where it has none."""
        i = self.lexicon.find(term.encode("utf-8", "replace"))
        return (self.starts[i], self.starts[i + 1]) if i >= 0 else (0, 0)

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """Return the half-open range of postings of all terms that start with `prefix`."""
        low, high = self.lexicon.prefix(prefix.encode("utf-8", "replace"))
        return self.starts[low], self.starts[high]

    def span(self, first: str, last: str) -> tuple[int, int]:
        """Return the half-open range of postings of the terms from `first` up to `last`."""
        low = bisect_left(self.lexicon, first.encode("utf-8", "replace"))
        high = bisect_left(self.lexicon, last.encode("utf-8", "replace"), low)
        return self.starts[low], self.starts[high]

    @cached_property
    def unstated(self) -> Mask | None:
        """A mask of the documents without a value, or None where all have some; facets only."""
        rows = self._arrays["rows"]
        lacking = rows[1:] == rows[:-1]
        return cast(Mask, lacking) if lacking.any() else None

    def positions(self, low: int, high: int, chosen: Ints) -> tuple[Ints, Ints]:
        """Return `(which, position)` for the postings `low + chosen` of one term or prefix.

        `which` indexes `chosen`; `[low, high)` must begin at a term's first posting.
        """
        freqs = self.freqs[low:high].astype(np.int64)
        term = bisect_right(self.starts, low) - 1
        first = int(self._arrays["places"][term])
        begins = first + np.cumsum(freqs) - freqs
        counts = freqs[chosen]
        flat = self._arrays["positions"][spread(begins[chosen], counts)].astype(np.int64)
        return np.repeat(np.arange(len(chosen)), counts), flat

    def ordinals(self, documents: Array) -> Array:
        """Return the ordinals of all values that the documents have, one after the other."""
        rows = self._arrays["rows"]
        counts = rows[documents + 1] - rows[documents]
        return self._arrays["ordinals"][spread(rows[documents], counts)]

    def load(self) -> FieldPostings:
        """Return the whole field as plain postings, for merging."""
        positions = self._arrays.get("positions")
        return FieldPostings(
            terms=[self.lexicon[i] for i in range(len(self.lexicon))],
            starts=self._arrays["starts"].astype(np.int64),
            docs=self.docs,
            freqs=self.freqs.astype(np.int32),
            positions=None if positions is None else positions.astype(np.int32),
            lengths=self._arrays["lengths"].astype(np.int32),
        )


class Segment:
    """A mapped segment: its `size` documents, `live` (None: all), `fields` and columns."""

    def __init__(self, folder: Path, name: str, deleted: list[int]) -> None:
        self.name = name
        arrays = read_arrays(folder / f"{name}{ARRAYS}")
        self._ends = arrays.pop("records")
        self._blobs = map_file(folder / f"{name}{RECORDS}")
        self.size = (len(self._ends) - 1) // 3
        self.deleted = deleted
        self.columns: dict[str, Array] = {}
        grouped: dict[str, dict[str, Array]] = {}
        for key, array in arrays.items():
            group, _, rest = key.partition("/")
            if group == "column":
                self.columns[rest] = array
            else:
                grouped.setdefault(group, {})[rest] = array
        self.fields = {field: Field(parts) for field, parts in grouped.items()}

    @cached_property
    def live(self) -> Mask | None:
        """A mask of the documents that are not deleted, or None where all live."""
        if not self.deleted:
            return None
        mask = np.ones(self.size, bool)
        mask[self.deleted] = False
        return mask

    def record(self, document: int, part: int) -> bytes:
        """Return part 0, 1 or 2 of a document's stored record."""
        i = 3 * document + part
        return bytes(self._blobs[int(self._ends[i]) : int(self._ends[i + 1])])

    def load(self) -> SegmentData:
        """Return everything in memory, for merging."""
        return SegmentData(
            size=self.size,
            fields={name: field.load() for name, field in self.fields.items()},
            columns=self.columns,
            records=[
                (self.record(d, 0), self.record(d, 1), self.record(d, 2)) for d in range(self.size)
            ],
        )
