"""Did you mean: other spellings of a query that the index's own words suggest.

Words in Latin letters are compared by their letters, Chinese runs are read by `miswritten`.
Nothing is ever searched silently. Touches the engine's vocabulary and the table of sounds.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from math import log
from typing import Final, Protocol

from search.analysis import fold
from search.analysis.latin import HAN, PLAIN_TOKEN, TOKEN, is_plain, stem, surface
from search.analysis.stopwords import stop_words
from search.answering.miswritten import KEPT, OFTEN, REAL, Words, in_a_row, of_run
from search.answering.sounds import abbreviated, read_as, syllables
from search.expansion import is_listed
from search.parsing.fields import FIELDS
from search.query import Phrase, Word

_PLACES: Final = 4  # different words of one query that are corrected
_LONGEST: Final = 256  # characters; what is longer is a page, not a slip of the keyboard
_SLIP: Final = 40.0  # parted by the letters: two slips in a short word are another word
_VOWELS: Final = frozenset("aeiou")
_INITIALS: Final = 6  # letters, each of which may begin a syllable
_SURE: Final = 5  # letters up to which two slips leave no word to be known by
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
            others[typed] = of_run(typed, engine, few) if han else _of_word(typed, engine, sounds)
        if found := others.get(typed):
            changes.append((match.start(), match.end(), found))
    queries = [_changed(text, [(a, b, found[0]) for a, b, found in changes])] if changes else []
    for changed, (_, _, found) in enumerate(changes):
        for other in found[1:]:
            chosen = [
                (a, b, other if i == changed else best[0]) for i, (a, b, best) in enumerate(changes)
            ]
            queries.append(_changed(text, chosen))
    return queries[: KEPT + 1]


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
    least = own * OFTEN or (REAL if is_listed(word) else 1)
    distance = 2 if len(word) > _SURE and least == 1 else 1
    entries = engine.vocabulary.near(word, distance, least=least)
    scored = [
        (log(documents + 1) - _SLIP / len(word) * away - _FIRST * (term[0] != word[0]), term)
        for term, documents, away in entries
        if stem(term) != stem(token) and term not in stop_words()
    ]
    ordered = [term for _, term in sorted(scored, key=lambda s: (-s[0], s[1]))]
    one_each = {stem(term): term for term in reversed(ordered)}
    best = [term for term in ordered if one_each[stem(term)] == term][:KEPT]
    sure = own or any(entry.distance == 1 for entry in entries)
    going_on = [] if own or len(word) < _BEGUN else engine.vocabulary.starting(word, KEPT)
    slip = best[:1] if sure else []  # of communi: commune, then community, which it begins
    each: dict[str, str] = {}
    for term in (*slip, *(entry.term for entry in going_on), *best):
        each.setdefault(stem(term), term)
    near = [_cased(token, t) for t in each.values() or ([] if own else _parted(word, engine))]
    ways = ([], []) if sure else _spelt(word, sounds)
    whole, begun = ([text for text in way if engine.count(in_a_row(text))] for way in ways)
    return [*whole, *near, *begun][:KEPT]


def _spelt(word: str, sounds: Sounds) -> tuple[list[str], list[str]]:
    """What whole syllables spell, and what a few consonants are the initials of, or syllables
    with initials beside them.
    """
    ways = syllables(word)
    if any(len(way) > 1 and min(map(len, way)) > 1 and read_as(way[-1]) for way in ways):
        return sounds.words(word, KEPT - 1), []
    mixed = any(len(piece) > 1 and read_as(piece) for way in abbreviated(word) for piece in way)
    short = len(word) <= _INITIALS and not _VOWELS & set(word)
    return [], sounds.words(word, KEPT) if mixed or short else []


def _spelt_apart(text: str, engine: Words, sounds: Sounds) -> list[str]:
    """What a query spells that is pinyin, a blank between its syllables."""
    if not _APART.fullmatch(text):
        return []
    found = sounds.words(text.lower(), KEPT)
    return [word for word in found if engine.count(in_a_row(fold(word)))]


def _parted(word: str, engine: Words) -> list[str]:
    """The word as two that stand side by side in documents (makerspace → maker space)."""
    found = []
    for cut in range(3, len(word) - 2):
        pair = word[:cut], word[cut:]
        if all(map(engine.vocabulary.count, pair)):
            found.append((engine.count(Phrase(" ".join(pair), pair)), " ".join(pair)))
    return [text for count, text in sorted(found, reverse=True) if count][:KEPT]


def _cased(typed: str, other: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return other.upper()
    return other[0].upper() + other[1:] if typed[0].isupper() else other
