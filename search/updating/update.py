"""Bring the index up to date with folders: what changed is read, the rest is left alone.

`groundwork` decides what to build upon, `planning` compares, `run` reads and writes. Touches
the index and, read-only, the folders.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from search.engine.generations.storage import Storage
from search.errors import StorageError
from search.results import Failure, Update
from search.settings import Settings
from search.updating.events import event
from search.updating.fingerprint import fingerprint
from search.updating.groundwork import Wanted, Work, work
from search.updating.process import growing

if TYPE_CHECKING:
    from search.updating.planning import Plan
    from search.updating.run import Progress

_FULL: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "a file would be larger than is allowed here",
}

_FORBIDDEN: Final = {
    errno.EROFS: "the disk of this index can only be read",
    errno.EACCES: "you may not write to this index",
    errno.EPERM: "you may not write to this index",
}


def update(
    settings: Settings,
    folders: Sequence[Path],
    *,
    only: Sequence[Path] = (),
    forget: Sequence[Path] = (),
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Update:
    """Bring the index up to date with the folders and say what was done.

    With `only`, these paths in indexed folders, files or folders, there or gone, are looked at,
    and nothing else is, so that it takes as long as there are of them; a move is recognised
    where both of its ends are among them. All of a folder is looked at where what the user
    corrects in it has changed, and everything where the index has to be built anew; `widened`
    says so.

    Only documents below these paths and folders are ever removed, and those below the folders
    of `forget`, which need not be there any more. A dry run reads the files as well, to tell
    which cannot be. `progress` is told the number of files done and in all, and the last
    one's path. Raises IndexLocked, ReadError where none of the folders can be listed, a path
    lies in no indexed folder, or nothing is known of any path or of one to forget,
    StorageError where the disk is full or the index has to be built anew and would lose
    documents that are out of reach, and Interrupted after Ctrl-C: what was read until then is
    kept, and the next run goes on from there.
    """
    started = time.perf_counter()
    storage, version = Storage(settings.index), fingerprint()
    wanted = Wanted(folders, only, forget)
    if dry_run:
        with growing():
            found = work(storage, version, settings, wanted)
        made = found.plan
        from search.updating.preparing import read_all
        from search.updating.run import Reading

        Reading(made, progress).read(read_all(made.reads, settings))
    else:
        with _told_if_full(storage), storage.lock(settings.lock_seconds):
            storage.sweep()
            with growing():
                found = work(storage, version, settings, wanted, mending=True)
            made = found.plan
            _carry_out(storage, version, settings, found, progress)
    return Update(
        added=tuple(file.path for file in made.added),
        changed=tuple(file.path for file in made.changed),
        removed=tuple(entry.path for entry in made.left if entry.rows),
        moved=tuple(file.path for file in made.moved),
        unchanged=made.unchanged,
        failed=_failures(made, named=bool(only)),
        seconds=time.perf_counter() - started,
        widened=found.widened,
    )


def _failures(made: Plan, *, named: bool) -> tuple[Failure, ...]:
    """What could not be read, in order; where paths were `named`, nothing of it is old."""
    failed = (replace(f, again=False) for f in made.failed) if named else made.failed
    return tuple(sorted(failed, key=lambda failure: failure.path))


def _carry_out(
    storage: Storage,
    version: dict[str, str],
    settings: Settings,
    found: Work,
    progress: Progress | None,
) -> None:
    made, whole = found.plan, found.base is None or found.anew
    for reason in found.widened:
        event("index.widened", reason=reason)
    event("index.begun", read=len(made.reads), remove=len(made.gone), anew=found.anew)
    if whole or not made.idle:
        how = {"hidden": found.anew, "whole": whole, "alone": settings.workers == 1}
        from search.updating.preparing import prepare_all  # most updates find nothing to do
        from search.updating.run import Run

        run = Run(storage, version, found.base, made, progress, **how)
        run.carry_out(prepare_all(made.reads, settings))
    event("index.done", unchanged=made.unchanged, failed=len(made.failed))


@contextmanager
def _told_if_full(storage: Storage) -> Iterator[None]:
    """Say what a full disk means: nothing is lost, and how much room is needed; and what it means
    that the index may not be written.
    """
    try:
        yield
    except OSError as error:
        where = str(error.filename or "")
        if error.errno in _FORBIDDEN and where.startswith(str(storage.root)):
            raise StorageError(
                f"{storage.root}: {_FORBIDDEN[error.errno]}; it can be searched but not brought up "
                "to date; build another with --index FOLDER"
            ) from error
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
