"""Addresses: read what makes sense, write one canonical form."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from search import SORTS, Filter, Query
from web.addresses import MOST_CHARACTERS, MOST_HITS, MOST_VALUES, Address, read


def reading(**values: str | list[str]) -> Address:
    lists = {name: [v] if isinstance(v, str) else v for name, v in values.items()}
    return read(lambda name: lists.get(name, []), "en")


def read_url(url: str, ui: str = "en") -> Address:
    values = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return read(lambda name: values.get(name, []), ui)


def test_an_empty_address_is_the_default_query() -> None:
    assert reading() == Address(Query())


def test_every_parameter_reaches_the_query() -> None:
    address = reading(
        q=" 创新 ", date="2016", region=["650000", "330000"], org="科学技术部", lang="zh",
        sort="newest", page="2", limit="20", ui="zh", without=["innovate"], expand="no",
        group="0",
    )  # fmt: skip
    assert address.query == Query(
        "创新",
        Filter(("2016",), ("650000", "330000"), ("科学技术部",), ("zh",)),
        "newest",
        2,
        20,
        expand=False,
        without=("innovate",),
        group=False,
    )
    assert address.asked == "zh-Hans"


def test_a_character_that_no_page_may_hold_is_a_blank() -> None:
    assert reading(q="\0abc\0d").query.text == "abc d"


def test_the_long_names_of_the_facets_are_read_too() -> None:
    assert reading(organisation="科学技术部", language="en") == reading(org="科学技术部", lang="en")


def test_numbers_are_clamped_and_nonsense_is_ignored() -> None:
    assert reading(page="abc", limit="").query == Query()
    assert reading(page="-3", limit="0").query == Query(limit=1)
    assert reading(limit="9999").query.limit == MOST_HITS
    assert reading(page="9" * 5000).query.page == 1
    assert reading(sort="sideways").query.sort == SORTS[0]
    assert reading(ui="xx").asked == ""


def test_the_same_value_twice_is_one_value_and_blanks_are_none() -> None:
    assert reading(region=["650000", " ", "650000 "]).chosen("region") == ("650000",)


def test_a_long_query_and_many_values_are_cut() -> None:
    address = reading(q="字" * 10_000, region=[str(n) for n in range(1000)])
    assert len(address.query.text) == MOST_CHARACTERS
    assert len(address.chosen("region")) == MOST_VALUES


def test_the_parameters_stand_in_one_order_and_defaults_are_left_out() -> None:
    address = reading(
        page="2", ui="zh", without="x", lang="zh", date="2016", q="a b&c", sort="title",
        limit="20", expand="no", group="no",
    )  # fmt: skip
    assert address.url() == (
        "/search?q=a+b%26c&date=2016&lang=zh&without=x&expand=no&group=no&sort=title&limit=20"
        "&page=2&ui=zh-Hans"
    )
    assert address.url("/document/x", view="Hans").endswith("&ui=zh-Hans&view=Hans")
    assert Address(Query()).url() == "/search"
    assert Address(Query()).home() == "/"


def test_a_changed_search_begins_at_its_first_page() -> None:
    address = reading(q="x", page="3")
    assert address.choosing("date", ("2016",)).query.page == 1
    assert address.turned(sort="newest").query.page == 1
    assert address.speaking("zh-Hant").query == replace(address.query, ui="zh")


words = st.text(st.characters(codec="utf-8"), max_size=20)


@given(
    words, st.lists(words, max_size=3), st.sampled_from(SORTS), st.integers(1, 500), st.booleans()
)
def test_an_address_reads_back_as_what_was_written(
    text: str, values: list[str], sort: str, page: int, asked: bool
) -> None:
    ui = ["zh"] if asked else []
    address = reading(q=text, region=values, sort=sort, page=str(page), ui=ui)
    assert read_url(address.url()) == address


@given(st.dictionaries(st.sampled_from(["q", "page", "limit", "sort", "date", "ui"]), words))
def test_no_address_fails_and_every_query_is_in_bounds(values: dict[str, str]) -> None:
    query = reading(**values).query
    assert query.page >= 1
    assert 1 <= query.limit <= MOST_HITS
    assert query.sort in SORTS


def test_the_first_page_keeps_the_language_that_was_asked_for() -> None:
    assert Address(Query()).home() == "/"
    assert Address(Query("x")).speaking("zh-Hant").home() == "/?ui=zh-Hant"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_every_text_comes_back_from_the_address_that_it_stands_in(text: str) -> None:
    url = Address(Query(filter=Filter(regions=(text,)))).url(view=text)
    assert parse_qs(urlsplit(url).query, keep_blank_values=True, errors="strict") == {
        "region": [text],
        "view": [text],
    }
