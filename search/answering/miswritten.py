"""Chinese runs with a slip, as the index's own pairs of characters tell.

A run is looked at where two characters never stand side by side in the index: another character
of the same sound, or (where little was found) any other, that makes the run one that documents
have. Touches the engine's vocabulary and the table of sounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import log
from typing import Final, Protocol

import numpy as np

from search.analysis import fold, words
from search.answering.sounds import homophones
from search.engine import Vocabulary
from search.engine.segments.pairs import CHARACTERS
from search.query import Node, Phrase

OFTEN: Final = 20  # times as many documents must have the correction of a word that exists
KEPT: Final = 3  # corrections of one word
REAL: Final = 5  # documents that must have the correction of a real word that none has
_TRIED: Final = 8  # corrections of one place in a run that are looked up
_WINDOW: Final = 4  # characters around a corrected one that documents must have in a row
_SOUND: Final = 4.0  # a same sound is worth as much as e⁴ times the documents
_SHORT_RUN: Final = 8  # characters of a run in which a whole word may be another of its sound


class Words(Protocol):
    """An engine that knows its words and counts documents."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that documents have."""

    def count(self, node: Node) -> int:
        """Return how many documents match."""


def of_run(typed: str, engine: Words, few: bool) -> list[str]:
    """Corrections of a Chinese run by one character, or by two that were exchanged, in the
    script of the run. `few`: little was found with it.
    """
    run = fold(typed)
    scored: dict[str, float] = {}
    least = REAL if len(words(run)) == 1 else 1
    places = _doubtful(run, engine.vocabulary, few)
    for place in places:
        sounding = homophones(run[place], typed[place])
        for alike, character in _fitting(run, place, sounding, engine.vocabulary, few):
            other = run[:place] + character + run[place + 1 :]
            count = _documents(other, place, engine)
            if count >= least:
                whole = other if typed == run else traditional()(other)
                shown = typed[:place] + whole[place] + typed[place + 1 :]
                scored[shown] = log(count + 1) + _SOUND * alike
    for other, at, likely in _moved(typed, run, places, engine.vocabulary) if few else ():
        around = fold(other)[max(0, at - 1) : at + _WINDOW - 1]
        known = len(run) > 2 or engine.vocabulary.count_word(around)
        if known and (count := engine.count(in_a_row(around))) >= least:
            scored[other] = log(count + 1) + _SOUND * likely
    if few and not scored and len(run) <= _SHORT_RUN:
        counted = dict(_by_sound(typed, run, engine))
        scored = {other: count for other, count in counted.items() if count >= least}
    return sorted(scored, key=lambda text: (-scored[text], text))[:KEPT]


def _moved(
    typed: str, run: str, places: list[int], vocabulary: Vocabulary
) -> Iterator[tuple[str, int, bool]]:
    """A run with two neighbours exchanged, with a character once that was typed twice, or with
    one more at a doubtful place, which is less likely; and where that was done.
    """
    doubtful = {at for place in places for at in (place - 1, place) if 0 <= at < len(run) - 1}
    for at in range(len(run) - 1) if len(run) <= _SHORT_RUN else sorted(doubtful):
        if run[at] == run[at + 1]:
            yield typed[:at] + typed[at + 1 :], at, True
        elif len(run) > 2:
            yield typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :], at, True
        if at in doubtful and not vocabulary.count(run[at : at + 2]):
            behind = vocabulary.following(run[at])
            others = np.flatnonzero(behind)
            common = np.minimum(behind[others], vocabulary.preceding(run[at + 1], others))
            for one in others[np.argsort(-common, kind="stable")[:_TRIED]].tolist():
                whole = run[: at + 1] + chr(one) + run[at + 1 :]
                more = (whole if typed == run else traditional()(whole))[at + 1]
                yield typed[: at + 1] + more + typed[at + 1 :], at, False


def _by_sound(typed: str, run: str, engine: Words) -> Iterator[tuple[str, float]]:
    """A run with one of its words as another that sounds the same, as who types by sound picks
    it (众创控件), where documents have that beside what stands around it.
    """
    missing = [i for i in range(len(run) - 1) if not engine.vocabulary.count(run[i : i + 2])]
    for word in words(run):
        beside = any(word.start - 1 <= i < word.end for i in missing)
        for other in _sounding(word.text, engine.vocabulary) if beside else ():
            whole = run[: word.start] + other + run[word.end :]
            joints = (whole[max(0, at - 1) : at + 1] for at in (word.start, word.end))
            if not all(engine.vocabulary.count(pair) for pair in joints if len(pair) == 2):
                continue
            around = whole[max(0, word.start - 2) : word.end + 2]
            count = engine.count(in_a_row(around))
            if count and (len(run) > 2 or engine.vocabulary.count_word(whole)):
                script = whole if typed == run else traditional()(whole)
                yield typed[: word.start] + script[word.start : word.end] + typed[word.end :], count


def _sounding(word: str, vocabulary: Vocabulary) -> list[str]:
    """The pairs of characters that documents have, and that sound like a word of two."""
    if len(word) != 2:
        return []
    first = np.array(sorted(ord(one) for one in homophones(word[0]) + word[0]))
    first = first[first < CHARACTERS]
    found = []
    for last in homophones(word[1]) + word[1]:
        counts = vocabulary.preceding(last, first)
        found += [(int(counts[i]), chr(first[i]) + last) for i in np.flatnonzero(counts)]
    best = sorted(found, key=lambda pair: (-pair[0], pair[1]))[: _TRIED + 1]
    return [pair for _, pair in best if pair != word]


@cache
def traditional() -> Callable[[str], str]:
    """Return what writes simplified characters as traditional ones."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert


def _doubtful(run: str, vocabulary: Vocabulary, few: bool) -> list[int]:
    """The places in a run beside pairs that no document has, but for those in words that the
    dictionary knows, or where few were found in words that documents have too: between words
    any pair may be new.
    """
    missing = [i for i in range(len(run) - 1) if not vocabulary.count(run[i : i + 2])]
    known = {
        i
        for t in words(run)
        if len(t.text) > 1 and (not few or vocabulary.count_word(t.text))
        for i in range(t.start, t.end)
    }
    places = [place for i in missing for place in (i, i + 1) if place not in known]
    often = sorted(dict.fromkeys(places), key=lambda place: (-places.count(place), place))
    return sorted(often[:_WINDOW])


def _fitting(
    run: str, place: int, sounding: str, vocabulary: Vocabulary, few: bool
) -> list[tuple[bool, str]]:
    """The characters that documents have beside more neighbours of a place than the one that
    is there, and whether they are `sounding` like it: those that do first, then the commonest
    there.
    """
    nobody = np.zeros(CHARACTERS, np.int64)
    following = vocabulary.following(run[place - 1]) if place else nobody
    alike = np.zeros(CHARACTERS, bool)
    alike[[ord(character) for character in sounding]] = True
    tried = alike | (following > 0) if few and len(run) >= _WINDOW else alike
    others = np.flatnonzero(tried)
    before, after = following[others], nobody[others]
    here = int(ord(run[place]) < CHARACTERS and following[ord(run[place])] > 0)
    if place + 1 < len(run):
        after = vocabulary.preceding(run[place + 1], others)
        here += bool(vocabulary.count(run[place : place + 2]))
    common = np.maximum(before, after)
    fits = np.flatnonzero((before > 0).astype(int) + (after > 0) > here)
    order = np.lexsort((others[fits], common[fits], alike[others[fits]]))
    best = others[fits[order[::-1][:_TRIED]]]
    return [(bool(alike[number]), chr(number)) for number in best.tolist()]


def _documents(run: str, place: int, engine: Words) -> int:
    """Return how many documents have the corrected place among its neighbours.

    Two characters must be a word there, or they may be any that stand side by side.
    """
    if len(run) < 3:
        inside = next((t for t in words(run) if t.start <= place < t.end), None)
        if inside is None or len(inside.text) < 2:
            return 0
    starts = range(max(0, place - _WINDOW + 1), min(place, max(0, len(run) - _WINDOW)) + 1)
    windows = [run[start : start + _WINDOW] for start in starts]
    return max(engine.count(in_a_row(window)) for window in windows)


def in_a_row(run: str) -> Phrase:
    """Return a run as documents have it: its pairs of characters."""
    return Phrase(run, tuple(run[i : i + 2] for i in range(len(run) - 1)))
