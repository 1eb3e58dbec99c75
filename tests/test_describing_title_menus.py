"""Titles and days of pages that a converter made text: below menus, teasers and window titles."""

from __future__ import annotations

import pytest
from menus_fixtures import BODY, ZH_BODY

from search.cleaning import clean
from search.describing.dates.publication import publication_date
from search.describing.title import title
from search.document import Hints

MENU = "".join(f"{name}\n" for name in ("Home", "News", "Sport", "Weather", "Mills", "Weirs")) * 6
ZH_MENU = "".join(f"{name}\n" for name in ("首页", "新闻", "体育", "天气", "旅游", "道路")) * 6
TEASERS = (
    "Mill reopened after the flood of last spring, its owner says that it will run until winter.\n"
    "Sport\nRoads\nWeirs\nTravel\nMills\nWeather\nNews\nContact\n"
)
HEADLINE = "County opens a park for small companies at the old mills"
ZH_HEADLINE = "全区孵化器总数达到十一家 带动就业一千余人"


def described(text: str) -> tuple[str, str]:
    cleaned = clean(text)
    day = publication_date(cleaned, Hints(), None, "a.txt")
    return title(cleaned, Hints(), "a.txt").name, day.id if day else "-"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{MENU}{HEADLINE}\nBy Ann Roth\n17 August 2016\n{BODY}", HEADLINE),
        (f"{MENU}{TEASERS}{HEADLINE}\nBy Ann Roth\n17 August 2016\nShare\n{BODY}", HEADLINE),
        (f"{ZH_MENU}{ZH_HEADLINE}\n2016年8月17日 09:30\n字号\n分享\n{ZH_BODY}", ZH_HEADLINE),
    ],
    ids=["a menu", "a menu with a teaser", "a Chinese menu"],
)
def test_a_headline_stands_right_above_the_text_below_a_long_menu(text: str, expected: str) -> None:
    assert described(text) == (expected, "2016-08-17")


@pytest.mark.parametrize(
    ("window", "headline", "menu", "body"),
    [
        (f"{HEADLINE} - The Mill Times", HEADLINE, MENU, BODY),
        (f"The Mill Times | {HEADLINE}", HEADLINE, MENU, BODY),
        (f"{ZH_HEADLINE}_青禾网", ZH_HEADLINE, ZH_MENU, ZH_BODY),
        (HEADLINE.replace("for", "‘for’"), HEADLINE.replace("for", "'for'"), MENU, BODY),
    ],
)
def test_a_headline_that_the_title_of_the_window_on_the_first_line_holds_is_the_title(
    window: str, headline: str, menu: str, body: str
) -> None:
    tools = "Share\nMail\nPrint\n" * 12
    text = f"{window}\n{menu}{headline}\n2016-08-17 09:30\n{tools}{body}"
    assert described(text) == (headline, "2016-08-17")


def test_a_day_in_the_menu_is_no_publication_date_where_the_headline_has_one() -> None:
    menu = f"{MENU}Friday, August 19, 2016\n{MENU}"
    text = f"{menu}{HEADLINE}\nBy Ann Roth\nAugust 17, 2016\n{BODY}"
    assert described(text) == (HEADLINE, "2016-08-17")


def test_a_heading_of_markdown_far_below_a_menu_is_the_title() -> None:
    text = f"{MENU}# {HEADLINE}\n{'Share' * 2}\n{MENU}{BODY}"
    assert described(text)[0] == HEADLINE


def test_a_report_keeps_the_title_above_its_contents() -> None:
    contents = "".join(f"Part {number} of it\n" for number in range(1, 31))
    assert described(f"{HEADLINE}\nAugust 2016\n{contents}{BODY}") == (HEADLINE, "2016-08")


def test_the_name_of_a_site_on_the_first_line_that_comes_again_is_no_title() -> None:
    text = f"Mill Care Today\n{MENU}Mill Care Today\n{MENU}{HEADLINE}\n17 August 2016\n{BODY}"
    assert described(text) == (HEADLINE, "2016-08-17")


def test_a_heading_of_the_second_level_below_a_menu_is_the_title_and_not_the_first_line() -> None:
    text = f"Harbor Leaf\nSign in\nRoth\nSettings\n## {HEADLINE}\nBy Ann Roth\n2016-08-17\n{BODY}"
    assert described(text) == (HEADLINE, "2016-08-17")
    report = f"Harbor Leaf\n2016-08-17\n## {HEADLINE}\n{BODY}"
    assert described(report) == ("Harbor Leaf", "2016-08-17")


def test_a_heading_right_below_a_notice_is_the_title() -> None:
    notice = "This site asks its readers for money, because it has no other. " * 12
    text = f"{MENU}{notice}\n# {HEADLINE}\nBy Ann Roth\n17 August 2016\n{BODY}"
    assert described(text) == (HEADLINE, "2016-08-17")


@pytest.mark.parametrize(
    "dated",
    ["17 August 2016\n", "Report by Ann Roth, Editor-at-large\nUpdated 1909 GMT August 17, 2016\n"],
)
def test_a_headline_above_the_only_day_of_the_menus_is_the_title_though_buttons_follow(
    dated: str,
) -> None:
    menu = "".join(
        f"Mills of the {place}\n" for place in ["north", "south", "east", "west", "plain"]
    )
    tools = "Play\nWatch the park open its doors\nThen and now: small companies\n" * 9
    assert described(f"{menu * 8}{HEADLINE}\n{dated}{tools}{BODY}") == (HEADLINE, "2016-08-17")


def test_the_heading_of_all_is_the_title_below_a_menu_that_names_other_stories() -> None:
    teasers = f"{BODY}\nMore news\n\nMills\n\nWeirs\n\n"
    text = f"{teasers}# {HEADLINE}\n\nPublished Wed, Aug 17 20169:29 AM EDT\n\n{BODY}"
    assert described(text) == (HEADLINE, "2016-08-17")


def test_other_stories_in_the_menu_below_a_notice_end_no_page() -> None:
    notice = "This page is kept as it was, and nothing on it is brought up to date any longer.\n"
    menu = f"{notice}News\nMore from the mills\n{MENU}"
    text = f"{menu}August 17, 2016\n{HEADLINE}\n{BODY}"
    assert described(text) == (HEADLINE, "2016-08-17")


def test_the_path_to_a_title_right_above_it_is_none() -> None:
    page = "首页 商圈 商圈资讯 青禾省在台湾收获大单\n青禾省在台湾收获大单\n发布时间：2011-03-14\n"
    assert described(page + ZH_BODY * 3)[0] == "青禾省在台湾收获大单"
