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
from search.describing.figures.units import Unit, ids, words
from search.document import Figure

_AFTER: Final = "!"  # sorts behind the term itself and before every larger one
_SIGN = re.compile(r"(>=|<=|=>|=<|≥|≤|>|<|=|)\s*(.*)", re.DOTALL)
_POWER = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,8})?[eE]\+?[0-9]{1,2})\s*(\D.*|)", re.DOTALL)
_CEILING: Final = 1e15
_PLACES: Final = 4  # decimals of a term
_ROUNDED = re.compile(r"(?<=[0-9十百千万亿])(?:余|多)(?!于)")
_BOUNDS: Final = {"over": ">=", "at least": ">=", "at most": "<="}
_ENDS: Final = 2  # of a range


def terms(figure: Figure) -> tuple[str, ...]:
    """The terms that a figure is found by; none for a value that is too large to be one."""
    if not -_CEILING < figure.value < _CEILING:
        return ()
    return _term(figure.value, figure.unit), _term(figure.value, "")


def bounds(text: str) -> tuple[str, str] | None:
    """The first term of a typed range and the first behind it; None where it is no range.

    `>1e9`, `<=500万元`, `8500万元`, `1e6..5e6`, `..20%`, `100m2..`; either end may bring the
    unit, and without one every unit counts. As texts write them also 约39亿元, 4100余万元, over
    $5m, 20至50元: a word for a bound is read as one, what only rounds is left out.
    """
    plain = normalize("NFKC", text).replace("…", "..").strip()
    low, dots, high = plain.partition("..")
    if dots:
        ends = [typed(end) if end.strip(" .") else (None, "") for end in (low, high.strip("."))]
        return _between(ends[0], ends[1])
    match = _SIGN.fullmatch(plain)
    amount = typed(match[2]) if match else None
    if match is None or amount is None:
        return _written(plain)
    return _beyond(match[1], amount)


def _beyond(sign: str, amount: tuple[float, str]) -> tuple[str, str]:
    """The terms of what is as large as an amount, or larger or smaller, as the sign says."""
    exact = _term(*amount)
    first = f"{amount[1]}:" if "<" in sign or sign == "≤" else exact
    last = f"{amount[1]}:~" if ">" in sign or sign == "≥" else exact + _AFTER
    if sign == ">":
        first = exact + _AFTER
    return first, exact if sign == "<" else last


def _written(text: str) -> tuple[str, str] | None:
    """The terms of an amount as texts write it, with what bounds or rounds it, or of a range."""
    plain = _ROUNDED.sub("", even(fold(text))).strip()
    found = list(quantities(plain))
    if not found or found[0].start or len(found) > _ENDS:
        return None
    unit = _unit(found[0].unit, plain[found[-1].end :])
    if unit is None or abs(found[-1].value) >= _CEILING:
        return None
    if len(found) == _ENDS:
        is_range = found[0].qualifier == "from"
        return _between(*((one.value, unit) for one in found)) if is_range else None
    less = found[0].qualifier == "nearly" and plain.startswith(words("under"))
    return _beyond("<=" if less else _BOUNDS.get(found[0].qualifier, ""), (found[0].value, unit))


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
        value, rest, beside = float(power[1]), power[2], None
    else:
        found = list(quantities(plain))
        if len(found) != 1 or found[0].start or found[0].qualifier:
            return None
        value, rest, beside = found[0].value, plain[found[0].end :], found[0].unit
    unit = _unit(beside, rest)
    return (value, unit) if unit is not None and value < _CEILING else None


def _unit(beside: Unit | None, rest: str) -> str | None:
    """The id of a unit beside an amount, or of what follows; None where that is no unit."""
    behind = rest.strip().casefold()
    if beside:
        return None if behind or beside.kind == "none" else beside.id
    return ids().get(behind) if behind else ""


def _term(value: float, unit: str) -> str:
    steps = round(value * 10**_PLACES)
    if steps >= 0:
        return f"{unit}:{steps:020}"
    return f"{unit}:-{int(_CEILING) * 10**_PLACES + steps:020}"
