"""How good the answers are: judged queries in both languages and scripts, with floors."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from relevance.judged import Document, Judged, read
from relevance.measure import Ask, Plain, asking, build, mean_reciprocal_rank

from search import Library, Query

HERE = Path(__file__).parent / "relevance"
FLOORS: dict[str, float] = json.loads((HERE / "floors.json").read_text("utf-8"))
FOLDERS = sorted(path.parent.name for path in HERE.glob("*/queries.jsonl"))
# The same questions over the same passages, in the other script.
SCRIPTS = {
    "questions, zh-Hant for zh-Hans": "questions, zh-Hans",
    "questions, zh-Hans for zh-Hant": "questions, zh-Hant",
}

Shelf = tuple[Sequence[Document], Sequence[Judged], Library]


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Shelf]:
    """Each folder's documents, queries and library, built once."""

    @cache
    def shelf(folder: str) -> Shelf:
        documents, queries = read(HERE / folder)
        return documents, queries, build(documents, tmp_path_factory.mktemp(folder), workers=1)

    return shelf


@pytest.fixture(scope="module")
def found(shelves: Callable[[str], Shelf]) -> dict[str, float]:
    """What Mulu reaches on each set, and of the answers in the other language in one list."""
    measured: dict[str, float] = {}
    for folder in FOLDERS:
        documents, queries, library = shelves(folder)
        everything = asking(library, documents, one_list=True)
        for name, asked in by_set(queries).items():
            measured[name] = mean_reciprocal_rank(asking(library, documents), asked)
            if asked[0].language:
                measured[f"{name}, one list"] = mean_reciprocal_rank(everything, asked)
    return measured


def by_set(queries: Sequence[Judged]) -> dict[str, list[Judged]]:
    """The queries that are measured together."""
    sets: dict[str, list[Judged]] = defaultdict(list)
    for judged in queries:
        sets[judged.set].append(judged)
    return sets


def test_answers_are_as_good_as_they_have_been(found: dict[str, float]) -> None:
    assert found.keys() == FLOORS.keys()
    assert {name: value for name, value in found.items() if value < FLOORS[name] - 1e-9} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_plain_bigrams_are_beaten_or_equalled_on_every_set(
    folder: str, shelves: Callable[[str], Shelf], found: dict[str, float]
) -> None:
    documents, queries, _ = shelves(folder)
    plain: Ask = Plain(documents)
    reached = {name: mean_reciprocal_rank(plain, asked) for name, asked in by_set(queries).items()}
    assert {name: value for name, value in reached.items() if found[name] < value} == {}


@pytest.mark.parametrize("name", SCRIPTS)
def test_both_scripts_of_a_question_are_answered_equally_well(
    name: str, found: dict[str, float]
) -> None:
    assert found[name] == pytest.approx(found[SCRIPTS[name]], abs=0.005)


@pytest.mark.parametrize("folder", FOLDERS)
def test_expansion_does_not_push_the_document_of_the_typed_language_down(
    folder: str, shelves: Callable[[str], Shelf], found: dict[str, float]
) -> None:
    documents, queries, library = shelves(folder)
    plain = asking(library, documents, expand=False)
    for name, asked in by_set(queries).items():
        if not asked[0].language:
            assert found[name] >= mean_reciprocal_rank(plain, asked) - 0.01, name


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_run_of_a_chinese_text_finds_it(folder: str, shelves: Callable[[str], Shelf]) -> None:
    documents, _, library = shelves(folder)
    for number, document in enumerate(documents):
        if document.language == "zh":
            middle = len(document.text) // 2
            for run in re.findall("[一-鿿]{2,8}", document.text[middle:])[:2]:
                query = Query(f'"{run}"', limit=200, expand=False, group=False)
                hits = library.search(query).hits
                assert f"{number}.txt" in {hit.path for hit in hits}, run
