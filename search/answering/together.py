"""Marking what stands in a row or near each other. Touches the analyser."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import chain

from search.analysis import Token
from search.analysis.pipeline import iter_runs

Finder = Callable[[str, str], Iterator[tuple[int, int]]]
"""Where something is met in a text, of which the second form is `marking.plain`."""


def together(parts: list[Finder], slop: int) -> Finder:
    """Return what finds the places of several finders that are near each other, in any order,
    with at most `slop` tokens between them.
    """

    def find(text: str, same: str) -> Iterator[tuple[int, int]]:
        met = [sorted(part(text, same)) for part in parts]
        begins = [token.start for token in iter_runs(text)] if all(met) else []
        numbered = [[(_number(begins, *span), span) for span in spans] for spans in met if begins]
        for part, spans in enumerate(numbered):
            others = [spans for other, spans in enumerate(numbered) if other != part]
            for first in spans:
                behind = [s[bisect_left(s, ((first[0][1], 0),)) :][:1] for s in others]
                chosen = [first, *chain.from_iterable(behind)]
                stretch = max(end for (_, end), _ in chosen) - first[0][0]
                room = stretch - sum(end - begin for (begin, end), _ in chosen)
                if all(behind) and room <= slop:
                    yield from (span for _, span in chosen)

    return find


def _number(begins: list[int], start: int, end: int) -> tuple[int, int]:
    """The numbers of the tokens that begin in a stretch: of the first, and of the next behind."""
    return bisect_left(begins, start), bisect_left(begins, end)


def in_row(
    tokens: Iterator[Token], offset: int, terms: tuple[str, ...], slop: int, open_end: bool
) -> Iterator[tuple[int, int]]:
    """Yield the stretch of the terms from the first token on; each by itself if others lie
    between; nothing if they are not all there.
    """
    found: list[tuple[int, int]] = []
    spare = slop
    for token in tokens:
        is_open = open_end and len(found) == len(terms) - 1
        if token.text == terms[len(found)] or (is_open and token.text[0] == terms[-1]):
            end = token.start + 1 if is_open else token.end
            found.append((offset + token.start, offset + end))
        elif found and spare:
            spare -= 1
        else:
            return
        if len(found) == len(terms):
            yield from [(found[0][0], found[-1][1])] if spare == slop else found
            return
