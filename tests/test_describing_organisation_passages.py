"""Organisations in annotated texts and in any text: how well, where, in either script."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS
from organisations_fixtures import ids, surfaces

from search.analysis import fold
from search.cleaning import clean
from search.describing.organisations.mentioned import organisations
from search.document import CleanText

FILES = Path(__file__).parent / "files" / "organisations"


class Passage(NamedTuple):
    text: str
    required: frozenset[str]
    optional: frozenset[str]


@cache
def passages(language: str) -> tuple[Passage, ...]:
    """Texts of our own: 【…】 marks what must be found, 〔…〕 what may be."""
    lines = (FILES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(passage(json.loads(line)["marked"]) for line in lines)


def passage(marked: str) -> Passage:
    required = frozenset(fold(name) for name in re.findall("【([^】]+)】", marked))
    optional = frozenset(fold(name) for name in re.findall("〔([^〕]+)〕", marked))
    return Passage(re.sub("[【】〔〕]", "", marked), required, optional)


@pytest.mark.parametrize(
    ("language", "precision", "recall"), [("chinese", 0.95, 0.92), ("english", 0.97, 0.94)]
)
def test_names_in_annotated_passages_are_found_exactly(
    language: str, precision: float, recall: float
) -> None:
    right = found = wanted = 0
    for text, required, optional in passages(language):
        names = surfaces(text, organisations(CleanText(text)))
        right += len(names & required)
        found += len(names - optional)
        wanted += len(required)
    assert right / found >= precision
    assert right / wanted >= recall


def plain(name: str) -> str:
    return " ".join(fold(name).replace("’", "'").casefold().split())


def test_organisations_of_the_seeds_reach_the_bar() -> None:
    gold = json.loads((FILES / "seeds.json").read_text(encoding="utf-8"))
    right = missed = wrong = 0
    for number, answer in gold.items():
        path = next(SEEDS.glob(f"{number}*"))
        text = clean(path.read_text(encoding="utf-8"))
        predicted = [
            {plain(value.id), plain(value.name)} | {plain(n) for n in surfaces(text.text, (value,))}
            for value in organisations(text, answer["title"])
        ]
        required = [{plain(form) for form in forms} for forms in answer["required"]]
        allowed = required + [{plain(form) for form in forms} for forms in answer["optional"]]
        hits = [any(names & forms for names in predicted) for forms in required]
        right += sum(hits)
        missed += len(hits) - sum(hits)
        wrong += sum(not any(names & forms for forms in allowed) for names in predicted)
    assert 2 * right / (2 * right + missed + wrong) >= 0.89


@settings(deadline=None)
@given(st.sampled_from(passages("chinese") + passages("english")))
def test_evidence_stands_where_it_says_and_begins_with_the_name(given_: Passage) -> None:
    for value in organisations(CleanText(given_.text)):
        first = value.evidence[0]
        assert given_.text[first.start : first.end] == value.name
        assert all(0 <= e.start < e.end <= len(given_.text) for e in value.evidence)
        assert all(e.rule for e in value.evidence)


@settings(deadline=None)
@given(st.sampled_from(passages("chinese")))
def test_twins_in_the_two_scripts_have_the_same_organisations(given_: Passage) -> None:
    to_traditional = opencc.OpenCC("s2t")
    twin = "".join(to_traditional.convert(character) for character in given_.text)
    assert ids(twin) == ids(given_.text)


FRAGMENTS = [
    "中国",
    "清华大学",
    "国务院",
    "公司",
    "省",
    "科技厅",
    "（",
    "）",
    "新疆",
    "Co",
    "of ",
    "and ",
    "University ",
    "'s ",
    ",",
]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from([*FRAGMENTS, " ", "\n"])).map("".join))
def test_any_text_gives_organisations_with_ids_and_names_or_none(text: str) -> None:
    for value in organisations(CleanText(text), text[:9]):
        assert value.id
        assert value.name


@pytest.mark.parametrize(
    "unit", ["公司", "Co ", "and A ", "（", "University of ", "新疆科技厅", "A's ", "(A) ", "省委"]
)
def test_a_long_text_of_one_word_is_read_to_its_end(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    assert len(organisations(CleanText(text))) < 10_000
