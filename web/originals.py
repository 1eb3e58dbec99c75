"""The file that a document was read from, if it is still the same. Reads that file only.

A name in the index is no leave to read whatever stands there now: links are not followed,
only ordinary files are opened, and the digest must be the one that was indexed.
"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from hashlib import sha256

from search import Source

MOST_BYTES = 64 * 1024 * 1024


def original(source: Source) -> bytes | None:
    """The bytes of a document's file; None where it is gone, changed or not a file of its own
    (such as the row of a table).
    """
    try:
        content = _read(source.folder, source.path.split("/"))
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None
    same = content is not None and sha256(content).hexdigest() == source.digest
    return content if same else None


def _read(folder: str, parts: list[str]) -> bytes | None:
    """The content below `folder`, step by step, so that no link leads elsewhere."""
    if not {"", ".", ".."}.isdisjoint(parts):
        return None
    with ExitStack() as stack:
        if os.open in os.supports_dir_fd:
            at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, at)
            for name in parts[:-1]:
                at = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
                stack.callback(os.close, at)
            file = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
        else:
            path = os.path.join(folder, *parts)  # noqa: PTH118 - compared as text
            if os.path.normcase(os.path.realpath(path)) != os.path.normcase(path):
                return None
            file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        stack.callback(os.close, file)
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
            return None
        with os.fdopen(os.dup(file), "rb") as opened:
            return opened.read(MOST_BYTES + 1)
