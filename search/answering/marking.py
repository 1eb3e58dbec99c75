"""Marking: where in a text the leaves of a query are met. By the analyser's own terms.

A text is not analysed as a whole: a leaf's first characters are searched, and only what
stands there is compared with its terms. Touches the analyser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import translate
from functools import cache, lru_cache
from itertools import pairwise
from sys import maxunicode
from typing import NamedTuple
from unicodedata import category, normalize

import numpy as np
from numpy.typing import NDArray

from search.analysis import Token, fold
from search.analysis.latin import HAN, WORD, begins_cjk, is_sign, stem, surface
from search.analysis.pipeline import LAYOUT, iter_runs, iter_words, token_at
from search.answering.together import Finder, in_row, together
from search.document import DAY, Span
from search.query import Leaf, Near, Pattern, Phrase, Word

Channel = Callable[[str], Iterator[Token]]
# Where a token may begin in a text in its `plain` form.
Starts = Callable[[str], list[int]]

# Where letters have forms with accents, in capitals or of full width.
_LETTERS = ((0x20, 0x2E80), (0xFF00, 0xFF66))
_POINTS = "utf-32-le"
# Texts are searched in blocks, so that the first places in a huge one are found soon; what
# begins in a block may end this much beyond it.
_BLOCK, _OVERLAP = 1 << 14, 1 << 10
# Characters of a usual token and what parts it from the next; signs that may stand inside
# a token; so many doubtful places are worth the analysis of the whole block.
_LONGEST, _SIGNS, _MANY = 64, "'’＇&＆.,，．", 32


class Place(NamedTuple):
    """A leaf (by its number) is met at `[start, end)` of the text."""

    start: int
    end: int
    leaf: int


def places(text: str, leaves: tuple[Leaf, ...]) -> Iterator[list[Place]]:
    """Block by block all places of all leaves, ordered by start; lazily."""
    finders = _finders(leaves)
    for first in range(0, len(text) if finders else 0, _BLOCK):
        begin = max(0, first - 1)
        part = text[begin : first + _BLOCK + _OVERLAP]
        same = plain(part)
        yield sorted(
            Place(begin + start, begin + end, number)
            for number, find in finders
            for start, end in find(part, same)
            if first <= begin + start < first + _BLOCK
        )


def marks(
    text: str, leaves: tuple[Leaf, ...], chrome: Sequence[Span] = ()
) -> tuple[tuple[int, int], ...]:
    """All stretches of the text that leaves are met in: `[start, end)`, in order, apart."""
    found = (place for block in places(text, leaves) for place in block)
    return merged(answering(found, leaves, chrome) if chrome else found)


def answering(
    found: Iterable[Place], leaves: Sequence[Leaf], chrome: Sequence[Span]
) -> Iterator[Place]:
    """Without places in page chrome (in order, apart) of what was reached by translation."""
    apart = {span.start: span.end for span in chrome if span.kind != DAY}
    starts = [-1, *apart]
    for place in found:
        start = starts[bisect_right(starts, place.start) - 1]
        if getattr(leaves[place.leaf], "scope", "") != "text" or apart.get(start, 0) <= place.start:
            yield place


def merged(found: Iterator[Place]) -> tuple[tuple[int, int], ...]:
    """Places in order of start → stretches; those that overlap or touch become one."""
    result: list[tuple[int, int]] = []
    for start, end, _ in found:
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return tuple(result)


def plain(text: str) -> str:
    """The text folded, in lower case, without accents; as long as the text."""
    if text.isascii():
        return text.lower()
    points, letters = np.frombuffer(text.encode(_POINTS, "surrogatepass"), "<u4"), _letters()
    found = letters.take(points)  # ten times as fast as `str.translate`
    if not found.all():
        for point in set(points[found == 0].tolist()):
            letters[point] = ord(_letter(chr(point)))
        found = letters.take(points)
    return str(found.data, _POINTS, "surrogatepass")


@cache
def _letters() -> NDArray[np.uint32]:
    """The plain letter of each character that was met; 0 for the others."""
    return np.zeros(maxunicode + 1, "<u4")


def _letter(character: str) -> str:
    """A character folded and, if it is no Han, its plain letter where that is a single one."""
    folded = fold(character)
    if any(first <= ord(character) < end for first, end in _LETTERS):
        letter = normalize("NFKD", normalize("NFKC", folded).casefold())
        bare = "".join(c for c in letter if category(c) != "Mn")
        folded = bare if len(bare) == 1 else folded
    return folded


@lru_cache(maxsize=64)
def _finders(leaves: tuple[Leaf, ...]) -> tuple[tuple[int, Finder], ...]:
    numbered = ((number, _finder(leaf)) for number, leaf in enumerate(leaves))
    return tuple((number, finder) for number, finder in numbered if finder)


def _finder(leaf: Leaf) -> Finder | None:
    """How a leaf is found, or None where it is not about the words of a text."""
    if isinstance(leaf, Pattern):
        accept = re.compile(translate(leaf.pattern)).match
        literal = re.split(r"[*?]", leaf.pattern)[0]
        return _tokens(_start(literal, 0), lambda token: accept(surface(token)) is not None)
    if isinstance(leaf, Near):
        return together([find for part in leaf.nodes if (find := _finder(part))], leaf.slop)
    if not isinstance(leaf, Word | Phrase):
        return None
    if run := _run(leaf):
        return _stretch(run)
    if isinstance(leaf, Word):
        if len(leaf.words) == 1:
            term = leaf.words[0]
            return _tokens(_start(term, 2), lambda token: stem(token) == term)
        return _sequence(iter_words, leaf.words, 0, False)
    if len(leaf.runs) == 1:
        term = leaf.runs[0]
        return _tokens(_start(term, 0), lambda token: surface(token) == term)
    return _sequence(iter_runs, leaf.runs, leaf.slop, leaf.open_end)


def _run(leaf: Word | Phrase) -> str:
    """The run of Han that the bigrams of a leaf cover, or nothing if they are not one."""
    terms = leaf.runs
    if not begins_cjk(terms[0]) or (isinstance(leaf, Phrase) and leaf.slop):
        return ""
    chained = all(
        len(a) == len(b) == 2 and a[1] == b[0] and begins_cjk(b) for a, b in pairwise(terms)
    )
    return terms[0] + "".join(term[1:] for term in terms[1:]) if chained else ""


def _stretch(run: str) -> Finder:
    """Finds a run of Han, over spaces and line breaks."""
    size = len(run)

    def find(_: str, same: str) -> Iterator[tuple[int, int]]:
        if _before_blanks(same).isdisjoint(run[:-1]):
            return ((at, at + size) for at in _all(run, same, size))
        pattern = re.compile(f"{LAYOUT}?".join(map(re.escape, run)))
        return (match.span() for match in pattern.finditer(same))

    return find


@lru_cache(maxsize=8)
def _before_blanks(text: str) -> frozenset[str]:
    """The characters that blanks follow, or the end of the text: where a run may be broken. A
    pattern with room for layout takes longer to compile than a text to search.
    """
    return frozenset({word[-1] for word in text.split()})


def _start(term: str, less: int) -> Starts:
    """Where a Latin token with this term may begin. Of a stem, its last letters may be
    other ones in the text (`less`); numbers and acronyms may be parted (15,596, U.S.).

    Found letter by letter, and what stands before is looked at apart: a pattern for each
    term that has the classes of all scripts takes longer to compile than texts to search.
    """
    first, rest = term[:1], term[1 : min(4, max(1, len(term) - less))]
    parts = (first + rest, first + ".") if rest and not first.isdigit() else (first,)
    return lambda same: [
        at
        for part in parts
        for at in _all(part, same)
        if not (at and _in_word(same[at - 1])) and (term or _in_word(same[at : at + 1]))
    ]


def _all(part: str, text: str, step: int = 1) -> Iterator[int]:
    """Where a part of a text stands; the next one is looked for `step` characters on."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + step)


@lru_cache(maxsize=1 << 14)
def _in_word(character: str) -> bool:
    """Whether a character may stand in a Latin token."""
    if character.isascii():
        return character.isalnum()
    return re.match(WORD, character) is not None


def _tokens(start: Starts, accept: Callable[[str], bool]) -> Finder:
    """Finds single Latin tokens."""

    def find(text: str, same: str) -> Iterator[tuple[int, int]]:
        tokens = ((at, token_at(text, at)) for at in start(same))
        ends = {at: at + len(token) for at, token in tokens if token and accept(token)}
        return ((at, ends[at]) for at in _true_starts(text, list(ends)))

    return find


def _true_starts(text: str, places: list[int]) -> list[int]:
    """The places where the analyser starts a token. It may not do so after a sign that can
    be inside one (zone’s, S&T, 1,234): then the words around are analysed, or the whole
    text where there are many such places.
    """
    doubtful = {at for at in places if at and text[at - 1] in _SIGNS}
    if len(doubtful) > _MANY:
        doubtful -= {token.start for token in iter_runs(text)}
    else:
        doubtful = {at for at in doubtful if not _starts_token(text, at)}
    return [at for at in places if at not in doubtful]


def _starts_token(text: str, at: int) -> bool:
    begin = at
    while begin > max(0, at - _LONGEST) and not text[begin - 1].isspace():
        begin -= 1
    return any(token.start == at - begin for token in iter_runs(text[begin : at + _LONGEST]))


def _sequence(channel: Channel, terms: tuple[str, ...], slop: int, open_end: bool) -> Finder:
    """Finds several terms in a row, with at most `slop` other tokens between them all."""
    start, *others = map(_start_of_term, terms[:-1] if open_end else terms)
    most = len(terms) + slop

    def find(text: str, same: str) -> Iterator[tuple[int, int]]:
        places = start(same)
        for other in others if len(places) > _MANY else ():
            places = _near(places, sorted(other(same)))
        places = _true_starts(text, places)
        if len(places) > _MANY:
            tokens = list(channel(text))
            number = {token.start: i for i, token in enumerate(tokens)}
            for i in (number[at] for at in places if at in number):
                yield from in_row(iter(tokens[i : i + most]), 0, terms, slop, open_end)
        else:
            for at in places:
                near = channel(text[at : at + _LONGEST * most])
                yield from in_row(near, at, terms, slop, open_end)

    return find


def _near(places: list[int], others: list[int]) -> list[int]:
    """The places that one of the others (ascending) stands not far behind."""
    behind = ((at, bisect_right(others, at)) for at in places)
    return [at for at, i in behind if i < len(others) and others[i] - at <= _OVERLAP]


def _start_of_term(term: str) -> Starts:
    """Where a bigram stands, or a sign, or the lone last character of a run, or a Latin token."""
    if not begins_cjk(term) and not is_sign(term):
        return _start(term, 2)
    if len(term) == 1 and not is_sign(term):
        return lambda same: [at for at in _all(term, same) if not _goes_on().match(same, at + 1)]

    def starts(same: str) -> list[int]:
        if is_sign(term) or term[0] not in _before_blanks(same):
            return list(_all(term, same))
        pattern = re.compile(f"{term[0]}(?={LAYOUT}?{re.escape(term[1])})")
        return [match.start() for match in pattern.finditer(same)]

    return starts


@cache
def _goes_on() -> re.Pattern[str]:
    """A run of Han that goes on, be it on the next line."""
    return re.compile(f"{LAYOUT}?[{HAN}]")
