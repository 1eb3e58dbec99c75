"""What a person types for a facet value → its id, and an id → its label.

Regions and organisations of the tables, and the organisations that only this index knows.
Touches the gazetteer, the directory of organisations and the index's own values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from search.analysis import fold
from search.analysis.data import rows
from search.answering.regionnames import region_ids
from search.describing.media import publisher_label, publishers
from search.describing.organisations.table import directory
from search.document import document_id
from search.engine import Vocabulary
from search.errors import QueryError
from search.facets import NOT_STATED, UNSTATED, FacetName
from search.parsing import Limits
from search.parsing.dates import date_range, either_day
from search.parsing.fields import languages
from search.query import Node, Phrase

if TYPE_CHECKING:
    from search.answering.files import Files
    from search.answering.phonetic import Phonetic

_TYPES: Final = "organisation-types.tsv"
CORRECTIONS: Final = "mulu-corrections.tsv"  # its reader takes longer to import than a look-up
_NAMED: Final = 1 << 16  # organisations whose names are remembered
_MOST_BETWEEN: Final = 256  # characters between two that one ? may stand for
_MOST: Final = 50  # organisations that one part of a name may stand for


class HasValues(Protocol):
    """An engine that can list the values of a facet and knows its words."""

    def values(self, facet: str) -> Iterable[str]:
        """Yield the ids that documents have."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that documents have."""

    def count(self, node: Node) -> int:
        """Return how many documents match."""

    @property
    def folder(self) -> Path:
        """Where the index keeps its table of files."""


class Names:
    """Resolves names for one index; what `parsing.Resolver` asks for."""

    def __init__(self, engine: HasValues, folders: Iterable[str] = ()) -> None:
        """`folders`: where documents are, whose corrections may give values other names."""
        self._engine = engine
        self._folders = tuple(folders)
        self._known: dict[str, dict[str, tuple[str, ...]]] = {}
        self._facets: dict[str, Callable[[str], tuple[str, ...]]] = {
            "region": self.region,
            "organisation": self.organisation,
            "publisher": self.publisher,
        }

    def region(self, name: str) -> tuple[str, ...]:
        """Return the ids of the places that a person may mean, best first; of a part of the world
        or of China also those of the places in it.
        """
        if normal(name) in NOT_STATED:
            return (UNSTATED,)
        return self._with_merged("region", name, region_ids(name))

    def facet(self, name: FacetName, value: str) -> tuple[str, ...]:
        """Return the values of a facet that a text stands for.

        For `amount` the first term and the first behind it; for `file` the ids of documents.
        `date` and `event` have their own ways to be written.
        """
        if named := self._facets.get(name):
            return named(value)
        if name == "file":
            return self.files.ids(value, Limits().files)
        if name == "amount":
            from search.describing.figures.amounts import bounds

            return bounds(value) or ()
        wanted = normal(value)
        return tuple(kind for kind, names in organisation_types().items() if wanted in names)

    def organisation(self, name: str) -> tuple[str, ...]:
        """Return the ids of the organisations that a person may mean.

        The table's names and aliases first, then names in this index that are the same,
        then those that contain all words of what was typed.
        """
        return self._called("organisation", name, directory().find(name))

    def publisher(self, name: str) -> tuple[str, ...]:
        """Return the ids of the publishers that a person may mean, as of organisations."""
        return self._called("publisher", name, publishers(name))

    def _called(self, what: str, name: str, listed: tuple[str, ...]) -> tuple[str, ...]:
        """The values of a facet that go by a name; `listed`: those that a table has by it."""
        wanted = normal(name)
        if not wanted or wanted in NOT_STATED:
            return (UNSTATED,) if wanted else ()
        known = self._values(what)
        if exact := self._with_merged(what, name, (*listed, *known.get(wanted, ()))):
            return tuple(dict.fromkeys(exact))
        words = wanted.split()
        partly = [ids for own, ids in known.items() if all(word in own for word in words)]
        return tuple(dict.fromkeys(i for ids in partly[:_MOST] for i in ids))

    def between(self, before: str, after: str) -> str:
        """Return the characters that documents have between these two, the commonest first."""
        first, last = fold(before), fold(after)
        behind = self._engine.vocabulary.following(first)
        others = np.flatnonzero(behind)
        both = np.minimum(behind[others], self._engine.vocabulary.preceding(last, others))
        common = others[np.argsort(-both, kind="stable")[: np.count_nonzero(both)]]
        found = map(chr, common[:_MOST_BETWEEN].tolist())
        return "".join(
            one for one in found if self._engine.count(Phrase(one, (first + one, one + last)))
        )

    def near(self, word: str, distance: int) -> tuple[str, ...]:
        """Return the words of documents at most so many slips from a word, nearest first."""
        return tuple(entry.term for entry in self._engine.vocabulary.near(word, distance))

    def _with_merged(self, what: str, name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The ids, and what corrections merged them, or the name itself, into."""
        keys = [(what, normal(key)) for key in (name, *ids)] if self._merged else []
        return (*ids, *(self._merged[key] for key in keys if key in self._merged))

    @cached_property
    def sounds(self) -> Phonetic:
        """What letters may spell in this index."""
        from search.answering.phonetic import Phonetic  # seldom asked for

        return Phonetic(self._engine.vocabulary)

    @cached_property
    def files(self) -> Files:
        """The files that documents come from, by their names."""
        from search.answering.files import Files  # seldom asked for

        return Files(self._engine.folder)

    @cached_property
    def _merged(self) -> dict[tuple[str, str], str]:
        """What and value (an id, or as it was written) → the id that it was merged into."""
        folders = [f for f in self._folders if (Path(f) / CORRECTIONS).is_file()]
        if not folders:
            return {}
        from search.updating.correctionfile import read_corrections

        lines = (line for folder in folders for line in read_corrections(folder).lines)
        return {
            (line.what, normal(name)): line.new[0]
            for line in lines
            if line.action == "merge"
            for name in (*line.values, line.text.split("\t")[3])
        }

    def _values(self, what: str) -> dict[str, tuple[str, ...]]:
        """The values that documents have in a facet, by their names."""
        if what not in self._known:
            known: dict[str, tuple[str, ...]] = {}
            for value in self._engine.values(what):
                for name in _names(value):
                    known[name] = (*known.get(name, ()), value)
            self._known[what] = known
        return self._known[what]


@lru_cache(_NAMED)  # the next generation of an index has nearly the same values
def _names(value: str) -> tuple[str, ...]:
    """What an organisation or publisher is called in both languages, as names are compared."""
    return tuple(map(normal, {value, publisher_label(value, "en")}))


def normal(name: str) -> str:
    """Return a name as names are compared: folded, without case and surplus space."""
    return " ".join(fold(name).casefold().split())


def language_code(name: str) -> str:
    """Return the ISO code for a language's code or name, in English or Chinese."""
    folded = normal(name)
    return languages().get(folded, folded)


def language_label(code: str, ui: str) -> str:
    """Return a language's name in the reader's language, or its code."""
    return _shown("languages.tsv").get(code, (code, code))[ui == "zh"]


@cache
def _shown(table: str) -> dict[str, tuple[str, str]]:
    """What the ids of a table are called in English and Chinese."""
    return {one: (en.split("|")[0], zh.split("|")[0]) for one, en, zh in rows(table)}


@cache
def organisation_types() -> dict[str, tuple[str, ...]]:
    """Return the kinds of organisations, each with all that it is called, as names are compared."""
    return {kind: (kind, *map(normal, "|".join(names).split("|"))) for kind, *names in rows(_TYPES)}


def organisation_type_label(kind: str, ui: str) -> str:
    """Return what a kind of organisation is called in the reader's language."""
    return _shown(_TYPES).get(kind, (kind, kind))[ui == "zh"]


def unstated_label(ui: str) -> str:
    """Return what the value of documents without a value is called."""
    return "未注明" if ui == "zh" else "Not stated"


def day_bounds(text: str, field: str = "date") -> tuple[str, str]:
    """Return the first and last ISO day of `2016`, `2016-08`, `2016年8月`, `A..B` and whatever else
    can be typed behind `date:` or `event:`.

    Either end of a range may be left open and is then empty; both are `UNSTATED` where no
    date at all is wanted. Raises QueryError.
    """
    if text.strip().casefold() in NOT_STATED:
        return UNSTATED, UNSTATED
    if found := date_range(text):
        return found
    if either := either_day(text):
        days = " or ".join(either)
        raise QueryError(f"{field}: {text!r} may be two days; write {days}")
    first, _, last = text.partition("..")
    if date_range(first) and date_range(last):
        raise QueryError(f"{field}: {text!r} ends before it begins")
    raise QueryError(
        f"{field}: {text!r} is not a date; write 2016, 2016-08, 2016-08-15, Aug 2016 or 2016..2017"
    )


def document_ids(name: str, folders: Iterable[str]) -> list[str]:
    """Return the ids that a document may have by what a person calls it: an id, a path in an
    indexed folder, or a path on disk.
    """
    found = [name] if re.fullmatch("[0-9a-f]{16}", name) else []
    found += [document_id(folder, name) for folder in folders]
    try:
        place = Path(name).resolve().as_posix()
    except (ValueError, OSError, RuntimeError):  # a name that no file can have
        return found
    found += [
        document_id(folder, place[len(folder) :].lstrip("/"))
        for folder in folders
        if place.startswith(folder.rstrip("/") + "/")
    ]
    return found
