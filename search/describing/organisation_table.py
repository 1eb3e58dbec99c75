"""The directory of organisations: one id for all names of a body, in both languages.

Bodies of `data/organisations.tsv` have their canonical Chinese name as id; government
bodies at all levels follow by pattern; what is neither keeps the name it has.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from search.analysis import fold
from search.analysis.data import rows
from search.describing.organisation_departments import departments
from search.describing.organisation_endings import kind_of
from search.frozen import dataclass

_GOVERNMENT = ("厅", "局", "委员会", "人民政府", "办公室", "大会", "大会常务委员会")


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body of the table. `kind` is government, party, university, research, company,
    association, media or other.
    """

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    kind: str


def key(name: str) -> str:
    """What names are compared by: simplified, without case, with single spaces."""
    return " ".join(fold(name).replace("’", "'").casefold().split()).removeprefix("the ")


class Club(NamedTuple):
    """What a name means in a text about sport; `place` where a place has the name too."""

    id: str
    place: bool


class Directory:
    """Look-up of organisations by id and by any name. Immutable; share it freely."""

    def __init__(self, entries: list[tuple[Organisation, frozenset[str]]]) -> None:
        self._by_id = {entry.id: entry for entry, _ in entries}
        self._named: dict[str, list[str]] = {}
        self.clear: dict[str, str] = {}
        self._weak: dict[str, list[str]] = {}
        for entry, weak in entries:
            for name in (entry.zh, entry.en, *entry.aliases):
                if not name:
                    continue
                ids = self._named.setdefault(key(name), [])
                if entry.id not in ids:
                    ids.append(entry.id)
                if name in weak:
                    self._weak.setdefault(entry.id, []).append(name)
                else:
                    self.clear.setdefault(name, entry.id)

    def organisation(self, identifier: str) -> Organisation | None:
        """The body with this id, or None where the table has none."""
        return self._by_id.get(identifier)

    def unclear(self, identifier: str) -> tuple[str, ...]:
        """Names of a body that mean it only beside a clear name of it."""
        return tuple(self._weak.get(identifier, ()))

    def label(self, identifier: str, ui: str) -> str:
        """What a reader of `ui` (`en`, else Chinese) calls it; an unknown id is its own label."""
        entry = self._by_id.get(identifier)
        if entry:
            return (entry.en or entry.zh) if ui == "en" else entry.zh
        if ui == "en":
            return departments().english(identifier) or identifier
        return identifier

    def find(self, name: str) -> tuple[str, ...]:
        """The ids that a person may mean by `name`; nothing where it is unknown."""
        if found := self._named.get(key(name)):
            return tuple(found)
        folded = " ".join(fold(name).split())
        found_id = departments().of_chinese(folded) or departments().of_english(folded)
        return (found_id,) if found_id else ()

    def kind(self, identifier: str) -> str:
        """The kind of a body: by the table, by pattern, by how its name ends; else `other`."""
        entry = self._by_id.get(identifier)
        if entry:
            return entry.kind
        if identifier.startswith(("中共", "共青团")):
            return "party"
        english = departments().english(identifier)
        if english and identifier.endswith(_GOVERNMENT):
            return "government"
        return kind_of(identifier)


@cache
def directory() -> Directory:
    """The directory made of `data/organisations.tsv` and `data/organisation-clubs.tsv`."""
    entries = [_entry(*row) for row in rows("organisations.tsv")]
    known = {entry.id for entry, _ in entries}
    clubs = [_club(*row) for row in rows("organisation-clubs.tsv") if row[0] not in known]
    return Directory(entries + clubs)


def _entry(zh: str, en: str, kind: str, others: str) -> tuple[Organisation, frozenset[str]]:
    names = [name for name in others.split("|") if name]
    weak = frozenset(name[:-1] for name in names if name.endswith("?"))
    aliases = tuple(name.removesuffix("?") for name in names)
    return Organisation(zh, zh, en, aliases, kind), weak


def _club(zh: str, en: str, others: str) -> tuple[Organisation, frozenset[str]]:
    """A club as an entry none of whose names is read from a text without more ado."""
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
