"""The publisher of a page by the name of its site in the title of the window."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.publisher import publisher
from search.reading.html import parse_html

BODY = (
    "六家企业的负责人正在等一台迟到的机器，孵化器开园三年，如今入驻企业三十一家，仍有一半空着。" * 2
)


def source(title: str, head: str = "", foot: str = "") -> str:
    """The publisher of a page with this title and these lines above and below its text."""
    page = parse_html(
        f"<html><head><title>{title}</title></head><body><div>{head}</div>"
        f"<h1>县城里的孵化器</h1><p>{BODY}</p><div>{foot}</div></body></html>"
    )
    found = publisher(clean(page.text, page.chrome), page.hints)
    return found.name if found else "-"


@pytest.mark.parametrize(
    ("title", "head", "foot", "expected"),
    [
        ("县城里的孵化器 - 极客工坊", "极客工坊 首页 快讯", "", "极客工坊"),
        ("县城里的孵化器_论坛_天平社区", "天平社区 > 论坛", "", "天平社区"),
        ("县城里的孵化器 | 极客工坊", "", "© 2015-2026 极客工坊", "极客工坊"),
        ("国立南湾大学 - 校园焦点", "国立南湾大学 NANWAN UNIVERSITY", "", "国立南湾大学"),
        ("县城里的孵化器 - 校园焦点", "首页 校园焦点", "", "-"),
        ("县城里的孵化器 - 极客工坊", "", "", "-"),
        ("县城里的孵化器", "极客工坊", "", "-"),
        ("县城里的孵化器-青禾县政务网", "欢迎访问青禾县政务网！", "", "青禾县政务网"),
    ],
)
def test_the_site_in_a_windows_title_publishes_where_the_page_bears_its_name(
    title: str, head: str, foot: str, expected: str
) -> None:
    assert source(title, head, foot) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [("https://www.harbour-watch.org/a", "Harbour Watch"), ("https://example.org/a", "-")],
)
def test_the_site_in_a_windows_title_publishes_where_its_address_bears_its_name(
    address: str, expected: str
) -> None:
    page = parse_html(
        f"<title>县城里的孵化器 | Harbour Watch</title><link rel=canonical href={address}>"
        f"<h1>县城里的孵化器</h1><p>{BODY}</p>"
    )
    found = publisher(clean(page.text, page.chrome), page.hints)
    assert (found.name if found else "-") == expected


def test_the_account_of_a_platform_publishes_and_not_the_platform() -> None:
    page = parse_html(
        '<meta property="og:site_name" content="微信公众平台"><h1>旧厂区</h1>'
        f'<a id="js_name"> 白杨树下的园区 </a><p>{BODY}</p>'
    )
    assert page.hints.publisher == "白杨树下的园区"
