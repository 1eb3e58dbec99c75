"""English names: legal forms, partners, lower-case ministries, line wraps, acronyms in front."""

from __future__ import annotations

import pytest
from organisations_fixtures import ids, surfaces

from search.cleaning import clean
from search.describing.organisations.mentioned import organisations


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was paid for by a gift of Ashby & Co. Visitors may touch it.", "Ashby & Co"),
        ("Twenty men from Messrs. Butler & Sons came.", "Butler & Sons"),
        ("He joined Zhenhai Dredging Co., Ltd. Field work is done.", "Zhenhai Dredging Co., Ltd"),
        ("Lawyers at Dunmore LLP agreed.", "Dunmore LLP"),
        ("She studied at Southwest University of Science and Technology.",
         "Southwest University of Science and Technology"),
        ("The U.S.-China Harbor Commission met.", "U.S.-China Harbor Commission"),
        ("The Beijing No. 9 Harbor Court ruled.", "Beijing No. 9 Harbor Court"),
        ("Judges of the High People's Court in Xinyu met.", "High People's Court in Xinyu"),
        ("The Harbor, Roads and Bridges Bureau agreed.", "Harbor, Roads and Bridges Bureau"),
        ("Staff of the Department of Harbors, Roads, and Light came.",
         "Department of Harbors, Roads, and Light"),
        ("The shop of Harrow & Finch Ltd and Dunmore LLP closed.", "Harrow & Finch Ltd"),
    ],
)  # fmt: skip
def test_a_name_is_read_whole(text: str, name: str) -> None:
    found = surfaces(text, organisations(clean(text)))
    assert name in {surface.rstrip(".") for surface in found}


@pytest.mark.parametrize(
    "text",
    ["Mr Butler and his sons came.", "Research & Development grew.", "Sons of the Desert played."],
)
def test_what_has_no_partner_is_no_firm(text: str) -> None:
    assert not ids(text)


def test_a_university_beside_the_place_of_its_city_keeps_its_name() -> None:
    assert ids("She studied at the Fudan University of Shanghai.") == ["复旦大学"]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Twenty-seven people came, and apologies were received from the Asian Development",
         "Bank and others.", "亚洲开发银行"),
        ("It was said on the second day of the meeting that the Yunnan Institute of",
         "Environmental Science had found the same.", "Yunnan Institute of Environmental Science"),
    ],
)  # fmt: skip
def test_a_name_may_stand_on_two_lines_that_the_width_broke(
    first: str, second: str, name: str
) -> None:
    assert ids(f"{first} {second}") == ids(f"{first}\n{second}") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Asian Development\nBank holidays begin.",
        "Apologies were received from Mr Tang of Asian Development\n\nBank holidays begin.",
    ],
)
def test_short_lines_and_paragraphs_are_not_joined(text: str) -> None:
    assert not ids(text)


def test_a_name_ends_in_front_of_an_amount() -> None:
    assert "Sunrise United Company" in ids("4.8% of Sunrise United Company for HK$73 million")


def test_an_ampersand_inside_the_name_of_a_firm_does_not_end_it() -> None:
    name = "Zhongyuan Union Cell & Gene Engineering Corporation, Ltd"
    assert ids(f"It signed with {name} on Monday.") == [name]
    joined = "It bought Dunmore Traditions Ltd and Creative Arts & Promotions Inc for a sum."
    assert ids(joined) == ["Dunmore Traditions Ltd", "Creative Arts & Promotions Inc"]


def test_the_board_of_directors_of_a_firm_is_the_firm() -> None:
    found = ids("She is Chairman of the Board of Directors of Bright Harrow Holdings.")
    assert found == ["Bright Harrow Holdings"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Order No. 7 of the State Council was repealed.", {"国务院"}),
        ("The Communist Party of China (CPC) Central Committee met.", {"中国共产党中央委员会"}),
        ("The Ministry of Economy, Trade, and Industry agreed.", {"日本经济产业省"}),
        ("It was said at the 18th National Congress of the Harbor League.", set()),
        ("The Intermediate People's Court agreed.", set()),
        ("Leaders of Hangzhou City and Peking University met.", {"北京大学"}),
        ("The Council on Foreign Relations (CFR) agreed.", {"美国外交关系协会"}),
        ("Rating firm Standard & Poor's agreed.", {"标准普尔公司"}),
        ("Reporters Without Borders and Elm Bank agreed.", {"无国界记者", "Elm Bank"}),
    ],
)
def test_what_stands_around_a_name_makes_it_no_other(text: str, expected: set[str]) -> None:
    assert set(ids(text)) == expected
