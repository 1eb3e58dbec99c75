"""Files and folders that are still there after a power cut. Touches the file system only.

A written file is on disk once it has been synced, and has its name for good once its folder
has been synced (POSIX.1-2017, fsync; Pillai et al., "All File Systems Are Not Created Equal",
OSDI 2014).
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

Done = TypeVar("Done")

_WINDOWS: Final = os.name == "nt"
_TRIES: Final = 40  # … and seconds between them, for what another process is about to finish
_PAUSE: Final = 0.025

if sys.platform != "win32":
    import fcntl


def sync(path: Path) -> None:
    """Wait until a file's content, or a folder's names, are on disk."""
    if _WINDOWS and path.is_dir():
        return  # Windows cannot open a folder, and needs a writable file
    handle = os.open(path, os.O_RDWR if _WINDOWS else os.O_RDONLY)
    try:
        os.fsync(handle)
        if sys.platform == "darwin":  # where fsync leaves it in the disk's own cache
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    except OSError as error:
        if error.errno != errno.EINVAL or not path.is_dir():
            raise  # some network file systems cannot sync a folder
    finally:
        os.close(handle)


def write_synced(path: Path, text: str) -> None:
    """Write a file and wait until its content is on disk."""
    path.write_text(text, "utf-8")
    sync(path)


def replace_synced(path: Path, text: str) -> None:
    """Give a file new content in one step: after any crash it is the old or the new."""
    temporary = path.with_name(f"{path.name}.new")
    try:
        write_synced(temporary, text)
        _unhindered(lambda: temporary.replace(path))
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync(path.parent)


def read_replaced(path: Path) -> str:
    """Read a file that `replace_synced` writes. Raises OSError."""
    return _unhindered(lambda: path.read_text("utf-8"))


def _unhindered(act: Callable[[], Done]) -> Done:
    """Read or replace a file where Windows refuses each while the other is under way."""
    for _ in range(_TRIES if _WINDOWS else 0):
        with suppress(PermissionError):
            return act()
        time.sleep(_PAUSE)
    return act()


def make_folder(path: Path) -> None:
    """Make a folder and what is missing above it, each entered in the one above for good."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in missing:
        with suppress(PermissionError):  # a folder that may be entered, but not listed
            sync(folder.parent)


def link(source: Path, target: Path) -> None:
    """Give a file a second name or, where the file system knows no links, copy it."""
    try:
        os.link(source, target)
    except OSError:
        import shutil  # a look-up copies nothing

        shutil.copy2(source, target)
        sync(target)


def remove_folder(path: Path) -> None:
    """Remove a folder with all that is in it, as far as that is allowed.

    On Windows not one of the files of a folder of which somebody has any open.
    """
    import shutil  # a look-up removes nothing

    if _WINDOWS:
        aside = path.with_name(f"{path.name}.gone")
        try:
            path.rename(aside)  # fails while anything in it is open
        except OSError:
            return
        path = aside
    shutil.rmtree(path, ignore_errors=True)
