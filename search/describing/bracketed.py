"""What a document itself says in both languages: 众创空间（maker space）.

A name or term before a bracket and its rendering in it, as two terms of the index each, so that
a query in either language finds them by their beginnings. How far to the left the first of the
two goes is not decided here: what stands before the bracket is kept as far as its clause goes,
backwards, and who asks knows where the term begins. Touches the stop words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from search.analysis import fold, words
from search.analysis.latin import has_han, is_han
from search.analysis.stopwords import stop_words

INSIDE: Final = "="
"""Begins a term of the key of what stands in brackets, a tab, and what stands before them."""
BEFORE: Final = ">"
"""Begins a term of what stands before brackets, backwards, a tab, and what stands in them."""
CUT: Final = "…"
"""Ends what stands before brackets where its clause goes on."""

_MOST: Final = 40  # pairs of one document,
_LOOKED_AT: Final = 2000  # from so many of its brackets at most
_CHARACTERS: Final = 16  # of Chinese before a bracket
_WORDS: Final = 8  # of English before or in one
_ROOM: Final = 120  # characters in which these are looked for
# Compiled at need: who asks needs none of them.
_BRACKET: Final = r"[(（]([^()（）\n]{2,80})[)）]"
_QUOTES: Final = "\"'”’」』》 "
_CLAUSE: Final = r"[的了是]"
_ENGLISH: Final = r"[A-Za-z][A-Za-z0-9&'’.\- ]{0,78}[A-Za-z0-9]"
_WORD: Final = r"[A-Za-z][A-Za-z0-9&'’\-]*"
_PARTS: Final = r"[,;:/|，；：、]"


def term_key(text: str) -> str:
    """What a term is met by: folded Chinese characters, or stems of English words that say
    something.
    """
    if has_han(text):
        return "".join(fold(text).split())
    stems = [token.text for token in words(text)]
    return " ".join([stem for stem in stems if stem not in stop_words()] or stems)


def backwards(text: str) -> str:
    """The key of a term from its end: characters, or words each followed by a space."""
    key = term_key(text)
    if has_han(key):
        return key[::-1]
    return "".join(f"{word} " for word in reversed(key.split()))


def bracketed(text: str) -> list[str]:
    """Return the terms for what a text renders in brackets, for the first pairs of it."""
    pairs = islice(dict.fromkeys(_pairs(text)), _MOST)
    return list(dict.fromkeys(term for before, inside in pairs for term in _terms(before, inside)))


def _terms(before: str, inside: str) -> tuple[str, str]:
    cut = CUT if before.endswith(CUT) else ""
    return (
        f"{INSIDE}{term_key(inside)}\t{before}",
        f"{BEFORE}{backwards(before.removesuffix(CUT))}{cut}\t{inside}",
    )


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """What stands before brackets and what in them, of which one is Chinese, one English."""
    for found in islice(re.finditer(_BRACKET, text), _LOOKED_AT):
        before = text[max(0, found.start() - _ROOM) : found.start()].rstrip(_QUOTES)
        for part in re.split(_PARTS, found[1]):
            inside = part.strip(_QUOTES)
            short = len(inside) < 3 and not inside.isupper()  # x and km are no words
            pair = _chinese_before(before) if re.fullmatch(_ENGLISH, inside) and not short else ""
            if len(inside) > 1 and is_han(inside) and len(inside) <= _CHARACTERS:
                pair = _english_before(before)
            if pair and len(inside.split()) <= _WORDS:
                yield pair, inside
                break


def _chinese_before(text: str) -> str:
    """The Chinese characters that a text ends with, back to where their clause begins."""
    start = len(text)
    while start and len(text) - start < _CHARACTERS and is_han(text[start - 1]):
        start -= 1
    found = re.split(_CLAUSE, text[start:])[-1]
    if len(found) < 2:
        return ""
    whole = len(found) < len(text) - start or not start or not is_han(text[start - 1])
    return fold(found) + ("" if whole else CUT)


def _english_before(text: str) -> str:
    """The English words that a text ends with, back to a sign between them."""
    found: list[str] = []
    for word in reversed(text.split(" ")):
        if len(found) == _WORDS:
            return " ".join(reversed(found)) + CUT
        bare = word.lstrip("\"'“‘(")
        if not re.fullmatch(_WORD, bare):
            break
        found.append(bare)
        if bare != word:
            break
    return " ".join(reversed(found))
