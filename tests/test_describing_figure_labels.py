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
        ("A fine of 500 yuan to 3,000 yuan is due.", ["fine", "fine"]),
        ("Batu is paid 9,600 yuan a month.", [""]),
        ("They will spend 2.6 billion yuan.", [""]),
        ("The zone has 212,800 square meters of usable area.", ["usable area"]),
    ],
)
def test_a_label_is_whole_words_and_goes_on_to_the_next_amount_of_the_same(
    text: str, labels: list[str]
) -> None:
    assert [found.what for found in figures(CleanText(text))] == labels
