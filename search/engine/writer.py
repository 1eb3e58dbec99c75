"""One writing transaction: new documents in, old ones out, segments merged, published.

Touches the storage of the index. Nothing is visible before `commit`; leaving the
transaction without it leaves no trace.
"""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

from search.engine.postings import SegmentData, merge, total_terms
from search.engine.records import stored_fields
from search.engine.segment import INDEX_NAME, Segment, segment_name, write_derived
from search.engine.storage import Manifest, SegmentEntry, Storage
from search.engine.whoosh_files import (
    rounded_lengths,
    write_toc,
    write_whoosh_segment,
)

FLUSH_TERMS: Final = 20_000_000  # tokens held in memory before a segment is written (~1 GB)
_FANOUT: Final = 8  # segments of about one size before they are merged into one
_SMALL: Final = 2_000  # documents; rewriting a segment of this size costs next to nothing


class Writer:
    """A transaction on top of the serving generation (or of nothing)."""

    def __init__(self, storage: Storage, fingerprint: dict[str, str], base: Manifest | None):
        self._storage = storage
        self._fingerprint = fingerprint
        self._base = base
        self._folder = storage.prepare(base)
        self._segments = list(base.segments) if base else []
        self._buffer: list[SegmentData] = []
        self._buffered = 0
        self._next = 1 + max((int(entry.id, 36) for entry in self._segments), default=0)

    @property
    def folder(self) -> Path:
        """Where further files of this generation may be written before `commit`."""
        return self._folder

    def add(self, data: SegmentData) -> None:
        """Add documents; memory is bounded by writing a segment now and then."""
        self._buffer.append(data)
        self._buffered += total_terms([data])
        if self._buffered >= FLUSH_TERMS:
            self._flush()

    def delete(self, ids: set[str]) -> None:
        """Delete the documents with these ids from what the base generation holds.

        What this transaction has added stays, even under the same id: it replaces the old.
        """
        wanted = {document.encode() for document in ids}
        for i, entry in enumerate(self._base.segments if self._base and wanted else ()):
            segment = Segment(self._folder, segment_name(entry.id), entry.deleted)
            lexicon = segment.fields["id"].lexicon
            found = set(entry.deleted)
            for document in wanted:
                term = lexicon.find(document)
                if term >= 0:
                    found.add(int(segment.fields["id"].docs[segment.fields["id"].starts[term]]))
            self._segments[i] = replace(entry, deleted=sorted(found))

    def commit(self, folders: list[str], *, merging: bool = True) -> Manifest:
        """Write, merge, sync and publish; return the manifest that now serves.

        `folders` are those that the documents come from; without `merging` every segment
        stays as it is.
        """
        self._flush()
        self._drop_empty()
        for group in _plan(self._segments) if merging else ():
            self._merge(group)
        generation = int(self._folder.name)
        write_toc(
            self._folder,
            generation,
            [(e.id, e.documents, e.deleted, e.lengths) for e in self._segments],
        )
        manifest = Manifest(generation, self._fingerprint, time.time(), self._segments, folders)
        self._discard_orphans()
        known = {
            name: entry
            for name, entry in (self._base.files if self._base else {}).items()
            if self._owner(name)
        }
        self._storage.publish(self._folder, manifest, known)
        return manifest

    def abort(self) -> None:
        """Remove everything this transaction wrote."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _flush(self) -> None:
        if self._buffer:
            self._write(merge([(data, None) for data in self._buffer]))
        self._buffer, self._buffered = [], 0

    def _write(self, data: SegmentData) -> None:
        if not data.size:
            return
        segment_id = _base36(self._next)
        self._next += 1
        stored = [stored_fields(record) for record in data.records]
        lengths = write_whoosh_segment(self._folder, segment_id, data, stored)
        norms = {name: rounded_lengths(data.fields[name].lengths) for name in lengths}
        write_derived(self._folder, segment_name(segment_id), data, norms)
        self._segments.append(SegmentEntry(segment_id, data.size, [], lengths))

    def _merge(self, group: list[SegmentEntry]) -> None:
        parts = [Segment(self._folder, segment_name(e.id), e.deleted) for e in group]
        data = merge([(part.load(), part.live) for part in parts])
        self._segments = [entry for entry in self._segments if entry not in group]
        self._write(data)

    def _drop_empty(self) -> None:
        self._segments = [e for e in self._segments if len(e.deleted) < e.documents]

    def _owner(self, name: str) -> SegmentEntry | None:
        prefix = name.partition(".")[0]
        return next((e for e in self._segments if segment_name(e.id) == prefix), None)

    def _discard_orphans(self) -> None:
        """Remove files of segments that are no longer part of the index, and old tables."""
        for path in self._folder.iterdir():
            orphan = path.name.startswith(f"{INDEX_NAME}_") and not self._owner(path.name)
            stale = path.suffix == ".toc" and path.name != f"_{INDEX_NAME}_{self._folder.name}.toc"
            if orphan or stale:
                path.unlink()


def _plan(segments: list[SegmentEntry]) -> list[list[SegmentEntry]]:
    """Choose what to merge: segments with many deletions, and any level that is full.

    Levels are powers of the fan-out in documents, so that a document is rewritten a
    logarithmic number of times (the tiered merging of Lucene, simplified).
    """
    levels: dict[int, list[SegmentEntry]] = {}
    for entry in segments:
        level, size = 0, max(1, (entry.documents - len(entry.deleted)) // _SMALL)
        while size >= _FANOUT:
            level, size = level + 1, size // _FANOUT
        levels.setdefault(level, []).append(entry)
    groups = []
    for members in levels.values():
        small = sum(entry.documents for entry in members) <= _SMALL
        worn = [e for e in members if len(e.deleted) * 4 > e.documents or (small and e.deleted)]
        if len(members) >= _FANOUT or (small and (len(members) > 1 or worn)):
            groups.append(members)
        elif worn:
            groups.extend([entry] for entry in worn)
    return groups


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits.rjust(8, "0")
