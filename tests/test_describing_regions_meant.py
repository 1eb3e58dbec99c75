"""Places whose names people and other places have too, and what a text is about."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.places.regions import regions


def ids(text: str) -> set[str]:
    return {value.id for value in regions(clean(text))}


def about(text: str) -> set[str]:
    return {value.id for value in regions(clean(text)) if value.role == "about"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MaliVai Washington lost. Washington, who had climbed up, was tired.", "US-WAS"),
        ("Neil Jordan made a film. Jordan said that he liked it.", "JO"),
        ("Police arrested Sudesh Amman. Amman was 20 years old.", "JO-AMM"),
        ("德鲁·休斯顿说，他读过米兰·昆德拉。", "US-HOU"),
    ],
)
def test_a_family_name_is_no_place(text: str, place: str) -> None:
    assert place not in ids(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Downtown Houston flooded. Houston is large.", "US-HOU"),
        ("The talks were held in Washington. Washington agreed.", "US-WAS"),
        ("PHILADELPHIA AT HOUSTON\nNEW YORK AT DALLAS", "US-DAL"),
        ("Denzel Washington made a film in Washington.", "US-WAS"),
        ("On Monday Houston was flooded.", "US-HOU"),
        ("本次展览到过美国·纽约，法国·巴黎。", "FR-PAR"),
    ],
)
def test_a_place_stays_one_where_no_given_name_stands_in_front(text: str, place: str) -> None:
    assert place in ids(text)


def test_the_state_is_meant_beside_other_states_and_the_country_elsewhere() -> None:
    assert ids("Several cities in New Jersey and in Georgia joined.") == {"US-NJ", "US-GA"}
    assert "GE" in ids("The ministers met in Georgia. Russia and Armenia came too.")
    assert "GE" in ids("In Georgia, in Tbilisi, a guest from New Jersey spoke.")
    assert ids("佐治亚州州长会见纽约州州长。") == {"US-GA", "US-NY"}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("他说了很多。" * 40 + "后来去了黑龙江省友谊县。", {"230000", "230522"}),
        ("他说了很多。" * 40 + "后来去了贵州、四川和湖南。", set()),
    ],
)
def test_the_only_place_is_what_a_text_is_about_and_one_of_a_list_is_not(
    text: str, about: set[str]
) -> None:
    values = regions(clean(text))
    assert about == {value.id for value in values if value.role == "about"} & {
        "230000",
        "230522",
        "520000",
        "510000",
        "430000",
    }


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("中央社記者 陳怡君 台北 2019年3月5日電\n台南市將設立創新園區。", "TW-TPE"),
        ("收購由兩家公司進行。\n主席\n馮國禮\n香港，二零二二年八月二十六日", "810000"),
        ("柳州廠房停產。\n香港，二〇二二年八月二十六日", "810000"),
    ],
)
def test_where_a_report_or_a_notice_was_signed_is_not_what_it_is_about(text: str, id: str) -> None:
    assert id not in about(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # one mention in the lead among several places is a list
        ("测试发现十款不合格。其中三款在观塘区和深水埗区购得，另一款在东莞生产。", set()),
        ("He was born in Jiangsu. Later he went to Chongqing, then to Sichuan.", set()),
        # what a text comes back to
        ("温州的企业增加了。宁波和杭州也有。温州的出口多了。", {"330300"}),
        # the one place that is named inside what is named again and again
        ("YUEYANG, Hunan - A dyke broke in Huarong county. Hunan has sent people.", {"430623"}),
    ],
)
def test_a_text_is_about_what_it_comes_back_to(text: str, wanted: set[str]) -> None:
    assert wanted <= about(text) if wanted else not about(text)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("台東縣蘭嶼鄉公所表示，環島公路有五處坍方。", "TW-TTT-11"),
        ("基隆市七堵區公所公告。", "TW-KEE-02"),
        ("南投縣埔里鎮公所說，埔里的路通了。", "TW-NAN-03"),
    ],
)
def test_a_township_is_read_in_the_name_of_its_office(text: str, id: str) -> None:
    assert id in ids(text)


def test_a_township_is_known_by_its_short_name_where_it_is_named_in_full() -> None:
    (value,) = (v for v in regions(clean("颱風過後蘭嶼停電。蘭嶼鄉公所說，蘭嶼的路通了。")))
    assert value.id == "TW-TTT-11"
    assert len(value.evidence) == 3
    assert not ids("埔里的路通了。")
    assert "TW-TTT-03" not in ids("台東縣成功。")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("A night inside the walls of Pingyao. The train from Taiyuan takes two hours.", "140728"),
        ("My first customers came from Beichuan, others from other places of Sichuan.", "510726"),
    ],
)
def test_a_county_is_meant_behind_a_preposition_in_a_text_that_names_its_province(
    text: str, id: str
) -> None:
    assert id in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "A night inside the walls of Pingyao.",
        "The train from Taiyuan takes two hours. Pingyao Steel paid for it.",
        "The train from Taiyuan takes two hours. We saw Li Pingyao off.",
    ],
)
def test_the_syllables_of_a_county_alone_are_none(text: str) -> None:
    assert "140728" not in ids(text)


def test_of_two_cities_of_one_name_that_in_the_province_of_the_text_is_meant() -> None:
    found = ids("Guangxi sells power. Two lines, from Fangchenggang and from Pingxiang, carry it.")
    assert found == {"450000", "450600", "451481"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The mayor of Paris, Texas, spoke. Paris has a tower.", {"US-TX"}),
        ("They flew to Paris, France, and to Texas.", {"FR-PAR", "FR", "US-TX"}),
        ("Sydney, New South Wales, was dry.", {"AU-SYD", "AU-NSW"}),
        ("They came from Chaozhou in Pingtung County. Chaozhou is small.", {"TW-PIF-02", "TW-PIF"}),
        ("屏東縣潮州鎮開會，潮州的居民參加。", {"TW-PIF", "TW-PIF-02"}),
        ("广东潮州的居民参观了屏東縣。", {"440000", "445100", "TW-PIF"}),
        ("香港的沙田和元朗昨日下雨。", {"810000", "810016", "810012"}),
        ("他在沙田里干活。", set()),
        ("从额济纳旗一路向西到阿拉善左旗一带。", {"152923", "152921"}),
        ("张家口已派兵，客车开至归绥为止。", {"130700", "150100"}),
        ("他毕业于中山大学，住在中山路。", set()),
    ],
)
def test_a_shared_name_means_the_place_that_the_text_says(text: str, places: set[str]) -> None:
    assert ids(text) == places


def test_a_text_is_not_about_the_country_that_only_bodies_are_called_after() -> None:
    text = (
        "甘肃省兰州市与中国科学院合作。兰州的企业来了。"
        + "中国科学院和美国驻华大使馆派人参加。" * 9
    )
    assert {"CN", "US"} & about(text) <= {"CN"}  # the country of Lanzhou holds it
    assert "US" not in about(text)
    assert "CN" not in about("哈萨克斯坦派人参加。哈萨克斯坦很大。" + "中国科学院派人参加。" * 9)


def test_of_places_that_the_lead_names_inside_another_only_one_counts_or_two_counties_alike() -> (
    None
):
    assert "610100" in about("陕西与陕西人\n陕西的西安下了雨。")
    assert not {"610100", "610600"} & about("陕西与陕西人\n陕西的西安和延安下了雨。")
    assert {"533324", "533323"} <= about("怒江的火塘\n怒江州的贡山县和福贡县用柴很多。怒江很长。")


@pytest.mark.parametrize(
    "text",
    [
        "(24 July 2016, Hong Kong) Bright Holdings is pleased to announce a deal. It is large.",
        "【2016年8月5日，香港】光明控股欣然宣布，旗下公司成立合营公司。",
        "（香港，2023年8月24日）光明控股宣布业绩。",
    ],
)
def test_where_a_notice_is_dated_in_brackets_is_not_what_it_is_about(text: str) -> None:
    title = "Bright Holdings and Lisbon, Portugal\n" if text.isascii() else "光明控股與葡萄牙\n"
    assert "810000" in ids(title + text)
    assert "810000" not in about(title + text)


def test_a_long_report_is_not_about_a_county_that_it_names_twice() -> None:
    report = "内蒙古发展很快。包头很大。" * 60 + "阿尔山下了雪，阿尔山有铁路。"
    assert {"150000", "150200"} <= about(report)
    assert "152202" in ids(report) - about(report)
    assert "152202" in about("内蒙古发展很快。阿尔山下了雪，阿尔山有铁路。")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("会议在陕西省西安曲江国际会展中心召开，广东韶关也来人。", "440205"),
        ("海口永兴教育城开工，湖南郴州来人。", "431023"),
        ("突破两个万亿元大关，云南昭通参加。", "530624"),
        ("海南离岛免税新政落地，香港也关注。", "810018"),
        ("青海的三江源国家公园，广西柳州对口支援。", "450226"),
    ],
)
def test_a_county_elsewhere_is_not_read_in_other_names(text: str, place: str) -> None:
    assert place not in ids(text)


def test_a_title_about_chinese_things_is_about_china_where_the_text_names_it() -> None:
    title = "Chinese local governments help chip makers as US adds rules"
    body = (
        "The US and the US again. China's towns pay, the US watches, and a former US envoy spoke."
    )
    found = {v.id for v in regions(clean(f"{title}\n\n{body}"), title) if v.role == "about"}
    assert {"CN", "US"} <= found
    tea = "Chinese tea is good"
    assert {v.id for v in regions(clean(f"{tea}\n\nThe US drinks it."), tea)} == {"US"}


def test_hong_kong_is_meant_by_its_two_letters_but_not_in_prices_and_codes() -> None:
    assert ids("HK stocks hit as trade war shows no signs") == {"810000"}
    assert ids("It costs HK$300, HKD 5; HKU and 0700.HK said so.") == set()


def test_the_places_that_readers_comment_from_are_none_of_the_text() -> None:
    text = (
        "本月有新芯片商用\n\n新芯片在天津发布，天津的工厂也在本月投产，记者从发布会上获悉，首批产品"
        "将在年内上市，价格还没有公布。\n\n最热评论\n用户6074940166河北衡水\n高瞻远瞩！\n"
    )
    assert ids(text) == {"120000"}


@pytest.mark.parametrize(
    "text",
    [
        "海南省三沙市设立西沙区、南沙区。南沙区人民政府驻永暑礁。",
        "Xisha District and Nansha District under Sansha City were set up.",
        "2019年，龙湖的项目在广东省深圳市开工，龙湖今年买地。",
        "京沪高速无锡至广陵枢纽段封闭，江苏的车辆改道。",
    ],
)
def test_a_district_is_not_meant_where_another_city_has_the_name_or_its_own_is_not_named(
    text: str,
) -> None:
    assert ids(text).isdisjoint({"440115", "440507", "321002"})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("昨天南沙区的港口开工。", "440115"),
        ("从深圳市到南沙区很近。", "440115"),
        ("汕头的企业在龙湖买地。", "440507"),
        ("在浙江，安吉的竹子多。", "330523"),
    ],
)
def test_a_county_is_meant_beside_its_city_or_by_its_full_name(text: str, place: str) -> None:
    assert place in ids(text)
