"""The gazetteer: places are found by any of their names, and the tree has no loops."""

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.data import rows
from search.describing.places.gazetteer import LEVELS, Region, gazetteer, key

REGIONS = list(gazetteer())
TO_TRADITIONAL = opencc.OpenCC("s2t")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Xinjiang", "650000"),
        ("xinjiang", "650000"),
        ("新疆", "650000"),
        ("新疆維吾爾自治區", "650000"),
        ("650000", "650000"),
        ("CN-65", "650000"),
        ("CN-XJ", "650000"),
        ("Sinkiang", "650000"),
        ("Ürümqi", "650100"),
        ("Urumchi", "650100"),
        ("Peking", "110000"),
        ("Canton", "440100"),
        ("Xizang", "540000"),
        ("Hebei Province", "130000"),
        ("Wuhan City", "420100"),
        ("Xi’an", "610100"),
        ("瀋陽", "210100"),
        ("吉林市", "220200"),
        ("乾縣", "610424"),
        ("KZ", "KZ"),
        ("哈薩克", "KZ"),
        ("Korea", "KR"),
        ("HK", "810000"),
        ("Sham Shui Po", "810006"),
        ("臺北", "TW-TPE"),
        ("Kaohsiung", "TW-KHH"),
        ("Central Asia", "143"),
        ("中關村", "110108-ZGC"),
        ("乌鲁木齐国家高新区", "650100-HTZ"),
        ("Urumqi State High-tech Zone", "650100-HTZ"),
        ("Shanghai Free Trade Zone", "310000-FTZ"),
        ("伦敦", "GB-LON"),
        ("紐約", "US-NYC"),
        ("Saint Petersburg", "RU-LED"),
        ("California", "US-CA"),
        ("加州", "US-CA"),
    ],
)
def test_a_place_is_found_first_by_any_of_its_names(name: str, id: str) -> None:
    assert gazetteer().find(name)[0] == id


@pytest.mark.parametrize("name", ["", " ", "Atlantis", "市", "High-tech Zone", "高新区", "999999"])
def test_what_is_no_place_finds_nothing(name: str) -> None:
    assert gazetteer().find(name) == ()


def test_a_name_that_two_cities_share_finds_both() -> None:
    assert gazetteer().find("Suzhou")[:2] == ("320500", "341300")


def test_the_name_of_a_province_does_not_mean_a_county_of_that_name() -> None:
    assert gazetteer().find("Xinjiang") == ("650000",)


def test_every_region_is_well_formed_and_found_by_its_names_and_its_id() -> None:
    places = gazetteer()
    for region in REGIONS:
        assert region.level in LEVELS, region
        assert region.zh, region
        assert region.en, region
        assert region.id in places.find(region.zh), region
        assert region.id in places.find(region.en), region
        assert places.find(region.id) == (region.id,)
        assert places.label(region.id, "en") == region.en
        assert places.label(region.id, "zh") in (region.zh, region.zh_short)


def test_every_walk_upwards_ends_and_climbs() -> None:
    places = gazetteer()
    for region in REGIONS:
        above = places.ancestors(region.id)
        assert len(set(above)) == len(above) <= 4, region
        assert region.id not in above
        assert all(places.region(id) for id in above)
        top = places.region(above[-1]) if above else None
        assert top is None or top.level in ("country", "macro"), region
        assert above[-1:] == ("CN",) or not region.id[:6].isdigit() or len(region.id) < 6


def test_mainland_counties_stand_under_the_city_or_province_whose_code_they_begin_with() -> None:
    for region in REGIONS:
        if region.level == "county" and region.id.isdigit() and region.id[0] < "7":
            assert region.parent in (region.id[:4] + "00", region.id[:2] + "0000")


def test_labels_follow_the_language_and_are_clear_under_their_parent() -> None:
    places = gazetteer()
    assert places.label("650000", "zh") == "新疆"
    assert places.label("330108", "zh") == "滨江区"
    assert places.label("330108", "en") == "Binjiang District"
    assert places.label("220200", "zh") == "吉林市"
    assert places.label("650100-HTZ", "en") == "Urumqi High-tech Zone"
    assert places.label("nowhere", "zh") == "nowhere"


def test_a_zone_by_pattern_stands_under_the_place_that_holds_it() -> None:
    assert gazetteer().ancestors("650100-HTZ") == ("650100", "650000", "CN")
    assert gazetteer().region("999999-HTZ") is None
    assert gazetteer().region("KZ-HTZ") is None


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(REGIONS))
def test_traditional_and_simplified_names_find_the_same(region: Region) -> None:
    traditional = TO_TRADITIONAL.convert(region.zh)
    assert gazetteer().find(traditional) == gazetteer().find(region.zh)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_answered_with_known_ids(name: str) -> None:
    assert all(gazetteer().region(id) for id in gazetteer().find(name))


def test_every_rule_about_a_name_is_about_a_name_that_exists_and_is_the_only_one() -> None:
    known = {key(name) for region in REGIONS for name in region.names}
    known |= {key(region.zh[:-1]) for region in REGIONS if region.id.startswith("TW-")}
    ruled = [
        key(word)
        for rule, line in rows("region-words.tsv")
        if rule in ("never", "parent", "context", "preposition", "known")
        for word in line.split("|" if line.isascii() else " ")
    ]
    assert set(ruled) <= known
    assert len(ruled) == len(set(ruled))
