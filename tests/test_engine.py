"""The engine against stock Whoosh: one index, two readers, the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.index import open_dir
from whoosh.scoring import BM25F

from search.document import CleanText, Document, Metadata, Source, Value
from search.engine import Filters, WhooshEngine
from search.engine.names import KEYWORD_FIELDS, TEXT_FIELDS, ZONES
from search.engine.postings import SegmentData, invert
from search.engine.records import pack
from search.engine.storage import Storage
from search.engine.weighing import WEIGHTS, scored_terms
from search.engine.writer import Writer
from search.errors import DamagedIndex, IndexLocked, NoIndex, StaleIndex
from search.query import (
    UNSTATED,
    And,
    Everything,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Word,
    leaves,
)
from search.settings import Settings

VERSION = {"schema": "test"}
WORDS = ["a", "ab", "abc", "b", "新疆", "众创", "创空", "空间", "心"]

texts = st.lists(st.sampled_from(WORDS), max_size=12)
rows = st.fixed_dictionaries({"title": texts, "body": texts, "chrome": texts})
batches = st.lists(st.lists(rows, min_size=1, max_size=6), min_size=1, max_size=4)


def segment(first: int, content: Sequence[dict[str, list[str]]]) -> SegmentData:
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
            "signature": np.zeros(size, np.uint64),
        },
        records=[pack(document) for document in documents],
    )


def write(
    root: Path, data: Sequence[SegmentData], delete: set[str] | None = None, merging: bool = True
) -> None:
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
    storage = Storage(root)
    return str(storage.folder(storage.current()))


QUERIES: list[Node] = [
    Word("abc", ("abc",), ("abc",), han=False),
    Word("a ab", ("a", "ab"), ("a", "ab"), han=False),
    Word("众创空间", ("众创",), ("众创", "创空", "空间"), han=True),
    Phrase("创空间", ("创空", "空间")),
    Phrase("near", ("a", "b"), slop=2),
    Pattern("a*", "a*"),
    Pattern("a?c", "a?c"),
    And((Word("a", ("a",), ("a",), han=False), Not(Word("b", ("b",), ("b",), han=False)))),
    Or((Word("心", ("心",), ("心",), han=True), Word("b", ("b",), ("b",), han=False))),
    Not(Word("a", ("a",), ("a",), han=False)),
    Everything(),
]


def run(terms: Sequence[str], runs: bool, slop: int = 0) -> wq.Query:
    fields = [f"{zone}_runs" if runs else zone for zone in ZONES]
    if len(terms) == 1:
        return wq.Or([wq.Term(name, terms[0]) for name in fields])
    return wq.Or([wq.Phrase(name, list(terms), slop=slop + 1) for name in fields])


# What stock Whoosh is asked: a query and one whose answers are taken away. (Its own Not and
# AndNot let documents through that they should not, deleted ones among them.)
WHOOSH_QUERIES: list[tuple[wq.Query, wq.Query] | None] = [
    (run(["abc"], False), wq.NullQuery),
    (run(["a", "ab"], False), wq.NullQuery),
    (run(["众创", "创空", "空间"], True), wq.NullQuery),
    (run(["创空", "空间"], True), wq.NullQuery),
    None,  # Whoosh's slop also accepts the words in other places; see below
    (wq.Or([wq.Prefix(f"{z}_runs", "a") for z in ZONES]), wq.NullQuery),
    (wq.Or([wq.Wildcard(f"{z}_runs", "a?c") for z in ZONES]), wq.NullQuery),
    (run(["a"], False), run(["b"], False)),
    (wq.Or([run(["b"], False), *[wq.Prefix(f"{z}_runs", "心") for z in ZONES]]), wq.NullQuery),
    (wq.Every(), run(["a"], False)),
    (wq.Every(), wq.NullQuery),
]


@settings(max_examples=15, deadline=None, phases=[Phase.generate])
@given(batches, st.booleans(), st.data())
def test_the_engine_and_stock_whoosh_find_the_same_documents(
    tmp_path_factory: pytest.TempPathFactory,
    content: list[list[dict[str, list[str]]]],
    merging: bool,
    data: st.DataObject,
) -> None:
    root = tmp_path_factory.mktemp("index")
    number, ids = 0, list[str]()
    for batch in content:
        part = segment(number, batch)
        gone = set(data.draw(st.lists(st.sampled_from(ids), max_size=2))) if ids else set()
        write(root, [part], gone, merging)
        ids = [i for i in ids if i not in gone]
        ids += [term.decode() for term in part.fields["id"].terms]
        number += len(batch)
    engine = WhooshEngine(Settings(index=root), VERSION)
    assert engine.size == len(ids)
    with open_dir(whoosh_of(root)).searcher() as searcher:
        for ours, theirs in zip(QUERIES, WHOOSH_QUERIES, strict=True):
            found = engine.search(ours, Filters(), "relevance", 0, 100)
            mine = {engine.heading(m.document).id for m in found.top}
            assert found.total == len(found.top) == len(mine) == engine.count(ours)
            if theirs is not None:
                having, without = (
                    {hit["id"] for hit in searcher.search(part, limit=None)} for part in theirs
                )
                assert mine == having - without, ours


SCORED: list[Node] = [
    Word("众创空间", ("众创",), ("众创", "创空", "空间"), han=True),
    Or((Word("a", ("a",), ("a",), han=False), Word("b", ("b",), ("b",), han=False))),
    Or((Word("abc", ("abc",), ("abc",), han=False), Phrase("创空间", ("创空", "空间")))),
]


@settings(max_examples=15, deadline=None, phases=[Phase.generate])
@given(batches)
def test_scores_are_those_of_whoosh_bm25f_however_often_they_are_asked_for(
    tmp_path_factory: pytest.TempPathFactory, content: list[list[dict[str, list[str]]]]
) -> None:
    root = tmp_path_factory.mktemp("index")
    for number, batch in enumerate(content):
        write(root, [segment(100 * number, batch)], merging=number % 2 == 0)
    engine = WhooshEngine(Settings(index=root), VERSION)
    with open_dir(whoosh_of(root)).searcher(weighting=BM25F()) as searcher:
        for node in SCORED:
            terms = [term for leaf in leaves(node) for term in scored_terms(leaf)]
            scored = [wq.Term(s.field, s.term, boost=WEIGHTS[s.field]) for s in terms]
            theirs = {h["id"]: h.score for h in searcher.search(wq.Or(scored), limit=None)}
            for _ in range(3):
                for hit in engine.search(node, Filters(), "relevance", 0, 100).top:
                    wanted = theirs[engine.heading(hit.document).id]
                    assert hit.score == pytest.approx(wanted, abs=1e-6)


@settings(max_examples=15, deadline=None, phases=[Phase.generate])
@given(batches, st.lists(st.sampled_from([*WORDS, UNSTATED]), max_size=2))
def test_facet_counts_equal_counting_by_hand(
    tmp_path_factory: pytest.TempPathFactory,
    content: list[list[dict[str, list[str]]]],
    chosen: list[str],
) -> None:
    root = tmp_path_factory.mktemp("index")
    for number, batch in enumerate(content):
        write(root, [segment(100 * number, batch)], merging=False)
    engine = WhooshEngine(Settings(index=root), VERSION)
    leaf = Word("a", ("a",), ("a",), han=False)
    found = engine.search(leaf, Filters(region=tuple(chosen)), "relevance", 0, 100)
    matching = [
        row for batch in content for row in batch if any("a" in words for words in row.values())
    ]
    by_hand: dict[str, int] = {}
    for row in matching:
        for value in set(row["title"]) or {UNSTATED}:
            by_hand[value] = by_hand.get(value, 0) + 1
    assert found.counts["region"] == by_hand, "its own choice must not shrink a facet"
    selected = [r for r in matching if not chosen or (set(r["title"]) or {UNSTATED}) & set(chosen)]
    assert found.total == len(selected)
    assert found.counts["language"] == ({"zh": len(selected)} if selected else {})


def test_words_near_each_other_are_found_within_the_slop(tmp_path: Path) -> None:
    row = {"title": [], "chrome": [], "body": ["a", "abc", "新疆", "b"]}
    write(tmp_path, [segment(0, [row])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    assert engine.count(Phrase("a b", ("a", "b"), slop=2)) == 1
    assert engine.count(Phrase("a b", ("a", "b"), slop=1)) == 0


@pytest.mark.parametrize("before", [250, 5_000, 70_000])
def test_a_phrase_is_found_however_far_into_a_text(tmp_path: Path, before: int) -> None:
    for number in range(2):
        body = [*["b"] * before, "a", "abc", "b"]
        write(tmp_path, [segment(number, [{"title": [], "chrome": [], "body": body}])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    assert len(engine.manifest.segments) == 1, "merged, so positions were read back"
    assert engine.count(Phrase("a abc b", ("a", "abc", "b"))) == 2
    assert engine.count(Phrase("abc a", ("abc", "a"))) == 0


def test_less_is_asked_of_documents_by_the_rarity_of_what_they_have(tmp_path: Path) -> None:
    bodies = [["a", "b"], ["a"], ["abc"], *[["b", "c"] for _ in range(30)]]
    write(tmp_path, [segment(0, [{"title": [], "chrome": [], "body": body} for body in bodies])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    words = [Word(w, (w,), (w,), han=False) for w in ("a", "b", "zzz")]
    assert engine.count(And(tuple(words))) == 0
    (weaker,) = engine.most(words, [Everything()])
    assert weaker is not None
    top = engine.search(weaker, Filters(), "relevance", 0, 10).top
    assert [engine.heading(m.document).path for m in top] == ["0.txt", "1.txt"]
    assert engine.most(words[2:], [Everything()]) == [None]


def test_a_reader_keeps_its_generation_while_another_is_published(tmp_path: Path) -> None:
    row = {"title": [], "chrome": [], "body": ["a"]}
    write(tmp_path, [segment(0, [row])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    write(tmp_path, [segment(1, [row])])
    assert engine.count(Everything()) == 1
    assert engine.heading(0).path == "0.txt"
    assert not engine.is_current()
    assert WhooshEngine(Settings(index=tmp_path), VERSION).count(Everything()) == 2


def test_a_transaction_that_is_given_up_leaves_no_trace(tmp_path: Path) -> None:
    write(tmp_path, [segment(0, [{"title": [], "chrome": [], "body": ["a"]}])])
    before = sorted(path.name for path in tmp_path.rglob("*"))
    storage = Storage(tmp_path)
    with storage.lock(1):
        writer = Writer(storage, VERSION, storage.open(VERSION))
        writer.add(segment(1, [{"title": [], "chrome": [], "body": ["b"]}]))
        writer.abort()
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    storage = Storage(tmp_path)
    with storage.lock(1), pytest.raises(IndexLocked, match=r"process \d+"), storage.lock(0.05):
        pass


def test_an_index_of_another_version_says_what_differs(tmp_path: Path) -> None:
    write(tmp_path, [segment(0, [{"title": [], "chrome": [], "body": ["a"]}])])
    with pytest.raises(StaleIndex, match="analyser"):
        WhooshEngine(Settings(index=tmp_path), {**VERSION, "analyser": "2"})


def test_every_changed_or_missing_file_is_noticed_when_opening(tmp_path: Path) -> None:
    write(tmp_path, [segment(0, [{"title": ["a"], "chrome": ["b"], "body": 20 * ["a"]}])])
    folder = Path(whoosh_of(tmp_path))
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        flipped = bytearray(content)
        flipped[len(content) // 2] ^= 1
        for broken in (bytes(flipped), content[:-1], None):
            path.unlink()
            if broken is not None:
                path.write_bytes(broken)
            with pytest.raises(DamagedIndex, match="mulu index"):
                WhooshEngine(Settings(index=tmp_path), VERSION)
            path.write_bytes(content)
    WhooshEngine(Settings(index=tmp_path), VERSION)


def test_many_small_commits_end_in_few_segments(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path, [segment(number, [{"title": [], "chrome": [], "body": ["a"]}])])
    engine = WhooshEngine(Settings(index=tmp_path), VERSION)
    assert engine.count(Everything()) == 12
    assert len(engine.manifest.segments) == 1
    names = {path.name.partition(".")[0] for path in Path(whoosh_of(tmp_path)).iterdir()}
    assert len([name for name in names if name.startswith("MAIN_")]) == 1
