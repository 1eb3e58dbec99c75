"""Bodies of Taiwan, Hong Kong and Macao as texts from there name them: 立法会, 消费者委员会.

What has the region in its name in the table stands without it at home. Reads the directory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from search.analysis import fold
from search.describing.organisations.endings import words_of
from search.describing.organisations.home import Home
from search.describing.organisations.mention import Mention
from search.describing.organisations.patterns import Names, found_names, named
from search.describing.organisations.table import directory

_SHORTEST = 3  # characters; shorter words are also others


@cache
def regional() -> dict[str, str]:
    """The regions, and the ids of these places."""
    return dict(word.split("=", 1) for word in sorted(words_of("regional")))


def regional_mentions(folded: str, home: Home, others: Sequence[Mention]) -> Iterator[Mention]:
    """The bodies that a text of one of these regions names without it, beside the `others`."""
    for region, code in regional().items():
        found = list(found_names(folded, _names(region))) if fold(region) in folded else []
        place = home.at("省") if found else None
        if place and place.id == code:
            for start, end, body in found:
                if not any(other.start < end and start < other.end for other in others):
                    yield Mention(start, end, body, "table")


@cache
def _names(region: str) -> Names:
    """What a region calls its bodies of government: names that are unclear elsewhere, bare ones."""
    names: dict[str, str] = {}
    for body in dict.fromkeys(directory().clear.values()):
        if body.startswith(region) and directory().kind(body) == "government":
            bare = (body.removeprefix(region), *directory().unclear(body))
            names |= {fold(name): body for name in bare if name[0] >= "\u3400"}
    return named({name: id for name, id in names.items() if len(name) >= _SHORTEST})
