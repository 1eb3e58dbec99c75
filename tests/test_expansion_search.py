"""Cross-language look-up through the public door: what it finds, adds, orders and tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, paths

from search import DataError, Library, Query, Results, Settings, open_index
from search.query import SORTS

RELEVANCE = Path(__file__).parent / "relevance" / "documents.jsonl"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("expansion"))
    for line in RELEVANCE.read_text("utf-8").splitlines():
        document = json.loads(line)
        shelf.write(f"{document['id']}.txt", f"{document['title']}\n\n{document['text']}\n")
    shelf.update()
    return shelf


@pytest.fixture(scope="module")
def library(shelf: Shelf) -> Library:
    return shelf.open()


def ask(
    library: Library, text: str, *, expand: bool = True, without: tuple[str, ...] = ()
) -> Results:
    return library.search(Query(text, limit=200, expand=expand, without=without))


def marked(results: Results) -> set[str]:
    return {s.text[a:b] for hit in results.hits for s in hit.snippets for a, b in s.marks}


def test_an_english_query_finds_the_chinese_document_and_says_through_what(
    library: Library,
) -> None:
    results = ask(library, "maker space")
    english, chinese = results.hits[:2]
    assert (english.path, english.via) == ("en-08.txt", ())
    assert (chinese.path, "众创空间" in chinese.via) == ("zh-08.txt", True)
    assert "众创空间" in marked(results)


def test_every_alternative_is_told_with_its_word_source_and_weight(library: Library) -> None:
    told = ask(library, "refugees Africa").as_json()["expansions"]
    assert {"word": "Africa", "text": "非洲", "source": "gazetteer", "weight": 1.0} in told
    assert all(set(one) == {"word", "text", "source", "weight"} for one in told)


def test_without_expansion_only_what_was_typed_is_found(library: Library) -> None:
    results = ask(library, "maker space", expand=False)
    assert (paths(results), results.expansions) == (["en-08.txt"], ())


def test_one_alternative_can_be_left_out(library: Library) -> None:
    texts = {e.text for e in ask(library, "refugees").expansions}
    assert "难民" in texts
    assert ask(library, "refugees", without=("难民",)).expansions == ()
    assert "zh-06.txt" not in paths(ask(library, "refugees", without=("難民",)))


def test_a_quoted_phrase_is_never_cross_language(library: Library) -> None:
    results = ask(library, '"maker space"')
    assert (paths(results), results.expansions) == (["en-08.txt"], ())


def test_a_negated_word_rules_out_only_itself(library: Library) -> None:
    assert "zh-06.txt" in paths(ask(library, "非洲 -Africa"))


def test_words_of_a_title_are_looked_up_in_titles_only(library: Library) -> None:
    assert paths(ask(library, "title:photosynthesis")) == ["en-22.txt", "zh-22.txt"]
    assert "zh-06.txt" in paths(ask(library, "title:refugees"))
    assert "zh-06.txt" not in paths(ask(library, "title:malnourished"))


def test_taiwan_and_mainland_words_find_each_other(library: Library) -> None:
    assert "zh-07.txt" in paths(ask(library, "软件"))
    assert "zh-12.txt" in paths(ask(library, "笔记本电脑 操作系统"))


def test_the_users_glossary_is_used(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text("bear\t大熊猫\n", "utf-8")
    mine = open_index(Settings(index=shelf.settings.index, glossary=file))
    results = ask(mine, "bear")
    assert [(e.text, e.source) for e in results.expansions] == [("大熊猫", "your glossary")]
    assert "zh-20.txt" in paths(results)


def test_a_broken_glossary_is_named_when_the_index_is_opened(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text("bear\n", "utf-8")
    with pytest.raises(DataError, match="line 1"):
        open_index(Settings(index=shelf.settings.index, glossary=file))


WORDS = """company students maker space 公司 学生 难民 Trump UN bank 银行 colour cat 猫 the 软件
合同 contract -cat -猫 OR"""
queries = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(queries)
def test_expansion_never_loses_a_document_that_has_what_was_typed(
    library: Library, text: str
) -> None:
    strict = ask(library, text, expand=False)
    if not any(note.code == "relaxed" for note in strict.notes):
        assert set(paths(strict)) <= set(paths(ask(library, text)))


@settings(max_examples=60, deadline=None)
@given(queries)
def test_documents_that_have_what_was_typed_keep_their_order(library: Library, text: str) -> None:
    strict = ask(library, text, expand=False)
    if not any(note.code == "relaxed" for note in strict.notes):
        known = set(paths(strict))
        assert [p for p in paths(ask(library, text)) if p in known] == paths(strict)


@settings(max_examples=60, deadline=None)
@given(queries, st.sampled_from(SORTS))
def test_what_a_hit_was_found_through_is_among_the_expansions(
    library: Library, text: str, sort: str
) -> None:
    results = library.search(Query(text, sort=sort, limit=200))  # type: ignore[arg-type]
    told = {e.text for e in results.expansions}
    assert {text for hit in results.hits for text in hit.via} <= told
