"""The terms of a field by their beginnings."""

from __future__ import annotations

from pathlib import Path

from engine_fixtures import segment
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.arrays.postings import SegmentData, invert
from search.engine.segments.collection import Collection
from search.engine.segments.fields import BRACKETS
from search.engine.segments.segment import Segment
from search.engine.writing.segment_writer import write_segment

ROWS = [{"title": ["a"], "body": ["b"], "chrome": []}]
listed = st.lists(st.lists(st.sampled_from(["=a\tb", "=ab\tb", "=新\tx", ">b\t新"]), max_size=4))


def collection(folder: Path, *segments: list[list[str]]) -> Collection:
    """Segments whose documents have these terms."""
    made = []
    for number, documents in enumerate(segments):
        data = segment(0, ROWS * len(documents))
        rows = [{BRACKETS: sorted(set(terms))} for terms in documents]
        fields = {**data.fields, BRACKETS: invert(rows, BRACKETS, positional=False)}
        write_segment(
            folder, f"s{number}", SegmentData(data.size, fields, data.columns, data.records)
        )
        made.append(Segment(folder, f"s{number}", []))
    return Collection(made)


@settings(max_examples=60, deadline=None)
@given(st.lists(listed.filter(bool), min_size=1, max_size=3), st.sampled_from(["=a", "=a\t", ">"]))
def test_terms_are_found_by_their_beginning(
    tmp_path_factory: object, segments: list[list[list[str]]], prefix: str
) -> None:
    folder = tmp_path_factory.mktemp("beginning")  # type: ignore[attr-defined]
    field = collection(folder, *segments).fields[BRACKETS]
    expected = [
        (term, sum(term in document for document in documents))
        for documents in segments
        for term in sorted({t for document in documents for t in document}, key=str.encode)
        if term.startswith(prefix)
    ]
    assert field.beginning(prefix, 64) == expected


def test_no_more_terms_are_read_than_are_asked_for(tmp_path: Path) -> None:
    field = collection(tmp_path, [[f"=a\t{i:03}" for i in range(100)]]).fields[BRACKETS]
    assert field.beginning("=a\t", 3) == [("=a\t000", 1), ("=a\t001", 1), ("=a\t002", 1)]
