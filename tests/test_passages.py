"""What is asked in one language and said in one passage of the other."""

from __future__ import annotations

from itertools import chain

import pytest
from index_fixtures import indexed

from search import Library, Query
from search.engine.ranking.passages import WIDTH

QUERY = "companies report pollution data and taxes"
WORDS = ["公司", "报告", "污染", "数据", "税"]
FILLER = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少" * (WIDTH // 10)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    apart = "。".join(chain.from_iterable((FILLER, word + word) for word in WORDS))
    together = "。".join([FILLER] * 3 + ["，".join(WORDS)] + [FILLER] * 3)
    documents = {"apart.txt": f"诗\n\n{apart}。", "together.txt": f"诗\n\n{together}。"}
    return indexed(tmp_path_factory.mktemp("passages"), documents).open()


def test_a_passage_that_has_it_all_comes_before_a_long_text_that_has_it_scattered(
    library: Library,
) -> None:
    hits = library.search(Query(QUERY)).hits
    assert [hit.path for hit in hits] == ["together.txt", "apart.txt"]


def test_few_words_are_near_each_other_by_chance(library: Library) -> None:
    hits = library.search(Query("pollution data")).hits
    assert [hit.path for hit in hits] == ["apart.txt", "together.txt"]


def test_nothing_is_added_where_the_query_has_the_language_of_the_text(library: Library) -> None:
    query = Query(" ".join(WORDS))
    plain = library.search(Query(query.text, expand=False)).hits
    assert [hit.path for hit in library.search(query).hits] == [hit.path for hit in plain]
