"""Folding: every Chinese character becomes its common simplified form, one for one.

Context is ignored on purpose. A converter that looks at phrases turns the same characters
into different ones in different sentences, and then a part of a sentence is no longer
found in it. Touches `search/data/folding.txt`, which `compile` makes of OpenCC's tables and
`search/data/variants.tsv`; and OpenCC itself for what is shown.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from search.analysis.data import content

if TYPE_CHECKING:
    from opencc import OpenCC

_KEPT = 0x10000  # other characters from here on are not remembered: nobody writes them often
_LONG = 200  # characters from which a folded text is kept for the next who asks
_FEW = 100_000  # characters whose folding takes as long as making the pattern of those that change


def fold(text: str) -> str:
    """The text in common simplified characters; as long as the text, character by character.

    Folding twice changes nothing more, and folding a part gives that part of the whole.
    Latin letters keep their case and width: those change lengths and are folded per token.
    """
    if text.isascii() or not _glance().may_change(text):
        return text
    return text.translate(_table()) if len(text) < _LONG else _folded(text)


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """A whole document's text, which several readers of one document ask for in turn."""
    return text.translate(_table())


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


class _Glance:
    """Sees ten times as fast as folding whether there is anything to fold: a text in simplified
    Chinese has nothing, nor has an English one with its dashes and quotation marks.

    A process that folds a query and what it shows never makes the pattern.
    """

    def __init__(self) -> None:
        self._left = _FEW

    def may_change(self, text: str) -> bool:
        """Tell whether some character may change; the first texts are not looked at."""
        self._left -= len(text)
        return self._left > 0 or _changing().search(text) is not None


_glance = cache(_Glance)


@cache
def _changing() -> re.Pattern[str]:
    """A character that folding changes. `re` has tables for characters below _KEPT alone, so
    those above count all.
    """
    plane = "".join(chr(point) for point in _pairs() if point < _KEPT)
    return re.compile(f"[{re.escape(plane)}{chr(_KEPT)}-\U0010ffff]")


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
