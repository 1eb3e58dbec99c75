"""The Chinese calendar: new year days as almanacs print them, and months that follow each other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.describing.dates.lunar import FIRST, LAST, solar_day


@pytest.mark.parametrize(
    ("lunar", "expected"),
    [
        ((1949, 1, 1), date(1949, 1, 29)),
        ((1976, 1, 1), date(1976, 1, 31)),
        ((1985, 1, 1), date(1985, 2, 20)),
        ((2000, 1, 1), date(2000, 2, 5)),
        ((2008, 1, 1), date(2008, 2, 7)),
        ((2016, 1, 1), date(2016, 2, 8)),
        ((2024, 1, 1), date(2024, 2, 10)),
        ((2033, 1, 1), date(2033, 1, 31)),
        ((2015, 8, 15), date(2015, 9, 27)),
        ((2015, 12, 8), date(2016, 1, 17)),
        ((2020, 5, 5), date(2020, 6, 25)),
    ],
)
def test_a_lunar_day_is_the_day_of_the_almanac(lunar: tuple[int, int, int], expected: date) -> None:
    assert solar_day(*lunar) == expected


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2014, 9, date(2014, 10, 24)), (2020, 4, date(2020, 5, 23)), (2033, 11, date(2033, 12, 22))],
)
def test_leap_months_stand_where_the_almanac_has_them(year: int, month: int, day: date) -> None:
    assert solar_day(year, month, 1, leap=True) == day
    assert solar_day(year, month % 12 + 1, 1, leap=True) is None


def test_years_of_other_meridians_and_days_that_are_not_there_are_left_out() -> None:
    assert solar_day(FIRST - 1, 1, 1) is None
    assert solar_day(LAST + 1, 1, 1) is None
    assert solar_day(2016, 13, 1) is None
    assert solar_day(2016, 1, 31) is None


def test_a_month_whose_new_moon_is_at_midnight_is_left_out() -> None:
    assert solar_day(1978, 8, 15) is None


@given(st.integers(FIRST, LAST), st.integers(1, 12), st.integers(1, 28))
@settings(max_examples=100, deadline=None)
def test_days_of_a_month_follow_each_other(year: int, month: int, day: int) -> None:
    first, next_day = solar_day(year, month, day), solar_day(year, month, day + 1)
    if first and next_day:
        assert next_day == first + timedelta(days=1)
        assert date(year, 1, 20) <= first <= date(year + 1, 2, 20)
