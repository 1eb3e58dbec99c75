"""A part of the world or of China, asked for by its name, holds what is about the places in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import ask, indexed, paths

from search import Filter, Library, Query
from search.analysis.data import rows
from search.answering.regionnames import region_ids
from search.describing.places.gazetteer import gazetteer

DOCUMENTS = {
    "delta": "长三角一体化发展规划\n\n长三角地区协同推进生态保护。",
    "nanjing": "南京江北新区介绍\n\n江苏省南京市江北新区集中了许多企业。",
    "harbin": "黑龙江省粮食增产\n\n黑龙江省哈尔滨市召开会议，黑龙江省粮食丰收。",
    "almaty": "Kazakhstan opens a dry port\n\nKazakhstan opened a dry port near Almaty.",
    "kenya": "Kenya plants trees\n\nKenya has planted many trees this year.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    texts = {f"{name}.txt": text for name, text in DOCUMENTS.items()}
    return indexed(tmp_path_factory.mktemp("regions"), texts).open()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("长三角", {"delta", "nanjing"}),
        ("長三角", {"delta", "nanjing"}),
        ("Yangtze River Delta", {"delta", "nanjing"}),
        ("华东", {"nanjing"}),
        ("东北", {"harbin"}),
        ("Northeast China", {"harbin"}),
        ("Central Asia", {"almaty"}),
        ("中亚", {"almaty"}),
        ("Asia", {"delta", "nanjing", "harbin", "almaty"}),
        ("非洲", {"kenya"}),
    ],
)
def test_a_part_holds_what_is_about_its_places(
    library: Library, name: str, wanted: set[str]
) -> None:
    expected = {f"{one}.txt" for one in wanted}
    assert set(paths(ask(library, f'region:"{name}"'))) == expected
    assert set(paths(ask(library, regions=(name,)))) == expected


def test_a_note_names_the_places_in_the_language_of_the_reader(library: Library) -> None:
    [note] = library.search(Query("region:长三角", ui="zh")).notes
    assert (note.code, note.text) == ("region-members", "长三角: 上海, 江苏, 浙江, 安徽")
    [note] = library.search(Query("", Filter(regions=("Africa",)))).notes
    assert note.text.startswith("Africa: ")
    assert note.text.endswith(", …")
    assert not library.search(Query("region:江苏")).notes


def test_an_id_stands_for_itself_alone_as_its_count_does(library: Library) -> None:
    found = library.search(Query(""))
    counts = {value.value: value.count for value in found.facets["region"]}
    assert len(ask(library, regions=("CN-YRD",)).hits) == counts["CN-YRD"] == 1


def test_who_asks_for_china_is_told_what_counts_to_it(tmp_path: Path) -> None:
    assert all(gazetteer().region(id) for _, ids in rows("region-apart.tsv") for id in ids.split())
    texts = {
        "a.txt": "臺南市政府舉辦說明會\n\n臺灣臺南市今天舉辦說明會。",
        "b.txt": "江苏省南京市召开会议\n\n江苏省南京市今天召开会议。",
    }
    library = indexed(tmp_path, texts).open()
    told = "中国: 台湾 1"
    for query in (Query("region:中国", ui="zh"), Query("", Filter(regions=("CN",)), ui="zh")):
        [note] = library.search(query).notes
        assert (note.code, note.text) == ("region-held", told)
    for without in ("region:中国 -region:台湾", "region:江苏", "会议"):
        assert not [n for n in library.search(Query(without)).notes if n.code == "region-held"]


def test_every_place_of_the_table_is_known_and_no_part_is_in_itself() -> None:
    for names, ids in rows("region-members.tsv"):
        assert all(gazetteer().region(id) for id in ids.split()), names
        part = gazetteer().region(names)
        for name in [part.zh] if part else names.split("|"):
            found = region_ids(name)
            assert len(found) == len(set(found)) > 1, name
