"""Near-duplicates do not crowd the first page: the best of them stands for the others."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count, takewhile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf
from opencc import OpenCC

from search import Library, Query, Results
from search.engine.ranking.grouping import NEAR, group

SYLLABLES = "众创空间新疆维吾尔自治区科技厅杭州孵化器联盟国发和在云里天地人学生大中小上下山水火风"
COPIES = 12
OTHERS = 15

signatures = st.lists(
    st.one_of(st.sampled_from([0, 7, 8, 15, 255, 240]), st.integers(0, (1 << 64) - 1)), max_size=40
).map(lambda values: np.array(values, np.uint64))

PAGE = Query("海绵城市", limit=10, group=True)


def bits(one: int, other: int) -> int:
    return (one ^ other).bit_count()


@settings(max_examples=100, deadline=None)
@given(signatures, st.integers(0, 10))
def test_every_document_stands_once_and_followers_are_near_their_leader(
    found: np.ndarray, beyond: int
) -> None:
    order = np.arange(len(found) + beyond)[::-1]
    values = dict(zip(order.tolist(), found.tolist(), strict=False))
    kept, behind = group(order, found, lambda one, other: True)
    assert sorted([*kept.tolist(), *(i for many in behind.values() for i in many.tolist())]) == (
        sorted(order.tolist())
    )
    assert kept.tolist() == [i for i in order.tolist() if i in set(kept.tolist())]
    for leader, followers in behind.items():
        assert leader in kept
        for follower in followers.tolist():
            assert follower < leader, "the best of a group leads"
            assert values[leader]
            assert bits(values[leader], values[follower]) <= NEAR
    leaders = [values[i] for i in kept.tolist() if values.get(i)]
    assert all(bits(a, b) > NEAR for n, a in enumerate(leaders) for b in leaders[:n])


def text(seed: int) -> str:
    drawn = random.Random(seed)
    words = ("".join(drawn.choices(SYLLABLES, k=drawn.randint(4, 20))) for _ in range(80))
    return f"第{seed}号\n\n海绵城市，" + "，".join(words) + "。"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    shelf = Shelf(tmp_path_factory.mktemp("grouping"))
    convert = OpenCC("s2t").convert
    story = text(1000) + "海绵城市。" * 3
    for number in range(COPIES):
        copy = story.replace("第1000号", f"第{2000 + number}号")
        shelf.write(f"copy{number:02}.txt", convert(copy) if number % 2 else copy)
    for number in range(OTHERS):
        shelf.write(f"other{number:02}.txt", text(number))
    shelf.update()
    return shelf.open()


def pages(library: Library, query: Query) -> Iterator[Results]:
    """All pages that have hits."""
    numbered = (
        library.search(Query(query.text, limit=query.limit, page=page, group=query.group))
        for page in count(1)
    )
    return takewhile(lambda results: results.hits, numbered)


def names(results: Results) -> list[str]:
    """The paths of the hits, each followed by those that it stands for."""
    return [path for hit in results.hits for path in (hit.path, *(d.path for d in hit.duplicates))]


def test_near_duplicates_take_one_place_of_the_first_page(library: Library) -> None:
    results = library.search(PAGE)
    assert len(results.hits) == 10
    assert results.total == COPIES + OTHERS
    copies = [hit for hit in results.hits if hit.path.startswith("copy")]
    assert len(copies) == 1
    assert len(copies[0].duplicates) == results.grouped == COPIES - 1
    assert {duplicate.path[:4] for duplicate in copies[0].duplicates} == {"copy"}


def test_what_a_hit_stands_for_can_be_opened(library: Library) -> None:
    leader = next(h for h in library.search(PAGE).hits if h.duplicates)
    for duplicate in leader.duplicates:
        document = library.show(duplicate.id).document
        assert (document.source.path, document.metadata.title.name) == (
            duplicate.path,
            duplicate.title,
        )


@pytest.mark.parametrize("limit", [1, 4, 10, COPIES + OTHERS - 1])
def test_pages_hold_every_document_once(library: Library, limit: int) -> None:
    found = list(pages(library, Query("海绵城市", limit=limit, group=True)))
    seen = [name for results in found for name in names(results)]
    assert len(seen) == len(set(seen)) == COPIES + OTHERS
    assert {results.pages for results in found} == {len(found)}
    assert all(len(results.hits) == limit for results in found[:-1])
    scores = [hit.score for results in found for hit in results.hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("limit", [1, 2, 10])
def test_the_very_same_text_takes_one_place_even_where_all_fit_on_a_page(
    shelf: Shelf, limit: int
) -> None:
    story = text(7)
    shelf.write("one.txt", story)
    shelf.write("below/other.txt", story)
    shelf.write("traditional.txt", OpenCC("s2t").convert(story))
    shelf.write("else.txt", story.replace("海绵城市", "海绵城市试点"))
    shelf.update()
    library = shelf.open()
    found = [hit for r in pages(library, Query("海绵城市", limit=limit)) for hit in r.hits]
    groups = [{hit.path, *(d.path for d in hit.duplicates)} for hit in found]
    assert any({"one.txt", "below/other.txt", "traditional.txt"} <= group for group in groups)
    assert len(library.search(Query("海绵城市", group=False)).hits) == 4


@pytest.mark.parametrize(
    "query",
    [
        Query("海绵城市", limit=200, group=True),
        Query("海绵城市", limit=10, group=False),
        Query("海绵城市", limit=10, sort="newest", group=True),
        Query("*", limit=10, group=True),
        Query(limit=10, group=True),
    ],
    ids=["a page for all", "not wanted", "by date", "everything", "no words"],
)
def test_documents_stand_apart_where_nothing_is_crowded(library: Library, query: Query) -> None:
    results = library.search(query)
    assert results.grouped == 0
    assert not any(hit.duplicates for hit in results.hits)


def test_the_order_without_groups_is_the_ranking(library: Library) -> None:
    apart = library.search(Query("海绵城市", limit=200, group=False)).hits
    best = {hit.path[:4]: hit.path for hit in reversed(apart)}
    together = [hit for results in pages(library, PAGE) for hit in results.hits]
    left = [hit for hit in apart if hit.path[:4] == "othe" or hit.path == best["copy"]]
    assert [(hit.path, hit.score) for hit in together] == [(hit.path, hit.score) for hit in left]


def test_the_answer_names_groups_for_programs(library: Library) -> None:
    plain = library.search(PAGE).as_json()
    assert plain["grouped"] == COPIES - 1
    leader = next(hit for hit in plain["hits"] if hit["duplicates"])
    assert {frozenset(one) for one in leader["duplicates"]} == {
        frozenset({"id", "path", "title", "language", "script", "date"})
    }
