"""Segments that several generations have are opened once, so that a new generation begins with
all that was computed of the postings that it shares with the one before. Touches their files.

A segment is shared while somebody has it open: nothing is kept for itself.
"""

from __future__ import annotations

from copy import copy
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias
from weakref import WeakValueDictionary

from search.engine.segments.segment import ARRAYS, RECORDS, Segment

_Files: TypeAlias = tuple[tuple[int, ...], ...]

_open: Final[WeakValueDictionary[_Files, Segment]] = WeakValueDictionary()
_lock: Final = Lock()


def opened(folder: Path, name: str, deleted: list[int]) -> Segment:
    """Return a segment of a generation; what is open already is not opened again.

    Files are the same where they are links to one (a generation links what it takes over), of
    one size and time; where the system has no numbers for files, nothing is shared.
    """
    files = tuple(_identity(folder / f"{name}{suffix}") for suffix in (ARRAYS, RECORDS))
    if not all(files):
        return Segment(folder, name, deleted)
    with _lock:
        whole = _open.get(files)
        if whole is None:
            whole = _open[files] = Segment(folder, name, [])
    return _without(whole, name, deleted)


def _identity(path: Path) -> tuple[int, ...]:
    """What tells a file from others; nothing where the system does not say."""
    try:
        found = path.stat()
    except OSError:
        return ()
    if not found.st_ino:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _without(whole: Segment, name: str, deleted: list[int]) -> Segment:
    """The segment with documents deleted; it keeps the whole one open."""
    part = copy(whole)
    part.__dict__.pop("live", None)
    part.name, part.deleted, part.whole = name, deleted, whole
    return part
