"""Places whose names are part of other names: of currencies, banks, dishes, railways, persons."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing import describe
from search.describing.places.gazetteer import gazetteer
from search.describing.places.regions import regions
from search.document import Hints


def about(text: str) -> set[str]:
    return {value.id for value in regions(clean(text)) if value.role == "about"}


@pytest.mark.parametrize(
    "text",
    [
        "It cost 104 million U.S. dollars.",
        "A loan of five million Hong Kong dollars was paid.",
        "Bank of China lent the money.",
        "【亞洲週刊】本刊訊",
        "中国科学院宣布结果。",
        "中国稀土集团表示满意。",
        "哈尔滨工程大学放假。",
    ],
)
def test_a_text_is_not_about_a_place_that_only_another_name_holds(text: str) -> None:
    assert not about(text)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("The U.S. economy grew.", "US"),
        ("The economy of China grew.", "CN"),
        ("中国企业和华为集团签约。", "CN"),
        ("中国最大的稀土集团盈利。", "CN"),
        ("He studied the history of Asia.", "142"),
    ],
)
def test_a_place_named_for_itself_stays(text: str, id: str) -> None:
    assert id in about(text)


@pytest.mark.parametrize(
    "text",
    [
        "China Daily wrote about farms.",
        "Sunac China said that sales fell.",
        "Nikkei Asia wrote about farms.",
        "《中国新闻周刊》报道，农场很大。",
        "中国证监会核准发行。",
        "北京控股宣布业绩。",
        "素材：无锡发布",
        "为南美馆开馆揭幕。南美馆要凝聚更大能量。",
        "The Miami Herald wrote about farms.",
    ],
)
def test_a_text_is_not_about_the_country_of_a_paper_or_firm(text: str) -> None:
    assert not [v.id for v in describe(clean(text), Hints(), "a.txt").regions if v.role == "about"]


def test_a_country_that_a_body_is_called_after_does_not_count_for_holding_a_place() -> None:
    assert about("锦州港股份有限公司，锦州，中国证监会核准。锦州很大。") == {"210700"}
    assert about("锦州在中国。锦州很大。") == {"210700", "CN"}


def named(text: str) -> set[str]:
    """The places that a whole description of the text has."""
    return {value.id for value in describe(clean(text), Hints(), "a.txt").regions}


@pytest.mark.parametrize(
    "text",
    [
        "宁德时代今年产能翻番。",
        "Manchester United won at home before a full stadium.",
        "中国科学院青藏高原研究所所长发言。",
        "京广铁路和京沪高铁恢复通车，京港澳高速限行。",
        "Trains on the Lanzhou-Xinjiang Railway stop here.",
        "来一碗上海菜泡饭，再来兰州牛肉拉面、扬州炒饭和四川菜。",
        "He ordered Yangzhou fried rice and Peking duck.",
        "上海街與廣東道改為單向行車。",
        "青年作家海南携新书出席。海南说，他很高兴。",
        "全国劳模张家界：三十年坚守。",
        "（通讯员 张掖）活动昨日举行。",
        "Dalian Li and Jonathan Paris were not available.",
        "By Wuhan Li",
        "企业在川姜镇新建仓库，美籍华人来了。",
        "Chelsea Clinton spoke.",
        "李四川，教师。同事王海南、记者刘青海和区广西医生到场，李四川致辞。",
    ],
)
def test_what_is_called_after_a_place_is_not_in_it(text: str) -> None:
    assert not named(text) - {"CN"}


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("宁德市有配套企业86家，宁德时代是其中之一。", "350900"),
        ("They play in Manchester. Manchester United won the league.", "GB-MNC"),
        ("青藏高原降雪。", "540000"),
        ("此事关四川全局，长江江苏段水位上涨。", "510000"),
        ("沿黄河南岸，河南有三座渡口。", "410000"),
        ("大连港吞吐量增长。", "210200"),
        ("会议在洛杉矶市友好团体的会所举行。", "US-LAX"),
        ("中越铁路开工。", "VN"),
        ("富士康郑州厂复工。", "410100"),
        ("作家北京、上海聚会。", "110000"),
        ("企业家上海的投资增加。", "310000"),
        ("通讯员西安报道，企业增加。", "610100"),
        ("重庆市江津区护鱼志愿队成立。", "500116"),
        ("Shunde robot maker grows.", "440606"),
        ("Shaya county, Aksu prefecture, grows cotton.", "652924"),
        ("汨罗人划龙舟。", "430681"),
        ("A group of Fujianese traders came.", "350000"),
        ("Issued at HKT 14:30", "810000"),
        ("The fire began in a Berlin restaurant.", "DE-BER"),
    ],
)
def test_a_place_beside_such_names_is_read(text: str, id: str) -> None:
    assert id in named(text)


def test_a_text_is_not_about_where_a_company_was_founded() -> None:
    text = "Reef Ltd (Incorporated in the Cayman Islands) has its works in Hunan. Hunan is near."
    assert about(text) - {"CN"} == {"430000"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("港鐵表示，列車服務已回復正常。", "810000"),
        ("本澳居民可到場參觀。", "820000"),
        ("他昨日在天水圍街站派發單張。", "810012"),
        ("屯門公園昨日有人聚集。", "810011"),
        ("香港九龍的居民說，車站太遠。", "810000-KLN"),
        ("清朝在東北地區的統治動搖。", "CN-NORTHEAST"),
    ],
)
def test_places_of_hong_kong_and_macao_are_named_by_words_of_theirs(text: str, place: str) -> None:
    assert place in {value.id for value in regions(clean(text))}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("福建九龙窠的茶树有三百年历史。", "810000-KLN"),
        ("他昨日在天水圍街站派發單張。", "620500"),
        ("威尼斯人酒店今日重開。", "IT-VCE"),
    ],
)
def test_names_of_the_mainland_are_none_of_theirs_and_the_reverse(text: str, place: str) -> None:
    assert place not in {value.id for value in regions(clean(text))}


def test_a_text_is_not_about_a_region_whose_railway_it_names() -> None:
    assert "810000" not in about("倫敦的車站很大。" * 3 + "港鐵也派人到場。")


def test_the_last_of_several_syllables_with_capitals_is_no_place() -> None:
    said = "The writer Lin Che Xian sang. Tao Jian wrote to him."
    assert not describe(clean(said), Hints(), "a.txt").regions
    assert about("He lived in Xian. In Xian he sang.") == {"610100"}


@pytest.mark.parametrize(
    "text",
    [
        "南韩村的村中堆放着家具。南韩村的村民说，水来得太快。",
        "韩美香走上大棚一侧的墙。韩美香说，水来了。",
        "The vessel was in the South China Sea near a reef.",
        "The northern Sierra Nevada has seen a fire.",
    ],
)
def test_a_village_a_person_a_sea_and_a_range_are_no_place_in_their_names(text: str) -> None:
    assert not regions(clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "樺加沙颱風造成災情。樺加沙來襲時雨勢很大。",
        "建好新社区，村民搬入新社区。",
        "华南海鲜市场关闭了。",
        "龙湖的业主投诉质量，龙湖集团回应。",
        "The South China Morning Post reported it. He spoke to Xinhua over phone.",
    ],
)
def test_a_storm_a_new_quarter_a_market_a_firm_and_an_agency_are_no_place(text: str) -> None:
    assert not regions(clean(text))


def test_a_district_is_called_as_it_is_spoken() -> None:
    found = regions(clean("臺北市士林區與新北市樹林區"))
    assert {"TW-TPE-03", "TW-NWT-10"} <= {value.id for value in found}
    labels = [gazetteer().label(id, "en") for id in ("TW-TPE-03", "610103")]
    assert labels == ["Shilin District", "Beilin District"]
