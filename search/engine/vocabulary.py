"""The words that an index holds: how often, which are spelt alike, what goes on from here.

Over the surface words and Han bigrams of titles and bodies. Document counts are upper
bounds: a document may have a word in its title and its body, and deleted ones count until
their segment is merged. Touches mapped segments.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Array, Ints
from search.engine.segments.collection import Collection
from search.engine.segments.pairs import CHARACTERS, NO_PAIRS, Numbers
from search.engine.segments.segment import Field

_FIELDS: Final = ("title_runs", "body_runs")
_WORDS: Final = ("title", "body")
_MOST: Final = 1 << 14  # words compared letter by letter, the commonest
_FAR: Final = 100  # a distance that is too far


class Entry(NamedTuple):
    """A term, at most how many documents have it, and its distance from what was asked."""

    term: str
    documents: int
    distance: int = 0


class Vocabulary:
    """The terms of all segments as one; what it must compute is kept with it."""

    def __init__(self, collection: Collection) -> None:
        self._runs = [collection.fields[name] for name in _FIELDS]
        self._words = [collection.fields[name] for name in _WORDS]
        self._fields = [field for postings in self._runs for _, field in postings.parts]

    @cached_property
    def _latin(self) -> list[_Spelling]:
        return [_Spelling(field) for field in self._fields]

    def count(self, term: str) -> int:
        """Return at most how many documents have a surface word or a Han bigram."""
        return sum(field.frequency(term) for field in self._runs)

    def count_word(self, word: str) -> int:
        """Return at most how many documents have a word of the dictionary, or a stem."""
        return sum(field.frequency(word) for field in self._words)

    def pairs(self, most: int) -> tuple[Numbers, Ints]:
        """Return the commonest pairs of Han characters (as numbers, see `Pairs`), those that
        most documents have first, and how many have each.
        """
        keys, counts = [NO_PAIRS], [NO_PAIRS]
        for table in (field.pairs for field in self._fields):
            best = _largest(table.documents, most)
            keys.append(table.keys.take(best))
            counts.append(table.documents.take(best))
        found, place = np.unique(np.concatenate(keys), return_inverse=True)
        documents = np.bincount(place, np.concatenate(counts), len(found)).astype(np.int64)
        first = np.lexsort((found, -documents))[:most]
        return found.take(first), documents.take(first)

    def following(self, character: str) -> Ints:
        """Return, for each character by its number, how many documents have it behind this
        one, which is Chinese.
        """
        found = (field.pairs.following(character) for field in self._fields)
        return sum(found, np.zeros(CHARACTERS, np.int64))

    def preceding(self, character: str, before: Ints) -> Ints:
        """Return how many documents have each of some Chinese characters, by their numbers,
        before this one.
        """
        found = (field.pairs.preceding(character, before) for field in self._fields)
        return sum(found, np.zeros(len(before), np.int64))

    def side_by_side(self, first: str, second: str) -> dict[str, int]:
        """Return which of some Chinese characters stand before which of others, and at most in
        how many documents.
        """
        before = np.array([ord(one) for one in first if ord(one) < CHARACTERS], np.int64)
        found: dict[str, int] = {}
        for character in second:
            counts = self.preceding(character, before)
            for place in np.flatnonzero(counts).tolist():
                found[chr(before[place]) + character] = int(counts[place])
        return found

    def near(self, word: str, distance: int, most: int = 64, least: int = 1) -> list[Entry]:
        """Return the words in Latin letters that are at most so many slips from `word`,
        itself included, and that at least so many documents have: nearest first, then the
        commonest. Another letter, a letter more or less, and two letters in the wrong order
        are one slip each (Damerau 1964).
        """
        if not word.isascii() or not word:
            return []
        found: dict[str, Entry] = {}
        share = -(-least // max(1, len(self._latin)))  # some field has so many of them
        for spelling in self._latin:
            _add(found, spelling.near(word.encode(), distance, share))
        if least > 1:
            counted = (entry._replace(documents=self.count(entry.term)) for entry in found.values())
            found = {entry.term: entry for entry in counted if entry.documents >= least}
        return sorted(found.values(), key=lambda e: (e.distance, -e.documents, e.term))[:most]

    def starting(self, prefix: str, most: int = 64, scan: int = 1 << 16) -> list[Entry]:
        """Return the commonest terms that start with a prefix; where there are very many,
        only the first of them (`scan`) are looked at.
        """
        found: dict[str, Entry] = {}
        for field in self._fields:
            low, high = field.lexicon.prefix(prefix.encode("utf-8", "replace"))
            counts = _counts(field, low, min(high, low + scan))
            best = _largest(counts, most)
            numbers = zip((low + best).tolist(), counts[best].tolist(), strict=True)
            _add(found, (Entry(_decoded(field, number), count) for number, count in numbers))
        return sorted(found.values(), key=_commonest)[:most]


class _Spelling:
    """The words of one field that begin with a letter, as arrays.

    `_letters` has a bit for each letter of a word: words whose sets differ much cannot be
    near each other, which leaves few to compare.
    """

    def __init__(self, field: Field) -> None:
        self._field = field
        self._low = field.lexicon.prefix(b"a")[0]
        high = max(self._low, field.lexicon.prefix(b"{")[0])
        self._counts = _counts(field, self._low, high)
        self._blob, ends = field.lexicon.between(self._low, high)
        self._begins = ends[:-1]
        self._lengths = np.diff(ends)
        bits = np.left_shift(np.uint32(1), self._blob & 31, dtype=np.uint32)
        empty = np.zeros(0, np.uint32)
        self._letters = np.bitwise_or.reduceat(bits, self._begins) if len(self._begins) else empty

    def near(self, word: bytes, distance: int, least: int) -> list[Entry]:
        """Return the words at most `distance` slips away that so many documents have here.

        A letter in place of another changes two of the set, a letter more or less only one.
        """
        letters = np.bitwise_or.reduce(np.left_shift(np.uint32(1), _bytes(word) & 31))
        chosen = np.flatnonzero(self._counts >= least)
        longer = np.abs(self._lengths.take(chosen) - len(word))
        changed = np.bitwise_count(self._letters.take(chosen) ^ letters)
        chosen = chosen.compress((longer <= distance) & (longer + changed <= 2 * distance))
        chosen = chosen[np.sort(_largest(self._counts[chosen], _MOST))]
        if not len(chosen):
            return []
        distances = _distances(_bytes(word), *self._table(chosen), distance)
        return [
            Entry(_decoded(self._field, self._low + i), count, away)
            for i, count, away in zip(
                chosen.tolist(), self._counts[chosen].tolist(), distances.tolist(), strict=True
            )
            if away <= distance
        ]

    def _table(self, chosen: Ints) -> tuple[NDArray[np.uint8], Ints]:
        """Return the letters of words, one row for each place, and the lengths of the words."""
        lengths = self._lengths[chosen]
        places = np.arange(int(lengths.max()))[:, None]
        flat = np.minimum(self._begins[chosen] + places, len(self._blob) - 1)
        return np.where(places < lengths, self._blob[flat], 0).astype(np.uint8), lengths


def _distances(
    word: NDArray[np.uint8], rows: NDArray[np.uint8], lengths: Ints, most: int
) -> NDArray[np.int8]:
    """Return the distance of a word from many at once; beyond `most` it may be any larger.

    The dynamic programme of the optimal string alignment distance, in the band around the
    diagonal, with one column for every word.
    """
    height, width = rows.shape
    far = np.full(width, _FAR, np.int8)
    lines = [[np.full(width, i, np.int8) if i <= most else far for i in range(height + 1)]]
    for i in range(1, len(word) + 1):
        above, line = lines[-1], [far] * (height + 1)
        line[0] = np.full(width, i, np.int8) if i <= most else far
        for j in range(max(1, i - most), min(height, i + most) + 1):
            step = above[j - 1] + (rows[j - 1] != word[i - 1])
            step = np.minimum(step, np.minimum(above[j], line[j - 1]) + 1)
            if i > 1 and j > 1:
                swapped = (rows[j - 1] == word[i - 2]) & (rows[j - 2] == word[i - 1])
                step = np.where(swapped, np.minimum(step, lines[-2][j - 2] + 1), step)
            line[j] = np.minimum(step, _FAR).astype(np.int8)
        lines.append(line)
    return np.stack(lines[-1])[lengths, np.arange(width)]


def _bytes(word: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(word, np.uint8)


def _counts(field: Field, low: int, high: int) -> Ints:
    starts = np.asarray(field.starts[low : high + 1]).astype(np.int64)
    return starts[1:] - starts[:-1]


def _decoded(field: Field, number: int) -> str:
    return field.lexicon[number].decode("utf-8", "replace")


def _largest(counts: Array, most: int) -> Ints:
    if len(counts) <= most:
        return np.arange(len(counts))
    return np.argpartition(counts, len(counts) - most)[len(counts) - most :]


def _commonest(entry: Entry) -> tuple[int, str]:
    return -entry.documents, entry.term


def _add(found: dict[str, Entry], entries: Iterable[Entry]) -> None:
    for entry in entries:
        before = found.get(entry.term)
        documents = entry.documents + (before.documents if before else 0)
        found[entry.term] = entry._replace(documents=documents)
