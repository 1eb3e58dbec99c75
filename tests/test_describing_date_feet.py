"""Dates that a text plainly states at its foot, below its title or in a sentence of its own."""

from __future__ import annotations

from datetime import date

import pytest

from search.cleaning import clean
from search.describing.dates.publication import publication_date
from search.document import Hints

BODY = "創客中心由三所大學共同設立，面積一萬平方米，預計年底啟用，可容納二百個創業團隊進駐。"
EN_BODY = (
    "The city closed its night markets on Monday, and sellers had to leave the streets at once. "
    "The mayor told us that more is to follow in the week to come."
)


def found(text: str, path: str = "") -> str:
    value = publication_date(clean(text), Hints(), date(2026, 1, 1), path)
    return value.id if value else "-"


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        ("明報 2016年9月12日", "2016-09-12"),
        ("2017/02/17 聯合報", "2017-02-17"),
        ("人民日报，2016年9月12日", "2016-09-12"),
        ("《明報》2016年9月12日", "2016-09-12"),
        ("比賽日期 2016年9月12日", "-"),
        ("明報 2016年9月12日\n聯合報 2017年2月17日", "-"),
    ],
)
def test_a_paper_beside_the_last_date_makes_it_the_day(foot: str, expected: str) -> None:
    assert found(f"創客中心將啟用\n\n{BODY}\n\n{BODY}\n\n{foot}\n") == expected


@pytest.mark.parametrize("line", ["*{}*", "{}"])
def test_a_paper_names_its_kind_its_day_and_its_house_below_its_title(line: str) -> None:
    stated = line.format("Working paper, 12 May 2017, Lanzhou University")
    assert found(f"# Night markets and the city\n\n{stated}\n\n{EN_BODY}\n") == "2017-05-12"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Published Nov 21, 2018, 7:05 PM.", "2018-11-21"),
        ("It was published Nov 21, 2018, 7:05 PM.", "-"),
        ("Published Nov 21, 2018, the book sold well.", "-"),
    ],
)
def test_a_sentence_of_label_day_and_time_is_a_stamp(sentence: str, expected: str) -> None:
    assert found(f"Night markets close\n\n{EN_BODY} {sentence} {EN_BODY}\n") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("会议纪要(2021.6.8).txt", "2021-06-08"),
        ("b_2021.6.8.txt", "2021-06-08"),
        ("2021-6-8.txt", "2021-06-08"),
        ("v2021.6.8.txt", "-"),
        ("tool 2021.6.8.1.txt", "-"),
        ("tool 1.2021.6.8.txt", "-"),
        ("2021.6.8a.txt", "-"),
        ("2021.13.8.txt", "-"),
    ],
)
def test_a_name_may_have_a_day_without_zeros_and_no_version(path: str, expected: str) -> None:
    assert found("Notes without a day.", path) == expected


def test_who_reports_on_a_contract_signs_later_than_its_parties() -> None:
    text = (
        f"采购合同公告\n合同签订日期：2019年11月1日\n{BODY}\n{BODY}\n市政府采购中心\n2019年11月5日"
    )
    assert found(text) == "2019-11-05"


def test_a_report_has_the_day_that_it_gives_for_itself() -> None:
    assert found(f"某项目评估报告\n报告日期：2017.6.8\n{BODY}") == "2017-06-08"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"創客中心將啟用\n\n{BODY}\n\n經濟發展局\n2018年5月10日\n最近更新：2025年1月2日\n",
            "2018-05-10",
        ),
        (
            f"Night markets\n\n(Hong Kong, 5 May 2018) - {EN_BODY}\nLast updated: 3 May 2025.",
            "2018-05-05",
        ),
        (f"創客中心將啟用\n\n{BODY}\n\n最近更新：2025年1月2日\n", "2025-01-02"),
        (
            f"創客中心將啟用\n最近更新：2025年1月2日\n\n{BODY}\n\n經濟發展局\n2018年5月10日\n",
            "2025-01-02",
        ),
    ],
)
def test_when_the_site_changed_is_the_day_where_nothing_else_tells_it(
    text: str, expected: str
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [("（中央社記者林小明台南5日電）", "2021-02-05"), ("", "-")],
)
def test_a_wire_story_ends_with_its_day_by_minguo(dateline: str, expected: str) -> None:
    assert found(f"創客中心將啟用\n\n{dateline}{BODY}1100205\n") == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (f"March 19, 2019 - Harbor guards were sent home. {EN_BODY}", "2019-03-19"),
        (f"19 March 2019 – “We go home”, the guards said. {EN_BODY}", "2019-03-19"),
        (f"March 19, 2019 - Opened.\n\nMay 3, 2020 - Closed. {EN_BODY}", "-"),
        (f"March 19, 2019 was a day of rain. {EN_BODY}", "-"),
    ],
)
def test_a_day_before_a_dash_opens_a_report(paragraphs: str, expected: str) -> None:
    assert found(f"Harbor closes its gates\n\n{paragraphs}\n") == expected
