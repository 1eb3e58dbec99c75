"""A name that several places have finds all of them, says which, and lists them apart."""

from __future__ import annotations

import re

import pytest
from index_fixtures import ask, indexed, paths

from search import FacetValue, Filter, Label, Library, Query, placed, told_apart
from search.answering.regionnames import region_ids
from search.describing.places.gazetteer import gazetteer

DOCUMENTS = {
    "beijing": "北京市朝阳区举办论坛\n\n北京市朝阳区集中了许多企业。",
    "changchun": "长春市朝阳区扩大投资\n\n吉林省长春市朝阳区召开会议。",
    "liaoning": "辽宁省朝阳市粮食丰收\n\n辽宁省朝阳市召开会议。",
    "suzhou": "江苏省苏州市建设园区\n\n江苏省苏州市召开会议。",
    "altay": "Snow falls in Altay Prefecture\n\nHerders of Altay Prefecture moved their sheep.",
    "hotan": "和田地区修建道路\n\n和田地区召开会议。",
    "hotan county": "和田县种植核桃\n\n新疆和田县召开会议。",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    texts = {f"{name}.txt": text for name, text in DOCUMENTS.items()}
    return indexed(tmp_path_factory.mktemp("namesakes"), texts).open()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Chaoyang", {"beijing", "changchun", "liaoning"}),
        ("chaoyang ", {"beijing", "changchun", "liaoning"}),
        ("Chaoyang District", {"beijing", "changchun"}),
        ("朝阳区", {"beijing", "changchun"}),
        ("211300", {"liaoning"}),
        ("Suzhou", {"suzhou"}),
        ("Jilin", {"changchun"}),
        ("Altay", {"altay"}),
        ("阿勒泰", {"altay"}),
        ("Hotan", {"hotan", "hotan county"}),
        ("hetian", {"hotan", "hotan county"}),
        ("和田", {"hotan", "hotan county"}),
        ("和田县", {"hotan county"}),
    ],
)
def test_a_name_of_several_places_finds_all_of_them(
    library: Library, name: str, wanted: set[str]
) -> None:
    expected = {f"{one}.txt" for one in wanted}
    assert set(paths(ask(library, f'region:"{name}"'))) == expected
    assert set(paths(ask(library, regions=(name,)))) == expected


def test_who_leaves_a_place_out_leaves_all_of_its_name_out(library: Library) -> None:
    assert set(paths(ask(library, "region:Xinjiang"))) == {
        "altay.txt",
        "hotan.txt",
        "hotan county.txt",
    }
    assert paths(ask(library, "region:Xinjiang -region:Hotan")) == ["altay.txt"]
    assert "altay.txt" not in paths(ask(library, "region:Xinjiang -region:Altay"))


def test_each_place_below_provinces_is_among_those_that_its_names_stand_for() -> None:
    known = gazetteer()
    large = {"world", "macro", "country", "province"}
    level = re.compile(" (?:City|District|County|Prefecture|League|Banner)$")
    lost, names = [], 0
    for region in known:
        bare = level.sub("", region.en) if "Autonomous" not in region.en else region.en
        for name in {*region.names, bare} - {""} if region.level not in large else ():
            found = known.find(name)
            names += 1
            of_larger = any(one.level in large for one in map(known.region, found) if one)
            if not of_larger and region.id not in region_ids(name):
                lost.append((region.id, name))
    assert names > 10_000
    assert not lost


def test_a_note_says_which_places_have_the_name(library: Library) -> None:
    [note] = library.search(Query("region:Chaoyang")).notes
    assert note.code == "region-namesakes"
    assert "Chaoyang, Liaoning; " in note.text
    assert "Chaoyang District, Beijing; Chaoyang District, Changchun" in note.text
    [note] = library.search(Query("", Filter(regions=("朝阳区",)), ui="zh")).notes
    assert note.text == "朝阳区: 北京朝阳区; 长春朝阳区"
    assert not library.search(Query("", Filter(regions=("110105",)))).notes
    assert not library.search(Query("region:Nanchang")).notes  # its county lies in it


def test_values_with_one_label_are_told_apart_by_what_they_lie_in(library: Library) -> None:
    values = library.search(Query("")).facets["region"]
    assert told_apart(values) == {
        "110105": "Chaoyang District, Beijing",
        "220104": "Chaoyang District, Changchun",
    }
    assert told_apart([FacetValue("a", "A", 1, False, "b")]) == {}


def test_a_place_alone_is_named_with_what_it_lies_in_where_others_have_its_name() -> None:
    labels = [
        Label("110105", "Chaoyang District"),
        Label("210103", "沈河区"),
        Label("650100", "Urumqi"),
    ]
    assert [one.label for one in placed(labels)] == [
        "Chaoyang District, Beijing",
        "沈河区",
        "Urumqi",
    ]
    assert placed([Label("220104", "朝阳区")]) == (Label("220104", "长春朝阳区"),)
    zone = (Label("650100-HTZ", "乌鲁木齐高新区"),)  # the county around the city may have one too
    assert placed(zone) == zone
    assert placed([Label("unknown", "Nowhere")]) == (Label("unknown", "Nowhere"),)
