"""Units of amounts and the words around numbers, from `data/units.tsv` and `quantity-words.tsv`.

Forms in Chinese are simplified: look them up in folded text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from search.analysis.data import kinds, rows

NUMERALS: Final = "一二两三四五六七八九十百千万亿零〇"
FLAGS: Final = re.IGNORECASE | re.ASCII  # so that only the letters of the tables match
QUALIFIERS: Final = ("at least", "at most", "over", "nearly", "about")

_PER = re.compile("/(?=[A-Za-z㐀-鿿])(?!年|月|日|天)")  # 52 m/s is no length, 5万吨/年 are tons


class Unit(NamedTuple):
    """A unit as one of its forms gives it: `factor` of it make one of the written."""

    id: str
    kind: str
    factor: float


def plain_form(form: str) -> str:
    """A form as the tables have it: in lower case, a space for a hyphen."""
    return form.casefold().replace("-", " ")


@cache
def forms() -> dict[str, dict[str, Unit]]:
    """The units by form; under `before` those in front of a number, `zh` and `en` behind it.

    All are plain forms.
    """
    tables: dict[str, dict[str, Unit]] = {"before": {}, "zh": {}, "en": {}}
    for id, kind, factor, *columns in rows("units.tsv"):
        unit = Unit(id, kind, float(factor))
        for table, column in zip(tables.values(), columns, strict=True):
            for form in filter(None, column.split("|")):
                table.setdefault(plain_form(form), unit)
    return tables


def unit_at(text: str, place: int) -> tuple[int, Unit] | None:
    """Where the unit that stands at `place` ends, and the unit; None where none stands there."""
    pattern = _by_first().get(text[place : place + 1])
    match = _compiled(pattern).match(text, place) if pattern else None
    if match is None:
        return None
    unit = _written(match.group())
    return None if unit.kind == "measure" and _PER.match(text, match.end()) else (match.end(), unit)


def first_characters() -> frozenset[str]:
    """What units behind a number begin with, letters in either case."""
    return frozenset(_by_first())


@lru_cache(maxsize=1024)
def _written(form: str) -> Unit:
    """The unit of a form as a text writes it."""
    return _behind()[plain_form(form)]


@cache
def _behind() -> dict[str, Unit]:
    return forms()["en"] | forms()["zh"]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, FLAGS)


@cache
def _by_first() -> dict[str, str]:
    """Patterns of the units that begin with a character: one look-up rules most of them out, and
    few are ever compiled.
    """
    groups: dict[str, list[str]] = {}
    for form in _behind():
        groups.setdefault(form[0], []).append(form)
    patterns = {first: alternatives(found) for first, found in groups.items()}
    return patterns | {first.upper(): pattern for first, pattern in patterns.items()}


@cache
def ids() -> dict[str, str]:
    """The ids of units by themselves and by every form, in lower case."""
    known = {row[0].casefold(): row[0] for row in rows("units.tsv") if row[1] != "none"}
    return {form: u.id for t in forms().values() for form, u in t.items() if u.id != "none"} | known


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of one role, longest first."""
    found = "|".join(kinds("quantity-words.tsv")[role]).split("|")
    return tuple(sorted(found, key=len, reverse=True))


@cache
def values(role: str) -> dict[str, float]:
    """The words of one role that stand for numbers, with their values."""
    return {word: float(value) for word, value in (w.split("=") for w in words(role))}


def alternatives(forms: tuple[str, ...] | list[str]) -> str:
    """A regular expression for any of the forms, the longest first; English ones as words, a
    single letter in lower case only.
    """
    ordered = sorted(forms, key=len, reverse=True)
    return "|".join(_whole(form) for form in ordered)


def _whole(form: str) -> str:
    if len(form) == 1 and form.isalpha() and form.isascii():
        return rf"(?-i:{form})(?![A-Za-z0-9\u0080-\u024f])"  # 5 m is a length, 5M none
    escaped = "[ -]".join(map(re.escape, re.split("[ -]", form)))
    first = r"(?<![A-Za-z])" if form[0].isascii() and form[0].isalpha() else ""
    last = r"(?![A-Za-z])" if form[-1].isascii() and form[-1].isalpha() else ""
    return f"{first}{escaped}{last}"
