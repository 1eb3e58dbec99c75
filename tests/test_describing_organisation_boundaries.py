"""Where Chinese names of organisations begin and end, and which words are none."""

from __future__ import annotations

import pytest

from search.cleaning import clean
from search.describing.organisations.mentioned import organisations


def ids(text: str) -> set[str]:
    return {value.id for value in organisations(clean(text))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("10点全美独立社区银行家协会举行年会。", "全美独立社区银行家协会"),
        ("3月经四川华西医院诊断，病情好转。", "四川华西医院"),
        ("31)旅游市场推广联盟南方分部。参加的有1）南锡第二大学。", "南锡第二大学"),
        ("美国公众公司会计监管委员会发布报告。", "美国公众公司会计监管委员会"),
        ("丛书由东方出版社出版。", "东方出版社"),
        ("讣告由北京爱乐合唱团发表。", "北京爱乐合唱团"),
        ("周大福珠宝、神华能源均上涨。", "周大福珠宝"),
        ("崇武边防派出所民警到场。", "崇武边防派出所"),
        ("他今年入读港大医学院。", "港大医学院"),
    ],
)
def test_a_name_begins_behind_times_numbers_brackets_and_verbs(text: str, name: str) -> None:
    assert name in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "共有178家协会参加。",
        "三大航空公司公布业绩。",
        "第一大媒体公司是谁？",
        "百余位房地产商到场。",
        "他们是世界著名大学的学生。",
        "无锡顶尖学校今年扩招。",
        "反对党和执政党都反对，三大政党也反对。",
    ],
)
def test_what_is_counted_or_praised_is_no_name(text: str) -> None:
    assert not ids(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("广州中院作出判决。", "广州市中级人民法院"),
        ("工程由中铁十四局承建。", "中铁十四局集团有限公司"),
        ("审计机构为安永华明会计师事务所。", "安永"),
        ("中部科學園區管理局表示。", "中部科学园区管理局"),
        ("广东省高院维持原判。", "广东省高级人民法院"),
    ],
)
def test_short_names_of_offices_have_the_id_of_the_full_one(text: str, name: str) -> None:
    assert name in ids(text)


@pytest.mark.parametrize("text", ["各乡镇人民政府", "市县乡人民政府执行。", "报镇人民政府。"])
def test_governments_of_all_towns_are_no_body(text: str) -> None:
    assert not {name for name in ids(text) if name.endswith("人民政府")}


@pytest.mark.parametrize("text", ["他们和平公安工作。", "资源公安局长会议。"])
def test_words_that_are_counties_too_name_no_office(text: str) -> None:
    assert not {name for name in ids(text) if "县" in name}


@pytest.mark.parametrize(
    "text",
    [
        "公司投资76亿美元建设12英寸晶圆厂。",
        "西宁市将有十二英寸晶圆厂、年产500万吨化工厂。",
        "公司加碼投資鄭州廠，擴建上海工廠、南京晶圓廠。",
        "青海省西宁市新建孵化器一座。",
        "地点：合肥市政务中心",
        "北京城市副中心建设加快。",
        "大家排起长队、围成一团。",
        "28奈米製程晶圓廠動工。",
        "承批公司須繳納，方舱医院休舱。",
    ],
)
def test_works_measures_and_venues_are_no_bodies(text: str) -> None:
    assert not ids(text)


def test_the_works_of_a_firm_do_not_take_what_is_said_of_it() -> None:
    assert ids("鴻海加碼投資鄭州廠\n\n鴻海宣布。") == {"鸿海精密工业股份有限公司"}
    assert ids("沈阳飞机制造厂开工。") == {"沈阳飞机制造厂"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("长安UNI-S汽车和问界S汽车上市，共交付3汽车。", set()),
        ("匈牙利电池工厂投产，第二座欧洲工厂开建。", set()),
        ("经书陈列于奈良国立博物馆。", {"奈良国立博物馆"}),
        ("他就读岭南大学。", {"岭南大学"}),
        ("党和政府关心多国部队。", set()),
        (
            "龙山县第十七届人大常委会公布。龙山县人大常委会决定。",
            {"龙山县人民代表大会常务委员会"},
        ),
        (
            "龙山县公告：听取县人民法院和县人民检察院的报告。",
            {"龙山县人民法院", "龙山县人民检察院"},
        ),
        ("将于徐州市设置创新研发中心。", set()),
        ("Queen Mary Hospital is open.", {"Queen Mary Hospital"}),
        (
            "Toyota and Industrial and Commercial Bank of China met.",
            {"丰田汽车公司", "中国工商银行"},
        ),
        ("The Energy Department on Wednesday denied it.", {"Energy Department"}),
    ],
)
def test_a_name_has_its_own_words_and_no_others(text: str, found: set[str]) -> None:
    assert ids(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "落户4个国家区域医疗中心，新增2家国家技术创新中心。",
        "争创国家儿童医学中心，加快建设高水平大学。",
        "增加普通高中学位供给，推进全国法治政府建设。",
        "增强国际金融中心竞争力，发展智能网联汽车和新能源汽车。",
        "新建改扩建中小学校25所，当地有重庆公立医院。",
        "首批国家级零碳工厂和零碳园区，11处煤矿。",
        "（香港联交所股份代号:607）。",
        "全市国际航空枢纽建设，本科高校进入全国第一梯队。",
    ],
)
def test_kinds_of_bodies_and_what_a_city_strives_for_are_no_bodies(text: str) -> None:
    assert ids(text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("力争昆明理工大学入选。", "昆明理工大学"),
        ("天津市第一中级人民法院审理此案。", "天津市第一中级人民法院"),
        ("丰盛控股有限公司(「丰盛控股」)宣布收购。", "丰盛控股有限公司"),
    ],
)
def test_verbs_of_plans_are_no_part_of_a_name(text: str, name: str) -> None:
    assert ids(text) == {name}


def test_what_a_fund_or_a_park_is_for_is_not_its_short_name() -> None:
    text = "省里设立振兴投资基金，推进乡村振兴。黑龙江绿电产业园发展绿电。"
    found = organisations(clean(text))
    assert not any(e.rule == "short name" for value in found for e in value.evidence)


def test_the_agency_behind_a_caption_took_the_photo() -> None:
    assert ids("旅客離開機場，戴着口罩。美聯社\n警方昨日公布數字。") == set()
    assert ids("她曾在美聯社工作。") == {"美国联合通讯社"}


def test_several_cities_of_a_province_have_no_bureau_of_one_of_them() -> None:
    assert "兰州市发展和改革委员会" not in ids("兰州市召开会议，湖南六个地市发改委参加。")


@pytest.mark.parametrize(
    "text",
    [
        "他将参加香港中学文凭考试。",
        "零食在济南中小学流行。",
        "第一上市公司的营收增长。",
        "台湾上市公司公布业绩。",
    ],
)
def test_what_goes_on_or_is_said_of_many_is_no_name(text: str) -> None:
    assert not ids(text)


def test_a_name_ends_where_a_court_is_asked_and_begins_behind_its_order() -> None:
    text = "客户把青禾河东工艺有限公司告上法庭，法院判令河东工艺公司道歉。"
    assert not any("法庭" in id or "判令" in id for id in ids(text))


def test_an_office_is_none_of_who_came_to_it() -> None:
    assert not any("王小明" in id for id in ids("南投縣代理縣長王小明11日在衛生局長陪同下到場。"))


def test_a_firm_may_have_the_name_of_a_zone_in_its_own() -> None:
    assert "合肥高新工艺管理有限公司" in ids("近日,合肥高新工艺管理有限公司挂牌营业。")


@pytest.mark.parametrize(
    "text",
    [
        "全国4大油厂与四大油厂停产。",
        "這是115學年度大學招生的名額。",
        "这哪像学校的样子啊？",
        "他来直击学校沉疴。",
        "那是一所四面通风的老旧小学。",
        "仅在山上提供服务的另一家公司也结束业务。",
        "监管曝光银行“藏利润”。",
        "县里要求涉事学校完善制度。",
        "他提议成立铜管乐队、长跑队。",
    ],
)
def test_what_is_said_of_some_school_bank_or_team_names_none(text: str) -> None:
    assert ids(text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王文中国人民大学重阳金融研究院执行院长\n", "中国人民大学重阳金融研究院"),
        ("安徽中国科学技术大学附属医院在河边。", "安徽中国科学技术大学附属医院"),
        ("发布时间：09-3022:46青岛软媒网络科技有限公司\n", "青岛软媒网络科技有限公司"),
        ("晚上12:30，360公司发布新品。", "360公司"),
    ],
)
def test_neither_a_person_nor_a_clock_in_front_is_part_of_a_name(text: str, name: str) -> None:
    assert ids(text) == {name}
