"""The bulk writer of segments against Whoosh's own codec: stock Whoosh reads the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.system import pack_uint

from search.engine.arrays.postings import FieldPostings, SegmentData, invert
from search.engine.segments.fields import TEXT_FIELDS
from search.engine.segments.segment import INDEX_NAME
from search.engine.writing.whoosh_blocks import BLOCK
from search.engine.writing.whoosh_files import whoosh_schema, write_whoosh_segment

FIELDS = ("body", "region", "figure", "id")
words = st.text(st.sampled_from("ab新疆é𠮷"), min_size=1, max_size=4)
documents = st.lists(
    st.fixed_dictionaries(
        {"body": st.lists(words, max_size=30), "region": st.lists(words, max_size=3, unique=True)}
    ),
    min_size=1,
    max_size=8,
)


def data_of(rows: list[dict[str, list[str]]]) -> SegmentData:
    named: list[dict[str, list[str]]] = [
        {**row, "figure": row["region"], "id": [f"{number:08}"]} for number, row in enumerate(rows)
    ]
    fields = {name: invert(named, name, positional=name in TEXT_FIELDS) for name in FIELDS}
    return SegmentData(len(rows), fields, {})


def field(terms: dict[str, list[tuple[int, list[int]]]], lengths: list[int]) -> FieldPostings:
    """Make postings by hand: term → (document, positions)."""
    ordered = sorted(terms, key=str.encode)
    flat = [posting for term in ordered for posting in terms[term]]
    return FieldPostings(
        terms=[term.encode() for term in ordered],
        starts=np.cumsum([0, *(len(terms[term]) for term in ordered)]),
        docs=np.array([number for number, _ in flat], np.int32),
        freqs=np.array([len(positions) for _, positions in flat], np.int32),
        positions=np.array([p for _, positions in flat for p in positions], np.int32),
        lengths=np.array(lengths, np.int32),
    )


def write_with_whoosh(folder: Path, data: SegmentData, stored: list[dict[str, str]]) -> Any:
    """Write the segment posting by posting through Whoosh's own objects."""
    storage, codec, schema = FileStorage(str(folder)), W3Codec(), whoosh_schema()
    segment = W3Segment(codec, INDEX_NAME, doccount=data.size, segid="whoosh")
    documents = codec.per_document_writer(storage, segment)
    for number in range(data.size):
        documents.start_doc(number)
        for name, value in stored[number].items():
            documents.add_field(name, schema[name], value, 0)
        for name, postings in data.fields.items():
            if schema[name].scorable:
                documents.add_field(name, schema[name], None, int(postings.lengths[number]))
        documents.finish_doc()
    documents.close()
    writer = codec.field_writer(storage, segment)
    for name in sorted(data.fields):
        add_field(writer, name, schema[name], data.fields[name])
    writer.close()
    return segment


def add_field(writer: Any, name: str, kind: Any, postings: FieldPostings) -> None:
    places = np.concatenate([[0], np.cumsum(postings.freqs, dtype=np.int64)])
    if not postings.terms:
        return
    writer.start_field(name, kind)
    for i, term in enumerate(postings.terms):
        writer.start_term(term)
        for p in range(postings.starts[i], postings.starts[i + 1]):
            freq, document = int(postings.freqs[p]), int(postings.docs[p])
            if postings.positions is not None:
                value = kind.format.encode(postings.positions[places[p] : places[p + 1]].tolist())
            else:
                value = pack_uint(freq) if kind.format.fixed_value_size() else b""
            writer.add(document, float(freq), value, int(postings.lengths[document]))
        writer.finish_term()
    writer.finish_field()


@contextmanager
def terms_of(folder: Path, segid: str) -> Iterator[Any]:
    """Open the terms of a segment as stock Whoosh does."""
    segment = W3Segment(W3Codec(), INDEX_NAME, segid=segid)
    reader = W3Codec().terms_reader(FileStorage(str(folder)), segment)
    try:
        yield reader
    finally:
        reader.close()


def read_with_whoosh(folder: Path, segment: Any) -> dict[str, Any]:
    """Read all that stock Whoosh tells of a segment."""
    storage, codec, schema = FileStorage(str(folder)), W3Codec(), whoosh_schema()
    documents = codec.per_document_reader(storage, segment)
    reader = codec.terms_reader(storage, segment)
    found: dict[str, Any] = {
        "stored": [documents.stored_fields(n) for n in range(segment.doc_count_all())],
        "lengths": [
            [documents.doc_field_length(n, name) or 0 for n in range(segment.doc_count_all())]
            for name in FIELDS
            if documents.has_column(f"_{name}_len")
        ],
        "terms": list(reader.terms()),
    }
    for name, term in found["terms"]:
        assert (name, term) in reader
        info = reader.term_info(name, term)
        facts = ("weight", "doc_frequency", "min_length", "max_length", "max_weight")
        found[f"{name} {term}"] = [getattr(info, fact)() for fact in facts]
        found[f"{name} {term}"] += [info.min_id(), info.max_id()]
        found[f"{name} {term} postings"] = list(postings_of(reader, name, term, schema[name]))
    reader.close()
    documents.close()
    return found


def postings_of(reader: Any, name: str, term: bytes, kind: Any) -> Any:
    matcher = reader.matcher(name, term, kind.format)
    while matcher.is_active():
        if isinstance(matcher, W3LeafMatcher):  # not one of a few postings, which has no blocks
            assert matcher.block_max_id() >= matcher.id()
        assert matcher.block_max_weight() >= matcher.weight()
        if name in TEXT_FIELDS:
            yield matcher.id(), matcher.weight(), matcher.value_as("positions")
        elif kind.format.fixed_value_size():
            yield matcher.id(), matcher.weight(), matcher.value_as("frequency")
        else:
            yield matcher.id(), matcher.weight()
        matcher.next()


def assert_same(folder: Path, data: SegmentData) -> None:
    stored = [{"id": f"{n}", "path": f"路径/{n}.txt", "heading": "题"} for n in range(data.size)]
    theirs = write_with_whoosh(folder, data, stored)
    ours = W3Segment(W3Codec(), INDEX_NAME, doccount=data.size, segid="bulk")
    write_whoosh_segment(folder, "bulk", data, stored)
    assert read_with_whoosh(folder, ours) == read_with_whoosh(folder, theirs)


@settings(max_examples=40, deadline=None)
@given(documents)
def test_any_segment_reads_as_if_whoosh_had_written_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, list[str]]]
) -> None:
    assert_same(tmp_path_factory.mktemp("segment"), data_of(rows))


def test_long_postings_span_blocks_and_can_be_skipped(tmp_path: Path) -> None:
    size = 2 * BLOCK + 100
    many = [(number, [number % 300]) for number in range(size)]
    data = SegmentData(size, {"body": field({"common": many, "rare": [(7, [9])]}, [1] * size)}, {})
    assert_same(tmp_path, data)
    with terms_of(tmp_path, "bulk") as reader:
        matcher = reader.matcher("body", b"common", whoosh_schema()["body"].format)
        matcher.skip_to(2 * BLOCK + 50)
        assert matcher.id() == 2 * BLOCK + 50


def test_large_numbers_of_every_kind_are_kept(tmp_path: Path) -> None:
    often = list(range(0, 300 * 700, 700))
    terms = {
        "often": [(0, often), (3, [70_000, 70_001, 5_000_000])],
        "évier": [(70_500, [1]), (70_501, [1, 257])],
        "x" * 300: [(69_999, [2])],
    }
    lengths = [0] * 70_502
    for number, length in ((0, 210_000), (3, 5_000_001), (70_500, 2), (70_501, 258), (69_999, 3)):
        lengths[number] = length
    data = SegmentData(len(lengths), {"body": field(terms, lengths)}, {})
    write_with_whoosh(tmp_path, data, [{}] * data.size)
    write_whoosh_segment(tmp_path, "bulk", data, [{}] * data.size)
    kind = whoosh_schema()["body"]
    with terms_of(tmp_path, "bulk") as ours, terms_of(tmp_path, "whoosh") as theirs:
        for term in data.fields["body"].terms:
            found = [list(postings_of(reader, "body", term, kind)) for reader in (ours, theirs)]
            assert found[0] == found[1]


def test_a_terms_file_of_many_terms_finds_every_one(tmp_path: Path) -> None:
    terms = {f"word{number}": [(0, [number])] for number in range(30_000)}
    data = SegmentData(1, {"body": field(terms, [30_000])}, {})
    write_whoosh_segment(tmp_path, "bulk", data, [{}])
    with terms_of(tmp_path, "bulk") as reader:
        assert all(("body", term.encode()) in reader for term in terms)
        assert ("body", b"word") not in reader
        following = next(iter(reader.terms_from("body", b"word2999")))
    assert following == ("body", b"word2999")


def test_a_segment_without_any_terms_can_be_read(tmp_path: Path) -> None:
    assert_same(tmp_path, data_of([{"body": [], "region": []}]))
