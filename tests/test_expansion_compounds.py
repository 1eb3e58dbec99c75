"""Words that some write as one and others with a hyphen find one another."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, ask, indexed, paths
from test_expansion import others

from search.expansion.compounds import compounds, joined

DOCUMENTS = {
    "hyphen": "Ministers agreed on regional co-operation and on start-ups. Send an e-mail.",
    "one": "Ministers agreed on regional cooperation and on startups. Send an email.",
    "chinese": "各部部长同意开展地区合作。",
    "virus": "COVID-19 vaccination has reached the villages.",
    "virus-one": "Covid19 vaccination has reached the towns.",
    "spaces": "The city opened a maker space.",
    "other": "The minister was not able to operate on the line.",
    "air": "Levels of PM 2.5 are high on this day.",
    "air-one": "PM2.5浓度下降。",
    "asked": "Q&A with the mayor, who answered for hours.",
    "asked-apart": "Q & A with the governor, who answered for hours.",
    "book": "Governing the Frontier. ISBN 978-7-5086-4756-2, hardcover.",
    "book-plain": "Governing the Frontier, second copy, ISBN 9787508647562.",
    "old-book": "An older book: ISBN 7-5086-4756-X.",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    texts = {f"{name}.txt": text for name, text in DOCUMENTS.items()}
    return indexed(tmp_path_factory.mktemp("compounds"), texts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("co-operation", {"hyphen", "one", "chinese"}),
        ("cooperation", {"hyphen", "one", "chinese"}),
        ("Co‑operation", {"hyphen", "one", "chinese"}),
        ("COOPERATION", {"hyphen", "one", "chinese"}),
        ("start-up", {"hyphen", "one"}),
        ("email", {"hyphen", "one"}),
        ("COVID-19", {"virus", "virus-one"}),
        ("covid19", {"virus", "virus-one"}),
        ("PM2.5", {"air", "air-one"}),
        ("makerspace", {"spaces"}),
        ("notable", set()),
        ("Q&A", {"asked", "asked-apart"}),
        ("q&a", {"asked", "asked-apart"}),
        ("Q & A", {"asked", "asked-apart"}),
        ("978-7-5086-4756-2", {"book", "book-plain"}),
        ("9787508647562", {"book", "book-plain"}),
        ("750864756X", {"old-book"}),
    ],
)
def test_either_way_to_write_a_word_finds_both(shelf: Shelf, text: str, wanted: set[str]) -> None:
    found = paths(ask(shelf.open(), text, expand=True))
    assert {Path(path).stem for path in found} == wanted


@pytest.mark.parametrize(
    ("text", "chinese"), [("datacenter", "数据中心"), ("subcommittee", "小组委员会")]
)
def test_a_word_written_as_one_is_translated_like_two(text: str, chinese: str) -> None:
    assert chinese in others(text)


@given(st.from_regex(r"[a-z]{1,12}(-[a-z]{1,6}|\d{1,4})?", fullmatch=True))
@settings(deadline=None, max_examples=100)
def test_another_way_to_write_a_word_has_the_same_letters(word: str) -> None:
    assert all(joined(other) == joined(word) and other != word for other in compounds(word))
