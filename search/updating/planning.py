"""What an update has to do: the folders as they are against the catalogue as it was.

Reads files through reading's walk and digest, and the user's corrections; changes nothing.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from search.errors import ReadError
from search.reading import File, Walk, digest, walk
from search.reading.walking import real, shown
from search.results import Failure
from search.settings import Settings
from search.updating.catalogue import Catalogue, Entry, Folders
from search.updating.correctionfile import read_corrections
from search.updating.corrections import FILE as CORRECTIONS
from search.updating.corrections import Corrections

_SETTLED_NS: Final = 2_000_000_000  # the coarsest clock of a file system ticks every 2 s
NO_FILE: Final = frozenset({"link", "special"})  # kinds of what is left out: the file is gone
_EMPTIED: Final = (
    "it is another folder now, and empty; what was indexed of it is kept (to let that go: "
    "mulu index --forget FOLDER)"
)


@dataclass(slots=True)
class Plan:
    """Files to read, by what they are; entries to keep as they are and to remove.

    A file in `moved` has the content of an entry in `gone`; `left` are the entries in
    `gone` whose content is nowhere any more. `outdated` are the entries of changed files.
    `unreachable` are the entries (kept as well) of files that may be there, but in a folder
    that cannot be seen now; `missing` are folders of which that holds as a whole.
    `failed` are what the walk left out. `corrections` are the user's, by folder; `folders`
    are those that the index is made from, `known` is what was known before. What was refused
    at a limit that is lower than that of `settings` is read again.
    """

    settings: Settings = field(default_factory=Settings)
    added: list[File] = field(default_factory=list)
    changed: list[File] = field(default_factory=list)
    moved: list[File] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)
    outdated: Catalogue = field(default_factory=dict)
    keep: Catalogue = field(default_factory=dict)
    unreachable: list[Entry] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    folders: Folders = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)
    corrections: dict[str, Corrections] = field(default_factory=dict)
    known: Catalogue = field(default_factory=dict)
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


def plan(
    settings: Settings,
    folders: Sequence[Path],
    known: Catalogue,
    homes: Folders | None = None,
    *,
    forget: Collection[str] = (),
    anew: bool = False,
) -> Plan:
    """Compare the folders with what is known of them; `homes` are the indexed folders.

    A folder that cannot be listed is a failure and nothing below it is removed; raises
    ReadError where that holds for all of them. Nor is anything removed that lay on another
    device, or where another, empty folder has an indexed one's place: the disk may be away.
    A file that is a link now is gone, and so is what lay below a folder of `forget` and is
    not found. A plan `anew` reads all files; the known ones it would lose are `unreachable`.
    """
    homes = homes or {}
    made = Plan(settings, known=known)
    made.folders = {name: which for name, which in homes.items() if not _below(name, forget)}
    listed: list[str] = []
    problems: list[ReadError] = []
    pending = dict(known)
    roots = outermost(folders)
    for root in map(Path, roots):
        name = real_name(root)
        try:
            found = walk(root, settings)
        except ReadError as error:
            problems.append(error)
            _miss(made, name, error.reason)
            continue
        if name not in forget and _emptied(made, name, found, anew):
            _miss(made, name, _EMPTIED)
        else:
            listed.append(name)
            _compare(made, _home(made, name, found), name, found, pending, anew)
    if problems and len(problems) == len(roots):
        raise problems[0]
    _part(made, pending.values(), listed, forget)
    made.refreshed |= made.folders != homes
    if anew:
        made.gone, made.keep = [], {}
    _pair_moves(made)
    return made


def outermost(folders: Iterable[Path]) -> list[str]:
    """Return the real paths of the folders, without those that lie in another of them."""
    paths = sorted({os.fsdecode(real(folder)) for folder in folders})
    return [p for p in paths if not any(within(p, q) for q in paths if q != p)]


def real_name(folder: Path) -> str:
    """Return the name that an indexed folder has in the catalogue."""
    return shown(real(folder))


def _miss(made: Plan, name: str, reason: str) -> None:
    made.missing.append(name)
    made.failed.append(Failure(name, reason))


def _home(made: Plan, root: str, found: Walk) -> str:
    """Return the indexed folder that `root` lies in, or `root`, which takes over those in it."""
    homes = {*made.folders, *(folder for folder, _ in made.known)}
    home = min((home for home in homes if within(root, home)), key=len, default=root)
    if home == root:
        made.folders = {f: which for f, which in made.folders.items() if not within(f, root)}
        made.folders[root] = found.identity
    return home


def _emptied(made: Plan, name: str, found: Walk, anew: bool) -> bool:
    """Whether another folder, without a file, stands where one with documents was indexed.

    The folder itself, emptied file by file, is the same inode still.
    """
    if found.files or made.folders.get(name) == found.identity:
        return False
    return (anew and name in made.folders) or any(
        entry.rows and entry.folder == name for entry in made.known.values()
    )


def _part(
    made: Plan, pending: Iterable[Entry], listed: Sequence[str], forget: Collection[str]
) -> None:
    """Decide about what was known and not found: gone, out of reach, or not asked for."""
    unsure = [(entry, True) for entry in made.unreachable] + [(entry, False) for entry in pending]
    made.unreachable = []
    for entry, unseen in unsure:
        place = entry.location
        known = _below(place, listed)
        if _below(place, forget):
            made.gone.append(entry)
        elif unseen or _below(place, made.missing) or (known and unmounted(entry)):
            made.unreachable.append(entry)
            made.keep[entry.place] = entry
        elif known:
            made.gone.append(entry)
        else:
            made.keep[entry.place] = entry


def _below(place: str, folders: Collection[str]) -> bool:
    return any(within(place, folder) for folder in folders)


def _read_corrections(made: Plan, home: str) -> None:
    """Read the user's corrections of a folder once, and report what is wrong with them."""
    if home not in made.corrections:
        made.corrections[home] = read_corrections(home)
        problems = made.corrections[home].problems
        made.failed.extend(Failure(CORRECTIONS, str(problem)) for problem in problems)


def _compare(made: Plan, home: str, root: str, found: Walk, pending: Catalogue, anew: bool) -> None:
    _read_corrections(made, home)
    prefix = "" if home == root else os.path.relpath(root, home).replace(os.sep, "/") + "/"
    for file in found.files:
        if home != root:
            file = replace(file, folder=home, path=prefix + file.path)
        if file.path.rpartition("/")[2] != CORRECTIONS:
            entry = pending.pop((home, file.path), None)
            _sort_in(made, file, None if anew else entry)
    for skipped in found.skipped:
        made.failed.append(Failure(prefix + skipped.path, skipped.reason))
        place = (home, prefix + skipped.path)
        if place in pending and skipped.kind not in NO_FILE:
            made.keep[place] = pending.pop(place)
    for folder in found.unreadable:
        below = f"{prefix}{folder}/"
        places = [p for p in pending if p[0] == home and p[1].startswith(below)]
        made.unreachable.extend(pending.pop(place) for place in places)


def _sort_in(made: Plan, file: File, entry: Entry | None) -> None:
    """Decide about a file: new, changed, to be read again, or as it was."""
    if entry is None:
        made.added.append(file)
        return
    corrected = made.corrections[file.folder].hold(file.path, entry.corrections)
    due = not corrected or entry.is_given_more(made.settings)
    if not due and entry.stamp == stamp(file):
        _as_before(made, entry)
        return
    try:
        same = not due and digest(file) == entry.digest
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
    if entry.reason or entry.refused:
        made.failed.extend(entry.failures())
    made.unchanged += not entry.reason


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


def unmounted(entry: Entry) -> bool:
    """Tell whether a missing file lay on a disk that is not there now.

    The nearest folder that still exists is then on another device than the file was.
    """
    folders = Path(entry.location).parents
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
    try:
        content = digest(file) if candidates else ""
    except ReadError:
        return None  # reading it will fail as well, and be reported then
    return next((entry for entry in candidates if entry.digest == content), None)


def within(path: str, folder: str) -> bool:
    """Whether a path is that folder or lies below it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
