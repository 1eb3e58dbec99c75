"""Where words begin and end in a text, found once for all who ask about the same text.

Segmenting a whole document costs less than segmenting around a few of its names. Touches the
segmenter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate

from search.analysis.segmentation import cut


class Edges:
    """The places of a folded text at which words begin or end, in order."""

    def __init__(self, folded: str) -> None:
        pieces: list[str] = []
        for line in folded.split("\n"):
            pieces += cut(line)
            pieces.append("\n")
        self._order = [0, *accumulate(map(len, pieces))]
        self._all = frozenset(self._order)

    def at(self, position: int) -> bool:
        """Tell whether a word begins or ends here."""
        return position in self._all

    def before(self, position: int) -> int:
        """Return the nearest edge in front of this place; 0 if there is none."""
        found = bisect_left(self._order, position)
        return self._order[found - 1] if found else 0

    def after(self, position: int) -> int:
        """Return the nearest edge behind this place; the place itself at the end."""
        found = bisect_right(self._order, position)
        return self._order[found] if found < len(self._order) else position


@lru_cache(maxsize=4)
def word_edges(folded: str) -> Edges:
    """The edges of the words of a folded text."""
    return Edges(folded)
