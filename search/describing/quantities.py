"""Amounts as they are written, in both languages: number, scale, qualifier, unit.

Knows how amounts look (8500万元, 13.786 billion yuan, US$5m, 百分之十五) and not what they
measure; that is `figures`. Touches `units`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from search.describing.units import QUALIFIERS, Unit, alternatives, forms, plain_form, values, words

MOST: Final = 1e15  # larger numbers are identifiers or errors

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,15})(?:\.[0-9]{1,8})?"
_FLAGS: Final = re.IGNORECASE | re.ASCII  # so that only the letters of the tables match
_NUMERAL = "[一二两三四五六七八九十百千万亿零〇]"
_SCALES: Final = {"十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8, "兆": 1e12}
_ONES: Final = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_WIDE: Final = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
_ODD = re.compile("[０-９％．＄\u00a0\u3000]")
_SIGNS: Final = _WIDE | {0xFF05: 0x25, 0xFF0E: 0x2E, 0xFF04: 0x24, 0xA0: 0x20, 0x3000: 0x20}


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


class _Number(NamedTuple):
    start: int
    end: int
    value: float
    more: bool  # 余, 多: somewhat more
    scale: float
    digits: bool


def even(text: str) -> str:
    """Folded text with full-width digits and signs as plain ones; the same length."""
    return text.translate(_SIGNS) if _ODD.search(text) else text


def quantities(text: str) -> Iterator[Quantity]:
    """Every number of an evened text, with the unit that stands beside it, in order."""
    done, numbers = 0, _numbers()
    for start in _starts(text):
        if start >= done and (match := numbers.match(text, start)):
            for found in _read(text, match):
                done = found.end
                yield found


def _starts(text: str) -> Iterator[int]:
    """Where numbers may begin."""
    if text[:1].isalpha():
        yield 0
    for anchor in _anchors().finditer(text):
        yield anchor.start(1) if anchor[1] else anchor.start()


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """The quantity of a number, or the two of a range."""
    symbol = _symbol(text, match.start())
    number = _number(match, symbol is not None)
    if number is None:
        return
    start, before = symbol or (number.start, None)
    end, unit = _unit(text, number, before)
    second = _to().match(text, end)
    other = _numbers(inside=True).match(text, second.end()) if second else None
    last = _number(other, symbol is not None) if other else None
    if last:
        last_end, last_unit = _unit(text, last, before)
        if last_unit and (unit is None or unit == last_unit) and _under(number, last, unit):
            scale = last.scale if unit is None and number.scale == 1 else 1.0
            low, high = number.value * scale * last_unit.factor, last.value * last_unit.factor
            yield Quantity(start, last_end, low, last_unit, "from", number.digits)
            yield Quantity(start, last_end, high, last_unit, "to", last.digits)
            return
    qualifier, begin, stop = _qualified(text, start, end, number)
    factor = unit.factor if unit else 1.0
    yield Quantity(begin, stop, number.value * factor, unit, qualifier, number.digits)


def _under(first: _Number, second: _Number, unit: Unit | None) -> bool:
    scale = second.scale if unit is None and first.scale == 1 else 1.0
    return first.value * scale < second.value


def _unit(text: str, number: _Number, before: Unit | None) -> tuple[int, Unit | None]:
    """Where the quantity ends and its unit; a symbol in front rules out others behind."""
    match = _behind().match(text, number.end)
    if before is not None:
        same = match is not None and _after(match).id == before.id
        return (match.end() if match and same else number.end), before
    return (match.end(), _after(match)) if match else (number.end, None)


def _qualified(text: str, start: int, end: int, number: _Number) -> tuple[str, int, int]:
    """The qualifier of a quantity and how far it reaches with it."""
    behind = _qualifier_behind().match(text, end)
    name, stop = (behind.lastgroup or "", behind.end()) if behind else ("", end)
    if number.more and not name:
        name = "over"
    tail = text[max(0, start - 24) : start].rstrip(" 达有为").casefold()
    if tail.endswith(_in_front()[0]):
        for form, meaning in _in_front()[1]:
            apart = not form[0].isalpha() or not tail[: -len(form)][-1:].isalpha()
            if tail.endswith(form) and (apart or not form.isascii()):
                start = max(0, start - 24) + len(tail) - len(form)
                return meaning, start, stop
    return name.replace("_", " "), start, stop


def _number(match: re.Match[str], money: bool) -> _Number | None:
    """The value of what the pattern found; None where it is none."""
    more = bool(match["more"] or match["more2"])
    digits = match["digits"] is not None
    if digits:
        value, scale = float(match["digits"].replace(",", "")), 1.0
    elif match["numeral"]:
        value, scale = numeral(match["numeral"]), 1.0
    else:
        value, scale = _spelled(match["spelled"]), 1.0
    end = match.end()
    if match["chinese"]:
        for character in match["chinese"]:
            scale *= _SCALES[character]
        if match["rest"]:
            value += float(match["rest"]) * _SCALES[match["small"]] / scale
    elif match["english"]:
        for word in match["english"].casefold().split():
            scale *= values("scale")[word]
    elif match["short"]:
        if money:
            scale = values("short")[match["short"].casefold()]
        else:
            end = match.start("short")
    value *= scale
    return _Number(match.start(), end, value, more, scale, digits) if value < MOST else None


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


def _spelled(text: str) -> float:
    return sum(values("number")[word] for word in re.split(r"[ -]", text.casefold()))


@cache
def _anchors() -> re.Pattern[str]:
    """Where numbers may begin; a set of single characters comes first, which makes it fast."""
    letters: dict[str, list[str]] = {}
    for word in values("number"):
        letters.setdefault(word[0], []).append(word[1:])
    spelled = "|".join(
        f"[{first.upper()}{first}](?:{'|'.join(rest)})(?![A-Za-z])"
        for first, rest in letters.items()
    )
    return re.compile(rf"[0-9]+|{_NUMERAL}+|[\s(\"“,](?P<spelled>{spelled})")


@cache
def _numbers(inside: bool = False) -> re.Pattern[str]:
    """A number that is no part of a longer word, date or ordinal, and its scale.

    With `inside` a hyphen may stand in front: it is the second of a range.
    """
    apart = "" if inside else "(?<![A-Za-z0-9_.第#])(?<![0-9][,:/*×~—–-])"
    spelled = [word for word in values("number") if word not in ("one", "a")]
    tens = "|".join(word for word in spelled if word.endswith("ty"))
    ones = "|".join(sorted((word for word in values("number") if word != "a"), key=len)[::-1])
    scales = "|".join(sorted(values("scale"), key=len, reverse=True))
    short = "|".join(values("short"))
    return re.compile(
        rf"(?:{apart}(?P<digits>{_DIGITS})(?![0-9])"
        rf"|(?<![第{_NUMERAL[1:-1]}])(?P<numeral>{_NUMERAL}{{1,12}})"
        rf"|(?<![A-Za-z-])(?P<spelled>(?:{tens})[ -](?:{ones})|(?:{'|'.join(spelled)})"
        rf"|(?:one|a)(?= (?:{scales})))(?![A-Za-z]))"
        r"(?P<more>(?<![A-Za-z])[余多几来])?"
        r"(?:[ ]?(?P<chinese>[十百千]?[万亿]{1,2}|[十百千]|兆(?=[元美日新台]))"
        r"(?:(?P<rest>[0-9]{1,4}(?:\.[0-9]{1,4})?)(?P<small>[千万]))?"
        rf"|[ -]?(?P<english>(?:{scales})(?: (?:{scales}))?)(?![A-Za-z])"
        rf"|[ ]?(?P<short>{short})(?![A-Za-z0-9]))?"
        r"(?P<more2>[余多])?",
        _FLAGS,
    )


@cache
def _behind() -> re.Pattern[str]:
    """A unit behind a number: English, or Chinese; `%` and symbols as either."""
    chinese = alternatives(list(forms()["zh"]))
    english = alternatives(list(forms()["en"]))
    return re.compile(rf"[ ]?(?:(?P<zh>{chinese})|-?(?P<en>{english}))", _FLAGS)


def _symbol(text: str, start: int) -> tuple[int, Unit] | None:
    """A currency, or 百分之, in front of a number: where it begins, and the unit."""
    tail = text[max(0, start - 6) : start].casefold()
    stripped = tail.rstrip(" ")
    if not stripped.endswith(_symbols()[0]):
        return None
    for form in _symbols()[0]:
        whole = not form[0].isalpha() or not stripped[: -len(form)][-1:].isalpha()
        if stripped.endswith(form) and (whole or not form.isascii()):
            return start - len(tail) + len(stripped) - len(form), _symbols()[1][form]
    return None


@cache
def _symbols() -> tuple[tuple[str, ...], dict[str, Unit]]:
    """What may stand in front of a number, longest first."""
    found = forms()["before"] | {"百分之": forms()["zh"]["%"]}
    return tuple(sorted(found, key=len, reverse=True)), found


def _after(match: re.Match[str]) -> Unit:
    group = "zh" if match["zh"] else "en"
    return forms()[group][plain_form(match[group])]


@cache
def _to() -> re.Pattern[str]:
    return re.compile(r"[ ]?(?:[-–—~～至到]|to(?= ))[ ]?")


@cache
def _in_front() -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """The qualifiers that stand in front of a number, longest first, and what they mean."""
    found = [(w, name) for name in QUALIFIERS for w in words(name) if w[0] != "~"]
    found.sort(key=lambda pair: -len(pair[0]))
    return tuple(form for form, _ in found), found


@cache
def _qualifier_behind() -> re.Pattern[str]:
    groups = (
        f"(?P<{name.replace(' ', '_')}>"
        f"{alternatives([w[1:] for w in words(name) if w[0] == '~' and w[1:]])})"
        for name in QUALIFIERS
        if any(w[0] == "~" and w[1:] for w in words(name))
    )
    return re.compile(rf"[ ]?(?:{'|'.join(groups)})", _FLAGS)
