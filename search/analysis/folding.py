"""Folding: every Chinese character becomes its common simplified form, one for one.

Context is ignored on purpose. A converter that looks at phrases turns the same characters
into different ones in different sentences, and then a part of a sentence is no longer
found in it. Touches OpenCC and `search/data/variants.tsv`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from unicodedata import normalize

import opencc

from search.analysis.data import rows

# Radicals, kana and Han in every block that has them (Unicode 16), ends excluded.
_BLOCKS = (
    (0x2E80, 0x2FD6),  # radicals and Kangxi radicals, which PDF files use for characters
    (0x3005, 0x3008),
    (0x3021, 0x302A),
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),  # compatibility ideographs
    (0xFF66, 0xFFA0),  # half-width kana
    (0x20000, 0x323B0),
)
_KEPT = 0x10000  # other characters from here on are not remembered: nobody writes them often
_LONG = 400  # characters from which a folded text is kept for the next who asks
_COMPATIBILITY = ((0x2E80, 0x2FD6), (0xF900, 0xFB00), (0xFF66, 0xFFA0), (0x2F800, 0x2FA20))


def fold(text: str) -> str:
    """The text in common simplified characters; as long as the text, character by character.

    Folding twice changes nothing more, and folding a part gives that part of the whole.
    Latin letters keep their case and width: those change lengths and are folded per token.
    """
    if text.isascii():
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
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


class _Folding(dict[int, int | str]):
    """What each code point becomes, found out when it is first met: most texts have a few
    thousand of the two hundred thousand characters, and `str.translate` is quicker with a
    dictionary of those than with a string of all.
    """

    def __init__(self) -> None:
        super().__init__()
        self._variants = {row[0]: row[1] for row in rows("variants.tsv")}

    def __missing__(self, point: int) -> int | str:
        if not any(first <= point < end for first, end in _BLOCKS):
            return point if point >= _KEPT else self.setdefault(point, point)
        character = chr(point)
        if any(first <= point < end for first, end in _COMPATIBILITY):
            plain = normalize("NFKC", character)
            character = plain if len(plain) == 1 else character
        character = _simplify(character)
        return self.setdefault(point, self._variants.get(character, character))


@cache
def _table() -> _Folding:
    return _Folding()


def _simplify(character: str) -> str:
    """OpenCC's t2s on a character by itself, repeated until nothing changes: once, 乾 gives
    干 in some words only, and some results are not simplified themselves.
    """
    convert: Callable[[str], str] = _converter().convert
    while (simpler := convert(character)) != character:
        character = simpler
    return character
