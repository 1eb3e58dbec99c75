"""Did you mean: other spellings of a query that the index's own words suggest.

Words in Latin letters are compared by their letters. Chinese runs are looked at where two
characters never stand side by side in the index: another character of the same sound, or
(where little was found) any other, that makes the run one that documents have. Nothing is
ever searched silently. Touches the engine's vocabulary and the table of sounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from math import log
from typing import Final, Protocol

import numpy as np

from search.analysis import fold, words
from search.analysis.latin import HAN, PLAIN_TOKEN, TOKEN, is_plain, stem, surface
from search.analysis.stopwords import stop_words
from search.answering.sounds import abbreviated, homophones, read_as, syllables
from search.engine import Vocabulary
from search.engine.segments.pairs import CHARACTERS
from search.parsing.fields import FIELDS
from search.query import Node, Phrase, Word

_OFTEN: Final = 20  # times as many documents must have the correction of a word that exists
_TRIED: Final = 8  # corrections of one place in a run that are looked up
_KEPT: Final = 3  # corrections of one word
_PLACES: Final = 4  # different words of one query that are corrected
_LONGEST: Final = 256  # characters; what is longer is a page, not a slip of the keyboard
_WINDOW: Final = 4  # characters around a corrected one that documents must have in a row
_SOUND: Final = 4.0  # a same sound is worth as much as e⁴ times the documents
_SLIP: Final = 40.0  # parted by the letters: two slips in a short word are another word
_VOWELS: Final = frozenset("aeiou")
_INITIALS: Final = 6  # letters, each of which may begin a syllable
_SHORT_RUN: Final = 8  # characters of a run in which a whole word may be another of its sound
_BEGUN: Final = 4  # letters with which a longer word may begin
_FIRST: Final = 1.5  # people rarely mistake the first letter

_APART = re.compile("[A-Za-z]{1,6}(?:[ '’][A-Za-z]{1,6}){1,7}")

_FACETS = "|".join(name for name, field in FIELDS.items() if field != "title")
_TITLE = "|".join(name for name, field in FIELDS.items() if field == "title")
_PART = (
    rf"(?i:{_FACETS})[:：](?:\"[^\"]*\"|\S*)|(?i:{_TITLE})[:：]"
    r"|(?<![^\s(（])[a-z]{2,16}[:：](?=\S)"
    r"|(?<!\S)[-－]\S+|(?<!\S)(?:OR|AND|NOT)(?!\S)"
    r"|(?<!\S)\S{1,64}(?:://|[*?~])\S*"
)
_PLAIN_WORDS = rf"|(?P<han>[{HAN}]{{2,16}})|(?P<latin>{PLAIN_TOKEN})"
_WORDS = rf"|(?P<han>[{HAN}]{{2,16}})|(?P<latin>{TOKEN})"


class Words(Protocol):
    """An engine that knows its words and counts documents."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that documents have."""

    def count(self, node: Node) -> int:
        """Return how many documents match."""


class Sounds(Protocol):
    """What letters may spell in an index."""

    def words(self, letters: str, most: int) -> list[str]:
        """Return the Chinese words that documents have for pinyin or its initials."""


def corrections(
    text: str, engine: Words, few: bool, sounds: Sounds, known: Collection[str] = ()
) -> list[str]:
    """Return other spellings of a query, best first, at most four.

    `few`: little was found, so that less likely slips are considered too; `known` words are
    none. Fields, facets, words that are ruled out and wildcards stay as they are.
    """
    changes: list[tuple[int, int, list[str]]] = []
    others: dict[str, list[str]] = {word: [] for word in known}
    if spelt := _spelt_apart(text, engine, sounds):
        return spelt
    pattern = _PART + (_PLAIN_WORDS if is_plain(text) else _WORDS)
    for match in re.finditer(pattern, text if len(text) <= _LONGEST else ""):
        typed = match["han"] or match["latin"]
        if typed and typed not in others and sum(map(bool, others.values())) < _PLACES:
            han = bool(match["han"])
            others[typed] = _of_run(typed, engine, few) if han else _of_word(typed, engine, sounds)
        if found := others.get(typed):
            changes.append((match.start(), match.end(), found))
    queries = [_changed(text, [(a, b, found[0]) for a, b, found in changes])] if changes else []
    for changed, (_, _, found) in enumerate(changes):
        for other in found[1:]:
            chosen = [
                (a, b, other if i == changed else best[0]) for i, (a, b, best) in enumerate(changes)
            ]
            queries.append(_changed(text, chosen))
    return queries[: _KEPT + 1]


def _changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    parts, end = [], 0
    for start, stop, other in changes:
        parts += [text[end:start], other]
        end = stop
    return "".join([*parts, text[end:]])


def _of_word(token: str, engine: Words, sounds: Sounds) -> list[str]:
    """Corrections of a word in Latin letters, in its own case; of pinyin, what it spells."""
    word = surface(token)
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return []
    own = engine.count(Word(token, (stem(token),), (word,), han=False))
    distance = 2 if len(word) > 4 and not own else 1
    entries = engine.vocabulary.near(word, distance, least=max(1, own * _OFTEN))
    scored = [
        (log(documents + 1) - _SLIP / len(word) * away - _FIRST * (term[0] != word[0]), term)
        for term, documents, away in entries
        if stem(term) != stem(token) and term not in stop_words()
    ]
    ordered = [term for _, term in sorted(scored, key=lambda s: (-s[0], s[1]))]
    one_each = {stem(term): term for term in reversed(ordered)}
    best = [term for term in ordered if one_each[stem(term)] == term][:_KEPT]
    sure = own or any(entry.distance == 1 for entry in entries)
    going_on = [] if own or len(word) < _BEGUN else engine.vocabulary.starting(word, _KEPT)
    slip = best[:1] if sure else []  # of communi: commune, then community, which it begins
    each: dict[str, str] = {}
    for term in (*slip, *(entry.term for entry in going_on), *best):
        each.setdefault(stem(term), term)
    near = [_cased(token, t) for t in each.values() or ([] if own else _parted(word, engine))]
    ways = ([], []) if sure else _spelt(word, sounds)
    whole, begun = ([text for text in way if engine.count(_phrase(text))] for way in ways)
    return [*whole, *near, *begun][:_KEPT]


def _spelt(word: str, sounds: Sounds) -> tuple[list[str], list[str]]:
    """What whole syllables spell, and what a few consonants are the initials of, or syllables
    with initials beside them.
    """
    ways = syllables(word)
    if any(len(way) > 1 and min(map(len, way)) > 1 and read_as(way[-1]) for way in ways):
        return sounds.words(word, _KEPT - 1), []
    mixed = any(len(piece) > 1 and read_as(piece) for way in abbreviated(word) for piece in way)
    short = len(word) <= _INITIALS and not _VOWELS & set(word)
    return [], sounds.words(word, _KEPT) if mixed or short else []


def _spelt_apart(text: str, engine: Words, sounds: Sounds) -> list[str]:
    """What a query spells that is pinyin, a blank between its syllables."""
    if not _APART.fullmatch(text):
        return []
    found = sounds.words(text.lower(), _KEPT)
    return [word for word in found if engine.count(_phrase(fold(word)))]


def _parted(word: str, engine: Words) -> list[str]:
    """The word as two that stand side by side in documents (makerspace → maker space)."""
    found = []
    for cut in range(3, len(word) - 2):
        pair = word[:cut], word[cut:]
        if all(map(engine.vocabulary.count, pair)):
            found.append((engine.count(Phrase(" ".join(pair), pair)), " ".join(pair)))
    return [text for count, text in sorted(found, reverse=True) if count][:_KEPT]


def _cased(typed: str, other: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return other.upper()
    return other[0].upper() + other[1:] if typed[0].isupper() else other


def _of_run(typed: str, engine: Words, few: bool) -> list[str]:
    """Corrections of a Chinese run by one character, in the script of the run."""
    run = fold(typed)
    scored: dict[str, float] = {}
    for place in _doubtful(run, engine.vocabulary, few):
        sounding = homophones(run[place], typed[place])
        for alike, character in _fitting(run, place, sounding, engine.vocabulary, few):
            other = run[:place] + character + run[place + 1 :]
            count = _documents(other, place, engine)
            if count:
                whole = other if typed == run else traditional()(other)
                shown = typed[:place] + whole[place] + typed[place + 1 :]
                scored[shown] = log(count + 1) + _SOUND * alike
    if few and not scored and len(run) <= _SHORT_RUN:
        scored = dict(_by_sound(typed, run, engine))
    return sorted(scored, key=lambda text: (-scored[text], text))[:_KEPT]


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
            count = engine.count(_phrase(around))
            if count:
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
    return max(engine.count(_phrase(window)) for window in windows)


def _phrase(run: str) -> Phrase:
    return Phrase(run, tuple(run[i : i + 2] for i in range(len(run) - 1)))
