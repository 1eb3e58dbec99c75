"""What an update has to do: the folders as they are against the catalogue as it was.

Touches the file system through reading's walk and digest, and the user's corrections; changes
nothing.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from search.catalogue import Catalogue, Entry
from search.corrections import FILE as CORRECTIONS
from search.corrections import Corrections, read_corrections
from search.errors import ReadError
from search.reading import File, Walk, digest, walk
from search.reading.walking import shown
from search.results import Failure
from search.settings import Settings

_SETTLED_NS: Final = 2_000_000_000  # the coarsest clock of a file system ticks every 2 s


@dataclass(slots=True)
class Plan:
    """Files to read, by what they are; entries to keep as they are and to remove.

    A file in `moved` has the content of an entry in `gone`; `left` are the entries in
    `gone` whose content is nowhere any more. `outdated` are the entries of changed files.
    `failed` are what the walk left out. `corrections` are the user's, by folder.
    """

    added: list[File] = field(default_factory=list)
    changed: list[File] = field(default_factory=list)
    moved: list[File] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)
    outdated: Catalogue = field(default_factory=dict)
    keep: Catalogue = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)
    corrections: dict[str, Corrections] = field(default_factory=dict)
    unchanged: int = 0
    refreshed: bool = False

    @property
    def reads(self) -> list[File]:
        """All files to read."""
        return [*self.added, *self.changed, *self.moved]

    @property
    def idle(self) -> bool:
        """Whether the index is up to date already."""
        return not (self.added or self.changed or self.moved or self.gone or self.refreshed)


def plan(settings: Settings, folders: Sequence[Path], known: Catalogue) -> Plan:
    """Compare the folders with what is known of them.

    A folder that cannot be listed is a failure and nothing below it is removed; raises
    ReadError where that holds for all of them.
    """
    made = Plan()
    listed: list[str] = []
    problems: list[ReadError] = []
    pending = dict(known)
    for root in outermost(folders):
        name = shown(os.fsencode(root))
        try:
            found = walk(Path(root), settings)
        except ReadError as error:
            problems.append(error)
            made.failed.append(Failure(error.path, error.reason))
            continue
        listed.append(name)
        home = _home(name, known)
        _read_corrections(made, home)
        _compare(made, home, name, found, pending)
    if problems and not listed:
        raise problems[0]
    for entry in pending.values():
        if any(_within(_place(entry), root) for root in listed) and not _unmounted(entry):
            made.gone.append(entry)
        else:
            made.keep[entry.place] = entry
    _pair_moves(made)
    return made


def outermost(folders: Iterable[Path]) -> list[str]:
    """Return the real paths of the folders, without those that lie in another of them."""
    paths = sorted({os.path.realpath(folder) for folder in folders})
    return [p for p in paths if not any(_within(p, q) for q in paths if q != p)]


def _home(root: str, known: Catalogue) -> str:
    """Return the indexed folder that `root` lies in, or `root` itself."""
    homes = {folder for folder, _ in known if _within(root, folder)}
    return min(homes, key=len, default=root)


def _read_corrections(made: Plan, home: str) -> None:
    """Read the user's corrections of a folder once, and report what is wrong with them."""
    if home not in made.corrections:
        made.corrections[home] = read_corrections(home)
        problems = made.corrections[home].problems
        made.failed.extend(Failure(CORRECTIONS, str(problem)) for problem in problems)


def _compare(made: Plan, home: str, root: str, found: Walk, pending: Catalogue) -> None:
    prefix = "" if home == root else os.path.relpath(root, home).replace(os.sep, "/") + "/"
    for file in found.files:
        if home != root:
            file = replace(file, folder=home, path=prefix + file.path)
        if file.path.rpartition("/")[2] != CORRECTIONS:
            _sort_in(made, file, pending.pop((home, file.path), None))
    for skipped in found.skipped:
        made.failed.append(Failure(prefix + skipped.path, skipped.reason))
        _retain(made, pending, home, prefix + skipped.path)
    for folder in found.unreadable:
        _retain(made, pending, home, f"{prefix}{folder}/")


def _sort_in(made: Plan, file: File, entry: Entry | None) -> None:
    """Decide about a file: new, changed, or as it was."""
    if entry is None:
        made.added.append(file)
    elif entry.corrections != made.corrections[file.folder].digest(file.path):
        (made.changed if entry.rows else made.added).append(file)
        made.outdated[entry.place] = entry
    elif entry.stamp == stamp(file):
        _as_before(made, entry)
    else:
        try:
            same = digest(file) == entry.digest
        except ReadError as error:
            made.failed.append(Failure(error.path, error.reason))
            made.keep[entry.place] = entry
            return
        if same:
            current = replace(entry, stamp=settled(file), device=file.device)
            made.refreshed |= current != entry
            _as_before(made, current)
        else:
            (made.changed if entry.rows else made.added).append(file)
            made.outdated[entry.place] = entry


def _as_before(made: Plan, entry: Entry) -> None:
    made.keep[entry.place] = entry
    if entry.reason:
        made.failed.append(Failure(entry.path, entry.reason))
    else:
        made.unchanged += 1


def stamp(file: File) -> tuple[int, int, int]:
    """Return what tells without reading whether a file may have changed.

    The status-change time is part of it, because a program can set the other one back.
    """
    return file.size, file.modified_ns, file.changed_ns


def settled(file: File) -> tuple[int, int, int]:
    """Return the stamp to remember: one that no file has, where the file is so fresh that
    it may change again within one tick of its clock.
    """
    size, modified, changed = stamp(file)
    fresh = time.time_ns() - max(modified, changed) < _SETTLED_NS
    return size, 0 if fresh else modified, changed


def _retain(made: Plan, pending: Catalogue, home: str, path: str) -> None:
    """Keep what is known of a file, or of all below a folder, that cannot be read now."""
    if not path.endswith("/"):
        places = [(home, path)] if (home, path) in pending else []
    else:
        places = [p for p in pending if p[0] == home and p[1].startswith(path.lstrip("/"))]
    for place in places:
        made.keep[place] = pending.pop(place)


def _unmounted(entry: Entry) -> bool:
    """Tell whether a missing file lay on a disk that is not there now.

    The nearest folder that still exists is then on another device than the file was.
    """
    folders = Path(_place(entry)).parents
    nearest = next(folder for folder in folders if folder.is_dir())
    return nearest.stat().st_dev != entry.device


def _pair_moves(made: Plan) -> None:
    """Find new files whose content is that of a missing one."""
    by_size: dict[int, list[Entry]] = defaultdict(list)
    for entry in made.gone:
        if entry.rows:
            by_size[entry.stamp[0]].append(entry)
    left = {entry.place: entry for entry in made.gone}
    added = []
    for file in made.added:
        origin = _origin(file, [e for e in by_size.get(file.size, ()) if e.place in left])
        if origin is None:
            added.append(file)
        else:
            made.moved.append(file)
            del left[origin.place]
    made.added = added
    made.left = list(left.values())


def _origin(file: File, candidates: list[Entry]) -> Entry | None:
    if not candidates:
        return None
    try:
        content = digest(file)
    except ReadError:
        return None  # reading it will fail as well, and be reported then
    return next((entry for entry in candidates if entry.digest == content), None)


def _place(entry: Entry) -> str:
    return f"{entry.folder.rstrip('/')}/{entry.path}"


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
