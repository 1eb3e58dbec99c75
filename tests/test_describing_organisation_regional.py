"""Bodies as Taiwan and Hong Kong name them."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing import describe
from search.describing.organisations.mentioned import organisations
from search.document import Hints


def named(text: str) -> set[str]:
    return {value.name for value in organisations(clean(text))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("曾任國立中興大學教授的學者。", "國立中興大學"),
        ("國立府城科技大學誠徵教師。", "國立府城科技大學"),
        ("標本捐給國立自然科學博物館。", "國立自然科學博物館"),
        ("台東縣蘭嶼鄉公所表示遺憾。", "台東縣蘭嶼鄉公所"),
        ("依據基隆市政府民政處108年函辦理。", "基隆市政府民政處"),
        ("花蓮縣政府建設處招標。", "花蓮縣政府建設處"),
        ("行政院農業委員會水產試驗所招考。", "行政院農業委員會水產試驗所"),
        ("屏東縣萬丹鄉農會收購紅豆。", "屏東縣萬丹鄉農會"),
        ("展品移至七堵區圖書館四樓。", "七堵區圖書館"),
        ("臺南市家庭教育中心辦理活動。", "臺南市家庭教育中心"),
        ("青田縣特殊教育學校開學。", "青田縣特殊教育學校"),
        ("消費者委員會把結果交給機電工程署跟進。", "機電工程署"),
    ],
)
def test_a_body_of_taiwan_or_hong_kong_is_read_whole(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "國立大學的學費上漲。",
        "測試了市面上二十款旅行充電器。",
        "他去區公所辦事。",
        "教育處於轉型中。",
    ],
)
def test_what_is_general_or_counted_is_no_body(text: str) -> None:
    assert not named(text)


def test_the_consumer_council_of_another_city_is_not_that_of_hong_kong() -> None:
    assert "香港消费者委员会" not in {
        v.id for v in organisations(clean("深圳市消费者委员会报告。"))
    }


def test_a_department_of_a_government_is_that_of_its_place() -> None:
    (first,) = organisations(clean("基隆市政府民政局公告。"))
    (second,) = organisations(clean("基隆市民政局公告。"))
    assert first.id == second.id == "基隆市民政局"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("港鐵表示，教育局已收到報告。", "教育局"),
        ("屯門居民到運輸署請願，運輸署署長說會跟進。", "運輸署"),
        ("香港的房屋局局長到場。", "房屋局"),
        ("高雄的居民說，食品藥物管理署已派員稽查。", "食品藥物管理署"),
        ("市民建聯盟的人到場，民建聯的議員也到場。", "民建聯"),
    ],
)
def test_a_text_is_of_a_region_by_its_places_and_its_words(text: str, name: str) -> None:
    assert name in named(text)


def test_the_bureaus_of_counties_of_taiwan_are_no_bureaus_of_the_island() -> None:
    ids = {value.id for value in organisations(clean("台灣的業者說，衛生局今天派員到店裡。"))}
    assert not any(id.startswith("台湾省") for id in ids)


def test_the_province_is_that_of_the_city_where_a_text_names_no_other() -> None:
    ids = {value.id for value in organisations(clean("长沙的作坊多了。省科技厅到场祝贺。"))}
    assert "湖南省科学技术厅" in ids


def test_a_ministry_that_only_taiwan_has_is_that_of_taiwan_in_its_texts() -> None:
    ids = {value.id for value in organisations(clean("臺灣農民說，本會與內政部已到場督導。"))}
    assert ids == {"台湾内政部"}


def bodies(text: str) -> set[str]:
    return {v.id for v in describe(clean(text), Hints(), "a.txt").organisations}


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("中國外交部發言人說不。", "外交部"),
        ("中國國防部說不。", "国防部"),
        ("大陸商務部公告。", "商务部"),
        ("中國財政部公告。", "财政部"),
        ("美國國防部說不。", "美国国防部"),
        ("日本外務省說不。", "日本外务省"),
        ("外交部說不。", "台湾外交部"),
        ("總統府說不。", "台湾总统府"),
    ],
)
def test_in_a_text_of_taiwan_a_ministry_is_that_of_the_country_in_front(
    said: str, body: str
) -> None:
    assert bodies(f"台北的立委與高雄市民都關心。{said}") == {body}


def test_the_ministry_or_palace_of_a_country_is_never_that_of_taiwan() -> None:
    text = "台北的立委關心。大陸內政部說不，南韓總統府也說不。"
    assert not any(body.startswith("台湾") for body in bodies(text))
