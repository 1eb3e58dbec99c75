"""Folding: every Chinese character becomes its common simplified form, one for one.

Context is ignored on purpose. A converter that looks at phrases turns the same characters
into different ones in different sentences, and then a part of a sentence is no longer
found in it. Touches `search/data/folding.txt`, which `compile` makes of OpenCC's tables and
`search/data/variants.tsv`; numpy for long texts, and OpenCC itself for what is shown.
"""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from search.analysis.data import content

if TYPE_CHECKING:
    from opencc import OpenCC

_KEPT = 0x10000  # other characters from here on are not remembered: nobody writes them often
_LONG = 200  # characters from which an array is quicker
_PIECE = 1 << 16  # characters that are folded at once: bounds the memory
_POINTS = "utf-32-le"


def fold(text: str) -> str:
    """The text in common simplified characters; as long as the text, character by character.

    Folding twice changes nothing more, and folding a part gives that part of the whole.
    Latin letters keep their case and width: those change lengths and are folded per token.
    """
    if text.isascii():
        return text
    return _brief(text) if len(text) < _LONG else _folded(text)


@lru_cache(maxsize=64)
def _brief(text: str) -> str:
    """A name or a line: describing asks of each some three times."""
    return text.translate(_table())


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """A whole document's text, which several readers of one document ask for in turn."""
    return "".join(_through_array(text[i : i + _PIECE]) for i in range(0, len(text), _PIECE))


def _through_array(text: str) -> str:
    """Fold a text ten times as fast as `str.translate` does."""
    import numpy  # a process that folds nothing but a query needs none

    points = numpy.frombuffer(text.encode(_POINTS, "surrogatepass"), "<u4")
    return str(_array().take(points).data, _POINTS, "surrogatepass")


def simplified(text: str) -> str:
    """The text as a reader of simplified Chinese would write it, for showing and for ids.

    OpenCC's t2s, which looks at phrases; `fold` is for comparing only, since it joins
    characters that are different words.
    """
    return text if text.isascii() else str(_converter().convert(text.replace("\0", "")))


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # a look-up folds, but shows no converted text

    return OpenCC("t2s")


@cache
def _pairs() -> dict[int, str]:
    """What the code points that folding changes become."""
    lines = content("folding.txt").splitlines()
    pairs = "".join(line.replace(" ", "") for line in lines if not line.startswith("#"))
    return dict(zip(map(ord, pairs[0::2]), pairs[1::2], strict=True))


class _Folding(dict[int, int | str]):
    """What each code point becomes; those that stay as they are come in when first met: most
    texts have a few thousand of the two hundred thousand characters, and `str.translate` is
    quicker with a dictionary of those than with a string of all.
    """

    def __missing__(self, point: int) -> int | str:
        return point if point >= _KEPT else self.setdefault(point, point)


@cache
def _table() -> _Folding:
    return _Folding(_pairs())


@cache
def _array() -> Any:
    """What each code point becomes, as an array of all."""
    import numpy

    pairs = _pairs()
    points = numpy.arange(sys.maxunicode + 1, dtype="<u4")
    points[list(pairs)] = list(map(ord, pairs.values()))
    return points
