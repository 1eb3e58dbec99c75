"""The directory of organisations: one id for all names of a body, in both languages.

Bodies of `data/organisations.tsv` have their canonical Chinese name as id; government
bodies at all levels follow by pattern; what is neither keeps the name it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from msgspec import Struct

from search.analysis import fold
from search.analysis.data import lines, rows
from search.analysis.lookup import Listed, Made, compiled
from search.describing.organisations.departments import departments
from search.describing.organisations.places import mapped_places

SOURCES = ("organisations.tsv", "organisation-clubs.tsv")
NAMES = "organisation-names.tsv"
_GOVERNMENT = ("厅", "局", "委员会", "人民政府", "办公室", "大会", "大会常务委员会")


class Organisation(Struct, frozen=True):
    """A body of the table. `kind` is government, party, university, research, company,
    association, media or other.
    """

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    kind: str


Entry = tuple[Organisation, frozenset[str]]  # and those of its names that are unclear


def key(name: str) -> str:
    """What names are compared by: simplified, without case, with single spaces, & as and."""
    plain = " ".join(fold(name).replace("’", "'").casefold().split())
    return plain.replace(" & ", " and ").removeprefix("the ")


class Club(NamedTuple):
    """What a name means in a text about sport; `place` where a place has the name too."""

    id: str
    place: bool


class Directory:
    """Look-up of organisations by id and by any name. Immutable; share it freely."""

    def __init__(self, entries: Mapping[str, Entry], names: Listed | None = None) -> None:
        """`entries` by their ids; `names`: the ids that names stand for, by their keys; else
        these are found out.
        """
        self._entries = entries
        self._names = names

    @cached_property
    def _named(self) -> Listed | dict[str, tuple[str, ...]]:
        return self._names or self.names()

    def names(self) -> dict[str, tuple[str, ...]]:
        """The ids that names stand for, by the keys of the names."""
        found: dict[str, tuple[str, ...]] = {}
        for entry, _ in self._entries.values():
            for name in filter(None, (entry.zh, entry.en, *entry.aliases)):
                ids = found.get(key(name), ())
                found[key(name)] = ids if entry.id in ids else (*ids, entry.id)
        return found

    @cached_property
    def clear(self) -> dict[str, str]:
        """The ids of bodies by those of their names that mean nothing else."""
        found: dict[str, str] = {}
        for entry, weak in self._entries.values():
            for name in filter(None, (entry.zh, entry.en, *entry.aliases)):
                if name not in weak:
                    found.setdefault(name, entry.id)
        return found

    def organisation(self, identifier: str) -> Organisation | None:
        """The body with this id, or None where the table has none."""
        entry = self._entries.get(identifier)
        return entry[0] if entry else None

    def unclear(self, identifier: str) -> tuple[str, ...]:
        """Names of a body that mean it only beside a clear name of it."""
        return self._weak.get(identifier, ())

    @cached_property
    def _weak(self) -> dict[str, tuple[str, ...]]:
        return {
            entry.id: tuple(n for n in (entry.zh, entry.en, *entry.aliases) if n in weak)
            for entry, weak in self._entries.values()
        }

    def label(self, identifier: str, ui: str) -> str:
        """What a reader of `ui` (`en`, else Chinese) calls it; an unknown id is its own label."""
        entry = self.organisation(identifier)
        if entry:
            return (entry.en or entry.zh) if ui == "en" else entry.zh
        if ui == "en":
            return departments().english(identifier) or identifier
        return identifier

    def find(self, name: str) -> tuple[str, ...]:
        """The ids that a person may mean by `name`; nothing where it is unknown.

        The bodies of all counties that have the name in it are meant (朝阳区人民政府).
        """
        if found := self._named.get(key(name)):
            return found
        folded = " ".join(fold(name).split())
        found_id = departments().of_chinese(folded) or departments().of_english(folded)
        return (found_id, *mapped_places().qualified(found_id).values()) if found_id else ()

    def kind(self, identifier: str) -> str:
        """The kind of a body: by the table, by pattern, by how its name ends; else `other`."""
        entry = self.organisation(identifier)
        if entry:
            return entry.kind
        if identifier.startswith(("中共", "共青团")):
            return "party"
        english = departments().english(identifier)
        if english and identifier.endswith(_GOVERNMENT):
            return "government"
        from search.describing.organisations.endings import kind_of  # labels do without

        return kind_of(identifier)


@cache
def directory() -> Directory:
    """The directory made of `data/organisations.tsv` and `data/organisation-clubs.tsv`."""
    bodies = lines(SOURCES[0])
    clubs = {key: line for key, line in lines(SOURCES[1]).items() if key not in bodies}
    return Directory(Made(bodies | clubs, _entry), compiled(NAMES, SOURCES))


def _entry(row: Sequence[str]) -> Entry:
    """A body; of clubs, which have no column for their kind, no name is read from a text without
    more ado.
    """
    return _body(*row) if len(row) > 3 else _club(*row)


def _body(zh: str, en: str, kind: str, others: str) -> Entry:
    names = [name for name in others.split("|") if name]
    weak = frozenset(name[:-1] for name in names if name.endswith("?"))
    aliases = tuple(name.removesuffix("?") for name in names)
    return Organisation(zh, zh, en, aliases, kind), weak


def _club(zh: str, en: str, others: str) -> Entry:
    aliases = tuple(name.removesuffix("?") for name in others.split("|") if name != en)
    return Organisation(zh, zh, en, aliases, "association"), frozenset((zh, en, *aliases))


@cache
def club_names() -> dict[str, Club]:
    """What names mean in a text about sport; Chinese ones are folded."""
    names: dict[str, Club] = {}
    for zh, en, others in rows("organisation-clubs.tsv"):
        for name in (*others.split("|"), zh, en):
            written = name.removesuffix("?")
            key = written if written.isascii() else fold(written)
            names.setdefault(key, Club(zh, name != written))
    return names
