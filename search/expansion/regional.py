"""What Chinese of other regions calls a thing (軟體, 软件), by OpenCC's phrase tables.

Only for asking: these conversions change lengths and words, which an index must not. OpenCC
reads a megabyte of tables first, so the answers for the words of the dictionaries are
compiled. Touches `search/data/lookup/regional.tsv` and, for other words, OpenCC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from search.analysis import fold
from search.analysis.lookup import FOLDER, Listed, Lookup

TABLE: Final = "regional.tsv"
# OpenCC knows the words of Taiwan in characters of Taiwan (程式設計 is 编程 as one word), those
# that are the same in both scripts also without: 程式设计 is 程序设计.
_TO_MAINLAND: Final = ("tw2sp", "hk2s")
_WRITTEN: Final = "s2tw"
_TO_TAIWAN: Final = "s2twp"
_LONGEST: Final = 16  # characters of a word that is looked for in others


@lru_cache(maxsize=4096)
def regional(text: str) -> tuple[str, ...]:
    """Return the folded forms of a Chinese word in other regions, without its own; the same
    for both scripts of the word.
    """
    word = fold(text)
    if len(word) < 2 or "\n" in word:
        return ()
    known = _table().get(word)
    if known:
        return tuple(filter(None, known))
    # What a region says otherwise is a word of the table, so a word without any has one form.
    if any(_table().get(part) for part in _parts(word)):
        return converted([word])[0]
    return ()


def converted(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Ask OpenCC for the folded forms of words in other regions, without their own."""
    ways = (_convert(_WRITTEN, texts), texts)
    mainland = [_convert(name, words) for words in ways for name in _TO_MAINLAND]
    taiwan = [_convert(_TO_TAIWAN, words) for words in (_convert("t2s", texts), *mainland)]
    forms = zip(*(map(fold, words) for words in (*mainland, *taiwan)), strict=True)
    return [
        tuple(word for word in dict.fromkeys(found) if word != fold(text))
        for text, found in zip(texts, forms, strict=True)
    ]


def _parts(text: str) -> Iterator[str]:
    for start in range(len(text) - 1):
        for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
            yield text[start:end]


def _convert(name: str, texts: Sequence[str]) -> list[str]:
    joined = "\n".join(texts).encode("utf-8", "replace").decode()
    return _converter(name)(joined).split("\n")


@cache
def _table() -> Listed:
    return Listed(Lookup(FOLDER / TABLE))


@cache
def _converter(name: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(name).convert
    return convert
