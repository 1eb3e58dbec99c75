"""The pipeline: text → pieces by script → the tokens of both channels."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from itertools import chain, filterfalse, islice
from operator import add
from typing import NamedTuple

from search.analysis import latin
from search.analysis.data import content
from search.analysis.folding import fold
from search.analysis.segmentation import LONGEST, cut

# Raise it whenever the tokens of any text change.
_VERSION = "3"


class Token(NamedTuple):
    """A term at a position of its channel; it stands at `[start, end)` of the text given."""

    text: str
    position: int
    start: int
    end: int


# Spaces and one line break inside Chinese are layout. An empty line or an indented one
# begins something new. At most 16 blanks: more are the columns of a table.
_BLANK = r"[ \t\u00a0\u3000]"
LAYOUT = rf"(?:{_BLANK}{{1,16}}+|{_BLANK}{{0,16}}+\r?\n[ \t]?)"
_PIECE = (
    rf"(?P<han>[{latin.HAN}]++(?:{LAYOUT}[{latin.HAN}]++)*+)"
    rf"|(?P<latin>{latin.TOKEN})"
    rf"|{latin.POSSESSIVE}|(?P<sign>{latin.SIGN})"
    rf"|(?P<other>[{latin.KANA}]++|[{latin.HANGUL}]++)"
)
_ASCII_PIECE = (
    rf"(?P<latin>{latin.PLAIN_TOKEN})|{latin.PLAIN_POSSESSIVE}|(?P<sign>{latin.PLAIN_SIGN})"
)
_WESTERN_PIECE = rf"({latin.PLAIN_TOKEN}|{latin.PLAIN_SIGN})|{latin.PLAIN_POSSESSIVE}"
_PLAIN_PIECE = rf"(?P<han>[{latin.HAN}]++(?:{LAYOUT}[{latin.HAN}]++)*+)|{_ASCII_PIECE}"
_SOME = 4096  # terms that are added at once
_WINDOW = 300  # characters: more than a token and what decides about its end


def words(text: str) -> list[Token]:
    """Channel one: jieba's words (folded), English stems, numbers. Linear in the text."""
    return list(iter_words(text))


def runs(text: str) -> list[Token]:
    """Channel two: Han bigrams and the lone last character of each run, surface words.

    Positions count on over the whole text, so whatever stands side by side in the text
    has consecutive positions. So does a sign that touches a word (互联网+, 3%, @handle): in
    quotes it counts, while words are found with it and without.
    """
    return list(iter_runs(text))


def iter_words(text: str) -> Iterator[Token]:
    """`words`, one by one, for who needs the first few only."""
    return _tokens(text, latin.stem, whole=True)


def iter_runs(text: str) -> Iterator[Token]:
    """`runs`, one by one."""
    return _tokens(text, latin.surface, whole=False)


def terms(text: str) -> tuple[list[str], list[str]]:
    """The terms of `words` and of `runs` by position, without offsets: what is indexed."""
    folded = fold(text)
    if latin.is_western(folded):
        return _western_terms(folded)
    first: list[str] = []
    second: list[str] = []
    known: dict[str, str] = {}
    for match in _pieces(folded):
        piece = match[0]
        if match.lastgroup == "latin":
            if plain := latin.surface(piece):
                first.append(latin.stem(piece))
                second.append(plain)
        elif match.lastgroup == "sign":
            second.append(latin.surface(piece))
        elif match.lastgroup:
            run = piece if piece.isalnum() else _closed(piece)
            _add(first, _words(run, match.lastgroup), known)
            _add(second, _bigrams(run), known)
    return first, second


def _western_terms(text: str) -> tuple[list[str], list[str]]:
    """`terms` of a text whose tokens are plain Latin ones, which all have a surface."""
    pieces = list(filter(None, _pattern(_WESTERN_PIECE).findall(text)))
    tokens = pieces if latin.SIGNS.isdisjoint(pieces) else filterfalse(latin.is_sign, pieces)
    return list(map(latin.stem, tokens)), list(map(latin.surface, pieces))


def token_at(text: str, at: int) -> str:
    """The Latin token that starts at a place of a text; empty where none does."""
    found = _piece(text[max(0, at - 2) : at + _WINDOW]).match(text, at)
    return found[0] if found and found.lastgroup == "latin" else ""


def segments(text: str) -> list[str]:
    """The text cut at its words: the pieces join to the text."""
    pieces, end = [], 0
    for token in words(text):
        pieces += [text[end : token.start], text[token.start : token.end]]
        end = token.end
    return [piece for piece in [*pieces, text[end:]] if piece]


@cache
def version() -> str:
    """Names everything that tokens depend on: the index that was built with another
    version must be rebuilt.
    """
    data = "".join(content(name) for name in ("folding.txt", "respelled.tsv"))
    known = _installed()
    packages = [
        f"{name} {known.get(name.lower(), 'none')}"
        for name in ("jieba", "rjieba", "opencc", "PyStemmer")
    ]
    digest = sha256(data.encode()).hexdigest()[:16]
    return ", ".join([f"analysis {_VERSION}", *packages, f"data {digest}"])


@cache
def _installed() -> dict[str, str]:
    """The versions of packages, by the names of the folders that installing them makes (PEP
    376); `importlib.metadata` takes longer to load than a query to answer.
    """
    found: dict[str, str] = {}
    for place in reversed(sys.path):
        with suppress(OSError):
            for entry in os.scandir(place or "."):
                if entry.name.endswith(".dist-info"):
                    package, _, number = entry.name.removesuffix(".dist-info").partition("-")
                    found[package.lower()] = number
    return found


# Patterns are compiled when a text is met that needs them, the largest one last.
_pattern = cache(re.compile)


def _pieces(text: str) -> Iterator[re.Match[str]]:
    """The pieces of a folded text, by script."""
    return _piece(text).finditer(text)


def _piece(text: str) -> re.Pattern[str]:
    """The simplest pattern that does for a text."""
    if text.isascii():
        return _pattern(_ASCII_PIECE)
    if latin.is_han(text):
        return _pattern("(?P<han>.+)")
    return _pattern(_PLAIN_PIECE if latin.is_plain(text) else _PIECE)


def _tokens(text: str, term: Callable[[str], str], *, whole: bool) -> Iterator[Token]:
    """The tokens of one channel: `term` names Latin tokens, `whole` cuts runs into words."""
    position = 0
    for match in _pieces(fold(text)):
        if match.lastgroup == "latin":
            if plain := term(match[0]):
                yield Token(plain, position, match.start(), match.end())
                position += 1
        elif match.lastgroup == "sign":
            if not whole:
                yield Token(latin.surface(match[0]), position, match.start(), match.end())
                position += 1
        elif match.lastgroup:
            piece = match[0]
            places = [match.start() + i for i, c in enumerate(piece) if not c.isspace()]
            run = _closed(piece)
            place = 0
            for part in _words(run, match.lastgroup) if whole else _bigrams(run):
                end = places[place + len(part) - 1] + 1
                yield Token(part, position, places[place], end)
                position += 1
                place += len(part) if whole else 1


def _closed(piece: str) -> str:
    """A run without the layout inside it."""
    return "".join(piece.split())


def _words(run: str, kind: str) -> Iterable[str]:
    """A run's words: jieba's for Han; kana and hangul stay whole, as they stand between
    other characters. Made as they are taken: a text may be one run of millions.
    """
    han = kind == "han"
    longest = LONGEST if han else latin.LONGEST
    if len(run) <= longest:
        return cut(run) if han else [run]
    parts = (run[i : i + longest] for i in range(0, len(run), longest))
    return chain.from_iterable(map(cut, parts)) if han else parts


def _bigrams(run: str) -> Iterable[str]:
    return chain(map(add, run, run[1:]), run[-1])


def _add(terms: list[str], found: Iterable[str], known: dict[str, str]) -> None:
    """Add terms; of one that recurs one string is kept: a book has a million."""
    left = iter(found)
    while some := list(islice(left, _SOME)):
        terms += map(known.setdefault, some, some)
