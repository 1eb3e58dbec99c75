"""Documents as stored bytes: what goes in comes out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search import Document, Evidence, Repair, Source, Span, Value, undo
from search.document import CleanText, Hints, Metadata
from search.engine.segments.records import heading, pack, stored_fields, text, unpack

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
evidence = st.builds(Evidence, words, st.integers(-1, 99), st.integers(-1, 99), words)
value = st.builds(Value, words, words, words, st.lists(evidence, max_size=2).map(tuple))
values = st.lists(value, max_size=3).map(tuple)
hints = st.builds(Hints, words, words, words, words, words, words, st.booleans())


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document whose repairs lead back to its text."""
    pieces = draw(st.lists(st.tuples(words, words, words), max_size=3))
    clean, repairs = "", []
    for kept, before, after in pieces:
        clean += kept
        repairs.append(Repair("kind", len(clean), before, after))
        clean += after
    spans = draw(st.lists(st.builds(Span, st.integers(0, 9), st.integers(0, 9), words), max_size=2))
    return Document(
        source=Source(
            folder=draw(words),
            path=draw(words),
            digest=draw(words),
            media_type=draw(words),
            encoding=draw(words),
            modified=draw(st.floats(0, 1e10)),
            text=undo(clean, tuple(repairs)),
            hints=draw(hints),
        ),
        clean=CleanText(clean, tuple(repairs), tuple(spans)),
        metadata=Metadata(
            title=draw(value),
            language=draw(words),
            script=draw(words),
            date=draw(st.none() | value),
            regions=draw(values),
            organisations=draw(values),
            publisher=draw(st.none() | value),
        ),
    )


@settings(max_examples=60, deadline=None)
@given(documents())
def test_a_stored_document_comes_back_whole(document: Document) -> None:
    record = pack(document)
    assert unpack(record) == document
    assert text(record[1]) == (document.clean.text, document.clean.chrome)


@settings(max_examples=30, deadline=None)
@given(documents())
def test_a_hit_needs_the_first_part_only(document: Document) -> None:
    facts, shown = document.metadata, heading(pack(document)[0])
    assert (shown.id, shown.path, shown.title) == (
        document.id,
        document.source.path,
        facts.title.name,
    )
    assert shown.date == (facts.date.id if facts.date else None)
    assert shown.regions == tuple(value.id for value in facts.regions)
    assert shown.organisations == tuple(value.id for value in facts.organisations)
    assert stored_fields(pack(document))["id"] == document.id


def test_a_long_text_is_stored_compressed() -> None:
    long = "众创空间与孵化器。" * 2000
    source = Source("/docs", "a.txt", "", "text/plain", "utf-8", 0.0, long)
    record = pack(Document(source, CleanText(long), Metadata(Value("t", "t"), "zh", "Hans")))
    assert sum(map(len, record)) < len(long.encode()) // 10
