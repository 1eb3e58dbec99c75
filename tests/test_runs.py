"""Rows of terms are found wherever they stand, whether the terms are rare or common."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from engine_fixtures import WORDS, batches, segment, write
from hypothesis import given, settings

from search.engine.generations.storage import Storage
from search.engine.matching.runs import Run, Window, count_run, match_run
from search.engine.matching.tree import count
from search.engine.segments.collection import Collection
from search.engine.segments.segment import Segment, segment_name
from search.query import Word

# One in so many words is this one: documents of the rare are looked up in those of the common.
SHARES = {"的": 2, "a": 4, "b": 8, "新疆": 40, "众创": 300, "空间": 2000}


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    random = np.random.default_rng(3)
    weights = np.array([1 / share for share in SHARES.values()])
    drawn = [
        random.choice(len(SHARES), int(random.integers(400)), p=weights / weights.sum())
        for _ in range(60)
    ]
    return [[[*SHARES][i] for i in words.tolist()] for words in drawn]


@pytest.fixture(scope="module")
def collection(texts: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> Collection:
    place: Path = tmp_path_factory.mktemp("index")
    rows = [{"title": [], "body": words, "chrome": []} for words in texts]
    write(place, [segment(0, rows[:25])], merging=False)
    write(place, [segment(25, rows[25:])], merging=False)
    return opened(place)


def opened(place: Path) -> Collection:
    storage = Storage(place)
    manifest = storage.serving()
    folder = storage.folder(manifest.generation)
    return Collection([Segment(folder, segment_name(e.id), []) for e in manifest.segments])


@pytest.mark.parametrize("first", SHARES)
@pytest.mark.parametrize("second", SHARES)
@pytest.mark.parametrize("third", [None, "a", "众创"])
def test_a_row_is_found_and_counted_wherever_it_stands(
    texts: list[list[str]], collection: Collection, first: str, second: str, third: str | None
) -> None:
    row = (first, second) if third is None else (first, second, third)
    expected = Counter(
        number
        for number, words in enumerate(texts)
        for at in range(len(words))
        if tuple(words[at : at + len(row)]) == row
    )
    field = collection.fields["body"]
    assert match_run(field, Run(row)).tolist() == sorted(expected)
    documents, counts = count_run(field, Run(row))
    assert dict(zip(documents.tolist(), counts.tolist(), strict=True)) == expected


@settings(max_examples=20, deadline=None)
@given(batches)
def test_a_word_is_counted_once_in_a_document_whatever_its_segment_and_zones(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[list[dict[str, list[str]]]]
) -> None:
    place = tmp_path_factory.mktemp("index")
    for number, rows in enumerate(drawn):
        write(place, [segment(10 * number, rows)], merging=False)
    collection = opened(place)
    for word in WORDS:
        having = sum(
            any(word in row[zone] for zone in ("title", "body", "chrome"))
            for rows in drawn
            for row in rows
        )
        assert count(collection, Word(word, (word,), (word,), han=False)) == having


def test_a_row_of_no_terms_is_nowhere(collection: Collection) -> None:
    assert not len(match_run(collection.fields["body"], Run(())))
    assert not len(count_run(collection.fields["body"], Run(()))[0])


def test_a_window_counts_rows_in_its_documents_as_all_are_counted(collection: Collection) -> None:
    field, rows = collection.fields["body"], [("a", "的"), ("新疆", "a", "b"), ("空间", "众创")]
    documents = np.arange(1, collection.size, 3)
    window = Window(field, documents, rows)
    for row in rows:
        found, times = count_run(field, Run(row))
        inside = np.isin(found, documents)
        places, counted = window.count(row, 0)
        assert documents[places].tolist() == found[inside].tolist()
        assert counted.tolist() == times[inside].tolist()
