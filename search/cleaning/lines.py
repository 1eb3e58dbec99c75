"""What a single line says about itself: the line patterns of `search/data/chrome.tsv`.

Lines are compared in simplified characters, lower case and half-width forms, so that one
pattern serves both scripts and widths. Touches the data file and OpenCC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from search.cleaning.frequencies import simplified

_SHORT = 80  # a longer line is looked at only if it has a word of a notice
_LONGEST = 420  # characters of the longest notice that is still one line of chrome
_BULLETS = " \t\u3000•·▪■◆●◎○★*|-—_"
_BLANKS = re.compile(r"[ \t\u3000]+")
_BETWEEN = re.compile(r"[ |/·•,;>»、()\[\]【】-]{0,8}")
_ENDS = r"(?=[ |/·•,;>»、()\[\]【】-]|$)"  # of an item
_MOST_ITEMS = 40
_SCOPES = ("item", "head", "foot", "weak")


class Label(NamedTuple):
    """What a line is by its own words: kind, the weakest scope it rests on, items on it."""

    kind: str
    scope: str
    items: int


class _Guarded(NamedTuple):
    """A pattern for whole lines that may begin anywhere, and words it cannot do without."""

    number: int
    words: tuple[str, ...]
    pattern: str  # compiled where a line has one of them


class _Patterns(NamedTuple):
    """Patterns in the order of the file; of those that match, the first row labels the line."""

    whole: re.Pattern[str]
    guarded: list[_Guarded]
    cue: re.Pattern[str]  # a word of any of these
    item: re.Pattern[str]
    notice: tuple[str, ...]
    labels: list[tuple[str, str]]  # scope and kind by a pattern's number


@cache
def _patterns() -> _Patterns:
    """Compile the data file: one expression for whole lines, one for items."""
    labels: list[tuple[str, str]] = []
    whole: list[str] = []
    item: list[str] = []
    guarded: list[_Guarded] = []
    notice: tuple[str, ...] = ()
    for scope, kind, pattern, words in rows():
        if scope == "notice":
            notice = tuple(pattern.split("|"))
            continue
        if words:
            guarded.append(_Guarded(len(labels), words, rf"(?:{pattern})\Z"))
        else:
            # The name behind the pattern: where it stands in front, `re` tries every pattern
            # instead of only those that begin with the line's first character.
            target = item if scope in _SCOPES else whole
            target.append(f"(?:{pattern})(?P<p{len(labels)}>)")
        labels.append((scope, kind))
    return _Patterns(
        re.compile(rf"(?:{'|'.join(whole)})\Z"),
        guarded,
        re.compile("|".join({re.escape(word): 0 for row in guarded for word in row.words})),
        re.compile(rf"(?:{'|'.join(item)}){_ENDS}"),
        notice,
        labels,
    )


def rows() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Scope, kind, pattern and the words that it cannot do without, for each row of the file."""
    macros: dict[str, str] = {}
    source = (files("search") / "data" / "chrome.tsv").read_text(encoding="utf-8")
    for row in source.splitlines():
        if not row or row.startswith("#"):
            continue
        scope, kind, pattern, _, *words = row.split("\t")
        for _ in macros:  # macros may stand in macros
            for macro, meaning in macros.items():
                pattern = pattern.replace(f"{{{macro}}}", meaning)
        if scope == "macro":
            macros[kind] = pattern
        else:
            yield scope, kind, pattern, tuple(words[0].split("|")) if words else ()


@cache
def _folding() -> str:
    """Map traditional to simplified, capital to small, full-width to half-width forms.

    A string indexed by code point is the fastest table that `str.translate` takes.
    """
    points = "".join(map(chr, range(0xFF5F)))
    han = points[0x3400:0xA000]
    table = list(points[:0x3400] + simplified(han) + points[0xA000:])
    table[0xFF01:] = map(chr, range(0x21, 0x7F))
    for code in range(ord("A"), ord("Z") + 1):
        table[code] = table[code + 0xFEE0] = chr(code + 32)
    for shown, plain in zip("‘’〉》﹥〔〕", "''>>>()", strict=True):
        table[ord(shown)] = plain
    return "".join(table)


def folded(text: str) -> str:
    """Fold a text for comparison with the patterns; every character keeps its place."""
    return text.lower() if text.isascii() else text.translate(_folding())


def label(line: str) -> Label | None:
    """Tell what a folded line is by its own words, None where it is not chrome."""
    if len(line) > _LONGEST:
        return None
    line = _BLANKS.sub(" ", line).replace(" :", ":").strip()
    patterns = _patterns()
    if line and line[0] in _BULLETS:  # a page number stands between dashes, rules are made of them
        number = _whole(line, patterns) if len(line) <= _SHORT else None
        if number is not None:
            return Label(patterns.labels[number][1], patterns.labels[number][0], 1)
    line = line.strip(_BULLETS)
    if not line:
        return None
    if len(line) > _SHORT and not _has_notice(line, patterns.notice):
        return None
    number = _whole(line, patterns)
    if number is not None:
        scope, kind = patterns.labels[number]
        return Label(kind, scope, 1)
    return _items(line, patterns)


def _has_notice(line: str, words: tuple[str, ...]) -> bool:
    for word in words:
        if word in line:
            return True
    return line.count("|") > 1


def _whole(line: str, patterns: _Patterns) -> int | None:
    """The number of the first pattern that the whole line matches."""
    match = patterns.whole.match(line)
    first = _number(match) if match else None
    if not patterns.cue.search(line):
        return first
    for number, words, pattern in patterns.guarded:
        if first is not None and number > first:
            break
        if any(word in line for word in words) and _compiled(pattern).match(line):
            return number
    return first


_compiled = cache(re.compile)


def _number(match: re.Match[str]) -> int:
    return int(str(match.lastgroup)[1:])


def _items(line: str, patterns: _Patterns) -> Label | None:
    """Read a line as items side by side; its kind is that of the most telling one."""
    if not any(map(str.isalpha, line)):
        return None  # numbers side by side are a row of a table
    found: list[tuple[str, str]] = []
    position = 1 if line[0] in "[(【" else 0
    while position < len(line) and len(found) < _MOST_ITEMS:
        match = patterns.item.match(line, position)
        if match is None or match.end() == position:
            return None
        found.append(patterns.labels[_number(match)])
        position = match.end()
        between = _BETWEEN.match(line, position)
        position = between.end() if between else position
    if position < len(line) or not found:
        return None
    scope, kind = min(found, key=lambda entry: _SCOPES.index(entry[0]))
    for telling in ("date", "source"):
        if any(kind_ == telling for _, kind_ in found):
            kind = telling
    return Label(kind, scope, len(found))
