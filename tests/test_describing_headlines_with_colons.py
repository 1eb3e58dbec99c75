"""Headlines that hold a colon, above lines that say who wrote what they open."""

from __future__ import annotations

import pytest

from search.describing.title import title
from search.document import CleanText, Hints

BODY = "创客中心由三所大学共同设立，面积一万平方米，预计年底启用，可容纳二百个创业团队进驻。"


@pytest.mark.parametrize(
    "headline",
    [
        "宁夏：两所高校合并方案获教育部批复",
        "专访：让年轻人有地方做东西",
        "上海：张江科学城新增三家众创空间",
        "广东：2022年新增专精特新企业一千家",
        "施政報告：粵港澳大灣區將建創科中心",
    ],
)
@pytest.mark.parametrize(
    "byline",
    [
        "新京报 2018-07-26　记者：周昕",
        "新京报记者 周昕",
        "记者 李明 通讯员 王芳",
        "作者：李明",
        "香港特別行政區政府新聞公報",
    ],
)
def test_a_line_below_that_names_who_wrote_is_no_headline(headline: str, byline: str) -> None:
    text = f"{headline}\n\n{byline}\n\n{BODY}"
    assert title(CleanText(text), Hints(), "folder/notes.txt").name == headline


@pytest.mark.parametrize("label", ["地址：滨江区江南大道一百号", "发文机关：县办公室"])
def test_a_label_with_its_value_is_no_headline(label: str) -> None:
    text = f"{label}\n三所大学共同设立创客中心\n{BODY}"
    assert title(CleanText(text), Hints(), "notes.txt").name == "三所大学共同设立创客中心"
