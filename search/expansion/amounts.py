"""Numbers written another way, in both languages: 138亿 is 13.8 billion and 一百三十八亿.

A text that is a number, perhaps with what is counted in Chinese → the texts that say the same.
Touches the tables of units and number words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final
from unicodedata import normalize

from search.analysis import fold
from search.describing.figures.numbers import Number, number_at
from search.describing.figures.units import NUMERALS, forms, values
from search.expansion.dates import LONGEST

_FEWEST: Final = 1000  # a smaller number in digits stands for too many things by itself,
_SPELLED: Final = 100  # so does a smaller Chinese numeral,
_COUNTED: Final = 10  # and a smaller one before what it counts
_MOST: Final = 1e13  # larger numbers are identifiers
_LONG: Final = 1e12  # larger numbers are not written out in digits
_DIGITS: Final = 12  # that are no noise of calculating
_PLACES: Final = "百千万亿"  # before which either word for two may stand
_ZEROS: Final = "零一二三四五六七八九"
_CHINESE: Final = (("万亿", 1e12), ("亿", 1e8), ("万", 1e4))
_ENGLISH: Final = (("trillion", 1e12), ("billion", 1e9), ("million", 1e6), ("thousand", 1e3))


def amounts(text: str) -> tuple[str, ...]:
    """Return the other ways to write a number; none where a text is no number, or is one so
    small that it may stand for anything.
    """
    plain = fold(normalize("NFKC", text)).strip()
    found = number_at(plain, 0) if 1 < len(plain) <= LONGEST else None
    if not found or found.more or not 0 < found.value < _MOST:
        return ()
    unit = plain[found.end :].strip()
    if (unit and unit not in forms()["zh"]) or found.value < _least(found, unit):
        return ()
    ways = dict.fromkeys(_ways(float(f"{found.value:.{_DIGITS}g}")))
    if unit and found.value < _SPELLED:
        return tuple(way + unit for way in ways if way[-1] in NUMERALS)
    return tuple(way for way in ways if way != plain)


def _least(found: Number, unit: str) -> int:
    """How large a number must be to say something."""
    if unit or found.scale > 1:
        return _COUNTED
    return _FEWEST if found.digits else _SPELLED


def _ways(value: float) -> Iterator[str]:
    if value.is_integer():
        whole = int(value)
        if value < _LONG:
            yield str(whole)
        numeral = _numeral(whole)
        yield numeral
        if numeral[0] == "二" and numeral[1] in _PLACES:
            yield "两" + numeral[1:]
    for name, scale in _CHINESE:
        if 1 <= value / scale < 1e4:
            yield _short(value / scale) + name
    for name, scale in _ENGLISH:
        times = value / scale
        if 1 <= times < 1000 and (scale > 1e3 or times.is_integer()):
            yield f"{_short(times)} {name}"
        if times in _words():
            yield f"{_words()[times]} {name}"
    if value / 100 in range(1, 10):
        yield f"{_words()[value / 100]} hundred"


def _short(number: float) -> str:
    """A number without idle zeros."""
    return f"{number:.{_DIGITS}f}".rstrip("0").rstrip(".")


def _numeral(number: int) -> str:
    """The Chinese numeral of a whole number."""
    for name, many in (("亿", 10**8), ("万", 10**4)):
        if number >= many:
            high, low = divmod(number, many)
            zero = "零" if 0 < low < many // 10 else ""
            return _numeral(high) + name + zero + (_numeral(low) if low else "")
    said = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            said += _ZEROS[digit] + unit
        elif said and number >= place // 10 > 0:
            said += "零"
    return said[1:] if said.startswith("一十") else said


@cache
def _words() -> dict[float, str]:
    """The English words of the whole numbers from 1 to 99."""
    named = {value: word for word, value in values("number").items() if word != "a"}
    both = {
        tens + ones: f"{named[tens]}-{named[ones]}"
        for tens in named
        for ones in named
        if tens >= 20 and ones < 10
    }
    return {**both, **named}
