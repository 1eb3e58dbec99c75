"""Where words begin and end in a text, found once for all who ask about the same text.

Segmenting a whole clause costs less than segmenting around a few of its names, and clauses
that nobody asks about need no segmenting. Touches the segmenter.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate

from search.analysis.segmentation import LONGEST, cut

# No word of the segmenter holds one of these, and each is cut from what stands around it.
_STOP = re.compile(r"[\n ,;:!?()，。、；：！？（）“”《》「」]")


class Edges:
    """The places of a folded text at which words begin or end."""

    def __init__(self, folded: str) -> None:
        self._text = folded
        self._backwards = folded[::-1]
        self._clauses: dict[int, list[int]] = {}
        self._known: set[int] = set()  # all edges of these clauses
        self._last = (0, -1)  # the line in which was looked last, up to its end

    def _clause(self, position: int) -> list[int]:
        """The edges of the clause that holds this place, in order."""
        start, end = self._bounds(position)
        edges = self._clauses.get(start)
        if edges is None:
            words = cut(self._text[start:end])
            edges = self._clauses[start] = list(accumulate(map(len, words), initial=start))
            self._known.update(edges)
        return edges

    def _bounds(self, position: int) -> tuple[int, int]:
        """From the stop in front of a place to the stop behind it. A long line is cut in pieces
        as the segmenter cuts it.
        """
        text, size = self._text, len(self._text)
        # No further than a piece is long: a line without a stop is looked through again and again.
        before = _STOP.search(self._backwards, size - position, size - position + LONGEST)
        behind = _STOP.search(text, position, position + LONGEST)
        start = size - before.start() if before else 0
        end = behind.start() if behind else size
        line = self._line(position)
        if end - line > LONGEST:
            piece = line + (position - line) // LONGEST * LONGEST
            start, end = max(start, piece), min(end, piece + LONGEST)
        return start, end

    def _line(self, position: int) -> int:
        """The start of the line, looked for once for all places of one: it may be all of a text."""
        start, end = self._last
        if not start <= position <= end:
            start = self._text.rfind("\n", 0, position) + 1
            end = self._text.find("\n", position)
            self._last = start, end if end >= 0 else len(self._text)
        return start

    def at(self, position: int) -> bool:
        """Tell whether a word begins or ends here."""
        if position in self._known:
            return True
        self._clause(position)
        return position in self._known

    def before(self, position: int) -> int:
        """Return the nearest edge in front of this place; 0 if there is none."""
        edges = self._clause(max(0, position - 1))
        found = bisect_left(edges, position)
        return edges[found - 1] if found else 0

    def after(self, position: int) -> int:
        """Return the nearest edge behind this place; the place itself at the end."""
        edges = self._clause(position)
        found = bisect_right(edges, position)
        return edges[found] if found < len(edges) else min(position + 1, len(self._text))


@lru_cache(maxsize=4)
def word_edges(folded: str) -> Edges:
    """The edges of the words of a folded text."""
    return Edges(folded)
