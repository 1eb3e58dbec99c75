"""Names that mean a place of Hong Kong in its texts, and runs of characters that are no place."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.places.regions import regions


def ids(text: str) -> set[str]:
    return {value.id for value in regions(clean(text))}


@pytest.mark.parametrize(
    ("text", "place", "other"),
    [
        ("香港立法會會議。上水至馬鞍山段的單車徑何時完成？", "810016", "340500"),
        ("香港離島、南丫島、長洲的居民乘渡輪。", "810018", "450405"),
    ],
)
def test_in_a_text_of_hong_kong_its_place_wins(text: str, place: str, other: str) -> None:
    assert ids(text) >= {place}
    assert other not in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "香港的公司在马鞍山投资建厂。",
        "香港商報訊：安徽的合肥、馬鞍山派團到香港，香港各界歡迎。",
        "香港商報訊：馬鞍山市派團到香港，香港各界歡迎。",
        "台灣的團隊訪問馬鞍山，台北代表說好。",
    ],
)
def test_a_place_of_the_mainland_wins_elsewhere_and_where_its_own_is_named(text: str) -> None:
    assert "340500" in ids(text)
    assert "810016" not in ids(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("議員當年更誇下海口：一定成功。", "460100"),
        ("其實已是“蘇州過後無艇搭”。", "320500"),
        ("興建西港島線、南港島線(東段)。", "TW-TPE-12"),
        ("可有效解决琼东北地区的缺水问题。", "CN-NORTHEAST"),
        ("新疆瑪納斯縣蘭州灣鎮的天鵝。", "620100"),
        ("Huawei's own chips (Kirin, Ascend) came back in China.", "220000"),
    ],
)
def test_a_part_of_a_longer_name_or_a_brand_is_no_place(text: str, place: str) -> None:
    assert place not in ids(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Changchun is a city of Kirin.", "220000"),
        ("The harvest of Kirin Province failed.", "220000"),
        ("在海淀区北京大学门口", "110000"),
        ("中国东北地区下雪。", "CN-NORTHEAST"),
    ],
)
def test_a_name_beside_its_own_place_stays(text: str, place: str) -> None:
    assert place in ids(text)
