"""Amounts: value, unit, qualifier and what they measure, in both languages and scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import clean
from search.describing.figures.amounts import typed
from search.describing.figures.mentioned import figures
from search.describing.figures.numbers import numeral
from search.document import CleanText, Figure, Span

_DOCS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "gold" / "seeds.json").read_text("utf-8")
)["docs"]


def _one(text: str, script: str = "") -> Figure:
    found = figures(CleanText(text), script)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier", "what"),
    [
        ("种子资金累计8500万元。", 85e6, "CNY", "", "种子资金"),
        ("注册资本达19.24亿元。", 1.924e9, "CNY", "", "注册资本"),
        ("孵化場地面積35萬餘平方米。", 350e3, "m2", "over", "孵化場地面積"),
        ("舉辦活動200餘場次。", 200, "occasion", "over", "活動"),
        ("全市拥有创业导师近300人。", 300, "person", "nearly", "创业导师"),
        ("目前有241家在孵企业。", 241, "organisation", "", "在孵企业"),
        ("常住人口约２３０万人。", 2.3e6, "person", "about", "常住人口"),
        ("增长率为百分之十五。", 15, "%", "", "增长率"),
        ("总投资3亿5000万元。", 350e6, "CNY", "", "总投资"),
        ("总产值1.2万亿元。", 1.2e12, "CNY", "", "总产值"),
        ("營業額達新臺幣1兆494億元。", 1.0494e12, "TWD", "", "營業額"),
        ("預算達1兆2億日元。", 1.0002e12, "JPY", "", "預算"),
        ("負債二兆三千億元。", 2.3e12, "CNY", "", "負債"),
        ("基金NT$2兆。", 2e12, "TWD", "", "基金"),
        ("2021年全旗煤炭产量2.1亿吨。", 2.1e8, "t", "", "全旗煤炭产量"),
        ("二〇二一年三月全市产值100亿元。", 1e10, "CNY", "", "全市产值"),
        ("民國105年園區營業額100億元。", 1e10, "CNY", "", "園區營業額"),
        ("2021年内蒙古煤炭产量2亿吨。", 2e8, "t", "", "内蒙古煤炭产量"),
        ("年产能5万吨/年。", 5e4, "t", "", "年产能"),
        ("改造农房三千五百户。", 3500, "household", "", "改造农房"),
        ("发电量120亿千瓦时。", 12e9, "kWh", "", "发电量"),
        ("装机容量300兆瓦。", 300e3, "kW", "", "装机容量"),
        ("耕地面积1500亩以上。", 1500, "mu", "over", "耕地面积"),
        ("出口额为5000万美元。", 50e6, "USD", "", "出口额"),
        (
            "The total registered capital is 1.924 billion Yuan.",
            1.924e9,
            "CNY",
            "",
            "total registered capital",
        ),
        ("They invested $5m in the park.", 5e6, "USD", "", "park"),
        ("A fund of RMB 20 million was set up.", 20e6, "CNY", "", "fund"),
        ("There are 38 maker spaces in the district.", 38, "item", "", "maker spaces"),
        ("It has over 1,200 employees.", 1200, "person", "over", "employees"),
        ("Twenty-five companies moved in.", 25, "organisation", "", "companies"),
        ("It drew 120 start-ups.", 120, "organisation", "", "start-ups"),
        ("The new park covers 8.5 square km.", 8.5, "km2", "", "new park"),
        ("The total area is 120,300 square meters.", 120300, "m2", "", "total area"),
        ("Output grew by nearly 14.5 percent.", 14.5, "%", "nearly", "Output"),
        ("The railway is 300 km long.", 300, "km", "", "railway"),
        ("企业亏损，利润率为-3.5%。", -3.5, "%", "", "利润率"),
        ("夜间气温降至零下20摄氏度。", -20, "°C", "", "夜间气温"),
        ("It made a loss of -$5 million.", -5e6, "USD", "", "loss"),
        ("产量下降百分之三点五。", 3.5, "%", "", "产量"),
        ("死亡率为千分之五。", 0.5, "%", "", "死亡率"),
        ("成活率为百分之一。", 1, "%", "", "成活率"),
        ("產值超過三成。", 30, "%", "over", "產值"),
        ("跨境學童共16 356名。", 16356, "person", "", "跨境學童"),
        ("The bond was RMB462 million in all.", 462e6, "CNY", "", "bond"),
        ("A deposit of CNY800,000 is due.", 800e3, "CNY", "", "deposit"),
        ("装机300千瓦。", 300, "kW", "", "装机"),
        ("重量5千克。", 5, "kg", "", "重量"),
        ("年发电量约41亿千瓦时。", 4.1e9, "kWh", "about", "年发电量"),
        ("土地面積500平方公尺。", 500, "m2", "", "土地面積"),
        ("列车时速350公里/小时。", 350, "km/h", "", "列车时速"),
        ("The pass lies at 9,000 feet.", 9000, "ft", "", "pass lies"),
        ("The hole is 1,180 m deep.", 1180, "m", "", "hole"),
        ("The city has 1,600 taxis, all of them petrol.", 1600, "item", "", "taxis"),
        ("新建水井68口。", 68, "item", "", "新建水井"),
        ("参赛队伍为三个人。", 3, "person", "", "参赛队伍"),
        ("出资港币2亿元。", 2e8, "HKD", "", "出资"),
        ("股票跌幅高达61%。", 61, "%", "", "股票跌幅"),
        ("他终于存了60多万元。", 600e3, "CNY", "over", ""),
        ("A bottle of wine costs approx. $14 here.", 14, "USD", "about", "bottle of wine costs"),
        ("The pot brews 25 ounces of coffee.", 25, "oz", "", "coffee"),
        ("会议签约20个项目。", 20, "item", "", "项目"),
    ],
)
def test_an_amount_is_read(text: str, value: float, unit: str, qualifier: str, what: str) -> None:
    found = _one(text)
    assert found.value == pytest.approx(value)
    assert (found.unit, found.qualifier) == (unit, qualifier)
    assert found.what == what


@pytest.mark.parametrize(
    "text",
    [
        "2016年8月15日，会议在杭州召开。",
        "第16家门店开业。",
        "联系电话：010-65363056。",
        "京ICP备11041399号。",
        "这是一个很好的开始，有两个方面。",
        "On June 4, 2016 the forum was held.",
        "The 13th Five-Year Plan (2016-2020) began.",
        "Room 302 is open.",
        "It took three years and six months.",
        "工程在8个月内完成，前8个月进度很快。",
        "在短短1年8個月內即完成。",
        "排在前五名，进入前10位。",
        "省委十二届十次全会、十一次全会部署。",
        "健全“三位一体”保护体系。",
        "In 2016 companies came.",
        "About two thirds of them came; two years students went.",
        "They counted 5 m\u0131les and 3 b\u0131ll\u0131on.",
        "Version 2.0.1 is out, see IPv6 and A4.",
        "数十亿元投资，几十家企业。",
        "三五个人，七八百家。",
        "百家争鸣，千家万户，千人计划。",
        "地址：10014台北市中正区。",
        "工期二百八十个工作天。",
        "Under Article 12 firebreaks are cleared; see Table 5 rows.",
        "The new Desktop 2.0 aims to be better, and the Pulsefire 2 brings a new wheel.",
        "We went to Fuji Five Lakes and were 6 times more likely to come again.",
        "较年初减少3个多月，过去了1678个日夜。",
        "On May 5 students came back.",
        "It has 5M users.",
        "A three-nation pact on two-storey houses and three-dimensional models was made.",
    ],
)
def test_dates_ordinals_numbers_and_phrases_are_no_figures(text: str) -> None:
    assert figures(CleanText(text)) == ()


@pytest.mark.parametrize(
    "text", ["风速52米/秒。", "Winds of 52 m/s were measured.", "100兆宽带服务"]
)
def test_a_rate_is_not_read_as_what_it_is_a_rate_of(text: str) -> None:
    assert not figures(CleanText(text))


def test_the_yuan_belongs_to_an_amount_whose_currency_stands_in_front() -> None:
    assert _one("補助新臺幣三千五百萬元，已核定。").name == "新臺幣三千五百萬元"


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("投资3万至5万元。", 3e4, 5e4, "CNY"),
        ("增速为6%-8%。", 6, 8, "%"),
        ("招收20～30人。", 20, 30, "person"),
        ("It costs 5 to 8 million yuan.", 5e6, 8e6, "CNY"),
        ("It costs between 3 and 5 million yuan.", 3e6, 5e6, "CNY"),
        ("It costs US$3-5 million.", 3e6, 5e6, "USD"),
        ("It costs $3-$5 million.", 3e6, 5e6, "USD"),
        ("投资10–15亿元。", 1e9, 1.5e9, "CNY"),
        ("投资20到30万元。", 2e5, 3e5, "CNY"),
        ("They employ between 60 and 65 designers.", 60, 65, "item"),
    ],
)
def test_a_range_gives_both_its_ends(text: str, low: float, high: float, unit: str) -> None:
    first, last = figures(CleanText(text))
    assert (first.value, first.qualifier, first.unit) == (low, "from", unit)
    assert (last.value, last.qualifier, last.unit) == (high, "to", unit)


def test_yuan_means_the_dollar_that_a_traditional_text_states() -> None:
    text = "本案總經費新臺幣3億元，其中補助5000萬元。"
    assert [found.unit for found in figures(CleanText(text), "Hant")] == ["TWD", "TWD"]
    assert [found.unit for found in figures(CleanText(text), "Hans")] == ["TWD", "CNY"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("行政院核定補助1.2億元，全台灣的農會都可申請。", "TWD"),
        ("香港入境處每年撥出75萬元。", "HKD"),
        ("澳門雨水渠工程，違泊者罰款1,200元。", "MOP"),
        ("廣東省撥款75萬元。", "CNY"),
        ("香港企業向內地繳付人民幣，罰款75萬元。", "CNY"),
    ],
)
def test_yuan_means_the_dollar_of_the_places_that_a_traditional_text_names(
    text: str, unit: str
) -> None:
    assert _one(text, "Hant").unit == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The Hong Kong pier cost $38.6 million.", "HKD"),
        ("The pier cost $38.6 million.", "USD"),
        ("China and Hong Kong signed contracts worth $430 million.", "USD"),
        ("A Hong Kong firm paid US$3 million.", "USD"),
        ("Reuters: a Hong Kong firm raised $310 million.", "USD"),
        ("The maker of toys raised $310 million in its Hong Kong listing.", "USD"),
        ("LCQ5: Support for farms\nA sum of $3.7 million was set aside.", "HKD"),
        ("See also: a Hong Kong pier.\n" + "Cars cost more in Houston. " * 40 + "$41,640", "USD"),
        ("He told the Legislative Council that $3.7 million was set aside.", "HKD"),
    ],
)
def test_a_bare_dollar_is_that_of_hong_kong_where_the_page_is_about_it_alone(
    text: str, unit: str
) -> None:
    assert _one(text).unit == unit


def test_chrome_holds_no_figures() -> None:
    text = "共有30家企业。\n相关阅读：共有50家企业。"
    start = text.index("相关")
    clean_text = CleanText(text, chrome=(Span(start, len(text), "related"),))
    assert [found.value for found in figures(clean_text)] == [30]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("8500万元", 85e6, "CNY"),
        ("1e9", 1e9, ""),
        ("1e9CNY", 1e9, "CNY"),
        ("1.5 billion USD", 1.5e9, "USD"),
        ("US$3m", 3e6, "USD"),
        ("三百万", 3e6, ""),
        ("120,300 m2", 120300, "m2"),
        ("50%", 50, "%"),
        ("200人", 200, "person"),
        ("-3.5%", -3.5, "%"),
        ("RMB462 million", 462e6, "CNY"),
    ],
)
def test_what_a_person_types_for_an_amount_is_understood(
    text: str, value: float, unit: str
) -> None:
    assert typed(text) == (value, unit)


@pytest.mark.parametrize("text", ["", "yuan", "5 parsecs", "x5", "5 5", "nan", "1e99999"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert typed(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("十五", 15), ("三百五十", 350), ("一千零二十", 1020), ("两亿三千万", 2.3e8), ("一五", 15)],
)
def test_a_chinese_numeral_has_its_value(text: str, value: float) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize(
    ("seed", "least"), [("000", 8), ("001", 24), ("002", 4), ("003", 20), ("004", 9)]
)
def test_most_figures_of_the_seeds_are_found(seed: str, least: int, seeds: Path) -> None:
    path = next(path for path in seeds.iterdir() if path.name.startswith(seed))
    values = [found.value for found in figures(clean(path.read_text("utf-8")))]
    gold = [float(str(row["value"]).strip("<>~+")) for row in _DOCS[seed]["figures"]]
    assert sum(value in values for value in gold) >= least


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        alphabet="0123456789,.一二百千万亿余元人%$多 家of-至 twoyuanmillion\n第的在", max_size=80
    )
)
def test_any_text_gives_figures_whose_evidence_is_their_name(text: str) -> None:
    for found in figures(CleanText(text)):
        (evidence,) = found.evidence
        assert found.name
        assert found.name in text[evidence.start : evidence.end]
        assert -1e16 < found.value < 1e16


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9_999_999), st.sampled_from(["万元", "亿元", "平方米", "吨"]))
def test_a_typed_amount_is_the_written_one(number: int, unit: str) -> None:
    found = _one(f"总量为{number}{unit}。")
    amount = typed(f"{number}{unit}")
    assert amount is not None
    assert amount[0] == pytest.approx(found.value)
    assert amount[1] == found.unit
