"""Bring the index up to date with folders: what changed is read, the rest is left alone.

Decides what to build upon and refuses what would lose documents; `planning` compares, `run`
reads and writes. Touches the index and, read-only, the folders.
"""

from __future__ import annotations

import errno
import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.engine.storage import Manifest, Storage
from search.engine.trust import damaged
from search.errors import DamagedIndex, NoIndex, ReadError, StaleIndex, StorageError
from search.results import Update
from search.settings import Settings
from search.updating.catalogue import (
    FILE,
    FOLDERS,
    TABLES,
    Catalogue,
    Folders,
    read_catalogue,
    read_folders,
)
from search.updating.events import event
from search.updating.fingerprint import fingerprint
from search.updating.mending import mend_index
from search.updating.planning import Plan, plan, real_name, within
from search.updating.preparing import prepare_all, read_all
from search.updating.run import Progress, Reading, Run

_FULL: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "a file would be larger than is allowed here",
}


@dataclass(frozen=True, slots=True)
class _Work:
    """What to do, on top of which generation; without one, everything.

    `anew`: an index that holds more than `base` serves until all is done.
    """

    base: Manifest | None
    plan: Plan
    anew: bool = False


def update(
    settings: Settings,
    folders: Sequence[Path],
    *,
    forget: Sequence[Path] = (),
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Update:
    """Bring the index up to date with the folders and say what was done.

    Only documents below these folders are ever removed, and those below the folders of
    `forget`, which need not be there any more. A dry run reads the files as well, to tell
    which cannot be. `progress` is told the number of files done and in all, and the last
    one's path. Raises IndexLocked, ReadError where none of the folders can be listed or
    nothing of one to forget is known, StorageError where the disk is full or the index has to
    be built anew and would lose documents that are out of reach, and Interrupted after
    Ctrl-C: what was read until then is kept, and the next run goes on from there.
    """
    started = time.perf_counter()
    storage, version = Storage(settings.index), fingerprint()
    if dry_run:
        made = _work(storage, version, settings, folders, forget).plan
        Reading(made, progress).read(read_all(made.reads, settings))
    else:
        with _told_if_full(storage), storage.lock(settings.lock_seconds):
            storage.sweep()
            work = _work(storage, version, settings, folders, forget, mending=True)
            _carry_out(storage, version, settings, work, progress)
            made = work.plan
    return Update(
        added=tuple(file.path for file in made.added),
        changed=tuple(file.path for file in made.changed),
        removed=tuple(entry.path for entry in made.left if entry.rows),
        moved=tuple(file.path for file in made.moved),
        unchanged=made.unchanged,
        failed=tuple(sorted(made.failed, key=lambda failure: failure.path)),
        seconds=time.perf_counter() - started,
    )


def _carry_out(
    storage: Storage,
    version: dict[str, str],
    settings: Settings,
    work: _Work,
    progress: Progress | None,
) -> None:
    made, whole = work.plan, work.base is None or work.anew
    event("index.begun", read=len(made.reads), remove=len(made.gone), anew=work.anew)
    if whole or not made.idle:
        how = {"hidden": work.anew, "whole": whole, "alone": settings.workers == 1}
        run = Run(storage, version, work.base, made, progress, **how)
        run.carry_out(prepare_all(made.reads, settings))
    event("index.done", unchanged=made.unchanged, failed=len(made.failed))


@contextmanager
def _told_if_full(storage: Storage) -> Iterator[None]:
    """Say what a full disk means: nothing is lost, and how much room is needed."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        held = 0
        with suppress(StorageError):
            held = sum(size for size, _ in storage.serving().files.values())
        raise StorageError(
            f"{storage.root}: {_FULL[error.errno]}; the index is as it was, and what was begun "
            f"has been removed; make room (about {1 + 2 * held // 1_000_000:,} MB and what new "
            "documents take) and run it again"
        ) from error


@contextmanager
def _growing() -> Iterator[None]:
    """Look for no garbage meanwhile: a catalogue and a plan are none, and looking through them
    again and again, as they grow, takes a fifth of an update that finds nothing to do.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@_growing()
def _work(
    storage: Storage,
    version: dict[str, str],
    settings: Settings,
    folders: Sequence[Path],
    forget: Sequence[Path],
    *,
    mending: bool = False,
) -> _Work:
    """Return what to do; with `mending`, mend a damaged index first if that can be.

    Where the index is new, stale or damaged all is built anew while the old generation, if
    there is one, keeps serving. A rebuild brings back all folders that were in it, and goes on
    from where an earlier one was stopped.
    """
    opened = _opened(storage, version, mending=mending)
    former, homes = _former(storage)
    known = {*homes, *(folder for folder, _ in former)}
    forgotten = [real_name(folder) for folder in forget]
    for name in forgotten:
        if name not in known and not any(within(f"{f}/{p}", name) for f, p in former):
            raise ReadError(name, f"nothing of it is indexed; indexed are: {', '.join(known)}")
    if isinstance(opened, Manifest):
        return _Work(opened, plan(settings, folders, former, homes, forget=forgotten))
    known = {folder for folder in known if not any(within(folder, f) for f in forgotten)}
    everything = [*folders, *map(Path, sorted(known))]
    if not everything and not forget:
        raise _unknown(opened)
    made = plan(settings, everything, former, homes, forget=forgotten, anew=True)
    _lose_nothing(storage, made, known)
    anew = not isinstance(opened, NoIndex)
    if draft := storage.draft(version):
        begun = _tables(storage.folder(draft.generation))
        made = plan(settings, everything, *begun, forget=forgotten)
    return _Work(draft, made, anew)


def _unknown(error: StorageError) -> StorageError:
    """Return what to say where it is not known any more which folders were indexed."""
    if not isinstance(error, DamagedIndex):
        return error
    return DamagedIndex(error.what, "its folders are not known any more: mulu index FOLDER")


def _opened(storage: Storage, version: dict[str, str], *, mending: bool) -> Manifest | StorageError:
    """Return the serving generation, or why nothing can be built upon it."""
    try:
        return _whole(storage, version)
    except DamagedIndex as error:
        if not mending:
            return error
    except (NoIndex, StaleIndex) as error:
        return error
    try:
        mend_index(storage, version)
        return _whole(storage, version)
    except (NoIndex, StaleIndex, DamagedIndex) as error:
        return error


def _whole(storage: Storage, version: dict[str, str]) -> Manifest:
    """Open the index as `Storage.open` does, and look at every byte of the tables."""
    manifest = storage.open(version)
    for name in storage.broken(manifest, TABLES):
        raise damaged(storage.folder(manifest.generation) / name, "is not what was written")
    return manifest


def _lose_nothing(storage: Storage, made: Plan, known: set[str]) -> None:
    """Refuse a rebuild that cannot bring back what the index holds: the old one stays."""
    lost = known.intersection(made.missing)
    lost |= {entry.folder for entry in made.unreachable if entry.rows}
    if lost:
        names = ", ".join(sorted(lost))
        raise StorageError(
            f"{storage.root}: this index has to be built anew, but these folders are not there, "
            f"are empty or cannot be listed as a whole: {names}; bring them back, or give up "
            "what is not there: mulu index --forget FOLDER"
        )


def _former(storage: Storage) -> tuple[Catalogue, Folders]:
    """Return what the serving generation was made from, even if it is stale or damaged.

    A damaged table is not believed where it is known to be that; the manifest has the
    folders as well, but not which they were: another one may have taken a name.
    """
    catalogue, folders = _tables(storage.folder(storage.latest()))
    with suppress(StorageError):
        manifest = storage.serving()
        broken = storage.broken(manifest, TABLES)
        if FILE in broken:
            catalogue = {}
        if FOLDERS in broken:
            folders = dict.fromkeys(manifest.folders, (0, 0))
    return catalogue, folders


def _tables(folder: Path) -> tuple[Catalogue, Folders]:
    """Return the catalogue and the folders of a generation, as far as they can be read."""
    catalogue: Catalogue = {}
    folders: Folders = {}
    with suppress(FileNotFoundError, DamagedIndex, UnicodeDecodeError):
        folders = read_folders(folder)
    with suppress(FileNotFoundError, DamagedIndex, UnicodeDecodeError):
        catalogue = read_catalogue(folder)
    return catalogue, folders
