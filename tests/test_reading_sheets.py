"""Spreadsheets: rows are documents where the header says so, else the workbook is one."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from zlib import decompress

import pytest
from reading_fixtures import made, refused
from reliability.office import archive, compound, opendocument, workbook, workbook_of

from search.settings import Settings

HEADER = ("标题", "正文", "日期", "金额（万元）")
ROW = ("天山众创空间", "为大学生提供办公场地。", "2016-08-15", 241.0)
OLD = decompress(
    b64decode(
        "eNrtWFtIVEEY/ubsrnvJy2paqKCLkKYpGL2EoWtF+dR6IdgsodTdLqyXWirQlyxbegqKKNZuINhDL1Yv"
        "XaigXqKHQKuHIAh2i56CIDDoQff0z7+zsVqBCyVY8x3mn/8y889/zsw/c86ZnsqPjd8piWMBmmBBwnQi"
        "K00nqDhTghtkN03JpmoHFVNjWcHpoInMsuFhzgu7nEM533EYuG19ShR4T6ULh+EbHAh6lhBbOIZuIWNo"
        "JCpwlTS5KOaoCpj2Ml3J9Ba3fMS0mTVnmTZS25jYjSmvr2ajWsW7jAq25UL6vcd93rJmPYrwXK7iE+dE"
        "sq0Nm8OHuvuWmaHMmo0J0IS2BAeCYSnn4QZcwBChrr+/LhCIoZAmewJfTQ8wk8rqJx6tX1q9AOm/zdfb"
        "f6N30CQu1F8wrMAIzH2cJBFkY5NVWgwxFP18fBY7OaVlIbv9YDRKVW/oTJCqj8HyA1kQL89fizpMu29r"
        "u9MksbrzSNfq1tKO4eGZiysgGnxVnfv3lB+b7r3Ser2jr73BX+836l3yKOCtwz1v68jhlMomGkAe8/mc"
        "WG6Kffbml1c7etq8e1kzwsdF8lBZI+8BJk7KHtQ5ly0GU2mpYX4d01PstZT5EqaFtOqprmwrUsz2UW5z"
        "mq2VNM4GxmtvVRq/lvjIp/b7ZZEP3mriJ1viw4WTb7zjqKBDLkD95TWKWlErLo9JPPCmaqE2oHdMi3/a"
        "jByGW8VuqpMzD3My/Qj5TJOSfDrih2SoZ5WULCRZlC/xC1+CfVlVe8G+bCQ9ptgE+SnApTHp8ZlF+moy"
        "CnCXH2hz2oHugoaGhoaGhoaGxn8GoV60LepV26Ze5O3qv84clYT+TfLPogODdB2lj8ptGKA6jKGM1s8q"
        "2ETKl1hkn9T/Qgk/jR5GCD0cRyjj9UsfYiL9fhbd0f3nUijT8ROZxPmXx/8Onwrliw=="
    )
)


def test_rows_of_sheets_are_documents_numbered_on_from_sheet_to_sheet(tmp_path: Path) -> None:
    second = (("Title", "Text"), ("Mill", "The mill stands still."))
    data = workbook({"一": [("2016年项目表",), HEADER, ROW], "二": second})
    first, mill = made(tmp_path, "a.xlsx", data)
    assert (first.path, mill.path) == ("a.xlsx#1", "a.xlsx#4")
    assert first.text == "为大学生提供办公场地。\n\n金额（万元）: 241"
    assert (first.hints.title, first.hints.published) == ("天山众创空间", "2016-08-15")
    assert first.media_type.endswith("spreadsheetml.sheet")
    assert mill.hints.title == "Mill"


def test_sheets_of_figures_are_one_document_below_their_names(tmp_path: Path) -> None:
    rows = [("", "town", "people", ""), ("",), ("", "Ames", 241.0, ""), ("", "Oslo", 0.1 + 0.2)]
    data = workbook({"Towns": rows, "Empty": [("",)], "Notes": [("counted\nby hand",)]})
    (source,) = made(tmp_path, "towns 2020.xlsx", data)
    assert source.text == "Towns\n\ntown\tpeople\nAmes\t241\nOslo\t0.3\n\nNotes\n\ncounted by hand"
    assert (source.path, source.hints.title) == ("towns 2020.xlsx", "towns 2020")


def test_the_other_sheets_of_a_workbook_are_one_document_more(tmp_path: Path) -> None:
    data = workbook({"说明": [("Collected by the weir office",)], "项目": [HEADER, ROW]})
    row, rest = made(tmp_path, "a.xlsx", data)
    assert rest.text == "说明\n\nCollected by the weir office"
    assert len({row.path, rest.path}) == len({row.digest, rest.digest}) == 2


def test_days_are_iso_and_hidden_sheets_are_passed_over(tmp_path: Path) -> None:
    rows = '<row><c s="1"><v>42597</v></c><c s="1"><v>42597.5</v></c><c t="b"><v>1</v></c></row>'
    data = workbook_of({"Days": rows, "Lists": rows}, hidden="Lists")
    (source,) = made(tmp_path, "a.xlsm", data)
    assert source.text == "Days\n\n2016-08-15\t2016-08-15 12:00:00\tTRUE"


def test_an_old_workbook_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("a.xls", "a.doc", "a"):
        (row,) = made(tmp_path, name, OLD)
        assert (row.path, row.hints.published) == (f"{name}#1", "2016-08-15")
        assert row.text == "为大学生提供办公场地。\n\n金额（万元）: 241"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"<html><table><tr><td>Ames<td>120</table>", "Ames\t120"),
        (b'<?xml version="1.0"?><Workbook><Data>Ames</Data></Workbook>', "Ames"),
        ("城市\t人口\n乌鲁木齐\t355\n".encode("gb18030"), "城市\t人口\n乌鲁木齐\t355\n"),
    ],
)
def test_what_a_site_calls_xls_is_read_as_what_it_is(
    tmp_path: Path, data: bytes, text: str
) -> None:
    assert made(tmp_path, "a.xls", data)[0].text.strip() == text.strip()


def test_a_spreadsheet_of_opendocument_is_read_as_it_is_shown(tmp_path: Path) -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    day = ' office:date-value="2016-08-15T00:00:00"'
    half = ' office:value="0.5"'
    rows = (
        f"<table:table-row>{cell.format('', 'share')}{cell.format(day, '15.08.16')}"
        '<table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="90000"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2">'
        f"{cell.format(half, '50%')}<table:covered-table-cell/>"
        f"{cell.format('', 'half<office:annotation><text:p>x</text:p></office:annotation>')}"
        "</table:table-row>"
    )
    style = (
        '<style:style style:name="s"><style:table-properties table:display="false"/></style:style>'
    )
    body = (
        f'{style}<table:table table:name="表">{rows}</table:table>'
        f'<table:table table:name="hidden" table:style-name="s">{rows}</table:table>'
    )
    (source,) = made(tmp_path, "a.ods", opendocument("spreadsheet", body))
    assert source.text == "表\n\nshare\t2016-08-15\n50%\t\thalf\n50%\t\thalf"
    assert source.media_type == "application/vnd.oasis.opendocument.spreadsheet"
    text = f"<table:table-row>{cell.format('', 'title')}{cell.format('', 'text')}</table:table-row>"
    body = f'<table:table table:name="a">{text * 2}</table:table>'
    assert made(tmp_path, "b.ods", opendocument("spreadsheet", body))[0].path == "b.ods#1"


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{0}"><c s="1" r="{1}{0}">{2}</c></row>'


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("bomb.xlsx", archive({"xl/workbook.xml": bytes(30_000_000)}), "zip bomb"),
        ("far.xlsx", workbook_of({"a": FAR.format(1048576, "XFD", "<v>1</v>")}), "cells"),
        ("cut.xlsx", workbook({"a": [ROW]})[:-60], "damaged"),
        ("none.xlsx", b"not a zip file", "damaged"),
        ("bare.xlsx", archive({"xl/workbook.xml": b"<x/>"}), "damaged"),
        ("cut.xls", OLD[:2000], "old or encrypted"),
        ("locked.xlsx", compound("EncryptionInfo", "EncryptedPackage"), "password"),
        ("blank.xlsx", workbook({"a": []}), "empty"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused_with_a_reason(
    tmp_path: Path, name: str, data: bytes, word: str
) -> None:
    assert word in refused(tmp_path, name, data)


def test_a_workbook_of_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    limits = Settings(max_characters=1000)
    assert "cells" in refused(tmp_path, "a.xlsx", workbook({"a": [("word",)] * 300}), limits)
    row = '<table:table-row table:number-rows-repeated="{}"><table:table-cell {}><text:p>word'
    end = "</text:p></table:table-cell></table:table-row>"
    for rows, columns in (("999999999", ""), ("1", 'table:number-columns-repeated="999999999"')):
        body = f"<table:table>{row.format(rows, columns)}{end}</table:table>"
        assert "cells" in refused(tmp_path, "a.ods", opendocument("spreadsheet", body))


def test_a_cell_far_away_that_holds_nothing_does_no_harm(tmp_path: Path) -> None:
    rows = FAR.format(1048576, "XFD", "").replace('"></c>', '"/>')
    assert made(tmp_path, "a.xlsx", workbook_of({"Sheet": rows}))[0].text == "Sheet\n\n1"


def test_rows_may_hold_much_that_is_blank(tmp_path: Path) -> None:
    limits = Settings(max_characters=1000)
    rows = [("word",), *[("",) * 40] * 40]
    assert made(tmp_path, "a.xlsx", workbook({"a": rows}), limits)[0].text == "a\n\nword"
