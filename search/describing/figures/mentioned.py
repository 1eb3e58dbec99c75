"""Describe: the amounts in a text, with their unit and what they measure.

Chrome and lists of other stories are left out, and so are dates, ordinals, bare numbers and
lengths of time. Touches `quantities` and `measured`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from msgspec.structs import replace

from search.analysis import fold
from search.describing.figures.chinese import acted, is_verb
from search.describing.figures.columns import Cell, cells
from search.describing.figures.english import compares, counted, in_name, linked, named
from search.describing.figures.measured import behind, changes, in_front, joins
from search.describing.figures.quantities import Quantity, even, quantities
from search.describing.figures.units import Unit, forms, plain_form, words
from search.describing.pagelines import Page, page
from search.document import CleanText, Evidence, Figure

MOST: Final = 300  # figures of one document; what has more is a table
_FEW: Final = 10  # spelled out, fewer 个 than this are rather words than amounts
_YEARS: Final = range(1800, 2101)
_LOOSE: Final = frozenset({"item", "occasion"})
_OTHER_YUAN: Final = ("TWD", "HKD", "MOP")
_ABROAD = re.compile(r"US\$|USD|U\.?S\.? dollar|United States|American|美", re.IGNORECASE)
_ONES = re.compile("[一二两三四五六七八九十]")
_CLAUSE = re.compile(r" ?[，,、（(] ?[㐀-鿿]{0,8}")
_BREAK = re.compile(r"(?<=[a-z])-\n[ \t]{0,8}(?=[a-z])")
_SHORT: Final = 1_000  # characters of a text in which once is enough
_NEAR: Final = 12  # characters between two amounts that may measure the same
_OF: Final = frozenset({"money", "measure"})
_LATIN = re.compile("[0-9A-Za-z]")
_RULES: Final = {"count": "counted", "money": "money", "ratio": "share", "measure": "measure"}


def figures(clean: CleanText, script: str = "") -> tuple[Figure, ...]:
    """The amounts of a document in order, each with its place.

    `script` is the document's: in a traditional text without Renminbi, 元 means the dollars of
    Taiwan, Hong Kong or Macau, whichever the text names (or whose places).
    """
    sheet = page(clean)
    text = even(fold(sheet.text))
    found: list[Figure] = []
    for quantity in quantities(text):
        if not _is_own(sheet, quantity.start):
            continue
        figure = _figure(clean.text, text, quantity, script, found[-1] if found else None)
        if figure is not None:
            if found and figure.what and found[-1].evidence[0].end == quantity.start:
                found[-1] = replace(found[-1], what=figure.what)  # 处50元以上500元以下的罚款
            found.append(figure)
        if len(found) == MOST:
            break
    rows = [cell for cell in cells(text) if _is_own(sheet, cell.start)]
    found += [_in_column(clean.text, text, cell, script) for cell in rows]
    return tuple(
        sorted(found, key=lambda figure: figure.evidence[0].start)[:MOST] if rows else found
    )


def _is_own(sheet: Page, start: int) -> bool:
    """Whether a place is in the page's own lines, no chrome and no list."""
    row = sheet.line_at(start)
    return row >= 0 and not sheet.lines[row].kind


def _in_column(raw: str, text: str, cell: Cell, script: str) -> Figure:
    """The figure of a number whose unit its column or label tells."""
    name = " ".join(raw[slice(*cell.name)].split()).strip('"')
    unit = _stated(cell.unit.id, name, text, script)
    evidence = Evidence("column", cell.start, cell.end)
    return Figure(round(cell.value, 4), unit, "", name, raw[cell.start : cell.end], (evidence,))


def _figure(
    raw: str, text: str, quantity: Quantity, script: str, last: Figure | None
) -> Figure | None:
    """The figure that a quantity is, if it is one; `last` is the one in front of it."""
    start, end, unit = quantity.start, quantity.end, quantity.unit
    english = raw[end - 1 : end].isascii()
    noun = None
    if english and (unit is None or unit.kind in ("none", "count")):
        if _names(text, quantity):
            return None
        number_end = start + len(raw[start:end].rstrip().rpartition(" ")[0]) if unit else end
        noun = _noun(text, quantity._replace(end=number_end))
        if noun and in_name(text, start, noun[:2]):
            return None
        if noun:
            unit, end = noun[2], max(end, noun[1])
    if unit is None or unit.kind == "none" or _idle(text, quantity, unit):
        return None
    if unit.id == "occasion" and english and compares(text, end):
        return None
    what = _what(raw, text, quantity, unit, last) if noun is None else _words(raw, noun[:2])
    return Figure(  # by place: records are made so in half the time
        round(quantity.value, 4),
        _stated(unit.id, raw[start:end], text, script),
        quantity.qualifier,
        what,
        _BREAK.sub("", raw[start:end].strip()),
        (Evidence(_RULES[unit.kind], start, end, ""),),
    )


def _stated(unit: str, written: str, text: str, script: str) -> str:
    """The unit, where the document rather than the amount says which yuan or dollar it is."""
    if unit == "CNY" and script == "Hant" and written.rstrip("余餘多").endswith(("元", "圓")):
        return _yuan(text)
    if unit == "USD" and not _ABROAD.search(written):
        return _dollar(text)
    return unit


def _noun(text: str, quantity: Quantity) -> tuple[int, int, Unit] | None:
    """The English noun that a bare number counts, and its unit."""
    if text[quantity.end : quantity.end + 1] not in (" ", "-" * quantity.digits):
        return None  # a three-nation pact counts none
    found = counted(text, quantity.end)
    if found is None:
        return None
    start, end, head = found
    unit = forms()["en"].get(plain_form(head), forms()["zh"]["个"])
    return (start, end, unit) if unit.kind in ("count", "none") else None


def _names(text: str, quantity: Quantity) -> bool:
    """Whether an English number is written like a year, or names a thing (Article 12)."""
    plain = text[quantity.start : quantity.start + 5].rstrip()
    year = len(plain) == 4 and plain.isdigit() and int(plain) in _YEARS
    return year or named(text, quantity.start)


def _idle(text: str, quantity: Quantity, unit: Unit) -> bool:
    """Whether a number is rather a rank or, in Chinese words, part of a phrase (一个, 两次)."""
    written = text[quantity.start : quantity.end]
    if text[quantity.start - 1 : quantity.start] == "前" and written.endswith(words("rank")):
        return True  # 前五名, 前10位
    if quantity.digits or _LATIN.search(written):
        return False
    bare = written[0] in "百千万亿" and unit.kind == "count"  # 百家, 千人计划
    if not quantity.qualifier and (bare or (unit.kind != "ratio" and not _ONES.search(written))):
        return True  # a hundred counts nothing without a number in front, as in 投资（万元）
    if unit.id in _LOOSE:
        return quantity.value < _FEW
    return unit.kind != "ratio" and quantity.value < (3 if unit.id == "person" else 2)


def _words(raw: str, place: tuple[int, int]) -> str:
    return " ".join(raw[slice(*place)].split())


def _what(raw: str, text: str, quantity: Quantity, unit: Unit, last: Figure | None) -> str:
    """What a quantity measures: where nothing beside it says so, the same as the one in front of
    it (31% to 54%, 4.5%、5.7%); what grew where the text beside it only tells that it did.
    """
    low = last.evidence[0].end if last else 0
    if last and low >= quantity.end:
        return last.what  # the other end of a range
    place = _measured(text, quantity, unit, low)
    own = _words(raw, place) if place else ""
    if last and last.what:
        if not own and quantity.start - low <= _NEAR and joins(text[low : quantity.start]):
            return last.what
        if place and changes(text[slice(*place)]) and _CLAUSE.fullmatch(text, low, place[0]):
            return last.what if last.what.endswith(own) else last.what + own
    return own


def _measured(text: str, quantity: Quantity, unit: Unit, low: int) -> tuple[int, int] | None:
    """Things counted stand behind the number first, what is measured stands in front of it, from
    `low` on.
    """
    start, end = quantity.start, quantity.end
    of = text[end : end + 1] == "的" or (unit.kind in _OF and text.startswith(" of ", end))
    if (
        not (of or acted(text, start))
        and unit.kind != "count"
        and (not text[end - 1].isascii() or linked(text, start))
    ):
        return in_front(text, start, low) or behind(text, end)
    place = behind(text, end) or in_front(text, start, low)
    return None if place and unit.kind == "count" and is_verb(text[slice(*place)]) else place


@lru_cache(maxsize=2)
def _yuan(text: str) -> str:
    """The currency of a bare 元: the only one of the dollars that is named, else the one whose
    places are named most; Renminbi where they are named once and places of the mainland oftener.
    """
    if "人民币" in text:
        return "CNY"
    stated = [unit for unit in _OTHER_YUAN if any(word in text for word in _named(unit, ""))]
    if len(stated) == 1:
        return stated[0]
    counts = {u: sum(map(text.count, _named(u, "~"))) for u in stated or _OTHER_YUAN}
    best = max(counts, key=lambda unit: counts[unit])
    mainland = sum(map(text.count, _named("CNY", "~")))
    return best if counts[best] and not counts[best] == 1 < mainland else "CNY"


@lru_cache(maxsize=2)
def _dollar(text: str) -> str:
    """The currency of a bare $ or dollar: a page about Hong Kong alone means its own, but for
    reports of agencies and of who is listed there; a long text that names it once is not.
    """
    if _ABROAD.search(text) or any(word in text for word in words("USD")):
        return "USD"
    if any(word in text for word in _named("HKD", "")):
        return "HKD"
    local = sum(map(text.count, _named("HKD", "~")))
    return "HKD" if local > 1 or (local and len(text) < _SHORT) else "USD"


@cache
def _named(unit: str, mark: str) -> tuple[str, ...]:
    """The words for a currency, or with the mark `~` for its places."""
    found = (word for word in words(unit) if word.startswith("~") == bool(mark))
    return tuple(word.lstrip("~") for word in found)
