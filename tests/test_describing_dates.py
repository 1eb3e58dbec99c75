"""The publication date of a page: stated ones are found, others are not invented."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf

from search import Query
from search.cleaning import clean
from search.describing import describe
from search.describing.dates.publication import publication_date
from search.describing.dates.words import mentions
from search.describing.pagelines import plain
from search.document import CleanText, Hints, Span

TODAY = date(2026, 1, 1)
HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"


def cases() -> list[tuple[str, str, str]]:
    """Expected date, what is tested, and the page."""
    text = (HERE / "files" / "dates" / "cases.txt").read_text(encoding="utf-8")
    pages = re.split(r"^=== (.*)\n", text, flags=re.MULTILINE)[1:]
    heads = [head.split(" | ") for head in pages[::2]]
    return [(head[0], head[1], page) for head, page in zip(heads, pages[1::2], strict=True)]


def found(text: str, hints: Hints | None = None, today: date = TODAY) -> str:
    value = publication_date(CleanText(text), hints or Hints(), today)
    return value.id if value else "-"


@pytest.mark.parametrize(
    ("expected", "text"), [(c[0], c[2]) for c in cases()], ids=[c[1] for c in cases()]
)
def test_a_page_has_the_publication_date_that_it_states(expected: str, text: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("expected", "text"), [(c[0], c[2]) for c in cases()], ids=[c[1] for c in cases()]
)
def test_cleaning_a_page_leaves_its_publication_date(expected: str, text: str) -> None:
    value = publication_date(clean(text), Hints(), TODAY)
    assert (value.id if value else "-") == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("000", "2016-06-06"),
        ("001", "2012-05-10"),
        ("002", "2016-08-15"),
        ("003", "2017-12-27"),
        ("004", "2016-08-15"),
    ],
)
def test_the_seeds_have_their_publication_dates(number: str, expected: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*")
    value = publication_date(clean(path.read_text(encoding="utf-8")), Hints(), TODAY)
    assert value is not None
    assert value.id == expected


PAGE = "A page\nUpdated: 2016-08-15\n" + (
    "It has a sentence, and then another one that ends the paragraph here. So it is."
)
PLAIN = PAGE.replace("Updated: 2016-08-15\n", "")


def test_the_publishers_markup_comes_before_the_text() -> None:
    assert found(PAGE, Hints(published="2016-08-14T23:10:00Z")) == "2016-08-14"


def test_a_mail_header_is_read() -> None:
    assert found(PLAIN, Hints(published="Mon, 15 Aug 2016 11:16:50 +0800")) == "2016-08-15"


def test_file_properties_come_after_the_text() -> None:
    properties = Hints(published="D:20190301121500+08'00'", trusted=False)
    assert found(PAGE, properties) == "2016-08-15"
    assert found(PLAIN, properties) == "2019-03-01"


def test_markup_that_is_no_date_is_passed_over() -> None:
    assert found(PAGE, Hints(published="yesterday")) == "2016-08-15"
    assert found(PAGE, Hints(published="2099-01-01")) == "2016-08-15"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/2016-08/15/content_5099.htm",
        "https://a.example/n1/2016/0815/c1001-2.html",
        "http://a.example/art/201608/t20160815_123.html",
    ],
)
def test_the_address_gives_a_date_where_the_text_gives_none(url: str) -> None:
    assert found(PLAIN, Hints(url=url)) == "2016-08-15"
    assert found(PAGE.replace("15", "16"), Hints(url=url)) == "2016-08-16"


def test_a_dateline_takes_its_year_from_the_address() -> None:
    text = "大赛落幕\n新华社北京12月31日电 大赛落下帷幕，十个团队获奖，明年再来。"
    assert found(text, Hints(url="https://a.example/2017-01/02/c_1.htm")) == "2016-12-31"


def test_dates_in_lists_of_other_stories_are_never_taken() -> None:
    text = "A page\nPublished: 2016-08-15\n"
    value = publication_date(CleanText(text, chrome=(Span(7, 28, "related"),)), Hints(), TODAY)
    assert value is None


def test_dates_in_chrome_of_the_page_itself_are_taken() -> None:
    text = "A page\nPublished: 2016-08-15\n"
    for kind in ("date", "source", "header"):
        value = publication_date(CleanText(text, chrome=(Span(7, 28, kind),)), Hints(), TODAY)
        assert value is not None
        assert value.id == "2016-08-15"


@given(
    st.text()
    | st.text(alphabet="0123456789年月日-/.: \n二〇一十民國JunMay,發布日期Posted", max_size=200)
)
@settings(max_examples=100, deadline=None)
def test_whatever_is_found_is_a_date_and_stands_in_the_text(text: str) -> None:
    value = publication_date(CleanText(text), Hints(published=text[:40], trusted=False), TODAY)
    if value is not None:
        parts = [int(part) for part in value.id.split("-")]
        date(*[*parts, 1, 1][:3])
        evidence = value.evidence[0]
        if evidence.start >= 0:
            assert text[evidence.start : evidence.end] == value.name
    for mention in mentions(plain(text)):
        assert text[mention.start : mention.end].strip()


@given(st.dates(min_value=date(1900, 1, 1), max_value=TODAY), st.sampled_from(range(7)))
@settings(max_examples=100, deadline=None)
def test_every_form_of_every_day_is_read(day: date, form: int) -> None:
    year, month, number = day.year, day.month, day.day
    forms = [
        day.isoformat(),
        f"{year}/{month}/{number}",
        f"{year}年{month}月{number}日",
        f"{number} {day:%b} {year}",
        f"{day:%B} {number}, {year}",
        f"{year} 年 {month:02} 月 {number:02} 日",
        f"{day:%b}. {number}, {year}",
    ]
    assert found(f"A page\nPublished: {forms[form]}\nAnd text.") == day.isoformat()


@given(st.integers(1, 130), st.integers(1, 12), st.integers(1, 28))
@settings(max_examples=50, deadline=None)
def test_minguo_years_count_from_1911(year: int, month: int, day: int) -> None:
    (mention,) = mentions(f"民國{year}年{month}月{day}日")
    assert (mention.year, mention.month, mention.day) == (1911 + year, month, day)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "年",
        "二",
        "1-",
        "2016年",
        "May ",
        "十月",
        "2016-01-01 ",
        "Date: ",
        "!",
        "! a",
        "(",
        "民國",
        "05/06/2016 ",
        "05/06/2016\n",
        "105.08.15\n",
        "發布日期:105.08.15\n",
        "(2016年8月15日通过",
    ],
)
def test_a_page_of_one_repeated_piece_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        publication_date(CleanText(text), Hints(), TODAY)
        return time.process_time() - start

    seconds(1000)
    assert seconds(160_000) < 16 * seconds(20_000) + 0.5


def test_describing_knows_no_publication_long_after_today() -> None:
    text = CleanText(
        "Maker spaces\nPublished: 2106-08-15\nThey grow fast, and more will come soon."
    )
    for today, expected in [(date(2017, 1, 1), None), (date(2105, 12, 1), "2106-08-15")]:
        facts = describe(text, Hints(), "a.txt", today)
        assert (facts.date.id if facts.date else None) == expected


def test_a_weekday_and_a_word_behind_the_date_leave_it_the_publication_date() -> None:
    body = "八月的乌鲁木齐，众创空间里坐满了年轻人，他们带着自己的项目来到这里寻找合作伙伴。" * 3
    text = clean(f"新疆众创空间快速发展，创业者迎来好时机\n2016年8月15日 星期一 发布\n{body}")
    facts = describe(text, Hints(), "a.txt")
    assert facts.date is not None
    assert facts.date.id == "2016-08-15"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<meta property="article:published_time" content="2016-08-14T23:10:00+08:00">',
            "2016-08-14",
        ),
        (
            '<script type="application/ld+json">'
            '{"@type": "NewsArticle", "headline": "A", "datePublished": "2016-08-13"}</script>',
            "2016-08-13",
        ),
        ("", "2016-08-15"),
    ],
)
def test_the_markup_of_a_page_decides_in_the_index(shelf: Shelf, head: str, expected: str) -> None:
    body = "<h1>A page</h1><p>Published: 2016-08-15</p><p>It has a sentence, and one more.</p>"
    shelf.write("a.html", f"<html><head>{head}</head><body>{body}</body></html>")
    shelf.update()
    (hit,) = shelf.open().search(Query("sentence")).hits
    assert hit.date == expected


def test_a_time_element_gives_the_date_of_a_page_that_states_none(shelf: Shelf) -> None:
    page = "<p>It has a sentence.</p><footer><time datetime='2016-08-12'>Friday</time></footer>"
    shelf.write("a.html", f"<html><body><h1>A page</h1>{page}</body></html>")
    shelf.update()
    (hit,) = shelf.open().search(Query("sentence")).hits
    assert hit.date == "2016-08-12"


def test_a_text_in_many_calendars_is_read_in_linear_time() -> None:
    def seconds(size: int) -> float:
        text = "农历正月初一，光绪二年，民國1年，昭和2年。" * (size // 22)
        start = time.process_time()
        publication_date(CleanText(text), Hints(), TODAY)
        return time.process_time() - start

    seconds(1000)
    assert seconds(160_000) < 16 * seconds(20_000) + 0.5


def test_who_prepared_a_text_and_when_is_surer_than_a_file_property() -> None:
    line = "Prepared by the Unit for Regional Planning of the Board of Trade, 4 May 2021"
    body = "The park was opened to small companies, and forty of them have signed up so far."
    hints = Hints(published="2024-01-02T08:00:00Z", trusted=False)
    assert found(f"Parks of the West\n{line}\n{body}", hints) == "2021-05-04"
    assert found(f"Parks of the West\n{body}", hints) == "2024-01-02"
