"""Titles in order: letters without case, Chinese characters by how they are read."""

from __future__ import annotations

import pytest

from search.analysis.data import content
from search.updating.compile import text
from search.updating.romanising import sort_key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("众创空间", b"zhongchuangkongjian"),
        ("眾創空間", b"zhongchuangkongjian"),
        ("绿色", b"lvse"),
        ("Ürümqi, 新疆", b"urumqi xinjiang"),
        ("𠀀", b"he"),
        ("—", b"~"),
        ("", b"~"),
    ],
)
def test_a_title_is_put_where_it_is_spelled(title: str, key: bytes) -> None:
    assert sort_key(title) == key


def test_the_compiled_readings_are_those_of_pypinyin() -> None:
    """Otherwise run: python -m search.updating.compile."""
    assert content("readings.tsv") == text()
