"""What a single line says about itself: the line patterns of `search/data/chrome.tsv`.

Lines are compared in simplified characters, lower case and half-width forms, so that one
pattern serves both scripts and widths. Touches the data file and OpenCC.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from search.cleaning.frequencies import simplified

_SHORT = 80  # a longer line is looked at only if it has a word of a notice
_LONGEST = 420  # characters of the longest notice that is still one line of chrome
_BULLETS = " \t\u3000•·▪■◆●◎○★*|-—_"
_BLANKS = re.compile(r"[ \t\u3000]+")
_BETWEEN = re.compile(r"[ |/·•,;>»、()\[\]【】-]{0,8}")
_MOST_ITEMS = 40
_SCOPES = ("item", "head", "foot", "weak")


class Label(NamedTuple):
    """What a line is by its own words: kind, the weakest scope it rests on, items on it."""

    kind: str
    scope: str
    items: int


class _Patterns(NamedTuple):
    whole: re.Pattern[str]
    item: re.Pattern[str]
    notice: re.Pattern[str]
    labels: dict[str, tuple[str, str]]  # group name → scope, kind


@cache
def _patterns() -> _Patterns:
    """Compile the data file: one expression for whole lines, one for items."""
    macros: dict[str, str] = {}
    labels: dict[str, tuple[str, str]] = {}
    whole: list[str] = []
    item: list[str] = []
    source = (files("search") / "data" / "chrome.tsv").read_text(encoding="utf-8")
    for row in source.splitlines():
        if not row or row.startswith("#"):
            continue
        scope, kind, pattern, _ = row.split("\t")
        if scope == "macro":
            macros[kind] = pattern
            continue
        name = f"p{len(labels)}"
        labels[name] = scope, kind
        for _ in macros:  # macros may stand in macros
            for macro, meaning in macros.items():
                pattern = pattern.replace(f"{{{macro}}}", meaning)
        target = item if scope in _SCOPES else whole
        target.append(f"(?P<{name}>{pattern})")
    ends = r"(?=[ |/·•,;>»、()\[\]【】-]|$)"
    return _Patterns(
        re.compile(rf"(?:{'|'.join(whole)})\Z"),
        re.compile(rf"(?:{'|'.join(item)}){ends}"),
        re.compile(macros["notice"]),
        labels,
    )


@cache
def _folding() -> dict[int, int]:
    """Map traditional to simplified, capital to small, full-width to half-width forms."""
    han = "".join(map(chr, range(0x3400, 0xA000)))
    table = {ord(a): ord(b) for a, b in zip(han, simplified(han), strict=True) if a != b}
    table |= {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    table |= {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    table |= {code: code - 0xFEE0 + 32 for code in range(ord("Ａ"), ord("Ｚ") + 1)}
    return table | dict(zip(map(ord, "‘’〉》﹥〔〕"), map(ord, "''>>>()"), strict=True))


def folded(text: str) -> str:
    """Fold a text for comparison with the patterns; every character keeps its place."""
    return text.translate(_folding())


def label(line: str) -> Label | None:
    """Tell what a folded line is by its own words, None where it is not chrome."""
    if len(line) > _LONGEST:
        return None
    line = _BLANKS.sub(" ", line).strip(_BULLETS)
    if not line:
        return None
    patterns = _patterns()
    if len(line) > _SHORT and not patterns.notice.search(line):
        return None
    match = patterns.whole.match(line)
    if match:
        scope, kind = patterns.labels[str(match.lastgroup)]
        return Label(kind, scope, 1)
    return _items(line, patterns)


def _items(line: str, patterns: _Patterns) -> Label | None:
    """Read a line as items side by side; its kind is that of the most telling one."""
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(line) and len(found) < _MOST_ITEMS:
        match = patterns.item.match(line, position)
        if match is None or match.end() == position:
            return None
        found.append(patterns.labels[str(match.lastgroup)])
        position = match.end()
        between = _BETWEEN.match(line, position)
        position = between.end() if between else position
    if position < len(line):
        return None
    scope, kind = min(found, key=lambda entry: _SCOPES.index(entry[0]))
    for telling in ("date", "source"):
        if any(kind_ == telling for _, kind_ in found):
            kind = telling
    return Label(kind, scope, len(found))
