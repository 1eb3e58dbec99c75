"""Terms and words whose alternatives would find too much: what is looked for, and what is not."""

from __future__ import annotations

import pytest
from test_expansion import others


@pytest.mark.parametrize(
    ("text", "wrong", "kept"),
    [
        ("科技部", "MOST", "Ministry of Science and Technology"),
        ("世卫组织", "WHO", "World Health Organization"),
        ("美国", "US", "United States"),
        ("联合国", "", "UN"),
        ("国家发改委", "", "NDRC"),
        ("工商银行", "", "ICBC"),
        ("电动车", "", "EV"),
        ("most", "Ministry of Science and Technology", "最"),
        ("electric", "电", "电气"),
        ("countries", "国", "国家"),
        ("computing", "计", "计算"),
        ("互联网", "net", "internet"),
        ("网络", "net", "network"),
        ("tender", "提出", "招标"),
        ("wifi", "", "wi-fi"),
        ("r & d", "", "R&D"),
    ],
)
def test_what_is_another_word_in_most_texts_is_not_looked_for(
    text: str, wrong: str, kept: str
) -> None:
    offered = others(text)
    assert kept in offered
    assert wrong not in offered


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("小微企业", "micro and small enterprises", "company"),
        ("数字经济", "digital economy", "economic"),
        ("污水处理", "wastewater treatment", "handle"),
        ("labour law", "劳动法", "法"),
        ("cloud computing", "云计算", "计算"),
    ],
)
def test_a_term_of_the_glossary_is_not_what_its_parts_are(text: str, whole: str, part: str) -> None:
    assert whole in others(text)
    assert part not in others(text)
