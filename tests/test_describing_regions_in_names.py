"""Places whose names are part of other names: of currencies, banks, journals."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.places.regions import regions


def about(text: str) -> set[str]:
    return {value.id for value in regions(clean(text)) if value.role == "about"}


@pytest.mark.parametrize(
    "text",
    [
        "It cost 104 million U.S. dollars.",
        "A loan of five million Hong Kong dollars was paid.",
        "Bank of China lent the money.",
        "【亞洲週刊】本刊訊",
        "中国科学院宣布结果。",
        "中国稀土集团表示满意。",
        "哈尔滨工程大学放假。",
    ],
)
def test_a_text_is_not_about_a_place_that_only_another_name_holds(text: str) -> None:
    assert not about(text)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("The U.S. economy grew.", "US"),
        ("The economy of China grew.", "CN"),
        ("中国企业和华为集团签约。", "CN"),
        ("中国最大的稀土集团盈利。", "CN"),
        ("He studied the history of Asia.", "142"),
    ],
)
def test_a_place_named_for_itself_stays(text: str, id: str) -> None:
    assert id in about(text)
