"""Names that are also words, in a list with a firm: 华为、小米. Reads the directory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from search.analysis import fold
from search.describing.organisations.mention import Mention
from search.describing.organisations.patterns import Names, found_names, named
from search.describing.organisations.table import directory

_LIST = "、"
_JOINTS = frozenset((_LIST, "和", "与", "及"))


def listed_names(folded: str, firms: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """The unclear names that stand in folded Chinese text beside one of the firms, or beside
    another that does, and what they stand for.
    """
    spans = [(firm.start, firm.end) for firm in firms] if _LIST in folded else []
    starts, ends = ({span[side] for span in spans} for side in (0, 1))
    if not any(folded[s - 1 : s] in _JOINTS or folded[e : e + 1] in _JOINTS for s, e in spans):
        return
    names = [*found_names(folded, _unclear())]
    for start, end, identifier in (*names, *reversed(names)):
        behind = folded[start - 1 : start] in _JOINTS and start - 1 in ends
        if behind or (folded[end : end + 1] in _JOINTS and end + 1 in starts):
            starts.add(start)
            ends.add(end)
            yield folded[start:end], identifier


@cache
def _unclear() -> Names:
    """The Chinese names of firms that mean something else, too."""
    bodies = dict.fromkeys(directory().clear.values())
    firms = (body for body in bodies if directory().kind(body) == "company")
    names = {fold(name): body for body in firms for name in directory().unclear(body)}
    return named({name: body for name, body in names.items() if name[0] >= "\u3400"})
