"""Amounts as they are written, in both languages: number, scale, qualifier, unit.

Knows how amounts look (8500万元, 13.786 billion yuan, US$5m, 百分之十五, -3.5%) and not what
they measure; that is `figures`. Touches `units`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from string import ascii_letters
from typing import Final, NamedTuple

from search.describing.figures.numbers import (
    FILLER,
    SIGNED,
    Number,
    number_at,
    numeral,
    shared_unit,
    spelled_starts,
)
from search.describing.figures.units import (
    FLAGS,
    NUMERALS,
    QUALIFIERS,
    Unit,
    alternatives,
    first_characters,
    forms,
    unit_at,
    values,
    words,
)

_RUN = re.compile(f"[0-9{NUMERALS}][0-9{NUMERALS}]*")  # much faster to find than one set
_APART = re.compile(r"(?:^|(?<!/)[^0-9A-Za-z%)）~～-])$")  # what a minus sign has in front
_BETWEEN = re.compile(r"(?<![a-z])between (?:\S{1,6}\s?)?\Z", re.IGNORECASE)
_TO = re.compile(r"[ ]?(?:[-–—~～至到]|to(?= )|(?P<and>and)(?= ))[ ]?")
_MORE = re.compile(f"([一二三四五六七八九半])(?![{NUMERALS}个项家名户人年月次])")
_TENTHS: Final = 10  # percent
_WORD_END = re.compile(r"[A-Za-z\u00c0-\u024f]\Z")
_VERBS: Final = " 达有为"  # may stand between a qualifier and its number
_TO_BEGINS: Final = frozenset(" -–—~～至到")
_BARE: Final = frozenset("元圆")  # of the currency that stands in front (新台币3亿元)
_COUNTED: Final = frozenset(("", " ", "-"))  # behind a number, in front of a word that it may count
_LIST_GOES_ON: Final = frozenset(" ,")
_WIDE: Final = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
_ODD = re.compile("[０-９％．＄\u00a0\u3000]")
_SIGNS: Final = _WIDE | {0xFF05: 0x25, 0xFF0E: 0x2E, 0xFF04: 0x24, 0xA0: 0x20, 0x3000: 0x20}
# The numerals of cheques stand in front of money; elsewhere 伍 and 陆 are names and words.
_DIGITS: Final = "壹贰叁肆伍陆柒捌玖拾"
_CHEQUE = re.compile(f"[{_DIGITS}][零{_DIGITS}佰仟万亿]{{0,23}}(?=[元圆美港澳欧])")
# A word behind a number that a hyphen parts at the end of a line: 14 mil-, 5,600 hec-.
_BROKEN = re.compile(r"(?:(?<=[0-9] )|(?<=lion |sand ))([a-z]{2,9})-\n[ \t]{0,8}([a-z]{2,10})")
_PLAIN: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")


class Quantity(NamedTuple):
    """An amount at `[start, end)`. `unit` is None where none of the table stands there.

    `qualifier` is one of QUALIFIERS, `from` or `to` for the ends of a range, or empty.
    """

    start: int
    end: int
    value: float
    unit: Unit | None
    qualifier: str
    digits: bool


def even(text: str) -> str:
    """Folded text with full-width digits, signs and cheque numerals as plain ones, and scales and
    units whole that the end of a line parts; as long.
    """
    if "-\n" in text:
        text = _BROKEN.sub(_joined, text)
    if text.isascii():
        return text
    for sign in set(_ODD.findall(text)):
        text = text.replace(sign, chr(_SIGNS[ord(sign)]))
    sums = any(map(text.__contains__, _DIGITS))
    return _CHEQUE.sub(lambda match: match[0].translate(_PLAIN), text) if sums else text


def _joined(match: re.Match[str]) -> str:
    """The scale or unit that a match parts, with fillers in front; another word as it is."""
    word = match[1] + match[2]
    known = word in values("scale") or word in forms()["en"]
    return word.rjust(len(match[0]), FILLER) if known else match[0]


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers of an evened text that may be amounts, in order, with the unit beside them.

    Most numbers are none (years, days, parts of words): one character behind them tells.
    """
    done = 0
    for start in _starts(text):
        if start >= done:
            for found in _read(text, start):
                done = found.end
                yield found


def _starts(text: str) -> list[int]:
    """Where amounts may begin."""
    behind, before = _beside()
    starts = [0] if text[:1].isalpha() else []
    for run in _RUN.finditer(text):
        start, end = run.span()
        scaled = text[start] <= "9" and text[end - 1] > "9"  # 41亿千瓦时, where 千 is no scale
        if scaled or text[end : end + 1] in behind or text[start - 1 : start] in before:
            starts.append(start)
    spelled = [match.start(1) for match in spelled_starts().finditer(text)]
    return sorted(starts + spelled) if spelled else starts


@cache
def _beside() -> tuple[frozenset[str], frozenset[str]]:
    """What may stand behind the first digits of an amount, and the symbols in front of them."""
    behind = {"", *" .,+-–—~～至到余多几来点十百千万亿兆", *ascii_letters, *first_characters()}
    last = {form[-1] for form in _symbols()[0]}
    return frozenset(behind), frozenset(last | {character.upper() for character in last})


def _read(text: str, place: int) -> tuple[Quantity, ...]:
    """The quantity of a number, or the two of a range; one character rules most else out."""
    symbol = _symbol(text, place) if text[place - 1 : place] in _fronts() else None
    number = number_at(text, place, money=symbol is not None, inside=symbol is not None)
    if number is None:
        return ()
    start, before = symbol or (number.start, None)
    end, unit = _unit(text, number, before)
    next_one = text[end : end + 1]
    if next_one in _TO_BEGINS and (span := _range(text, start, end, number, unit, before)):
        return span
    scale = 1.0
    if unit is None and next_one in _LIST_GOES_ON and (shared := shared_unit(text, number)):
        unit, scale = shared
    if (next_one not in _COUNTED) if unit is None else _is_idle(text, end, unit):
        return ()
    value = number.value * scale * unit.factor if unit else number.value
    if unit and unit.id == "%" and unit.factor == _TENTHS and (more := _MORE.match(text, end)):
        value += numeral(more[1]) if more[1] != "半" else _TENTHS / 2  # 一成七
        end = more.end()
    qualifier, begin, stop = _qualified(text, start, end, number)
    if unit and unit.kind in SIGNED and (minus := _minus(text, start)):
        value, begin = -value, min(begin, start - minus)
    return (Quantity(begin, stop, value, unit, qualifier, number.digits),)


def _minus(text: str, start: int) -> int:
    """The length of the minus sign in front of an amount; 0 where there is none."""
    if text[start - 1 : start] not in _lasts():
        return 0
    tail = text[max(0, start - 7) : start]
    if not tail.endswith(words("minus")):
        return 0
    size = next(len(sign) for sign in words("minus") if tail.endswith(sign))
    return size if _APART.search(tail[:-size]) else 0


def _is_idle(text: str, end: int, unit: Unit) -> bool:
    """Whether a Chinese unit makes no figure of the number in front of it."""
    return unit.kind == "none" and not text[end - 1].isascii()


def _range(
    text: str, start: int, end: int, number: Number, unit: Unit | None, before: Unit | None
) -> tuple[Quantity, ...]:
    """Both ends of a range, of which the last or each has the unit; nothing where it is none."""
    second = _TO.match(text, end)
    if second is None or (second["and"] and not _BETWEEN.search(text, max(0, start - 16), start)):
        return ()
    place = _symbol_end(text, second.end())
    last = number_at(text, place, money=before is not None, inside=True)
    if last is None:
        return ()
    last_end, last_unit = _unit(text, last, before)
    scale = last.scale if (unit is None or before) and number.scale == 1 else 1.0
    if unit not in (None, last_unit) or number.value * scale >= last.value:
        return ()
    if last_unit is None and not (unit is None and second["and"]):
        return ()
    factor = last_unit.factor if last_unit else 1.0
    low, high = number.value * scale * factor, last.value * factor
    return (
        Quantity(start, last_end, low, last_unit, "from", number.digits),
        Quantity(start, last_end, high, last_unit, "to", last.digits),
    )


def _symbol_end(text: str, place: int) -> int:
    """Where the number of a symbol that may stand here begins: $3-$5 million."""
    head = text[place : place + 6].casefold()
    if head[:1].isdigit():
        return place
    return place + next((len(form) for form in _symbols()[0] if head.startswith(form)), 0)


def _unit(text: str, number: Number, before: Unit | None) -> tuple[int, Unit | None]:
    """Where the quantity ends and its unit; a symbol in front rules out others behind."""
    place = number.end + (text[number.end : number.end + 1] == " ")
    while text[place : place + 1] == FILLER:
        place += 1
    found = unit_at(text, place + (text[place : place + 1] == "-"))
    if before is not None:
        bare = before.kind == "money" and text[place : place + 1] in _BARE
        same = found is not None and (found[1].id == before.id or bare)
        return (found[0] if found and same else number.end), before
    return found or (number.end, None)


def _qualified(text: str, start: int, end: int, number: Number) -> tuple[str, int, int]:
    """The qualifier of a quantity and how far it reaches with it."""
    pattern, firsts = _behind()
    place = end + (text[end : end + 1] == " ")
    behind = pattern.match(text, end) if text[place : place + 1] in firsts else None
    name, stop = (behind.lastgroup or "", behind.end()) if behind else ("", end)
    if number.more and not name:
        name = "over"
    if text[start - 1 : start] not in _lasts():
        return name.replace("_", " "), start, stop
    tail = text[max(0, start - 24) : start].rstrip(_VERBS).casefold()
    meanings = _in_front()
    if (form := _ends_with(tail, meanings, _sizes()[1])) and meanings[form]:
        return meanings[form], max(0, start - 24) + len(tail) - len(form), stop
    return name.replace("_", " "), start, stop


def _symbol(text: str, start: int) -> tuple[int, Unit] | None:
    """A currency, or 百分之, in front of a number: where it begins, and the unit."""
    tail = text[max(0, start - 6) : start].casefold()
    stripped = tail.rstrip(" ")
    units = _symbols()[1]
    form = _ends_with(stripped, units, _sizes()[0])
    return (start - len(tail) + len(stripped) - len(form), units[form]) if form else None


def _ends_with(tail: str, forms: Collection[str], sizes: tuple[int, ...]) -> str:
    """The longest of these forms that ends the text and is no end of a word, or nothing."""
    for size in sizes:
        if (form := tail[-size:]) in forms and _begins(tail, form):
            return form
    return ""


@cache
def _sizes() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """How long symbols are, and qualifiers in front of a number: longest first."""
    symbols, qualifiers = (sorted(set(map(len, f)))[::-1] for f in (_symbols()[1], _in_front()))
    return tuple(symbols), tuple(qualifiers)


def _begins(tail: str, form: str) -> bool:
    """Whether the form that ends the text is no end of a longer Latin word."""
    return not (form[0].isascii() and form[0].isalpha()) or not _WORD_END.search(
        tail, 0, len(tail) - len(form)
    )


@cache
def _fronts() -> frozenset[str]:
    """What stands right in front of a number with a symbol."""
    return _beside()[1] | {" "}


@cache
def _symbols() -> tuple[tuple[str, ...], dict[str, Unit]]:
    """What may stand in front of a number, longest first."""
    found = forms()["before"]
    return tuple(sorted(found, key=len, reverse=True)), found


@cache
def _in_front() -> dict[str, str]:
    """The qualifiers in front of a number and what they mean: words that end like one, nothing."""
    found = {form: name for name in QUALIFIERS for form in words(name) if form[0] != "~"}
    return found | dict.fromkeys(words("none"), "")


@cache
def _lasts() -> frozenset[str]:
    """The last characters of all that may stand in front of an amount: most have none of them."""
    forms = {*_in_front(), *words("minus"), *_VERBS}
    return frozenset(last for form in forms for last in (form[-1], form[-1].upper()))


@cache
def _behind() -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern for the qualifiers behind a number, and the characters that they begin with."""
    found = {name: [form[1:] for form in words(name) if form[0] == "~"] for name in QUALIFIERS}
    groups = (f"(?P<{n.replace(' ', '_')}>{alternatives(f)})" for n, f in found.items() if f)
    firsts = frozenset(form[0] for forms in found.values() for form in forms)
    return re.compile(rf"[ ]?(?:{'|'.join(groups)})", FLAGS), firsts
