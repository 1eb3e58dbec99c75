"""No kind of query that is drawn from a text finds it worse than plain BM25 over bigrams does.

`drawn.json` holds the floor of each kind over all sets (MRR@10), and by how much Mulu is behind
the plain engine where it is: both may only get better. Both scripts of every query, judged or
drawn, have the same answer in the same order.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from opencc import OpenCC
from relevance.drawing import drawn
from relevance.judged import Document, Judged, read
from relevance.measure import Plain, asking, build, reciprocal_rank

from search import Library, Query

HERE = Path(__file__).parent / "relevance"
KNOWN: dict[str, dict[str, float]] = json.loads((HERE / "drawn.json").read_text("utf-8"))
FOLDERS = sorted(path.parent.name for path in HERE.glob("*/queries.jsonl"))
MOST = 15  # of a kind and half: what is asked takes half a minute
# What two engines may differ by without meaning: of a hundred queries one that comes second
# instead of first; of fewer also one.
NOISE = 0.005

ALL = "all: "

Shelf = tuple[list[Document], list[Judged], Library]
Pair = tuple[float, float, int]


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shelf]:
    """The documents, the queries drawn from them and the library of each folder."""
    found: dict[str, Shelf] = {}
    for name in FOLDERS:
        documents, _ = read(HERE / name)
        library = build(documents, tmp_path_factory.mktemp(name), workers=1)
        found[name] = documents, drawn(documents, MOST), library
    return found


@pytest.fixture(scope="module")
def reached(shelves: dict[str, Shelf]) -> dict[str, Pair]:
    """What both engines reach on each set and kind, and on a kind in all sets."""
    ranks: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, (documents, queries, library) in shelves.items():
        ways = asking(library, documents), Plain(documents)
        for judged in queries:
            both = reciprocal_rank(ways[0], judged), reciprocal_rank(ways[1], judged)
            ranks[f"{name}: {judged.set}"].append(both)
            ranks[f"{ALL}{judged.set}"].append(both)
    return {
        key: (
            sum(m for m, _ in found) / len(found),
            sum(p for _, p in found) / len(found),
            len(found),
        )
        for key, found in ranks.items()
    }


def test_texts_are_found_by_their_pieces_as_well_as_they_have_been(
    reached: dict[str, Pair],
) -> None:
    found = {key.removeprefix(ALL): m for key, (m, _, _) in reached.items() if key.startswith(ALL)}
    assert found.keys() == KNOWN["floors"].keys()
    assert {key: m for key, m in found.items() if m < KNOWN["floors"][key] - 1e-9} == {}


def test_the_plain_engine_is_ahead_of_no_kind_but_the_known_ones(
    reached: dict[str, Pair],
) -> None:
    behind = {
        key: plain - mulu
        for key, (mulu, plain, number) in reached.items()
        if plain - mulu > max(NOISE, 0.5 / number) + 1e-9
    }
    assert {key: by for key, by in behind.items() if by > KNOWN["behind"].get(key, 0)} == {}


def test_what_is_known_to_be_behind_is_told() -> None:
    told = (HERE / "README.md").read_text("utf-8")
    assert [key for key in KNOWN["behind"] if key.split(": ")[1] not in told] == []


@pytest.mark.parametrize("config", ["s2t", "t2s"])
def test_a_query_in_the_other_script_finds_the_same_in_the_same_order(
    shelves: dict[str, Shelf], config: str
) -> None:
    convert = OpenCC(config).convert
    asked, differing = 0, []
    for name, (_, queries, library) in shelves.items():
        judged = [*read(HERE / name)[1], *queries]
        for text in dict.fromkeys(one.query for one in judged):
            if convert(text) != text:
                asked += 1
                if answer(library, text) != answer(library, convert(text)):
                    differing.append(text)
    assert asked > 500
    assert differing == []


def answer(library: Library, text: str) -> tuple[int, list[str]]:
    """How many documents there are and which come first."""
    results = library.search(Query(text, group=False))
    return results.total, [hit.id for hit in results.hits]
