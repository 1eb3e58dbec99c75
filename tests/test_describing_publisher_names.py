"""Who publishes, by what the markup says of author and address, and what labels do not name."""

from __future__ import annotations

import pytest

from search.describing.publisher import publisher
from search.describing.title import title
from search.document import CleanText, Hints

BODY = "The alliance was set up by fifteen organizations on Monday. It is to advise all companies."
ZH = "十五家机构周一成立联盟，为所有企业提供咨询，秘书处设在开发区，成员每季度开会一次。"
COPY = "https://web.archive.org/web/20210712023003/https://www.chinadaily.com.cn/a/1.html"


def found(text: str, hints: Hints | None = None) -> str:
    value = publisher(CleanText(text), hints or Hints())
    return value.id if value else ""


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        (Hints(url=COPY), "中国日报"),
        (Hints(url="https://web.archive.org/web/20210712023003/x"), ""),
        (Hints(author="新華社記者王小明"), "新华社"),
        (Hints(author="Reuters"), "路透社"),
        (Hints(author="記者王小明"), ""),
        (Hints(author="Jane Doe"), ""),
        (Hints(author="Reuters", trusted=False), ""),
        (Hints(author="Reuters", publisher="China Daily"), "中国日报"),
    ],
)
def test_author_and_address_of_markup_name_a_medium(hints: Hints, expected: str) -> None:
    assert found(f"Headline\n{BODY}", hints) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("发布时间：2011-03-14 发布人：\n重点整治企业污染", ""),
        ("发布机构：\n青禾市科技局", "青禾市科技局"),
        ("文章来源：图片版：<https://a.example/5bd1>", ""),
        ("文章来源：财新网：<https://a.example/5bd1>", "财新网"),
        ('Source: Bloomberg "The China Show" 4/28/2026 broadcast', "彭博社"),
    ],
)
def test_what_stands_behind_a_label_is_a_name(lines: str, expected: str) -> None:
    assert found(f"青禾市将花四亿元治理废气\n{lines}\n{ZH}\n{ZH}") == expected


def test_the_sources_of_the_parts_of_a_note_do_not_publish_it() -> None:
    text = CleanText(
        f"Marrow builds ferries.\n\n## Quick stats\n\n{BODY}\n\n## Synopsis\n\nMarrow is one.\n\n"
        "Source: Reuters via WTVB, May 29 2026\n\n## Related\n\n- Ferries"
    )
    for path, expected in (("Marrow.md", None), ("marrow-17.md", "Reuters via WTVB")):
        value = publisher(text, Hints(), title(text, Hints(), path))
        assert (value.name if value else None) == expected
