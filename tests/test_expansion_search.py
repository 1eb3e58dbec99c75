"""Cross-language look-up through the public door: what it finds, adds, orders and tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, indexed, marked, paths

from search import Library, Query, Results, Settings, open_index
from search.cli import main
from search.query import SORTS

RELEVANCE = Path(__file__).parent / "relevance" / "own" / "documents.jsonl"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    documents = map(json.loads, RELEVANCE.read_text("utf-8").splitlines())
    return indexed(
        tmp_path_factory.mktemp("expansion"),
        {f"{one['id']}.txt": f"{one['title']}\n\n{one['text']}\n" for one in documents},
    )


@pytest.fixture(scope="module")
def library(shelf: Shelf) -> Library:
    return shelf.open()


def ask(
    library: Library, text: str, *, expand: bool = True, without: tuple[str, ...] = ()
) -> Results:
    return library.search(Query(text, limit=200, expand=expand, without=without))


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


@pytest.fixture(scope="module")
def rendering(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Documents of which one says what a word of no dictionary is in the other language."""
    return indexed(
        tmp_path_factory.mktemp("rendering"),
        {
            "1.txt": "Notes\n\nTeams met for federated distillation (联邦蒸馏) last year.\n",
            "2.txt": "笔记\n\n今年的联邦蒸馏工作。\n",
            "3.txt": "Other notes\n\nfederated distillation once more\n",
        },
    ).open()


def test_what_a_document_renders_in_brackets_finds_others(rendering: Library) -> None:
    results = ask(rendering, "federated distillation")
    assert "2.txt" in paths(results)
    told = {(one.word, one.text): one.source for one in results.expansions}
    assert told["federated distillation", "联邦蒸馏"] == "your documents"
    assert {"1.txt", "3.txt"} <= set(paths(ask(rendering, "联邦蒸馏")))


def test_what_documents_render_is_left_out_when_asked_and_never_quoted(rendering: Library) -> None:
    left = ask(rendering, "federated distillation", without=("联邦蒸馏",))
    assert "联邦蒸馏" not in {one.text for one in left.expansions}
    assert "2.txt" not in paths(ask(rendering, '"federated distillation"'))
    assert "2.txt" not in paths(ask(rendering, "federated distillation", expand=False))


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


def test_a_bad_line_of_the_users_glossary_refuses_no_search(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text("panda\nbear\t大熊猫\n", "utf-8")
    mine = open_index(Settings(index=shelf.settings.index, glossary=file))
    assert "zh-20.txt" in paths(ask(mine, "bear", expand=True))
    (problem,) = mine.problems
    assert "line 1" in str(problem)
    assert [d.text for d in mine.check() if d.kind == "glossary"] == [str(problem)]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """English and Chinese pages about one thing, and pages that have words of them."""
    texts = {
        "new": "A new bridge\n\nThe new bridge over the river was opened on Monday.\n",
        "word": "On language\n\nEvery word of a language was once said for the first time.\n",
        "colour": "Colour in painting\n\nColour matters to the painters of this organisation.\n",
        "color": "The color of the sky\n\nThe color of the sky is blue today.\n",
        "spaces": "Maker spaces open\n\nThree maker spaces and a makerspace opened in town.\n",
        "hackers": "A hackerspace\n\nThe hackerspace has a workshop with many tools.\n",
        "zh": "众创空间开放\n\n三家众创空间和一家创客空间在城里开放，欢迎大家。\n",
        "dynamic": "Dynamic programming\n\nDynamic programming solves a problem by its parts.\n",
        "apart": "A dynamic town\n\nThe programming of the town's festival is dynamic this year.\n",
        "tree": "树\n\n树是一种结构。\n",
        "trees": "树木的养护\n\n这里说的是怎样养护街道旁的树，以及树的种类和树的病害。\n",
    }
    documents = {f"{name}.txt": text for name, text in texts.items()}
    return indexed(tmp_path_factory.mktemp("mixed"), documents).open()


def names(results: Results) -> list[str]:
    return [path.removesuffix(".txt") for path in paths(results)]


def test_part_of_an_alternative_does_not_stand_for_what_was_typed(mixed: Library) -> None:
    assert names(ask(mixed, "新词柠檬")) == []
    assert "new" not in names(ask(mixed, "新词"))


def test_a_word_that_exists_nowhere_is_named_with_expansion_too(mixed: Library) -> None:
    for text in ("bridge river 柠檬", "colour painters lemonade"):
        plain, expanded = ask(mixed, text, expand=False), ask(mixed, text)
        assert [note.code for note in plain.notes] == ["relaxed"]
        assert set(plain.notes) <= set(expanded.notes)


def test_every_rendering_of_a_term_is_found(mixed: Library) -> None:
    assert names(ask(mixed, "众创空间")) == ["zh", "spaces", "hackers"]
    assert "zh" in names(ask(mixed, "maker space"))
    assert "spaces" in names(ask(mixed, "创客"))


@pytest.mark.parametrize(("typed", "other"), [("color", "colour"), ("colour", "color")])
def test_british_and_american_spelling_find_each_other(
    mixed: Library, typed: str, other: str
) -> None:
    results = ask(mixed, typed)
    assert names(results) == [typed, other]
    assert results.hits[1].via == (other,)


def test_neighbouring_words_are_found_as_the_phrase_that_documents_have(mixed: Library) -> None:
    results = ask(mixed, "动态编程")
    assert names(results)[0] == "dynamic"
    assert any(" ".join(e.text.split()).startswith("dynamic prog") for e in results.expansions)


def test_a_word_with_a_capital_is_no_name_where_names_are_unlikely(mixed: Library) -> None:
    assert {"tree", "trees"} <= set(names(ask(mixed, "Tree")))


def test_a_text_that_has_all_that_was_typed_comes_before_what_needs_other_words(
    library: Library,
) -> None:
    for line in RELEVANCE.read_text("utf-8").splitlines():
        document = json.loads(line)
        text = document["text"]
        piece = text[4:24] if document["id"].startswith("zh") else " ".join(text.split()[2:11])
        plain, expanded = ask(library, piece, expand=False), ask(library, piece)
        assert paths(expanded)[0] == paths(plain)[0]


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
@example("company OR -cat")
@example("bank -猫")
@example("学生 OR company")
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


def test_the_shell_names_the_first_bad_line_of_the_glossary_and_searches(
    shelf: Shelf,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text("bear\t大熊猫\n" + "panda\n" * 9, "utf-8")
    monkeypatch.setenv("MULU_GLOSSARY", str(file))
    assert main(["search", "--index", str(shelf.settings.index), "bear"]) == 0
    told = capsys.readouterr()
    assert "zh-20.txt" in told.out
    assert "glossary.tsv, line 2: expected two columns" in told.err
    assert told.err.count("two columns") == 1
    assert "and 8 more of these; mulu check lists them" in told.err


@pytest.fixture(scope="module")
def generic(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Documents that have the usual words of terms, and few that have the terms."""
    return indexed(
        tmp_path_factory.mktemp("generic"),
        {
            "ministry.txt": "Plans\n\nThe Ministry of Science and Technology announced a plan.\n",
            "most.txt": "Notes\n\nMost visitors went to the most advanced place, most of all.\n",
            "company.txt": "Notes\n\nThe company is a business of a well known firm.\n",
            "economic.txt": "Notes\n\nA number of figures shows economic growth.\n",
            "small.txt": "小微企业\n\n小微企业可以减税。\n",
            "work.txt": "笔记\n\n这个项目的方案和计划是一项工作，方法合法。\n",
        },
    ).open()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("科技部", ["ministry.txt"]),
        ("小微企业", ["small.txt"]),
        ("micro and small enterprises", ["small.txt"]),
        ("数字经济", []),
        ("labour law", []),
    ],
)
def test_a_document_with_an_ordinary_part_of_a_term_is_no_answer(
    generic: Library, text: str, wanted: list[str]
) -> None:
    assert paths(ask(generic, text)) == wanted
