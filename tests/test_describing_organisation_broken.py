"""Names that the end of a line breaks, and runs of words that end like a name and are none."""

from __future__ import annotations

import pytest
from organisations_fixtures import ids


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Silica products were made by the firm that is called Hoshine\n"
            "Silicon Industry Co., Ltd. and by others.",
            "Hoshine Silicon Industry Co., Ltd",
        ),
        (
            "The work will also be carried out together with the Public\n"
            "Investment Fund of Saudi Arabia to establish more.",
            "Public Investment Fund of Saudi Arabia",
        ),
        (
            "The goods were looked at in the harbour by officers of U.S. Customs\n"
            "and Border Protection in the morning.",
            "美国海关与边境保护局",
        ),
    ],
)
def test_a_name_that_the_width_of_the_page_broke_is_one(text: str, name: str) -> None:
    assert ids(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Products of Hoshine\nSilicon Valley was told.",
        "金特钢铁是新疆地区的第二大钢铁公司。",
        "共有逾百間美資公司，美資公司的數目及投資額均下跌。",
        "内蒙古加大开发新能源。",
        "美國非政府組織表示關注。",
        "曾與香港不同大學的學者見面。",
        "SENIOR ADMINISTRATION OFFICIAL: Thank you. We met.",
    ],
)
def test_what_counts_or_describes_bodies_names_none(text: str) -> None:
    assert ids(text) == []
