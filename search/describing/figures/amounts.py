"""Amounts as terms of the index, and what people type for one or for a range of them.

A figure has two terms, `unit:value` and `:value`, whose order is that of the values (negative
ones by what they lack to the ceiling), so that a range of amounts is a range of terms. Touches
`describing.figures.quantities`.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

from search.analysis import fold
from search.describing.figures.quantities import even, quantities
from search.describing.figures.units import ids
from search.document import Figure

_AFTER: Final = "!"  # sorts behind the term itself and before every larger one
_SIGN = re.compile(r"(>=|<=|=>|=<|≥|≤|>|<|=|)\s*(.*)", re.DOTALL)
_POWER = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,8})?[eE]\+?[0-9]{1,2})\s*(\D.*|)", re.DOTALL)
_CEILING: Final = 1e15
_PLACES: Final = 4  # decimals of a term


def terms(figure: Figure) -> tuple[str, ...]:
    """The terms that a figure is found by; none for a value that is too large to be one."""
    if not -_CEILING < figure.value < _CEILING:
        return ()
    return _term(figure.value, figure.unit), _term(figure.value, "")


def bounds(text: str) -> tuple[str, str] | None:
    """The first term of a typed range and the first behind it; None where it is no range.

    `>1e9`, `<=500万元`, `8500万元`, `1e6..5e6`, `..20%`, `100m2..`; either end may bring the
    unit, and without one every unit counts.
    """
    plain = normalize("NFKC", text).replace("…", "..").strip()
    low, dots, high = plain.partition("..")
    if dots:
        ends = [typed(end) if end.strip(" .") else (None, "") for end in (low, high.strip("."))]
        return _between(ends[0], ends[1])
    match = _SIGN.fullmatch(plain)
    amount = typed(match[2]) if match else None
    if match is None or amount is None:
        return None
    sign, exact = match[1], _term(*amount)
    first = f"{amount[1]}:" if "<" in sign or sign == "≤" else exact
    last = f"{amount[1]}:~" if ">" in sign or sign == "≥" else exact + _AFTER
    if sign == ">":
        first = exact + _AFTER
    return first, exact if sign == "<" else last


def _between(
    low: tuple[float | None, str] | None, high: tuple[float | None, str] | None
) -> tuple[str, str] | None:
    if low is None or high is None or low[0] is high[0] is None:
        return None
    unit = low[1] or high[1]
    if {low[1], high[1]} - {unit, ""}:
        return None
    first = f"{unit}:" if low[0] is None else _term(low[0], unit)
    last = f"{unit}:~" if high[0] is None else _term(high[0], unit) + _AFTER
    return (first, last) if first < last else None


def typed(text: str) -> tuple[float, str] | None:
    """The value and unit of an amount that a person typed: `8500万元`, `1.5 billion CNY`.

    The unit is empty where none is given; None where it is no amount.
    """
    plain = even(fold(normalize("NFKC", text))).strip()
    power = _POWER.fullmatch(plain)
    if power:
        value, rest = float(power[1]), power[2]
    else:
        found = list(quantities(plain))
        if len(found) != 1 or found[0].start or found[0].qualifier:
            return None
        value, rest = found[0].value, plain[found[0].end :]
        if found[0].unit:
            known = found[0].unit.kind != "none" and not rest
            return (value, found[0].unit.id) if known else None
    unit = ids().get(rest.strip().casefold(), "" if not rest.strip() else None)
    return (value, unit) if unit is not None and value < _CEILING else None


def _term(value: float, unit: str) -> str:
    steps = round(value * 10**_PLACES)
    if steps >= 0:
        return f"{unit}:{steps:020}"
    return f"{unit}:-{int(_CEILING) * 10**_PLACES + steps:020}"
