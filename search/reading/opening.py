"""Open one file of a folder safely: regular files only, never blocking, never following links.

Between the walk and the read a file may vanish, grow, or be swapped for a pipe or a link;
each of these is Unread, a ReadError. Touches the file system, read-only.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import BinaryIO

from msgspec import Struct

from search.errors import ReadError

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe must not make us wait for its writer
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_CHUNK = 1 << 20
_CHANGED = "it changed while it was read: index again"
_REASONS = {
    errno.ENOENT: "it has vanished since the folder was listed",
    errno.ENOTDIR: "it has vanished since the folder was listed",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ELOOP: "it is a link now, and links are not followed",
    errno.EMLINK: "it is a link now, and links are not followed",
    errno.ENXIO: "it is not a regular file",
    errno.EISDIR: "it is not a regular file",
    errno.ENAMETOOLONG: "its path is too long for this system",
    errno.EIO: "the disk reports an error: check the disk",
    errno.ESTALE: "its network folder is no longer there",
}


class Unread(ReadError):
    """The bytes of a file could not be had: what stops us may be over another time."""


class File(Struct, frozen=True):
    r"""A regular file as the walk found it.

    `folder` and `path` (relative, `/` between the parts) are valid Unicode for showing and
    naming: bytes that are none, and control characters, stand as `\xNN`, so that two files
    never share a path. `location` is what opens it. `size` in bytes, `modified` in POSIX
    seconds, `modified_ns` the same in nanoseconds, `changed_ns` when its status last
    changed; `device` and `inode` tell a moved file.
    """

    folder: str
    path: str
    location: bytes
    size: int
    modified: float
    modified_ns: int
    changed_ns: int
    device: int
    inode: int


def digest(file: File) -> str:
    """Return the SHA-256 of the file's bytes in hexadecimal; raises Unread."""
    found = sha256()
    with opened(file) as stream:
        count = 0
        while chunk := stream.read(_CHUNK):
            found.update(chunk)
            count += len(chunk)
            if count > file.size:
                break
    if count != file.size:
        raise Unread(file.path, _CHANGED)
    return found.hexdigest()


def content(file: File) -> bytes:
    """Return all bytes of the file, as many as the walk saw; raises Unread."""
    with opened(file) as stream:
        data = stream.read(file.size + 1)
    if len(data) != file.size:
        raise Unread(file.path, _CHANGED)
    return data


@contextmanager
def opened(file: File) -> Iterator[BinaryIO]:
    """Open the file for reading; system errors inside the block become Unread too."""
    try:
        with os.fdopen(os.open(file.location, _FLAGS), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Unread(file.path, "it is not a regular file")
            if (status.st_size, status.st_mtime_ns) != (file.size, file.modified_ns):
                raise Unread(file.path, _CHANGED)
            yield stream
    except OSError as error:
        raise Unread(file.path, reason(error)) from error


def reason(error: OSError) -> str:
    """Say in a short clause why the system refused."""
    known = _REASONS.get(error.errno or 0)
    return known or f"the system cannot read it ({error.strerror or type(error).__name__})"
