"""The numerals and names of months that dates are made of. Reads `data/months.tsv`."""

from __future__ import annotations

from functools import cache
from typing import Final

from search.analysis.data import kinds, rows

DIGITS: Final = "〇零○一二三四五六七八九"

_ZEROS: Final = str.maketrans("0OＯ", "〇〇〇")  # 二0一六 as keyboards have it


def number(numeral: str) -> int:
    """The value of a numeral in Western or Chinese digits (`15`, `十五`, `二 〇 一 六`)."""
    if numeral.isdecimal() and numeral.isascii():
        return int(numeral)
    if " " in numeral:
        return number(numeral.replace(" ", ""))
    if numeral in ("元", "正"):
        return 1
    numeral = numeral.translate(_ZEROS).removeprefix("初")
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    value = 0
    if "百" in numeral:
        hundreds, _, numeral = numeral.partition("百")
        value = 100 * (number(hundreds) if hundreds else 1)
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        return value + 10 * (_spelled(tens) or 1) + _spelled(ones)
    return value + _spelled(numeral)


def _spelled(digits: str) -> int:
    """Chinese digits one after the other; nothing is 0."""
    value = 0
    for digit in digits:
        value = value * 10 + max(0, DIGITS.find(digit) - 2)
    return value


@cache
def month_names() -> dict[str, int]:
    """Month names, capitalised and in capitals: may and march are words of their own."""
    names = {name: month for month, forms in months().items() for name in forms}
    return names | {name.upper(): month for name, month in names.items()}


@cache
def months() -> dict[int, tuple[str, ...]]:
    """The English names of months by number, the full one first."""
    return {int(month): tuple(forms.split()) for month, forms in rows("months.tsv")}


def date_words(kind: str) -> tuple[str, ...]:
    """The words of one kind in `data/date-words.tsv`."""
    return kinds("date-words.tsv")[kind]
