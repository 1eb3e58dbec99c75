"""Marking what stands near each other. Touches the analyser."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import chain

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
