"""Numbers whose unit stands in the head of a column or in a label, and shares in two characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.describing.figures.mentioned import figures
from search.document import CleanText


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            '地区,产值（万元）,同比（%）\n和田市,1523400,6.1\n墨玉县,"702,350",-5.8\n',
            [(15_234e6, "CNY"), (6.1, "%"), (7_023.5e6, "CNY"), (-5.8, "%")],
        ),
        ("Item\tDebt (HK$'000)\tLand (US$ million)\nA\t5,000\t6.5", [(5e6, "HKD"), (6.5e6, "USD")]),
        ("| 年份 | 产量（吨） |\n|---|---|\n| 2019 | 300 |\n", [(300, "t")]),
        ("人口（万人）：12.5；面积（平方公里）：380\n", [(125e3, "person"), (380, "km2")]),
        ("产值（万元），人口\n很好，12\n", []),
        ("他来自远方（上海），见第3章，12\n", []),
    ],
)
def test_a_bare_number_has_the_unit_of_its_column_or_label(
    text: str, found: list[tuple[float, str]]
) -> None:
    assert [(figure.value, figure.unit) for figure in figures(CleanText(text))] == found


@pytest.mark.parametrize(
    ("text", "value"),
    [("增加一成七。", 17), ("减少两成五。", 25), ("占三成。", 30), ("约一成半。", 15)],
)
def test_tenths_may_have_hundredths_behind_them(text: str, value: float) -> None:
    assert [figure.value for figure in figures(CleanText(text))] == [value]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='产值（万元）(t)%,|\t\n:：;0123456789.-" a', max_size=80))
def test_any_table_gives_figures_whose_evidence_is_their_name(text: str) -> None:
    for found in figures(CleanText(text)):
        (evidence,) = found.evidence
        assert found.name
        assert found.name in text[evidence.start : evidence.end]


_ABOVE = (
    "主要数据（单位：万元）\n项目{0}2015年{0}2016年{0}增长率\n"
    "收入{0}1,200{0}1500{0}25\n利润{0}100.5{0}-30{0}8\n"
)


@pytest.mark.parametrize("delimiter", ["\t", " ", " | "])
def test_the_unit_above_a_table_is_that_of_its_numbers(delimiter: str) -> None:
    found = figures(CleanText(_ABOVE.format(delimiter) + "\n另有 5 千人。"))
    assert [(f.value, f.unit, f.what) for f in found if f.unit == "CNY"] == [
        (12e6, "CNY", "收入"),
        (15e6, "CNY", "收入"),
        (1005e3, "CNY", "利润"),
        (-3e5, "CNY", "利润"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "单位：宁波市统计局\n收入 1,200 1,500\n",
        "单位：万元\n\n收入 1,200\n",
        "单位：万元\n见第 5 页\n",
    ],
)
def test_what_is_no_unit_above_a_table_gives_no_figures(text: str) -> None:
    assert figures(CleanText(text)) == ()
