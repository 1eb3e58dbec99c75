"""Segments of an index made by hand, and written as the engine writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from search.document import CleanText, Document, Metadata, Source, Value
from search.engine.arrays.postings import SegmentData, invert
from search.engine.generations.storage import Storage
from search.engine.segments.fields import KEYWORD_FIELDS, TEXT_FIELDS
from search.engine.segments.records import pack
from search.engine.writing.writer import Writer
from search.errors import NoIndex

VERSION = {"schema": "test"}
WORDS = ["a", "ab", "abc", "b", "新疆", "众创", "创空", "空间", "心"]
# What hypothesis draws: a text is a list of words, a row the texts of one document by zone. What
# a headline has stands in the body.
texts = st.lists(st.sampled_from(WORDS), max_size=12)
rows = st.fixed_dictionaries({"title": texts, "body": texts, "chrome": texts}).map(
    lambda row: row | {"headline": row["body"][:4]}
)
batches = st.lists(st.lists(rows, min_size=1, max_size=6), min_size=1, max_size=4)


def segment(first: int, content: Sequence[dict[str, list[str]]]) -> SegmentData:
    """A segment of rows; their title's words are their regions, `first` the first one's number."""
    documents, terms = [], []
    for number, row in enumerate(content, first):
        source = Source("/docs", f"{number}.txt", "d", "text/plain", "utf-8", 0.0, "text")
        facts = Metadata(Value("t", "t"), "zh", "Hans")
        documents.append(Document(source, CleanText("text"), facts))
        terms.append(
            {zone: row[zone] for zone in row}
            | {f"{zone}_runs": row[zone] for zone in row}
            | {"id": [documents[-1].id], "region": sorted(set(row["title"])), "language": ["zh"]}
        )
    size = len(documents)
    return SegmentData(
        size=size,
        fields={name: invert(terms, name, positional=True) for name in TEXT_FIELDS}
        | {name: invert(terms, name, positional=False) for name in (*KEYWORD_FIELDS, "id")},
        columns={
            "first": np.zeros(size, np.int32),
            "last": np.zeros(size, np.int32),
            "key": np.arange(first, first + size, dtype=np.uint64),
            "sort": np.array([b""] * size, "S24"),
            "titled": np.ones(size, bool),
            "signature": np.zeros(size, np.uint64),
        },
        records=[pack(document) for document in documents],
    )


def write(
    root: Path, data: Sequence[SegmentData], delete: set[str] | None = None, merging: bool = True
) -> None:
    """Commit segments to the index at `root`, and delete the documents with these ids."""
    storage = Storage(root)
    with storage.lock(1):
        try:
            base = storage.open(VERSION)
        except NoIndex:
            base = None
        writer = Writer(storage, VERSION, base)
        for part in data:
            writer.add(part)
        writer.delete(delete or set())
        writer.commit(["/docs"], merging=merging)


def whoosh_of(root: Path) -> str:
    """The folder that stock Whoosh opens: the generation that serves."""
    storage = Storage(root)
    return str(storage.folder(storage.current()))
