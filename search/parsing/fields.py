"""The fields of queries and the names that they and languages go by. Reads `data/languages.tsv`."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from search.analysis import fold
from search.analysis.data import rows
from search.facets import FacetName

Field = FacetName | Literal["any", "title"]

FIELDS: Final[dict[str, Field]] = {
    "title": "title",
    "标题": "title",
    "標題": "title",
    "region": "region",
    "地区": "region",
    "地區": "region",
    "org": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
    "机构": "organisation",
    "機構": "organisation",
    "publisher": "publisher",
    "发布者": "publisher",
    "發布者": "publisher",
    "發佈者": "publisher",
    "发布机构": "publisher",
    "發布機構": "publisher",
    "出版者": "publisher",
    "lang": "language",
    "language": "language",
    "语言": "language",
    "語言": "language",
    "date": "date",
    "日期": "date",
    "event": "event",
    "事件": "event",
    "orgtype": "organisation_type",
    "机构类型": "organisation_type",
    "機構類型": "organisation_type",
    "amount": "amount",
    "金额": "amount",
    "金額": "amount",
    "数额": "amount",
    "數額": "amount",
    "file": "file",
    "path": "file",
    "文件名": "file",
    "檔名": "file",
    "路径": "file",
    "路徑": "file",
}

DATED: Final = frozenset({"date", "event"})
"""The fields whose values are days, or ranges of days."""


@cache
def languages() -> dict[str, str]:
    """The codes of languages by their names in both languages, folded, and by themselves."""
    named = ((code, f"{code}|{english}|{zh}") for code, english, zh in rows("languages.tsv"))
    return {fold(name).casefold(): code for code, names in named for name in names.split("|")}
