"""Amounts as terms: the order of terms is that of values, and typed ranges find them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.describing.figures.amounts import bounds, terms
from search.document import Figure


def _found(typed: str, value: float, unit: str = "CNY") -> bool:
    ends = bounds(typed)
    assert ends is not None
    return any(ends[0] <= term < ends[1] for term in terms(Figure(value, unit, "", "", "")))


@pytest.mark.parametrize(
    ("typed", "value", "unit", "found"),
    [
        (">1e9", 1.924e9, "CNY", True),
        (">1e9", 1e9, "CNY", False),
        (">=1e9", 1e9, "CNY", True),
        (">1e9USD", 1.924e9, "CNY", False),
        (">10亿元", 1.924e9, "CNY", True),
        ("8500万元", 85e6, "CNY", True),
        ("8500萬元", 85e6, "CNY", True),
        ("8500万元", 85e6, "USD", False),
        ("＜100", 99.5, "%", True),
        ("<100", 100, "%", False),
        ("<=100", 100, "%", True),
        ("1e6..5e6", 5e6, "CNY", True),
        ("1e6..5e6", 5.1e6, "CNY", False),
        ("..5000000元", 1, "CNY", True),
        ("100m2..", 120300, "m2", True),
        ("100m2..", 120300, "km2", False),
        ("1亿..2亿元", 1.5e8, "CNY", True),
        ("<0%", -3.5, "%", True),
        ("<0%", 3.5, "%", False),
        (">-5%", -3.5, "%", True),
        ("-5%..-1%", -3.5, "%", True),
        ("-5%..5%", -3.5, "%", True),
        ("..5%", -3.5, "%", True),
        ("-3%..5%", -3.5, "%", False),
    ],
)
def test_a_typed_range_finds_what_lies_in_it(
    typed: str, value: float, unit: str, found: bool
) -> None:
    assert _found(typed, value, unit) is found


@pytest.mark.parametrize(
    ("typed", "value", "unit", "found"),
    [
        ("约39亿美元", 3.9e9, "USD", True),
        ("約為9.4億美元", 9.4e8, "USD", True),
        ("人民幣4100餘萬元", 4.1e7, "CNY", True),
        ("人民幣4100餘萬元", 9e7, "CNY", False),
        ("500亿元左右", 5e10, "CNY", True),
        ("接近500亿美元", 4e10, "USD", False),
        ("超过10亿元", 2e9, "CNY", True),
        ("over $5 million", 4e6, "USD", False),
        ("more than NT$1 trillion", 1e12, "TWD", True),
        ("under $800", 700, "USD", True),
        ("under $800", 900, "USD", False),
        ("不足25%", 25, "%", True),
        ("up to $8.5B", 8.5e9, "USD", True),
        ("20至50元", 20, "CNY", True),
        ("20至50元", 51, "CNY", False),
        ("10% to 25%", 25, "%", True),
    ],
)
def test_an_amount_may_be_typed_as_a_text_writes_it(
    typed: str, value: float, unit: str, found: bool
) -> None:
    assert _found(typed, value, unit) is found


@pytest.mark.parametrize("typed", ["", "..", ">", "much", "5e6..1e6", "1m2..5km2", ">5 parsecs"])
def test_what_is_no_range_is_refused(typed: str) -> None:
    assert bounds(typed) is None


@settings(max_examples=100, deadline=None)
@given(st.floats(-1e14, 1e14), st.floats(-1e14, 1e14))
def test_the_order_of_terms_is_that_of_values(a: float, b: float) -> None:
    a, b = round(a, 2), round(b, 2)
    first, second = (terms(Figure(value, "CNY", "", "", "")) for value in (a, b))
    assert (a < b) == (first[0] < second[0]) == (first[1] < second[1])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_any_typed_text_is_a_range_or_none(text: str) -> None:
    ends = bounds(text)
    assert ends is None or ends[0] < ends[1]
