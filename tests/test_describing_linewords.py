"""Lines that stand above or below headlines and are none."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.title import title
from search.document import Hints

BODY = "创客中心由三所大学共同设立，面积一万平方米，预计年底启用，可容纳二百个创业团队进驻。"


@pytest.mark.parametrize(
    "letterhead", ["宁波市人民政府文件", "中共杭州市委文件", "广州市人民政府公報"]
)
@pytest.mark.parametrize("body", ["", "为加快数字经济发展，现提出以下意见。", BODY * 4])
def test_the_title_of_an_official_paper_stands_below_its_letterhead_and_number(
    letterhead: str, body: str
) -> None:
    expected = "宁波市人民政府关于加快推进数字经济发展的若干意见"
    text = f"{letterhead}\n\n甬政发〔2020〕33号\n\n{expected}\n\n{body}\n"
    assert title(clean(text), Hints(), "a.txt").name == expected


def test_a_gazette_that_has_no_number_below_it_may_be_a_title() -> None:
    assert (
        title(clean(f"广州市人民政府公报\n\n{BODY}\n"), Hints(), "a.txt").name
        == "广州市人民政府公报"
    )


@pytest.mark.parametrize(
    ("expected", "below", "body"),
    [
        (
            "東莞市與臺中市交流座談會",
            "中央社記者林小明台中10日電",
            "雙方今日舉行座談會，就文創產業交流。",
        ),
        ("東莞市與臺中市交流座談會", "中央社記者林小明台中10日電", BODY * 3),
        (
            "MEMORANDUM OF UNDERSTANDING",
            "between the Chengdu Municipal Bureau of Commerce and the Government of Lyon",
            "12 May 2017\n\nThe Chengdu Municipal Bureau of Commerce and the Government of Lyon, "
            "hereafter the parties, agree to work together on trade and on training.",
        ),
    ],
)
def test_reporters_and_parties_below_a_title_are_none(expected: str, below: str, body: str) -> None:
    assert title(clean(f"{expected}\n\n{below}\n\n{body}\n"), Hints(), "a.txt").name == expected
