"""Words as dictionaries are asked for them: keys without case, accents and stop words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from search.analysis import latin, runs, words
from search.analysis.data import rows
from search.analysis.latin import LONGEST
from search.analysis.stopwords import stop_words
from search.parsing.leaves import phrase
from search.query import Scope, Word

__all__ = [
    "forms",
    "has_han",
    "inflected",
    "irregular",
    "key",
    "leaf",
    "side_by_side",
    "syllables",
    "tokens",
]

# Xi'an is one name; the analyser leaves out the ending of People's, and so does a typed word.
_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])['’](?=[a-z])(?!s\b)")
_DOUBLED: Final = re.compile(r"([bdfgklmnprt])\1$")


@lru_cache(maxsize=1 << 14)
def has_han(text: str) -> bool:
    """Whether a text has Chinese characters; alternatives are asked many times over."""
    return latin.has_han(text)


@lru_cache(maxsize=1 << 14)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a Latin text that say something: `Ministry of Health` → ministry, health.

    A text of nothing but stop words keeps them all.
    """
    plain = text.isascii() and len(text) < LONGEST and text.replace(" ", "").isalnum()
    if plain:  # as the analyser would find, and a glossary has thousands of these
        found = tuple(text.lower().split())
    else:
        found = tuple(token.text for token in runs(_APOSTROPHE.sub("", text)))
    stops = stop_words()
    return tuple(token for token in found if token not in stops) or found


def syllables(text: str) -> bool:
    """Whether an apostrophe parts the syllables of a name: Xi'an, Chang'e."""
    return bool(_APOSTROPHE.search(text))


def key(text: str) -> str:
    """What a Latin text is looked up by."""
    return " ".join(tokens(text))


def forms(word: str) -> Iterator[str]:
    """The word and the forms that a dictionary may list it under, likeliest first.

    A stem would not do: university and universe have the same one.
    """
    yield word
    if base := irregular(word):
        yield base
    for ending, others in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield from (stem + other for other in others)
            if ending in ("ed", "ing") and _DOUBLED.search(stem):
                yield stem[:-1]


_ENDINGS: Final = (
    ("ies", ("y", "ie")),
    ("es", ("", "e", "is")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ly", ("",)),
)


def irregular(word: str) -> str:
    """Return the base of an irregular form (led: lead), or nothing."""
    return _irregular().get(word, "")


def inflected(text: str) -> Iterator[str]:
    """A term with its last word in irregular forms (index: indices): they have other stems."""
    before, space, last = text.rpartition(" ")
    for form, base in _irregular().items():
        if base == last and form not in stop_words():
            yield before + space + form


@cache
def _irregular() -> dict[str, str]:
    return {form: base for base, *others in rows("lookup/irregular.tsv") for form in others}


def side_by_side(texts: Sequence[str]) -> str:
    """Words as they may have been typed, with a space where both sides are no Chinese."""
    joined = ""
    for text in filter(None, texts):
        apart = joined and not has_han(joined[-1]) and not has_han(text[0])
        joined += " " * bool(apart) + text
    return joined


@lru_cache(maxsize=1 << 14)
def leaf(text: str, scope: Scope) -> Word | None:
    """The word or words as documents hold them; None where there is nothing to look up.

    A single character is found only where it is a word of its own: inside of other words
    it means too many things. Page chrome is left to what was typed: who asks in one language
    for a museum does not mean the pages of the other whose menu leads to one. A character behind
    letters (X光) may go on to another word, as in a phrase.
    """
    scope = "text" if scope == "any" else scope
    placed = runs(text)
    found = [token.text for token in placed]
    stems = [token.text for token in words(text)]
    if not found or not stems:
        return None
    han = has_han(text)
    in_a_row = phrase(text, placed, 0, scope) if han and len(found) > 1 else None
    if in_a_row:
        return Word(text, tuple(stems), in_a_row.runs, True, scope)
    return Word(text, tuple(stems), tuple(found), False, scope)
