"""Whether files of an index may be used: whose they are, and that they are what was written.

Touches the file system, read-only.
"""

from __future__ import annotations

import os
import stat
import sys
from hashlib import file_digest
from pathlib import Path
from typing import Final

from search.errors import DamagedIndex, StorageError

_ONCE: Final = (".records", ".tsv")  # ends of the names of files that are made from no others


def is_made(name: str) -> bool:
    """Whether a file of an index is made from others of it, so that it can be mended."""
    return not name.endswith(_ONCE)


def check_owner(folder: Path) -> None:
    """Raise StorageError where a folder, or the link that leads to it, is another user's.

    Who may write an index decides what every search in it answers.
    """
    if sys.platform == "win32":
        return
    try:
        owners = {folder.lstat().st_uid, folder.stat().st_uid}
    except FileNotFoundError:
        return
    for owner in owners - {os.geteuid()}:
        raise StorageError(
            f"{folder}: this index belongs to {_name(owner)}, not to {_name(os.geteuid())}, and "
            "only its owner may use it; name one of your own with --index FOLDER, or take it "
            "over (chown -R)"
        )


def check_file(path: Path, size: int, sha256: str, modified: int | None = None) -> None:
    """Raise DamagedIndex where a file is not what was written.

    With `modified`, its time of modification in nanoseconds, the bytes are read only if
    that is another one: a program has written to it, or it was copied without its times.
    """
    try:
        found = path.lstat()
        right = stat.S_ISREG(found.st_mode) and found.st_size == size
        if right and (modified is None or found.st_mtime_ns != modified):
            right = digest(path) == sha256
    except OSError as error:
        reason = "is missing" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise damaged(path, reason) from error
    if not right:
        raise damaged(path, "is not what was written")


def damaged(path: Path, reason: str) -> DamagedIndex:
    """Return the error that names a damaged file and the remedies that there are."""
    if not is_made(path.name):
        return unmendable(f"{path}: {reason}")
    return DamagedIndex(
        f"{path}: {reason}", "run: mulu check --deep to mend it, or mulu index to build it again"
    )


def unmendable(what: str) -> DamagedIndex:
    """Return the error that says what is damaged, and the one remedy where there is no other."""
    return DamagedIndex(
        what,
        "it cannot be mended from the rest; run: mulu index to build the index again (the "
        "documents are only read)",
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _name(user: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"
