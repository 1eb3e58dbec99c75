"""Scanning: where words of a list may begin in a text, and how many characters are of which kind.

Both by arrays of a text's code points, which take a tenth of the time that an expression takes
with a set of as many characters, and which all lists share. Touches numpy, once a text is scanned.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any, Final

_FACTOR: Final = 31  # gives hardly any two pairs of a list one number
_POINTS: Final = "utf-32-le"


class Beginnings:
    """Finds where words may begin, by their first two characters."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: none begins with a character of ASCII; a single character is a word of its own,
        of the others two characters count.
        """
        self._begins = frozenset(word[:2] for word in words)

    def places(self, text: str) -> list[int]:
        """Every place in the text where a word may begin, in order, and few others."""
        if text.isascii():
            return []
        points, pairs = _numbered(text)
        first, second, pair, alone = self._known
        found = first.take(points[:-1])
        found &= second.take(points[1:])
        found &= pair.take(pairs)
        if alone is not None:
            found |= alone.take(points[:-1])
        places: list[int] = found.nonzero()[0].tolist()
        return places

    @cached_property
    def _known(self) -> tuple[Any, Any, Any, Any]:
        """Whether a character is the first one of a word, or the second, a pair both, a character
        a word; by their numbers. None for the last where no word is so short.
        """
        import numpy

        first, second, pair, alone = numpy.zeros((4, 1 << 16), bool)
        for begin in self._begins:
            points, pairs = _numbers(begin)
            if len(begin) > 1:
                first[points[0]] = second[points[1]] = pair[pairs[0]] = True
            else:
                alone[points[0]] = True
        return first, second, pair, alone if alone.any() else None


class Kinds:
    """Counts the characters of a text by kinds."""

    def __init__(self, ranges: Iterable[tuple[str, int, int]]) -> None:
        """`ranges`: a kind, and the first and the last code point of some that are of it, unless a
        later range says otherwise.
        """
        self._ranges = tuple(ranges)
        self._kinds = tuple(dict.fromkeys(kind for kind, _, _ in self._ranges))

    def counts(self, text: str) -> dict[str, int]:
        """How many characters of the text each kind has that it has any of."""
        import numpy

        points = numpy.frombuffer(text.encode(_POINTS, "surrogatepass"), "<u4")
        counts = numpy.bincount(self._array.take(points)).tolist()[1:]
        return {kind: count for kind, count in zip(self._kinds, counts, strict=False) if count}

    @cached_property
    def _array(self) -> Any:
        """The number of the kind of each code point, from 1 on; 0 for what is of none."""
        import numpy

        numbers = {kind: number for number, kind in enumerate(self._kinds, 1)}
        array = numpy.zeros(sys.maxunicode + 1, numpy.uint8)
        for kind, first, last in self._ranges:
            array[first : last + 1] = numbers[kind]
        return array


@lru_cache(maxsize=4)
def _numbered(text: str) -> tuple[Any, Any]:
    """The numbers of a document's text, which is scanned for one list after the other."""
    return _numbers(text)


def _numbers(text: str) -> tuple[Any, Any]:
    """A number for each character and for the end, and one for each with what is behind it, which
    other pairs may share.
    """
    import numpy

    points = numpy.frombuffer(f"{text}\0".encode(_POINTS, "surrogatepass"), "<u4").astype("<u2")
    return points, points[:-1] * _FACTOR + points[1:]
