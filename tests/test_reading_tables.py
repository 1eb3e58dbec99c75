"""Tables, records and JSON: which rows are documents of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reading_fixtures import made, sample

from search.cleaning import clean
from search.describing.figures.mentioned import figures
from search.reading import contents, walk
from search.settings import Settings


def test_rows_of_a_table_with_a_text_column_are_documents() -> None:
    first, second, third = sample("reports.csv")
    assert [source.path for source in (first, second, third)] == [
        "reports.csv#1",
        "reports.csv#2",
        "reports.csv#3",
    ]
    assert first.text == "山脚的果园改用滴灌，\n每亩节水三成。\n\n关键词: 灌溉;节水"
    assert first.hints.title == "果园灌溉改造"
    assert first.hints.published == "2018-07-03"
    assert first.hints.publisher == "农技站"
    assert third.text == "空白"
    assert len({source.digest for source in (first, second, third)}) == 3
    assert first.encoding == "gb18030"


def test_a_table_of_figures_is_one_document(tmp_path: Path) -> None:
    table = "year,town,people\n2019,Ames,120\n2020,Ames,125\n"
    (source,) = made(tmp_path, "a.csv", table.encode())
    assert source.text == table
    assert source.path == "a.csv"


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_other_delimiters_are_seen_in_the_header(tmp_path: Path, delimiter: str) -> None:
    table = "\n".join(delimiter.join(row) for row in (("Title", "Full Text"), ("a", "b, c; ")))
    name = "a.tsv" if delimiter == "\t" else "a.csv"
    if delimiter == ";":
        table = table.replace("; ", "")
    assert made(tmp_path, name, table.encode())[0].hints.title == "a"


def test_a_summary_is_a_text_only_beside_a_title(tmp_path: Path) -> None:
    rows = made(tmp_path, "a.csv", b"title,summary\none,first words\ntwo,more words")
    assert [row.text for row in rows] == ["first words", "more words"]
    (one,) = made(tmp_path, "b.csv", b"price,description\n3,a nail\n")
    assert one.text.startswith("price")


def test_a_row_keeps_its_digest_when_other_rows_change(tmp_path: Path) -> None:
    before = made(tmp_path, "a.csv", b"title,text\na,one\nb,two\n")
    after = made(tmp_path, "a.csv", b"title,text\na,one\nb,three\n")
    assert before[0].digest == after[0].digest
    assert before[1].digest != after[1].digest


TABLE_OF_PLACES = """名称,地区,日期,说明
天山众创空间,新疆,2016-08-15,为大学生和归国人员提供办公场地、创业辅导和融资对接服务。
西湖创客汇,浙江,2017-03-02,面向互联网团队的孵化器，每月举办两次路演活动。
北疆创业园,新疆,,
"""


@pytest.mark.parametrize("column", ["说明", "简介", "内容摘要", "介绍", "Description"])
def test_a_column_of_prose_beside_names_makes_rows_documents(tmp_path: Path, column: str) -> None:
    first, second, third = made(tmp_path, "a.csv", TABLE_OF_PLACES.replace("说明", column).encode())
    assert first.text.startswith("为大学生和归国人员")
    assert first.text.endswith("地区: 新疆")
    assert (first.hints.title, first.hints.published) == ("天山众创空间", "2016-08-15")
    assert (second.hints.title, third.hints.title) == ("西湖创客汇", "北疆创业园")


def test_a_number_below_a_head_with_a_unit_is_a_figure_of_its_row(tmp_path: Path) -> None:
    table = (
        "名称,收入（万元）,同比(%),编号,说明\n"
        '天山众创空间,"1,234",-5.8,77,为大学生和归国人员提供办公场地、创业辅导和融资对接服务。\n'
        "西湖创客汇,,6.1,78,面向互联网团队的孵化器，每月举办两次路演活动。\n"
    )
    first, second = made(tmp_path, "a.csv", table.encode())
    assert first.text.endswith("服务。\n\n收入（万元）: 1,234\n同比(%): -5.8")
    assert second.text.endswith("活动。\n\n同比(%): 6.1")
    found = [(figure.value, figure.unit) for figure in figures(clean(first.text))]
    assert found == [(12_340_000, "CNY"), (-5.8, "%")]


@pytest.mark.parametrize(
    "table",
    [
        "名称,面积,说明\n甲,300,合格\n乙,20,不合格\n丙,5,合格\n",
        "name,price,description\nnail,3,iron\nscrew,4,steel 5 mm\n",
        "name,value\nRainfall in the whole of the year before the last one,3\n",
        "名称,2015,2016\n新疆,13.5,14.2\n浙江,20.1,22.3\n",
    ],
)
def test_a_table_of_numbers_and_remarks_is_one_document(tmp_path: Path, table: str) -> None:
    (source,) = made(tmp_path, "a.csv", table.encode())
    assert source.path == "a.csv"


def test_records_with_a_description_are_documents_where_it_is_prose(tmp_path: Path) -> None:
    prose = "The hall by the river has rooms for forty start-ups, and a workshop."
    rows = [{"name": f"Hall {n}", "description": prose} for n in range(3)]
    data = "\n".join(map(json.dumps, rows)).encode()
    assert [row.hints.title for row in made(tmp_path, "a.jsonl", data)] == [
        "Hall 0",
        "Hall 1",
        "Hall 2",
    ]


def test_a_very_long_field_and_ragged_rows_are_read(tmp_path: Path) -> None:
    table = "title,text\na," + "long " * 60_000 + "\nb\nc,d,e,f\n"
    rows = made(tmp_path, "a.csv", table.encode())
    assert [len(row.text) for row in rows] == [300_000, 1, 1]


def test_lines_of_json_are_documents_and_a_broken_line_loses_nothing(tmp_path: Path) -> None:
    first, second = sample("articles.jsonl")
    assert first.text == (
        "The ferry now leaves until ten at night.\nTickets cost the same."
        "\n\ntags: transport\nharbour"
    )
    assert first.hints.title == "Harbour ferry adds evening trips"
    assert first.hints.url == "https://example.org/ferry"
    assert second.hints.title == "Lone half \ufffd stays readable"
    lines = b'{"text": "one"}\n\nnot json\n{"text": "two"}\nnull\n{"text": "three"}\n'
    (tmp_path / "a.jsonl").write_bytes(lines)
    sources, refused = contents(walk(tmp_path, Settings()).files[0], Settings())
    assert [source.path for source in sources] == ["a.jsonl#1", "a.jsonl#3", "a.jsonl#5"]
    assert refused == ((2, "line 3: not JSON"), (4, "line 5: not a JSON object"))


def test_a_json_list_of_objects_with_text_is_a_document_each(tmp_path: Path) -> None:
    data = json.dumps([{"title": "a", "body": "one"}, {"title": "b", "body": "two"}])
    assert [row.path for row in made(tmp_path, "a.json", data.encode())] == ["a.json#1", "a.json#2"]


def test_one_json_object_with_text_is_one_document(tmp_path: Path) -> None:
    data = '{"标题": "灯塔", "正文": "每晚七点亮灯", "来源": {"name": "港务处"}}'
    (source,) = made(tmp_path, "a.json", data.encode())
    assert (source.path, source.text) == ("a.json", "每晚七点亮灯")
    assert (source.hints.title, source.hints.publisher) == ("灯塔", "港务处")


def test_a_json_object_says_what_the_list_in_it_is(tmp_path: Path) -> None:
    register = {"title": "Mills", "published": "2020-05-06", "items": [{"title": "Oak mill"}]}
    data = json.dumps(register)
    (source,) = made(tmp_path, "a.json", data.encode())
    assert (source.hints.title, source.hints.published) == ("Mills", "2020-05-06")
    assert source.text == data


def test_json_is_read_as_it_is_meant_and_its_first_line_is_no_title(tmp_path: Path) -> None:
    data = json.dumps({"outlets": [{"said": "台铁\n“公司” \U0001f600 C:\\"}]}, indent=2)
    (source,) = made(tmp_path, "2026-07-12.json", data.encode())
    assert source.hints.title == "2026-07-12"
    assert '"said": "台铁\n“公司” \U0001f600 C:\\"' in source.text
    (broken,) = made(tmp_path, "b.json", data[:-1].encode())
    assert (broken.hints.title, broken.text) == ("", data[:-1])


@pytest.mark.parametrize(
    "data", ['{"port": "harbour"}', '["a", "b"]', '[{"a": "x"}]', "[" * 100_000 + "x", '{"text": ']
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_other_json_is_one_document_as_it_stands(tmp_path: Path, data: str, name: str) -> None:
    (source,) = made(tmp_path, name, data.encode())
    assert (source.path, source.text) == (name, data)


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("日期,品种,价格\n2024-01-05,小麦,2.85\n", "prices 2024"),
        ("2019年绿谷县粮食价格,,\n日期,品种,价格\n2019-01-05,小麦,2.85\n", "2019年绿谷县粮食价格"),
        ("one column\nof text\n", ""),
    ],
)
def test_a_table_has_the_title_above_it_or_the_name_of_its_file(
    tmp_path: Path, data: str, title: str
) -> None:
    (source,) = made(tmp_path, "prices 2024.csv", data.encode())
    assert source.hints.title == title
