"""Bodies whose names tell nothing, beside a word that says what they are."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.organisations.mentioned import organisations


def ids(text: str) -> set[str]:
    return {value.id for value in organisations(clean(text))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shares of mining conglomerate Vale do Ormo fell by a tenth.", "Vale do Ormo"),
        ("The security firm MessageWall has counted them.", "MessageWall"),
        ("He told the daily Mlada Brana that he would go.", "Mlada Brana"),
        ("That is bad, said a chief economist at Natexa Banques.", "Natexa Banques"),
        ("Paul Miles, chief executive of Wippo, agreed.", "Wippo"),
        ("南韓晶片業者Kuriosa發表新產品。", "Kuriosa"),
    ],
)
def test_what_a_text_calls_a_body_is_one(text: str, name: str) -> None:
    assert name in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "The company President John Miles went home.",
        "A bank Friday cut its rates.",
        "He is an economist at home and a dealer in France.",
        "The airline France spoke of is another one.",
        "這家公司CEO昨天辭職。",
        "The law firms Monday said nothing.",
    ],
)
def test_titles_places_and_days_behind_such_a_word_are_none(text: str) -> None:
    assert not ids(text)


def test_a_body_that_was_said_to_be_one_is_read_wherever_it_is_named() -> None:
    text = clean("Wippo grew.\n\nThe music firm Wippo is small. Nobody but Wippo's owner knew.")
    (value,) = organisations(text)
    assert [text.text[e.start : e.end] for e in value.evidence] == ["Wippo"] * 3
