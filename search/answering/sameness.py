"""Whether two texts say the same: copies of one text, whatever stands around it.

A copy has a header, a source, links below; the text itself may have been cut or mended. A report
that was made from another one is no copy: it has other figures and days in the same sentences.
Signatures of long texts are near each other by chance, so a search may compare thousands of pairs:
texts are read once, as arrays, and of most pairs 64 numbers tell that they have little in common
(MinHash; Broder, "On the resemblance and containment of documents", SEQUENCES 1997).
Touches the analyser and the tables of months and number words.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from sys import getsizeof
from threading import Lock
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.analysis.data import rows
from search.answering.characters import Codes, Kind, Places, plain, stretches
from search.describing.figures.units import NUMERALS, values
from search.document import Span

_READ: Final = 20_000  # characters of a text
_SAMPLE: Final = 1024  # of what stands in a row in a text, that many or more are compared,
_FEW: Final = 64  # and first so many,
_HARDLY: Final = 0.5  # of which two copies share more than this
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio, odd
_SHARED: Final = 0.85  # of the shorter text, that the longer one has too,
_AS_LONG: Final = 0.4  # and how long the shorter one is beside it: an excerpt is no copy
_ROOM: Final = 32 << 20  # bytes of what is remembered of documents
_COMPARED: Final = 400  # numbers of a text, one by one
_LETTERS: Final = 8  # that make a line a sentence; in Chinese, characters

_LABELLED: Final = re.compile(r"\s*[^\s:：]{1,12}\s?[:：]")  # 来源：…, Updated: …
_NUMBER: Final = re.compile(
    rf"\d+(?:[.,]\d+)*|[{NUMERALS}]{{2,}}|[{NUMERALS}](?=[年月日号家个人名元次项起])"
)

Hashes = NDArray[np.uint64]


class Numbers(NamedTuple):
    """The numbers and months of a text, and those of them that stand in sentences, in order."""

    all: frozenset[str]
    in_sentences: tuple[str, ...]


class Said:
    """What a text says, to compare it with others, in either script and width: all that is
    letters or digits in one piece (as its hash), a sample of what stands in a row in it
    (ascending hashes, one of `every`), the least of them, and its numbers.
    """

    def __init__(self, text: str) -> None:
        """Read a text; its beginning, if it is very long."""
        self._text = text[:_READ]
        codes, kinds = plain(self._text)
        letters = codes[kinds & Kind.IN_WORDS > 0]
        self.letters = hash(letters.tobytes())
        self.grams, self.every = _grams(letters)
        self.least = self.grams[:_FEW].tolist()
        self.few = frozenset(self.least)

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers of the text; read only where another one says much of the same."""
        codes, kinds = plain(self._text)
        text = str(codes.data, "utf-32-le", "surrogatepass")
        found = list(_numbers(text, codes, kinds))
        within = _in_sentences(text, kinds, np.array([start for start, _ in found], np.int64))
        return Numbers(
            frozenset(number for _, number in found),
            tuple(number for (_, number), counts in zip(found, within, strict=True) if counts),
        )

    def sample(self, every: int) -> Hashes:
        """Return one of so many of what stands in a row in the text, no more than there are."""
        if every == self.every:
            return self.grams
        return self.grams[: np.searchsorted(self.grams, _limit(every), "right")]

    @property
    def bytes(self) -> int:
        """About what all of it takes in memory; numbers as much as their text."""
        return self.grams.nbytes + 100 * len(self.few) + 2 * getsizeof(self._text)


class Copies:
    """Tells of two documents, by their numbers, whether one is a copy of the other; their chrome
    does not count. Threads may share it.
    """

    def __init__(self, text: Callable[[int], tuple[str, tuple[Span, ...]]]) -> None:
        """`text` gives a document's text and its chrome."""
        self._text = text
        self._said: OrderedDict[int, Said] = OrderedDict()
        self._used = 0
        self._lock = Lock()

    def __call__(self, one: int, other: int, wholly: bool = False) -> bool:
        """Tell whether both say the same; `wholly`: letter for letter, in either script."""
        first, second = self._read(one), self._read(other)
        return first.letters == second.letters if wholly else say_the_same(first, second)

    def _read(self, document: int) -> Said:
        with self._lock:
            if found := self._said.get(document):
                self._said.move_to_end(document)
                return found
        text, chrome = self._text(document)
        for span in reversed(chrome):
            text = f"{text[: span.start]}\n{text[span.end :]}"
        found = Said(text)
        with self._lock:
            if document not in self._said:
                self._used += found.bytes
            self._said[document] = found
            while self._used > _ROOM:
                self._used -= self._said.popitem(last=False)[1].bytes
        return found


def say_the_same(one: Said, other: Said) -> bool:
    """Tell whether one text is a copy of the other, and neither has numbers of its own."""
    if one.letters == other.letters:
        return True
    if _have_little_in_common(one, other):
        return False
    every = max(one.every, other.every)
    short, long = sorted((one.sample(every), other.sample(every)), key=len)
    if len(short) < _AS_LONG * len(long):
        return False
    first, second = one.numbers, other.numbers
    if not (first.all.issuperset(second.in_sentences) or second.all.issuperset(first.in_sentences)):
        return False
    if np.isin(short, long, assume_unique=True).sum() < _SHARED * len(short):
        return False
    return not _replaced(first.in_sentences[:_COMPARED], second.in_sentences[:_COMPARED])


def _have_little_in_common(one: Said, other: Said) -> bool:
    """Whether so few of the least hashes of two texts are the same that neither can have most of
    the other.
    """
    shared = len(one.few & other.few)
    if shared >= _HARDLY * _FEW or not one.least or not other.least:
        return False
    most = min(one.least[-1], other.least[-1])
    return shared < _HARDLY * min(bisect(one.least, most), bisect(other.least, most))


def _replaced(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether there is another number where there was one, not only more or fewer of them."""
    if one == other:
        return False
    from difflib import SequenceMatcher  # most look-ups meet no copies

    changes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return any(change == "replace" for change, *_ in changes)


def _numbers(text: str, codes: Codes, kinds: Codes) -> Iterator[tuple[int, str]]:
    """Yield the numbers and names of months in a text, in order, and where each begins."""
    counts = kinds & (Kind.DIGIT | Kind.NUMERAL)
    starts = np.flatnonzero((counts > 0) & (np.diff(counts, prepend=np.uint32(0)) != 0))
    words = _number_words()
    latin, ends = stretches(kinds & Kind.LATIN > 0)
    likely = _beginnings()[_beginning(codes, latin, ends)]
    ending = dict(zip(latin[likely].tolist(), ends[likely].tolist(), strict=True))
    past = 0
    for start in sorted([*starts.tolist(), *ending]):
        if end := ending.get(start):
            if text[start:end] in words:
                yield start, text[start:end]
        elif start >= past and (number := _NUMBER.match(text, start)):
            past = number.end()
            yield start, number[0]


def _beginning(codes: Codes, starts: Places, ends: Places) -> Places:
    """Return a number for how each word begins: its first three letters; 0 for shorter ones."""
    padded = np.concatenate([codes, np.zeros(2, np.uint32)]).astype(np.int64) & 31
    first = padded[starts] << 10 | padded[starts + 1] << 5 | padded[starts + 2]
    return np.where(ends - starts > 2, first, 0)


@cache
def _beginnings() -> NDArray[np.bool_]:
    """Mark the beginnings of all words that are numbers or months."""
    marked = np.zeros(1 << 15, bool)
    for word in _number_words():
        codes = plain(word)[0]
        marked[_beginning(codes, np.array([0]), np.array([len(word)]))] = True
    marked[0] = False
    return marked


def _in_sentences(text: str, kinds: Codes, places: Places) -> list[bool]:
    """Tell of each place whether it is within a sentence, not a line of few words or a label."""
    after = np.append(kinds[1:] & Kind.SPACE, np.uint32(0))
    ends = np.flatnonzero((kinds & Kind.END > 0) | ((kinds & Kind.DOT > 0) & (after > 0)))
    starts, ends = np.append(0, ends + 1), np.append(ends, len(text))
    letters = np.append(0, np.cumsum(kinds & Kind.LETTER > 0))
    enough = letters[ends] - letters[starts] >= _LETTERS
    sentence = np.searchsorted(ends, places)
    wanted = np.unique(sentence[enough[sentence]])
    for one in wanted.tolist():
        enough[one] = not _LABELLED.match(text, int(starts[one]), int(ends[one]))
    told: list[bool] = enough[sentence].tolist()
    return told


def _grams(letters: Codes) -> tuple[Hashes, int]:
    """A number for every six characters in a row, each number once: one of so many, of texts
    that are long.
    """
    codes = letters.astype(np.uint64)
    threes = codes[:-2] << np.uint64(42) | codes[1:-1] << np.uint64(21) | codes[2:]
    grams = (threes[:-3] * _FACTOR + threes[3:]) * _FACTOR
    every = 1 << (len(grams) // _SAMPLE).bit_length() >> 1 or 1
    return np.unique(grams[grams <= _limit(every)]), every


def _limit(every: int) -> np.uint64:
    return np.uint64((1 << 64) // every - 1)


@cache
def _number_words() -> frozenset[str]:
    """English names of months and numbers in lower case."""
    months = (name for _, names in rows("months.tsv") for name in names.lower().split())
    return frozenset((*months, *values("number")))
