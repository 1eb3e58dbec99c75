"""Marks: what a query is met by, whole, in every script, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS, indexed
from parsing_fixtures import asked

from search import Library, Query
from search.analysis import fold, runs, words
from search.answering.snippets import marks
from search.query import Word

SEED_FILES = sorted(SEEDS.glob("*.txt"))


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, asked(query))]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("新疆維吾爾自治區政府", "自治区", ["自治區"]),
        ("新疆維吾爾自治區", "新疆维吾尔自治区", ["新疆維吾爾自治區"]),
        ("自治 区和自治\n区", "自治区", ["自治 区", "自治\n区"]),
        ("自治\n\n区", "自治区", []),
        ("眾創空間", "众创空间", ["眾創空間"]),
        ("乾县与乾縣", "干县", ["乾县", "乾縣"]),
        ("海岛、岛屿", "岛", ["岛", "岛"]),
        ("Makers of spaces, spacious", "maker space", ["Makers", "spaces"]),
        ("the workspace", "space", []),
        ("dying skies", "die sky", ["dying", "skies"]),
        ("3W Café, ＣＡＦＥ and cafe\u0301s", "cafe", ["Café", "ＣＡＦＥ", "cafe\u0301s"]),
        (
            "3W 13.786 15,596 15,59",
            "3w 13.786 15596",
            ["3W", "13.786", "15,596"],
        ),
        ("共１２，５００人、12，500元和2，500", "12,500", ["１２，５００", "12，500"]),
        ("U.S. and US and Ubuntu", "U.S.", ["U.S.", "US"]),
        ("N.A.S.A. or NASA", "nasa", ["N.A.S.A.", "NASA"]),
        ("S&T, st, S & T", "S&T", ["S&T"]),
        ("e-works, e works; works", "e-works", ["e-works", "e works"]),
        ("zone’s S&T s", "s", ["s"]),
        ("J.K.Rowling, 1,234.5 5", "rowling 5", ["Rowling", "5"]),
        ("zone’s zones", "zone", ["zone", "zones"]),
        ("a maker space, maker’s space", '"maker space"', ["maker space", "maker’s space"]),
        ("makers space", '"maker space"', []),
        ("科技专项\n资金。科技、专项资金", '"科技专项资金"', ["科技专项\n资金"]),
        ("创客maker，创客的maker", '"创客maker"', ["创客maker"]),
        ("3W 店铺", '"3W 店"', ["3W 店"]),
        ("maker of new space", '"maker space"~2', ["maker", "space"]),
        ("maker of the new space", '"maker space"~2', []),
        ("Innovation, innovative, inn", "innov*", ["Innovation", "innovative"]),
        ("colour color colr", "colo*r", ["colour", "color"]),
        ("nation ration", "*ration", ["ration"]),
        ("创新创业", "创*", ["创", "创"]),
        ("Москва, москва", "МОСКВА", ["Москва", "москва"]),
        ("a b c", "-b", []),
        ("新疆", "region:新疆", []),
        ("新疆", "*", []),
    ],
)
def test_what_is_asked_for_is_marked_and_nothing_else(
    text: str, query: str, expected: list[str]
) -> None:
    assert marked(text, query) == expected


def test_a_leaf_is_met_across_the_blocks_of_a_long_text() -> None:
    for offset in range(16380, 16390):
        text = "。" * offset + "自治区" + "。" * 20000 + " maker"
        assert marks(text, asked("自治区 maker"))[0] == (offset, offset + 3)
        assert marked(text, "自治区 maker") == ["自治区", "maker"]


@pytest.mark.parametrize("path", SEED_FILES, ids=lambda path: path.stem)
def test_every_word_of_a_text_is_marked_where_the_analyser_sees_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")[:3000]
    tokens = words(text)
    for token in tokens[::17]:
        slice_ = text[token.start : token.end]
        if fold(slice_).isascii():
            leaf = Word(slice_, (token.text,), (runs(slice_)[0].text,), False)
            expected = [(t.start, t.end) for t in tokens if t.text == token.text]
            assert list(marks(text, (leaf,))) == expected


TEXTS = st.lists(
    st.sampled_from(
        [
            *(
                "众创空间",
                "眾創",
                "空間",
                "自治区",
                "自治",
                "区",
                "的",
                "，",
                "。",
                "\n",
                "\n\n",
                " ",
            ),
            *("maker", "Makers", "space", "spaces’", "e-works", "Café", "15,596", "S&T", "x"),
        ]
    ),
    max_size=30,
).map("".join)


@settings(deadline=None, max_examples=100)
@given(TEXTS, st.sampled_from(["空间", "自治区", "maker", "space", "cafe", "15596", "的", "S&T"]))
def test_every_mark_is_in_range_apart_and_of_the_term(text: str, query: str) -> None:
    (leaf,) = asked(query)
    assert isinstance(leaf, Word)
    end = -1
    for start, stop in marks(text, (leaf,)):
        assert end < start < stop <= len(text)
        end = stop
        shown = text[start:stop]
        if leaf.han:
            closed = "".join(fold(shown).split())
            assert closed == query * (len(closed) // len(query))
        else:
            assert {token.text for token in words(shown)} == set(leaf.words)


@settings(deadline=None, max_examples=100)
@given(TEXTS, st.sampled_from(["空间", "自治区", "自治", "众创空"]))
def test_a_han_word_is_marked_exactly_where_its_bigrams_stand_in_a_row(
    text: str, query: str
) -> None:
    wanted = [token.text for token in runs(query)][:-1]
    tokens = runs(text)
    texts = [token.text for token in tokens]
    starts = [i for i in range(len(texts)) if texts[i : i + len(wanted)] == wanted]
    covered = {tokens[i].start for i in starts}
    found = marks(text, (Word(query, (query,), tuple(wanted), True),))
    assert bool(found) == bool(covered)
    assert all(any(start <= place < end for start, end in found) for place in covered)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80), st.text(max_size=20))
def test_marks_of_any_query_lie_in_any_text(text: str, query: str) -> None:
    for start, end in marks(text, asked(query)):
        assert 0 <= start < end <= len(text)


def test_many_places_where_a_row_of_words_could_begin_change_nothing() -> None:
    text = "maker of " * 200 + "maker space, zone’s " * 200 + "s"
    assert marked(text, '"maker space"') == ["maker space"] * 200
    assert marked(text, '"of maker space"') == ["of maker space"]
    assert marked(text, "s") == ["s"]


@pytest.fixture(scope="module")
def spaces(tmp_path_factory: pytest.TempPathFactory) -> Library:
    documents = {
        "whole.txt": "眾創空間開放\n\n大众创业之后，城里的众创空间开放，国土空间也有规划。\n",
        "parts.txt": "空间规划\n\n这里的空间很大，有人众创，也有人种树。\n",
        "maker.txt": "A hackerspace\n\nThe hackerspace is open.\n",
    }
    return indexed(tmp_path_factory.mktemp("spaces"), documents).open()


def on_page(library: Library, path: str, query: str) -> list[str]:
    hit = next(h for h in library.search(Query(query)).hits if h.path.endswith(path))
    page = library.show(hit.id, query)
    assert [h for s in hit.snippets for h in s.marks]
    return [page.document.clean.text[start:end] for start, end in page.marks]


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("whole.txt", "众创空间", ["眾創空間", "众创空间"]),
        ("whole.txt", "众创空间 OR 空间", ["眾創空間", "众创空间", "空间"]),
        ("parts.txt", "众创空间", ["空间", "空间", "众创"]),
    ],
)
def test_of_a_term_that_stands_in_a_text_only_the_whole_is_marked(
    spaces: Library, path: str, query: str, expected: list[str]
) -> None:
    assert on_page(spaces, path, query) == expected
