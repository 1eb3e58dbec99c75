"""The page of all values of a facet: whatever a search cannot list is found there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace
from web_fixtures import FACETS, FakeLibrary, client_over

from search import FacetValue, Query, Results
from web.valuelists import MOST

CHINESE = {"650000": "新疆维吾尔自治区", "330100": "杭州市"}


@pytest.fixture
def library() -> FakeLibrary:
    """A library that knows Chinese names and lists no more values than it is asked for."""
    many = tuple(FacetValue(f"r{n}", f"Place {n}", 1, False, "CN") for n in range(MOST))
    made = FakeLibrary(facets={**FACETS, "region": (*FACETS["region"], *many)})
    plain = FakeLibrary(facets=made.facets)

    def answer(query: Query) -> Results:
        made.asked.append(query)
        results = plain.search(query)
        values = results.facets["region"][: query.values]
        named = (replace(v, label=CHINESE.get(v.value, v.label)) for v in values)
        region = tuple(named) if query.ui == "zh" else values
        return replace(results, facets={**results.facets, "region": region})

    made.answer = answer
    return made


@pytest.fixture
def client(library: FakeLibrary) -> Iterator[FlaskClient]:
    """A client over it."""
    with client_over(library) as made:
        yield made


def listed(html: str) -> list[str]:
    """The names of the values on a page."""
    return re.findall(r'class="choice-label">([^<]*)<', html)


def test_all_values_stand_on_one_page_each_with_the_search_that_chooses_it(
    client: FlaskClient, library: FakeLibrary
) -> None:
    html = client.get("/values/region?q=x&lang=zh").text
    assert listed(html)[:4] == ["China", "Xinjiang", "Zhejiang", "Hangzhou"]
    assert len(listed(html)) == MOST
    assert "4 more values that are not listed" in html
    assert 'href="/search?q=x&amp;region=330100&amp;lang=zh"' in html
    assert library.asked[-1].values == sys.maxsize
    assert "<details" not in html


@pytest.mark.parametrize("part", ["hang", "ANGZ", "杭州", "hzs", "hangzhou", "州"])
def test_a_value_is_found_by_a_part_of_its_names_or_how_it_sounds(
    client: FlaskClient, part: str
) -> None:
    assert listed(client.get(f"/values/region?find={part}").text) == ["Hangzhou"]


def test_nothing_found_and_no_such_facet_are_told(client: FlaskClient) -> None:
    html = client.get("/values/region?find=Palau&ui=en").text
    assert "No value has such a name." in html
    assert 'value="Palau"' in html
    assert client.get("/values/colour").status_code == 404
    assert client.get("/values/publisher?q=x").status_code == 200
    assert "<h1>全部：" in client.get("/values/region?ui=zh-Hans").text
