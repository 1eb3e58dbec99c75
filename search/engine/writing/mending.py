"""Mend a damaged generation from what of it is whole. Touches the storage of the index.

The stored documents are what all else is made of: from them come the arrays, from the arrays
Whoosh's files. What has been made anew must be byte for byte what was written: its SHA-256
stands in the manifest. What was stored only once cannot be mended.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from search.engine.arrays.postings import SegmentData, merge
from search.engine.generations.manifest import Manifest, SegmentEntry
from search.engine.generations.storage import Storage
from search.engine.generations.trust import digest, is_made, unmendable
from search.engine.segments.records import USUAL, Record, stored_fields
from search.engine.segments.segment import ARRAYS, RECORDS, Segment, segment_name
from search.engine.writing.segment_writer import write_segment
from search.engine.writing.whoosh_files import write_toc, write_whoosh_segment
from search.errors import DamagedIndex

Remake = Callable[[Sequence[Record]], SegmentData]

_CHUNK: Final = 200  # documents that are made anew at once
_PIECE: Final = 1 << 16  # bytes


def mend(storage: Storage, manifest: Manifest, remake: Remake) -> tuple[str, ...]:
    """Publish the generation anew with its damaged files mended; return their names.

    `remake` makes a segment of stored documents. For the one writer only. Raises
    DamagedIndex with the names of what cannot be mended.
    """
    broken = storage.broken(manifest)
    segments = {segment_name(entry.id): entry for entry in manifest.segments}
    once = [name for name in broken if not is_made(name)]
    if once:
        raise _beyond(storage, manifest, once)
    if not broken:
        return ()
    folder = storage.prepare(manifest, frozenset(broken))
    try:
        for name, entry in segments.items():
            wanted = [file for file in broken if file.partition(".")[0] == name]
            if wanted:
                _mend_segment(folder, entry, wanted, remake)
        wrong = [name for name in broken if _differs(folder / name, manifest.files[name])]
        if wrong:
            raise _beyond(storage, manifest, wrong)
        _publish(storage, folder, manifest, broken)
    except BaseException:
        storage.discard(folder)
        raise
    return tuple(broken)


def _beyond(storage: Storage, manifest: Manifest, names: Sequence[str]) -> DamagedIndex:
    folder = storage.folder(manifest.generation)
    return unmendable(f"{', '.join(str(folder / name) for name in names)}: not what was written")


def _mend_segment(folder: Path, entry: SegmentEntry, wanted: list[str], remake: Remake) -> None:
    name = segment_name(entry.id)
    if f"{name}{ARRAYS}" in wanted:
        stored = _records((folder / f"{name}{RECORDS}").read_bytes())
        parts = [remake(chunk) for chunk in iter(lambda: list(islice(stored, _CHUNK)), [])]
        write_segment(folder, name, merge([(part, None) for part in parts]))
    if wanted != [f"{name}{ARRAYS}"]:
        data = Segment(folder, name, []).load()
        write_whoosh_segment(folder, entry.id, data, map(stored_fields, data.records))


def _records(content: bytes) -> Iterator[Record]:
    """Part the stored documents without the arrays: every part of one is a zlib stream."""
    parts: list[bytes] = []
    begin = 0
    while begin < len(content):
        end, stream = begin, zlib.decompressobj(zdict=USUAL)
        while not stream.eof and end < len(content):
            stream.decompress(content[end : end + _PIECE])
            end += _PIECE
        end = min(end, len(content)) - len(stream.unused_data)
        parts.append(content[begin:end])
        begin = end
        if len(parts) == 3:
            yield parts[0], parts[1], parts[2]
            parts.clear()


def _differs(path: Path, known: tuple[int, str]) -> bool:
    return path.suffix != ".toc" and (path.stat().st_size, digest(path)) != known


def _publish(storage: Storage, folder: Path, manifest: Manifest, broken: Sequence[str]) -> None:
    """Make it the serving generation, with a table of contents of its own number."""
    number = int(folder.name)
    for table in folder.glob("*.toc"):
        table.unlink()
    write_toc(
        folder, number, [(e.id, e.documents, e.deleted, e.lengths) for e in manifest.segments]
    )
    known = {name: file for name, file in manifest.files.items() if name not in broken}
    mended = replace(manifest, generation=number, updated=time.time(), files={}, times={})
    storage.publish(folder, mended, known)
