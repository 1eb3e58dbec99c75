"""What an amount measures: whole words beside it, in the words of the text."""

from __future__ import annotations

import pytest

from search.describing.figures.mentioned import figures
from search.document import CleanText


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("入境游客、国内游客数量分别增长6.9%、68.4%。", ["国内游客数量", "国内游客数量"]),
        ("优特钢产能占比从31.1%降至22.5%。", ["优特钢产能占比", "优特钢产能占比"]),
        ("产能将由2010年的8.58GW扩产。", ["产能"]),
        ("营业收入4.35亿元，同比增长12.07%。", ["营业收入", "营业收入增长"]),
        ("本地員工由一千一百名減至三百名。", ["本地員工", "本地員工"]),
        ("县域医共体192个，总投资5亿元。", ["县域医共体", "总投资"]),
        ("对共建“一带一路”国家贸易额年均增长4.1%。", ["共建“一带一路”国家贸易额"]),
        ("第一批16家自治区科技企业孵化器可自主支配场地。", ["自治区科技企业孵化器"]),
        ("为1000家医保定点社区卫生服务中心。", ["医保定点社区卫生服务中心"]),
        ("6月份劳动参与率较2月份上升10个百分点。", ["劳动参与率"]),
        ("平均气温较常年同期偏高1.2℃。", ["平均气温"]),
        ("重庆33个区县出现暴雨。", ["区县"]),
        ("全国100个有代表性的基地。", [""]),
        ("A fine of 500 yuan to 3,000 yuan is due.", ["fine", "fine"]),
        ("Sales plunged 10 percent in October.", ["Sales"]),
        ("Tariffs on $360 billion worth of Chinese goods.", ["Chinese goods"]),
        ("Output is now down 6.2 percent.", ["Output"]),
        ("Batu is paid 9,600 yuan a month.", [""]),
        ("They will spend 2.6 billion yuan.", [""]),
        ("The zone has 212,800 square meters of usable area.", ["usable area"]),
    ],
)
def test_a_label_is_whole_words_and_goes_on_to_the_next_amount_of_the_same(
    text: str, labels: list[str]
) -> None:
    assert [found.what for found in figures(CleanText(text))] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("A 股上市的七家子公司陆续宣布停牌。", ["子公司"]),
        ("喻恺向397所高校递交了申请。", ["高校"]),
        ("区域内共有16个房地产开发项目。", ["房地产开发项目"]),
        ("馆内陈列12件获奖的作品。", ["获奖的作品"]),
        ("仅有101所给予了答复。", [""]),
        ("集团目前累计控制着 9 家 A 股上市公司。", ["A 股上市公司"]),
        ("对警告或者处五十元以上五百元以下罚款的决定", ["罚款", "罚款"]),
        ("他的身家也缩水11.21亿美元。", ["身家"]),
        ("最初占地6亩。", ["占地"]),
        ("第二季度用人需求较第一季度平均下降26.6%。", ["第二季度用人需求"]),
        ("贷款及垫款总额为8257亿元。", ["贷款及垫款总额"]),
        ("部属高校中的74所入选。", ["部属高校"]),
    ],
)
def test_a_label_is_a_noun_phrase_without_adverbs_pronouns_and_what_is_said_of_it(
    text: str, labels: list[str]
) -> None:
    assert [found.what for found in figures(CleanText(text))] == labels


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It cost two hundred and fifty thousand dollars.", 250e3),
        ("One hundred twenty-five people came.", 125),
        ("They saw two hundred two-story houses.", 200),
    ],
)
def test_hundreds_and_what_follows_them_in_words_are_one_number(text: str, value: float) -> None:
    assert [found.value for found in figures(CleanText(text))] == [value]


def test_a_hundred_million_may_be_counted_as_one() -> None:
    assert [(f.value, f.unit, f.what) for f in figures(CleanText("总投资30个亿。"))] == [
        (3e9, "CNY", "总投资")
    ]
    assert [f.value for f in figures(CleanText("这里有30个亿万富翁。"))] == [30]
