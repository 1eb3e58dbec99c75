"""What an update builds upon, and what it has to do there.

Opens the index, mends it where that can be, and refuses what would lose documents; `planning`
compares. Touches the index and, read-only, the folders.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from search.engine.generations.storage import Manifest, Storage
from search.engine.generations.trust import damaged
from search.errors import DamagedIndex, NoIndex, ReadError, StaleIndex, StorageError
from search.settings import Settings
from search.updating.catalogue import (
    CHANGES,
    FILE,
    FOLDERS,
    TABLES,
    Catalogue,
    Folders,
    Home,
    read_catalogue,
    read_folders,
    read_within,
)
from search.updating.correctionfile import read_corrections
from search.updating.planning import Plan, is_same, plan
from search.updating.scope import Scope, real_name, scopes, within

_REBUILT: Final = "the whole index has to be built anew"


class Work(Struct, frozen=True):
    """What to do, on top of which generation; without one, everything.

    `anew`: an index that holds more than `base` serves until all is done. `widened`: why more is
    looked at than was asked for.
    """

    base: Manifest | None
    plan: Plan
    anew: bool = False
    widened: tuple[str, ...] = ()


class Wanted(Struct, frozen=True):
    """What is asked for: `folders` and, of indexed ones, `only` these paths; whether they are
    there or gone; folders to `forget`.
    """

    folders: Sequence[Path]
    only: Sequence[Path] = ()
    forget: Sequence[Path] = ()


def work(
    storage: Storage,
    version: dict[str, str],
    settings: Settings,
    wanted: Wanted,
    *,
    mending: bool = False,
) -> Work:
    """Return what to do; with `mending`, mend a damaged index first if that can be.

    Where the index is new, stale or damaged all is built anew while the old generation, if
    there is one, keeps serving. A rebuild brings back all folders that were in it, and goes on
    from where an earlier one was stopped.
    """
    opened = _opened(storage, version, mending=mending)
    if isinstance(opened, Manifest):
        try:
            return _more(storage, opened, settings, wanted)
        except (DamagedIndex, UnicodeDecodeError) as error:  # tables of another form
            opened = DamagedIndex(str(error))
    former, homes = _former(storage)
    known = {*homes, *(folder for folder, _ in former)}
    forgotten = _forgotten(wanted, known, former)
    _, strays = scopes((), known, wanted.only)
    if strays and known:
        raise _stray(strays[0], homes)
    known = {folder for folder in known if not any(within(folder, f) for f in forgotten)}
    everything = [*wanted.folders, *map(Path, sorted(known))]
    if not everything and not wanted.forget:
        raise _unknown(opened)
    scope, _ = scopes(everything, ())
    made = plan(settings, scope, former, homes, forget=forgotten, anew=True)
    _lose_nothing(storage, made, known)
    anew = not isinstance(opened, NoIndex)
    if draft := storage.draft(version):
        begun = _tables(storage.folder(draft.generation))
        made = plan(settings, scope, *begun, forget=forgotten)
    return Work(draft, made, anew, (_REBUILT,) if anew and wanted.only else ())


def _more(storage: Storage, base: Manifest, settings: Settings, wanted: Wanted) -> Work:
    """Return what to do on top of a whole index."""
    folder = storage.folder(base.generation)
    homes = read_folders(folder) or _nameless(base)
    scope, strays = scopes(wanted.folders, homes, wanted.only)
    if strays:
        raise _stray(strays[0], homes)
    reasons = {one.name: why for one in scope if one.only and (why := _why_whole(one, homes))}
    scope = [replace(one, only=()) if one.name in reasons else one for one in scope]
    if wanted.forget or not all(one.only for one in scope):
        known = read_catalogue(folder)
    else:
        known = read_within(folder, [place for one in scope for place in one.places])
    forgotten = _forgotten(wanted, homes, known)
    made = plan(settings, scope, known, homes, forget=forgotten, since=base.updated)
    return Work(base, made, widened=tuple(f"{name}: {why}" for name, why in reasons.items()))


def _why_whole(one: Scope, homes: Folders) -> str:
    """Why all of a folder has to be looked at where only some of it was to be, or nothing."""
    home = homes[one.name]
    corrections = read_corrections(one.name)
    if not corrections.unread and corrections.mark != home.corrections:
        return "its corrections have changed"
    with suppress(OSError):
        found = one.folder.stat()
        if not is_same(home, (found.st_dev, found.st_ino)):
            return "it is another folder now"
    return ""


def _stray(path: str, homes: Collection[str]) -> ReadError:
    told = ", ".join(sorted(homes))
    return ReadError(
        path,
        f"it lies in no indexed folder (indexed are: {told}); to index a folder that it is in: "
        "mulu index FOLDER",
    )


def _nameless(manifest: Manifest) -> Folders:
    """The indexed folders where it is not known which they were: another may have the name."""
    return dict.fromkeys(manifest.folders, Home(0, 0))


def _forgotten(wanted: Wanted, homes: Collection[str], known: Catalogue) -> list[str]:
    """The names of the folders to forget. Raises ReadError where nothing is known of one."""
    names = [real_name(folder) for folder in wanted.forget]
    for name in names:
        if name not in homes and not any(within(f"{f}/{p}", name) for f, p in known):
            told = ", ".join(sorted(homes))
            raise ReadError(name, f"nothing of it is indexed; indexed are: {told}")
    return names


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
    from search.updating.mending import mend_index  # and all that makes documents

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
        if FILE in broken or CHANGES in broken:
            catalogue = {}
        if FOLDERS in broken:
            folders = _nameless(manifest)
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
