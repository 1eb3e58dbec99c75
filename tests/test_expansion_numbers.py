"""Numbers and dates of a query are found however a document writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, ask, indexed, paths

from search.expansion.amounts import amounts
from search.expansion.dates import dates

DOCUMENTS = {
    "amount-en": "Output of the zone reached 13.8 billion yuan; it is home to 2,700 companies.",
    "amount-zh": "高新区总产值达到138亿元，入驻企业2700家。",
    "amount-numeral": "园区总产值为一百三十八亿元，厂商两千七百家。",
    "month-en": "The forum was held on August 21, 2016, in the provincial capital.",
    "month-zh": "论坛于2016年8月21日在省会举行。",
    "month-numeral": "論壇於二〇一六年八月在省會舉行。",
    "month-digits": "Forum of entrepreneurs, held 2016-08-21 at the library.",
    "other-month": "2014年8月和2016年1月，2018年21人参加了活动。",
    "decade-en": "Enterprises in the region were reformed during the 1990s.",
    "decade-zh": "上世纪90年代，东北的企业进行了改革。",
    "decade-numeral": "九十年代的改革影响深远。",
    "family": "My home and family are far away from the house.",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    documents = {f"{name}.txt": text for name, text in DOCUMENTS.items()}
    return indexed(tmp_path_factory.mktemp("numbers"), documents)


def found(shelf: Shelf, text: str) -> list[str]:
    """The documents that answer, best first, with all that the words may mean."""
    return [Path(path).stem for path in paths(ask(shelf.open(), text, expand=True))]


AMOUNT = {"amount-en", "amount-zh", "amount-numeral"}
MONTH = {"month-en", "month-zh", "month-numeral", "month-digits"}
DAY = MONTH - {"month-numeral"}
DECADE = {"decade-en", "decade-zh", "decade-numeral"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("138亿", AMOUNT),
        ("１３８亿元", AMOUNT),
        ("13.8 billion", AMOUNT),
        ("一百三十八億", AMOUNT),
        ("2700家", AMOUNT),
        ("2,700", AMOUNT),
        ("2700", AMOUNT),
        ("二千七百家", AMOUNT),
        ("2016年8月", MONTH),
        ("二〇一六年八月", MONTH),
        ("August 2016", MONTH),
        ("aug 2016", MONTH),
        ("2016-08", MONTH),
        ("2016年8月21日", DAY),
        ("21 August 2016", DAY),
        ("August 21, 2016", DAY),
        ("1990s", DECADE),
        ("90年代", DECADE),
        ("上世纪九十年代", DECADE),
    ],
)
def test_whoever_writes_a_number_or_date_otherwise_comes_before_all_others(
    shelf: Shelf, text: str, wanted: set[str]
) -> None:
    assert set(found(shelf, text)[: len(wanted)]) == wanted


@pytest.mark.parametrize("text", ["2700家", "2016年8月", "1990s"])
def test_what_is_counted_and_the_parts_of_a_date_mean_nothing_by_themselves(
    shelf: Shelf, text: str
) -> None:
    assert not {"family", "other-month"} & set(found(shelf, text))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A day alone on a line below a title, and texts that speak of it, or of its parts."""
    english = "The cabinet met on {0} and the council of the river towns heard of it at once. " * 2
    chinese = "内阁于{0}开会，沿河各镇的委员会当天就得知了这一消息，并且作出了答复。" * 2
    documents = {
        "line-en": f"Storm over the river\n\nMonday, June 24, 2019\n\n{english.format('Friday')}",
        "line-zh": f"河上的风暴\n\n2019年6月24日\n\n{chinese.format('周五')}",
        "digits": f"The council\n\n{english.format('2019-06-24')}",
        "turned": f"The towns\n\n{english.format('24 June 2019')}",
        "digits-zh": f"委员会\n\n{chinese.format('2019-06-24')}",
        "parts": f"A year\n\n{english.format('Monday')} In June 2019, 24 came; in June, 24 left.",
    }
    for number in range(20):
        day = f"{english.format(f'Monday, May {number + 1}, 2019')}{number} of them left."
        documents[f"other-{number}"] = f"Paper {number}\n\n{day}"
    texts = {f"{name}.txt": text for name, text in documents.items()}
    return indexed(tmp_path_factory.mktemp("papers"), texts)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Monday, June 24, 2019", "line-en"),
        ("June 24, 2019", "line-en"),
        ("2019年6月24日", "line-zh"),
        ("24 June 2019", "turned"),
    ],
)
def test_a_day_as_it_was_typed_comes_before_its_other_writings(
    papers: Shelf, text: str, first: str
) -> None:
    answers = found(papers, text)
    assert answers[0] == first
    assert {"line-en", "line-zh", "digits", "turned", "digits-zh"} <= {*answers}


def test_a_hit_tells_in_which_writing_it_was_found(shelf: Shelf) -> None:
    hits = {hit.path: hit.via for hit in ask(shelf.open(), "138亿元", expand=True).hits}
    assert hits["amount-zh.txt"] == ()
    assert hits["amount-en.txt"] == ("13.8 billion",)


def test_another_writing_can_be_turned_off(shelf: Shelf) -> None:
    assert shelf.find("138亿") == ["amount-zh.txt"]


@pytest.mark.parametrize("text", ["42", "7.5", "5G", "十", "May", "march", "三五个", "第一", "+"])
def test_what_may_stand_for_anything_has_no_other_writing(text: str) -> None:
    assert not dates(text)
    assert not amounts(text)


@given(st.text("0123456789〇零一二三十廿百千万亿年月日号代世纪上sAugMay -/.,th", max_size=16))
@settings(deadline=None, max_examples=100)
def test_any_text_is_read_without_failing(text: str) -> None:
    assert all(writing.text for writing in dates(text))
    assert all(amounts(text))


@given(st.dates().filter(lambda day: day.year < 2100 and day.year > 999), st.integers(0, 2))
@settings(deadline=None, max_examples=100)
def test_every_writing_of_a_date_is_read_as_the_same_date(day: object, parts: int) -> None:
    text = str(day)[: (4, 7, 10)[parts]]
    ways = dates(text)
    assert ways
    assert all(set(dates(way.text)) == set(ways) for way in ways)


@given(st.integers(1000, 9_999), st.sampled_from(["", "万", "亿", " million", " billion"]))
@settings(deadline=None, max_examples=100)
def test_every_writing_of_a_number_is_read_as_the_same_number(number: int, scale: str) -> None:
    text = f"{number}{scale}" if not scale.startswith(" ") else f"{number / 10:g}{scale}"
    ways = {text, *amounts(text)}
    assert len(ways) > 1
    for way in ways:
        assert {way, *amounts(way)} >= ways - {text}
