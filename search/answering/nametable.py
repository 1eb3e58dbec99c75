"""The names of an index's regions and organisations, found by how they begin.

In both languages and scripts, English ones of organisations by any of their words, Chinese
ones also by their pinyin and its initials. Touches the gazetteer, the directory of
organisations and the table of sounds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice, product
from typing import Final, NamedTuple

import numpy as np

from search.answering.naming import normal
from search.answering.sounds import readings
from search.describing.organisations.table import directory
from search.describing.places.gazetteer import gazetteer

_VALUES: Final = 10_000  # values of one facet that are listed, the commonest
_LONGEST: Final = 16  # Chinese characters of a name that are spelt
_SPELLINGS: Final = 4  # of one name whose characters have several readings
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LAST: Final = "\U0010ffff"


class Named(NamedTuple):
    """A value that a beginning stands for. `chinese`: by its Chinese name; `exact`: the
    beginning is a whole name.
    """

    id: str
    documents: int
    chinese: bool
    exact: bool


class NameTable:
    """The names of one facet's values (`region` or `organisation`)."""

    def __init__(self, facet: str, documents: Mapping[str, int]) -> None:
        """`documents`: how many documents have each value."""
        common = sorted(documents, key=lambda value: (-documents[value], value))[:_VALUES]
        names = _region_names if facet == "region" else _organisation_names
        rows = sorted(
            {(key, n, chinese) for n, value in enumerate(common) for key, chinese in names(value)}
        )
        self._values = [(value, documents[value]) for value in common]
        self._keys = [key for key, _, _ in rows]
        self._owners = np.array([owner for _, owner, _ in rows], np.int32)
        self._chinese = [chinese for _, _, chinese in rows]

    def starting(self, text: str, most: int) -> list[Named]:
        """Return the values of which a name begins so: whole names first, then the commonest."""
        beginning = normal(text)
        if not beginning:
            return []
        low, high = (bisect_left(self._keys, end) for end in (beginning, beginning + _LAST))
        found: dict[int, Named] = {}
        # Owners are numbered from the commonest on.
        order = np.argsort(self._owners[low:high], kind="stable")[: most * 8] + low
        exact = range(low, min(high, low + most * 8))
        for row in [*(i for i in exact if self._keys[i] == beginning), *order.tolist()]:
            owner = int(self._owners[row])
            same = self._keys[row] == beginning
            found.setdefault(owner, Named(*self._values[owner], self._chinese[row], same))
        ordered = sorted(found.items(), key=lambda item: (not item[1].exact, item[0]))
        return [named for _, named in ordered[:most]]


@lru_cache(_VALUES)  # the next generation of an index has nearly the same values
def _region_names(value: str) -> tuple[tuple[str, bool], ...]:
    region = gazetteer().region(value)
    names = region.names if region else (value,)
    keys = (list(_keys(name))[: None if _HAN.search(name) else 1] for name in names)
    return tuple(chain.from_iterable(keys))


@lru_cache(_VALUES)
def _organisation_names(value: str) -> tuple[tuple[str, bool], ...]:
    known = directory().organisation(value)
    names = (known.zh, known.en, *known.aliases) if known else (value,)
    return tuple(chain.from_iterable(map(_keys, (*names, directory().label(value, "en")))))


def _keys(name: str) -> Iterator[tuple[str, bool]]:
    """How a name may be begun, and whether that is the Chinese name."""
    plain = normal(name)
    if not plain:
        return
    if not _HAN.search(plain):
        words = plain.split(" ")
        yield from ((" ".join(words[i:]), False) for i in range(len(words)))
        return
    yield plain, True
    known = [readings(character) for character in plain[:_LONGEST]]
    if all(known):
        for spelling in islice(product(*known), _SPELLINGS):
            yield "".join(spelling), True
            yield "".join(syllable[0] for syllable in spelling), True
