"""The names of an index's regions, organisations and publishers, found by how they begin.

In both languages and scripts, English ones but those of regions by any of their words, Chinese
ones also by their pinyin and its initials. Each kind of names is one text, made when it is
first asked for, in which a beginning is looked for: for one completion in a fresh process
sorting all of them took longer than the rest of it. Touches the gazetteer, the directory of
organisations and the table of sounds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, islice, product
from typing import Final, NamedTuple

from search.answering.naming import normal
from search.answering.sounds import readings
from search.describing.media import media, publisher_label
from search.describing.organisations.table import directory
from search.describing.places.gazetteer import gazetteer

_VALUES: Final = 10_000  # values of one facet that are listed, the commonest
_LONGEST: Final = 16  # Chinese characters of a name that are spelt
_SPELLINGS: Final = 4  # of one name whose characters have several readings
_TRIED: Final = 8  # names that are looked at for each that is wanted
_HAN = re.compile(r"[\u3400-\u9fff]")


class Named(NamedTuple):
    """A value that a beginning stands for. `chinese`: by its Chinese name; `exact`: the
    beginning is a whole name.
    """

    id: str
    documents: int
    chinese: bool
    exact: bool


class NameTable:
    """The names of one facet's values (`region`, `organisation` or `publisher`)."""

    def __init__(self, facet: str, documents: Mapping[str, int]) -> None:
        """`documents`: how many documents have each value."""
        self._documents = documents
        self._common = sorted(documents, key=lambda value: (-documents[value], value))[:_VALUES]
        self._facet = facet
        self._lists: dict[str, _List] = {}

    def starting(self, text: str, most: int) -> list[Named]:
        """Return the values of which a name begins so: whole names first, then the commonest;
        of all, where there is nothing to begin with.
        """
        beginning = normal(text)
        if not beginning:
            return [Named(v, self._documents[v], False, False) for v in self._common[:most]]
        if _HAN.search(beginning):
            kinds: tuple[str, ...] = ("han",)
        else:
            kinds = ("latin", "spelt") if beginning.isascii() else ("latin",)
        found: dict[int, Named] = {}
        for kind in kinds:
            # pinyin may be typed with its syllables apart
            begun = beginning.replace(" ", "") if kind == "spelt" else beginning
            for owner, exact in self._list(kind).starting(begun, most * _TRIED):
                value = self._common[owner]
                named = Named(value, self._documents[value], kind != "latin", exact)
                if owner not in found or (exact and not found[owner].exact):
                    found[owner] = named
        ordered = sorted(found.items(), key=lambda item: (not item[1].exact, item[0]))
        return [named for _, named in ordered[:most]]

    def _list(self, kind: str) -> _List:
        if kind not in self._lists:
            names = _KINDS[kind]
            inner = kind == "latin" and self._facet != "region"
            self._lists[kind] = _List([names(self._facet, v) for v in self._common], inner)
        return self._lists[kind]


class _List:
    """Names of numbered owners as one text, a line for each."""

    def __init__(self, names: list[tuple[str, ...]], inner: bool) -> None:
        """`inner`: any word of a name may be its beginning."""
        rows = [(name, owner) for owner, own in enumerate(names) for name in own]
        self._text = "".join(f"\n{name}" for name, _ in rows) + "\n"
        self._owners = [owner for _, owner in rows]
        self._begins = [0, *accumulate(len(name) + 1 for name, _ in rows)]
        self._before = ("\n", " ") if inner else ("\n",)

    def starting(self, beginning: str, most: int) -> Iterator[tuple[int, bool]]:
        """Yield the owners of the first names that begin so, whole names first, and whether
        they are.
        """
        for before in self._before:
            for behind in ("\n", ""):
                for place in islice(self._places(before + beginning + behind), most):
                    yield self._owners[bisect_right(self._begins, place) - 1], bool(behind)

    def _places(self, part: str) -> Iterator[int]:
        at = self._text.find(part)
        while at >= 0:
            yield at
            at = self._text.find(part, at + 1)


@lru_cache(2 * _VALUES)  # the next generation of an index has nearly the same values
def _names(facet: str, value: str) -> tuple[str, ...]:
    if facet == "region":
        region = gazetteer().region(value)
        return region.names if region else (value,)
    known = directory().organisation(value)
    own = (known.zh, known.en, *known.aliases) if known else (value,)
    return (*own, *_media().get(value, ()))


@cache
def _media() -> dict[str, list[str]]:
    """The names and domains of each medium, as names are compared."""
    found: dict[str, list[str]] = {}
    for name, identifier in media().items():
        found.setdefault(identifier, []).append(name)
    return found


@lru_cache(2 * _VALUES)
def _chinese(facet: str, value: str) -> tuple[str, ...]:
    """The Chinese names of a value."""
    return tuple(dict.fromkeys(normal(name) for name in _names(facet, value) if _HAN.search(name)))


@lru_cache(2 * _VALUES)
def _latin(facet: str, value: str) -> tuple[str, ...]:
    """The other names of a value, and its label."""
    label = (publisher_label(value, "en"),) if facet != "region" else ()
    names = (name for name in (*_names(facet, value), *label) if not _HAN.search(name))
    return tuple(dict.fromkeys(filter(None, map(normal, names))))


@lru_cache(2 * _VALUES)
def _spelt(facet: str, value: str) -> tuple[str, ...]:
    """The pinyin of the Chinese names of a value and its initials."""
    found: dict[str, None] = {}
    for name in _chinese(facet, value):
        known = [readings(character) for character in name[:_LONGEST]]
        for spelling in islice(product(*known), _SPELLINGS) if all(known) else ():
            found["".join(spelling)] = found["".join(s[0] for s in spelling)] = None
    return tuple(found)


_KINDS: Final[dict[str, Callable[[str, str], tuple[str, ...]]]] = {
    "han": _chinese,
    "latin": _latin,
    "spelt": _spelt,
}
