"""How far an index is behind its folders, as names, sizes and times tell; no file is opened.

Touches the file system through reading's walk, the catalogue and the user's corrections.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from search.engine.storage import Storage
from search.errors import DamagedIndex, ReadError
from search.frozen import dataclass
from search.reading import File, Walk, walk
from search.settings import Settings
from search.updating.catalogue import Catalogue, Entry, Folders, read_catalogue, read_folders
from search.updating.correctionfile import read_corrections
from search.updating.corrections import FILE as CORRECTIONS
from search.updating.planning import NO_FILE, outermost, real_name, stamp, unmounted, within

Stamp = tuple[int, int, int]

GONE: Final[Stamp] = (-1, -1, -1)
"""Stands for the stamp of a file that is not there any more."""

_TRIES: Final = 3  # to read the catalogue of a generation before the next one replaces it


@dataclass(frozen=True, slots=True)
class Drift:
    """What an update would look at: how many files are new or look different (`changed`), how
    many are not there any more (`gone`).

    `items` has the folder, path and stamp (bytes; times of modification and of status
    change, ns) of each, and of files that could not be read before; as long as an item is
    the same, nothing has happened to its file.
    """

    changed: int = 0
    gone: int = 0
    items: frozenset[tuple[str, str, Stamp]] = frozenset()


class Freshness:
    """Compares an index with its folders; keeps the catalogue of one generation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._storage = Storage(settings.index)
        self._read: tuple[int, Catalogue, Folders] = (-1, {}, {})

    def look(self, folders: Sequence[Path] = ()) -> Drift:
        """Compare these folders, or all that are indexed, with the index as it serves now.

        What cannot be seen, because a folder cannot be listed or a disk is away, is no drift.
        """
        catalogue, homes = self._known()
        roots = outermost(folders or map(Path, homes))
        items: set[tuple[str, str, Stamp]] = set()
        changed = gone = 0
        for root in roots:
            try:
                found = walk(Path(root), self._settings)
            except ReadError:
                continue
            name = real_name(Path(root))
            home = next((home for home in homes if within(name, home)), name)
            differing, missing = _compare(catalogue, homes, home, name, found)
            unread = [entry for entry, _ in differing if entry and entry.reason]
            changed += len(differing) - len(unread)
            gone += sum(entry.rows > 0 for entry in missing)
            items |= {(home, _path(home, name, file), stamp(file)) for _, file in differing}
            items |= {(home, entry.path, GONE) for entry in missing}
        return Drift(changed, gone, frozenset(items))

    def folders(self) -> list[Path]:
        """The folders that are indexed now."""
        return [Path(home) for home in self._known()[1]]

    def _known(self) -> tuple[Catalogue, Folders]:
        """The catalogue and the folders of the generation that serves; empty without one."""
        for _ in range(_TRIES):
            generation = self._storage.latest()
            folder = self._storage.folder(generation)
            if self._read[0] == generation:
                break
            try:
                self._read = (generation, read_catalogue(folder), read_folders(folder))
            except FileNotFoundError:  # none yet, or published anew while we looked
                self._read = (-1, {}, {})
            except (DamagedIndex, UnicodeDecodeError):  # to be built anew
                self._read = (generation, {}, {})
        return self._read[1], self._read[2]


def _compare(
    catalogue: Catalogue, homes: Folders, home: str, root: str, found: Walk
) -> tuple[list[tuple[Entry | None, File]], list[Entry]]:
    """Return the files that differ from what is known of them, and the entries without one."""
    corrections = read_corrections(home)
    differing: list[tuple[Entry | None, File]] = []
    seen: set[tuple[str, str]] = set()
    for file in found.files:
        place = (home, _path(home, root, file))
        seen.add(place)
        entry = catalogue.get(place)
        corrected = entry is not None and corrections.hold(place[1], entry.corrections)
        same = corrected and not _differs(entry, file)
        if not same and place[1].rpartition("/")[2] != CORRECTIONS:
            differing.append((entry, file))
    skipped = [one for one in found.skipped if one.kind not in NO_FILE]
    seen |= {(home, _below(home, root, one.path)) for one in skipped}
    hidden = [_below(home, root, folder) for folder in found.unreadable]
    if not found.files and homes.get(home, found.identity) != found.identity and home == root:
        return differing, []  # another, empty folder has its name: a disk that is not mounted
    missing = [
        entry
        for place, entry in catalogue.items()
        if place[0] == home
        and place not in seen
        and within(f"{home.rstrip('/')}/{entry.path}", root)
        and not any(within(entry.path, folder) for folder in hidden)
        and not unmounted(entry)
    ]
    return differing, missing


def _differs(entry: Entry | None, file: File) -> bool:
    """Whether an update would look into a file.

    One that was fresh when it was read is remembered without its time of modification.
    """
    if entry is None:
        return True
    size, modified, changed = stamp(file)
    return entry.stamp not in ((size, modified, changed), (size, 0, changed))


def _path(home: str, root: str, file: File) -> str:
    return _below(home, root, file.path)


def _below(home: str, root: str, path: str) -> str:
    return path if home == root else f"{root[len(home) :].strip('/')}/{path}"
