"""The engine is held to stock Whoosh: the same documents, the same scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from engine_fixtures import VERSION, batches, segment, whoosh_of, write
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh import query as wq
from whoosh.index import open_dir
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from search.engine import Filters, WhooshEngine
from search.engine.ranking.weighing import scored_terms, weight
from search.engine.segments.fields import SCORED_RUNS, SCORED_WORDS, ZONES
from search.query import And, Everything, Node, Not, Or, Pattern, Phrase, Word, leaves
from search.settings import Settings

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
            counted = engine.count(ours)  # before the documents are known
            found = engine.search(ours, Filters(), "relevance", 0, 100)
            mine = {engine.heading(m.document).id for m in found.top}
            assert found.total == len(found.top) == len(mine) == counted == engine.count(ours)
            if theirs is not None:
                having, without = (
                    {hit["id"] for hit in searcher.search(part, limit=None)} for part in theirs
                )
                assert mine == having - without, ours


Idf = Callable[[Searcher, str, bytes], float]


def one_rarity(idf: Idf, searcher: Searcher, field: str, text: bytes) -> float:
    """As rare as in that field of the channel in which it is most frequent."""
    channel = next(names for names in (SCORED_WORDS, SCORED_RUNS) if field in names)
    return min(idf(searcher, name, text) for name in channel)


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
    weighting = BM25F(headline_B=0, headline_runs_B=0)
    weighting.idf = partial(one_rarity, weighting.idf)
    with open_dir(whoosh_of(root)).searcher(weighting=weighting) as searcher:
        for node in SCORED:
            terms = [term for leaf in leaves(node) for term in scored_terms(leaf)]
            scored = [wq.Term(s.field, s.term, boost=weight(s.field, s.term)) for s in terms]
            theirs = {h["id"]: h.score for h in searcher.search(wq.Or(scored), limit=None)}
            for _ in range(3):
                for hit in engine.search(node, Filters(), "relevance", 0, 100).top:
                    wanted = theirs[engine.heading(hit.document).id]
                    assert hit.score == pytest.approx(wanted, abs=1e-6)
