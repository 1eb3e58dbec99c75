"""Amounts as Chinese pages write them: mixed scales, cheque numerals, symbols behind words."""

from __future__ import annotations

import pytest

from search.describing.figures.amounts import typed
from search.describing.figures.mentioned import figures
from search.document import CleanText


@pytest.mark.parametrize(
    ("text", "value", "unit", "written"),
    [
        ("總投資新臺幣2億5千萬元。", 250e6, "TWD", "新臺幣2億5千萬元"),
        ("总投资3亿2千万元。", 320e6, "CNY", "3亿2千万元"),
        ("总投资1亿5千3百万元。", 153e6, "CNY", "1亿5千3百万元"),
        ("总投资2亿3千5百万6千元。", 235_006e3, "CNY", "2亿3千5百万6千元"),
        ("合同金额叁亿贰仟万元整。", 320e6, "CNY", "叁亿贰仟万元"),
        ("合同金額壹佰貳拾萬伍仟元整。", 1.205e6, "CNY", "壹佰貳拾萬伍仟元"),
        ("金额壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元。", 123_456_789, "CNY", None),
        ("总投资RMB1.5bn。", 1.5e9, "CNY", "RMB1.5bn"),
        ("总投资CNY 4.5 billion。", 4.5e9, "CNY", "CNY 4.5 billion"),
        ("They paid ₦30 billion.", 30e9, "NGN", "₦30 billion"),
        ("总投资US$24 billion。", 24e9, "USD", "US$24 billion"),
        ("补贴近万元。", 1e4, "CNY", None),
        ("平均起薪新臺幣4萬2,000元。", 42e3, "TWD", "新臺幣4萬2,000元"),
        ("總經費1億2,345萬元。", 123_450_000, "CNY", "1億2,345萬元"),
        ("补贴2千5百万元。", 25e6, "CNY", "2千5百万元"),
        ("补贴3万500元。", 30_500, "CNY", "3万500元"),
        ("酒类产量3万千升。", 3e7, "L", "3万千升"),
        ("每股派息50港仙。", 0.5, "HKD", "50港仙"),
        ("总股本为737,528,511股。", 737_528_511, "item", "737,528,511股"),
        ("候選人得4,740票。", 4740, "item", "4,740票"),
        ("开行班列2055列。", 2055, "item", "2055列"),
        ("發出1百多萬元。", 1e6, "CNY", "1百多萬元"),
    ],
)
def test_an_amount_is_read_as_it_is_written(
    text: str, value: float, unit: str, written: str | None
) -> None:
    [figure] = figures(CleanText(text))
    assert figure.value == pytest.approx(value)
    assert figure.unit == unit
    assert written in (None, figure.name)


@pytest.mark.parametrize(
    "text",
    [
        "项目,投资（万元）,备注",
        "单位：亿元",
        "面积（万亩）",
        "金额（人民币百万元）",
        "大陆伍佰艺人",
    ],
)
def test_a_scale_without_a_number_is_no_amount(text: str) -> None:
    assert figures(CleanText(text)) == ()


@pytest.mark.parametrize("text", ["2亿5千万元", "叁亿贰仟万元"])
def test_such_amounts_are_looked_for_by_their_value(text: str) -> None:
    assert typed(text) in ((250e6, "CNY"), (320e6, "CNY"))


@pytest.mark.parametrize(
    ("text", "value", "what"),
    [
        ("Stocks went up 12 percent to 334 million tonnes.", 334e6, "Stocks"),
        ("Prices rose faster than last year to 15 per cent.", 15, ""),
    ],
)
def test_another_amount_or_a_length_of_time_is_not_what_is_measured(
    text: str, value: float, what: str
) -> None:
    [figure] = [found for found in figures(CleanText(text)) if found.value == value]
    assert figure.what == what


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("民國二十五年，匪索款五萬元。", "CNY"),
        ("民國105年編列五萬元。", "TWD"),
        ("渠務署估計費用為五萬元。", "HKD"),
        ("漁護署估計費用為五萬元。", "HKD"),
        ("新竹市政府補助五萬元。", "TWD"),
        ("嘉義市補助五萬元。", "TWD"),
        ("產值1.58兆元，創新高。", "TWD"),
        ("公司在廣州和深圳投資五萬元，一家澳門企業參加。", "CNY"),
        ("澳門的基金資助澳門學生五萬元，學生去了廣州。", "MOP"),
    ],
)
def test_a_bare_yuan_in_traditional_script_is_that_of_the_texts_place(text: str, unit: str) -> None:
    assert [figure.unit for figure in figures(CleanText(text), "Hant")] == [unit]


@pytest.mark.parametrize(
    ("text", "value", "unit", "written"),
    [
        ("It spent RMB 14 mil-\nlion on surveys.", 14e6, "CNY", "RMB 14 million"),
        ("In total 5,600 hec-\n  tares were zoned.", 5600, "ha", "5,600 hectares"),
        ("It zoned 2 million hec-\ntares.", 2e6, "ha", "2 million hectares"),
        ("It spent 2.3 bil-\nlion yuan on it.", 2.3e9, "CNY", "2.3 billion yuan"),
    ],
)
def test_the_end_of_a_line_may_part_the_word_behind_a_number(
    text: str, value: float, unit: str, written: str
) -> None:
    [figure] = figures(CleanText(text))
    assert (figure.value, figure.unit, figure.name) == (value, unit, written)
    assert text[figure.evidence[0].end - 1] == written[-1]


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("Fines of 300,000, 1 million and 5 million yuan were paid.", (3e5, 1e6, 5e6), "CNY"),
        ("Shares of 24 and 25 percent were sold.", (24, 25), "%"),
        ("About 8 or 11 million tons were sold.", (8e6, 11e6), "t"),
        ("In 2021, or 3 percent more, and in 2016 and 4 percent more.", (3, 4), "%"),
        ("Some 12 million or 7 percent of them came on May 3 and 5 percent later.", (7, 5), "%"),
        ("1、500万元用于建设。", (5e6,), "CNY"),
    ],
)
def test_the_last_of_a_list_may_have_the_unit_of_all(
    text: str, values: tuple[float, ...], unit: str
) -> None:
    found = figures(CleanText(text), "")
    assert [(one.value, one.unit) for one in found] == [(value, unit) for value in values]


@pytest.mark.parametrize(
    "text", ["In COVID-19 public service announcements.", "The Boeing 787 jets were sold."]
)
def test_a_number_that_is_part_of_a_name_counts_nothing(text: str) -> None:
    assert figures(CleanText(text)) == ()
