"""Places that one character stands for: 京沪, 中美, 访俄, 在京, 苏北, 俄总统.

A character means its place only beside another such character or in a few set surroundings,
and only where words begin and end there. Touches the segmenter and
`search/data/region-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from search.analysis.scanning import Beginnings
from search.describing.places.words import Candidate, Name, words
from search.describing.word_edges import word_edges
from search.describing.wordlist import late

_LINKS = "和与及同对向在访、，"
_RUN = 3  # so many characters in a row stand for places whatever they are
_LINES = late(lambda: "|".join(word for word in words("line") if not word.isascii()))


def candidates(folded: str) -> Iterator[Candidate]:
    """The places that single characters stand for, in order, without overlaps."""
    position = 0
    for place in _beginnings().places(folded):
        match = _pattern().match(folded, place) if place >= position else None
        if not match:
            continue
        kind = match.lastgroup
        start, end = match.span(kind or 0)
        position = max(match.end(), start + 1)
        if kind in ("run", "known") and _names_a_line(folded, start, end):
            continue
        if kind == "run":
            yield from _run(folded, start, end)
        elif kind == "known" and _are_edges(folded, start, end):
            yield from _known(start, match[0])
        elif kind in ("toward", "office", "direction"):
            place = end - 1 if kind == "toward" else start
            if _are_edges(folded, start, end) and not _ends_a_name(folded, start):
                yield _candidate(folded[place], _single()[folded[place]], place)


def _names_a_line(folded: str, start: int, end: int) -> bool:
    """Whether a railway or a road is named after places in China (京广铁路)."""
    ids = _runs().get(folded[start:end]) or [_single()[c] for c in folded[start:end]]
    return all(map(str.isdigit, ids)) and _LINES.match(folded, end) is not None


def _run(folded: str, start: int, end: int) -> Iterator[Candidate]:
    """Characters in a row, all of China or all of the world: 京津冀, 中美俄."""
    run = folded[start:end]
    sure = len(run) >= _RUN or not set(run) & words("apart")
    sure = sure and len({_single()[c].isdigit() for c in run}) == 1
    if sure and _are_edges(folded, start, end) and not _is_persons(folded, run, end):
        for position, character in enumerate(run, start):
            yield _candidate(character, _single()[character], position)


def _is_persons(folded: str, run: str, end: int) -> bool:
    """Whether a run begins a person's name (韩美香): one character follows, the same wherever the
    run stands again.
    """
    if len(run) == _RUN or run[0] not in words("surname") or folded[end : end + 1] in _LINKS:
        return False
    follows = {folded[one.end() : one.end() + 1] for one in re.finditer(run, folded)}
    again = folded.count(run) > 1 and len(follows) == 1
    edges = word_edges(folded)
    return again and "\u3400" <= follows.pop() <= "\u9fff" and edges.at(end) and edges.at(end + 1)


def _known(start: int, run: str) -> Iterator[Candidate]:
    """A run that the table explains: the places at its characters, one by one, or that of all."""
    ids = _runs()[run]
    if run in said_of():
        yield Candidate(Name(run, ids, True, False, ""), start, start + len(run), weak=True)
        return
    for offset, id in enumerate(ids, start):
        yield _candidate(run[offset - start], id, offset)


def _candidate(character: str, id: str, start: int) -> Candidate:
    return Candidate(Name(character, (id,), True, False, ""), start, start + 1)


def _ends_a_name(folded: str, end: int) -> bool:
    """Whether a person's name goes on here that has a family name before its last character but
    one (赖清德总统).
    """
    return folded[end - 2 : end - 1] in words("surname") and folded[end - 1] not in _LINKS


def _are_edges(folded: str, start: int, end: int) -> bool:
    """Whether a word begins at `start` and one ends at `end`, or the one that begins goes on
    by two characters or more (中美关系).
    """
    edges = word_edges(folded)
    return edges.at(start) and (edges.at(end) or edges.after(start) > end + 1)


@cache
def said_of() -> dict[str, str]:
    """The words that speak of one place without its name (港铁), and its id."""
    return {run: ids[0] for run, ids in _runs().items() if len(ids) == 1}


@cache
def _pattern() -> re.Pattern[str]:
    """What to look at: longer runs of the table first, then runs, then surroundings."""
    single = "".join(_single())
    abroad = "".join(c for c, id in _single().items() if not id.isdigit())
    beside, inland = "".join(words("beside")), "".join(words("inland"))
    known = "|".join(sorted(_runs(), key=len, reverse=True))
    toward, direction = "".join(words("toward")), "".join(words("direction"))
    idle = "|".join(words("idle"))
    office = "|".join(sorted(words("office"), key=len, reverse=True))
    return re.compile(
        rf"(?P<known>(?:{known})(?![{single}]))|(?P<run>[{single}]{{2,8}})"
        rf"|(?P<toward>(?!{idle})[{toward}][{beside}](?!的|[\u3400-\u9fff][镇乡村]))"
        rf"|(?P<office>(?<!\d)[{abroad}])(?={office})|(?P<direction>[{inland}][{direction}])"
    )


@cache
def _beginnings() -> Beginnings:
    """Where the pattern may match: its first character and one that may follow."""
    first = {*_single(), *words("toward")}
    second = {*_single(), *words("direction"), *(word[0] for word in words("office"))}
    return Beginnings([*map("".join, product(first, second)), *_runs()])


@cache
def _single() -> dict[str, str]:
    """Character → id."""
    return dict(pair.split("=", 1) for pair in words("single"))


@cache
def _runs() -> dict[str, tuple[str, ...]]:
    """Run of characters → ids."""
    pairs = (entry.split("=", 1) for entry in words("runs"))
    return {run: tuple(ids.split(",")) for run, ids in pairs}
