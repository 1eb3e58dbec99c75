"""One writing transaction: new documents in, old ones out, segments merged, published.

Touches the storage of the index. Nothing is visible before `commit`; leaving the
transaction without it leaves no trace.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from search.engine.arrays.postings import SegmentData, merge, total_terms
from search.engine.generations.storage import Manifest, SegmentEntry, Storage
from search.engine.segments.records import stored_fields
from search.engine.segments.segment import INDEX_NAME, Segment, segment_name
from search.engine.writing.segment_writer import write_segment
from search.engine.writing.whoosh_files import write_toc, write_whoosh_segment

FLUSH_TERMS: Final = 16_000_000  # tokens held in memory before they are written down
LARGEST: Final = 1 << 16  # documents in a merged segment: their numbers fit two bytes
_TOGETHER: Final = range(400_000, 24_000_000)  # tokens of a segment that two processes write
_FANOUT: Final = 8  # segments of about one size before they are merged into one
_SMALL: Final = 100  # documents; rewriting a segment of this size costs next to nothing
_FREE: Final = 1000  # documents that any transaction may merge, in well under a second,
_PAYS: Final = 16  # and how many more for each that it adds;
_LATEST: Final = 4 * _FANOUT  # but so many segments of about one size wait no longer


class Writer:
    """A transaction on top of the serving generation (or of nothing)."""

    def __init__(
        self,
        storage: Storage,
        fingerprint: dict[str, str],
        base: Manifest | None,
        *,
        alone: bool = False,
    ) -> None:
        """`alone`: a second process never helps."""
        self._storage = storage
        self._alone = alone
        self._fingerprint = fingerprint
        self._base = base
        self._folder = storage.prepare(base)
        self._segments = list(base.segments) if base else []
        self._fresh: set[str] = set()  # ids of segments that have no Whoosh files yet
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

    def commit(
        self, folders: list[str], *, merging: bool = True, rewrite: int = 0, draft: bool = False
    ) -> Manifest:
        """Write, merge, sync and publish; return the manifest that now serves.

        `folders` are those that the documents come from; without `merging` every segment
        stays as it is; an index of up to `rewrite` documents becomes as few segments as it can;
        a `draft` does not serve yet.
        """
        self._flush()
        self._drop_empty()
        groups = _plan(self._segments, self._fresh) if merging else []
        if merging and _live(self._segments) <= rewrite:
            units = sorted(([entry] for entry in self._segments), key=_live)
            groups = [g for g in _packed(units) if len(g) > 1 or _worn(g[0])]
        for group in groups:
            self._merge(group)
        for entry in self._segments:
            if entry.id in self._fresh:
                self._complete(entry)
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
            if self._owner(name) or self._is_linked(name)
        }
        self._storage.publish(self._folder, manifest, known, draft=draft)
        return manifest

    def abort(self) -> None:
        """Remove everything this transaction wrote, unless it has been published."""
        self._storage.discard(self._folder)

    def _flush(self) -> None:
        if self._buffer:
            self._write(merge([(data, None) for data in self._buffer]), self._buffered)
        self._buffer, self._buffered = [], 0

    def _write(self, data: SegmentData, tokens: int) -> None:
        """Write a segment without its Whoosh files: it may be merged before the commit."""
        if not data.size:
            return
        segment_id = _base36(self._next)
        self._next += 1
        name, together = segment_name(segment_id), self._together(tokens)
        lengths = write_segment(self._folder, name, data, together=together)
        self._segments.append(SegmentEntry(segment_id, data.size, [], lengths))
        self._fresh.add(segment_id)

    def _complete(self, entry: SegmentEntry) -> None:
        data = Segment(self._folder, segment_name(entry.id), []).load()
        stored = (stored_fields(record) for record in data.records)
        together = self._together(_tokens([entry]))
        write_whoosh_segment(self._folder, entry.id, data, stored, together=together)

    def _merge(self, group: list[SegmentEntry]) -> None:
        parts = [Segment(self._folder, segment_name(e.id), e.deleted) for e in group]
        data = merge([(part.load(), part.live) for part in parts])
        self._segments = [entry for entry in self._segments if entry not in group]
        self._write(data, _tokens(group))

    def _together(self, tokens: int) -> bool:
        """Whether a second process is to help with so many tokens: few are not worth it, and
        many would take too much memory twice.
        """
        return not self._alone and tokens in _TOGETHER

    def _drop_empty(self) -> None:
        self._segments = [e for e in self._segments if len(e.deleted) < e.documents]

    def _owner(self, name: str) -> SegmentEntry | None:
        prefix = name.partition(".")[0]
        return next((e for e in self._segments if segment_name(e.id) == prefix), None)

    def _is_linked(self, name: str) -> bool:
        """Whether a file is still the one of the base, which nobody ever writes to."""
        path, base = self._folder / name, self._base
        former = self._storage.folder(base.generation) / name if base else path
        return path.exists() and path.samefile(former)

    def _discard_orphans(self) -> None:
        """Remove files of segments that are no longer part of the index, and old tables."""
        for path in self._folder.iterdir():
            orphan = path.name.startswith(f"{INDEX_NAME}_") and not self._owner(path.name)
            stale = path.suffix == ".toc" and path.name != f"_{INDEX_NAME}_{self._folder.name}.toc"
            if orphan or stale:
                path.unlink()


def _plan(segments: list[SegmentEntry], fresh: set[str]) -> list[list[SegmentEntry]]:
    """Choose what to merge: what is new, segments with many deletions, any full level.

    Levels are powers of the fan-out in documents, so that a document is rewritten a
    logarithmic number of times (the tiered merging of Lucene, simplified). No merged
    segment gets larger than LARGEST: adding a document never rewrites the index. A level that
    is too much for who adds little waits for somebody who adds more.
    """
    affordable = _FREE + _PAYS * _live([entry for entry in segments if entry.id in fresh])
    units = [[entry] for entry in segments if entry.id not in fresh]
    units += _packed([[entry] for entry in segments if entry.id in fresh])
    levels: dict[int, list[list[SegmentEntry]]] = {}
    for unit in units:
        level, size = 0, _live(unit) // _SMALL
        while size >= _FANOUT:
            level, size = level + 1, size // _FANOUT
        levels.setdefault(level, []).append(unit)
    groups: list[list[SegmentEntry]] = []
    for members in levels.values():
        documents = sum(map(_live, members))
        due = len(members) >= (_FANOUT if documents <= affordable else _LATEST)
        full = due or documents <= _SMALL
        groups += _packed(members) if full else members
    return [group for group in groups if len(group) > 1 or _worn(group[0])]


def _packed(units: list[list[SegmentEntry]]) -> list[list[SegmentEntry]]:
    """Join neighbours as long as they make no segment that is too large."""
    packed: list[list[SegmentEntry]] = []
    for unit in units:
        if packed and _live(packed[-1]) + _live(unit) <= LARGEST:
            packed[-1] = packed[-1] + unit
        else:
            packed.append(unit)
    return packed


def _tokens(entries: list[SegmentEntry]) -> int:
    return sum(sum(entry.lengths.values()) for entry in entries)


def _live(entries: list[SegmentEntry]) -> int:
    return sum(entry.documents - len(entry.deleted) for entry in entries)


def _worn(entry: SegmentEntry) -> bool:
    dead = len(entry.deleted)
    return dead * 4 > entry.documents or (dead > 0 and entry.documents <= _SMALL)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits.rjust(8, "0")
