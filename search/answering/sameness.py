"""Whether two texts say the same: copies of one text, whatever stands around it.

A copy has a header, a source, links below; the text itself may have been cut or mended. A report
that was made from another one is no copy: it has other figures and days in the same sentences.
Touches the analyser and the tables of months and number words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Final
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from search.analysis import fold
from search.analysis.data import rows
from search.describing.figures.numbers import NUMERALS
from search.describing.figures.units import values
from search.document import Span
from search.frozen import dataclass

_READ: Final = 20_000  # characters of a text
_GRAM: Final = 6  # characters that two texts have in a row where they say the same
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio, odd
_SHARED: Final = 0.85  # of the shorter text, that the longer one has too,
_AS_LONG: Final = 0.4  # and how long the shorter one is beside it: an excerpt is no copy
_KEPT: Final = 256  # documents of which it is remembered what they say
_COMPARED: Final = 400  # numbers of a text, one by one
_LETTERS: Final = 8  # that make a line a sentence; in Chinese, characters

_BETWEEN: Final = re.compile(r"[\W_]+")  # all but letters and digits
_SENTENCE: Final = re.compile(r"[。！？!?；;\n]+|\.(?=\s)")
_LABELLED: Final = re.compile(r"\s*[^\s:：]{1,12}\s?[:：]")  # 来源：…, Updated: …
_NUMBER: Final = re.compile(
    rf"\d+(?:[.,]\d+)*|[{NUMERALS}]{{2,16}}|[{NUMERALS}](?=[年月日号家个人名元次项起])"
    r"|[a-z]{3,12}"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says, to compare it with others: all that is letters or digits in one piece,
    its numbers, those of them that stand in sentences, in order, and what stands in a row in it
    (as ascending numbers).
    """

    text: str
    numbers: frozenset[str]
    in_sentences: tuple[str, ...]
    grams: NDArray[np.uint64]


class Copies:
    """Tells of two documents, by their numbers, whether one is a copy of the other; their chrome
    does not count. Threads may share it.
    """

    def __init__(self, text: Callable[[int], tuple[str, tuple[Span, ...]]]) -> None:
        """`text` gives a document's text and its chrome."""
        self._text = text
        self._said = lru_cache(_KEPT)(self._read)

    def __call__(self, one: int, other: int, wholly: bool = False) -> bool:
        """Tell whether both say the same; `wholly`: letter for letter, in either script."""
        first, second = self._said(one), self._said(other)
        return first.text == second.text if wholly else say_the_same(first, second)

    def _read(self, document: int) -> Said:
        text, chrome = self._text(document)
        for span in reversed(chrome):
            text = f"{text[: span.start]}\n{text[span.end :]}"
        return said(text)


def said(text: str) -> Said:
    """Read a text (its beginning, if it is very long) in either script and width."""
    plain = fold(normalize("NFKC", text[:_READ])).lower()
    sentences = "\n".join(s for s in _SENTENCE.split(plain) if _is_sentence(s))
    bare = _BETWEEN.sub("", plain)
    return Said(bare, frozenset(_numbers(plain)), _numbers(sentences), _grams(bare))


def say_the_same(one: Said, other: Said) -> bool:
    """Tell whether one text is a copy of the other, and neither has numbers of its own."""
    if one.text == other.text:
        return True
    if set(one.in_sentences) - other.numbers and set(other.in_sentences) - one.numbers:
        return False
    short, long = sorted((one.grams, other.grams), key=len)
    if len(short) < _AS_LONG * len(long):
        return False
    if len(np.intersect1d(short, long, assume_unique=True)) < _SHARED * len(short):
        return False
    return not _replaced(one.in_sentences[:_COMPARED], other.in_sentences[:_COMPARED])


def _replaced(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether there is another number where there was one, not only more or fewer of them."""
    if one == other:
        return False
    from difflib import SequenceMatcher  # most look-ups meet no copies

    changes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return any(change == "replace" for change, *_ in changes)


def _is_sentence(text: str) -> bool:
    letters = islice(filter(str.isalpha, text), _LETTERS)
    return sum(1 for _ in letters) == _LETTERS and not _LABELLED.match(text)


def _numbers(text: str) -> tuple[str, ...]:
    found = (match[0] for match in _NUMBER.finditer(text))
    return tuple(part for part in found if not part.isalpha() or _counts(part))


def _counts(word: str) -> bool:
    """Whether letters or characters are a number or the name of a month."""
    return not word.isascii() or word in _number_words()


def _grams(text: str) -> NDArray[np.uint64]:
    """A number for every few characters in a row, each number once."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    grams = np.zeros(max(0, len(codes) - _GRAM + 1), np.uint64)
    for place in range(_GRAM):
        grams = grams * _FACTOR + codes[place : place + len(grams)]
    return np.unique(grams)


@cache
def _number_words() -> frozenset[str]:
    """English names of months and numbers in lower case."""
    months = (name for _, names in rows("months.tsv") for name in names.lower().split())
    return frozenset((*months, *values("number")))
