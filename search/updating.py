"""Bring the index up to date with folders: what changed is read, the rest is left alone.

The only place where planning, preparing and the engine's writer meet.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from search.catalogue import Catalogue, Entry, read_catalogue, write_catalogue
from search.engine.storage import Manifest, Storage
from search.engine.writer import Writer
from search.errors import DamagedIndex, NoIndex, StaleIndex
from search.fingerprint import fingerprint
from search.planning import Plan, plan, settled
from search.preparing import prepare_all
from search.reading import File
from search.results import Update
from search.settings import Settings

Progress = Callable[[int, int, str], None]


def update(
    settings: Settings,
    folders: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Update:
    """Bring the index up to date with the folders and say what was done.

    Only documents below these folders are ever removed. `progress` is told the number of
    files done and in all, and the last one's path. Raises IndexLocked, and ReadError where
    none of the folders can be listed.
    """
    started = time.perf_counter()
    storage, version = Storage(settings.index), fingerprint()
    if dry_run:
        made = _plan(storage, version, settings, folders)[1]
    else:
        with storage.lock(settings.lock_seconds):
            storage.sweep()
            base, made = _plan(storage, version, settings, folders)
            if base is None or not made.idle:
                _carry_out(Writer(storage, version, base), settings, made, progress)
    return Update(
        added=tuple(file.path for file in made.added),
        changed=tuple(file.path for file in made.changed),
        removed=tuple(entry.path for entry in made.left if entry.rows),
        moved=tuple(file.path for file in made.moved),
        unchanged=made.unchanged,
        failed=tuple(sorted(made.failed, key=lambda failure: failure.path)),
        seconds=time.perf_counter() - started,
    )


def _plan(
    storage: Storage, version: dict[str, str], settings: Settings, folders: Sequence[Path]
) -> tuple[Manifest | None, Plan]:
    """Return the generation to build upon and what to do; without the former, everything.

    Where the index is new, stale or damaged all is built anew while the old generation, if
    there is one, keeps serving. A rebuild brings back all folders that were in it.
    """
    try:
        base: Manifest | None = storage.open(version)
    except (NoIndex, StaleIndex, DamagedIndex) as error:
        base, reason = None, error
    former = _former(storage)
    if base is not None:
        return base, plan(settings, folders, former)
    everything = [*folders, *(Path(folder) for folder in sorted({f for f, _ in former}))]
    if not everything:
        raise reason
    return None, plan(settings, everything, {})


def _former(storage: Storage) -> Catalogue:
    """Return what the serving generation was made from, even if it is stale or damaged."""
    try:
        return read_catalogue(storage.folder(storage.latest()))
    except (FileNotFoundError, DamagedIndex):
        return {}


def _carry_out(writer: Writer, settings: Settings, made: Plan, progress: Progress | None) -> None:
    """Read, write and publish; on any failure the index stays as it was."""
    try:
        catalogue = dict(made.keep)
        replaced = _index_files(writer, settings, made, catalogue, progress)
        writer.delete({i for entry in (*made.gone, *replaced) for i in entry.ids()})
        write_catalogue(writer.folder, catalogue)
        writer.commit(sorted({folder for folder, _ in catalogue}))
    except BaseException:
        writer.abort()
        raise


def _index_files(
    writer: Writer,
    settings: Settings,
    made: Plan,
    catalogue: Catalogue,
    progress: Progress | None,
) -> list[Entry]:
    """Add what the files hold to the index and the catalogue; return replaced entries.

    A changed file that cannot be read any more keeps its old documents.
    """
    files = made.reads
    replaced: list[Entry] = []
    done = 0
    for batch in prepare_all(files, settings):
        if batch.data is not None:
            writer.add(batch.data)
        for file, digest, rows in batch.read:
            place = (file.folder, file.path)
            if place in made.outdated:
                replaced.append(made.outdated[place])
            catalogue[place] = _entry(made, file, digest, rows)
        for file, failure in batch.failed:
            place = (file.folder, file.path)
            made.failed.append(failure)
            former = made.outdated.get(place)
            kept = former if former and former.rows else None
            catalogue[place] = kept or _entry(made, file, "", 0, failure.reason)
        done += len(batch.read) + len(batch.failed)
        if progress:
            progress(done, len(files), files[done - 1].path)
    unread = {failure.path for failure in made.failed}
    for group in (made.added, made.changed, made.moved):
        group[:] = [file for file in group if file.path not in unread]
    return replaced


def _entry(made: Plan, file: File, digest: str, rows: int, reason: str = "") -> Entry:
    corrections = made.corrections[file.folder].digest(file.path)
    return Entry(
        file.folder, file.path, settled(file), file.device, digest, rows, reason, corrections
    )
