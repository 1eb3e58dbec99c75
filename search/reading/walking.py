"""Walk a folder: which files can become documents, which are left out and why.

Nothing is opened but folders, links are never followed, and the order does not depend on
the file system. Touches the file system, read-only, and `data/unsupported.tsv`.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from importlib.resources import files
from math import inf
from pathlib import Path

from msgspec import Struct, field

from search.errors import ReadError
from search.reading.opening import File, reason
from search.settings import Settings

_LOOKS_ESCAPED = re.compile(rb"\\(?=x[0-9a-f]{2})")
_JUNCTION = 0xA0000003  # a folder of Windows that leads to another (IO_REPARSE_TAG_MOUNT_POINT)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Skipped(Struct, frozen=True):
    """A file or folder that is left out; a folder's path ends in `/`.

    `kind` is `hidden`, `link`, `special`, `unreadable`, `huge`, `empty`, `unsupported` or
    `index`; `reason` is one short clause for a person, `changed` when its status last changed
    (POSIX seconds).
    """

    path: str
    reason: str
    kind: str
    changed: float = inf

    @property
    def failed(self) -> bool:
        """Whether it may be a document for all that we know."""
        return self.kind in ("unreadable", "huge", "empty")


_INDEX = "it is Mulu's own index: keep that in a folder of its own (--index FOLDER)"


class Walk(Struct, frozen=True):
    """What is in a folder, each list in order of path.

    `unreadable` are the folders that could not be listed: what was known below them is
    unknown now, not removed. It holds the relative paths without a `/` at the end.
    `identity` are the device and inode of the folder: another one may have taken its name.
    """

    files: tuple[File, ...]
    skipped: tuple[Skipped, ...]
    unreadable: tuple[str, ...]
    identity: tuple[int, int] = (0, 0)


def walk(folder: Path, settings: Settings, only: Collection[bytes] = ()) -> Walk:
    """List the files below `folder`; raises ReadError where it cannot be listed at all, or is
    the index.

    With `only`, what is at and below these relative paths, none of which lies in another, and
    nothing else: that takes as long as there are of them, and not as there is in the folder.
    """
    try:
        root = real(folder)
        index = _identity(settings.index)
        found = _Found(shown(root), root, settings.max_bytes, index, _ways(only))
        found.enter(b"")
        status = os.stat(root)  # noqa: PTH116 - bytes
        if (status.st_dev, status.st_ino) == index:
            raise ReadError(shown(root), _INDEX)
    except (OSError, ValueError) as error:
        raise ReadError(shown(os.fsencode(folder)), _refused(error)) from error
    while found.waiting:
        relative = found.waiting.pop()
        try:
            found.enter(relative)
        except OSError as error:
            found.unreadable.append(shown(relative))
            found.skip(relative + b"/", reason(error), "unreadable")
    return Walk(
        tuple(sorted(found.files, key=lambda file: file.path)),
        tuple(sorted(found.skipped, key=lambda skipped: skipped.path)),
        tuple(sorted(found.unreadable)),
        (status.st_dev, status.st_ino),
    )


def real(folder: Path) -> bytes:
    """Return the real path of a folder, on every system with `/` between its parts."""
    return os.fsencode(os.path.realpath(folder).replace(os.sep, "/"))


def shown(name: bytes) -> str:
    r"""Write a path as valid Unicode; other bytes and controls as `\xNN`; one to one."""
    with suppress(UnicodeDecodeError):
        text = name.decode("utf-8")
        if text.isprintable() and "\\x" not in text:
            return text  # as nearly all are
    return "/".join(map(_shown_part, name.split(b"/")))


def _shown_part(name: bytes) -> str:
    name = _LOOKS_ESCAPED.sub(rb"\\x5c", name)
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        text = name.decode("ascii", "backslashreplace")
    return _CONTROLS.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in found[0].encode())


class _Found(Struct):
    """What one walk has found so far and which folders are still to be listed.

    `ways` are the folders of which only some names are looked at.
    """

    folder: str
    root: bytes
    max_bytes: int
    index: tuple[int, int] | None
    ways: dict[bytes, set[bytes]]
    files: list[File] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    waiting: list[bytes] = field(default_factory=list)

    def skip(self, relative: bytes, why: str, kind: str, changed: float = inf) -> None:
        self.skipped.append(Skipped(shown(relative), why, kind, changed))

    def enter(self, relative: bytes) -> None:
        names = self.ways.get(relative)
        with os.scandir(os.path.join(self.root, relative)) as entries:  # noqa: PTH118 - bytes
            for entry in entries:
                if names is not None and entry.name not in names:
                    continue
                path = relative + b"/" + entry.name if relative else entry.name
                if path in self.ways and not entry.is_dir(follow_symlinks=False):
                    continue  # and so nothing lies below it
                try:
                    self.place(path, entry)
                except OSError as error:
                    self.skip(path, reason(error), "unreadable")

    def place(self, path: bytes, entry: os.DirEntry[bytes]) -> None:
        """Put one entry of a folder where it belongs."""
        status = entry.stat(follow_symlinks=False)
        if not status.st_ino:  # Windows keeps device and number of a file elsewhere
            status = os.lstat(entry.path)
        if entry.is_symlink() or getattr(status, "st_reparse_tag", 0) == _JUNCTION:
            self.skip(path, _link(entry.path, self.root), "link", status.st_ctime)
        elif stat.S_ISDIR(status.st_mode):
            if entry.name.startswith(b"."):
                self.skip(path + b"/", "a hidden folder", "hidden", status.st_ctime)
            elif (status.st_dev, status.st_ino) == self.index:
                self.skip(path + b"/", "Mulu's own index", "index", 0.0)
            else:
                self.waiting.append(path)
        elif not stat.S_ISREG(status.st_mode):
            self.skip(path, _special(status.st_mode), "special", status.st_ctime)
        elif refusal := _refusal(entry.name, status.st_size, self.max_bytes):
            self.skip(path, *refusal, status.st_ctime)
        else:
            self.files.append(_file(self.folder, path, entry.path, status))


def _ways(only: Collection[bytes]) -> dict[bytes, set[bytes]]:
    """The names to look at in each folder that leads to these paths.

    Names are compared with those that a folder lists, so that one which the file system takes
    for another one, as a.txt for A.TXT, is never a file of its own.
    """
    ways: dict[bytes, set[bytes]] = {}
    for path in only:
        while path:
            path, _, name = path.rpartition(b"/")
            ways.setdefault(path, set()).add(name)
    return ways


def _file(folder: str, path: bytes, location: bytes, status: os.stat_result) -> File:
    return File(
        folder=folder,
        path=shown(path),
        location=location,
        size=status.st_size,
        modified=status.st_mtime,
        modified_ns=status.st_mtime_ns,
        changed_ns=status.st_ctime_ns,
        device=status.st_dev,
        inode=status.st_ino,
    )


def _refusal(name: bytes, size: int, max_bytes: int) -> tuple[str, str] | None:
    """Say why a regular file is not worth opening, if it is not: the reason and its kind."""
    if name.startswith(b"."):
        return "a hidden file", "hidden"
    if name.startswith(b"~$"):
        return "a lock file of an office program", "hidden"
    extension = os.path.splitext(name)[1][1:].decode("ascii", "replace").lower()  # noqa: PTH122
    if extension in _unsupported():
        return _unsupported()[extension], "unsupported"
    if not size:
        return "empty: it has no bytes", "empty"
    if size > max_bytes:
        return f"huge: {size >> 20} MB, the limit is {max_bytes >> 20} MB; split it", "huge"
    return None


def _link(location: bytes, root: bytes) -> str:
    """Say where a link leads; it is followed for that, but never read."""
    try:
        target = os.path.realpath(location, strict=True)
    except OSError as error:
        return "a link that loops" if error.errno == errno.ELOOP else "a link that leads nowhere"
    above = location.startswith(os.path.join(target, b""))  # noqa: PTH118 - bytes
    if target != root and not target.startswith(os.path.join(root, b"")):  # noqa: PTH118
        return "a link that loops" if above else "a link that leaves the folder"
    if above:
        return "a link that loops"
    return "a link to another place in the folder, where it is read"


def _special(mode: int) -> str:
    for test, name in (
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if test(mode):
            return f"{name}, not a file"
    return "not a regular file"


def _refused(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError) or error.errno == errno.ENOENT:
        return "there is no such folder"
    return "it is not a folder" if error.errno == errno.ENOTDIR else reason(error)


def _identity(index: Path) -> tuple[int, int] | None:
    try:
        status = index.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


@cache
def _unsupported() -> dict[str, str]:
    """Map extensions that never hold documents for us to what a person can do about it."""
    table = {}
    text = (files("search") / "data" / "unsupported.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            extensions, why = line.split("\t")
            table.update(dict.fromkeys(extensions.split(), why))
    return table
