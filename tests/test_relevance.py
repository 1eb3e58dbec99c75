"""How good the answers are: judged queries in both languages and scripts, with floors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from math import log
from pathlib import Path
from typing import Any

import pytest
from index_fixtures import Shelf

from search import Library, Query
from search.analysis import runs

HERE = Path(__file__).parent / "relevance"

Ask = Callable[[str], Sequence[str]]


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


DOCUMENTS = lines("documents.jsonl")
QUERIES = lines("queries.jsonl")
FLOORS: dict[str, float] = json.loads((HERE / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    shelf = Shelf(tmp_path_factory.mktemp("relevance"))
    for document in DOCUMENTS:
        shelf.write(f"{document['id']}.txt", f"{document['title']}\n\n{document['text']}\n")
    shelf.update()
    return shelf.open()


def mrr(ask: Ask, wanted: Callable[[dict[str, Any]], str], kinds: str = "") -> float:
    """Mean reciprocal rank, among the first ten, of the one document that is wanted."""
    ranks = []
    for query in QUERIES:
        if kinds in ("", query["kind"]):
            found = list(ask(query["query"]))[:10]
            ranks.append(1 / (1 + found.index(wanted(query))) if wanted(query) in found else 0.0)
    return sum(ranks) / len(ranks)


def own(query: dict[str, Any]) -> str:
    return str(query["relevant"][0])


def twin(query: dict[str, Any]) -> str:
    return str(query["relevant"][1])


def asking(library: Library, expand: bool = True) -> Ask:
    return lambda text: [
        hit.path.removesuffix(".txt") for hit in library.search(Query(text, expand=expand)).hits
    ]


def in_other_language(ask: Ask) -> Ask:
    """Only the answers in the language that was not typed: the list the twin heads."""

    def answers(text: str) -> list[str]:
        other = "zh-" if text.isascii() else "en-"
        return [name for name in ask(text) if name.startswith(other)]

    return answers


def baseline() -> Ask:
    """Plain BM25 over folded bigrams and surface words: what a careful user sets up."""
    texts = {
        d["id"]: Counter(t.text for t in runs(d["title"] + "\n" + d["text"])) for d in DOCUMENTS
    }
    average = sum(sum(c.values()) for c in texts.values()) / len(texts)
    holding = Counter(term for counts in texts.values() for term in counts)

    def score(counts: Counter[str], terms: list[str]) -> float:
        length = 1.2 * (0.25 + 0.75 * sum(counts.values()) / average)
        return sum(
            log(1 + len(texts) / (holding[t] + 0.5)) * counts[t] * 2.2 / (counts[t] + length)
            for t in terms
        )

    def ask(text: str) -> list[str]:
        terms = [token.text for token in runs(text)]
        scores = {name: score(counts, terms) for name, counts in texts.items()}
        return sorted((n for n in scores if scores[n]), key=lambda n: (-scores[n], n))

    return ask


def measures(library: Library) -> dict[str, float]:
    expanded = asking(library)
    others = in_other_language(expanded)
    kinds = sorted({query["kind"] for query in QUERIES})
    return {
        "same language": mrr(expanded, own),
        "twin in one list": mrr(expanded, twin),
        "twin among its language": mrr(others, twin),
        **{f"twin among its language, {kind}": mrr(others, twin, kind) for kind in kinds},
    }


def test_answers_are_as_good_as_they_have_been(library: Library) -> None:
    found = measures(library)
    assert found.keys() == FLOORS.keys()
    assert {name: value for name, value in found.items() if value < FLOORS[name] - 1e-9} == {}


def test_the_plain_baseline_is_beaten(library: Library) -> None:
    plain = baseline()
    assert mrr(asking(library), own) >= mrr(plain, own)
    assert mrr(in_other_language(asking(library)), twin) > 2 * mrr(in_other_language(plain), twin)


def test_expansion_does_not_push_the_document_of_the_typed_language_down(
    library: Library,
) -> None:
    assert mrr(asking(library), own) >= mrr(asking(library, expand=False), own)
