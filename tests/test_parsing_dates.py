"""Days, months, years and ranges as people type them."""

from __future__ import annotations

import pytest

from search.parsing import date_range


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2016", ("2016-01-01", "2016-12-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2016-08-15", ("2016-08-15", "2016-08-15")),
        ("2016/8/5", ("2016-08-05", "2016-08-05")),
        ("２０１６年８月１５日", ("2016-08-15", "2016-08-15")),
        ("2016..2017", ("2016-01-01", "2017-12-31")),
        ("2016-05..2016-06-02", ("2016-05-01", "2016-06-02")),
        ("..2017", ("", "2017-12-31")),
        ("2016..", ("2016-01-01", "")),
        ("2017..2016", None),
        ("..", None),
        ("2016-02-30", None),
        ("2016-00", None),
        ("0000", None),
        ("16", None),
        ("yesterday", None),
        ("2016..2017..2018", None),
        ("", None),
    ],
)
def test_date_ranges(text: str, span: tuple[str, str] | None) -> None:
    assert date_range(text) == span
