"""Addresses that are made in bulk: each equals the one that is made by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from web_fixtures import read_url

from search import SORTS, Filter, Query
from web.addresses import FACETS, NAMES, Address
from web.links import Links

words = st.text(st.characters(codec="utf-8"), max_size=10)
names = words.filter(lambda word: word.strip() and word == word.strip())
several = st.lists(names, max_size=3, unique=True).map(tuple)
addresses = st.builds(
    Address,
    st.builds(
        Query,
        words,
        st.builds(Filter, several, several, several, several),
        st.sampled_from(SORTS),
        st.integers(1, 9),
        st.sampled_from((10, 20)),
        without=several,
        expand=st.booleans(),
        group=st.booleans(),
    ),
    st.sampled_from(("", "en", "zh-Hant")),
)
facets = st.sampled_from([facet for facet, _, _ in FACETS])


@settings(max_examples=100, deadline=None)
@given(addresses, facets, several)
def test_choosing_equals_the_address_of_that_choice(
    address: Address, facet: str, values: tuple[str, ...]
) -> None:
    assert Links(address).choosing(facet)(values) == address.choosing(facet, values).url()


@settings(max_examples=100, deadline=None)
@given(addresses, names)
def test_adding_equals_the_address_with_one_more(address: Address, word: str) -> None:
    more = address.turned(without=(*address.query.without, word))
    assert Links(address).adding("without")(word) == more.url()


@settings(max_examples=100, deadline=None)
@given(addresses, st.sampled_from(SORTS[1:]), st.sampled_from((10, 50)), st.integers(2, 9))
def test_setting_equals_the_address_with_that_value(
    address: Address, sort: str, limit: int, page: int
) -> None:
    links = Links(address)
    assert links.setting("sort")(sort) == address.turned(sort=sort).url()
    assert links.setting("sort")("") == address.turned(sort=SORTS[0]).url()
    assert links.setting("limit")("" if limit == 10 else "50") == address.turned(limit=limit).url()
    assert links.setting("page")(str(page)) == address.turned(page=page).url()


@settings(max_examples=100, deadline=None)
@given(addresses, facets, names)
def test_leaving_out_keeps_all_else_and_says_so_in_the_query(
    address: Address, facet: str, name: str
) -> None:
    left = read_url(Links(address).leaving_out(facet)(name))
    before = read_url(address.turned(text="x").url())
    assert left.query.filter == before.query.filter
    assert left.query.sort == before.query.sort
    field = next(field for known, field, _ in FACETS if known == facet)
    assert f"-{field}:" in left.query.text


def test_the_parameters_of_an_address_are_those_that_are_known_in_their_order() -> None:
    full = Address(
        Query("x", Filter(*[("a",)] * 8), "newest", 2, 20, expand=False, without=("w",),
              group=False, strict=True),
        "en",
    )  # fmt: skip
    assert tuple(name for name, _ in full.parameters()) == NAMES
