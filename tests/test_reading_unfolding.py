"""Pages that were saved as one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_fixtures import made

from search.cleaning import clean
from search.describing import describe
from search.reading.unfolding import unfolded

EN = (
    "Ferry adds {n}trips for commuters | Economy | Harbour Watch show('div, ul'); Wednesday, "
    "Nov 18, 2020 Search Archive Home Economy Travel &gt;&gt; Ferry adds trips for commuters "
    "( Xinhua ) 14:20, November 18, 2020 HARBOUR TOWN, Nov. 18 (Xinhua) -- "
    + "The ferry of the bay adds six trips from next week on, said the town on Wednesday. " * 6
    + "(Web editor: Ann Roe) Most read 1 Shanghai has 40 bridges 2 Paris has 37 © Harbour Watch"
)
ZH = (
    "渡轮下周起加开六个班次便利上班族_港湾网 首页 新闻 北京 上海 广州 "
    "渡轮下周起加开六个班次便利上班族 "
    "2020年11月18日 14:20 来源：港湾网 "
    + "渡轮公司昨天宣布，从下周一起，每天早晚各加开三个班次，方便两岸居民上下班，票价不变。" * 12
    + "（责任编辑：林小明）热点 广州有四十座桥 港湾网版权所有"
)


@pytest.mark.parametrize(
    ("text", "title", "publisher", "stranger"),
    [
        (EN.format(n=""), "Ferry adds trips for commuters", "Xinhua", "Shanghai"),
        (ZH, "渡轮下周起加开六个班次便利上班族", "港湾网", "广州"),
    ],
)
def test_a_page_in_one_line_has_its_title_day_and_publisher(
    tmp_path: Path, text: str, title: str, publisher: str, stranger: str
) -> None:
    (source,) = made(tmp_path, "page.txt", text.encode())
    facts = describe(clean(source.text, source.chrome), source.hints, source.path)
    assert facts.title.name == title
    assert facts.date
    assert facts.date.id == "2020-11-18"
    assert facts.publisher
    assert facts.publisher.name == publisher
    assert stranger in source.text
    assert stranger not in {region.name for region in facts.regions}
    assert [source.text[span.start : span.end] for span in source.chrome if span.kind] == [
        line for line in source.text.split("\n") if stranger in line or "Search" in line
    ]


@pytest.mark.parametrize("text", [EN.format(n="many "), EN[:400], f"{EN.format(n='')}\nMore."])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert unfolded(text) == (text, ())


def test_entities_of_plain_text_are_read_unless_it_tells_of_markup(tmp_path: Path) -> None:
    (source,) = made(tmp_path, "a.txt", "祝福媽媽&mdash;R&amp;D &quot;快樂&quot;".encode())
    assert source.text == '祝福媽媽—R&D "快樂"'
    (source,) = made(tmp_path, "b.txt", b"Write &lt; for < in <code>a &lt; b</code>.")
    assert "&lt; for <" in source.text
