"""What describes a document reads its tables once, not for each document."""

from __future__ import annotations

import time

import pytest

from search.analysis import data
from search.cleaning import clean
from search.describing import describe
from search.document import CleanText, Hints

TEXTS = (
    "青禾省人民政府关于印发创新券管理办法的通知\n青政发〔2021〕6号\n发布时间:2021-03-02\n\n"
    "2020年全省投入资金8500万元,支持众创空间120家。省科技厅、青禾大学和台湾经济部等参加。\n",
    "A maker space opens in Urumqi\nBy Jane Doe, Xinhua, 15 Aug 2016\n\nThe Ministry of Science "
    "and Technology spent 13.7 billion yuan in Xinjiang, said Mr Li of Tsinghua University.\n",
)


def test_a_second_look_at_a_document_reads_no_table_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [clean(text) for text in TEXTS]
    before = [describe(text, Hints(), "a.txt") for text in texts]

    def content(name: str) -> str:
        raise AssertionError(f"{name} is read again")

    monkeypatch.setattr(data, "content", content)
    assert [describe(text, Hints(), "a.txt") for text in texts] == before


def test_the_way_behind_a_host_says_nothing_of_the_text() -> None:
    text = "青禾镇：读 https://a.example/{} 的文章，增长12%。\n"
    way = "%E6%88%91/2016/08/15/beijing?from=Shanghai&to=/University-of-London/5000万"
    said, plain = (describe(clean(text.format(w)), Hints(), "a.txt") for w in (way, "x"))
    assert [figure.name for figure in said.figures] == ["12%"]
    assert (said.date, said.events, said.regions, said.organisations) == (
        (plain.date, plain.events, plain.regions, plain.organisations)
    )


@pytest.mark.parametrize(
    "piece", ["上海浦东新区人工智能", "（新华社北京）", "Shanghai Board of Trade and "]
)
def test_a_text_that_is_one_line_is_described_in_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = CleanText(piece * (size // len(piece)))
        start = time.process_time()
        describe(text, Hints(), "a.txt")
        return time.process_time() - start

    seconds(1000)
    assert seconds(320_000) < 14 * seconds(40_000) + 0.5
