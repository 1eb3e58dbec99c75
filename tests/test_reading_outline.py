"""Which blocks of a page are chrome, by its markup: menus, footers, other stories, comments."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.cleaning import clean
from search.describing import body
from search.reading.html import parse_html

PROSE = (
    "The mill of the county opened its doors on Monday, and many came to see the old wheel turn.",
    "It had stood still for forty years, until a group of neighbours raised the money to mend it.",
    "磨坊停了四十年，邻居们凑钱把水车修好，周一重新开门，许多人前来观看老水车怎样转动起来。",
)
TEXT = "".join(f"<p>{line}</p>" for line in PROSE * 3)
MENU = "".join(f"<a href='/{n}'>{n}</a> " for n in ("Visit", "Learn", "Join", "Give"))
STORIES = "".join(
    f"<li><a href='/{n}'>How the village of number {n} came to own a mill of its own</a></li>"
    for n in range(5)
)


def kinds(markup: str) -> dict[str, str]:
    """Map the lines of a page to what they are by its markup."""
    page = parse_html(markup)
    spans = {page.text[span.start : span.end]: span.kind for span in page.chrome}
    return {line: spans.get(line, "") for line in page.text.split("\n") if line}


def page(*parts: str) -> str:
    return f"<title>The mill opens | County News</title><body>{''.join(parts)}</body>"


def test_a_menu_of_plain_blocks_is_navigation_and_the_text_is_none() -> None:
    found = kinds(page(f"<div>{MENU}</div>", f"<div>{TEXT}</div>"))
    assert found["Visit Learn Join Give"] == "navigation"
    assert not any(found[line] for line in PROSE)


def test_headlines_behind_the_text_are_other_stories() -> None:
    found = kinds(page(f"<div>{TEXT}</div>", f"<div><ul>{STORIES}</ul></div>"))
    assert {kind for line, kind in found.items() if "village" in line} == {"related"}


def test_headlines_inside_the_text_are_text() -> None:
    found = kinds(page(f"<div>{TEXT}<ul>{STORIES}</ul>{TEXT}</div>"))
    assert not any(found.values())


def test_a_page_of_headlines_alone_is_text_but_its_menu_is_not() -> None:
    found = kinds(page(f"<div>{MENU}</div>", f"<ul>{STORIES}</ul>"))
    assert found["Visit Learn Join Give"] == "navigation"
    assert not any(kind for line, kind in found.items() if "village" in line)


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ("<footer>{}</footer>", "footer"),
        ("<div class='site-footer'>{}</div>", "footer"),
        ("<div id='pageFooter'>{}</div>", "footer"),
        ("<aside>{}</aside>", "related"),
        ("<div class='recommended'>{}</div>", "related"),
        ("<div role='navigation'>{}</div>", "navigation"),
        ("<div class='comments'>{}</div>", "comments"),
        ("<div class='cookie-consent'>{}</div>", "toolbar"),
        ("<div class='adsorption'>{}</div>", ""),
        ("<div class='football'>{}</div>", ""),
    ],
)
def test_what_its_author_calls_a_block_says_what_it_is(block: str, kind: str) -> None:
    line = (
        "We would like to hear from you about this page, whatever you may think of it, at any time."
    )
    found = kinds(page(f"<div>{TEXT}</div>", block.format(f"<p>{line}</p>")))
    assert found[line] == kind


@pytest.mark.parametrize("name", ["sidebar", "footer", "related", "menu", "popup"])
def test_most_of_the_text_is_never_chrome_whatever_it_is_called(name: str) -> None:
    found = kinds(page(f"<div>{MENU}</div>", f"<div class='{name}'>{TEXT}</div>"))
    assert not any(found[line] for line in PROSE)


def test_the_posts_of_a_forum_are_text_though_they_are_called_comments() -> None:
    posts = "".join(f"<div class='comment'><p>{line}</p></div>" for line in PROSE)
    assert not any(kinds(page("<h1>The mill</h1>", posts)).values())


def test_the_headline_is_never_chrome_by_its_block() -> None:
    head = f"<div class='share'><h1>The mill opens</h1>{MENU}</div>"
    assert kinds(page(head, f"<div>{TEXT}</div>"))["The mill opens"] == ""


def test_a_date_beside_links_is_still_the_date() -> None:
    bar = (
        f"<div>发布时间：2016-08-15 {MENU}</div><div>{MENU}<p>发布日期：2016-08-15</p>{MENU}</div>"
    )
    cleaned = parse_html(page(bar, f"<div>{TEXT}</div>"))
    spans = clean(cleaned.text, cleaned.chrome).chrome
    said = {cleaned.text[span.start : span.end]: span.kind for span in spans}
    assert said["发布日期：2016-08-15"] == "date"


def test_chrome_stays_where_cleaning_repairs_the_text_in_front_of_it() -> None:
    broken = "<p>An ad\u00a0\u200b\u200bvisory ﬁrst.\x7f\x7f</p>"
    found = parse_html(page(f"<div>{broken}{TEXT}</div>", f"<footer>{PROSE[0]}!</footer>"))
    cleaned = clean(found.text, found.chrome)
    assert cleaned.repairs
    assert f"{PROSE[0]}!" not in body(cleaned)
    assert f"{PROSE[0]}!" in cleaned.text


ELEMENTS = ["div", "p", "li", "ul", "td", "table", "a", "nav", "aside", "h1", "b", "form", "pre"]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([f"<{name}>" for name in ELEMENTS]),
            st.sampled_from([f"</{name}>" for name in ELEMENTS]),
            st.sampled_from(["<div class='comment'>", "<br>", *PROSE, " word ", "\x0e", "&#13;"]),
        ),
        max_size=40,
    )
)
def test_chrome_is_whole_lines_of_the_text_in_order(parts: list[str]) -> None:
    found = parse_html("".join(parts))
    end = 0
    for span in found.chrome:
        assert end <= span.start < span.end <= len(found.text)
        assert span.start == 0 or found.text[span.start - 1] == "\n"
        assert span.end == len(found.text) or found.text[span.end] == "\n"
        end = span.end
