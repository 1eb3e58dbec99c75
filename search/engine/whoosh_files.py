"""Writes segments and tables of contents that stock Whoosh reads. Touches whoosh.

Whoosh's own writer tokenises, sorts and pools postings one by one in Python; ours are
grouped already and go to its files in bulk. Whoosh's pickled files are only ever written
here, never read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.util.numeric import byte_to_length

from search.engine.names import FACET_FIELDS, TEXT_FIELDS
from search.engine.postings import Array, SegmentData, Small
from search.engine.schema import whoosh_schema
from search.engine.segment import INDEX_NAME, segment_name
from search.engine.whoosh_blocks import encode
from search.engine.whoosh_terms import TermsFile

_STEPS: Final = np.array([byte_to_length(code) for code in range(256)], np.int32)


def write_whoosh_segment(
    folder: Path, segment_id: str, data: SegmentData, stored: list[dict[str, str]]
) -> dict[str, int]:
    """Write one segment; return each scorable field's length, which the TOC records.

    `stored` holds the stored fields of each document.
    """
    name = segment_name(segment_id)
    totals: dict[str, int] = {}
    offset = 0
    with TermsFile(folder / f"{name}.trm") as terms, (folder / f"{name}.pst").open("wb") as file:
        for field in sorted(data.fields):
            postings = data.fields[field]
            codes = length_codes(postings.lengths)
            if field in TEXT_FIELDS and (total := int(postings.lengths.sum(dtype=np.int64))):
                totals[field] = total
                (folder / f"{name}._{field}_len.col").write_bytes(codes.data)
            for part in encode(postings, codes, field in FACET_FIELDS, offset):
                file.write(part.blob)
                offset += len(part.blob)
                terms.add(field, postings.terms[part.first : part.last], part.infos)
    _write_stored(folder, f"{name}._stored.col", stored)
    return totals


def _write_stored(folder: Path, name: str, stored: list[dict[str, str]]) -> None:
    column: Any = STORED_COLUMN.writer(FileStorage(str(folder)).create_file(name))
    for number, values in enumerate(stored):
        column.add(number, values)
    column.finish(len(stored))
    column._child._dbfile.close()


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


def length_codes(lengths: Array) -> Array:
    """Return the byte that Whoosh keeps of each number of tokens."""
    return np.minimum(np.searchsorted(_STEPS, lengths), 255).astype(np.uint8)


def rounded_lengths(lengths: Array) -> Small:
    """Round token counts as Whoosh does, which keeps them in one byte of 256 steps."""
    return _STEPS[length_codes(lengths)]
