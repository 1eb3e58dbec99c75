"""The day of publication below menus, right beside names, in addresses."""

from __future__ import annotations

import pytest

from search.describing.dates.publication import publication_date
from search.describing.pagelines import plain
from search.document import CleanText, Hints

BODY = (
    "The park was opened to small companies this spring, and forty of them have signed up so far."
)
ZH_BODY = (
    "近日，全区新增三家孵化器，至此总数达到十一家，带动就业一千余人，得到各方面的好评与支持。" * 2
)


def found(text: str, path: str = "") -> str:
    stated = publication_date(CleanText(text), Hints(), None, path)
    return stated.id if stated else "-"


def titled(line: str) -> str:
    return f"Parks of the West\n{line}\n{BODY}"


def test_a_date_right_above_the_text_counts_below_a_long_menu_or_a_notice() -> None:
    menu = "".join(f"menu {number}\n" for number in range(80))
    dated = f"Parks of the West\nAnna Roth 2016-08-17\n{BODY} {BODY}"
    assert found(menu + dated) == "2016-08-17"
    assert found(f"{BODY}\n{menu}{dated}") == "2016-08-17"  # the notice of a site
    others = "Roads\n2016-08-19\nMills\n2016-08-18\nWeirs\n2016-08-16\n"
    assert found(f"{menu}{others}{BODY} {BODY}") == "-"  # a list of other stories


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("林小明2016-08-17 14:27", "2016-08-17"),
        ("人民日报2016.08.17 星期三", "2016-08-17"),
        ("By Ann Roth - The Mill Times - Wednesday, August 17, 2016", "2016-08-17"),
        (
            "Written by Ann Roth in Mills on 17 August 2016 at 08:34 PM EDT. 74 Comments",
            "2016-08-17",
        ),
        ("Aug. 17, 2016, 12:44 PM UTC / Updated Aug. 18, 2016, 1:00 PM", "2016-08-17"),
        ("By Ann Roth • 8/17/16 12:21pm", "2016-08-17"),
        ("Wed, Aug 17 20169:29 AM EDT", "2016-08-17"),
        ("发布时间：16-08-17 10:22", "2016-08-17"),
        ("发布时间：16-08-1723:16", "2016-08-17"),
        ("归档时间：2016-08-17", "2016-08-17"),
        ("版本日期: 17.8.2016", "2016-08-17"),
        ("本篇文章945字，读完约2分钟", "-"),
        ("型号：16-08-17", "-"),
        ("Published: 16-08-17", "-"),
        ("座谈会2016-08-17", "-"),
    ],
)
def test_a_name_may_stand_right_beside_the_day(line: str, expected: str) -> None:
    assert found(titled(line)) == expected


def test_a_day_in_figures_may_close_the_line_of_the_headline() -> None:
    notice = "青山液压股东大会议事规则(草案)"
    assert found(f"公司公告\n{notice}2016-08-17\n{ZH_BODY}") == "2016-08-17"
    several = "".join(f"{notice}2016-08-1{day}\n" for day in (5, 6, 7))
    assert found(f"{several}{ZH_BODY}") == "-"  # a list
    assert found(f"青山液压股东大会议事规则施行至2016-08-17\n{ZH_BODY}") == "-"


def test_folders_count_for_any_file_that_is_called_as_pages_are() -> None:
    text = f"Parks of the West\n{BODY}"
    assert found(text, path="content/2016-08/17/content_159507.txt") == "2016-08-17"
    assert found(text, path="page/2016/0817/16704869.shtml.txt") == "2016-08-17"
    assert found(text, path="mill.example.org/2016/08/17/parks.md") == "2016-08-17"
    assert found(text, path="notes/2016/08/17/parks.md") == "-"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12:332016/08/17", "2016-08-17"),
        ("发布日期 | 2016年08月17日", "2016-08-17"),
        ("成文日期： | 2016年08月11日 | 发布日期： | 2016年08月17日", "2016-08-17"),
        ("Date: | 2016-08-17", "2016-08-17"),
        ("By Ann Roth2016-08-17 13:52:51 UTC", "2016-08-17"),
        ("12:332016/08", "-"),
    ],
)
def test_a_day_stands_in_the_next_cell_of_its_label_or_right_behind_a_clock_or_an_author(
    line: str, expected: str
) -> None:
    assert found(titled(plain(line))) == expected


def test_the_day_beside_the_line_of_an_author_counts_below_pictures_and_notices() -> None:
    notes = (
        "The picture was taken at the old mills on August 3, 2016, as the last weirs broke.\n" * 9
    )
    text = f"{BODY}\n" * 20
    byline = "By Ann Roth\nWednesday, 17 Aug 2016 4:55 PM\n"
    assert found(f"Parks of the West\n{notes}{byline}{text}") == "2016-08-17"
    second = f"{BODY}\nBy Bob Lee\n18 Aug 2016\n"
    assert found(f"Parks of the West\n{notes}{byline}{second}{text}") == "-"


def test_a_time_of_day_behind_a_comma_tells_the_day_of_a_page_below_its_first_paragraph() -> None:
    line = "Link copied\n* Aug 17, 2016, 12:31 PM UTC\n"
    assert found(f"Parks of the West\n{BODY}\n{line}{BODY}") == "2016-08-17"
