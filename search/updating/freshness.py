"""How far an index is behind its folders, as names, sizes and times tell; no file is opened.

Touches the file system through reading's walk, the catalogue and the user's corrections.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from search.engine.generations.storage import Storage
from search.errors import DamagedIndex, ReadError
from search.reading import File, Walk, walk
from search.reading.walking import shown
from search.results import Failure
from search.settings import Settings
from search.updating.catalogue import (
    FILE,
    Catalogue,
    Folders,
    Home,
    read_base,
    read_catalogue,
    read_folders,
    read_within,
)
from search.updating.correctionfile import read_corrections
from search.updating.corrections import FILE as CORRECTIONS
from search.updating.entries import Entry
from search.updating.planning import NO_FILE, is_same, stamp, unmounted
from search.updating.scope import Scope, below, scopes

Stamp = tuple[int, int, int]

GONE: Final[Stamp] = (-1, -1, -1)
"""Stands for the stamp of a file that is not there any more."""

_OTHER: Final = "it is another folder now, and empty"
_TRIES: Final = 3  # to read the catalogue of a generation before the next one replaces it


class Drift(Struct, frozen=True):
    """What an update would look at: how many files are new or look different (`changed`), how
    many are not there any more (`gone`).

    `items` has the folder, path and stamp (bytes; times of modification and of status
    change, ns) of each, and of files that could not be read before; as long as an item is
    the same, nothing has happened to its file. `refused` could not be read by the last update
    (or cannot be listed now), `left_out` counts what is not tried, which `passed` names; `missing`
    are indexed folders that are not there or are others now.
    """

    changed: int = 0
    gone: int = 0
    items: frozenset[tuple[str, str, Stamp]] = frozenset()
    refused: tuple[Failure, ...] = ()
    passed: tuple[Failure, ...] = ()
    missing: tuple[Failure, ...] = ()

    @property
    def left_out(self) -> int:
        """How many files and folders are not tried."""
        return len(self.passed)


class Freshness:
    """Compares an index with its folders; keeps the catalogue of one generation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._storage = Storage(settings.index)
        self._whole: tuple[int, Catalogue] = (-1, {})
        self._base: tuple[tuple[int, ...], Catalogue] = ((), {})

    def look(self, folders: Sequence[Path] = (), only: Collection[Path] = ()) -> Drift:
        """Compare these folders, or all that are indexed, with the index as it serves now.

        With `only`, these paths as well, or no more than these, as far as they lie in indexed
        folders. What cannot be seen, because a folder cannot be listed or a disk is away, is no
        drift.
        """
        wanted, catalogue, homes = self._known(folders, only)
        items: set[tuple[str, str, Stamp]] = set()
        refused: list[Failure] = []
        away: list[Failure] = []
        passed: list[Failure] = []
        changed = gone = 0
        for one in wanted:
            try:
                found = walk(one.folder, self._settings, one.only)
            except ReadError as error:
                away.append(Failure(one.name, error.reason))
                continue
            if one.name in homes and _is_other(homes[one.name], one, found):
                away.append(Failure(one.name, _OTHER))
            refused += _refused(catalogue, one, found)
            passed += [Failure(s.path, s.reason, True) for s in found.skipped if not s.failed]
            differing, missing = _compare(catalogue, homes, one, found)
            unread = [entry for entry, _ in differing if entry and entry.reason]
            changed += len(differing) - len(unread)
            gone += sum(entry.rows > 0 for entry in missing)
            items |= {(one.name, file.path, stamp(file)) for _, file in differing}
            items |= {(one.name, entry.path, GONE) for entry in missing}
        return Drift(changed, gone, frozenset(items), tuple(refused), tuple(passed), tuple(away))

    def folders(self) -> list[Path]:
        """The folders that are indexed now."""
        for _ in range(_TRIES):
            folder = self._storage.folder(self._storage.latest())
            try:
                return [Path(home) for home in read_folders(folder)]
            except DamagedIndex:
                break
        return []

    def _known(
        self, folders: Sequence[Path], only: Collection[Path]
    ) -> tuple[list[Scope], Catalogue, Folders]:
        """What there is to look at, what the generation that serves knows of it, at least, and
        its folders; nothing is known without one.
        """
        for _ in range(_TRIES):
            generation = self._storage.latest()
            folder = self._storage.folder(generation)
            try:
                homes = read_folders(folder)
                wanted = _wanted(folders, only, homes)
                if all(one.only for one in wanted):
                    places = [place for one in wanted for place in one.places]
                    return wanted, read_within(folder, places), homes
                return wanted, self._catalogue(generation), homes
            except FileNotFoundError:  # none yet, or published anew while we looked
                continue
            except (DamagedIndex, UnicodeDecodeError):  # to be built anew
                break
        return _wanted(folders, only, {}), {}, {}

    def _catalogue(self, generation: int) -> Catalogue:
        """All of the catalogue; what generations link on is read once."""
        if self._whole[0] != generation:
            folder = self._storage.folder(generation)
            found = (folder / FILE).stat()
            which = found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
            if self._base[0] != which:
                self._base = which, read_base(folder)
            self._whole = generation, read_catalogue(folder, self._base[1])
        return self._whole[1]


def _wanted(folders: Sequence[Path], only: Collection[Path], homes: Folders) -> list[Scope]:
    named = folders or ([] if only else [Path(home) for home in homes])
    return scopes(named, homes, only)[0]


def _compare(
    catalogue: Catalogue, homes: Folders, one: Scope, found: Walk
) -> tuple[list[tuple[Entry | None, File]], list[Entry]]:
    """Return the files that differ from what is known of them, and the entries without one."""
    corrections = read_corrections(one.name)
    differing: list[tuple[Entry | None, File]] = []
    seen: set[tuple[str, str]] = set()
    for file in found.files:
        place = (one.name, file.path)
        seen.add(place)
        entry = catalogue.get(place)
        corrected = entry is not None and corrections.hold(file.path, entry.corrections)
        same = corrected and not _differs(entry, file)
        if not same and file.path.rpartition("/")[2] != CORRECTIONS:
            differing.append((entry, file))
    seen |= {(one.name, skip.path) for skip in found.skipped if skip.kind not in NO_FILE}
    if one.name in homes and _is_other(homes[one.name], one, found):
        return differing, []
    paths = {shown(path) for path in one.only}
    missing = [
        entry
        for place, entry in catalogue.items()
        if place[0] == one.name
        and place not in seen
        and (not paths or below(entry.path, paths))
        and not below(entry.path, found.unreadable)
        and not unmounted(entry)
    ]
    return differing, missing


def _refused(catalogue: Catalogue, one: Scope, found: Walk) -> list[Failure]:
    """What is there and could not be read by the last update, or cannot be seen now."""
    known = (catalogue.get((one.name, file.path)) for file in found.files)
    failures = [failure for entry in known if entry for failure in entry.failures()]
    return failures + [Failure(s.path, s.reason) for s in found.skipped if s.failed]


def _is_other(home: Home, one: Scope, found: Walk) -> bool:
    """Whether another folder has this name now: perhaps a disk is not mounted."""
    return not is_same(home, found.identity) and bool(one.only or not found.files)


def _differs(entry: Entry | None, file: File) -> bool:
    """Whether an update would look into a file.

    One that was fresh when it was read is remembered without its time of modification.
    """
    if entry is None:
        return True
    size, modified, changed = stamp(file)
    return entry.stamp not in ((size, modified, changed), (size, 0, changed))
