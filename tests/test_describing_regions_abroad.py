"""Cities and divisions abroad: which names are places, and when lesser ones are.

Through the public door of describing's places.
"""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.places.regions import regions


def ids(text: str, title: str = "") -> set[str]:
    return {value.id for value in regions(clean(text), title)}


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Clashes went on in Plymouth, the police of the United Kingdom said.", "GB-2640194"),
        ("PLYMOUTH, England, May 3 - Clashes went on in the United Kingdom.", "GB-2640194"),
        ("英国普利茅斯市发生冲突。", "GB-2640194"),
        ("英國普利茅斯發生衝突。", "GB-2640194"),
        ("俄军在扎波罗热方向发动进攻。", "UA-23"),
        ("克里米亞上空擊落十枚導彈。", "UA-43"),
        ("日本千叶县的工厂投产。", "JP-12"),
        ("Talks in Juba between South Sudan and its rebels.", "SS-373303"),
        ("他访问了中东三国。", "145-ME"),
        ("中国—中东欧国家合作论坛", "151-CEE"),
        ("Floods in the Free State Province of South Africa.", "ZA-FS"),
        ("Clashes in Unity State, South Sudan.", "SS-UY"),
        ("南苏丹团结州发生冲突。", "SS-UY"),
        ("伊朗伊斯法罕省的工厂。", "IR-10"),
        ("A refinery in Iran's Khuzestan Province.", "IR-06"),
        ("法国法兰西岛大区的列车。", "FR-IDF"),
    ],
)
def test_a_place_abroad_is_known_by_its_names(text: str, id: str) -> None:
    assert id in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "Clashes went on in Plymouth on Monday.",  # there is one in Massachusetts
        "Plymouth Argyle beat Leicester City at home, the British league said.",
        "His colleague Munster thinks that Germany is right.",
        "Jackson said that the United States would wait.",
        "普利茅斯啤酒很好喝。",
        "中东欧国家合作论坛",
    ],
)
def test_a_lesser_city_needs_its_country_and_a_place_in_the_sentence(text: str) -> None:
    lesser = {id for id in ids(text) if id[3:].isdigit() and len(id) > 6}
    assert not lesser | (ids(text) & {"145-ME"})


@pytest.mark.parametrize(
    "text",
    [
        "The Free Syrian Army spoke of Unity. South Africa and South Sudan agreed.",
        "The Jewish settlement was discussed in Russia.",
        "Half an Acre of land in Brazil was sold.",
    ],
)
def test_an_everyday_word_is_no_division_abroad(text: str) -> None:
    assert not ids(text) & {"ZA-FS", "SS-UY", "RU-YEV", "BR-AC"}


def test_a_district_without_its_city_is_that_of_the_city_which_the_text_names() -> None:
    found = ids("臺南市長黃偉哲表示，今日於東區和平里活動中心辦理徵才活動。")
    assert found == {"TW-TNN", "TW-TNN-03"}


def test_a_township_that_is_named_again_and_again_is_one_of_the_county_named() -> None:
    assert "TW-TNN-36" in ids("臺南淺山走春，從左鎮化石園區到左鎮老街，左鎮燈會都好看。")
    assert "TW-TNN-36" not in ids("從左鎮化石園區到左鎮老街，左鎮燈會都好看。")


def test_a_county_alone_is_one_where_somebody_goes_there_or_what_is_there_is_named() -> None:
    assert ids("有关部门赶赴云霄实地考察。") == {"350622"}
    assert ids("王某被泰顺警方抓获。") == {"330329"}
    assert not ids("台湾受到海伦飓风影响。") & {"231283"}
    assert not ids("书记赴上街镇调研。")


def test_a_zone_in_brackets_and_a_namesake_in_a_named_city_are_read() -> None:
    text = "Contracts were signed at the Hangzhou High-Tech Zone (Binjiang) - Fuyang Special Area."
    assert ids(text) == {"330100", "330100-HTZ", "330108", "330111"}
    assert "120105" not in ids("Goods from Hebei are sold in Tianjin.")


def test_a_counted_park_and_the_end_of_a_persons_name_are_no_places() -> None:
    assert not ids("縣府擬開闢的9大園區陸續動工。")
    assert not ids("赖清德总统上午致词。") & {"DE"}


def test_a_demonym_tells_in_which_country_a_lesser_city_lies() -> None:
    assert "GB-2640194" in ids("Clashes went on in Plymouth, the British police said.")


def test_a_share_is_no_place_and_a_science_park_is_no_made_up_zone() -> None:
    assert not ids("Tesla (TSLA-US) fell.")
    assert ids("蘋果(AAPL-US)下跌。") == set()
    assert "US" in ids("Talks on trade (EU-US relations) went on.")
    assert ids("The Central Taiwan Science Park will expand.") == {"TW-TXG-SP"}
    assert "420200" not in ids("游客来到美国黄石国家公园。")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The railway runs to Yuen-nan-fu, the capital.", "530100"),
        ("Junks come down from Chung-king with salt.", "500000"),
        ("England takes a lease of Wei-hai-wei.", "371000"),
        ("They were sent to T'ien-tsin by river.", "120000"),
        ("The hills of Szech'wan are steep.", "510000"),
        ("We left Chao-t'ong-fu at dawn.", "530600"),
        ("The ship sailed from Haiphong.", "VN-HPH"),
    ],
)
def test_old_spellings_by_syllables_and_ports_abroad_are_places(text: str, place: str) -> None:
    assert place in ids(text)


@pytest.mark.parametrize("text", ["Generalissimo Chiang Kai-shek spoke.", "Mr Lin Nan-yang spoke."])
def test_given_names_by_syllables_are_no_places(text: str) -> None:
    assert not ids(text)
