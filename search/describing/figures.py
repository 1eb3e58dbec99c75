"""Describe: the amounts in a text, with their unit and what they measure.

Chrome and lists of other stories are left out, and so are dates, ordinals, bare numbers and
lengths of time. Touches `quantities` and `measured`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from search.analysis import fold
from search.describing.measured import behind, counted, in_front, linked
from search.describing.pagelines import page
from search.describing.quantities import Quantity, even, quantities
from search.describing.units import Unit, forms, plain_form
from search.document import CleanText, Evidence, Figure

MOST: Final = 300  # figures of one document; what has more is a table
_FEW: Final = 10  # spelled out, fewer 个 than this are rather words than amounts
_YEARS: Final = range(1800, 2101)
_LOOSE: Final = frozenset({"item", "occasion"})
_OTHER_YUAN: Final = (
    ("TWD", "新台币|台币|民国[0-9一二三四五六七八九十百]"),
    ("HKD", "港元|港币"),
    ("MOP", "澳门元|澳门币|葡币"),
)
_RULES: Final = {"count": "counted", "money": "money", "ratio": "share", "measure": "measure"}


def figures(clean: CleanText, script: str = "") -> tuple[Figure, ...]:
    """The amounts of a document in order, each with its place.

    `script` is the document's: in a traditional text that names the dollars of Taiwan, Hong
    Kong or Macau (or counts years as Taiwan does) and no Renminbi, 元 means those.
    """
    sheet = page(clean)
    text = even(fold(clean.text))
    yuan = _yuan(text) if script == "Hant" else "CNY"
    found: list[Figure] = []
    for quantity in quantities(text):
        row = sheet.line_at(quantity.start)
        if row < 0 or sheet.lines[row].kind:
            continue
        found.extend(_figure(clean.text, text, quantity, yuan))
        if len(found) == MOST:
            break
    return tuple(found)


def _figure(raw: str, text: str, quantity: Quantity, yuan: str) -> Iterator[Figure]:
    """The figure that a quantity is, if it is one."""
    start, end, unit = quantity.start, quantity.end, quantity.unit
    noun = None
    english = raw[end - 1 : end].isascii()
    if english and (unit is None or unit.kind == "count") and _year(text, quantity):
        return
    if unit is None or (unit.kind in ("none", "count") and english):
        number_end = end
        if unit is not None:
            number_end = start + len(raw[start:end].rstrip().rpartition(" ")[0])
        noun = _noun(text, quantity._replace(end=number_end))
        if noun:
            unit, end = noun[2], max(end, noun[1])
        if unit is None:
            return
    if unit.kind == "none" or _idle(text, quantity, unit):
        return
    name = unit.id
    if name == "CNY" and yuan != "CNY" and raw[start:end].rstrip("余餘多").endswith("元"):
        name = yuan
    place = noun[:2] if noun else _measured(text, quantity, unit)
    what = " ".join(raw[place[0] : place[1]].split()) if place else ""
    yield Figure(
        value=round(quantity.value, 4),
        unit=name,
        qualifier=quantity.qualifier,
        what=what,
        name=raw[start:end].strip(),
        evidence=(Evidence(_RULES[unit.kind], start, end),),
    )


def _noun(text: str, quantity: Quantity) -> tuple[int, int, Unit] | None:
    """The English noun that a bare number counts, and its unit."""
    if text[quantity.end : quantity.end + 1] not in (" ", "-"):
        return None
    found = counted(text, quantity.end)
    if found is None:
        return None
    start, end, head = found
    unit = forms()["en"].get(plain_form(head), forms()["zh"]["个"])
    return (start, end, unit) if unit.kind in ("count", "none") else None


def _year(text: str, quantity: Quantity) -> bool:
    """Whether a number is written like a year."""
    plain = text[quantity.start : quantity.start + 5].rstrip()
    return len(plain) == 4 and plain.isdigit() and int(plain) in _YEARS


def _idle(text: str, quantity: Quantity, unit: Unit) -> bool:
    """Whether a number in Chinese words is rather part of a phrase (一个, 三项, 两次)."""
    written = text[quantity.start : quantity.end]
    if quantity.digits or re.search("[0-9A-Za-z]", written):
        return False
    if unit.id in _LOOSE:
        return quantity.value < _FEW
    return quantity.value < 2 or (
        unit.kind != "ratio" and unit.id == "person" and quantity.value < 3
    )


def _measured(text: str, quantity: Quantity, unit: Unit) -> tuple[int, int] | None:
    """Things counted stand behind the number first, what is measured stands in front of it."""
    start, end = quantity.start, quantity.end
    after = behind(text, end)
    if text[end : end + 1] == "的" and after:
        return after
    if unit.kind == "count":
        return after or in_front(text, start)
    tied = not text[end - 1 : end].isascii() or linked(text, start)
    return (in_front(text, start) or after) if tied else (after or in_front(text, start))


def _yuan(text: str) -> str:
    """The currency of a bare 元."""
    if "人民币" in text:
        return "CNY"
    stated = [code for code, names in _OTHER_YUAN if re.search(names, text)]
    return stated[0] if len(stated) == 1 else "CNY"
