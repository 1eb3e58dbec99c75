"""Bodies of Taiwan, Hong Kong and Macao as texts from there name them: 立法会, 消费者委员会.

What has the region in its name in the table stands without it at home. Reads the directory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from search.analysis import fold
from search.describing.organisations.endings import words_of
from search.describing.organisations.home import Home
from search.describing.organisations.mention import Mention
from search.describing.organisations.patterns import Names, abroad_before, found_names, named
from search.describing.organisations.places import Place
from search.describing.organisations.table import directory
from search.describing.organisations.whose import is_chinas
from search.describing.places.gazetteer import gazetteer
from search.describing.places.short import said_of

_SHORTEST = 3  # characters; shorter words are also others


@cache
def regional() -> dict[str, str]:
    """The regions, and the ids of these places."""
    return dict(word.split("=", 1) for word in sorted(words_of("regional")))


def regional_mentions(folded: str, home: Home, others: Sequence[Mention]) -> Iterator[Mention]:
    """The bodies that a text of one of these regions names without it, beside the `others`."""
    if not _anything_said().search(folded):
        return
    for region, code in regional().items():
        said = any(word in folded for word in _said(code))
        found = list(found_names(folded, _names(region))) if said else []
        place = home.at("省") if found else None
        if place and place.id == code:
            for start, end, body in found:
                taken = any(other.start < end and start < other.end for other in others)
                if not (taken or is_chinas(folded, start) or abroad_before(folded, start) < start):
                    yield Mention(start, end, body, "table")


def at_home(name: str, place: Place | None) -> str:
    """The id of the body that texts of a place mean by a bare name; nothing where it is none of
    these regions.
    """
    region = next((r for r, code in regional().items() if place and place.id == code), "")
    return _names(region).ids.get(name, "") if region else ""


@cache
def _said(code: str) -> tuple[str, ...]:
    """What texts of a region name: itself, its parts, words that speak of it."""
    places = (place for place in gazetteer() if code in (place.id, place.parent))
    names = {fold(place.zh_short) for place in places}
    return (*names, *(word for word, id in said_of().items() if id == code))


@cache
def _anything_said() -> re.Pattern[str]:
    """What texts of any region name. A set of what it begins with makes it fast."""
    rests: dict[str, list[str]] = {}
    for word in (word for code in regional().values() for word in _said(code)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    begins = "|".join(f"(?<={first})(?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile(f"[{''.join(rests)}](?:{begins})")


@cache
def _names(region: str) -> Names:
    """What a region calls its bodies of government: names that are unclear elsewhere, bare ones."""
    names: dict[str, str] = {}
    for body in dict.fromkeys(directory().clear.values()):
        if body.startswith(region) and directory().kind(body) == "government":
            bare = (body.removeprefix(region), *directory().unclear(body))
            names |= {fold(name): body for name in bare if name[0] >= "\u3400"}
    return named({name: id for name, id in names.items() if len(name) >= _SHORTEST})
