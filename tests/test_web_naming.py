"""Names by which a facet value is found: both languages, both scripts, pinyin."""

from __future__ import annotations

from web_fixtures import FACETS, FakeLibrary, client_over

from search import FacetValue, Query, Results
from web.naming import names, spelt


def answer(**facets: tuple[FacetValue, ...]) -> Results:
    return Results(Query(), 1, (), facets, 1.0)


def test_a_value_has_its_names_in_each_language_and_script_and_its_sound() -> None:
    english = answer(region=(FacetValue("650000", "Xinjiang", 1, False),))
    chinese = answer(region=(FacetValue("650000", "新疆维吾尔自治区", 1, False),))
    assert names(english, chinese) == {
        "region": {
            "650000": {
                "names": ["Xinjiang", "新疆维吾尔自治区", "新疆維吾爾自治區"],
                "sounds": ["xin jiang wei wu er zi zhi qu"],
            }
        }
    }


def test_characters_with_several_readings_sound_as_the_name_does() -> None:
    assert spelt("重庆市") == "chong qing shi"
    assert spelt("长沙") == "chang sha"
    assert spelt("北京Beijing大学") == "bei jing da xue"


def test_the_page_asks_for_the_names_of_its_own_search() -> None:
    library = FakeLibrary()
    client = client_over(library)
    html = client.get("/search?q=x&date=2016&page=1&sort=newest").text
    address = "/names.json?q=x&amp;date=2016&amp;sort=newest"
    assert f'data-names="{address}"' in html
    library.asked.clear()
    found = client.get(address.replace("&amp;", "&")).json
    assert found is not None
    assert found.keys() == FACETS.keys()
    assert found["region"]["650000"] == {"names": ["Xinjiang"], "sounds": []}
    assert [query.ui for query in library.asked] == ["en", "zh"]
    assert {(query.text, query.filter.dates) for query in library.asked} == {("x", ("2016",))}
