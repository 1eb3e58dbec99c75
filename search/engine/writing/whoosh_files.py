"""Writes segments and tables of contents that stock Whoosh reads. Touches whoosh.

Whoosh's own writer tokenises, sorts and pools postings one by one in Python; ours are
grouped already and go to its files in bulk. Whoosh's pickled files are only ever written
here, never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from whoosh.analysis import CommaSeparatedTokenizer, SpaceSeparatedTokenizer
from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec, W3Segment
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.engine.arrays.postings import SegmentData
from search.engine.segments.fields import KEYWORD_FIELDS, LARGEST_FIELD, TEXT_FIELDS
from search.engine.segments.segment import INDEX_NAME, segment_name
from search.engine.writing.forking import forked
from search.engine.writing.whoosh_blocks import Part, encode
from search.engine.writing.whoosh_lengths import length_codes
from search.engine.writing.whoosh_terms import TermsFile


def write_whoosh_segment(
    folder: Path,
    segment_id: str,
    data: SegmentData,
    stored: Iterable[dict[str, str]],
    *,
    together: bool = False,
) -> None:
    """Write one segment; `stored` holds the stored fields of each document.

    `together`: a second process encodes the largest field meanwhile.
    """
    name = segment_name(segment_id)
    largest = partial(_parts, folder, name, data, LARGEST_FIELD)
    with (
        forked(largest, worth=together) as made,
        TermsFile(folder / f"{name}.trm") as terms,
        (folder / f"{name}.pst").open("wb") as file,
    ):
        _write_stored(folder, f"{name}._stored.col", stored, data.size)
        for field in sorted(data.fields):
            there = together and field == LARGEST_FIELD
            for part in made() if there else _parts(folder, name, data, field):
                terms.add(field, part.terms, part.infos(file.tell()))
                file.write(part.blob)


def _parts(folder: Path, name: str, data: SegmentData, field: str) -> Iterator[Part]:
    """Encode a field and write its column of lengths."""
    postings = data.fields[field]
    codes = length_codes(postings.lengths)
    if field in TEXT_FIELDS and postings.terms:
        (folder / f"{name}._{field}_len.col").write_bytes(codes.data)
    yield from encode(postings, codes, field in KEYWORD_FIELDS)


def _write_stored(folder: Path, name: str, stored: Iterable[dict[str, str]], size: int) -> None:
    file = FileStorage(str(folder)).create_file(name)
    column: Any = STORED_COLUMN.writer(file)
    for number, values in enumerate(stored):
        column.add(number, values)
    column.finish(size)
    file.close()


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


def whoosh_schema() -> Schema:
    """Return the schema that stock Whoosh reads the segments with.

    Terms are given ready made, so the analysers here only serve a person who queries
    the index with Whoosh itself and types terms separated by spaces (facets: commas).
    """
    schema = Schema(id=ID(stored=True, unique=True), path=STORED(), heading=STORED())
    for name in TEXT_FIELDS:
        schema.add(name, TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True))
    for name in KEYWORD_FIELDS:
        schema.add(name, KEYWORD(analyzer=CommaSeparatedTokenizer()))
    return schema
