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
        ("二零一八年五月十日於澳門特別行政區", "2018-05-10"),
        ("2018年5月10日于澳门", "2018-05-10"),
        ("2018年5月10日于会议中心讨论", "-"),
        ("比賽日期 2016年9月12日", "-"),
        ("明報 2016年9月12日\n聯合報 2017年2月17日", "-"),
    ],
)
def test_a_paper_or_a_place_beside_the_last_date_makes_it_the_day(foot: str, expected: str) -> None:
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
