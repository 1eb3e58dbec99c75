"""Bring the index up to date with folders: what changed is read, the rest is left alone.

The only place where planning, preparing and the engine's writer meet.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from search.engine.storage import Manifest, Storage
from search.engine.writer import Writer
from search.errors import DamagedIndex, NoIndex, ReadError, StaleIndex, StorageError
from search.results import Failure, Update
from search.settings import Settings
from search.updating.catalogue import (
    Catalogue,
    Entry,
    Folders,
    read_catalogue,
    read_folders,
    write_catalogue,
    write_folders,
)
from search.updating.fingerprint import fingerprint
from search.updating.planning import Plan, plan, real_name, settled, within
from search.updating.preparing import Batch, Prepared, Refused, prepare_all, read_all

Progress = Callable[[int, int, str], None]

_NO_STAMP: Final = (0, 0, 0)


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
    nothing of one to forget is known, and StorageError where the index has to be built anew
    and would lose documents that are out of reach.
    """
    started = time.perf_counter()
    storage, version = Storage(settings.index), fingerprint()
    if dry_run:
        made = _plan(storage, version, settings, folders, forget)[1]
        _index_files(None, made, dict(made.keep), read_all(made.reads, settings), progress)
    else:
        with storage.lock(settings.lock_seconds):
            storage.sweep()
            base, made = _plan(storage, version, settings, folders, forget)
            if base is None or not made.idle:
                _carry_out(storage, version, base, settings, made, progress)
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
    storage: Storage,
    version: dict[str, str],
    settings: Settings,
    folders: Sequence[Path],
    forget: Sequence[Path],
) -> tuple[Manifest | None, Plan]:
    """Return the generation to build upon and what to do; without the former, everything.

    Where the index is new, stale or damaged all is built anew while the old generation, if
    there is one, keeps serving. A rebuild brings back all folders that were in it.
    """
    try:
        base: Manifest | None = storage.open(version)
    except (NoIndex, StaleIndex, DamagedIndex) as error:
        base, reason = None, error
    former, homes = _former(storage)
    known = {*homes, *(folder for folder, _ in former)}
    forgotten = [real_name(folder) for folder in forget]
    for name in forgotten:
        if name not in known and not any(within(f"{f}/{p}", name) for f, p in former):
            raise ReadError(name, f"nothing of it is indexed; indexed are: {', '.join(known)}")
    if base is not None:
        return base, plan(settings, folders, former, homes, forget=forgotten)
    known = {folder for folder in known if not any(within(folder, f) for f in forgotten)}
    everything = [*folders, *map(Path, sorted(known))]
    if not everything and not forget:
        raise reason
    made = plan(settings, everything, former, homes, forget=forgotten, anew=True)
    _lose_nothing(storage, made, known)
    return None, made


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
    """Return what the serving generation was made from, even if it is stale or damaged."""
    folder = storage.folder(storage.latest())
    catalogue: Catalogue = {}
    folders: Folders = {}
    with suppress(FileNotFoundError, DamagedIndex, UnicodeDecodeError):
        folders = read_folders(folder)
    with suppress(FileNotFoundError, DamagedIndex, UnicodeDecodeError):
        catalogue = read_catalogue(folder)
    return catalogue, folders


def _carry_out(
    storage: Storage,
    version: dict[str, str],
    base: Manifest | None,
    settings: Settings,
    made: Plan,
    progress: Progress | None,
) -> None:
    """Read, write and publish; on any failure the index stays as it was.

    Nothing is published where nothing came of it: files that still cannot be read.
    """
    writer = Writer(storage, version, base)
    try:
        catalogue = dict(made.keep)
        batches = prepare_all(made.reads, settings)
        replaced = _index_files(writer, made, catalogue, batches, progress)
        if base is not None and not made.refreshed and catalogue == made.known:
            writer.abort()
            return
        writer.delete({i for entry in (*made.gone, *replaced) for i in entry.ids()})
        write_catalogue(writer.folder, catalogue)
        write_folders(writer.folder, made.folders)
        writer.commit(sorted({*made.folders, *(folder for folder, _ in catalogue)}))
    except BaseException:
        writer.abort()
        raise


def _index_files(
    writer: Writer | None,
    made: Plan,
    catalogue: Catalogue,
    batches: Generator[Batch, None, None],
    progress: Progress | None,
) -> list[Entry]:
    """Add what the files hold to the index and the catalogue; return replaced entries.

    A changed file that cannot be read any more keeps its old documents.
    """
    files = made.reads
    replaced: list[Entry] = []
    unread: set[tuple[str, str]] = set()
    done = 0
    with closing(batches):  # on Ctrl-C the workers end before anything else
        for batch in batches:
            if writer and batch.data is not None:
                writer.add(batch.data)
            for good in batch.read:
                entry = _entry(made, good)
                if entry.place in made.outdated:
                    replaced.append(made.outdated[entry.place])
                catalogue[entry.place] = entry
                made.failed.extend(entry.failures())
            for bad in batch.failed:
                entry = _entry_of_refused(made, bad)
                unread.add(entry.place)
                catalogue[entry.place] = entry
                made.failed.append(Failure(bad.file.path, bad.reason))
            done += len(batch.read) + len(batch.failed)
            if progress:
                progress(done, len(files), files[done - 1].path)
    for group in (made.added, made.changed, made.moved):
        group[:] = [file for file in group if (file.folder, file.path) not in unread]
    return replaced


def _entry(made: Plan, good: Prepared) -> Entry:
    file = good.file
    return Entry(
        file.folder,
        file.path,
        settled(file),
        file.device,
        good.digest,
        good.rows,
        corrections=made.corrections[file.folder].digest(file.path),
        refused=good.refused,
    )


def _entry_of_refused(made: Plan, bad: Refused) -> Entry:
    """Remember what is wrong with a file, so that it is not read again before it changes.

    What could not be read at all has no digest: it is tried again every time.
    """
    file = bad.file
    former = made.outdated.get((file.folder, file.path))
    if former and former.rows and not bad.digest:
        return former
    return Entry(
        file.folder,
        file.path,
        settled(file) if bad.digest else _NO_STAMP,
        file.device,
        bad.digest,
        former.rows if former else 0,
        bad.reason,
        made.corrections[file.folder].digest(file.path),
    )
