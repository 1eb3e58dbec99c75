"""Where words begin and end in a text, found once for all who ask about the same text.

Segmenting a whole line costs less than segmenting around a few of its names, and lines that
nobody asks about need no segmenting. Touches the segmenter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate

from search.analysis.segmentation import cut


class Edges:
    """The places of a folded text at which words begin or end."""

    def __init__(self, folded: str) -> None:
        self._text = folded
        self._lines: dict[int, list[int]] = {}
        self._known: set[int] = set()  # all edges of these lines

    def _line(self, position: int) -> list[int]:
        """The edges of the line that holds this place, in order."""
        text = self._text
        start = text.rfind("\n", 0, position) + 1
        edges = self._lines.get(start)
        if edges is None:
            end = text.find("\n", position)
            words = cut(text[start : end if end >= 0 else len(text)])
            edges = self._lines[start] = list(accumulate(map(len, words), initial=start))
            self._known.update(edges)
        return edges

    def at(self, position: int) -> bool:
        """Tell whether a word begins or ends here."""
        if position in self._known:
            return True
        self._line(position)
        return position in self._known

    def before(self, position: int) -> int:
        """Return the nearest edge in front of this place; 0 if there is none."""
        edges = self._line(position)
        found = bisect_left(edges, position)
        return edges[found - 1] if found else max(0, position - 1)

    def after(self, position: int) -> int:
        """Return the nearest edge behind this place; the place itself at the end."""
        edges = self._line(position)
        found = bisect_right(edges, position)
        return edges[found] if found < len(edges) else min(position + 1, len(self._text))


@lru_cache(maxsize=4)
def word_edges(folded: str) -> Edges:
    """The edges of the words of a folded text."""
    return Edges(folded)
