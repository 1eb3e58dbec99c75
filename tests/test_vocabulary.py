"""The vocabulary of an index: counts, words spelt alike, words that go on from a prefix."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine.arrays.postings import SegmentData, invert
from search.engine.segments.collection import Collection
from search.engine.segments.fields import KEYWORD_FIELDS, TEXT_FIELDS
from search.engine.segments.pairs import spelt
from search.engine.segments.segment import Segment
from search.engine.vocabulary import Vocabulary
from search.engine.writing.segment_writer import write_segment

WORDS = ["urumqi", "urumchi", "rumba", "maker", "makers", "mkaer", "a", "ab", "ba", "3w", "众创"]
texts = st.lists(st.sampled_from(WORDS) | st.text("abc", min_size=1, max_size=5), max_size=8)


def vocabulary(folder: Path, *segments: list[list[str]]) -> Vocabulary:
    """Segments of documents, each of which is the list of words in its body."""
    made = []
    for number, documents in enumerate(segments):
        rows = [{"id": [str(i)], "body_runs": words} for i, words in enumerate(documents)]
        fields = {name: invert(rows, name, positional=True) for name in TEXT_FIELDS}
        fields |= {name: invert(rows, name, positional=False) for name in (*KEYWORD_FIELDS, "id")}
        data = SegmentData(
            size=len(rows),
            fields=fields,
            columns={"key": np.arange(len(rows), dtype=np.uint64)},
            records=[(b"", b"", b"")] * len(rows),
        )
        write_segment(folder, f"s{number}", data)
        made.append(Segment(folder, f"s{number}", []))
    return Vocabulary(Collection(made))


def slips(a: str, b: str) -> int:
    """The optimal string alignment distance, as the textbook has it."""
    table = [[i + j if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1,
                table[i][j - 1] + 1,
                table[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(
    segments=st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=3),
    word=st.sampled_from([w for w in WORDS if w.isascii()]) | st.text("abc", min_size=1),
    distance=st.integers(1, 2),
    least=st.integers(1, 4),
)
@settings(max_examples=90, deadline=None)
def test_near_words_are_those_within_the_distance_with_their_documents_counted(
    tmp_path_factory: pytest.TempPathFactory,
    segments: list[list[list[str]]],
    word: str,
    distance: int,
    least: int,
) -> None:
    words = vocabulary(tmp_path_factory.mktemp("v"), *segments)
    found = words.near(word, distance, most=999, least=least)
    documents = Counter(w for s in segments for words in s for w in set(words))
    expected = {
        (known, count, slips(word, known))
        for known, count in documents.items()
        if known[0] in "abcdefghijklmnopqrstuvwxyz"
        and slips(word, known) <= distance
        and count >= least
    }
    assert {tuple(entry) for entry in found} == expected
    assert [e.distance for e in found] == sorted(e.distance for e in found)


def test_the_nearest_word_comes_before_the_commonest(tmp_path: Path) -> None:
    words = vocabulary(tmp_path, [["makes"], ["makers", "mater"], ["makers"], ["mater"], ["mater"]])
    assert [e.term for e in words.near("maker", 1)] == ["mater", "makers", "makes"]
    assert [e.term for e in words.near("makerz", 2)] == ["makers", "mater", "makes"]
    assert [e.term for e in words.near("maker", 1, most=1)] == ["mater"]


def test_what_is_not_latin_has_no_near_words(tmp_path: Path) -> None:
    words = vocabulary(tmp_path, [["众创", "abc"]])
    assert words.near("众创", 2) == []
    assert words.near("", 2) == []


def test_an_empty_index_has_no_near_words(tmp_path: Path) -> None:
    assert vocabulary(tmp_path, [[]]).near("maker", 2) == []
    assert vocabulary(tmp_path).near("maker", 2) == []


def test_terms_of_a_prefix_come_the_commonest_first(tmp_path: Path) -> None:
    words = vocabulary(tmp_path, [["众创", "众人"], ["众创", "中"]], [["众人", "众创"]])
    assert [(e.term, e.documents) for e in words.starting("众")] == [("众创", 3), ("众人", 2)]
    assert [e.term for e in words.starting("众", most=1)] == ["众创"]
    assert words.starting("x") == []
    assert words.count("众创") == 3
    assert words.count("众") == 0


def test_pairs_are_han_bigrams_the_commonest_first(tmp_path: Path) -> None:
    words = vocabulary(
        tmp_path, [["众创", "创", "abc", "ab", "众abc"], ["空间", "众创"]], [["空间", "众创"]]
    )
    pairs, documents = words.pairs(9)
    assert [*zip(spelt(pairs), documents.tolist(), strict=True)] == [("众创", 3), ("空间", 2)]
    assert spelt(words.pairs(1)[0]) == ["众创"]
    assert spelt(vocabulary(tmp_path / "none").pairs(1)[0]) == []


@settings(max_examples=30)
@given(
    segments=st.lists(
        st.lists(st.lists(st.text("众创空𠀀a", min_size=1, max_size=3), max_size=8), min_size=1),
        min_size=1,
        max_size=3,
    ),
    character=st.sampled_from("众创空𠀀间a"),
)
def test_the_neighbours_of_a_character_are_those_of_the_terms(
    tmp_path_factory: pytest.TempPathFactory, segments: list[list[list[str]]], character: str
) -> None:
    words = vocabulary(tmp_path_factory.mktemp("v"), *segments)
    before = np.array([ord(one) for one in "众创空间"])
    following, preceding = words.following(character), words.preceding(character, before)
    for one, number in zip("众创空间", preceding.tolist(), strict=True):
        assert number == (0 if character in "𠀀a" else words.count(one + character))
        assert following[ord(one)] == (0 if character in "𠀀a" else words.count(character + one))


def test_of_two_sets_of_characters_those_are_known_that_stand_side_by_side(tmp_path: Path) -> None:
    words = vocabulary(tmp_path, [["众创", "空间"], ["众创", "创众"]], [["众人"]])
    assert words.side_by_side("众空𠀀", "创间人𠀀") == {"众创": 2, "空间": 1, "众人": 1}
    assert words.side_by_side("", "创") == words.side_by_side("众", "") == {}
