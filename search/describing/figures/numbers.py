"""Numbers as they are written, in both languages: digits, Chinese numerals, words, scales.

8500万, 三千五百, 百分之三点五, 13.786 billion, twenty-five. Touches `units` for its words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from search.describing.figures.english import named
from search.describing.figures.units import FLAGS, NUMERALS, Unit, unit_at, values

MOST: Final = 1e15  # larger numbers are identifiers or errors
FILLER: Final = "\0"  # in front of a word that was joined; it stands in no clean text

_ONES_SET: Final = "一二两三四五六七八九"
_DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u2009\u202f][0-9]{3}){1,5}(?=[ ]?[^\s0-9.,)])|[0-9]{1,15})"
    r"(?:\.[0-9]{1,8})?"
)
_SCALES: Final = {"十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8, "兆": 1e12}
_SMALL: Final = ("十", "百", "千")
_ONES: Final = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_MIXED_PART: Final = r"(?:[0-9],[0-9]{3}|[0-9]{1,4}(?:\.[0-9]{1,4})?)(?:[十百千]万|[十百千万])"
_REST: Final = r"(?:(?<=[万亿])(?:[0-9][, ][0-9]{3}|[0-9]{3,4})(?![0-9,.年月日]))?"  # 4万2,000元
_BILLIONS: Final = rf"(?<=兆)(?:[{NUMERALS}]{{1,16}}|[0-9](?:,[0-9]{{3}}|[0-9]{{0,3}})亿)"
_MORE = re.compile("[余多]")
_MIXED = re.compile(r"([0-9., ]{1,9})([十百千]?)([万亿]?)")
_GROUPED: Final = dict.fromkeys(map(ord, ", \u2009\u202f"))
_ROUGH = re.compile(
    f"[{_ONES_SET}]{{2}}(?=[十百千万亿])|(?:一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九)$"
)

SIGNED: Final = frozenset({"money", "ratio", "measure"})
"""Kinds of units of which an amount may be negative (nobody counts -5 people), or stand in a list
of which only the last has the unit.
"""

_SCALE = r"(?: (?:thousand|million|billion|trillion))?"
_LISTED = re.compile(
    rf"(?:(?:, [0-9](?:[0-9.,]{{0,14}}[0-9])?{_SCALE}){{1,6}},?)? (?:and|or) (?=[0-9])"
)
_YEARS, _YEAR_DIGITS = range(1800, 2100), 4
_ALIKE: Final = 1000  # an amount of a list is hardly so many times the last


class Number(NamedTuple):
    """A number at `[start, end)`; `scale` is what its value was multiplied by."""

    start: int
    end: int
    value: float
    more: bool  # 余, 多: somewhat more
    scale: float
    digits: bool


def number_at(text: str, start: int, *, money: bool = False, inside: bool = False) -> Number | None:
    """The number that begins here; None where none does or nobody counted (三五个, 七八百).

    With `money` one letter may be a scale (5m); with `inside` a hyphen may stand in front.
    """
    match = _numbers(inside).match(text, start)
    return _number(match, money) if match else None


def shared_unit(text: str, number: Number) -> tuple[Unit, float] | None:
    """What a number has from the last one of its list, 24 and 25 percent, 3, 5 and 8 million yuan:
    the unit, and by what it is multiplied. None where it is no list, or a year may open it.
    """
    joint = _LISTED.match(text, number.end)
    listed = joint and number.digits and not named(text, number.start)  # May 3 and 5 percent
    last = number_at(text, joint.end()) if joint and listed else None
    place = last.end + (text[last.end : last.end + 1] == " ") if last else 0
    found = unit_at(text, place) if last else None
    if last is None or found is None or found[1].kind not in SIGNED:
        return None
    if number.scale != 1:  # 1 million and 5 million yuan, but not 1 million or 5 percent
        return (found[1], 1.0) if last.scale != 1 else None
    if number.end - number.start == _YEAR_DIGITS and number.value in _YEARS:
        return None
    alike = number.value * last.scale < _ALIKE * last.value
    return found[1], last.scale if alike else 1.0


def _number(match: re.Match[str], money: bool) -> Number | None:
    """The value of what the pattern found; None where it is none."""
    value = _unscaled(match)
    if value is None:
        return None
    if match.lastgroup == "digits":  # nothing behind them: most numbers
        return Number(*match.span(), value, False, 1.0, True) if value < MOST else None
    scale, end = _scaled(match, money)
    if match["rest"] and end > match.start("rest"):
        whole = match["digits"] and match["chinese"] in _SMALL  # 2千5百万 is no 2千 and 5百万
        first = f"{match['digits']}{match['chinese']}" if whole else ""
        value = _mixed(first + match["rest"]) + (0.0 if whole else value * scale)
    else:
        value *= scale
    more = bool(match["more"] or match["more2"] or _MORE.search(match["chinese"] or ""))
    digits = match["digits"] is not None
    return Number(match.start(), end, value, more, scale, digits) if value < MOST else None


def _scaled(match: re.Match[str], money: bool) -> tuple[float, int]:
    """What the value is multiplied by, and where the number ends with that."""
    scale, end = 1.0, match.end()
    if match["chinese"] == "兆" and not (money or _is_money(match.string, end)):
        return scale, match.start("chinese")  # mega, as of bits and bytes
    if match["chinese"]:
        for character in match["chinese"]:
            scale *= _SCALES.get(character, 1.0)  # 3百余万
    elif match["english"]:
        for word in match["english"].casefold().split():
            scale *= values("scale")[word]
    elif match["short"] and money:
        scale = values("short")[match["short"].casefold()]
    elif match["short"]:
        end = match.start("short")
    return scale, end


def _is_money(text: str, place: int) -> bool:
    """Whether a currency stands behind a number: only of money is 兆 a million millions."""
    unit = unit_at(text, place)
    return unit is not None and unit[1].kind == "money"


def _unscaled(match: re.Match[str]) -> float | None:
    """The value without the scale behind it; None where nobody counted."""
    if digits := match["digits"]:
        return float(digits if digits.isdigit() else digits.translate(_GROUPED))
    if match["spelled"]:
        hundreds, _, rest = match["spelled"].casefold().rpartition(" hundred ")
        return 100 * _spelled(hundreds) + _spelled(rest.removeprefix("and "))
    if _ROUGH.search(match["numeral"]):
        return None
    point = match["point"]
    return numeral(match["numeral"]) + (numeral(point[1:]) / 10 ** (len(point) - 1) if point else 0)


def _spelled(text: str) -> float:
    """The sum of words in lower case: twenty-five."""
    return sum(values("number")[word] for word in re.split(r"[ -]", text) if word)


def numeral(text: str) -> float:
    """The value of a Chinese numeral: 三百五十 is 350, 一五 read digit by digit 15."""
    if all(character in _ONES for character in text):
        return float("".join(str(_ONES[character]) for character in text))
    total, section, ones = 0.0, 0.0, 0.0
    for character in text:
        if character in _ONES:
            ones = float(_ONES[character])
        elif character == "亿":
            total = (total + section + ones or 1.0) * _SCALES[character]
            section = ones = 0.0
        elif character == "万":
            total += (section + ones or 1.0) * _SCALES[character]
            section = ones = 0.0
        else:
            section += (ones or 1.0) * _SCALES[character]
            ones = 0.0
    return total + section + ones


def _mixed(text: str) -> float:
    """The value of what digits and scales give together: 2千5百万 is 25 million."""
    if text[0] in NUMERALS:
        return numeral(text)
    total, section = 0.0, 0.0
    for digits, small, large in _MIXED.findall(text):
        section += float(digits.translate(_GROUPED)) * _SCALES.get(small, 1.0)
        if large:
            total, section = total + section * _SCALES[large], 0.0
    return total + section


@cache
def spelled_starts() -> re.Pattern[str]:
    """Where English number words may begin (group 1), but for the start of a text.

    A set of single characters comes first, then two of letters, which makes it fast; `a` is rarely
    a number.
    """
    firsts, seconds = (
        "".join(sorted({f"{word} "[i] for word in values("number")})) for i in (0, 1)
    )
    letters: dict[str, list[str]] = {}
    for word in values("number"):
        if word not in ("one", "a"):
            letters.setdefault(word[0], []).append(word[1:])
    spelled = "|".join(
        f"[{first.upper()}{first}](?:{'|'.join(rest)})" for first, rest in letters.items()
    )
    scales = "|".join(values("scale"))
    return re.compile(
        rf"[\s(\"“,](?=[{firsts}{firsts.upper()}][{seconds}])"
        rf"((?:{spelled}|[Oo]ne(?= (?:{scales}))|[Aa](?= (?:{scales})))"
        r"(?![A-Za-z]))"
    )


@cache
def _numbers(inside: bool) -> re.Pattern[str]:
    """A number that is no part of a longer word (COVID-19), date or ordinal, and its scale.

    With `inside` a hyphen may stand in front: the number is the second of a range.
    """
    whole = f"(?<![第数几{NUMERALS}])" + ("" if inside else "(?<!之)")  # 四分之一
    apart = "" if inside else "(?<![A-Za-z0-9_.第#])(?<![A-Za-z]-)(?<![0-9][,:/*×~—–-])"
    spelled = [word for word in values("number") if word not in ("one", "a")]
    tens = "|".join(word for word in spelled if word.endswith("ty"))
    ones = "|".join(sorted((word for word in values("number") if word != "a"), key=len)[::-1])
    below = rf"(?:{tens})[ -](?:{ones})|(?:{'|'.join(spelled)})"
    scales = "|".join(sorted(values("scale"), key=len, reverse=True))
    short = "|".join(values("short"))
    return re.compile(
        rf"(?:{apart}(?P<digits>{_DIGITS})(?![0-9])"
        rf"|{whole}(?P<numeral>(?:(?!千[瓦克米])[{NUMERALS}]){{1,24}})"
        rf"(?P<point>点[{_ONES_SET}零〇]{{1,4}}(?![十分刻]))?"
        rf"|(?<![A-Za-z-])(?P<spelled>(?:{ones}|a) hundred (?:and )?(?:{below})(?!-)|{below}"
        rf"|(?:one|a)(?= (?:{scales})))(?![A-Za-z]))"
        r"(?P<more>(?<![A-Za-z])[余多几来+])?"
        r"(?:[ ]?(?P<chinese>(?:[十百千][余多]?)?[万亿]{1,2}|[十百]|千(?![瓦克米])|兆(?!瓦))"
        rf"(?P<rest>(?:{_BILLIONS})?(?:{_MIXED_PART}){{0,6}}{_REST})"
        rf"|[ -]?{FILLER}{{0,10}}(?P<english>(?:{scales})(?: (?:{scales}))?)(?![A-Za-z])"
        rf"|[ ]?(?P<short>{short})(?![A-Za-z0-9]))?"
        r"(?P<more2>[余多])?",
        FLAGS,
    )
