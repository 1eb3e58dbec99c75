"""Bodies in lists that share a head or a place: 合肥、芜湖、蚌埠市科技局; 安徽省科技、财政等部门.

All offsets are those of the folded text. Touches the tables of places and departments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from search.describing.organisations.departments import departments
from search.describing.organisations.home import Home
from search.describing.organisations.mention import Mention
from search.describing.organisations.places import Place, places
from search.describing.word_edges import word_edges

_JOINTS = tuple("、,，和与及")
_LISTING = "、和与及暨"
_LONGEST_PLACE = 12  # characters
SEVERAL = re.compile("(?<!第)[两二三四五六七八九十][省市县区州]$")  # 南宁、桂林两市科技局
_MOST = 20  # places of one list
_HERE = re.compile("(?:(?<![\u3400-\u9fff])|(?<=[全我该本由]))[省市县区州]")


def place_before(folded: str, end: int) -> tuple[int, Place] | None:
    """The start and the place of the longest name, from the beginning of a word, that ends here."""
    edges = word_edges(folded)
    for start in range(max(0, end - _LONGEST_PLACE), end - 1):
        place = places().find(folded[start:end])
        if place and edges.at(start):
            return start, place
    return None


def sharing_a_head(folded: str, start: int, identifier: str) -> Iterator[tuple[int, str]]:
    """The places listed in front of a body's own place at `start`, each with the id of its body:
    of 合肥、芜湖、蚌埠市科技局 those of Hefei and Wuhu.
    """
    end, place = places().chain(identifier)
    if place is None or place.foreign:
        return
    for _ in range(_MOST):
        found = place_before(folded, start - 1) if folded.endswith(_JOINTS, 0, start) else None
        if found is None or found[1].level != place.level:
            return
        start = found[0]
        if body := departments().of_chinese(found[1].zh + identifier[end:]):
            yield start, body


def of_several(folded: str, anchor: int, end: int) -> tuple[int, str] | None:
    """The last of the places of 南宁、柳州两市科技局, whose head begins at `anchor`: where its name
    begins, and the id of its body.
    """
    several = SEVERAL.search(folded, max(0, anchor - 3), anchor)
    found = place_before(folded, several.start()) if several else None
    body = departments().of_chinese(found[1].zh + folded[anchor:end]) if found else None
    return (found[0], body) if found and body else None


def owner_of_list(folded: str, before: Mention, anchor: int) -> Mention | None:
    """The department in front of the one that begins here in a list: 合肥市科技局、财政局."""
    joined = before.end == anchor - 1 and folded[anchor - 1] in _LISTING
    return before if joined and before.rule.startswith("department") else None


def of_owner(owner: Mention, folded: str, start: int, end: int) -> Mention | None:
    """The department at `[start, end)` of the place of the one that stands in front of it."""
    if owner.id.startswith("here:"):
        return owner._replace(start=start, end=end)
    _, place = places().chain(owner.id)
    found = place and departments().of_chinese(place.zh + folded[start:end])
    return Mention(start, end, found, "department", "government") if found else None


def departments_listed(folded: str, home: Home) -> Iterator[tuple[int, int, str]]:
    """Where 安徽省科技、财政等部门 stand, with the id of each department."""
    for match in _subjects().finditer(folded):
        place = _place_of(folded, match.start(), home)
        if place is None or place.foreign:
            continue
        office = "厅" if place.level == "province" else "局"
        for subject in re.split("[、和与及]", match[1]):
            if body := departments().of_chinese(place.zh + subject + office):
                yield match.start(), match.end(), body


def _place_of(folded: str, end: int, home: Home) -> Place | None:
    """The place right in front, or that which 省 or 市 in front stands for."""
    if found := place_before(folded, end):
        return found[1]
    here = _HERE.fullmatch(folded, max(0, end - 1), end)
    return home.at(here[0]) if here else None


@cache
def _subjects() -> re.Pattern[str]:
    subject = "|".join(sorted(departments().full, key=len, reverse=True))
    return re.compile(
        rf"((?:{subject})(?:[、和与及](?:{subject})){{1,12}})等?(?:有关|相关|多个|几个|各)?部门"
    )
