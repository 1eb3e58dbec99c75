"""Which terms of a field a wildcard pattern stands for. Touches mapped segments only."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from search.engine.segment import Field

MAX_EXPANSIONS: Final = 1024  # terms that one wildcard may stand for
_WILD: Final = {"*": ".*", "?": "."}


def expand(field: Field, pattern: str) -> list[int]:
    """Return the numbers of the terms that a wildcard pattern stands for (a bounded many)."""
    literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
    low, high = field.lexicon.prefix(literal.encode("utf-8", "replace"))
    if pattern == literal + "*":
        return list(range(low, min(high, low + MAX_EXPANSIONS)))
    shape = re.compile("".join(_WILD.get(c, re.escape(c)) for c in re.sub(r"\*+", "*", pattern)))
    found: list[int] = []
    for number in _candidates(field, pattern, low, high):
        if shape.fullmatch(field.lexicon[number].decode("utf-8", "replace")):
            found.append(number)
            if len(found) == MAX_EXPANSIONS:
                break
    return found


def _candidates(field: Field, pattern: str, low: int, high: int) -> Iterable[int]:
    """The terms of a range that have the longest literal part of a pattern, in order.

    Where it stands in the mapped terms is found at once; it may run over the end of a
    term, so each is still to be compared with the whole pattern.
    """
    part = max(re.split(r"[*?]", pattern), key=len).encode("utf-8", "replace")
    return _having(field, part, low, high) if part and low < high else range(low, high)


def _having(field: Field, part: bytes, low: int, high: int) -> Iterator[int]:
    blob, ends = field.lexicon.between(low, high)
    last = -1
    for match in re.finditer(b"(?=" + re.escape(part) + b")", blob.data):
        number = bisect_right(ends, match.start(), last + 1) - 1
        if number > last:
            yield low + number
        last = number
