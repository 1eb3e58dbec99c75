"""Facets over the public door: dates by year, month and day, events, types, figures, none."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import Shelf, ask, indexed

from search import Filter, Library, Query, QueryError, Results
from search.cli import main

CITIES = (
    "石家庄市 唐山市 秦皇岛市 邯郸市 邢台市 保定市 张家口市 承德市 沧州市 廊坊市 "
    "衡水市 太原市 大同市 沈阳市 大连市 鞍山市 抚顺市 长春市 吉林市 四平市 "
    "哈尔滨市 大庆市 南京市 无锡市 徐州市 常州市 苏州市 南通市 杭州市 宁波市 "
    "温州市 嘉兴市 合肥市 芜湖市 蚌埠市 福州市 厦门市 泉州市 南昌市 九江市 "
    "济南市 青岛市 淄博市 烟台市 郑州市 洛阳市 武汉市 宜昌市 长沙市 株洲市 "
    "广州市 深圳市 南宁市 桂林市 海口市 成都市 绵阳市 贵阳市 遵义市 昆明市 "
    "曲靖市 拉萨市 西安市 宝鸡市 兰州市 天水市 西宁市 银川市 乌鲁木齐市 呼和浩特市 "
    "包头市 莆田市 三明市 漳州市 龙岩市 宁德市 赣州市 潍坊市 济宁市 泰安市 "
    "威海市 日照市 临沂市 德州市 聊城市 滨州市 菏泽市 "
)


@pytest.fixture(scope="module")
def shelf_of_reports(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    documents = {
        "a.txt": "杭州市孵化器年度报告\n2016-08-15\n\n"
        "2015年，杭州市注册资本达19.24亿元，共有企业938家。",
        "b.txt": "乌鲁木齐市众创空间名单\n2016-08-20\n\n"
        "新疆大学设立种子资金8500万元，面积35万余平方米。",
        "c.txt": "宁波市孵化器年度报告\n2016-09-01\n\n宁波市共有孵化器12家，引进资金300万美元。",
        "d.txt": "没有说明时间和地点的文章\n\n这篇文章只谈方法，谈如何写好报告，谈如何读好报告。",
        "e.txt": "杭州市孵化器去年的报告\n2015-03-02\n\n2014年至2015年，杭州市的孵化器增加了两成。",
    }
    return indexed(tmp_path_factory.mktemp("reports"), documents)


@pytest.fixture(scope="module")
def reports(shelf_of_reports: Shelf) -> Library:
    return shelf_of_reports.open()


def _counts(results: Results, facet: str) -> dict[str, int]:
    return {line.value: line.count for line in results.facets[facet]}


def _paths(library: Library, text: str = "", **filters: tuple[str, ...]) -> str:
    results = library.search(Query(text, Filter(**filters), limit=200))
    return "".join(sorted(hit.path[0] for hit in results.hits))


def test_years_are_listed_until_one_is_chosen(reports: Library) -> None:
    assert _counts(ask(reports), "date") == {"2016": 3, "2015": 1, "none": 1}


def test_a_chosen_year_lists_its_months_and_a_chosen_month_its_days(reports: Library) -> None:
    year = ask(reports, dates=("2016",))
    assert _counts(year, "date") == {"2016": 3, "2016-09": 1, "2016-08": 2, "2015": 1, "none": 1}
    month = ask(reports, dates=("2016-08",))
    assert _counts(month, "date") == {
        "2016": 3,
        "2016-09": 1,
        "2016-08": 2,
        "2016-08-20": 1,
        "2016-08-15": 1,
        "2015": 1,
        "none": 1,
    }
    lines = {line.value: line for line in month.facets["date"]}
    assert lines["2016-08"].selected
    assert not lines["2016"].selected
    assert (lines["2016-08"].parent, lines["2016-08-15"].parent) == ("2016", "2016-08")
    assert month.total == 2


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ("2013", "mwy"),
        ("2013-01", "m"),
        ("2013-01-01..2013-01-31", "m"),
        ("2013-02..", "w"),
        ("2013-01..2013-03", "mw"),
        ("..2013", "mwy"),
        ("2013-01-02..2013-01-31", ""),
        ("2013-01-01..2013-01-30", ""),
        ("2013-02-01..2013-12-31", "w"),
        ("2013-01-15", ""),
    ],
)
def test_a_text_dated_to_a_month_or_year_lies_in_what_holds_all_of_it(
    tmp_path: Path, dates: str, found: str
) -> None:
    texts = {
        "m.txt": "关于犀牛的通告\n2013年1月\n\n犀牛的数目。\n",
        "w.txt": "关于犀牛的通告\n2013年2月\n\n犀牛的来处。\n",
        "y.txt": "关于犀牛的通告\n发布时间：2013年\n\n犀牛的去处。\n",
    }
    library = indexed(tmp_path, texts).open()
    assert _paths(library, "犀牛", dates=(dates,)) == found
    assert _paths(library, f"犀牛 date:{dates}") == found


@pytest.mark.parametrize("typed", ["2016年8月", "2016/8", "2016年8月..2016年8月31日", "2016.8"])
def test_a_date_may_be_chosen_however_it_may_be_typed(reports: Library, typed: str) -> None:
    chosen = ask(reports, dates=(typed,))
    assert chosen.total == ask(reports, dates=("2016-08",)).total == 2
    assert ask(reports, f"date:{typed}").total == 2


def test_a_chosen_day_keeps_its_month_open(reports: Library) -> None:
    day = ask(reports, dates=("2016-08-15",))
    assert day.total == 1
    assert _counts(day, "date")["2016-08-20"] == 1


@pytest.mark.parametrize("typed", ["none", "未注明", "Not stated"])
def test_documents_without_a_value_can_be_chosen(reports: Library, typed: str) -> None:
    assert _paths(reports, dates=(typed,)) == "d"
    assert _paths(reports, regions=(typed,)) == "d"
    assert "d" in _paths(reports, organisations=(typed,))
    assert _paths(reports, f'region:"{typed}"') == "d"
    assert _paths(reports, f'date:"{typed}"') == "d"


def test_not_stated_is_named_in_the_readers_language_and_comes_last(reports: Library) -> None:
    for ui, label in (("en", "Not stated"), ("zh", "未注明")):
        facets = reports.search(Query(ui=ui)).facets
        for facet in ("date", "region", "organisation", "event"):
            assert facets[facet][-1].value == "none"
            assert facets[facet][-1].label == label
        assert "none" not in [line.value for line in facets["language"]]


def test_not_stated_goes_together_with_values(reports: Library) -> None:
    assert _paths(reports, dates=("none", "2015")) == "de"
    assert _paths(reports, "region:none OR region:宁波") == "cd"
    assert _paths(reports, "-region:none") == "abce"


def test_events_are_a_facet_of_years(reports: Library) -> None:
    counts = _counts(ask(reports), "event")
    assert (counts["2015"], counts["2014"]) == (2, 1)
    assert _paths(reports, events=("2014",)) == "e"
    assert _paths(reports, "event:2014..2015") == "ae"
    assert _paths(reports, events=("<2015",)) == _paths(reports, "event:<=2014年") == "e"
    assert _paths(reports, "event:>=2015") == _paths(reports, events=(">2014",)) == "ae"
    assert _paths(reports, events=("2014..",)) == _paths(reports, events=("2014..2514",))
    assert _paths(reports, events=("..2014",)) == _paths(reports, events=("1514..2014",))
    with pytest.raises(QueryError, match="event"):
        ask(reports, events=("2014-15",))


def test_the_type_of_an_organisation_is_a_facet(reports: Library) -> None:
    results = ask(reports)
    lines = {line.value: line for line in results.facets["organisation_type"]}
    assert lines["university"].label == "University"
    assert _paths(reports, organisation_types=("university",)) == "b"
    for name in ("高校", "大学", "大學", "高等學校"):
        assert _paths(reports, organisation_types=(name,)) == "b"
        assert _paths(reports, f"orgtype:{name}") == _paths(reports, f"機構類型:{name}") == "b"
    assert _paths(reports, "orgtype:university") == "b"
    with pytest.raises(QueryError, match="organisation_type"):
        ask(reports, organisation_types=("wizard",))


@pytest.mark.parametrize(
    ("typed", "paths"),
    [
        (">1e9", "a"),
        (">=8500万元", "ab"),
        ("8500万元", "b"),
        ("1e6..5e6", "c"),
        ("1e6..5e6CNY", ""),
        (">1e6USD", "c"),
        (">30万平方米", "b"),
        ("938家", "a"),
    ],
)
def test_amounts_are_found_by_range(reports: Library, typed: str, paths: str) -> None:
    assert _paths(reports, f"amount:{typed}") == paths
    assert _paths(reports, amounts=(typed,)) == paths


@pytest.mark.parametrize("typed", ["none", "未注明"])
def test_documents_without_an_amount_are_found_as_those_without_a_date_are(
    reports: Library, typed: str
) -> None:
    assert _paths(reports, f"amount:{typed}") == _paths(reports, amounts=(typed,)) == "d"
    assert _paths(reports, amounts=(typed, ">1e9")) == "ad"


def test_an_amount_goes_together_with_words(reports: Library) -> None:
    assert _paths(reports, "孵化器 amount:>1e6") == "ac"
    assert _paths(reports, "孵化器 -amount:>1e9") == "ce"


def test_what_is_no_amount_is_told(reports: Library) -> None:
    (note,) = ask(reports, "amount:much").notes
    assert (note.code, note.text) == ("unknown-amount", "much")
    with pytest.raises(QueryError, match="amount"):
        ask(reports, amounts=("much",))


def test_a_page_holds_figures_and_events(reports: Library) -> None:
    facts = reports.show("b.txt").document.metadata
    assert [(f.value, f.unit, f.what) for f in facts.figures] == [
        (85e6, "CNY", "种子资金"),
        (350e3, "m2", "面积"),
    ]
    assert "2014/2015" in [e.id for e in reports.show("e.txt").document.metadata.events]


def test_the_shell_filters_by_event_type_and_amount_and_checks(
    shelf_of_reports: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    def mulu(*arguments: str) -> str:
        assert main(["--index", str(shelf_of_reports.settings.index), *arguments]) == 0
        return capsys.readouterr().out

    def found(*options: str) -> set[str]:
        rows = mulu("search", *options).splitlines()
        return {row.split("\t")[1] for row in rows}

    assert found("--event", "2014") == {"e.txt"}
    assert found("--organisation-type", "university") == {"b.txt"}
    assert found("--amount", ">1e9") == {"a.txt"}
    assert found("--date", "none") == {"d.txt"}
    assert "种子资金: 8500万元" in mulu("show", "b.txt")
    assert '"figures": [' in mulu("show", "b.txt", "--json")
    assert "\tb.txt\t" not in mulu("check")
    assert mulu("check", "--json").strip().startswith("[")


def test_no_place_is_listed_without_those_that_contain_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    documents = {
        f"{city}.txt": f"{city}年度报告\n2016-08-15\n\n{city}的孵化器今年增加了两家。"
        for city in CITIES.split()
    }
    shelf = indexed(tmp_path_factory.mktemp("places"), documents)
    listed = {v.value: v.parent for v in shelf.open().search(Query("")).facets["region"]}
    assert len(listed) > 100
    assert all(parent in listed for parent in listed.values() if parent)


@pytest.mark.parametrize("most", [1, 2, 5])
def test_a_list_that_is_cut_says_how_many_values_it_lacks(reports: Library, most: int) -> None:
    whole = reports.search(Query("", values=1000))
    cut = reports.search(Query("", values=most))
    assert whole.unlisted == {}
    lacking = {name: len(whole.facets[name]) - len(cut.facets[name]) for name in whole.facets}
    assert cut.unlisted == {name: more for name, more in lacking.items() if more}
    assert ("publisher" in cut.unlisted, "region" in cut.unlisted) == (False, most < 5)
    assert cut.as_json()["unlisted"] == cut.unlisted
