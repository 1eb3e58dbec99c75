"""Departments and courts in Chinese text, of a place in front or of the document's own (省科技厅).

All offsets are those of the folded text. Touches the places, the departments and the words of
`data/organisation-words.tsv`.
"""

from __future__ import annotations

import re
from functools import cache

from search.describing.organisations.departments import departments
from search.describing.organisations.endings import words_of
from search.describing.organisations.mention import Mention
from search.describing.organisations.whose import is_chinas

_LIST = 44  # characters left of an ending in which all who are written to are listed
# What stands in front of the last of several levels, all of whose governments are meant: 市、县.
_LEVELS = re.compile("[市县区州盟旗乡镇](?:、|和|及|或|或者|以及|与)$")
_HERE = re.compile(r"(?:全|我|该|本)?(省|(?<!地)市|县|区|州|自治区|自治州|特区)$")


def official(folded: str, start: int, end: int, anchor: int, proper: str) -> Mention | None:
    """A department: of a named place, or of the document's own (省科技厅)."""
    name = folded[start:end]
    if proper and (identifier := departments().of_chinese(name)):
        return Mention(start, end, identifier, "department")
    if proper in ("place", "body") and start < anchor:
        return Mention(start, end, "", "department", "government")
    if _is_whoever(folded, anchor):
        return None
    if found := of_this_place(folded, anchor, end):
        return found
    if start >= anchor and folded[end - 1] in "部局署" and not is_chinas(folded, anchor):
        return Mention(anchor, end, "bare:", "department of this place")
    return None


def of_this_place(folded: str, anchor: int, end: int) -> Mention | None:
    """The department or court of the document's own place, for which 省, 市 or 县 stands."""
    if _is_whoever(folded, anchor):
        return None
    here = _HERE.search(folded[max(0, anchor - 4) : anchor])
    start = anchor - len(here[0]) if here else anchor
    if folded.startswith("人民政府", anchor) and _LEVELS.search(folded, max(0, start - 4), start):
        return None
    return Mention(start, end, "here:" + here[1], "department of this place") if here else None


def _is_whoever(folded: str, anchor: int) -> bool:
    """Whether the body whose head begins here is none of all of its kind."""
    return bool(_whoever().search(folded, max(0, anchor - _LIST), anchor))


@cache
def _whoever() -> re.Pattern[str]:
    """What names no single body: 各省、自治区、直辖市, 有关县(区)."""
    kinds = "[省市县区州盟旗乡镇地自治直辖设级计划单列所属内以上、和及与()（）]{0,40}$"
    return re.compile(f"(?:{'|'.join(sorted(words_of('whoever')))}){kinds}")
