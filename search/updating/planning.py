"""What an update has to do: the folders as they are against the catalogue as it was.

Reads files through reading's walk and digest, and the user's corrections; changes nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from search.errors import ReadError
from search.reading import File, Walk, digest, walk
from search.reading.walking import shown
from search.results import Failure
from search.settings import Settings
from search.updating.catalogue import Catalogue, Folders, Home
from search.updating.correctionfile import read_corrections
from search.updating.corrections import FILE as CORRECTIONS
from search.updating.corrections import Corrections
from search.updating.entries import Entry
from search.updating.moves import pair_moves
from search.updating.scope import Scope, below, within

_SETTLED_NS: Final = 2_000_000_000  # the coarsest clock of a file system ticks every 2 s
NO_FILE: Final = frozenset({"link", "special"})  # kinds of what is left out: the file is gone
_EMPTIED: Final = (
    "it is another folder now, and empty; what was indexed of it is kept (to let that go: "
    "mulu index --forget FOLDER)"
)
_NOTHING: Final = "there is no such file or folder, and nothing of it is indexed"


class Plan(Struct):
    """Files to read, by what they are; entries to keep as they are and to remove.

    A file in `moved` has the content of an entry in `gone`; `left` are the entries in
    `gone` whose content is nowhere any more. `outdated` are the entries of changed files,
    `origins` those in `gone` by the place where their content is now.
    `unreachable` are the entries (kept as well) of files that may be there, but in a folder
    that cannot be seen now; `missing` are folders of which that holds as a whole.
    `failed` are what the walk left out. `corrections` are the user's, by folder; `folders`
    are those that the index is made from, `known` is what was known before, `since` when that
    was written (POSIX seconds). What was refused at a limit that is lower than that of
    `settings` is read again.
    """

    settings: Settings = field(default_factory=Settings)
    added: list[File] = field(default_factory=list)
    changed: list[File] = field(default_factory=list)
    moved: list[File] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)
    outdated: Catalogue = field(default_factory=dict)
    origins: Catalogue = field(default_factory=dict)
    keep: Catalogue = field(default_factory=dict)
    unreachable: list[Entry] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    folders: Folders = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)
    corrections: dict[str, Corrections] = field(default_factory=dict)
    known: Catalogue = field(default_factory=dict)
    since: float = 0.0
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
    scope: Sequence[Scope],
    known: Catalogue,
    homes: Folders | None = None,
    *,
    forget: Collection[str] = (),
    anew: bool = False,
    since: float = 0.0,
) -> Plan:
    """Compare what is in scope with what is known of it; `homes` are the indexed folders.

    A folder that cannot be listed is a failure and nothing below it is removed; raises
    ReadError where that holds for all of them. Nor is anything removed that lay on another
    device, or where another, empty folder has an indexed one's place: the disk may be away.
    A file that is a link now is gone, and so is what lay below a folder of `forget` and is
    not found. A plan `anew` reads all files; the known ones it would lose are `unreachable`.
    """
    homes = homes or {}
    made = Plan(settings, known=known, since=since)
    made.folders = {name: which for name, which in homes.items() if not below(name, forget)}
    looked: set[str] = set()
    problems: list[ReadError] = []
    pending = dict(known)
    for one in scope:
        problems += _look(made, one, pending, looked, forgotten=one.name in forget, anew=anew)
    if problems and len(problems) == sum(len(one.only) or 1 for one in scope):
        raise problems[0]
    _part(made, pending.values(), looked, forget)
    made.refreshed |= made.folders != homes
    if anew:
        made.gone, made.keep = [], {}
    made.added, moved, made.left = pair_moves(made.added, made.gone)
    made.moved = [file for file, _ in moved]
    made.origins = {(file.folder, file.path): origin for file, origin in moved}
    return made


def _look(
    made: Plan, one: Scope, pending: Catalogue, looked: set[str], *, forgotten: bool, anew: bool
) -> list[ReadError]:
    """Compare one folder, or what is in scope of it; return an error for each that there is
    nothing to be said of. What was looked at is added to `looked`.
    """
    try:
        found = walk(one.folder, made.settings, one.only)
    except ReadError as error:
        _miss(made, one.name, error.reason)
        return [error] * (len(one.only) or 1)
    if not forgotten and _emptied(made, one, found, anew):
        _miss(made, one.name, _EMPTIED)
        return []
    looked.update([f"{one.name.rstrip('/')}/{path}" for _, path in one.places] or [one.name])
    problems = [
        ReadError(str(one.location(path)), _NOTHING)
        for path in one.only
        if _is_nothing(one, path, found, made.known)
    ]
    made.failed.extend(Failure(problem.path, problem.reason) for problem in problems)
    _compare(made, one.name, found, pending, anew)
    if not one.only:
        _take(made, one.name, found)
    return problems


def _take(made: Plan, name: str, found: Walk) -> None:
    """Note which folder it is that was looked at as a whole; those in it are part of it now.

    What is wrong with its corrections is told here, not again with each file that changes.
    """
    former, corrections = made.folders.get(name), made.corrections[name]
    problems = list(corrections.problems)
    if corrections.lines and not found.unreadable:
        problems += corrections.strays({file.path for file in found.files})
    made.failed.extend(Failure(CORRECTIONS, str(problem)) for problem in problems)
    mark = former.corrections if former and corrections.unread else corrections.mark
    made.folders = {f: home for f, home in made.folders.items() if not within(f, name)}
    made.folders[name] = Home(*found.identity, mark)


def _is_nothing(one: Scope, path: bytes, found: Walk, known: Catalogue) -> bool:
    """Whether neither a file or folder of this name is there nor anything is known of it."""
    name = shown(path)
    return not (
        os.path.lexists(one.location(path))
        or any(within(name, folder) for folder in found.unreadable)
        or any(folder == one.name and within(place, name) for folder, place in known)
    )


def _miss(made: Plan, name: str, reason: str) -> None:
    made.missing.append(name)
    made.failed.append(Failure(name, reason))


def _emptied(made: Plan, one: Scope, found: Walk, anew: bool) -> bool:
    """Whether another folder, without a file, stands where one with documents was indexed.

    The folder itself, emptied file by file, is the same inode still. Where only some of another
    one was looked at, nothing is known of the rest.
    """
    home = made.folders.get(one.name)
    if is_same(home, found.identity):
        return False
    if one.only:
        return home is not None
    return not found.files and (
        (anew and home is not None)
        or any(entry.rows and entry.folder == one.name for entry in made.known.values())
    )


def is_same(home: Home | None, identity: tuple[int, int]) -> bool:
    """Whether a folder is the one that was indexed."""
    return home is not None and home[:2] == identity


def _part(
    made: Plan, pending: Iterable[Entry], looked: Collection[str], forget: Collection[str]
) -> None:
    """Decide about what was known and not found: gone, out of reach, or not asked for."""
    unsure = [(entry, True) for entry in made.unreachable] + [(entry, False) for entry in pending]
    made.unreachable = []
    for entry, unseen in unsure:
        place = entry.location
        known = below(place, looked)
        if below(place, forget):
            made.gone.append(entry)
        elif unseen or below(place, made.missing) or (known and unmounted(entry)):
            made.unreachable.append(entry)
            made.keep[entry.place] = entry
        elif known:
            made.gone.append(entry)
        else:
            made.keep[entry.place] = entry


def _compare(made: Plan, home: str, found: Walk, pending: Catalogue, anew: bool) -> None:
    made.corrections.setdefault(home, read_corrections(home))
    for file in found.files:
        if file.path.rpartition("/")[2] != CORRECTIONS:
            entry = pending.pop((home, file.path), None)
            _sort_in(made, file, None if anew else entry)
    for skipped in found.skipped:
        again = home in made.folders and skipped.changed < made.since
        made.failed.append(Failure(skipped.path, skipped.reason, not skipped.failed, again))
        place = (home, skipped.path)
        if place in pending and skipped.kind not in NO_FILE:
            made.keep[place] = pending.pop(place)
    for folder in found.unreadable:
        places = [p for p in pending if p[0] == home and p[1].startswith(f"{folder}/")]
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
        made.failed.extend(replace(failure, again=True) for failure in entry.failures())
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
