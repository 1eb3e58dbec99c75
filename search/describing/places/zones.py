"""Development zones that are named after their place: 乌鲁木齐高新区, Urumqi High-tech Zone.

Official divisions do not know them, so they are read by pattern: a place, perhaps a rank
(国家级, state-level), and a kind. Zones with names of their own (Zhangjiang, 前海) are rows
of the gazetteer. Touches `search/data/zone-kinds.tsv`.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from search.analysis import fold
from search.analysis.data import rows


class Kind(Struct, frozen=True):
    """One kind of zone; the labels are what follows the place's name."""

    id: str
    zh: str
    en: str


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by their id."""
    return {row[0]: Kind(row[0], row[1], row[2]) for row in rows("zone-kinds.tsv")}


def kind_after(text: str, start: int) -> tuple[str, int] | None:
    """The kind of zone whose name goes on at `start` of a folded text, and where it ends.

    `start` is where the place's name ended. None where no kind follows.
    """
    if text[start : start + 1] not in _firsts():
        return None
    chinese, english = _patterns()
    found = chinese.match(text, start) or english.match(text, start)
    if not found:
        return None
    form = re.sub(r"[\s-]+", " ", found["kind"]).casefold()
    return _forms()[form], found.end()


def split_id(id: str) -> tuple[str, str] | None:
    """The place and the kind in a zone's derived id; None if it is no such id."""
    place, hyphen, kind = id.rpartition("-")
    return (place, kind) if hyphen and kind in kinds() else None


@cache
def _forms() -> dict[str, str]:
    """Kind id by every form in lower case."""
    return {
        form: row[0]
        for row in rows("zone-kinds.tsv")
        for form in (*(fold(zh) for zh in row[3].split("|")), *row[4].split("|"))
    }


def may_end(text: str) -> bool:
    """Tell whether a text ends like the name of a zone; the patterns are only for these."""
    return text.casefold().endswith(_ends())


@cache
def _ends() -> tuple[str, ...]:
    return tuple({form.split()[-1] if form.isascii() else form for form in _forms()})


@cache
def _firsts() -> frozenset[str]:
    """The characters that a kind begins with behind its place: few places are zones."""
    return frozenset({*(form[0] for form in _forms() if not form.isascii()), *")）国省市 '’"})


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    longest_first = sorted(_forms(), key=len, reverse=True)
    chinese = "|".join(re.escape(form) for form in longest_first if not form.isascii())
    english = "|".join(
        r"[\s-]+".join(re.escape(word) for word in form.split())
        for form in longest_first
        if form.isascii()
    )
    rank = r"(?:(?:state|national|provincial)(?:[ -]level)?[ ])?"
    firsts = "".join(sorted({form[0] for form in longest_first if form.isascii()} | set("snp")))
    return (
        re.compile(rf"[)）]?(?:国家级?|省级|市级)?(?P<kind>{chinese})"),
        re.compile(
            rf"\)?(?:[ ]city)?(?:['’]s)?[ ](?=[{firsts}]){rank}(?P<kind>{english})\b", re.IGNORECASE
        ),
    )
