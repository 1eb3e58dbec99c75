"""Writes segments and tables of contents that stock Whoosh reads. Touches whoosh.

Whoosh's own writer tokenises, sorts and pools postings one by one in Python; ours are
grouped already, so they go straight to its codec, which defines the bytes. Whoosh's
pickled files are only ever written here, never read.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.system import pack_uint
from whoosh.util.numeric import byte_to_length

from search.engine.postings import FieldPostings, SegmentData, Small
from search.engine.schema import whoosh_schema
from search.engine.segment import INDEX_NAME

_BLOCK: Final = 4096  # postings per block: few blocks, because nothing here skips


def write_whoosh_segment(
    folder: Path, segment_id: str, data: SegmentData, stored: list[dict[str, str]]
) -> dict[str, int]:
    """Write one segment; return each scorable field's length, which the TOC records.

    `stored` holds the stored fields of each document.
    """
    storage = FileStorage(str(folder))
    codec = W3Codec(blocklimit=_BLOCK)
    segment = W3Segment(codec, INDEX_NAME, segid=segment_id)
    schema = whoosh_schema()
    _write_documents(codec, storage, segment, schema, data, stored)
    writer = codec.field_writer(storage, segment)
    for name in sorted(data.fields):
        _write_field(writer, name, schema[name], data.fields[name])
    writer.close()
    shutil.rmtree(folder / f"{INDEX_NAME}.tmp", ignore_errors=True)  # Whoosh leaves it behind
    return {name: int(length) for name, length in segment._fieldlengths.items()}


def _write_documents(
    codec: Any, storage: Any, segment: Any, schema: Any, data: SegmentData, stored: list[Any]
) -> None:
    writer = codec.per_document_writer(storage, segment)
    lengths = {
        name: postings.lengths.tolist()
        for name, postings in data.fields.items()
        if schema[name].scorable
    }
    for number, values in enumerate(stored):
        writer.start_doc(number)
        for name, value in values.items():
            writer.add_field(name, schema[name], value, 0)
        for name, column in lengths.items():
            writer.add_field(name, schema[name], None, column[number])
        writer.finish_doc()
    writer.close()


def _write_field(writer: Any, name: str, fieldtype: Any, postings: FieldPostings) -> None:
    if not postings.terms:
        return
    encode = fieldtype.format.encode if postings.positions is not None else None
    positions = [] if postings.positions is None else postings.positions.tolist()
    starts, docs = postings.starts.tolist(), postings.docs.tolist()
    freqs = postings.freqs.tolist()
    lengths = postings.lengths[postings.docs].tolist()
    writer.start_field(name, fieldtype)
    place = 0
    for i, term in enumerate(postings.terms):
        writer.start_term(term)
        for p in range(starts[i], starts[i + 1]):
            count = freqs[p]
            if encode:
                value = encode(positions[place : place + count])
                place += count
            else:
                value = pack_uint(count) if fieldtype.format.fixed_value_size() else b""
            writer.add(docs[p], float(count), value, lengths[p])
        writer.finish_term()
    writer.finish_field()


def write_toc(
    folder: Path, generation: int, segments: list[tuple[str, int, list[int], dict[str, int]]]
) -> None:
    """Write Whoosh's table of contents.

    Each segment is `(id, documents, deleted document numbers, field lengths)`.
    """
    made = []
    for segment_id, size, deleted, lengths in segments:
        segment = W3Segment(
            W3Codec(), INDEX_NAME, doccount=size, segid=segment_id, deleted=set(deleted) or None
        )
        segment._fieldlengths = dict(lengths)
        made.append(segment)
    TOC(whoosh_schema(), made, generation).write(FileStorage(str(folder)), INDEX_NAME)


def rounded_lengths(lengths: Small) -> Small:
    """Round token counts as Whoosh does, which keeps them in one byte of 256 steps."""
    steps = np.array([byte_to_length(code) for code in range(256)], np.int32)
    return steps[np.minimum(np.searchsorted(steps, lengths), 255)]
